"""E-mail addresses, plain and disguised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_TLD = alternatives(words("contacts", "tlds"))
_DOT_WORD = alternatives(words("contacts", "dot_words"))
_DOT = rf"(?: ?\. ?| ?[(\[{{] ?(?:{_DOT_WORD}|\.) ?[)\]}}] ?| (?:{_DOT_WORD}) )"
_AT = re.compile(
    r" ?@ ?| ?[(\[{] ?(?:at|a|@|krøllalfa|alfakrøll) ?[)\]}] ?"
    rf"| (?:{alternatives(words('contacts', 'at_words'))}) | at "
)
_LOCAL = re.compile(r"[\w.+%'\-]{1,64}$")
_HOST = re.compile(r"[^\W_][\w\-]{0,62}(?:\.[\w\-]{1,63}){0,8}")
_SPOKEN_HOST = re.compile(
    rf"[^\W_][\w\-]{{0,62}}(?:(?:{_DOT}| )[^\W_][\w\-]{{0,62}}){{0,4}}?{_DOT}(?:{_TLD})(?!\w)"
)
_SPOKEN_LOCAL = re.compile(rf"[\w.\-]{{1,64}}(?:(?:{_DOT}| )[\w.\-]{{1,64}}){{0,3}}$")
_NOT_LOCAL = frozenset(words("contacts", "not_local"))
_REACH = 140


class EmailRecognizer(NorwegianRecognizer):
    """Finds e-mail addresses of any domain, and «kari krøllalfa gmail punktum com».

    No public-suffix list is asked: it calls ``kommune.no`` a suffix and fetches itself from the
    net.
    """

    entities = ("EMAIL_ADDRESS",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield what stands around every «@» or a word for it."""
        for sign in _AT.finditer(view.lower):
            match = _plain(view, sign) if sign.group() == "@" else _disguised(view, sign)
            if match is not None:
                yield match


def _plain(view: View, sign: re.Match[str]) -> Match | None:
    local = _LOCAL.search(view.text, max(0, sign.start() - 64), sign.start())
    host = _HOST.match(view.text, sign.end())
    if local is None or host is None:
        return None
    end = host.end()
    labels = host.group().split(".")
    if len(labels) > 1 and not labels[-1].isdigit():
        return Match(local.start(), end, 1.0, "address")
    spoken = _SPOKEN_HOST.match(view.lower, sign.end())
    if spoken:
        return Match(local.start(), spoken.end(), 0.9, "spoken_dot")
    if any(c.isdigit() for c in local.group()) and local.group().isdigit():
        return None
    return Match(local.start(), end, 0.5, "host_without_dot")


def _disguised(view: View, sign: re.Match[str]) -> Match | None:
    host = _SPOKEN_HOST.match(view.lower, sign.end())
    left = max(0, sign.start() - _REACH)
    local = _SPOKEN_LOCAL.search(view.lower, left, sign.start())
    if host is None or local is None:
        return None
    if "@" in sign.group() and not host.group().endswith((".no", ".com", ".net", ".org")):
        return None
    plain_word = sign.group() == " at "
    if plain_word and not re.search(rf" (?:{_DOT_WORD}) ", host.group()):
        return None
    start = _local_start(view.lower, local)
    if start is None:
        return None
    return Match(start, host.end(), 0.6 if plain_word else 0.9, "disguised")


def _local_start(text: str, local: re.Match[str]) -> int | None:
    """Return where the part before the sign begins, after words that only lead up to it."""
    start = local.end()
    for word in reversed(list(re.finditer(r"[^\s]+", local.group()))):
        if word.group().strip(".,:") in _NOT_LOCAL or word.group().endswith((":", ",")):
            break
        start = local.start() + word.start()
    return start if start < local.end() else None
