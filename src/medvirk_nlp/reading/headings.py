"""Which lines of a note are headings, told by their form and by what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medvirk_nlp.reading.boards import is_face, plus_and_minus
from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.vocabulary import Vocabulary

_SECTION_NUMBER = re.compile(r"(?P<word>[^\W\d]+)\s(?:\d{1,2}|[A-Z]|«[^»]+»)(?:\b|$|(?<=»))")
_DECIMAL = re.compile(r"\d{1,2}(\.\d{1,2})+\.?\s+[^\W\d]")
_NUMBERED = re.compile(r"\(?\d|[A-Za-z]\)")
_SENTENCE_END = (".", "!")
_SHORT, _LONG, _QUESTION = 8, 12, 20
"""Most words of a bare heading, of one that ends in a colon, and of a question."""


def find_headings(lines: Sequence[Line], vocabulary: Vocabulary) -> list[bool]:
    """Return for each line whether it is a heading or a question put to the group."""
    signs = plus_and_minus([f"{line.mark}{line.text}" for line in lines])
    found = [
        _is_heading(index, lines, vocabulary) or (index in signs and index + 1 < len(lines))
        for index in range(len(lines))
    ]
    decimal = [n for n, line in enumerate(lines) if _DECIMAL.match(line.text)]
    if any(len(lines[n].text.split()) > _LONG for n in decimal):  # points, not chapters
        for index in decimal:
            found[index] = lines[index].heading
    numbered = {
        (line.indent, _kind(line.mark))
        for line, yes in zip(lines, found, strict=True)
        if yes and _NUMBERED.match(line.mark)
    }
    items = [
        n
        for n, line in enumerate(lines)
        if not found[n] and (line.indent, _kind(line.mark)) in numbered
    ]
    heads = sum(1 for line, yes in zip(lines, found, strict=True) if yes and line.mark)
    if len(items) <= heads:  # the other points of an agenda, without anything under them
        for index in items:
            found[index] = len(lines[index].text.split()) <= _SHORT
    return found


def is_capitals(text: str) -> bool:
    """Tell whether a text is written in capitals, four letters at least."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _kind(mark: str) -> str:
    return re.sub(r"[\d]+", "1", re.sub(r"[A-Za-zæøåÆØÅ]", "a", mark))


def _is_heading(index: int, lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else None
    if line.heading:
        return True
    if below is None or line.role is not None or below.role is not None:
        return False
    length = len(line.text.split())
    if _is_statement(line, vocabulary):
        return False
    if line.mark:
        return _marked(line, below, length)
    if index == 0 and _is_title(line, length, vocabulary):
        return True
    if is_face(line.text) or not any(c.isalnum() for c in line.text):
        return is_face(line.text) and any(c.isalnum() for c in below.text)
    if line.text.endswith(":") and length <= _LONG:
        return True
    if is_capitals(line.text) and length <= _LONG and not is_capitals(below.text):
        return True
    if line.text.endswith("?") and length <= _QUESTION:
        return bool(below.mark) or (line.gap and not below.gap)
    if below.mark and length <= _SHORT:
        quoted = line.text.endswith(("»", '"')) and not line.gap
        return not quoted and not line.text.endswith(_SENTENCE_END)
    if _DECIMAL.match(line.text) and length <= _SHORT and not line.text.endswith(_SENTENCE_END):
        return True
    numbered = _SECTION_NUMBER.match(line.text)
    if numbered and vocabulary.has("section_words", numbered["word"]) and length <= _LONG:
        return True
    board = vocabulary.any_word("board_positive", line.text) or vocabulary.any_word(
        "board_negative", line.text
    )
    return board and line.gap and not below.gap and length <= 4 and not line.text.endswith("!")


def _is_statement(line: Line, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is of the kind «Ønske: et eget rom», a statement with a label."""
    key, colon, rest = line.text.partition(":")
    return bool(colon and rest.strip()) and vocabulary.has("statement_labels", key)


def _is_title(line: Line, length: int, vocabulary: Vocabulary) -> bool:
    if vocabulary.starts("greeting", line.text) or length > 2 * _LONG:
        return False
    if length <= _SHORT and not line.text.endswith("."):
        return True
    titled = vocabulary.any_word("title", line.text) or any(c in line.text for c in "–|/#")
    return titled or not vocabulary.any_word("first_person", line.text)


def _marked(line: Line, below: Line, length: int) -> bool:
    """Tell whether a line with a list mark heads those below, which carry another mark."""
    if not below.mark or _kind(below.mark) == _kind(line.mark) or line.text.endswith("."):
        return False
    if _NUMBERED.match(line.mark):
        return length <= _LONG and not _NUMBERED.match(below.mark)
    return below.indent > line.indent and length <= 4
