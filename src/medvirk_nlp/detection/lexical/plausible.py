"""What a model takes for an age or a date and cannot be one."""

from __future__ import annotations

import re
from functools import cache

from medvirk_nlp.detection.lexicon import alternatives, lexicon

_AHEAD = 24


def is_implausible(entity_type: str, text: str, start: int, end: int) -> bool:
    """Tell whether a span cannot be what a model calls it.

    A number with another unit is no age («fjorten måneder» is time, unless somebody is that old);
    the seventeenth of May is a feast, unless a year follows.

    Parameters
    ----------
    entity_type : str
    text : str
        Normalized text (a view).
    start, end : int
        The model's span.
    """
    surface, ahead = text[start:end].casefold(), text[end : end + _AHEAD].casefold()
    if entity_type == "AGE":
        measured = _any_of("other_units").search(surface)
        measured = measured or _any_of("other_units").match(ahead.lstrip())
        return bool(measured) and not _any_of("old").search(surface + ahead)
    if entity_type == "DATE":
        return bool(_any_of("feasts").fullmatch(surface)) and not re.match(r"\W*\d{4}", ahead)
    return False


@cache
def _any_of(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lexicon('ages')[key])})\b")
