"""``medvirk codebook``: codebooks from one program to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, app, default_language, tell
from medvirk_nlp.errors import UsageError
from medvirk_nlp.texts import texts

codebook = typer.Typer(
    help=SAY("cli.help.codebook"), no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(codebook, name="codebook")


@codebook.command(help=SAY("cli.help.codebook_convert"))
def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help=SAY("cli.help.codebook_in"))],
    target: Annotated[Path, typer.Argument(metavar="OUT", help=SAY("cli.help.codebook_out"))],
) -> None:
    """Write a codebook in the format the new file's name ends in."""
    from medvirk_nlp.coding.codebook import Codebook
    from medvirk_nlp.coding.exchange import write_codebook

    if target.exists():
        raise UsageError("cli.error.file_exists")
    read = Codebook.from_file(source)
    write_codebook(read, target)
    language = default_language()
    title = read.title[language]
    tell(texts(language)("cli.codebook.converted", title=title, codes=len(read.codes)))
