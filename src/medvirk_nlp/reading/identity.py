"""What looks like the name, address or number of a person, and what only names a role or a body."""

from __future__ import annotations

import re

from medvirk_nlp.reading.vocabulary import Vocabulary, fold

_TOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞČĐŊŠŦŽŁŚŻ][\w’'.-]*")
_ENDING_NUMBER = re.compile(r"[\s-]*(?:\d{1,3}|[A-Z])$")
_CONTACT = re.compile(
    r"[^\s@,;()]{1,64}@[^\s@,;()]{1,250}\.[^\s@,;().]{1,60}|\+?\d(?:[\s.-]?\d){4,}"
)
_BRACKETS = re.compile(r"[()\[\]]")
_FEWEST, _MOST = 2, 4
"""Words of a person's name where nothing but its form tells that it is one."""


def names_nobody(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is but a role, a body or a stand-in («Rektor», «Ungdom 2», «Gjest»)."""
    bare = _ENDING_NUMBER.sub("", text.strip(" ,.;:"))
    if vocabulary.has("generic_authors", text) or vocabulary.has("generic_authors", bare):
        return True
    parts = fold(bare).split()
    roles = [part for part in parts if _is_role(part, vocabulary)]
    linked = [part for part in parts if vocabulary.has("name_particles", part)]
    return not parts or (bool(roles) and len(roles) + len(linked) >= len(parts))


def without_role(name: str, vocabulary: Vocabulary) -> str:
    """Return a name without the role before it («Rektor Anne»), empty for a body («NAV Storhavn»).

    The role must go: what is known as a name is masked wherever it stands.
    """
    parts = name.split()
    body = False
    while parts and _is_role(fold(parts[0]), vocabulary):
        body = body or (parts[0].isupper() and len(parts[0]) > 1)
        parts = parts[1:]
    return "" if body and len(parts) < _FEWEST else " ".join(parts)


def is_person(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text has the form of a full name: two to four capitalised words, no role."""
    parts = text.replace(",", " ").split()
    if not _FEWEST <= len(parts) <= _MOST or any(_is_role(fold(p), vocabulary) for p in parts):
        return False
    capital = [part for part in parts if _TOKEN.fullmatch(part)]
    others = [part for part in parts if part not in capital]
    shouted = all(part.isupper() and len(part) <= _MOST for part in capital)
    return (
        len(capital) >= _FEWEST
        and not shouted
        and all(vocabulary.has("name_particles", part) for part in others)
    )


def identities(value: str, vocabulary: Vocabulary) -> list[str]:
    """Return what in the answer of a survey identifies somebody: names, e-mail, long numbers."""
    found = [match.group() for match in _CONTACT.finditer(value)]
    for part in _BRACKETS.split(_CONTACT.sub(" ", value)):
        surname_first = part.strip(" ,;")
        pieces = [piece.strip() for piece in re.split(r"[,;/]| – ", part)]
        if is_person(surname_first, vocabulary):
            found.append(surname_first)
        else:
            # The last pieces tell where somebody works, the first who it is.
            found += [piece for piece in pieces[:1] if is_person(piece, vocabulary)]
    return found


def _is_role(word: str, vocabulary: Vocabulary) -> bool:
    word = word.strip(".,")
    return vocabulary.has("role_words", word) or vocabulary.ends("role_endings", word)
