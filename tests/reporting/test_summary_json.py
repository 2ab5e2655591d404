from __future__ import annotations

import json
from pathlib import Path

import pytest
from invented import CODEBOOK, PROJECT, comment, document
from jsonschema import Draft202012Validator, ValidationError

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.examples import choose_examples
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import (
    Additions,
    summary_data,
    summary_json,
    summary_schema,
)
from medvirk_nlp.reporting.summary_records import Cell, Summary


def test_only_published_figures_are_written(summary: Summary, tmp_path: Path) -> None:
    summary_json(summary, PROJECT, tmp_path / "summary.json")
    data = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert data["schema_version"] == 1
    assert "accounting" not in data
    waiting = next(row for row in data["rows"] if row["code"] == "waiting")
    assert waiting["sides"]["positive"]["mentions"] is None
    assert waiting["mentions"] == 8


def _valid(data: dict[str, object]) -> None:
    schema = summary_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json.dumps(data)))


def test_data_follow_the_published_schema(
    summary: Summary, material: tuple[list[CodedPassage], list[Document]]
) -> None:
    examples, _ = choose_examples(summary, material[0])
    change = {"before": 0.2, "after": 0.3, "difference": 0.1, "low": -0.1, "high": 0.3}
    measure = {"id": "T1", "title": "x", "owner": "leder", "deadline": None, "status": "i gang"}
    additions = Additions(
        examples, {"heard": {**change, "verdict": "unclear"}}, {"heard": [measure]}
    )
    data = summary_data(summary, PROJECT, additions)
    _valid(data)
    heard = next(row for row in data["rows"] if row["code"] == "heard")
    assert heard["quotes"]["positive"] and heard["measures"] == [measure]
    assert heard["change"]["verdict"] == "unclear"
    _valid(summary_data(summarize([comment(1)], [], CODEBOOK, PROJECT), PROJECT))
    with pytest.raises(ValidationError):
        _valid({**data, "respondent": "r1"})


def test_every_hidden_cell_has_a_reason_and_no_interval(summary: Summary) -> None:
    for row in summary_data(summary, PROJECT)["rows"]:
        told = {entry["cell"] for entry in row["suppressed"]}
        for side in ("positive", "negative"):
            hidden = row["sides"][side]["mentions"] is None
            assert (f"sides.{side}" in told) == hidden == (row["intervals"][side] is None)


def test_shares_have_wilsons_interval(summary: Summary) -> None:
    rows = {row["code"]: row for row in summary_data(summary, PROJECT)["rows"]}
    heard = rows["heard"]
    assert (heard["sides"]["positive"]["mentions"], heard["mentions"]) == (6, 18)
    # Wilson 1927: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = 6/18, z = 1.96
    assert heard["intervals"]["positive"] == {"share": 0.333, "low": 0.163, "high": 0.563}


def test_mixed_and_neutral_are_told_apart_where_both_are_large_enough() -> None:
    def tones(mixed: int, neutral: int) -> dict[str, Cell]:
        polarities = ["mixed"] * mixed + ["neutral"] * neutral
        coded = [comment(n, polarity=p) for n, p in enumerate(polarities)]  # type: ignore[arg-type]
        documents = [document(coded, participants=40)]
        row = summarize(coded, documents, CODEBOOK, PROJECT).rows[0]
        assert row.sides["other"].mentions == mixed + neutral
        return dict(row.tones)  # type: ignore[arg-type]

    assert [cell.mentions for cell in tones(6, 7).values()] == [6, 7]
    assert [cell.mentions for cell in tones(9, 3).values()] == [None, None]
