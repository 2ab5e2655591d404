"""The board a post-it hangs on, from the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from medvirk_nlp.reading.vocabulary import Vocabulary, fold, words

Board = Literal["positive", "negative"]
_LEGEND = re.compile(
    r"(?P<color>\w+)(?:\s+lapp\w*)?\s*(?:=|:|\(|er)\s*(?P<meaning>\w+(?:\s\w+)?)", re.UNICODE
)
_MAX_LEGEND = 200
_LONG_HEADING = 8
_LONGEST_PHRASE = 3
_FIRST_SYMBOL = 0x2000
"""Code point from which characters that are no letters are pictures or signs."""
_PUNCTUATION = frozenset(".,:;!?()[]«»\"'/|–—*_#=&")
_JOINING = frozenset("+-−")
_SMILE = re.compile(r"(?<![\w:])[:;=8][-o^']?[)\]D]+(?!\w)|(?<![\w:])\(-?:(?!\w)")
_FROWN = re.compile(r"(?<![\w:])[:;=]'?[-o^]?[(\[/\\|]+(?!\w)|(?<![\w:])\)-?:(?!\w)")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_PLUS, _MINUS = frozenset({"+", "➕"}), frozenset({"-", "–", "−", "➖"})
_SIGNS: tuple[Board, ...] = ("positive", "negative")


def board(heading: str, vocabulary: Vocabulary) -> Board | None:
    """Return the board a heading names, None where it names none or both.

    A board is named by nothing but its words: «Bra», «Gul tavle: bra», «Det som kan bli bedre»,
    «Minus med opplegget». A question is no board, since its answers may go either way, nor is a
    theme with such a word in it («Et godt samarbeid»).
    """
    if is_question(heading, vocabulary):
        return None
    tokens = _words(heading)
    if not tokens or len(tokens) > _LONG_HEADING:
        return None
    signs: set[Board] = set()
    turned = strong = False
    at = 0
    while at < len(tokens):
        if vocabulary.has("negation", tokens[at]):
            turned, at = True, at + 1
        elif found := _phrase(tokens, at, vocabulary):
            sign, is_strong, at = found
            signs.add(sign)
            strong = strong or is_strong
        elif strong and vocabulary.has("board_about", tokens[at]):
            break
        elif vocabulary.has("board_frame", tokens[at]) or vocabulary.has("colors", tokens[at]):
            at += 1
        else:
            return None
    if len(signs) != 1:
        return None
    positive = (signs == {"positive"}) != turned
    return "positive" if positive else "negative"


def _faces(text: str) -> str:
    """Return a text with typed faces as emoji, and without colors of skin."""
    return _SKIN.sub("", _FROWN.sub(" ☹ ", _SMILE.sub(" 😊 ", text)))


def is_face(text: str) -> bool:
    """Tell whether a line is nothing but a face or another emoji («:)», «👍»)."""
    parts = _faces(text).split()
    return len(parts) == 1 and all(ord(char) > _FIRST_SYMBOL for char in parts[0])


def plus_and_minus(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that are a plus or a minus alone, where both head a board of their own.

    A lone «-» is an empty point of a list.
    """
    bare = [line.strip(" ():.") for line in lines]
    found = frozenset(n for n, sign in enumerate(bare) if sign in _PLUS | _MINUS)
    signs = {bare[n] for n in found}
    return found if signs & _PLUS and signs & _MINUS else frozenset()


def _words(heading: str) -> list[str]:
    """Return the words of a heading; a plus or a dash counts only where it stands alone."""
    tokens = [token for token in words(_faces(heading)) if token not in _PUNCTUATION]
    return [token for token in tokens if token not in _JOINING] or tokens


def is_question(heading: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a heading asks: by its mark, a question word or a verb before its subject."""
    tokens = _words(heading)
    return (
        "?" in heading
        or bool(tokens and vocabulary.has("question_words", tokens[0]))
        or bool(
            len(tokens) > 1
            and vocabulary.has("question_verbs", tokens[0])
            and vocabulary.has("question_subjects", tokens[1])
        )
    )


def _phrase(tokens: list[str], at: int, vocabulary: Vocabulary) -> tuple[Board, bool, int] | None:
    """Return the sign of the board words at a place, whether they are strong, and where they end.

    A weak word («god», «problem», «☹») makes a board only where it stands alone.
    """
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
        phrase = " ".join(tokens[at : at + length])
        for sign in _SIGNS:
            for suffix in ("", "_weak"):
                if vocabulary.has(f"board_{sign}{suffix}", phrase):
                    return sign, not suffix, at + length
    return None


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
        """Return the board of a heading by its words, else by its color («Rosa lapper:»)."""
        named = board(heading, self._vocabulary)
        if named or is_question(heading, self._vocabulary):
            return named
        tokens = _words(heading)
        colors = {token[:3] for token in tokens if self._vocabulary.has("colors", token)}
        framed = all(
            self._vocabulary.has("colors", token) or self._vocabulary.has("board_frame", token)
            for token in tokens
        )
        return self._meaning.get(colors.pop()) if framed and len(colors) == 1 else None
