"""Where do statements end: boundaries of the splitter against annotated segments.

Usage: python benchmarks/units.py GOLD.jsonl [GOLD.jsonl ...]

Prints precision, recall and F1 of boundaries, within a line and over whole documents, for the
statements of the package, for bare sentences, and for nothing but lines.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from medvirk_nlp.coding.units import Statement, sentences, statements
from medvirk_nlp.evaluation.boundaries import boundaries
from medvirk_nlp.evaluation.gold import GoldDocument, read_gold


def lines(text: str) -> list[Statement]:
    """Split at line breaks alone."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Statement(start, start + len(line)))
        start += len(line) + 1
    return found


def main() -> None:
    """Print the table."""
    documents = [d for path in sys.argv[1:] for d in read_gold(Path(path))]
    if not documents:
        sys.exit(__doc__)
    groups: dict[str, list[GoldDocument]] = {"all": documents}
    for document in documents:
        groups.setdefault(f"kind {document.kind}", []).append(document)
        groups.setdefault(f"variety {document.variety}", []).append(document)
    typer.echo(f"{'':24}{'':12}{'within lines':^24}{'whole documents':^24}")
    typer.echo(f"{'':24}{'':12}" + f"{'prec.':>8}{'recall':>8}{'F1':>8}" * 2)
    for name, members in groups.items():
        for label, split in (
            ("statements", statements),
            ("sentences", sentences),
            ("lines", lines),
        ):
            figures = [boundaries(members, split, within_lines=w) for w in (True, False)]
            numbers = "".join(f"{f.precision:8.3f}{f.recall:8.3f}{f.f1:8.3f}" for f in figures)
            typer.echo(f"{name:24}{label:12}{numbers}")


if __name__ == "__main__":
    main()
