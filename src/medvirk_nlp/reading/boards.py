"""The board a post-it hangs on, from the words of its heading."""

from __future__ import annotations

import re
from typing import Literal

from medvirk_nlp.reading.vocabulary import Vocabulary, fold

Board = Literal["positive", "negative"]
_LEGEND = re.compile(
    r"(?P<color>\w+)(?:\s+lapp\w*)?\s*(?:=|:|\(|er)\s*(?P<meaning>\w+(?:\s\w+)?)", re.UNICODE
)


def board(heading: str, vocabulary: Vocabulary) -> Board | None:
    """Return the board a heading names, None where it names none or both."""
    length = len(heading.split())
    if length > _LONG_HEADING:
        return None
    positive = vocabulary.any_word("board_positive", heading)
    negative = vocabulary.any_word("board_negative", heading)
    if length <= _SHORT_HEADING:
        positive = positive or vocabulary.any_word("board_positive_weak", heading)
        negative = negative or vocabulary.any_word("board_negative_weak", heading)
    if positive == negative:
        return None
    if vocabulary.any_word("negation", heading):
        positive = not positive
    return "positive" if positive else "negative"


_MAX_LEGEND = 200
_SHORT_HEADING, _LONG_HEADING = 3, 7


class Legend:
    """What the colors of the notes mean, where a line says so («gul = bra, rosa = dårlig»)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._meaning: dict[str, Board] = {}

    def learn(self, text: str) -> None:
        """Take up what ``text`` says about colors."""
        if len(text) > _MAX_LEGEND:
            return
        for match in _LEGEND.finditer(fold(text)):
            meaning = board(match["meaning"], self._vocabulary)
            if meaning and self._vocabulary.has("colors", match["color"]):
                self._meaning[match["color"][:3]] = meaning

    def board(self, heading: str) -> Board | None:
        """Return the board of a heading by its words, else by its color."""
        named = board(heading, self._vocabulary)
        if named:
            return named
        first = fold(heading).split(" ")[0].strip(":.-– ")
        if self._vocabulary.has("colors", first):
            return self._meaning.get(first[:3])
        return None
