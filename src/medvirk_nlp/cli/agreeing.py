"""``medvirk agreement``: two people and the machine on the same comments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, app, default_language, tell
from medvirk_nlp.errors import UsageError


@app.command(help=SAY("cli.help.agreement"))
def agreement(
    first: Annotated[Path, typer.Argument(help=SAY("cli.help.agreement_first"))],
    second: Annotated[Path, typer.Argument(help=SAY("cli.help.agreement_second"))],
    codebook: Annotated[
        str, typer.Option("--codebook", "-c", help=SAY("cli.help.codebook_in"))
    ] = "barnevern",
    json: Annotated[Path | None, typer.Option("--json", help=SAY("cli.help.json"))] = None,
) -> None:
    """Show how well two people agree, beside a person and the machine."""
    if json is not None and json.exists():
        raise UsageError("cli.error.file_exists")
    from json import dumps

    from medvirk_nlp.coding.codebook import Codebook
    from medvirk_nlp.coding.coder import Coder
    from medvirk_nlp.evaluation.agreement import agreement as compare
    from medvirk_nlp.evaluation.coding_metrics import segment_inputs
    from medvirk_nlp.evaluation.gold import read_gold
    from medvirk_nlp.evaluation.intervals import Bootstrap

    book = Codebook.from_file(codebook)
    one, other = read_gold(first), read_gold(second)
    texts, contexts = segment_inputs(one)
    codings = Coder.load(book).code(texts, contexts)
    found = compare(one, other, codings, book.ids, Bootstrap(len(one)))
    for line in found.lines(default_language()):
        tell(line)
    if json is not None:
        content = dumps(found.to_data(), ensure_ascii=False, indent=1)
        json.write_text(f"{content}\n", encoding="utf-8")
