"""Transcripts in text form: a line with name and time, then what was said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.speakers import turn_line

_FEWEST = 2
"""Speaker lines from which a note counts as a transcript."""


def _speaker(line: Line, below: Line | None) -> str | None:
    """Return the name on a speaker line, the time after it or, as a list mark, before it."""
    if not line.mark:
        return turn_line(line.text)
    timed = ":" in line.mark and line.mark[:1].isdigit()
    named = len(line.text.split()) <= 5 and all(p[0].isupper() for p in line.text.split())
    follows = below is not None and not below.mark and not below.gap
    return line.text if timed and named and follows and line.text[-1].isalpha() else None


def speaker_turns(
    lines: Sequence[Line], builder: PassageBuilder
) -> tuple[list[Line], list[str | None]]:
    """Take the speaker lines out of a transcript; return the rest and who says each.

    The names go to ``builder.know`` and the lines are counted as dropped. A note that is no
    transcript comes back as it was, nobody speaking.
    """
    names = [_speaker(line, below) for line, below in zip_longest(lines, lines[1:])]
    if sum(name is not None for name in names) < _FEWEST:
        return list(lines), [None] * len(lines)
    kept: list[Line] = []
    speakers: list[str | None] = []
    current: str | None = None
    for line, name in zip(lines, names, strict=True):
        if name is not None:
            current = name
            builder.know_person(name)
            builder.drop("dropped.speaker_lines")
        else:
            kept.append(line)
            speakers.append(current)
    return kept, speakers
