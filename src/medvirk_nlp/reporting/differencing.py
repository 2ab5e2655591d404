"""May a second release of the same material stand beside the first?

Whoever has both can subtract one from the other. What is left tells of the people who came to it,
or withdrew, in between, so the figures of that difference must obey the rule of the smallest group
as well. Where the two show the same cells, every difference of two figures, and of what the shown
figures leave for the hidden ones, must be nobody or at least ``k``. Where they show different
cells, a cell hidden in the one may be read off the other; such a release is refused.

Source of the approach: differencing attacks on repeated tables, Hundepool et al., *Statistical
Disclosure Control* (2012), ch. 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.project import FLOOR

Figures = Mapping[str, int | None]
"""Published figures by a name for each, None for one that is hidden, and ``k`` among them."""
_TOTALS = ("k", "mentions", "participants", "non_answers")


def published_figures(data: Mapping[str, Any]) -> dict[str, int | None]:
    """Return every figure that is published, and what it leaves for those that are not.

    Parameters
    ----------
    data : mapping
        The data of a ``summary.json``.

    Raises
    ------
    KeyError, TypeError, AttributeError
        When it is none.
    """
    figures: dict[str, int | None] = {key: data[key] for key in _TOTALS}
    figures |= {f"groups/{group}": number for group, number in data["groups"].items()}
    for group, share in data.get("covered", {}).items():
        figures |= {f"covered/{group}/{end}": percent for end, percent in share.items()}
    for row in data["rows"]:
        code, total = row["code"], row["mentions"]
        figures[code] = total
        figures[f"{code}/participants"] = row["participants"]
        for name in ("sides", "groups"):
            shown = {key: cell["mentions"] for key, cell in row[name].items()}
            figures |= {f"{code}/{name}/{key}": number for key, number in shown.items()}
            figures[f"{code}/{name}"] = total - sum(number or 0 for number in shown.values())
        figures |= {f"{code}/tones/{tone}": cell["mentions"] for tone, cell in row["tones"].items()}
        for group, sides in row.get("crossing", {}).items():
            figures |= {f"{code}/crossing/{group}/{side}": n for side, n in sides.items()}
        asked = row["suggestions"]["mentions"]
        figures[f"{code}/suggestions"] = asked
        figures[f"{code}/experience"] = None if asked is None else total - asked
    for question in data.get("closed", ()):
        name = f"closed/{question['group']}/{question['key']}"
        shown = {option["text"]: option["respondents"] for option in question["options"]}
        figures |= {f"{name}/{answer}": number for answer, number in shown.items()}
        figures[name] = question["respondents"]
        figures[f"{name}/"] = question["respondents"] - sum(n or 0 for n in shown.values())
    return figures


def refuse_difference(earlier: Figures, later: Figures) -> None:
    """Refuse a release whose difference from an earlier one tells of a few people.

    Parameters
    ----------
    earlier, later : mapping
        `published_figures` of two releases that may share people.

    Raises
    ------
    RefusedError
        ``reporting.differencing.shape`` when the two show different cells,
        ``reporting.differencing.few`` when figures differ by fewer than ``k``; with their count.
    """
    if earlier == later:
        return
    if _shown(earlier) != _shown(later) or earlier.keys() != later.keys():
        raise RefusedError("reporting.differencing.shape")
    k = max(earlier["k"] or 0, later["k"] or 0, FLOOR)
    differences = [
        abs((later[key] or 0) - (earlier[key] or 0)) for key in _shown(later) if key != "k"
    ]
    few = sum(0 < difference < k for difference in differences)
    if few:
        raise RefusedError("reporting.differencing.few", count=few, k=k)


def _shown(figures: Figures) -> set[str]:
    return {key for key, figure in figures.items() if figure is not None}
