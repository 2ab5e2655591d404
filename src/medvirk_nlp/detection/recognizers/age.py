"""Ages of persons, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.numerals import spelled


def _any(*keys: str) -> str:
    return rf"(?:{alternatives(word for key in keys for word in words('persons', key))})(?!\w)"


_SMALL = rf"(?:[1-9]|{spelled(2, 9)}|{_any('more_small')})"
_BIG = rf"(?:1[01]\d|[1-9]\d|{spelled(10, 99)}|hundre(?:og\w{{1,6}})?|{_any('more_big')})"
_MANY = rf"(?:{_BIG}|{_SMALL})"
_NUMBER = rf"(?:{_MANY}|0|{spelled(1, 1)})"
_HALF = r"(?:[ ]?½| 1/2|,5| og (?:en|et|eit|ein)? ?(?:halv|halvt|kvart|kvarte|trekvart)(?!\w))"
_MONTHS = rf" ?{_any('month_words')}"
_YEARS = rf"[ \-]?{_any('year_words')}(?: og (?:\d{{1,2}}|{spelled(1, 11)}){_MONTHS})?"
_OLD = rf" {_any('old_words')}"
_LENGTH = (
    rf"(?:{_NUMBER}{_HALF}?{_YEARS}|{_MANY}{_HALF}?{_MONTHS}|{_SMALL}{_HALF}{_YEARS})"
    rf"(?! {_any('not_age_after')})"
)
_UNIT = rf"(?! ?(?:{alternatives(words('units', 'counted'))})(?!\w))"
_FREE = rf"(?![\w%])(?![.,:/]\d| ?%|-\w){_UNIT}"
_STOP = rf"(?=[ ]?(?:[.,;:!?)\]/|\n»\"]|$|- )(?!\d)| {_any('after_age')})"
_SURE = rf"{_LENGTH}(?:{_OLD})?|{_NUMBER}{_HALF}{_FREE}|{_BIG}{_FREE}"
_AGE = rf"(?:{_SURE}|{_SMALL}(?!\w){_STOP})"
"""A number that may be an age where the words before it speak of a person: with a unit of time,
with a half, from ten up unless something is counted, below ten only where the phrase ends."""
_LOOSE_AGE = rf"(?:{_SURE}|{_SMALL}{_FREE})"
"""The same after words that leave no doubt."""

_PRONOUN = _any("pronouns")
_KIN = _any("kin")
_OWNER = _any("owners")
_HEDGE = rf"(?:{_any('hedges')} ){{0,2}}"
_COPULA = _any("copulas")
_NAME = r"(?P<name>[^\W\d_][\w\-]{1,40})"
_AND = r"(?: te | til | og |, |-)"

_TEEN = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}|{spelled(1, 99, '')})[ \-]?(?:åring(?:en)?"
    r"|årsdag(?:en)?|årsalder(?:en)?)s?(?!\w)"
)
_OLD_AGE = re.compile(rf"(?<![\w.,/\-]){_LENGTH}{_OLD}")
_TURNED = re.compile(
    rf"(?<!\w)(?:(?P<verb>{_any('turning')}) {_HEDGE}{_LOOSE_AGE}"
    rf"|(?P<became>{_any('becoming')}) {_HEDGE}{_AGE})"
)
_PERSON_IS = re.compile(
    rf"(?<!\w)(?:(?:{_PRONOUN}|{_KIN}(?: {_OWNER})?) (?:som )?{_COPULA}"
    rf"|{_COPULA} (?:{_PRONOUN}|{_KIN})|[\w]{{0,3}}'n {_COPULA}|{_COPULA}'n) {_HEDGE}"
    rf"(?P<n>{_AGE}(?:{_AND}{_AGE})?)"
)
_WHEN = re.compile(
    rf"(?<!\w)(?:da|då|når|siden|sidan|sia|til|te|fra|frå|enn) (?:{_PRONOUN}|vi|me|du) {_COPULA} "
    rf"{_HEDGE}(?P<n>{_LOOSE_AGE})"
)
_AND_IS = re.compile(rf"(?:,|(?<!\w)(?:og|som|å)) {_COPULA} {_HEDGE}(?P<n>{_SURE})")
_WE_ARE = re.compile(rf"(?<!\w)(?:vi|me|dei|de) {_COPULA} {_HEDGE}(?P<n>{_NUMBER}{_YEARS})")
_NAME_IS = re.compile(rf"(?<!\w){_NAME} (?:{_COPULA}|is) {_HEDGE}(?P<n>{_AGE})")
_KIN_AT = re.compile(
    rf"(?<!\w)(?:{_KIN}|ei|han|ho|hun|henne|meg|jeg|eg)(?: {_OWNER})? på {_HEDGE}"
    rf"(?P<n>{_LOOSE_AGE}(?:{_AND}{_AGE})?)"
)
_NAME_AT = re.compile(rf"(?<!\w){_NAME} på {_HEDGE}(?P<n>{_BIG}{_FREE}|{_SMALL}(?!\w){_STOP})")
_NAME_YEARS = re.compile(rf"(?<!\w){_NAME}(?: [^\W\d_]\.?)? (?P<n>\d{{1,2}}{_YEARS})")
_KIN_THEN = re.compile(
    rf"(?<!\w){_KIN},? {_HEDGE}(?P<n>{_LENGTH}|{_BIG}(?=[ ]?(?:[.,;:!?)|\n]|$))"
    rf"|{_MANY} og {_MANY}{_FREE})"
)
_PARENS = re.compile(
    rf"(?P<name>[\w.\-«»\"']{{1,60}}) ?\((?:begge )?(?P<hedge>{_HEDGE})"
    rf"(?P<n>(?:{_LENGTH}(?:{_OLD})?|{_NUMBER}{_HALF}?)(?:(?: og | ?, ?nesten |/)\d{{1,2}}(?!\d))?)"
    r"(?=[),;|])"
)
_LISTED = re.compile(
    r"(?<!\w)(?P<name>[A-ZÆØÅÁŠČĐ](?:[^\W\d_]|-){2,40}|[A-ZÆØÅ]\.)(?: [A-ZÆØÅ]\.?)?[»\"]?"
    r"(?:,[ ]?|[ ]?[|\t][ ]?|[ ]-[ ]?|[ ])(?P<n>[1-9]\d(?:-[1-9]\d)?)(?: år)?"
    r"(?=[ ]?(?:[,;·|)\t\n]|:(?!\d)|$)|[ ]- |[ ]m/|\.(?:[ \n]|$))"
)
_COMMA_SMALL = re.compile(r"[A-ZÆØÅÁŠČĐ][\w\-]{2,40}, (?P<n>\d)(?=\))")
_COMMA = re.compile(
    rf"(?<=[,(|] )(?P<n>{_NUMBER}{_HALF}?{_YEARS}(?:{_OLD})?){_STOP}"
    r"|(?<=[a-zæøå], )(?P<bare>1[0-9]|2[0-5])(?=, [a-zæøå]| og [a-zæøå])"
)
_HE_COMMA = re.compile(rf"(?<!\w){_PRONOUN}, (?P<n>{_BIG}{_HALF}?(?:{_YEARS})?)(?=,)")
_RANGE = re.compile(rf"(?<![\w.,/\-])(?P<n>\d{{1,2}}[ ]?-[ ]?\d{{1,2}}{_YEARS})(?=[ ]?[):])")
_BORN = re.compile(
    r"(?<!\w)(?:f|fødd|født|fødde|årskull|årgang)(?:\.|(?<=\w))?:? ?(?:i )?"
    r"(?:(?:høsten|hausten|våren|sommeren|sommaren|vinteren) )?"
    r"(?:(?:19|20)\d{2}|['’\-]\d{2}|\d{2})(?![\w]|[./\-:]\d| ?%)"
)
_GENERAL = re.compile(
    r"(?<!\w)(?:fra|frå|etter|før|ved|de|dei|du|man|ein|inntil|over|under"
    r"|(?:som|vi|de|dei|man|du|barnet) har) $"
)
_COUNTED = re.compile(r"(?<!\w)(?:det|dei|de|klokka|klokken|besøk|hva|kva)(?!\w)[ ,]{0,2}$")
_NOT_NAMES = frozenset(words("persons", "not_names"))
_NOT_SUBJECTS = _NOT_NAMES | frozenset(words("persons", "not_subjects"))
_OTHER_WORDS = frozenset(words("persons", "pronouns")) | frozenset(words("persons", "owners"))


class AgeRecognizer(NorwegianRecognizer):
    """Finds how old somebody is; durations, grades and legal thresholds are no ages."""

    entities = ("AGE",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield ages with the word that makes them one."""
        text = view.lower
        for found in _TEEN.finditer(text):
            yield Match(found.start(), found.end(), 0.9, "teen")
        for found in _OLD_AGE.finditer(text):
            yield Match(found.start(), found.end(), 0.85, "years_old")
        for found in _BORN.finditer(text):
            yield Match(found.start(), found.end(), 0.85, "born")
        for found in _TURNED.finditer(text):
            if _turned(text, found):
                yield Match(found.start(), found.end(), 0.85, "turned")
        for pattern in (_PERSON_IS, _WHEN, _AND_IS, _WE_ARE, _KIN_AT, _KIN_THEN, _HE_COMMA):
            for found in pattern.finditer(text):
                yield Match(*found.span("n"), 0.8, "person")
        for found in _COMMA.finditer(text):
            yield Match(*found.span(), 0.6 if found.group("n") else 0.5, "between_commas")
        for found in _RANGE.finditer(text):
            yield Match(*found.span("n"), 0.6, "range")
        yield from _named(view)


def _named(view: View) -> Iterator[Match]:
    """Yield ages that stand by a name: «Jamal er fjorten», «Eline på 5», «Emma (10)»."""
    for pattern in (_NAME_IS, _NAME_AT, _NAME_YEARS):
        for found in pattern.finditer(view.lower):
            if _is_name(view, found, _NOT_SUBJECTS) and not _delayed(found):
                yield Match(*found.span("n"), 0.6, "name")
    for found in _PARENS.finditer(view.lower):
        told = found.group("hedge") or re.search(_YEARS, found.group("n"))
        if told or _is_name(view, found, _NOT_NAMES) or _is_person(found.group("name")):
            yield Match(*found.span("n"), 0.7, "in_parentheses")
    for pattern in (_LISTED, _COMMA_SMALL):
        for found in pattern.finditer(view.text):
            name = found.groupdict().get("name", "")
            if name.lower() not in _NOT_SUBJECTS:
                yield Match(*found.span("n"), 0.5, "listed")


def _is_name(view: View, found: re.Match[str], others: frozenset[str]) -> bool:
    """Tell whether the word before is written as a name is; one letter needs a grown age."""
    name = view.text[found.start("name") : found.end("name")].strip("«»\"'.")
    if not name or not name[0].isupper() or name.lower() in others:
        return False
    return len(name) > 2 or not name.isupper() or len(found.group("n")) > 1


def _is_person(word: str) -> bool:
    return word in _OTHER_WORDS or re.fullmatch(_KIN, word) is not None


def _delayed(found: re.Match[str]) -> bool:
    """Tell whether it is a length of time: in weeks or months, with nobody but a name before."""
    return re.search(rf"{_any('month_words')}$", found.group("n")) is not None


def _turned(text: str, found: re.Match[str]) -> bool:
    """Tell an age from a count («det ble ti») and from a threshold («etter fylte 18»)."""
    left = max(0, found.start() - 20)
    if _GENERAL.search(text, left, found.start()):
        return False
    if found.group("verb"):
        return True
    counted = _COUNTED.search(text, left, found.start())
    return not counted and not re.search(_any("month_words"), found.group())
