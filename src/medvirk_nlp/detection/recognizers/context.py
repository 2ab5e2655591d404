"""Words beside a find that tell what it is.

Norwegian glues words together (*mobilnummeret*, *støttekontaktkonto*) and puts the telling word on
either side, so the list holds stems and says where in a word each may stand:
``konto`` begins a word, ``*konto`` stands anywhere in one, ``sak$`` is a whole word.
"""

from __future__ import annotations

import re
from functools import cache

from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View

BEFORE = 45
AFTER = 25


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    parts = []
    for stem in words("context", kind):
        left = "" if stem.startswith("*") else r"\b"
        right = r"(?!\w)" if stem.endswith("$") else ""
        parts.append(left + re.escape(stem.strip("*$").replace("_", " ")) + right)
    return re.compile("|".join(parts))


def near(
    view: View, start: int, end: int, kind: str, before: int = BEFORE, after: int = AFTER
) -> bool:
    """Tell whether a word of ``kind`` stands close to a span.

    Parameters
    ----------
    view : View
    start, end : int
        The span, offsets into ``view.text``.
    kind : str
        Key of ``resources/lexicons/context.yaml``.
    before, after : int
        Characters to look at on each side; a word cut by the border does not count.
    """
    pattern = _pattern(kind)
    left = max(0, start - before)
    return bool(
        (before and pattern.search(view.lower, left, start))
        or (after and pattern.search(view.lower, end, min(len(view.lower), end + after)))
    )
