"""Transcripts in text form: names and times on lines of their own, then what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from medvirk_nlp.reading.identity import is_person, names_nobody
from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.speakers import turn_line
from medvirk_nlp.reading.vocabulary import Vocabulary, vocabulary
from medvirk_nlp.records import Role

_FEWEST = 2
_LONGEST = 4_000
"""Characters of a line in which a message is looked for."""
"""Speaker lines from which a note counts as a transcript."""
_TIMING = re.compile(r"\[?\d[\d:.,]*\]?\s*--?[>→]\s*\[?\d[\d:.,]*\]?(?:\s+|$)")
"""Start and end of a turn («0:00:04.120 --> 0:00:11.800»), as WebVTT and Teams write them."""
_CUE = re.compile(r"\d{1,6}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/[\d-]+)?", re.IGNORECASE)
"""Number or id that stands over a timing line."""
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>", re.IGNORECASE)
_VOICE_TAG = re.compile(r"<v(?:\.[^\s>]*)?\s+[^>]*>|</v>", re.IGNORECASE)
"""The name in WebVTT («<v Kari N>»), where a transcript was pasted as it was."""
_CHAT = re.compile(
    r"\[?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}),?\s+(?:kl\.?\s?)?\d{1,2}[:.]\d{2}"
    r"(?:[:.]\d{2})?\]?\s*[-–]?\s*(?:(?P<name>[^:]{1,40}?):\s+)?(?P<said>.*)",
    re.DOTALL,
)
"""A message as chat programs write them out («[18.02.2027, 14:03] Leo: serr»)."""
_LEFT_OUT = re.compile(r"<[^<>]{1,40}>")
"""What stands for a picture or a sound («<Medier utelatt>»)."""
_NAME_WORDS = 5


def speaker_turns(
    lines: Sequence[Line], builder: PassageBuilder
) -> tuple[list[Line], list[str | None]]:
    """Take the speaker lines out of a transcript; return the rest and who says each.

    The names go to ``builder.know_person`` and the lines are counted as dropped. A note that is
    no transcript comes back as it was, nobody speaking.
    """
    if sum(_timing(line) is not None for line in lines) >= _FEWEST:
        return _timed_turns(lines, builder)
    if sum(_message(line) is not None for line in lines) >= _FEWEST:
        return _chat_turns(lines, builder)
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


def _message(line: Line) -> re.Match[str] | None:
    return _CHAT.fullmatch(f"{line.mark}{line.text}") if len(line.text) < _LONGEST else None


def _chat_turns(
    lines: Sequence[Line], builder: PassageBuilder
) -> tuple[list[Line], list[str | None]]:
    """Read messages with their times; lines without one go on with the message above."""
    kept: list[Line] = []
    speakers: list[str | None] = []
    current: str | None = None
    for line in lines:
        message = _message(line)
        if message is None:
            kept.append(line)
            speakers.append(current)
            continue
        builder.drop("dropped.timing_lines")
        current = message["name"]
        if current is not None:
            builder.drop("dropped.speaker_lines")
            builder.know_person(current)
        told_by_program = current is None or _LEFT_OUT.fullmatch(message["said"])
        role: Role | None = "other" if told_by_program else None
        kept.append(replace(line, text=message["said"], mark="", heading=False, role=role))
        speakers.append(current)
    return kept, speakers


def _speaker(line: Line, below: Line | None) -> str | None:
    """Return the name on a speaker line, the time after it or, as a list mark, before it."""
    if not line.mark:
        return turn_line(line.text)
    timed = ":" in line.mark and line.mark[:1].isdigit()
    named = len(line.text.split()) <= _NAME_WORDS and all(
        part[0].isupper() for part in line.text.split()
    )
    follows = below is not None and not below.mark and not below.gap
    return line.text if timed and named and follows and line.text[-1].isalpha() else None


def _timing(line: Line) -> str | None:
    """Return what follows the times on a timing line, None for another line."""
    written = f"{line.mark} {line.text}".strip()
    match = _TIMING.match(written)
    return written[match.end() :] if match else None


def _timed_turns(
    lines: Sequence[Line], builder: PassageBuilder
) -> tuple[list[Line], list[str | None]]:
    """Read the lines between one timing line and the next as one turn, its speaker first."""
    words = vocabulary()
    before: list[Line] = []
    turns: list[list[Line]] = []
    for line, below in zip_longest(lines, lines[1:]):
        rest = _timing(line)
        if rest is not None:
            builder.drop("dropped.timing_lines")
            turns.append([replace(line, mark="", text=rest)] if rest else [])
        elif below is not None and _timing(below) is not None and _is_cue(line):
            builder.drop("dropped.timing_lines")
        elif turns:
            turns[-1].append(line)
        else:
            before.append(line)
    worded = [turn for turn in turns if len(turn) > 1]
    named = sum(_is_name(turn[0], words) for turn in worded) > 0.5 * len(worded)
    kept = list(before)
    speakers: list[str | None] = [None] * len(before)
    current: str | None = None
    for turn in turns:
        said = turn
        if turn and (is_person(turn[0].text, words) or (named and _is_name(turn[0], words))):
            current, said = turn[0].text.strip(" :"), turn[1:]
            builder.know_person(current)
            builder.drop("dropped.speaker_lines")
        for line in said:
            voices = _VOICE.findall(line.text)
            if voices:
                current, named = voices[0].strip(), True
                builder.drop("dropped.speaker_lines")
            for voice in voices:
                builder.know_person(voice)
            kept.append(replace(line, text=_VOICE_TAG.sub("", line.text).strip()))
            speakers.append(current if named else None)
    return kept, speakers


def _is_cue(line: Line) -> bool:
    return bool(_CUE.fullmatch(f"{line.mark}{line.text}".strip(" .)")))


def _is_name(line: Line, words: Vocabulary) -> bool:
    """Tell whether the first line of a turn is the name or the role of who speaks."""
    text = line.text.strip(" :")
    parts = text.split()
    short = 0 < len(parts) <= _NAME_WORDS and not text.endswith((".", "!", "?", "…", ","))
    capital = all(p[0].isupper() or p[0] in "(" or p[0].isdigit() for p in parts)
    return short and ((capital and not words.has("replies", text)) or names_nobody(text, words))
