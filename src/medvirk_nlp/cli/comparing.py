"""``medvirk compare``: two rounds of participation beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, app, default_language, tell
from medvirk_nlp.errors import UsageError
from medvirk_nlp.texts import texts


@app.command(help=SAY("cli.help.compare"))
def compare(
    before: Annotated[Path, typer.Argument(help=SAY("cli.help.compare_before"))],
    after: Annotated[Path, typer.Argument(help=SAY("cli.help.compare_after"))],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help=SAY("cli.help.compare_out"))
    ] = None,
) -> None:
    """Show which themes changed between two rounds, and what may be chance."""
    if out is not None and out.exists():
        raise UsageError("cli.error.file_exists")
    if out is not None and out.suffix.lower() not in (".docx", ".xlsx", ".json"):
        raise UsageError("cli.compare.format")
    from medvirk_nlp.comparing import compare_rounds
    from medvirk_nlp.reporting.comparison_files import comparison_lines, write_comparison

    language = default_language()
    found = compare_rounds(before, after)
    for line in comparison_lines(found, language):
        tell(line)
    if out is not None:
        write_comparison(found, out, language)
        tell(texts(language)("cli.compare.written"))
