"""``medvirk init``: a new project folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, app, default_language, tell
from medvirk_nlp.texts import texts


@app.command(help=SAY("cli.help.init"))
def init(
    folder: Annotated[Path, typer.Argument(help=SAY("cli.help.init_folder"))],
    codebook: Annotated[
        str, typer.Option("--codebook", "-c", help=SAY("cli.help.init_codebook"))
    ] = "barnevern",
) -> None:
    """Write settings and a codebook into a folder for notes."""
    from medvirk_nlp.project import FILE_NAME
    from medvirk_nlp.starting import CODEBOOK_FILE, start_project

    language = default_language()
    start_project(folder, codebook, language)
    tell(texts(language)("cli.init.done", settings=FILE_NAME, codebook=CODEBOOK_FILE))
