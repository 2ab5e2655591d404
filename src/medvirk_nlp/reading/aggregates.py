"""Tables of counts, percentages and means: results of a survey, not its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from medvirk_nlp.reading.columns import is_identity_heading
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.survey_words import listed
from medvirk_nlp.reading.vocabulary import fold

_NUMBER = re.compile(
    r"[<>≤≥~]?\s*[-−]?\d{1,3}(?:[ .\u00a0]\d{3})*(?:[.,]\d+)?\s*%?|\d{1,9}|[-–—:*.]{1,3}"
)
_NUMBERS = 0.8
"""Share of the cells beside the labels that must be numbers."""
_FEWEST_ROWS = 2
_YEAR = re.compile(r"(?:19|20)\d{2}")


def is_aggregate(headings: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table holds results: labels, and beside them percentages, counts or means.

    A table of answers in numbers alone is none: there nothing says «prosent», «i alt» or «snitt»,
    or a column says who answered.
    """
    if len(body) < _FEWEST_ROWS or any(map(is_identity_heading, headings)):
        return False
    labels = [row[0].strip() for row in body if row and row[0].strip()]
    beside = [cell.strip() for row in body for cell in row[1:] if cell.strip()]
    numbers = [cell for cell in beside if _NUMBER.fullmatch(cell)]
    if not beside or len(numbers) < _NUMBERS * len(beside):
        return False
    worded = [label for label in labels if not _NUMBER.fullmatch(label)]
    if len(worded) < _NUMBERS * len(body) or len({fold(label) for label in labels}) < len(labels):
        return False
    return (
        any("%" in cell for cell in numbers)
        or any(_tells_of_many(heading) for heading in headings[1:])
        or any(listed("aggregate_labels", label) for label in labels)
    )


def _tells_of_many(heading: str) -> bool:
    parts = re.split(r"\s[–-]\s|[(),]", heading)
    bare = [_YEAR.sub("", part).strip() for part in parts]
    return any(listed("aggregate_headings", part) for part in bare if part)


def add_aggregate(
    builder: PassageBuilder,
    rows: Sequence[Sequence[str]],
    place: Callable[[int, int], str],
) -> None:
    """Keep the words of a table of results out of the comments, and leave its numbers out."""
    builder.drop("noted.aggregated_table")
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if _NUMBER.fullmatch(cell.strip()):
                builder.drop("dropped.aggregated_numbers")
            else:
                builder.add(cell.strip(), place(number, index), "other")
