"""Post-its typed on one line: «svarer ikke på sms / må vente i ukesvis»."""

from __future__ import annotations

import re

from medvirk_nlp.reading.vocabulary import Vocabulary, words

_SLASH = re.compile(r"(?<=\s)/(?=\s)")


def split_slashes(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return the statements that free-standing slashes part, the text alone where they part none.

    A slash between two numbers (a date, a fraction), between two words of a pair («og / eller»,
    «mor / far») or with no words on one side parts nothing. Slashes inside words, addresses and
    paths have no space around them and are never looked at.
    """
    parts = [""]
    for piece in _SLASH.split(text):
        if parts[-1] and _parts(parts[-1], piece, vocabulary):
            parts.append(piece)
        else:
            parts[-1] = f"{parts[-1]}/{piece}" if parts[-1] else piece
    return [part.strip() for part in parts] if len(parts) > 1 else [text]


def _parts(before: str, after: str, vocabulary: Vocabulary) -> bool:
    left, right = words(before), words(after)
    if not (any(map(str.isalnum, before)) and any(map(str.isalnum, after))):
        return False
    one, two = left[-1], right[0]
    if one[0].isdigit() and two[0].isdigit():
        return False
    roles = vocabulary.has("role_words", one) and vocabulary.has("role_words", two)
    return not roles and not vocabulary.together("slash_pairs", one, two)
