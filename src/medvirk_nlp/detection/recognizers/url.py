"""Web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_TLD = alternatives(words("contacts", "tlds"))
_DOT = alternatives(words("contacts", "dot_words"))
_SLASH = alternatives(words("contacts", "slash_words"))
_SCHEME = re.compile(r"(?<!\w)(?:https?|ftp)://\S+|(?<![\w@])www\.[\w\-]\S*")
_BARE = re.compile(
    rf"(?<![\w@.\-/])[^\W_](?:[\w\-]{{0,62}})(?:\.[\w\-]{{1,63}}){{0,4}}\.(?:{_TLD})(?![\w@\-]|\.\w)"
    r"(?:[/?#]\S*)?"
)
_SPOKEN = re.compile(
    rf"(?<!\w)[\w\-]{{2,63}} (?:{_DOT}) (?:{_TLD}) (?:{_SLASH}) \w{{1,63}}"
    rf"(?: (?:{_SLASH}|{_DOT}) \w{{1,63}}){{0,4}}"
)
_TRAILING = ".,;:!?)]}»\"'*_|<>“”’"
_HOST = re.compile(r"(?:[a-z]+://)?([\w.\-]+)")
_PUBLIC = words("contacts", "public_hosts")
_PERSONAL = re.compile(r"[?=@#]|\d{4}")


class UrlRecognizer(NorwegianRecognizer):
    """Finds web addresses except the plain pages of public bodies."""

    entities = ("URL",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield addresses with a scheme or «www», bare hosts, and dictated ones."""
        end = 0
        for pattern, score in ((_SCHEME, 0.95), (_BARE, 0.8)):
            for found in pattern.finditer(view.lower):
                address = found.group().rstrip(_TRAILING)
                end = found.start() + len(address)
                if not _public(address):
                    yield Match(found.start(), end, score, "address")
        for found in _SPOKEN.finditer(view.lower):
            yield Match(found.start(), found.end(), 0.7, "dictated")


def _public(address: str) -> bool:
    host = _HOST.match(address)
    if host is None or _PERSONAL.search(address):
        return False
    name = host.group(1)
    return any(name == public or name.endswith("." + public) for public in _PUBLIC)
