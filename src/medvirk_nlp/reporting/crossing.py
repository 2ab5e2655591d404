"""What each respondent group thinks of a theme, where every figure of it may be known.

Groups by sides is a table with sums in both directions, and the sums of one direction or both are
published. No cell of it is hidden for the sake of another: it is shown only where nothing in it
needs to be hidden, neither for the groups shown nor for all the others together, which a reader can
work out. Where one group spoils that, it goes to the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.cells import by_side, mentions
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.summary_records import Cell, Side

Crossing = dict[str, dict[Side, int | None]]
"""Comments by group and side; None for a side whose comments are counted in another row."""


def crossing(
    of_group: Mapping[str, Sequence[CodedPassage]],
    groups: Mapping[str, Cell],
    sides: Mapping[Side, Cell],
    took_part: Mapping[str, int | None],
    crowd: Crowd,
    k: int,
) -> Crossing:
    """Return what may be told of groups by sides in a row; nothing of a group left out.

    Parameters
    ----------
    of_group : mapping of str to sequence of CodedPassage
        The comments of the row by group; those without one under ``""``.
    groups, sides : mapping to Cell
        What is published of the row. A side whose comments are counted elsewhere is empty here.
    took_part : mapping of str to (int or None)
        How many took part, by group; all the others together under ``""``.
    crowd : Crowd
    k : int
        Fewest people behind a figure.
    """
    spoken = {side for own in of_group.values() for side, said in by_side(own).items() if said}
    if any(sides[side].mentions is None for side in spoken):
        return {}
    candidates = [group for group, cell in groups.items() if cell.mentions]
    for number in range(len(candidates), 0, -1):
        for chosen in combinations(candidates, number):
            parts = {group: of_group[group] for group in chosen}
            left = [group for group in of_group if group not in chosen]
            rest = [passage for group in left for passage in of_group[group]]
            known = _may_be_known(rest, _sum(took_part.get(group) for group in left), crowd, k)
            if known and all(
                _may_be_known(part, took_part.get(group), crowd, k) for group, part in parts.items()
            ):
                return {
                    group: {
                        side: None if sides[side].mentions is None else mentions(said)
                        for side, said in by_side(part).items()
                    }
                    for group, part in parts.items()
                }
    return {}


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(number or 0 for number in known)


def _may_be_known(
    part: Sequence[CodedPassage], took_part: int | None, crowd: Crowd, k: int
) -> bool:
    """Tell whether nobody, or enough people, stand behind each side of some comments.

    Where all are on one side, it must not be all, or all but a few, of those who took part.
    """
    people = [crowd.people(said) for said in by_side(part).values() if said]
    if len(people) != 1:
        return all(number >= k for number in people)
    return people[0] >= k and took_part is not None and took_part - people[0] >= k
