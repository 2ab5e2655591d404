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
) -> None:
    """Anonymize one file, or what comes on standard input, as text."""
    from medvirk_nlp.quick import anonymize_file, anonymize_text

    say = texts(default_language())
    pipeline = load_pipeline(fast)
    clean = (
        anonymize_text(sys.stdin.buffer.read(), pipeline)
        if file is None
        else anonymize_file(file, pipeline)
    )
    if out is None:
        sys.stdout.buffer.write(clean.text.encode())
        sys.stdout.buffer.flush()
    else:
        from medvirk_nlp.review.private_files import write_private

        if out.exists():
            raise UsageError("cli.error.file_exists")
        write_private(out, clean.text.encode())
    tell(say("cli.anonymize.done", findings=clean.findings, flags=clean.flags), error=True)
    for reason in clean.held:
        tell(say("cli.run.held", reason=say(f"reading.{reason}"), locator=""), error=True)
    raise typer.Exit(HELD if clean.held else DONE)


@app.command(help=SAY("cli.help.code"))
def code(
    file: Annotated[Path, typer.Argument(help=SAY("cli.help.table_file"))],
    column: Annotated[str, typer.Option("--column", "-c", help=SAY("cli.help.column"))],
    out: Out,
    fast: Fast = False,
) -> None:
    """Anonymize and code one column of a csv or xlsx file."""
    from medvirk_nlp.quick import code_column

    say = texts(default_language())
    count = code_column(file, column, out, load_pipeline(fast))
    tell(say("cli.code.done", count=count))
