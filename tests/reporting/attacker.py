"""An attacker who has all that was published, knows the rules, and solves for the rest.

Whoever wants to know a hidden figure may subtract any published figure from any other, use an
earlier release, and use that nobody counts less than once. All of that together is a system of
equations in whole numbers: a figure is found out when no second table solves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from medvirk_nlp.reporting.summary_records import OTHER, OTHER_THEMES, OUTSIDE_THEMES, SIDES

Place = tuple[str, str, str, str]
"""Theme, side (of "other" the tone), group and kind of a comment."""
Table = Mapping[Place, int]
Figure = tuple[str, str]
"""Theme, and properties of the comment, ``"+"`` between two; "" for all comments on the theme."""
KINDS = ("experience", "suggestion")
TONES = ("positive", "negative", "mixed", "neutral")
_GATHERED = (OTHER, OTHER_THEMES)


class Attacker:
    """Solves for the tables that look from outside like the one that was published.

    Parameters
    ----------
    themes, groups : sequence of str
        All there may be; ``""`` is the group of those without one.
    titles : mapping of str to str
        Name of each theme in what was published.
    """

    def __init__(
        self, themes: Sequence[str], groups: Sequence[str], titles: Mapping[str, str]
    ) -> None:
        self.places: list[Place] = list(
            product((*themes, OUTSIDE_THEMES), TONES, (*groups, ""), KINDS)
        )
        self._titles = titles
        self._groups = groups
        self._rows: list[np.ndarray] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._offset = 0
        self._width = 0

    def see(self, published: Mapping[str, Any], later: bool = False) -> None:
        """Take in what was published; ``later`` when people have been added since the last."""
        # The second table is the first and the people added: both parts are unknown.
        self._offset, self._width = (0, 2) if later else (0, 1)
        k = published["k"]
        moved = {
            (row["code"], side): cell
            for row in published["rows"]
            for side, cell in row["sides"].items()
            if _is_moved(row, cell)
        }
        if published["mentions"] is not None:
            self._say(self.places, published["mentions"], published["mentions"])
        for group, share in published["covered"].items():
            self._covered(group, share["least"], share["most"])
        for row in published["rows"]:
            own = [p for p in self.places if self._stands_in(p, row["code"], published, moved)]
            self._say(own, row["mentions"], row["mentions"])
            if row["code"] in _GATHERED:
                continue
            for at, cells in ((1, row["sides"]), (2, row["groups"])):
                for key, cell in cells.items():
                    if (row["code"], key) not in moved:
                        self._cell([p for p in own if _is(p[at], key)], cell, k)
            for group, sides in row["crossing"].items():
                for side, number in sides.items():
                    if number is not None:
                        both = [p for p in own if p[2] == group and _is(p[1], side)]
                        self._say(both, number, number)
            for tone, cell in row["tones"].items():
                self._cell([p for p in own if p[1] == tone], cell, k)
            self._cell([p for p in own if p[3] == "suggestion"], row["suggestions"], k)
        for (theme, side), cell in moved.items():
            self._cell([p for p in self.places if p[0] == theme and _is(p[1], side)], cell, k)

    def found_out(self, tables: Sequence[Table], k: int) -> list[tuple[int, Figure, int]]:
        """Return which small figures of the rounds, and of the people added, have one solution.

        Parameters
        ----------
        tables : sequence of Table
            What was really said: in the first round and, where a later one was seen, by the people
            added since.
        k : int
            Figures from 1 to ``k - 1`` are small.
        """
        wanted = [
            (number, figure, value)
            for number, table in enumerate(tables)
            for figure in self.figures()
            if 0 < (value := sum(table.get(p, 0) for p in self._of(figure))) < k
        ]
        unknown = len(self.places) * len(tables)
        constraint = self._constraint(unknown)
        objectives = [self._objective(n, f, unknown) for n, f, _ in wanted]
        open_still = list(range(len(wanted)))
        # One solution often clears many figures; those left are tried one by one.
        tries: Iterator[np.ndarray] = iter(
            [sum(objectives), -sum(objectives)] if objectives else []
        )
        for objective in tries:
            open_still = self._cleared(objective, constraint, wanted, objectives, open_still)
        found = []
        while open_still:
            one = open_still[0]
            before = len(open_still)
            for sign in (1, -1):
                open_still = self._cleared(
                    sign * objectives[one], constraint, wanted, objectives, open_still
                )
                if one not in open_still:
                    break
            if len(open_still) == before:
                found.append(wanted[one])
                open_still = open_still[1:]
        return found

    def figures(self) -> Iterator[Figure]:
        """Yield everything a table could give a figure for."""
        themes = dict.fromkeys(place[0] for place in self.places)
        rest = dict.fromkeys(key for place in self.places for key in place[1:] if key)
        rest["other"] = None
        for theme in themes:
            yield theme, ""
            yield from ((theme, key) for key in rest if key != "experience")
            yield from ((theme, f"{group}+{side}") for group in self._groups for side in SIDES)

    def _of(self, figure: Figure) -> list[Place]:
        theme, key = figure
        return [
            place
            for place in self.places
            if place[0] == theme
            and all(any(_is(v, part) for v in place[1:]) for part in key.split("+") if part)
        ]

    def _stands_in(
        self,
        place: Place,
        code: str,
        published: Mapping[str, Any],
        moved: Mapping[tuple[str, str], Any],
    ) -> bool:
        theme, tone = place[:2]
        side = tone if tone in SIDES else "other"
        shown = {row["code"] for row in published["rows"]} - set(_GATHERED)
        home = theme in shown and (theme, side) not in moved
        return theme == code if home else code in _GATHERED

    def _cell(self, places: Iterable[Place], cell: Mapping[str, Any], k: int) -> None:
        places = list(places)
        if cell["mentions"] is not None:
            self._say(places, cell["mentions"], cell["mentions"])
        elif cell["few"]:
            self._say(places, 1, k - 1)
        elif cell["quotable"]:
            self._say(places, k, np.inf)

    def _say(self, places: Iterable[Place], low: float, high: float) -> None:
        row = np.zeros(2 * len(self.places))
        where = {place: number for number, place in enumerate(self.places)}
        for place in places:
            for part in range(self._width):
                row[where[place] + part * len(self.places)] = 1
        self._rows.append(row)
        self._low.append(low)
        self._high.append(high)

    def _covered(self, group: str, least: int, most: int) -> None:
        """Take in between which percents the share of a group's comments with a theme lies."""
        for percent, sign, low in ((least, 1, 0), (most, -1, 1 if most < 100 else 0)):
            self._say([], low, np.inf)
            for number, place in enumerate(self.places):
                if group in (place[2], "_all"):
                    found = 0 if place[0] == OUTSIDE_THEMES else 100
                    for part in range(self._width):
                        self._rows[-1][number + part * len(self.places)] = sign * (found - percent)

    def _constraint(self, unknown: int) -> LinearConstraint:
        return LinearConstraint(np.array(self._rows)[:, :unknown], self._low, self._high)

    def _objective(self, number: int, figure: Figure, unknown: int) -> np.ndarray:
        objective = np.zeros(unknown)
        where = {place: index for index, place in enumerate(self.places)}
        for place in self._of(figure):
            objective[where[place] + number * len(self.places)] = 1
        return objective

    def _cleared(
        self,
        objective: np.ndarray,
        constraint: LinearConstraint,
        wanted: Sequence[tuple[int, Figure, int]],
        objectives: Sequence[np.ndarray],
        open_still: Sequence[int],
    ) -> list[int]:
        if not open_still:
            return []
        solved = milp(
            objective,
            constraints=constraint,
            integrality=np.ones(len(objective)),
            bounds=Bounds(0, 1000),
        )
        assert solved.x is not None, "what was published contradicts itself"
        other = np.rint(solved.x)
        return [n for n in open_still if round(objectives[n] @ other) == wanted[n][2]]


def _is(value: str, key: str) -> bool:
    """Tell whether a place has a property; "other" is both of its tones."""
    return value == key or (key == "other" and value in TONES[2:])


def _is_moved(row: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
    """Tell whether the comments of a cell are counted in the row of the small ones."""
    if not cell["few"] or cell["mentions"] is not None or row["code"] in _GATHERED:
        return False
    told = sum(each["mentions"] or 0 for each in row["sides"].values())
    return told == row["mentions"]
