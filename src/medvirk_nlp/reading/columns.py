"""What the columns of a survey hold: free text, a scale, a trait, an identity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.closed import is_choice
from medvirk_nlp.reading.identity import is_person
from medvirk_nlp.reading.survey_words import asks_openly, is_scale_answer, listed
from medvirk_nlp.reading.vocabulary import Vocabulary, fold, vocabulary

COLUMN_KINDS = ("username", "id", "time", "email", "name", "contact", "setting")
IDENTIFYING_KINDS = frozenset({"username", "email", "name", "contact"})
"""Kinds of columns whose answers say who somebody is."""
_COPY_DIGITS = re.compile(r"(?<=[a-zæøåA-ZÆØÅ])\d{1,2}$")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LONG_ANSWER = 5
"""Mean words from which a column counts as free text whatever its heading says."""
_FEW_VALUES = 7
_FEWEST_ON_SCALE = 3
"""Answers that must all stand on a scale; one «bra» may be somebody's comment."""
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
    setting : str or None
        The key of the project's settings that chose the role; None for a guess.
    """

    heading: str = field(repr=False)
    role: ColumnRole
    kind: str = ""
    setting: str | None = field(default=None, repr=False)


def column_roles(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    overrides: dict[str, ColumnRole],
) -> list[Column]:
    """Return a column for each heading; settings of the project go before guessing.

    Parameters
    ----------
    headings : sequence of str
    rows : sequence of sequence of str
        The answers.
    overrides : dict of str to ColumnRole
        By heading, or by the number of the column from 1; the last that fits holds.
    """
    words = vocabulary()
    columns = []
    for index, heading in enumerate(headings):
        answers = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        names = (fold(heading), str(index + 1))
        key = next((key for key in reversed(overrides) if fold(key) in names), None)
        identity = _identity(heading, answers, words)
        if key is not None:
            role = overrides[key]
            columns.append(Column(heading, role, _why(role, identity or "override"), key))
        elif identity:
            columns.append(Column(heading, "drop", identity))
        else:
            columns.append(Column(heading, guess_role(heading, answers)))
    return _with_question(columns)


def _why(role: ColumnRole, kind: str) -> str:
    return kind if role == "drop" else ""


def _with_question(columns: list[Column]) -> list[Column]:
    """Find the column of questions in a table with one answer a row («Spørsmål», «Svar»)."""
    free = [n for n, c in enumerate(columns) if c.setting is None and c.role != "drop"]
    asked = [n for n in free if listed("long_question", columns[n].heading)]
    answered = any(listed("long_answer", c.heading) for c in columns if c.role != "drop")
    if len(asked) == 1 and answered and not any(c.role == "question" for c in columns):
        columns[asked[0]] = replace(columns[asked[0]], role="question")
    return columns


def is_identity_heading(heading: str) -> bool:
    """Tell whether a heading is one that survey tools add by themselves, or asks for identity."""
    return bool(identity_kind(heading))


def identity_kind(heading: str) -> str:
    """Return which of `COLUMN_KINDS` a heading asks for; empty for none."""
    return _named_kind(heading, vocabulary())


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


def guess_role(heading: str, answers: Sequence[str]) -> ColumnRole:
    """Return what the answers under a heading seem to be: comments, a scale or a trait."""
    words = vocabulary()
    mean = _mean_words(answers)
    if words.column("quasi", heading) and mean <= _LONG_ANSWER:
        return "quasi"
    if is_choice(answers):
        return "scale"
    if not answers or mean > _LONG_ANSWER:
        return "feedback"
    plain = [answer.strip(" ;.").replace(",", ".") for answer in answers]
    if all(re.fullmatch(r"\d{1,2}(\.\d+)?", answer) for answer in plain):
        return "scale"
    parts = [part for answer in plain for part in answer.split(";")]
    on_scale = len(answers) >= _FEWEST_ON_SCALE and not asks_openly(heading)
    if all(words.has("scale_answers", p) or (on_scale and is_scale_answer(p)) for p in parts):
        # An open question answered «nei» by everybody reads the same; nothing is lost, since a
        # scale is kept as text too.
        return "scale"
    distinct = {fold(answer) for answer in plain}
    repeated = len(answers) >= 2 * _FEW_VALUES and len(distinct) <= _FEW_VALUES
    return "scale" if repeated and mean <= _SHORT_ANSWER else "feedback"


def _mean_words(answers: Sequence[str]) -> float:
    return sum(len(answer.split()) for answer in answers) / len(answers) if answers else 0.0
