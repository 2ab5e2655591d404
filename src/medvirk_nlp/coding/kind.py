"""What sort of statement a comment is: an experience, a suggestion or no answer at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from medvirk_nlp.coding.spelling import PLACEHOLDER, fold, lexicon
from medvirk_nlp.records import Kind

_WORD = re.compile(r"[^\W_]+")
_LONGEST_OPENING = 12
"""Words of a line that may count as a demand by its first word («Lag en plan sammen med oss»)."""


class _Cues:
    """The cue lists, folded and compiled."""

    def __init__(self) -> None:
        lists = lexicon("cues")
        answers, wishes = lists["non_answer"], lists["suggestion"]
        self.fillers = frozenset(_folded(answers["fillers"]))
        self.no_answer = frozenset(self.bare(p) for p in answers["phrases"])
        self.negative = frozenset(self.bare(p) for p in answers["negative_phrases"])
        self.feelings = tuple(answers["feelings"])
        self.closing = _beginnings(answers["closing_questions"])
        self.wish = _beginnings([*wishes["words"], *wishes["phrases"]])
        self.headings = _beginnings(wishes["headings"])
        self.openings = frozenset(_folded(wishes["openings"]))
        telling = "|".join(map(re.escape, _folded(wishes["telling"])))
        self.telling = re.compile(rf"\b(?:{telling})\b")

    def bare(self, text: str) -> str:
        """Return the words of ``text`` without fillers and placeholders."""
        words = _WORD.findall(fold(text))
        return " ".join(w for w in words if w not in self.fillers and w != PLACEHOLDER)


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(word).strip() for word in words]


def _beginnings(phrases: Iterable[str]) -> re.Pattern[str]:
    """Match any of the phrases, each word of which is the beginning of a word."""
    alternatives = (r"\w*\s+".join(map(re.escape, p.split())) for p in _folded(phrases))
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")")


@cache
def _cues() -> _Cues:
    return _Cues()


def is_non_answer(text: str, context: str | None = None) -> bool:
    """Tell whether a comment says nothing that could be coded.

    «Vet ikke», «-» and «?» never do. A bare «nei» or «ingenting» does only where it answers a
    question; under «Er det noe mer du vil si?» it does not.

    Parameters
    ----------
    text : str
        The clean comment.
    context : str or None
        The heading or question it stands under.
    """
    cues = _cues()
    words = cues.bare(text)
    if not words:
        # fillers alone («jeg … altså») say nothing; a thumb or a heart does
        return not any(sign in text for sign in cues.feelings)
    if words in cues.no_answer:
        return True
    if words not in cues.negative:
        return False
    asked = fold(context or "")
    return "?" not in asked or bool(cues.closing.search(asked))


def is_suggestion(text: str, context: str | None = None) -> bool:
    """Tell whether a comment proposes or wishes something, by its words or its heading.

    Under «Hva kan bli bedre?» «flere møter» is a wish, and «møtet var for langt» is what happened.

    Parameters
    ----------
    text, context : str
        As in `is_non_answer`.
    """
    cues = _cues()
    folded = fold(text)
    if cues.wish.search(folded):
        return True
    words = _WORD.findall(folded)
    if not words or len(words) > _LONGEST_OPENING:
        return False
    if words[0] in cues.openings:
        return True
    asked = bool(cues.headings.search(fold(context or "")))
    return asked and not cues.telling.search(folded)


def kind_of(text: str, context: str | None = None) -> Kind:
    """Return the kind of a comment.

    Parameters
    ----------
    text, context : str
        As in `is_non_answer`.

    Examples
    --------
    >>> kind_of("veit ikkje"), kind_of("Dei burde ringje tilbake"), kind_of("De ringte aldri")
    ('non_answer', 'suggestion', 'experience')
    """
    if is_non_answer(text, context):
        return "non_answer"
    return "suggestion" if is_suggestion(text, context) else "experience"
