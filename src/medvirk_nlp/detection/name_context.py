"""Is this word, which may be a name, written as one here?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

from medvirk_nlp.detection.name_words import name_words
from medvirk_nlp.detection.persons import Form
from medvirk_nlp.detection.tokens import Token

Verdict = Literal["name", "likely", "perhaps", "no"]
"""Mask it; a person should look, and the words around speak for a name; a person should look;
it is something else."""
_VIEW = 200  # characters looked at on either side, so that long lines cost no more
_SHORT = 2
_MORE_NAMES = 3
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_LABEL_END = re.compile(r"\.? ?:")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def judge(
    text: str,
    tokens: Sequence[Token],
    first: int,
    last: int,
    form: Form | None,
    is_common_word: Callable[[str], bool],
) -> Verdict:
    """Decide whether the tokens ``first`` to ``last`` stand for what they were found to match.

    Parameters
    ----------
    text : str
    tokens : sequence of Token
        All of the text.
    first, last : int
        Both inclusive.
    form : Form or None
        Of the person; None for other entities.
    is_common_word : callable
        Whether a folded word is an ordinary word.
    """
    surfaces = [text[token.start : token.end] for token in tokens[first : last + 1]]
    kind = form.kind if form else "name"
    if kind == "initials":
        return _judge_initials(text, tokens, first, last, is_common_word)
    if kind == "abbreviation" and not surfaces[-1].isupper():
        return "no"
    keys = [token.key for token in tokens[first : last + 1]]
    if form and first == last:
        keys = [min(form.parts[0], keys[0], key=lambda key: _is_distinctive(key, is_common_word))]
    if any(_is_distinctive(key, is_common_word) for key in keys):
        return "name"
    if first < last:
        return "perhaps" if all(surface[0].islower() for surface in surfaces) else "name"
    return _judge_word(text, tokens, first)


def with_surname(text: str, tokens: Sequence[Token], last: int) -> int:
    """Return the last token of a name when the words right behind a known name belong to it.

    A capitalised word behind a capitalised name is taken for a surname, and a single letter for
    its initial («Ylva Christoffersen», «Jonas S.», «lars p»).

    Parameters
    ----------
    text : str
    tokens : sequence of Token
        All of the text.
    last : int
        Last token of the known name.
    """
    words = name_words()
    capital = text[tokens[last].start].isupper()
    for at in range(last + 1, min(last + 1 + _MORE_NAMES, len(tokens))):
        token, before = tokens[at], tokens[at - 1]
        gap = text[before.end : token.start]
        if gap not in (" ", "-", "\u00a0") and not (len(before.key) == 1 and gap == ". "):
            break
        word = text[token.start : token.end]
        if len(word) == 1:
            behind = text[token.end : token.end + 1]
            fits = not behind.isalpha() and (word.isupper() if capital else word in _CONSONANTS)
        else:
            fits = capital and word[0].isupper() and not word.isupper()
            fits = fits and token.key not in words.not_names | words.abbreviations
        if not fits:
            break
        last = at
    return last


def is_list_of_names(text: str, position: int) -> bool:
    """Tell whether the line begins as a list of those present does («Til stede: …»)."""
    start = text.rfind("\n", max(0, position - _VIEW), position) + 1
    return _list_head().match(text, start, position) is not None


@cache
def _list_head() -> re.Pattern[str]:
    heads = "|".join(re.escape(head) for head in name_words().list_heads)
    return re.compile(rf"[\W\d_]*(?:{heads}) ?[:;–-]", re.IGNORECASE)


def in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a word in capitals are so too, so that they say nothing."""
    before = text[max(0, start - _VIEW) : start].rpartition("\n")[2]
    after = text[end : end + _VIEW].partition("\n")[0]
    beside = [*_LETTERS.findall(before)[-1:], *_LETTERS.findall(after)[:1]]
    return bool(beside) and all(word.isupper() for word in beside)


def _is_distinctive(key: str, is_common_word: Callable[[str], bool]) -> bool:
    if key.isdecimal():
        return len(key) > 4
    return len(key) > _SHORT and not is_common_word(key)


def _judge_initials(
    text: str,
    tokens: Sequence[Token],
    first: int,
    last: int,
    is_common_word: Callable[[str], bool],
) -> Verdict:
    start, end = tokens[first].start, tokens[last].end
    if not all(text[token.start : token.end].isupper() for token in tokens[first : last + 1]):
        return "no"
    if _LABEL_END.match(text, end) and (start == 0 or text[start - 1] == "\n"):
        return "name"  # speaker label
    if end - start == 1:
        return "no"
    if first < last:
        return "name"
    if in_capitals(text, start, end):
        return "perhaps"
    key = tokens[first].key
    # What has no vowel is no word, whatever the lists hold («th»).
    return "likely" if is_common_word(key) and not set(key) <= set(_CONSONANTS) else "name"


def _judge_word(text: str, tokens: Sequence[Token], at: int) -> Verdict:
    """Judge a single word that is a name and an ordinary word."""
    token = tokens[at]
    surface = text[token.start : token.end]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if is_list_of_names(text, token.start):
        return "name"
    if not surface[0].isupper():
        before = tokens[at - 1].key if at else ""
        after = following.key if following else ""
        cued = before in name_words().cues_before or after in name_words().cues_after
        return "likely" if cued else "perhaps"
    if surface.isupper() and in_capitals(text, token.start, token.end):
        return "perhaps"
    before = text[max(0, token.start - _VIEW) : token.start].rpartition("\n")[2]
    before = before.rstrip(" \t\u00a0")
    if before.endswith("("):
        return "name"
    before = before.rstrip("«“\"'-–—•*·#> \t")
    if before and not before.endswith((".", "!", "?", "…", ":")):
        return "name"
    return _judge_opening(text, tokens, at)


def _judge_opening(text: str, tokens: Sequence[Token], at: int) -> Verdict:
    """Judge a capitalised word that opens a sentence, where all words have a capital."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if with_surname(text, tokens, at) > at:
        return "name"
    behind = text[token.end : token.end + _VIEW].partition("\n")[0].lstrip(" \t\u00a0")
    if not behind or behind[0] in ":,;(/":
        return "name"
    if following is None:
        return "perhaps"
    if following.key in name_words().verbs_of_saying:
        return "name"
    if following.key in ("og", "&"):
        other = text[following.end :][:2].strip()
        return "name" if other[:1].isupper() else "perhaps"
    return "perhaps"
