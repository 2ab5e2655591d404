"""A column of a Spark DataFrame through the same road as a large table.

Each function takes a frame and gives a new one, lazily, by ``mapInPandas`` over Arrow batches. The
settings travel to the workers; the models lie in the package, which must be installed on every
node, and are read once in each Python worker process, for all its tasks. The results are those of
`medvirk_nlp.large` on one machine, row by row, whatever the partitions.

The column of comments is never in the result. Keep an id, and join where the originals are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from medvirk_nlp.errors import MedvirkError, ModelError, UsageError
from medvirk_nlp.large.comments import Comment, Treated
from medvirk_nlp.large.treating import clean, known_names
from medvirk_nlp.large.treating import treat as treat_comments
from medvirk_nlp.libraries import keep_to_one_core, silence
from medvirk_nlp.pipeline import Pipeline, load
from medvirk_nlp.records import Finding

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame

_FINDING = (
    "struct<start: int, end: int, entity_type: string, score: double, identifier: string, "
    "confidential: string, action: string, recognizer: string>"
)
_TYPES = {
    "findings": f"array<{_FINDING}>",
    "question": "string",
    "state": "string",
    "reasons": "array<string>",
    "hidden": "int",
    "text": "string",
    "themes": "array<string>",
    "asked": "array<string>",
    "polarity": "string",
    "polarity_confidence": "double",
    "kind": "string",
}
"""Columns of results, as Spark names their types."""
_ANONYMIZED = ("question", "state", "reasons", "hidden", "text")
_CODED = ("themes", "asked", "polarity", "polarity_confidence", "kind")
_FINDING_FIELDS = tuple(f.name for f in fields(Finding) if f.name != "entity_id")
_LOSSLESS = ("string", "tinyint", "smallint", "int", "bigint", "boolean", "date", "decimal")
"""Types that survive being written out and read again."""
Cells = list[str | None]
Columns = dict[str, list[Any]]
Task = Callable[[Pipeline, list[Cells]], Columns]

_opened: dict[Hashable, Pipeline] = {}
"""The pipelines of this Python worker process, by their settings."""


def treat(
    frame: DataFrame,
    column: str,
    *,
    question: str = "",
    names: Sequence[str] = (),
    keep: Sequence[str] = (),
    pipeline: Pipeline | None = None,
) -> DataFrame:
    """Anonymize and code a column of comments.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
    column : str
        Of strings: the comments as they were written.
    question : str
        What they answer.
    names : sequence of str
        Columns that say who answered: looked for in the comment, never in the result.
    keep : sequence of str
        Columns that go into the result as they are: ids, never what identifies.
    pipeline : Pipeline, optional
        Policy, codebook, language and models; those of `medvirk_nlp.load` by default.

    Returns
    -------
    pyspark.sql.DataFrame
        ``keep``, then the columns of `medvirk_nlp.large.comments.Treated` from ``question`` on. Not
        reviewed: ``text`` is null where a person must decide.

    Raises
    ------
    UsageError
        When a column cannot be used, or PySpark is not installed.
    """
    task = _Treat(question, is_coded=True)
    return _apply(frame, [column, *names], keep, (*_ANONYMIZED, *_CODED), task, pipeline)


def anonymize(
    frame: DataFrame,
    column: str,
    *,
    question: str = "",
    names: Sequence[str] = (),
    keep: Sequence[str] = (),
    pipeline: Pipeline | None = None,
) -> DataFrame:
    """Anonymize a column of comments, without coding it; see `treat`."""
    task = _Treat(question, is_coded=False)
    return _apply(frame, [column, *names], keep, _ANONYMIZED, task, pipeline)


def detect(
    frame: DataFrame,
    column: str,
    *,
    names: Sequence[str] = (),
    keep: Sequence[str] = (),
    pipeline: Pipeline | None = None,
) -> DataFrame:
    """Find personal data in a column of texts.

    Parameters
    ----------
    frame, column, names, keep, pipeline
        As in `treat`.

    Returns
    -------
    pyspark.sql.DataFrame
        ``keep``, then ``findings``: an array of the fields of `Finding`. Offsets count characters
        of Python, which are code points, not the UTF-16 units of Java.
    """
    return _apply(frame, [column, *names], keep, ("findings",), _detect, pipeline)


def code(
    frame: DataFrame,
    column: str,
    *,
    context: str | None = None,
    keep: Sequence[str] = (),
    pipeline: Pipeline | None = None,
) -> DataFrame:
    """Code a column of clean comments, such as ``text`` of `anonymize`.

    Parameters
    ----------
    frame, column, keep, pipeline
        As in `treat`.
    context : str, optional
        Column with the clean question that each answers.

    Returns
    -------
    pyspark.sql.DataFrame
        ``keep``, then ``themes``, ``asked``, ``polarity``, ``polarity_confidence`` and ``kind``;
        null or empty where the comment is.
    """
    columns = [column] if context is None else [column, context]
    return _apply(frame, columns, keep, _CODED, _code, pipeline)


def _apply(
    frame: DataFrame,
    columns: Sequence[str],
    keep: Sequence[str],
    results: Sequence[str],
    task: Task,
    pipeline: Pipeline | None,
) -> DataFrame:
    try:
        from pyspark.sql.functions import col
    except ImportError as error:
        raise UsageError("large.error.no_pyspark") from error
    types = dict(frame.dtypes)
    _check(types, columns, keep, results)
    settings = load() if pipeline is None else pipeline

    # By number, because a heading may hold any sign; as text, because pandas would round the ids.
    given = [col(_quoted(name)).alias(f"given_{n}") for n, name in enumerate(columns)]
    kept = [col(_quoted(name)).cast("string").alias(f"kept_{n}") for n, name in enumerate(keep)]
    width, height = len(columns), len(keep)
    models = settings.hashes()

    def run(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        own = _open(settings, models)
        for batch in batches:
            yield _done(batch, width, height, results, lambda cells: _quietly(task, own, cells))

    schema = [
        *(f"kept_{n} string" for n in range(height)),
        *(f"{name} {_TYPES[name]}" for name in results),
    ]
    done = frame.select(*given, *kept).mapInPandas(run, ", ".join(schema))
    return done.select(
        *(col(f"kept_{n}").cast(types[name]).alias(name) for n, name in enumerate(keep)),
        *results,
    )


def _check(
    types: dict[str, str], columns: Sequence[str], keep: Sequence[str], results: Sequence[str]
) -> None:
    if not types.keys() >= {*columns, *keep}:
        raise UsageError("cli.error.column_missing")
    if any(types[name] != "string" for name in columns):
        raise UsageError("large.error.no_text")
    if set(keep) & set(columns):
        raise UsageError("large.error.keep_text")
    if taken := sorted(set(keep) & set(results)):
        raise UsageError("large.error.taken", columns=", ".join(taken))
    lossy = [name for name in keep if types[name].partition("(")[0] not in _LOSSLESS]
    if lossy:
        raise UsageError("large.error.keep_type", columns=", ".join(lossy))


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _open(settings: Pipeline, models: Mapping[str, str]) -> Pipeline:
    """Return the pipeline of this process for some settings, loaded the first time.

    Raises
    ------
    ModelError
        ``large.error.other_models`` when this node has others than the one that asked.
    """
    if settings.key not in _opened:
        if settings.hashes() != models:
            raise ModelError("large.error.other_models")
        silence()
        keep_to_one_core()
        _opened[settings.key] = settings
    return _opened[settings.key]


def _quietly(task: Task, pipeline: Pipeline, cells: list[Cells]) -> Columns:
    """Do a task; what goes wrong ends in Spark's logs, so no message that may quote a comment."""
    try:
        return task(pipeline, cells)
    except MedvirkError:
        raise
    except Exception as error:
        raise MedvirkError("large.error.unexpected", kind=type(error).__name__) from None


def _done(
    batch: pd.DataFrame,
    width: int,
    height: int,
    results: Sequence[str],
    task: Callable[[list[Cells]], Columns],
) -> pd.DataFrame:
    import pandas as pd

    found = task([_cells(batch[f"given_{n}"]) for n in range(width)])
    kept = {f"kept_{n}": _cells(batch[f"kept_{n}"]) for n in range(height)}
    columns = {**kept, **{name: found[name] for name in results}}
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def _cells(series: pd.Series[Any]) -> Cells:
    return [cell if isinstance(cell, str) else None for cell in series]


class _Treat:
    """What `treat` and `anonymize` do with a batch."""

    def __init__(self, question: str, *, is_coded: bool) -> None:
        self._question, self._is_coded = question, is_coded

    def __call__(self, pipeline: Pipeline, columns: list[Cells]) -> Columns:
        comments = [
            Comment(0, self._question, text or "", names)
            for text, names in zip(columns[0], _names(columns), strict=True)
        ]
        rows = treat_comments(pipeline, comments, is_coded=self._is_coded)
        return {f.name: [_plain(getattr(row, f.name)) for row in rows] for f in fields(Treated)}


def _detect(pipeline: Pipeline, columns: list[Cells]) -> Columns:
    said = zip((text or "" for text in columns[0]), _names(columns), strict=True)
    results = clean(pipeline, list(said))
    return {"findings": [[_record(f) for f in result.findings] for result in results]}


def _code(pipeline: Pipeline, columns: list[Cells]) -> Columns:
    texts = columns[0]
    headings: Cells = columns[1] if len(columns) > 1 else [None] * len(texts)
    read = [n for n, text in enumerate(texts) if text and text.strip()]
    codings = pipeline.coder.code([texts[n] or "" for n in read], [headings[n] for n in read])
    coded = dict(zip(read, codings, strict=True))
    nothing = Treated(0, "", "empty")
    return {
        name: [_plain(getattr(coded.get(n, nothing), name)) for n in range(len(texts))]
        for name in _CODED
    }


def _names(columns: list[Cells]) -> list[tuple[str, ...]]:
    rows = zip(*columns[1:], strict=True) if len(columns) > 1 else ((),) * len(columns[0])
    return [known_names(row) for row in rows]


def _record(finding: Finding) -> dict[str, object]:
    record = asdict(finding)
    return {name: record[name] for name in _FINDING_FIELDS}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
