"""The last look before anything leaves: is anything that was removed still in the finished files?

The check opens the bytes as they lie on the disk and shares no code with the rooms that found and
removed personal data, or with the writers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medvirk_nlp.reporting.leak_texts import CannotOpenError, Part, parts, readings

SHORT = 8
"""Secrets of fewer characters must stand as words of their own to count."""
SHORT_NAME = 4
"""Names this short are also ordinary words («per», «liv»): upper and lower case must agree."""
_FEWEST_DIGITS = 6
_BINARY_SHORTEST = 6
_NUMBER = re.compile(r"\d(?:[\s.,\-/()+\u2010-\u2015]{0,3}\d)+")
_LINE_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_BLANKS = re.compile(r"\s+")
_INFLECTION = r"(?:['’]?s|['’])?"


@dataclass(frozen=True, slots=True)
class Leak:
    """A place that must be mended before release. Never says what was found.

    Attributes
    ----------
    path_name : str
        Name of the finished file.
    place : str
        Numbers of the members within the file («/7» is the seventh), «/0» for the list of members,
        "name" for the name of the file itself, empty for the file as a whole.
    kind : {"found", "unchecked"}
        Something was found, or a part could not be opened and so not be checked.
    """

    path_name: str
    place: str
    kind: Literal["found", "unchecked"] = "found"


def leak_check(
    paths: Iterable[Path], secrets: Iterable[str], allowed: Iterable[str] = ()
) -> list[Leak]:
    """Look for secrets in finished files, in every part, encoding and way of writing.

    Parameters
    ----------
    paths : iterable of Path
        Finished files.
    secrets : iterable of str
        What must not be in them: the surface of what was masked. Compared without regard to case,
        composition, hidden characters, spaces and line breaks; numbers of six digits and more by
        their digits alone.
    allowed : iterable of str
        What the report prints on purpose, such as the name of the municipality.

    Returns
    -------
    list of Leak
        Sorted, each place once; empty where the files are clean. A path that is no file is reported
        as not checked.
    """
    wanted = _Secrets(secrets, allowed)
    leaks: set[tuple[str, str, Literal["found", "unchecked"]]] = set()
    for path in paths:
        if wanted.in_part(Part("", path.name.encode("utf-8", "surrogatepass"))):
            leaks.add((path.name, "name", "found"))
        try:
            for part in parts(path.read_bytes()):
                if wanted.in_part(part):
                    leaks.add((path.name, part.place, "found"))
        except CannotOpenError as error:
            leaks.add((path.name, str(error), "unchecked"))
        except OSError:
            leaks.add((path.name, "", "unchecked"))
    return [Leak(*leak) for leak in sorted(leaks)]


class _Secrets:
    """What is looked for, brought into the form the texts are brought into."""

    def __init__(self, secrets: Iterable[str], allowed: Iterable[str]) -> None:
        fine = {_canonical(text).casefold() for text in allowed}
        self._long: set[str] = set()
        self._words: dict[str, re.Pattern[str]] = {}
        self._names: dict[str, re.Pattern[str]] = {}
        self._numbers: set[str] = set()
        for secret in {_canonical(text) for text in secrets}:
            folded = secret.casefold()
            if not any(c.isalnum() for c in folded) or folded in fine:
                continue
            digits = _digits(secret)
            if len(digits) >= _FEWEST_DIGITS and not any(c.isalpha() for c in secret):
                self._numbers.add(digits)
            elif len(folded) >= SHORT:
                self._long.add(folded)
            elif len(folded) <= SHORT_NAME and folded.isalpha() and secret != folded:
                for form in (secret, secret.upper(), secret.capitalize()):
                    self._names[form] = _as_word(form)
            else:
                self._words[folded] = _as_word(folded)

    def in_part(self, part: Part) -> bool:
        """Say whether any secret is in a part."""
        return any(self._in_text(view, part.binary) for view in _views(part))

    def _in_text(self, text: str, binary: bool) -> bool:
        folded = text.casefold()
        if any(secret in folded for secret in self._long):
            return True
        if _any_word(self._words, folded, binary) or _any_word(self._names, text, binary):
            return True
        if not self._numbers:
            return False
        runs = [_digits(match[0]) for match in _NUMBER.finditer(text)]
        return any(number in run for number in self._numbers for run in runs)


def _views(part: Part) -> Iterator[str]:
    for text in readings(part):
        yield _canonical(text)
        if "-" in text:
            yield _canonical(_LINE_HYPHEN.sub("", text))


def _any_word(words: dict[str, re.Pattern[str]], text: str, binary: bool) -> bool:
    return any(
        word in text and pattern.search(text) is not None
        for word, pattern in words.items()
        if not binary or len(word) >= _BINARY_SHORTEST
    )


def _as_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(word)}{_INFLECTION}(?![^\W_])")


def _canonical(text: str) -> str:
    """Compatibility-composed, without hidden characters, each run of blanks as one space."""
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf" and not _selects(c))
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", shown)).strip()


def _selects(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
