"""What the lines under a heading are: feedback, agenda, attendance, follow-up or other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medvirk_nlp.reading.vocabulary import Vocabulary
from medvirk_nlp.records import Role

_HEAD_END = re.compile(r"\s*[/:(–—|]\s*")
HEAD_LINES = 14
"""Lines at the top of a note within which lists of those present stand."""


def section_role(
    title: str, index: int, below: Sequence[str], *, last: bool, vocabulary: Vocabulary
) -> Role:
    """Return the role of the lines under a heading.

    Some headings stand over either («Oppfølging», «Avslutning»): what follows is feedback where
    most of its lines tell an opinion, unless «Oppfølging» is the last heading of the note.

    Parameters
    ----------
    title : str
        The heading.
    index : int
        Which line of the note it is, from 0.
    below : sequence of str
        The lines up to the next heading.
    last : bool
        Whether it is the last heading.
    vocabulary : Vocabulary
    """
    title = title.strip(" :.!*")
    head = _HEAD_END.split(title)[0]
    if index < HEAD_LINES and any(vocabulary.has(k, head) for k in ("attendance", "absence")):
        return "attendance"
    if vocabulary.starts("agenda_headings", title):
        return "agenda"
    if vocabulary.has("parked_headings", head):
        return "other"
    if vocabulary.has("follow_up_headings", head):
        return "follow_up"
    opinions = sum(vocabulary.any_word("opinion", text) for text in below)
    told = bool(below) and opinions > 0.5 * len(below)
    if vocabulary.has("follow_up_last", head) and (last or not told):
        return "follow_up"
    if vocabulary.has("framing_headings", head) and not told:
        return "agenda"
    return "feedback"
