"""Where do statements end, against annotated segments, and what reading one by one gives.

Usage: python benchmarks/units.py GOLD.jsonl [GOLD.jsonl ...]

Prints precision, recall and F1 of boundaries, within a line and over whole documents, for the
statements of the package, for bare sentences, and for nothing but lines. Then, for stretches of
text that make several statements, the codes with and without reading them one by one: those that
are one gold segment, and those that are several on one line (all their codes; both praise and
blame is mixed). Documents that the shipped coder was trained on are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import typer

from medvirk_nlp.coding import one_by_one
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.result import Coding
from medvirk_nlp.coding.units import Statement, sentences, statements
from medvirk_nlp.evaluation.boundaries import boundaries
from medvirk_nlp.evaluation.coding_metrics import context
from medvirk_nlp.evaluation.gold import GoldDocument, Segment, read_gold


def lines(text: str) -> list[Statement]:
    """Split at line breaks alone."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Statement(start, start + len(line)))
        start += len(line) + 1
    return found


@dataclass(frozen=True)
class Stretch:
    """Neighboring gold segments of one line, taken together."""

    text: str
    context: str | None
    themes: frozenset[str]
    polarity: str
    segments: int


def stretches(document: GoldDocument) -> list[Stretch]:
    """Join the segments of a document that nothing but a blank parts."""
    groups: list[list[Segment]] = []
    for segment in sorted(document.segments, key=lambda s: s.start):
        between = document.text[groups[-1][-1].end : segment.start] if groups else "\n"
        if between.strip(" ") or len(between) > 1:
            groups.append([segment])
        else:
            groups[-1].append(segment)
    found = []
    for group in groups:
        felt = {s.polarity for s in group}
        felt = felt - {"neutral"} or felt
        found.append(
            Stretch(
                document.text[group[0].start : group[-1].end],
                context(document, group[0]),
                frozenset(theme for s in group for theme in s.themes),
                felt.pop() if len(felt) == 1 else "mixed",
                len(group),
            )
        )
    return found


def coded(some: Sequence[Stretch], codings: Sequence[Coding]) -> str:
    """Return micro-F1 of the codes, and the share of polarities that are right."""
    pairs = list(zip(some, codings, strict=True))
    hits = sum(len(s.themes & set(c.themes)) for s, c in pairs)
    total = sum(len(s.themes) + len(c.themes) for s, c in pairs)
    right = sum(s.polarity == c.polarity for s, c in pairs) / len(pairs)
    return f"codes F1 {2 * hits / total:.3f}, polarity right {right:.3f}"


def print_coding(documents: Sequence[GoldDocument]) -> None:
    """Print what reading statement by statement changes."""
    coder = Coder.load(Codebook.from_file("barnevern"))
    every = [s for d in documents for s in stretches(d) if len(statements(s.text)) > 1]
    for name, some in (
        ("one segment", [s for s in every if s.segments == 1]),
        ("several segments", [s for s in every if s.segments > 1]),
    ):
        if not some:
            continue
        rows = [s.text for s in some], [s.context for s in some]
        typer.echo(f"\n{len(some)} texts of several statements, {name}")
        typer.echo(f"  one by one  {coded(some, coder.code(*rows))}")
        with mock.patch.object(one_by_one, "statements", lambda text: ()):
            typer.echo(f"  as a whole  {coded(some, coder.code(*rows))}")


def main() -> None:
    """Print the tables."""
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
    print_coding(documents)


if __name__ == "__main__":
    main()
