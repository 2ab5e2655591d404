"""Which mentions of names are the same person, and in which forms to look for each person.

Names are never compared by likeness: Ann and Anna, Ole and Ola are different people. A shorter
mention belongs to a longer one if its parts stand in it in the same order ("Kari", "Kari N.",
"K.N." in "Kari Elise Nordmann") and in no other; where several fit, it stays by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Name = tuple[str, ...]
"""Folded parts of a name; single letters are initials."""
FormKind = Literal["name", "abbreviation", "initials"]
"""How it must be written to count: any case; last letter a capital; all capitals."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which a person is written.

    Attributes
    ----------
    parts : tuple of str
        Folded tokens.
    owner : tuple of str
        The fullest name of the person, or the form itself where several persons share it.
    kind : {"name", "abbreviation", "initials"}
    """

    parts: Name
    owner: Name
    kind: FormKind


def owners(mentions: Iterable[Name]) -> dict[Name, Name]:
    """Map every mention to the fullest name of its person, or to itself where that is open."""
    persons: list[Name] = []
    with_part: dict[str, list[Name]] = {}
    owner: dict[Name, Name] = {}
    for name in sorted(set(mentions), key=lambda n: (-_full_parts(n), -len(n), n)):
        whole = [part for part in name if len(part) > 1]
        rarest = min((with_part.get(part, []) for part in whole), key=len, default=persons)
        fitting = [person for person in rarest if _fits(name, person)]
        owner[name] = fitting[0] if len(fitting) == 1 else name
        if not fitting:
            persons.append(name)
            for part in set(whole):
                with_part.setdefault(part, []).append(name)
    return owner


def forms(owner: dict[Name, Name], particles: Collection[str]) -> list[Form]:
    """Return all forms to look for, each once, sorted.

    Parameters
    ----------
    owner : dict of tuple to tuple
        From `owners`.
    particles : collection of str
        Parts that never stand for the person alone ("van", "bin").
    """
    found: dict[Name, tuple[FormKind, set[Name]]] = {}

    def add(parts: Name, person: Name, kind: FormKind) -> None:
        found.setdefault(parts, (kind, set()))[1].add(person)

    for name, person in owner.items():
        for part in name:
            if len(part) > 1 and part not in particles:
                add((part,), person, "name")
    for person in set(owner.values()):
        first, last = person[0], person[-1]
        if len(person) > 1 and len(first) > 1 and len(last) > 1:
            add((first, last), person, "name")
            add((first + last,), person, "name")
            add((first, last[0]), person, "abbreviation")
            add((first[0], last[0]), person, "initials")
    result = {parts: Form(parts, _only(who, parts), kind) for parts, (kind, who) in found.items()}
    for name, person in owner.items():  # as it was met; decides over what is derived
        result[name] = Form(name, person, _kind(name))
        if _full_parts(name) == 0 and len(name) > 1:
            result.setdefault(("".join(name),), Form(("".join(name),), person, "initials"))
    return sorted(result.values(), key=lambda form: form.parts)


def _only(who: set[Name], parts: Name) -> Name:
    return next(iter(who)) if len(who) == 1 else parts


def _kind(name: Name) -> FormKind:
    if _full_parts(name) == 0:
        return "initials"
    return "abbreviation" if len(name[-1]) == 1 else "name"


def _full_parts(name: Name) -> int:
    return sum(len(part) > 1 for part in name)


def _fits(short: Name, long: Name) -> bool:
    """Tell whether the parts of ``short`` stand in ``long`` in order; a letter fits its word."""
    if _full_parts(short) == 0:
        letters = tuple(part[0] for part in long)
        return len(short) > 1 and short in (letters, (letters[0], letters[-1]))
    rest = iter(long)
    return all(any(part in (other, other[0]) for other in rest) for part in short)
