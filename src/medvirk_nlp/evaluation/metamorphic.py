"""The same text with other names: whatever a person is called, the name must be found.

Every person in the gold gets a name of another origin, and once more in lower case, in capitals
and in the genitive. Nothing else in the text changes, so recall must hold. What it loses for one
origin is how unfair the detector is to those who are called so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from medvirk_nlp.evaluation.gold import GoldDocument, Mention
from medvirk_nlp.evaluation.intervals import UNDEFINED, Bootstrap, Figure, ratios
from medvirk_nlp.evaluation.masking import Masked
from medvirk_nlp.evaluation.names import STYLES, Renaming, Style, holds_a_name, origins
from medvirk_nlp.records import Finding

Cell = tuple[str, Style]
"""An origin and a style."""


class Finds(Protocol):
    """What finds personal data: `medvirk_nlp.Pipeline` does."""

    def detect_batch(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """Yield the findings of every text, in order."""


@dataclass(frozen=True, slots=True)
class MetamorphicFigures:
    """How many mentions of persons are found under other names.

    Attributes
    ----------
    documents, mentions : int
        How many texts with names there are, and how many names.
    original : Figure
        Mention recall of the same persons in the text as it stands.
    recall : mapping of (origin, style) to Figure
    difference : mapping of (origin, style) to Figure
        Recall less that of the text as it stands; the interval on the same resamples.
    """

    documents: int
    mentions: int
    original: Figure
    recall: Mapping[Cell, Figure]
    difference: Mapping[Cell, Figure]

    @property
    def worst(self) -> Figure:
        """The largest loss of an origin, names written as in the text."""
        as_is = [
            f
            for (_, style), f in self.difference.items()
            if style == "as_is" and f is not UNDEFINED
        ]
        return min(as_is, key=lambda f: f.value or 0.0, default=UNDEFINED)


def named_persons(document: GoldDocument) -> list[Mention]:
    """Return the mentions of persons by name, disjoint; initials alone are none."""
    found: list[Mention] = []
    for mention in document.spans:
        if (
            mention.entity_type == "PERSON"
            and holds_a_name(document.text[mention.start : mention.end])
            and (not found or found[-1].end <= mention.start)
        ):
            found.append(mention)
    return found


def rename(
    document: GoldDocument, origin: str, style: Style = "as_is", seed: int = 1
) -> GoldDocument:
    """Return a document whose persons have names of another origin.

    Parameters
    ----------
    document : GoldDocument
    origin : str
        A key of `medvirk_nlp.evaluation.names.origins`.
    style : {"as_is", "lower", "upper", "genitive"}
    seed : int
        The same arguments give the same document.

    Returns
    -------
    GoldDocument
        By the first annotator, all spans and segments carried along.
    """
    text = document.text
    persons = named_persons(document)
    surfaces = [text[m.start : m.end] for m in persons]
    renaming = Renaming(surfaces, origins()[origin], f"{seed}/{origin}/{document.id}")
    pieces: list[str] = []
    position = 0
    # Offset in the text as it stands, from where on this is what is added to every offset.
    shifts = [(0, 0)]
    for mention, surface in zip(persons, surfaces, strict=True):
        new = renaming.rename(surface, style)
        pieces += [text[position : mention.start], new]
        position = mention.end
        shifts.append((mention.end, shifts[-1][1] + len(new) - len(surface)))

    def moved(offset: int, *, is_end: bool) -> int:
        """Carry an offset along; one inside a name goes to the border of that name."""
        around = next((m for m in persons if m.start < offset < m.end), None)
        if around is not None:
            offset = around.end if is_end else around.start
        return offset + next(shift for border, shift in reversed(shifts) if border <= offset)

    def carried(start: int, end: int) -> dict[str, int]:
        return {"start": moved(start, is_end=False), "end": moved(end, is_end=True)}

    return document.model_copy(
        update={
            "text": "".join(pieces) + text[position:],
            "spans": tuple(s.model_copy(update=carried(s.start, s.end)) for s in document.spans),
            "further": (),
            "segments": tuple(
                s.model_copy(update=carried(s.start, s.end)) for s in document.segments
            ),
        }
    )


def metamorphic_figures(
    documents: Sequence[GoldDocument],
    detector: Finds,
    *,
    limit: int = 100,
    samples: int = 1000,
    seed: int = 1,
    styles: Sequence[Style] = STYLES,
    report: Callable[[str, int, int], None] | None = None,
) -> MetamorphicFigures:
    """Find the same persons under names of every origin, in every style.

    Parameters
    ----------
    documents : sequence of GoldDocument
    detector : Finds
    limit : int
        Texts with names to use, at most; spread evenly over the set.
    samples, seed : int
        Of the bootstrap; the seed also chooses names.
    styles : sequence of Style
    report : callable, optional
        Told how many of the renamed sets are read.
    """
    named = [d for d in documents if named_persons(d)]
    chosen = [named[n * len(named) // limit] for n in range(limit)] if len(named) > limit else named
    cells: list[Cell] = [(origin, style) for origin in origins() for style in styles]
    bootstrap = Bootstrap(len(chosen), samples, seed)
    original = _hits(chosen, detector)
    totals = [len(named_persons(d)) for d in chosen]
    found = []
    for origin, style in cells:
        found.append(_hits((rename(d, origin, style, seed) for d in chosen), detector))
        if report is not None:
            report("rename", len(found), len(cells))
    columns = list(zip(original, *found, strict=True))
    recall = ratios(
        [
            {place: (float(hits), float(total)) for place, hits in enumerate(row)}
            for row, total in zip(columns, totals, strict=True)
        ],
        bootstrap,
    )
    difference = ratios(
        [
            {place: (float(hits - row[0]), float(total)) for place, hits in enumerate(row)}
            for row, total in zip(columns, totals, strict=True)
        ],
        bootstrap,
        counted=False,
    )
    return MetamorphicFigures(
        len(chosen),
        sum(totals),
        recall.get(0, UNDEFINED),
        {cell: recall.get(n, UNDEFINED) for n, cell in enumerate(cells, start=1)},
        {cell: difference.get(n, UNDEFINED) for n, cell in enumerate(cells, start=1)},
    )


def _hits(documents: Iterable[GoldDocument], detector: Finds) -> list[int]:
    """Return how many named persons of every document are masked."""
    read = list(documents)
    hits = []
    for document, findings in zip(read, detector.detect_batch(d.text for d in read), strict=True):
        masked = Masked(document.text, ((f.start, f.end) for f in findings if f.action != "keep"))
        hits.append(sum(masked.covers(m.start, m.end) for m in named_persons(document)))
    return hits
