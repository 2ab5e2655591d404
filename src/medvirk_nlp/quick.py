"""One table at a time, without a work folder: `medvirk code`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.analysis import find_all
from medvirk_nlp.errors import UsageError
from medvirk_nlp.frames import codings_frame
from medvirk_nlp.project import ColumnRole, Project, Source
from medvirk_nlp.reading import read_file
from medvirk_nlp.review.private_files import write_private

if TYPE_CHECKING:
    import pandas as pd

    from medvirk_nlp.pipeline import Pipeline


def code_column(path: Path, column: str, out: Path, pipeline: Pipeline, jobs: int = 1) -> int:
    """Anonymize and code one column of a table; write text and codes, nothing else.

    Parameters
    ----------
    path : Path
        A csv or xlsx file.
    column : str
        Heading of the column with the comments.
    out : Path
        A new csv or xlsx file.
    pipeline : Pipeline
    jobs : int
        Processes that find and code.

    Returns
    -------
    int
        How many comments were coded.

    Raises
    ------
    UsageError
        When a file is not there, is there already, or has no such column.
    ReadError
        When the file cannot be read.
    """
    if not path.is_file():
        raise UsageError("cli.error.file_missing")
    if out.exists():
        raise UsageError("cli.error.file_exists")
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError("cli.error.table_format")
    role: dict[str, ColumnRole] = {column: "feedback"}
    project = Project(sources=(Source(files="*", columns=role),))
    document = read_file(path, "dok-01", project)
    questions = {p.id for p in document.passages if p.role == "question" and p.text == column}
    comments = [p for p in document.passages if p.context_id in questions]
    if not comments:
        raise UsageError("cli.error.column_missing")
    with pipeline.workers(jobs) as workers:
        found, _ = find_all([document], workers.detector)
        clean = [pipeline.anonymizer.anonymize(p.text, found[p.id]).text for p in comments]
        coded = codings_frame(workers.coder.code(clean, [column] * len(clean)))
    coded.insert(0, "text", clean)
    _write(coded, out)
    return len(comments)


def _write(coded: pd.DataFrame, out: Path) -> None:
    table = coded.drop(columns="confidence")
    table["themes"] = table["themes"].map("; ".join)
    table["text"] = list(_guarded(table["text"])) if out.suffix.lower() == ".csv" else table["text"]
    stream = io.BytesIO()
    if out.suffix.lower() == ".csv":
        table.to_csv(stream, index=False, sep=";", encoding="utf-8-sig", lineterminator="\n")
    else:
        import pandas as pd

        options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
        with pd.ExcelWriter(stream, engine="xlsxwriter", engine_kwargs=options) as writer:
            table.to_excel(writer, index=False, sheet_name="Koder")
    write_private(out, stream.getvalue())


def _guarded(cells: pd.Series[str]) -> Iterator[str]:
    """Keep a spreadsheet from taking a csv cell for a formula."""
    for cell in cells:
        yield f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
