"""Something coarser in the place of something particular: 14 år -> [13-15 år]."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.records import Finding
from medvirk_nlp.texts import texts

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_HALF = re.compile(r"[,.]\d|½|1/2| og (?:en|et|eit|ein) (?:halv|kvart|trekvart)\w*")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-\d{1,2}(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)\d{1,2}\s?[./-]\s?(\d{1,2})(?:\s?[./-]\s?(\d{4}|\d{2}))?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SEASON_OF_MONTH = ("winter", "spring", "summer", "autumn")
_THIS_CENTURY = 50
"""A year of two digits below this is of the 2000s."""
_VIEW = 30  # characters around a finding that tell what it is


class Generalizer:
    """Chooses what stands in the place of a finding.

    Never says more than the plain placeholder of the type where it is in doubt.

    Parameters
    ----------
    policy : Policy
    language : {"nb", "nn", "en"}
        Of the placeholders.
    """

    def __init__(self, policy: Policy, language: str = "nb") -> None:
        self._policy = policy
        self._texts = texts(language)
        self._special = {
            "AGE": self._age,
            "DATE": self._date,
            "DEMOGRAPHIC": self._demographic,
            "LOCATION": self._location,
            "ORGANIZATION": self._organization,
        }
        silent = [self._placeholder(key) for key in lexicon("generalize")["silent"]]
        self._silent = {f"[{name}]" for name in (*silent, self._texts("anonymization.age.adult"))}

    def label(self, text: str, finding: Finding) -> str:
        """Return what is written in the place of a finding, in brackets.

        Parameters
        ----------
        text : str
        finding : Finding
            With the action of the policy. One of action "mask" gets the plain placeholder.
        """
        special = self._special.get(finding.entity_type)
        coarser = None
        if special is not None and finding.action in ("generalize", "review"):
            coarser = special(text, finding)
        if coarser is None:
            coarser = self._placeholder(self._policy.types[finding.entity_type].placeholder)
        return f"[{coarser}]"

    def telling(self, text: str, finding: Finding) -> str | None:
        """Return what a reader of the clean text learns from a finding, None where nothing.

        Parameters
        ----------
        text : str
        finding : Finding
            With the action of the policy. One that is kept tells its own words, folded.
        """
        if finding.action == "keep":
            return " ".join(text[finding.start : finding.end].casefold().split())
        label = self.label(text, finding)
        return None if label in self._silent else label

    def _placeholder(self, key: str) -> str:
        return self._texts(f"anonymization.placeholder.{key}")

    def _age(self, text: str, finding: Finding) -> str | None:
        ages = _ages(text[finding.start : finding.end].casefold())
        starts = self._policy.age_bands
        bands = {max(i for i, start in enumerate(starts) if start <= age) for age in ages}
        if len(bands) != 1:
            return None
        band = bands.pop()
        if band == len(starts) - 1:
            return self._texts("anonymization.age.adult")
        low, high = starts[band], starts[band + 1] - 1
        return self._texts("anonymization.age.band", low=low, high=high)

    def _date(self, text: str, finding: Finding) -> str | None:
        if _mentions(
            "birth", _line_before(text, finding.start) + text[finding.start : finding.end]
        ):
            return None
        season, year = _season_and_year(text[finding.start : finding.end].casefold())
        if season is None:
            return None
        name = self._texts(f"anonymization.season.{season}")
        if year is None:
            return name
        return self._texts("anonymization.season.with_year", season=name, year=year)

    def _demographic(self, text: str, finding: Finding) -> str | None:
        if finding.confidential == "religion":
            return self._placeholder("faith")
        surface = text[finding.start : finding.end]
        if finding.confidential not in ("sexuality", "politics") and _mentions(
            "language", _line_before(text, finding.start) + surface
        ):
            return self._placeholder("language")
        return None

    def _location(self, text: str, finding: Finding) -> str | None:
        surface = text[finding.start : finding.end].casefold()
        known = surface in _countries() or surface.removesuffix("s") in _countries()
        return self._placeholder("country") if known else None

    def _organization(self, text: str, finding: Finding) -> str | None:
        if finding.confidential is not None:  # the kind alone would tell the faith
            return None
        surface = text[finding.start : finding.end].casefold()
        for kind in lexicon("generalize")["organization"]:
            if _mentions(f"organization.{kind}", surface):
                return self._placeholder(kind)
        return None


def _ages(surface: str) -> list[int]:
    """Return the ages that a surface names, in whole years; none where it names a birth year."""
    surface = _HALF.sub("", surface)
    surface = re.split(r"\bår og ", surface)[0]  # "to år og tre måneder"
    numbers = [int(number) for number in _NUMBER.findall(surface)]
    if not numbers:
        numbers = _spelled(surface)
    if any(number > 120 for number in numbers):
        return []
    if _mentions("age_units.months", surface) and not _mentions("age_units.years", surface):
        return [0] * len(numbers)
    return numbers


def _spelled(surface: str) -> list[int]:
    """Return the numbers written in words, "fjortenåring" included; an article only if alone."""
    # here, because the package of the recognizers brings Presidio with it
    from medvirk_nlp.detection.recognizers.numerals import cardinals

    found = []
    for word in _WORD.findall(surface):
        stem = word.partition("år")[0] or word
        value = cardinals().get(word, cardinals().get(stem))
        if value is not None:
            found.append(value)
    return [value for value in found if value != 1] or found


def _season_and_year(surface: str) -> tuple[str | None, int | None]:
    """Read the season and the year of a date in figures or words."""
    iso = _ISO_DATE.search(surface)
    if iso:
        return _season_of(int(iso[2])), int(iso[1])
    full_year = _YEAR.search(surface)
    year = int(full_year[0]) if full_year else None
    for word in _WORD.findall(surface):
        for season in _SEASON_OF_MONTH:
            if _pattern(f"season.{season}").fullmatch(word):
                if season == "winter" and word in lexicon("generalize")["not_feast"]:
                    continue
                return season, year
    numeric = _DAY_MONTH.search(surface)
    if numeric is None:
        return None, None
    if numeric[2] and len(numeric[2]) == 2:
        short = int(numeric[2])
        year = short + (2000 if short < _THIS_CENTURY else 1900)
    return _season_of(int(numeric[1])), year


def _season_of(month: int) -> str | None:
    """Return the meteorological season: December to February is winter."""
    return _SEASON_OF_MONTH[month % 12 // 3] if 1 <= month <= 12 else None


def _line_before(text: str, start: int) -> str:
    """Return the words just before a finding, on its line."""
    return text[max(0, start - _VIEW) : start].rpartition("\n")[2]


def _mentions(key: str, passage: str) -> bool:
    pattern = _pattern(key)
    return any(pattern.fullmatch(word) for word in _WORD.findall(passage.casefold()))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """Compile a list of ``generalize.yaml``; * stands for any letters."""
    node = lexicon("generalize")
    for part in key.split("."):
        node = node[part]
    entries: Iterable[str] = node
    return re.compile("|".join(re.escape(e).replace(r"\*", r"[^\W\d_]*") for e in entries))


@cache
def _countries() -> frozenset[str]:
    source = files("medvirk_nlp") / "resources" / "lexicons" / "countries.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))
