from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

import medvirk_nlp as mn
from medvirk_nlp import cli
from medvirk_nlp.errors import MedvirkError
from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.evaluation.thresholds import Thresholds
from medvirk_nlp.texts import LANGUAGES, texts

from .conftest import StubCoding, StubPipeline


@pytest.fixture
def evaluation(gold: list[GoldDocument], stub: StubPipeline) -> mn.Evaluation:
    return mn.evaluate(gold, stub, samples=100)


@pytest.fixture
def gold_file(gold: list[GoldDocument], tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = [d.model_dump_json(by_alias=True) for d in gold]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_all_that_is_asked_for_is_measured(
    gold: list[GoldDocument],
    coded: list[GoldDocument],
    stub: StubPipeline,
    codings: dict[str, StubCoding],
) -> None:
    stub.codings, stub.ids = codings, ("a", "b", "c")
    steps: set[str] = set()
    done = mn.evaluate(
        [*gold, *coded],
        stub,
        coding=True,
        metamorphic=True,
        samples=50,
        report=lambda step, *_: steps.add(step),
    )
    assert (done.documents, done.mentions, done.segments) == (4, 5, 4)
    assert done.coding is not None and done.coding.get("exact").value == 0.5
    assert done.metamorphic is not None and done.metamorphic.mentions == 3
    assert stub.contexts == ["Hva var bra?", "Hva var bra?", "Annet", "Annet"]
    assert steps == {"detect", "rename"}
    told = json.loads(done.to_json())
    assert told["detection"]["figures"]["entity_recall"]["direct"]["value"] == pytest.approx(2 / 3)
    assert told["coding"]["figures"]["f1"]["code:c"]["value"] is None
    assert told["metamorphic"]["recall"]["somali"]["as_is"]["value"] == 0.0
    for language in LANGUAGES:
        assert len({len(done.lines(language)) for language in LANGUAGES}) == 1
        assert not any("Nordmann" in line for line in done.lines(language))


def test_the_same_set_gives_the_same_bytes(gold_file: Path, stub: StubPipeline) -> None:
    first, second = (mn.evaluate(gold_file, stub, samples=100).to_json() for _ in range(2))
    assert first == second


def test_no_comments_gives_no_coding_figures(gold: list[GoldDocument], stub: StubPipeline) -> None:
    done = mn.evaluate(gold, stub, coding=True, samples=10)
    assert done.coding is not None and done.coding.get("macro_f1").value is None


def test_an_empty_set_is_undefined_and_no_error(stub: StubPipeline) -> None:
    done = mn.evaluate([], stub, coding=True, metamorphic=True, samples=10)
    assert done.detection.get("leaked_documents").value is None
    assert done.detection.get("token_f1").value is None
    assert done.lines()


def test_lines_hold_the_figures(evaluation: mn.Evaluation) -> None:
    [line] = [x for x in evaluation.lines("en") if "Entity recall, direct" in x][:1]
    assert line.split()[3] == "0.667"
    assert line.split()[-2:] == ["2", "3"]


@pytest.mark.parametrize(
    ("limits", "broken"),
    [
        (Thresholds(), []),
        (Thresholds(min_direct=0.66, max_leaked=0.34), []),
        (Thresholds(min_direct=0.67, max_leaked=0.33), ["min_direct", "max_leaked"]),
        (Thresholds(min_precision=0.99, min_quasi=1.0), ["min_precision"]),
        # What was not measured was not shown to be good enough.
        (Thresholds(min_themes=0.0, max_name_loss=1.0), ["min_themes", "max_name_loss"]),
    ],
)
def test_limits(evaluation: mn.Evaluation, limits: Thresholds, broken: list[str]) -> None:
    assert [b.name for b in limits.broken(evaluation)] == broken


def test_loss_of_names_is_limited(gold: list[GoldDocument], stub: StubPipeline) -> None:
    done = mn.evaluate(gold, stub, metamorphic=True, samples=10)
    # Two of three names are found as they stand, none of those that are put in their place.
    assert [b.value for b in Thresholds(max_name_loss=0.5).broken(done)] == [pytest.approx(2 / 3)]
    assert not Thresholds(max_name_loss=0.7).broken(done)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["evaluate", *arguments])
    if isinstance(done.exception, MedvirkError):
        return done.exception.exit_code, done.output
    return done.exit_code, done.output


@pytest.fixture
def _stubbed(monkeypatch: pytest.MonkeyPatch, stub: StubPipeline) -> None:
    monkeypatch.setattr("medvirk_nlp.cli.measuring.load_pipeline", lambda fast: stub)


@pytest.mark.usefixtures("_stubbed")
def test_command_prints_figures_and_no_text(gold_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    code, printed = run(str(gold_file), "--json", str(out))
    assert code == 0
    assert "0.667" in printed and "Nordmann" not in printed
    assert "Nordmann" not in out.read_text(encoding="utf-8")


@pytest.mark.usefixtures("_stubbed")
def test_command_fails_where_a_limit_is_not_kept(gold_file: Path) -> None:
    assert run(str(gold_file), "--min-direct", "0.5")[0] == 0
    code, printed = run(str(gold_file), "--min-direct", "0.99")
    assert code == 4
    assert "--min-direct" in printed and "0.6667" in printed


@pytest.mark.usefixtures("_stubbed")
def test_misses_are_shown_only_on_demand(gold_file: Path) -> None:
    code, printed = run(str(gold_file), "--misses", "3")
    assert code == 2 and "Nordmann" not in printed
    code, printed = run(str(gold_file), "--misses", "3", "--show-text")
    assert code == 0 and "[[Kari Nordmann]]" in printed


@pytest.mark.usefixtures("_stubbed")
def test_no_file_is_overwritten(gold_file: Path) -> None:
    before = gold_file.read_bytes()
    assert run(str(gold_file), "--json", str(gold_file))[0] == 2
    assert gold_file.read_bytes() == before


def keys(node: object, path: str = "") -> set[str]:
    if not isinstance(node, Mapping):
        return {path}
    return {key for name, inner in node.items() for key in keys(inner, f"{path}.{name}")}


def test_every_language_says_the_same() -> None:
    assert len({frozenset(keys(texts(language).get("evaluation"))) for language in LANGUAGES}) == 1
