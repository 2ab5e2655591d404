"""Names for codes that come from elsewhere: ids of our kind, and guids of the others'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from uuid import UUID, uuid5

from medvirk_nlp.coding.codebook import Category, Code, Codebook

NAMESPACE = UUID("6f0c1f2e-6a53-5b0e-9f0a-3d1b7c6e2a41")
"""Under which all our guids are made; drawn once, never changed."""
LONGEST = 40
"""Characters of an id."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ŋ": "n", "ŧ": "t"})
_OTHER = re.compile(r"[^a-z0-9]+")


def guid(*parts: str) -> str:
    """Return the guid of a thing by what it is, so that the same thing always has the same.

    Source: RFC 9562, section 5.5 (version 5, SHA-1 of a name in a namespace).

    Parameters
    ----------
    *parts : str
        Kind and ids, as ``("code", "barnevern", "informasjon")``.
    """
    return str(uuid5(NAMESPACE, "\n".join(parts)))


def guid_of(codebook: Codebook, part: Code | Category) -> str:
    """Return the guid of a code or category: the one it came with, else our own."""
    return part.guid or guid("code", codebook.id, part.id)


def id_from(name: str, taken: Collection[str] = (), fallback: str = "kode") -> str:
    """Return an id for a name.

    Parameters
    ----------
    name : str
        As people wrote it.
    taken : collection of str
        Ids that are in use; a number is put behind one that is.
    fallback : str
        The id of a name without any letter of the Latin alphabet.

    Examples
    --------
    >>> id_from("Å bli hørt!"), id_from("Å bli hørt!", {"a_bli_hort"}), id_from("🙂")
    ('a_bli_hort', 'a_bli_hort_2', 'kode')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    stem = _OTHER.sub("_", plain).strip("_").lstrip("0123456789_")[:LONGEST].rstrip("_")
    stem = stem or fallback
    found, number = stem, 1
    while found in taken:
        number += 1
        ending = f"_{number}"
        found = stem[: LONGEST - len(ending)] + ending
    return found
