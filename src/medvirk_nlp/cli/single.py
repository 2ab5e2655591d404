"""``medvirk anonymize`` and ``code``: one file at a time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

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
    tell,
)
from medvirk_nlp.errors import UsageError
from medvirk_nlp.texts import texts


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
    column: Annotated[str, typer.Option("--column", "-c", help=SAY("cli.help.column"))],
    out: Out,
    fast: Fast = False,
    jobs: Jobs = 1,
) -> None:
    """Anonymize and code one column of a csv or xlsx file."""
    from medvirk_nlp.quick import code_column

    say = texts(default_language())
    count = code_column(file, column, out, load_pipeline(fast), jobs)
    tell(say("cli.code.done", count=count))
