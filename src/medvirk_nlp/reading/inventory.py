"""The inventory of a file in words: which parts were read, and how much each gave."""

from __future__ import annotations

from collections.abc import Sequence

from medvirk_nlp.records import ReadPart
from medvirk_nlp.texts import Texts


def inventory_line(parts: Sequence[ReadPart], words: Texts) -> str:
    """Return one sentence on the parts read («Lest: hovedtekst 12, merknader 2.»).

    Parameters
    ----------
    parts : sequence of ReadPart
    words : Texts

    Returns
    -------
    str
        Empty where nothing was read.
    """
    if not parts:
        return ""
    told = ", ".join(words(f"reading.{part.what}", count=part.count) for part in parts)
    return words("reading.part.read", parts=told)
