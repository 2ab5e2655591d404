"""The rules of ``resources/lexicons/alerts.yaml``, compiled, and their search in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.detection.tokens import Token, tokenize

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]?")
_LETTERS = r"[^\W_]*"
_CONTRAST_REACH = 6
_BEHIND = 2  # words between a hit and what it must not be followed by
_LONGEST_WORD = 40
_LONGEST = 4000  # characters of a sentence; a longer one is cut, so that time stays linear


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the rules see it: folded words with one space between.

    Attributes
    ----------
    words : str
    tokens : list of Token
        With offsets into the sentence.
    starts : list of int
        Where each token begins in ``words``.
    offset : int
        Where the sentence begins in its text.
    """

    words: str
    tokens: list[Token]
    starts: list[int]
    offset: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of a stretch of ``words``."""
        first, last = self.token_at(start), self.token_at(end - 1)
        return self.offset + self.tokens[first].start, self.offset + self.tokens[last].end

    def token_at(self, position: int) -> int:
        """Return the number of the token at a position of ``words``."""
        return bisect_right(self.starts, position) - 1


@dataclass(frozen=True, slots=True)
class Group:
    """One way in which a rule is met; see the head of ``alerts.yaml``."""

    any: re.Pattern[str]
    near: re.Pattern[str] | None
    window: int
    needs: tuple[str, ...]
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    negation: bool

    def hits(self, sentence: Sentence, has_name: bool) -> Iterator[tuple[int, int]]:
        """Yield offsets in the text where the group is met.

        Parameters
        ----------
        sentence : Sentence
        has_name : bool
            Whether a person's name was found in the sentence.
        """
        found = [m.span("hit") for m in self.any.finditer(sentence.words)]
        if not found or not all(
            (has_name and need == "person") or _needs(need).search(sentence.words)
            for need in self.needs
        ):
            return
        for start, end in found:
            if self._stands(sentence, start, end):
                yield sentence.place(start, end)

    def _stands(self, sentence: Sentence, start: int, end: int) -> bool:
        words = sentence.words
        first, last = sentence.token_at(start), sentence.token_at(end - 1)
        if self.near is not None:
            low = sentence.starts[max(0, first - self.window)]
            behind = last + 1 + self.window
            high = sentence.starts[behind] if behind < len(sentence.starts) else len(words)
            beside = words[low:start] + "|" + words[end:high]
            if not self.near.search(beside):
                return False
        if self.not_before is not None and self.not_before.search(words, 0, start):
            return False
        if self.not_after is not None and self.not_after.match(words, end):
            return False
        return not (self.negation and _is_negated(words, start, end))


@cache
def rules() -> Mapping[str, Mapping[str, tuple[Group, ...]]]:
    """Return the groups by section ("always_stop", "disclosure", "own_case") and rule."""
    table = lexicon("alerts")
    return {
        section: {rule: tuple(map(_group, groups)) for rule, groups in table[section].items()}
        for section in ("always_stop", "disclosure", "own_case")
    }


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text that have words in them."""
    for match in _SENTENCE.finditer(text):
        for begin in range(match.start(), match.end(), _LONGEST):
            piece = text[begin : min(begin + _LONGEST, match.end())]
            tokens = tokenize(piece)
            if not tokens:
                continue
            starts = list(accumulate((len(token.key) + 1 for token in tokens), initial=0))[:-1]
            words = " ".join(token.key for token in tokens)
            yield Sentence(words, tokens, starts, begin)


def _group(settings: Mapping[str, Any]) -> Group:
    near, before, after = (settings.get(key) for key in ("near", "not_before", "not_after"))
    return Group(
        any=re.compile(rf"(?<!\S)(?P<hit>{_phrases(settings['any'])})(?!\S)"),
        near=re.compile(rf"(?<![^\s|])(?:{_phrases(near)})(?![^\s|])") if near else None,
        window=int(settings.get("window", 0)),
        needs=tuple(settings.get("needs", ())),
        not_before=re.compile(rf"(?<!\S)(?:{_phrases(before)}) $") if before else None,
        not_after=re.compile(rf"(?: \S+){{0,{_BEHIND - 1}}} (?:{_phrases(after)})(?!\S)")
        if after
        else None,
        negation=bool(settings.get("negation", False)),
    )


def _phrases(phrases: Sequence[object]) -> str:
    return "|".join(_phrase(str(phrase)) for phrase in phrases)


def _phrase(phrase: str) -> str:
    """Translate "a|b x* (c) <list>" into a pattern over words with one space between."""
    pattern = ""
    for word in phrase.split(" "):
        optional = word.startswith("(")
        word = word.strip("()")
        if word.startswith("<"):
            choice = _phrases(lexicon("alerts")["lists"][word[1:-1]])
        else:
            choice = "|".join(re.escape(w).replace(r"\*", _LETTERS) for w in word.split("|"))
        step = f"(?:{choice})"
        if optional:
            pattern += f"(?:{step} )?"
        else:
            pattern += step + " "
    return pattern.removesuffix(" ")


@cache
def _needs(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_phrases(lexicon('alerts')['needs'][name])})(?!\S)")


@cache
def _word_list(name: str) -> frozenset[str]:
    return frozenset(lexicon("alerts")[name])


def _is_negated(words: str, start: int, end: int) -> bool:
    before = words[max(0, start - _LONGEST_WORD) : start].split()[-1:]
    after = words[end : end + _CONTRAST_REACH * _LONGEST_WORD].split()
    if not _word_list("negation").intersection(before + after[:1]):
        return False
    return not _word_list("contrast").intersection(after[:_CONTRAST_REACH])
