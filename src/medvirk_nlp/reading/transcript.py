"""Transcripts in text form: a line with name and time, then what was said."""

from __future__ import annotations

from collections.abc import Sequence

from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.speakers import turn_line

_FEWEST = 2
"""Speaker lines from which a note counts as a transcript."""


def speaker_turns(
    lines: Sequence[Line], builder: PassageBuilder
) -> tuple[list[Line], list[str | None]]:
    """Take the speaker lines out of a transcript; return the rest and who says each.

    The names go to ``builder.know`` and the lines are counted as dropped. A note that is no
    transcript comes back as it was, nobody speaking.
    """
    names = [turn_line(line.text) if not line.mark else None for line in lines]
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
