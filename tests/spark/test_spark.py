"""Spark gives what one machine gives, row by row."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

import medvirk_nlp as mn
from medvirk_nlp import spark
from medvirk_nlp.errors import ModelError, UsageError
from medvirk_nlp.large.comments import Comment, Treated
from medvirk_nlp.large.treating import clean, treat

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

BIG = 2**60
"""Ids so large that a float would round them."""
QUESTION = "Hva kan bli bedre?"
TEXTS = [
    "Ingeborg Kvammen ringer alltid tilbake samme dag",
    "fire saksbehandlere på to år, må fortelle alt på nytt",
    "ingen svarer på telefonen, tlf 990 00 017 er min 😀",
    None,
    "vet ikke",
    "vi bor på sperret adresse, og likevel sto gata i brevet",
    "  ",
    "møtene er for lange\nog vanskelige å forstå",
    "de kalte meg bare zomtvar hele tiden",
]
NAMES = [*[None] * 8, "Åshild Zomtvar"]
COLUMN = "1. Hva kan `bli` bedre?"


@pytest.fixture(scope="module")
def frame(session: SparkSession) -> DataFrame:
    rows = [(BIG + n, text, name) for n, (text, name) in enumerate(zip(TEXTS, NAMES, strict=True))]
    quoted = COLUMN.replace("`", "``")
    made = session.createDataFrame(rows, f"id bigint, `{quoted}` string, navn string")
    return made.repartition(3).cache()


@pytest.fixture(scope="module")
def local(fast: mn.Pipeline) -> list[Treated]:
    said = zip(TEXTS, NAMES, strict=True)
    comments = [
        Comment(BIG + n, QUESTION, text or "", (name,) if name else ())
        for n, (text, name) in enumerate(said)
    ]
    return treat(fast, comments)


def rows_of(frame: DataFrame) -> list[dict[str, object]]:
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=lambda r: r["id"])


def as_row(treated: Treated) -> dict[str, object]:
    row = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(treated).items()}
    return {"id": row.pop("row"), **row}


def test_the_whole_road_is_that_of_one_machine(
    frame: DataFrame, fast: mn.Pipeline, local: list[Treated]
) -> None:
    done = spark.treat(frame, COLUMN, question=QUESTION, names=["navn"], keep=["id"], pipeline=fast)
    assert done.schema["id"].dataType.typeName() == "long"
    rows = rows_of(done)
    assert rows == [as_row(row) for row in local]
    assert {row["state"] for row in rows} == {"unreviewed", "waits", "empty"}


def test_findings_are_those_of_one_machine(frame: DataFrame, fast: mn.Pipeline) -> None:
    rows = rows_of(spark.detect(frame, COLUMN, keep=["id"], pipeline=fast))
    expected = clean(fast, [(text or "", ()) for text in TEXTS])
    assert [row["findings"] for row in rows] == [
        [
            {name: value for name, value in asdict(finding).items() if name != "entity_id"}
            for finding in result.findings
        ]
        for result in expected
    ]
    assert any(row["findings"] for row in rows)


def test_clean_text_is_coded_as_on_one_machine(
    session: SparkSession, fast: mn.Pipeline, local: list[Treated]
) -> None:
    said = [(row.row, row.text, row.question) for row in local]
    given = session.createDataFrame(said, "id bigint, text string, question string")
    coded = spark.code(given, "text", context="question", keep=["id"], pipeline=fast)
    for row, treated in zip(rows_of(coded), local, strict=True):
        expected = as_row(treated if treated.text else Treated(treated.row, "", "empty"))
        assert row == {name: expected[name] for name in row}


def test_anonymizing_alone_gives_the_same_text(
    frame: DataFrame, fast: mn.Pipeline, local: list[Treated]
) -> None:
    done = spark.anonymize(
        frame, COLUMN, question=QUESTION, names=["navn"], keep=["id"], pipeline=fast
    )
    assert "themes" not in done.columns
    expected = [{name: as_row(row)[name] for name in done.columns} for row in local]
    assert rows_of(done) == expected


def test_models_are_read_once_a_process(frame: DataFrame, fast: mn.Pipeline) -> None:
    """As many pipelines as settings, however many tasks a process has had."""

    def opened(batches: object) -> object:
        import os

        import pandas as pd

        from medvirk_nlp import spark as there

        for _ in batches:
            yield pd.DataFrame({"process": [os.getpid()], "opened": [len(there._opened)]})

    spark.detect(frame, COLUMN, pipeline=fast).collect()
    told = frame.select("id").mapInPandas(opened, "process long, opened int").collect()
    assert {row.opened for row in told} == {1}


def test_other_models_on_a_node_are_refused(fast: mn.Pipeline) -> None:
    with pytest.raises(ModelError, match="same on all"):
        spark._open(mn.load("fast", language="nn"), {**fast.hashes(), "model.ner": "0"})


def test_wrong_columns_are_told_before_any_work(frame: DataFrame, fast: mn.Pipeline) -> None:
    for column, keep, message in (
        ("borte", ["id"], "no column"),
        ("id", [], "not hold text"),
        (COLUMN, [COLUMN], "cannot be in the result"),
        (COLUMN, ["deler"], "Only text"),
        (COLUMN, ["text"], "other names"),
    ):
        given = frame.selectExpr("*", "array(id) AS deler", "navn AS text")
        with pytest.raises(UsageError, match=message):
            spark.treat(given, column, keep=keep, pipeline=fast)


def test_what_goes_wrong_does_not_quote_a_comment(
    session: SparkSession, frame: DataFrame, fast: mn.Pipeline
) -> None:
    def wrong(pipeline: object, cells: list[list[str | None]]) -> dict[str, list[object]]:
        raise ValueError(str(cells))

    with pytest.raises(Exception, match="ValueError") as raised:
        spark._apply(frame, [COLUMN], [], ["state"], wrong, fast).collect()
    assert "Kvammen" not in str(raised.value) and "sperret" not in str(raised.value)


def test_without_pyspark_it_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch, fast: mn.Pipeline
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.functions", None)
    with pytest.raises(UsageError, match=r"medvirk_nlp\[spark\]"):
        spark.treat(None, "a", pipeline=fast)  # type: ignore[arg-type]
