"""Which labels of a document are one person: «M:», «Mathea:» and «Mathea (19)» on the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from medvirk_nlp.reading.vocabulary import fold

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TOKEN = re.compile(r"[^\W_]+")
_CAPITALS = 3
"""Most letters of a label in capitals that is read as initials («TL»)."""
_MOST_PEOPLE = 400
"""More labels than this are no speakers of one session, and take too long to compare."""


def same_person(labels: Sequence[str], listed: Iterable[str]) -> dict[str, str | None]:
    """Return for each folded label the person it stands for, None where that is not certain.

    A label stands for the only person it fits: of those the note lists as present, else of the
    fuller labels. Two labels may be taken for one person, one person never for two.

    Parameters
    ----------
    labels : sequence of str
        As written before the colons of the document.
    listed : iterable of str
        Names of those present, of those who lead as well, so that an initial that fits both a
        participant and a leader is not taken for either.

    Returns
    -------
    mapping of str to (str or None)
        Any key that is the same for the same person.
    """
    people = list(dict.fromkeys(fold(_BRACKETS.sub("", name)) for name in listed))
    people = [name for name in people if name]
    from_list = bool(people)
    if len(people) + len(set(labels)) > _MOST_PEOPLE:
        return {fold(label): None for label in labels}
    found: dict[str, str | None] = {}
    for label in sorted(set(labels), key=lambda name: (-_length(name), name)):
        fitting = [person for person in people if _fits(label, person)]
        exact = [person for person in fitting if person == fold(_BRACKETS.sub("", label))]
        if exact or len(fitting) == 1:
            found[fold(label)] = (exact or fitting)[0]
        elif fitting or (from_list and _is_initials(label)):
            found[fold(label)] = None
        else:
            people.append(fold(_BRACKETS.sub("", label)))
            found[fold(label)] = people[-1]
    return found


def tags(people: Mapping[str, str | None], known: Mapping[str, str]) -> dict[str, str]:
    """Return ``known`` with an opaque tag ("s1", "s2", …) for every further person."""
    new = sorted({person for person in people.values() if person} - known.keys())
    return {**known, **{who: f"s{n}" for n, who in enumerate(new, start=len(known) + 1)}}


def _tokens(name: str) -> list[str]:
    return _TOKEN.findall(fold(_BRACKETS.sub("", name)))


def _length(label: str) -> int:
    return 0 if _is_initials(label) else sum(map(len, _tokens(label)))


def _is_initials(label: str) -> bool:
    letters = [character for character in label if character.isalpha()]
    digits = any(map(str.isdigit, label))
    single = all(len(token) == 1 for token in _tokens(label))
    return not digits and (single or (len(letters) <= _CAPITALS and label.isupper()))


def _fits(label: str, person: str) -> bool:
    """Tell whether one name is a shorter way of writing the other."""
    own, other = _tokens(label), _tokens(person)
    short, long = sorted((own, other), key=lambda tokens: (len(tokens), sum(map(len, tokens))))
    if _embeds(short, long):
        return True
    letters = list("".join(own))
    return _is_initials(label) and len(letters) > 1 and _embeds(letters, other)


def _embeds(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether the words of ``short`` stand in ``long`` in order, initials for words allowed.

    A lone initial must be that of the first word: «M» is Mathea, not Siv Moe.
    """
    if not short or (len(short[0]) == 1 and not long[0].startswith(short[0])):
        return False
    left = iter(long)
    return all(
        any(token == word or (len(token) == 1 and word.startswith(token)) for word in left)
        for token in short
    )
