"""Initials: letters that stand for a person, by their dots, by a legend or by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from medvirk_nlp.detection.gazetteer import is_common_word, surname
from medvirk_nlp.detection.lexical.tokens import Token
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match

_INITIALS = re.compile(r"(?<![\w.])[A-ZÆØÅ]\.(?: ?-?[A-ZÆØÅ]\.)+")
_INTRODUCED = re.compile(
    r"(?<!\w)(?P<first>[A-ZÆØÅ])[^\W\d_]+[^\n()]{0,30}\((?P<short>(?P=first)[A-ZÆØÅ]{1,2})\)"
    r"|(?<!\w)(?P<key>[A-ZÆØÅ]{2,3}) ?= ?[A-ZÆØÅ][a-zæøå]"
)
"""«Lars Magne (LM)», «TB = Torgeir»: from here on the letters stand for the person."""
_LETTER_SPEAKS = re.compile(r"^[ \t]*([A-ZÆØÅ]): ", re.MULTILINE)
"""A line of talk whose speaker is one letter; where several speak so, the letters are people."""
_PAIR_SPEAKS = re.compile(r"^[ \t]*([a-zæøå]{2}|[A-ZÆØÅ]{2}): ", re.MULTILINE)
_GROUPS = {"A", "B"}
"""Two letters that name groups or answers, never two people."""
_PAIR = re.compile(r"(?<!\w)[A-ZÆØÅ]{2}(?!\w)")


def find(view: View, tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield initials with dots; a name behind them belongs to them ("K. Nordmann")."""
    for match in _INITIALS.finditer(view.text):
        yield Match(match.start(), match.end(), 0.75, "initials")
    introduced = {
        match.group("short") or match.group("key") for match in _INTRODUCED.finditer(view.text)
    }
    for token in tokens:
        if token.text in introduced and token.form not in cue("names", "never"):
            yield Match(token.start, token.end, 0.9, "introduced_initials")
    yield from _speakers(view)
    yield from _tasks(view)
    starts = {t.start: t for t in tokens}
    for match in re.finditer(r"(?<![\w.])([A-ZÆØÅ])\. (?=[A-ZÆØÅ][a-zæøå])", view.text):
        behind = starts.get(match.end())
        if behind is None or is_common_word(behind.form):
            continue
        if surname(behind.form) is not None:
            yield Match(match.start(), behind.end, 0.9, "initial_surname")


def _speakers(view: View) -> Iterator[Match]:
    """Yield the letters that lines of talk begin with."""
    singles = list(_LETTER_SPEAKS.finditer(view.text))
    often = Counter(match.group(1) for match in singles)
    if len(often) > 1 and max(often.values()) > 1 and not often.keys() >= _GROUPS:
        yield from (Match(m.start(1), m.end(1), 0.9, "letter_speaks") for m in singles)
    pairs = list(_PAIR_SPEAKS.finditer(view.text))
    often = Counter(match.group(1) for match in pairs)
    for match in pairs:
        letters = match.group(1)
        ordinary = letters.casefold() in cue("names", "never") or is_common_word(letters)
        if often[letters] > 1 and not ordinary:
            yield Match(match.start(1), match.end(1), 0.9, "letters_speak")


@cache
def _task_line() -> re.Pattern[str]:
    keys = sorted(cue("names", "tasks"), key=len, reverse=True)
    return re.compile(rf"^[ \t*#•-]*(?:{'|'.join(map(re.escape, keys))})\b[^:\n]{{0,20}}:", re.I)


def _tasks(view: View) -> Iterator[Match]:
    """Yield two capitals on lines that say who shall do what: «Frist: BH + FM tar det videre»."""
    position = 0
    for line in view.text.splitlines(keepends=True):
        opened = _task_line().match(line)
        if opened and not line.isupper():
            for match in _PAIR.finditer(line, opened.end()):
                if match.group().casefold() not in cue("names", "never"):
                    yield Match(position + match.start(), position + match.end(), 0.9, "task")
        position += len(line)
