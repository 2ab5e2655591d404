"""What the cluster search starts from: the sure findings, known names, introduced initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from medvirk_nlp.detection.name_context import in_capitals, is_list_of_names
from medvirk_nlp.detection.name_words import name_words
from medvirk_nlp.detection.persons import Name
from medvirk_nlp.detection.tokens import Token, joint, tokenize
from medvirk_nlp.records import DIRECT_TYPES, Finding

PROPAGATED = DIRECT_TYPES | {"LOCATION", "ORGANIZATION"}
"""Types whose surface points at the same thing wherever it stands. An age or a date does not."""
_NOWHERE = (1 << 60, 0)
_INITIALS = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.[ \u00a0]?){2,3}|(?<![^\W_])[^\W\d_]{2,3}(?![^\W_])"
)
_VOWELS = set("aeiouyæøåéèäö")
_VIEW = 40
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Seed:
    """A mention to look for elsewhere.

    Attributes
    ----------
    entity_type : str
    parts : tuple of str
        Folded tokens, without genitive; initials as single letters.
    steps : tuple of str
        The same, each but the first with what stands before it.
    position : (int, int)
        Number of the text and offset.
    stem : str or None
        The last part without -s, where that may be a genitive ("Anders": a name, or Ander's).
    """

    entity_type: str
    parts: Name
    steps: tuple[str, ...]
    position: tuple[int, int]
    stem: str | None = None


def read_seeds(
    text: str,
    findings: Iterable[Finding],
    number: int,
    threshold: float,
    is_name: Callable[[str], bool] | None,
) -> Iterator[Seed]:
    """Yield the seeds of one text.

    Parameters
    ----------
    text : str
    findings : iterable of Finding
        Those below ``threshold`` and of types that are not looked for are passed over.
    number : int
        Place of the text in the run.
    threshold : float
        0 to 1.
    is_name : callable or None
        Whether a folded word is in a list of names.
    """
    persons = []
    for finding in findings:
        if finding.score < threshold or finding.entity_type not in PROPAGATED:
            continue
        surface = text[finding.start : finding.end]
        position = (number, finding.start)
        if finding.entity_type == "PERSON":
            persons.append(finding)
            yield from _person(surface, position, is_name)
        else:
            yield from _other(finding.entity_type, surface, position)
    yield from _introduced(text, number)


def seeds_of_known_name(known: str, is_name: Callable[[str], bool] | None) -> Iterator[Seed]:
    """Yield the seeds of a name ("Kari Nordmann", "Nordmann, Kari") or an e-mail address."""
    if "@" in known:
        yield from _other("EMAIL_ADDRESS", known, _NOWHERE)
        return
    last, comma, first = known.partition(",")
    name = f"{first.strip()} {last.strip()}" if comma else known.strip()
    for seed in _person(name, _NOWHERE, is_name):
        if not name_words().not_names.intersection(seed.parts):
            yield seed


def _person(
    surface: str, position: tuple[int, int], is_name: Callable[[str], bool] | None
) -> Iterator[Seed]:
    tokens = tokenize(surface)
    if not tokens or all(token.key.isdecimal() for token in tokens):
        return
    if len(tokens) == 1 and _reads_as_initials(surface[tokens[0].start : tokens[0].end], is_name):
        letters = tuple(tokens[0].key)
        yield Seed("PERSON", letters, (letters[0], *(" " + x for x in letters[1:])), position)
        return
    tokens, sure = _without_apostrophe(surface, tokens)
    steps = _steps(surface, tokens)
    parts = tuple(token.key for token in tokens)
    words = name_words()
    if len(parts) == 1 and parts[0] in words.particles | words.not_names:
        return
    stem = None if sure else _stem(parts[-1], is_name)
    if stem is not None and is_name is not None and is_name(stem):
        steps = (*steps[:-1], steps[-1].removesuffix("s"))
        parts, stem = (*parts[:-1], stem), None
    yield Seed("PERSON", parts, steps, position, stem)


def _stem(word: str, is_name: Callable[[str], bool] | None) -> str | None:
    """Return a word in -s without it, unless the word is known to be a name as it is."""
    stem = word[:-1]
    if not word.endswith("s") or len(stem) < _SHORTEST_STEM:
        return None
    return None if is_name is not None and is_name(word) else stem


def _reads_as_initials(word: str, is_name: Callable[[str], bool] | None) -> bool:
    """Tell whether a word in capitals is initials ("TH") and no name ("ALI", "BO")."""
    if not word.isupper() or not 2 <= len(word) <= 3:
        return False
    if is_name is not None and is_name(word.casefold()):
        return False
    return len(word) == 2 or not _VOWELS.intersection(word.casefold())


def _without_apostrophe(surface: str, tokens: list[Token]) -> tuple[list[Token], bool]:
    """Take a genitive with apostrophe away, and tell whether there was one."""
    if len(tokens) > 1 and tokens[-1].key == "s" and surface[tokens[-1].start - 1] in "'’´`":
        return tokens[:-1], True
    return tokens, surface[tokens[-1].end :].startswith(("'", "’"))


def _other(entity_type: str, surface: str, position: tuple[int, int]) -> Iterator[Seed]:
    tokens = tokenize(surface)
    if not tokens or (len(tokens) == 1 and len(tokens[0].key) < 2):
        return
    steps = _steps(surface, tokens)
    yield Seed(entity_type, tuple(token.key for token in tokens), steps, position)


def _steps(surface: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    gaps = (joint(surface, left, right) for left, right in pairwise(tokens))
    return (
        tokens[0].key,
        *((gap or " ") + token.key for gap, token in zip(gaps, tokens[1:], strict=True)),
    )


def _introduced(text: str, number: int) -> Iterator[Seed]:
    """Yield initials that stand where a person is introduced: a list of names, behind a role."""
    for match in _INITIALS.finditer(text):
        word = match.group()
        letters = tuple(char.casefold() for char in word if char.isalpha())
        if not word.isupper() or "".join(letters) in name_words().abbreviations:
            continue
        if in_capitals(text, match.start(), match.end()):
            continue
        if is_list_of_names(text, match.start()) or _behind_role(text, match.start()):
            steps = (letters[0], *(" " + letter for letter in letters[1:]))
            yield Seed("PERSON", letters, steps, (number, match.start()))


def _behind_role(text: str, position: int) -> bool:
    """Tell whether the word before is a role or a farewell («saksb. KN», «Hilsen KN»)."""
    before = text[max(0, position - _VIEW) : position].rstrip(" .:,\t\u00a0(")
    word = re.search(r"[^\W\d_]+$", before)
    return word is not None and word.group().casefold().startswith(name_words().roles)
