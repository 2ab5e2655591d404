"""``medvirk codebook``: codebooks from one program to another, and what they miss."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, Work, app, default_language, tell
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


@codebook.command(help=SAY("cli.help.codebook_propose"))
def propose(
    work: Work,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help=SAY("cli.help.codebook_propose_out"))
    ] = None,
) -> None:
    """Propose codes for comments that got none."""
    if out is not None and out.exists():
        raise UsageError("cli.error.file_exists")
    if out is not None and out.suffix.lower() != ".xlsx":
        raise UsageError("cli.codebook.only_xlsx")
    from medvirk_nlp.proposing import propose_codes

    language = default_language()
    found = propose_codes(work)
    for line in found.lines(language):
        tell(line)
    if out is not None:
        found.write(out, language)


@codebook.command(help=SAY("cli.help.codebook_add"))
def add(
    source: Annotated[str, typer.Argument(metavar="IN", help=SAY("cli.help.codebook_in"))],
    target: Annotated[Path, typer.Argument(metavar="OUT", help=SAY("cli.help.codebook_out"))],
    title: Annotated[str, typer.Option("--title", "-t", help=SAY("cli.help.code_title"))],
    definition: Annotated[
        str, typer.Option("--definition", "-d", help=SAY("cli.help.code_definition"))
    ],
    keyword: Annotated[
        list[str] | None, typer.Option("--keyword", "-k", help=SAY("cli.help.code_keyword"))
    ] = None,
) -> None:
    """Write a codebook with one code more and the next version."""
    from medvirk_nlp.coding.codebook import Codebook
    from medvirk_nlp.coding.exchange import write_codebook
    from medvirk_nlp.coding.induction import new_code

    if target.exists():
        raise UsageError("cli.error.file_exists")
    grown = Codebook.from_file(source)
    grown = grown.with_code(new_code(grown, title, definition, keyword or ()))
    write_codebook(grown, target)
    say = texts(default_language())
    tell(say("cli.codebook.added", title=title, version=grown.version))


@codebook.command(help=SAY("cli.help.codebook_check"))
def check(
    file: Annotated[Path, typer.Argument(help=SAY("cli.help.codebook_check_file"))],
) -> None:
    """Check a REFI-QDA file against its schema."""
    from medvirk_nlp.coding.exchange.checking import check_file
    from medvirk_nlp.errors import RefusedError

    say = texts(default_language())
    found = check_file(file)
    tell(say("cli.codebook.checked", codes=found.codes, schema=found.schema))
    tell(say("cli.codebook.whole" if found.survives else "cli.codebook.changed"))
    for error in found.errors:
        tell(error, error=True)
    if found.errors:
        raise RefusedError("cli.codebook.invalid", count=len(found.errors))
