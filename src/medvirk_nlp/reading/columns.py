"""What the columns of a survey hold: free text, a scale, a trait, an identity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.identity import is_person
from medvirk_nlp.reading.vocabulary import Vocabulary, fold, vocabulary

COLUMN_KINDS = ("username", "id", "time", "email", "name", "contact", "setting")
IDENTIFYING_KINDS = frozenset({"username", "email", "name", "contact"})
"""Kinds of columns whose answers say who somebody is."""
_COPY_DIGITS = re.compile(r"(?<=[a-zæøåA-ZÆØÅ])\d{1,2}$")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LONG_ANSWER = 5
"""Mean words from which a column counts as free text whatever its heading says."""
_FEW_VALUES = 7
_SHORT_ANSWER = 4
_FEWEST_NAMES = 2
"""Answers that must all look like names before a column is one of names."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a survey.

    Attributes
    ----------
    heading : str
    role : ColumnRole
    kind : str
        Why it is dropped: "username", "id", "time", "email", "name", "contact", "setting" or
        "override".
    """

    heading: str = field(repr=False)
    role: ColumnRole
    kind: str = ""


def column_roles(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    overrides: Mapping[str, ColumnRole],
) -> list[Column]:
    """Return a column for each heading; settings of the project go before guessing."""
    chosen = {fold(heading): role for heading, role in overrides.items()}
    words = vocabulary()
    columns = []
    for index, heading in enumerate(headings):
        answers = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        if role := chosen.get(fold(heading)):
            kind = _identity(heading, answers, words) or "override" if role == "drop" else ""
            columns.append(Column(heading, role, kind))
        elif kind := _identity(heading, answers, words):
            columns.append(Column(heading, "drop", kind))
        else:
            columns.append(Column(heading, _guess(heading, answers, words)))
    return columns


def is_identity_heading(heading: str) -> bool:
    """Tell whether a heading is one that survey tools add by themselves, or asks for identity."""
    return bool(_named_kind(heading, vocabulary()))


def _named_kind(heading: str, words: Vocabulary) -> str:
    for form in (heading, _COPY_DIGITS.sub("", heading.strip())):
        for kind in COLUMN_KINDS:
            if words.column(kind, form):
                return kind
    return ""


def _identity(heading: str, answers: Sequence[str], words: Vocabulary) -> str:
    """Return why a column is dropped, empty where it is not."""
    kind = _named_kind(heading, words)
    wordy = _mean_words(answers) > _LONG_ANSWER
    if kind and not wordy:
        return kind
    if not kind and answers and all(_EMAIL.fullmatch(answer) for answer in answers):
        return "email"
    named = len(answers) >= _FEWEST_NAMES and all(is_person(answer, words) for answer in answers)
    if not kind and named and "?" not in heading:
        return "name"
    return ""


def _guess(heading: str, answers: Sequence[str], words: Vocabulary) -> ColumnRole:
    mean = _mean_words(answers)
    if words.column("quasi", heading) and mean <= _LONG_ANSWER:
        return "quasi"
    if not answers or mean > _LONG_ANSWER:
        return "feedback"
    plain = [answer.strip(" ;.").replace(",", ".") for answer in answers]
    if all(re.fullmatch(r"\d{1,2}(\.\d+)?", answer) for answer in plain):
        return "scale"
    if all(words.has("scale_answers", part) for answer in plain for part in answer.split(";")):
        # An open question answered «nei» by everybody reads the same; nothing is lost, since a
        # scale is kept as text too.
        return "scale"
    distinct = {fold(answer) for answer in plain}
    repeated = len(answers) >= 2 * _FEW_VALUES and len(distinct) <= _FEW_VALUES
    return "scale" if repeated and mean <= _SHORT_ANSWER else "feedback"


def _mean_words(answers: Sequence[str]) -> float:
    return sum(len(answer.split()) for answer in answers) / len(answers) if answers else 0.0
