"""The words of a passage as the page shows them: what was found, how sure, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from medvirk_nlp.page.characters import Piece, pieces
from medvirk_nlp.records import BY_REVIEWER, Finding, Flag
from medvirk_nlp.texts import Texts

SURE, LIKELY = 0.85, 0.6
"""Scores from which a finding is called sure, or likely; below it is doubtful."""


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A finding in words.

    Attributes
    ----------
    finding : Finding
    band : {"reviewer", "sure", "likely", "doubtful"}
        How certain; also the CSS class.
    type, certainty, how, treatment : str
        What it is, how sure, what found it and what is done with it, in the reader's language.
    """

    finding: Finding
    band: str
    type: str
    certainty: str
    how: str
    treatment: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that is one finding, or none.

    Attributes
    ----------
    found : FoundWords or None
    pieces : tuple of (Piece, bool)
        With whether a flag asks about it.
    """

    found: FoundWords | None
    pieces: tuple[tuple[Piece, bool], ...]


def found_words(finding: Finding, say: Texts) -> FoundWords:
    """Put a finding in words."""
    band = _band(finding)
    how = say.get(f"page.recognizer.{finding.recognizer}") or say("page.recognizer.other")
    return FoundWords(
        finding=finding,
        band=band,
        type=say(f"detection.type.{finding.entity_type}"),
        certainty=say(f"page.certainty.{band}"),
        how=str(how),
        treatment=say(f"page.treatment.{finding.action}"),
    )


def units(text: str, findings: Sequence[Finding], flags: Sequence[Flag], say: Texts) -> list[Unit]:
    """Cut a text at its findings and flags.

    Parameters
    ----------
    text : str
    findings : sequence of Finding
        Sorted and disjoint.
    flags : sequence of Flag
        Those that wait.
    say : Texts
    """
    asked = [(f.start, f.end) for f in flags if f.start is not None and f.end is not None]
    borders = sorted({0, len(text), *(f.start for f in findings), *(f.end for f in findings)})
    inside = {f.start: f for f in findings}
    cut = []
    for start, end in pairwise(borders):
        finding = inside.get(start)
        found = None if finding is None else found_words(finding, say)
        cut.append(Unit(found, tuple(_cut(text, start, end, asked))))
    return cut


def _cut(
    text: str, start: int, end: int, asked: Sequence[tuple[int, int]]
) -> list[tuple[Piece, bool]]:
    borders = {place for pair in asked for place in pair if start < place < end}
    steps = [start, *sorted(borders), end]
    return [
        (piece, any(s < high and low < e for s, e in asked))
        for low, high in pairwise(steps)
        for piece in pieces(text, low, high)
    ]


def _band(finding: Finding) -> str:
    if finding.recognizer in BY_REVIEWER:
        return "reviewer"
    if finding.score >= SURE:
        return "sure"
    return "likely" if finding.score >= LIKELY else "doubtful"
