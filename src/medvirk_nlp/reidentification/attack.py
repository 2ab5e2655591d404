"""The attack: which people of a list fit what a text tells, and where only one is left.

The attacker takes every text by itself, as it stands in a report without session and order. What
the text tells (a name, an age, a gender, a word from the list) narrows the list down. A clue that
fits nobody on the list is about somebody else and is passed over. Where clues leave one person,
that person is singled out; rightly or not, the harm is the same.

The attacker is eager on purpose: every «jenta» may be she, every age may be theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from medvirk_nlp.reading.vocabulary import fold
from medvirk_nlp.reidentification.attendance import Person, settings, stem

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_BAND = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,3})\s*år")
_YEARS = re.compile(
    r"(?<!\d)(\d{1,3})\s*-?\s*år(?:ing\w*|s|ig)?(?!\w)|\b(?:er|var|fylte|fyller|på|til)\s+(\d{1,2})\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GENITIVE = re.compile(r"['’]?s$")


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attacker got out of texts.

    Attributes
    ----------
    tried : int
        Texts looked at.
    people : int
        On the list.
    linked : tuple of str
        Ids of the texts that fit exactly one person.
    narrowed : tuple of str
        Ids of the texts that fit two to ``k - 1``.
    """

    tried: int
    people: int
    linked: tuple[str, ...]
    narrowed: tuple[str, ...]


def attack(texts: Mapping[str, str], people: Sequence[Person], k: int = 5) -> Attack:
    """Try to tell from each text who it is about.

    Parameters
    ----------
    texts : mapping of str to str
        By passage id.
    people : sequence of Person
    k : int
        From here on a text fits so many that it tells nobody.
    """
    fitting = {passage_id: len(candidates(text, people)) for passage_id, text in texts.items()}
    return Attack(
        tried=len(texts),
        people=len(people),
        linked=tuple(i for i, number in fitting.items() if number == 1),
        narrowed=tuple(i for i, number in fitting.items() if 1 < number < k),
    )


def candidates(text: str, people: Sequence[Person]) -> list[Person]:
    """Return the people who fit all that a text tells; nobody where it tells nothing.

    Parameters
    ----------
    text : str
        As a reader of the report sees it.
    people : sequence of Person
    """
    left = list(people)
    narrowed = False
    for fits in _clues(text, people):
        remaining = [person for person in left if fits(person)]
        if remaining:
            narrowed = narrowed or len(remaining) < len(left)
            left = remaining
    return left if narrowed else []


def _clues(text: str, people: Sequence[Person]) -> Iterator[Callable[[Person], bool]]:
    ages = set(_ages(text))
    # what stands in brackets is a word of the program, the same for everybody
    shown = _BRACKETS.sub(" ", text)
    words = {fold(word) for word in _words(shown)}
    known = {name for person in people for name in person.names}
    named = {name for word in _words(shown) for name in _as_name(word) if name in known}
    if named:
        yield lambda person: bool(person.names & named)
    if ages:
        yield lambda person: person.age in ages
    genders = {g for g, told in settings()["genders"].items() if words & set(told["words"])}
    if len(genders) == 1:
        yield lambda person: person.gender in genders
    for column in sorted({column for person in people for column in person.facts}):
        told = {
            fact
            for person in people
            for fact in person.facts.get(column, ())
            if _stands(fact, words)
        }
        if told:
            yield _has(column, told)


def _has(column: str, told: Iterable[str]) -> Callable[[Person], bool]:
    wanted = frozenset(told)
    return lambda person: bool(person.facts.get(column, frozenset()) & wanted)


def _stands(fact: str, words: Iterable[str]) -> bool:
    root = stem(fact)
    if root == fact:
        return fact in words
    return any(word.startswith(root) for word in words)


def _words(text: str) -> set[str]:
    found = set(_WORD.findall(text))
    return found | {part for word in found for part in word.split("-")}


def _as_name(word: str) -> Iterator[str]:
    """Yield the names a word may be; «liv» and «even» in lower case are words, not names."""
    from medvirk_nlp.detection.gazetteer import is_common_word

    for name in (fold(word), _GENITIVE.sub("", fold(word))):
        if word[:1].isupper() or not is_common_word(name):
            yield name


def _ages(text: str) -> Iterator[int]:
    folded = fold(text)
    for low, high in _BAND.findall(folded):
        yield from range(int(low), int(high) + 1)
    alone = _BAND.sub(" ", folded)
    for years, bare in _YEARS.findall(alone):
        yield int(years or bare)
    numbers = settings()["numbers"]
    for word in _WORD.findall(alone):
        written = word.split("år")[0] if "åring" in word else word
        if written in numbers and ("åring" in word or f"{word} år" in alone):
            yield numbers[written]
