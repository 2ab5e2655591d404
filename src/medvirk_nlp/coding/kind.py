"""What sort of statement a comment is: an experience, a suggestion or no answer at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from medvirk_nlp.coding.spelling import PLACEHOLDER, fold, lexicon
from medvirk_nlp.records import Kind

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^.!?;\n]+")
_CLAUSES = re.compile(r"[,–:]|\b(?:og|men|så)\b")
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
        self.anywhere = _beginnings(wishes["anywhere"])
        self.starts = _beginnings(wishes["starts"])
        self.right_before = re.compile(rf"\b(?:{_either(wishes['right_before'])})(?:\s+\w+)?\s*$")
        self.told_before = re.compile(rf"\b(?:{_either(wishes['told_before'])})\b")
        self.headings = _beginnings(wishes["headings"])
        self.headings_both = _beginnings(wishes["headings_both"])
        self.asking = frozenset(_folded(wishes["asking"]))
        self.burdens = re.compile(rf"\b(?:{_either(wishes['burdens'])})\b")
        self.openings = frozenset(_folded(wishes["openings"]))
        self.telling = re.compile(rf"\b(?:{_either(wishes['telling'])})\b")

    def bare(self, text: str) -> str:
        """Return the words of ``text`` without fillers and placeholders."""
        words = _WORD.findall(fold(text))
        return " ".join(w for w in words if w not in self.fillers and w != PLACEHOLDER)


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(word).strip() for word in words]


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, _folded(words)))


def _beginnings(phrases: Iterable[str]) -> re.Pattern[str]:
    """Match any of the phrases, each word of which is the beginning of a word.

    A word with a full stop after it is a whole word.
    """

    def beginning(word: str) -> str:
        # folded without its full stop, which would hide the word from the table of spellings
        return re.escape(fold(word.removesuffix(".")).strip()) + (
            r"\b" if word.endswith(".") else r"\w*"
        )

    alternatives = (r"\s+".join(map(beginning, phrase.split())) for phrase in phrases)
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


def _proposes(sentence: str) -> bool:
    """Tell whether a folded sentence proposes or asks, and does not tell that somebody did."""
    cues = _cues()
    if cues.starts.match(sentence.lstrip(" -–•*\"«'")):
        return True
    for clause in _CLAUSES.split(sentence):
        for cue in cues.anywhere.finditer(clause):
            before = clause[: cue.start()]
            if not cues.right_before.search(before) and not cues.told_before.search(before):
                return True
    return False


def is_suggestion(text: str, context: str | None = None) -> bool:
    """Tell whether a comment proposes something or asks for it, by its words or its heading.

    Under «Forslag» a short line is one unless it tells what happened. Under «Hva kan bli bedre?»,
    where complaints stand as well, it must also ask: «flere møter», not «bytte av saksbehandler».

    Parameters
    ----------
    text, context : str
        As in `is_non_answer`.
    """
    cues = _cues()
    folded = fold(text)
    if any(_proposes(sentence) for sentence in _SENTENCE.findall(folded)):
        return True
    words = _WORD.findall(folded)
    if not words or len(words) > _LONGEST_OPENING:
        return False
    if words[0] in cues.openings:
        return True
    heading = fold(context or "")
    if cues.telling.search(folded):
        return False
    if cues.headings.search(heading):
        return True
    asked = _WORD.findall(cues.burdens.sub(" ", folded))
    return bool(cues.headings_both.search(heading)) and not cues.asking.isdisjoint(asked)


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
