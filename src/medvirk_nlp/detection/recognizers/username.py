"""Handles on social media, games and chats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_PLATFORM = alternatives(words("contacts", "platforms"))
_ACCOUNT = alternatives(words("contacts", "account_words"))
_FILLER = alternatives(words("contacts", "fillers"))
_ENDINGS = alternatives(words("contacts", "file_endings"))
_NAME = r"[^\W][\w.\-]{1,29}(?:#\d{2,5})?"
_AT_SIGN = re.compile(r"(?<![\w.@/])@([\w][\w.\-]{1,29})")
_DISCRIMINATOR = re.compile(r"(?<![\w#.])[\w.\-]{2,32}#\d{4}(?!\w)")
_NAMED = re.compile(
    rf"(?<!\w)(?:({_PLATFORM})|(?:{_ACCOUNT}))(?!\w)"
    rf"(?:[ ]?[:=(«\"`@,\-][ ]?|[ ]+(?:{_FILLER})(?!\w)){{0,5}}[ :=(«\"`@]{{1,3}}({_NAME})"
)
_AFTER = re.compile(rf"({_NAME})[ ]?[)»\"`]?[ ]?(?:på|i) (?:{_PLATFORM})(?!\w)")
_BY = re.compile(
    r"(?<!\w)(?:av|by|bruker|brukar|eier|eigar):? ([a-zæøå]{3,20}\.[a-zæøå]{3,20})(?![\w.])"
)
_SPEAKER = re.compile(r"(?m)^[ \t\-*>]{0,4}([\w][\w.\-]{1,29}(?:#\d{2,5})?)[ ]?:(?=\s)")
_MARKED = re.compile(r"(?<![\w./\\@#-])[\w.]{2,32}(?![\w/\\@-])")
_MARK = re.compile(r"[^\W_]_[^\W_]|^_\w+_$|[^\W\d_]_$|[^\W\d_]{2}\d{2,4}$|[^\W\d_]\.[^\W\d_]|#\d")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2}")
_STRONG_MARK = re.compile(r"[^\W_]_[^\W_]|^_[^\W_].*_$|[a-zæøå]{3}_$")
_FILE = re.compile(rf"\.(?:{_ENDINGS})(?!\w)")
_NOT = frozenset(words("contacts", "not_handles")) | frozenset(words("contacts", "fillers"))


class UsernameRecognizer(NorwegianRecognizer):
    """Finds handles by «@», by the word before them, and by how they are built.

    A handle once found is found everywhere else in the text.
    """

    entities = ("USERNAME",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield handles and their repetitions."""
        found = [*_named(view), *_built(view)]
        yield from found
        handles = {view.lower[m.start : m.end].lstrip("@") for m in found if m.score >= 0.6}
        handles |= {handle.partition("#")[0] for handle in handles}
        yield from _again(view, {h for h in handles if len(h) > 3})


def _named(view: View) -> Iterator[Match]:
    text = view.lower
    for sign in _AT_SIGN.finditer(text):
        end = sign.start() + len(sign.group().rstrip(".-"))
        if sign.group(1) not in _NOT and any(c.isalpha() for c in sign.group(1)):
            yield Match(sign.start(), end, 0.8, "at_sign")
    for tag in _DISCRIMINATOR.finditer(text):
        yield Match(tag.start(), tag.end(), 0.8, "discriminator")
    for named in _NAMED.finditer(text):
        start, name = (
            named.start(2),
            named.group(2).rstrip(".-_" if "_" not in named.group(2) else ".-"),
        )
        if name in _NOT or name in _PLATFORM.split("|"):
            continue
        marked = _MARK.search(name) is not None
        told = text[named.end(1) if named.group(1) else named.start() : start].rstrip()
        introduced = named.group(1) is not None and (
            ":" in told or _ends(text, start + len(name), name)
        )
        if marked or introduced:
            yield Match(start, start + len(name), 0.8 if marked else 0.6, "named")
    for after in _AFTER.finditer(text):
        if _MARK.search(after.group(1)):
            yield Match(after.start(1), after.end(1), 0.7, "named_after")


def _ends(text: str, end: int, name: str) -> bool:
    """Tell whether a lone word after a platform's name ends the phrase, as a handle does."""
    return len(name) >= 5 and (end == len(text) or text[end] in '\n,;)»"`.')


def _built(view: View) -> Iterator[Match]:
    for speaker in _SPEAKER.finditer(view.lower):
        name = speaker.group(1)
        if _MARK.search(name) and not _ABBREVIATION.fullmatch(name):
            yield Match(speaker.start(1), speaker.end(1), 0.6, "speaker")
    for by in _BY.finditer(view.lower):
        if not _FILE.search(by.group(1)):
            yield Match(by.start(1), by.end(1), 0.6, "made_by")
    for token in _MARKED.finditer(view.lower):
        name = token.group().rstrip(".")
        if not _STRONG_MARK.search(name) or not any(c.isalpha() for c in name):
            continue
        if _FILE.search(view.lower, token.start(), min(len(view.lower), token.end() + 6)):
            continue
        yield Match(token.start(), token.start() + len(name), 0.5, "underscore")


def _again(view: View, handles: set[str]) -> Iterator[Match]:
    if not handles:
        return
    pattern = re.compile(rf"(?<![\w.])(?:{alternatives(handles)})(?!\w|\.\w)")
    for repeated in pattern.finditer(view.lower):
        yield Match(repeated.start(), repeated.end(), 0.6, "repeated")
