"""Which row of the table each comment is counted in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.cells import by_side, distinct, mentions
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.summary_records import (
    OTHER,
    OTHER_THEMES,
    OUTSIDE_THEMES,
    SIDES,
    Side,
)
from medvirk_nlp.reporting.suppression import leaves_doubt, merge_small


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the comments of each code are counted.

    Attributes
    ----------
    shown : tuple of str
        Codes with a row of their own, ``OUTSIDE_THEMES`` among them.
    row_of : mapping of (str, Side) to str
        Row of the comments of a code on a side.
    few : frozenset of (str, Side)
        Sides of codes shown whose comments are counted in the row of the small ones.
    """

    shown: tuple[str, ...]
    row_of: Mapping[tuple[str, Side], str]
    few: frozenset[tuple[str, Side]]


def place(members: Mapping[str, Sequence[CodedPassage]], crowd: Crowd, k: int) -> Placement:
    """Give each code its row, and what too few people stand behind a place in a common row.

    Codes that are too small are merged. A side of a code that is too small goes the same way where
    the code has a side that is large enough: hiding it in its own row would mean hiding the large
    one too. The sum of the code's row is then that of the sides left. Where the common row would
    be too small itself, or give its parts away, no side is moved there.

    Parameters
    ----------
    members : mapping of str to sequence of CodedPassage
        The comments of each code, those without one under ``OUTSIDE_THEMES``.
    crowd : Crowd
    k : int
        Fewest people behind a row.
    """

    def people(codes: Collection[str]) -> int:
        return crowd.people(distinct(members[code] for code in codes))

    figures = {code: mentions(passages) for code, passages in members.items()}
    shown, merged = merge_small(figures, people, k)
    if people(merged) < k:
        merged = []
    sides = {
        (code, side): passages
        for code in members
        for side, passages in by_side(members[code]).items()
    }
    few = [(code, side) for code in shown for side in _sides_to_move(code, sides, crowd, k)]
    gathered = [(code, side) for code in merged for side in SIDES] + few
    moved = mentions(distinct(sides[place] for place in few))
    together = crowd.people(distinct(sides[place] for place in gathered))
    # The moved sides must leave doubt among themselves, for a reader who can guess the rest.
    if together < k or not leaves_doubt(moved, small=len(few), large=0, k=k):
        gathered = gathered[: len(gathered) - len(few)]
        few = []
    other = OTHER if few or OUTSIDE_THEMES in merged else OTHER_THEMES
    own = {(code, side): code for code in shown for side in SIDES}
    return Placement(tuple(shown), own | dict.fromkeys(gathered, other), frozenset(few))


def _sides_to_move(
    code: str,
    sides: Mapping[tuple[str, Side], Sequence[CodedPassage]],
    crowd: Crowd,
    k: int,
) -> list[Side]:
    """The small sides of a code, where it has a large one that is better off without them."""
    people = {side: crowd.people(sides[code, side]) for side in SIDES}
    if max(people.values()) < k:
        return []
    return [side for side, number in people.items() if 0 < number < k]
