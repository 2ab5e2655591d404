"""``medvirk anonymize`` and ``code``: one file at a time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from medvirk_nlp.cli.common import (
    DONE,
    HELD,
    SAY,
    Fast,
    Jobs,
    Out,
    app,
    default_language,
    load_pipeline,
    progress,
    tell,
)
from medvirk_nlp.errors import UsageError
from medvirk_nlp.texts import texts

if TYPE_CHECKING:
    from medvirk_nlp.pipeline import Pipeline


@app.command(help=SAY("cli.help.anonymize"))
def anonymize(
    file: Annotated[Path | None, typer.Argument(help=SAY("cli.help.file"))] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help=SAY("cli.help.one_out"))] = None,
    fast: Fast = False,
    jobs: Jobs = 1,
) -> None:
    """Anonymize one file, as text or as a new file of the same kind."""
    from medvirk_nlp.review.private_files import write_private
    from medvirk_nlp.writing.clean_file import clean_file, clean_text, new_file

    say = texts(default_language())
    if out is not None and not out.is_dir() and out.exists():
        raise UsageError("cli.error.file_exists")  # before the models are read
    target = None if out is None or file is not None else new_file(out, "txt", say)
    pipeline = load_pipeline(fast)
    if file is None:
        clean = clean_text(sys.stdin.buffer.read(), pipeline)
    else:
        clean = clean_file(file, pipeline, out, jobs)
        target = clean.target
    if target is None:
        sys.stdout.buffer.write(clean.content)
        sys.stdout.buffer.flush()
    else:
        write_private(target, clean.content)
    tell(say("cli.anonymize.done", findings=clean.findings, flags=clean.flags), error=True)
    for dropped in clean.dropped:
        tell(say(f"reading.{dropped.what}", count=dropped.count), error=True)
    for key, count in clean.left_out.items():
        tell(say(f"writing.left.{key}", count=count), error=True)
    for held in clean.held:
        reason = say(f"reading.{held.reason}")
        tell(say("cli.run.held", reason=reason, locator=held.locator), error=True)
    raise typer.Exit(DONE if clean.whole else HELD)


@app.command(help=SAY("cli.help.code"))
def code(
    file: Annotated[Path, typer.Argument(help=SAY("cli.help.table_file"))],
    column: Annotated[list[str], typer.Option("--column", "-c", help=SAY("cli.help.column"))],
    out: Out,
    fast: Fast = False,
    jobs: Jobs = 1,
    chunks: Annotated[int | None, typer.Option(min=1, help=SAY("cli.help.chunks"))] = None,
) -> None:
    """Anonymize and code columns of a table: at once, or in pieces when it is large."""
    say = texts(default_language())
    suffixes = (file.suffix.lower(), out.suffix.lower())
    if chunks is not None or ".parquet" in suffixes or file.is_dir():
        _code_in_pieces(file, column, out, load_pipeline(fast), jobs, chunks)
    if len(column) > 1:
        raise UsageError("cli.error.one_column")
    from medvirk_nlp.quick import code_column

    count = code_column(file, column[0], out, load_pipeline(fast), jobs)
    tell(say("cli.code.done", count=count))


def _code_in_pieces(
    file: Path, columns: list[str], out: Path, pipeline: Pipeline, jobs: int, chunks: int | None
) -> NoReturn:
    from medvirk_nlp.large.streaming import COMMENTS, code_table

    say = texts(default_language())
    with progress() as report:
        account = code_table(
            file, columns, out, pipeline, chunk=chunks or COMMENTS, jobs=jobs, report=report
        )
    tell(say("large.done", count=account.total))
    for state in ("unreviewed", "waits", "held", "empty"):
        if account.states[state]:
            tell("  " + say(f"large.state.{state}", count=account.states[state]))
    if account.grave:
        tell(say("large.grave", count=account.grave))
    tell(say("large.internal"))
    raise typer.Exit(HELD if account.states["held"] else DONE)
