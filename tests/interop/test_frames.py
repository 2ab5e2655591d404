"""Results as data frames: the records, all of them, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

import medvirk_nlp as mn
from medvirk_nlp.coding.result import Coding
from medvirk_nlp.records import Anonymized, Finding, Flag

TEXTS = [
    "Kari på Nordlia skole ringte 990 00 017.",
    "Alt bra.",
    "Han slo meg, og vi bor på Hamar.",
]


@pytest.fixture(scope="module")
def results(pipeline: mn.Pipeline) -> list[Anonymized]:
    return list(pipeline.anonymize_batch(TEXTS))


def test_findings_have_a_row_each(results: list[Anonymized]) -> None:
    frame = mn.findings_frame(r.findings for r in results)
    fields = [name for name in frame.columns if name != "text"]
    told = [
        (number, *(getattr(f, name) for name in fields))
        for number, result in enumerate(results)
        for f in result.findings
    ]
    assert [tuple(None if pd.isna(v) else v for v in row) for row in frame.to_numpy()] == told
    assert [TEXTS[r.text][r.start : r.end] for r in frame.itertuples()] == [
        "Kari",
        "Nordlia skole",
        "990 00 017",
        "Hamar",
    ]


def test_no_frame_holds_what_was_masked(results: list[Anonymized]) -> None:
    frames = (mn.findings_frame(r.findings for r in results), mn.anonymized_frame(results))
    for frame in frames:
        assert not any(word in frame.to_csv() for word in ("Kari", "990", "Nordlia", "Hamar"))


def test_clean_texts_carry_their_flags_gravest_first() -> None:
    flags = (Flag("low_confidence", 3), Flag("disclosure", 0, 0, 3), Flag("disclosure", 0, 4, 6))
    frame = mn.anonymized_frame([Anonymized("Han slo", (), flags), Anonymized("Alt bra")])
    assert frame.to_dict("records") == [
        {"text": "Han slo", "findings": 0, "flags": ["disclosure", "low_confidence"]},
        {"text": "Alt bra", "findings": 0, "flags": []},
    ]


def test_the_frame_of_the_pipeline_is_the_frame_of_the_coder(pipeline: mn.Pipeline) -> None:
    texts = ["Ingen ringte tilbake", "vet ikke"]
    frame = mn.codings_frame(pipeline.coder.code(texts))
    pd.testing.assert_frame_equal(frame, pipeline.code(texts))
    assert frame["kind"].tolist() == ["experience", "non_answer"]
    assert "tilgjengelighet" in frame["themes"][0]
    assert set(frame["confidence"][0]) == set(pipeline.codebook.ids)


def test_the_index_of_the_user_is_kept(pipeline: mn.Pipeline, results: list[Anonymized]) -> None:
    comments = pd.DataFrame({"answer": TEXTS}, index=pd.Index(["a", "b", "c"], name="svar"))
    clean = mn.anonymized_frame(results, comments.index)
    codes = mn.codings_frame(pipeline.coder.code(list(clean["text"])), comments.index)
    found = mn.findings_frame((r.findings for r in results), comments.index)
    assert comments.join(clean).join(codes)["text"].tolist() == [r.text for r in results]
    assert clean.index.name == "svar"
    assert found["text"].tolist() == ["a", "a", "a", "c"]


def test_labels_and_results_must_be_as_many(results: list[Anonymized]) -> None:
    with pytest.raises(ValueError, match="zip"):
        mn.anonymized_frame(results, ["a"])


def test_nothing_gives_a_frame_of_the_same_columns() -> None:
    coding = Coding((), {}, "neutral", 0.0, "experience")
    for make, one in (
        (mn.findings_frame, [Finding(0, 4, "PERSON", 0.9)]),
        (mn.anonymized_frame, Anonymized("x")),
        (mn.codings_frame, coding),
    ):
        empty, full = make([]), make([one])
        assert list(empty.columns) == list(full.columns)
        assert (len(empty), len(full)) == (0, 1)
        numbers = full.drop(columns="text", errors="ignore").select_dtypes("number").dtypes
        assert empty.dtypes[numbers.index].equals(numbers)
