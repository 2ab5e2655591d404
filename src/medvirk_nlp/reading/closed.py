"""Closed answers: options that were ticked, counted by question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.survey_words import in_order, is_scale_answer
from medvirk_nlp.reading.vocabulary import fold
from medvirk_nlp.survey_records import ClosedOption, ClosedQuestion

_NUMBERING = re.compile(r"^\W*(?:(?:q|spm|spørsmål)\.?\s?)?\d{1,3}(?:[.,]\d{1,2})?[a-z]?[.):]\s*")
_COPY_DIGITS = re.compile(r"(?<=[^\W\d_?])\d{1,2}$|(?<=\?)\d{1,2}$")
_MARKS = re.compile(r"[^\w\s]+")
_OWN_WORDS = 3
"""Words from which an answer that only one person gave is their own, no option of the form."""
_SEVERAL = 0.5
_SHARED = 0.7
_OPTION_WORDS = 9
"""Of a question with several answers: share of the cells with «;» in them, share of the answers
given by more than one, and mean words of an answer at most."""
_FEWEST_CELLS = 3


def question_key(question: str) -> str:
    """Return a question in the form by which two years are compared.

    >>> question_key("3. Hvor fornøyd er du med hjelpen?")
    'hvor fornøyd er du med hjelpen'
    """
    bare = _COPY_DIGITS.sub("", _NUMBERING.sub("", fold(question)))
    return " ".join(_MARKS.sub(" ", bare).split())


def options(answer: str) -> list[str]:
    """Return the options of a cell, each once; Forms joins them by «;»."""
    parts = (part.strip() for part in answer.split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def is_choice(answers: Sequence[str]) -> bool:
    """Tell whether the answers of a column are options joined by «;»."""
    joined = sum(";" in answer for answer in answers)
    if len(answers) < _FEWEST_CELLS or joined < _SEVERAL * len(answers):
        return False
    given = [fold(option) for answer in answers for option in options(answer)]
    counts = Counter(given)
    shared = sum(counts[option] > 1 for option in given)
    words = sum(len(option.split()) for option in given)
    return shared >= _SHARED * len(given) and words <= _OPTION_WORDS * len(given)


@dataclass(frozen=True, slots=True)
class _Cell:
    given: list[str]
    locator: str
    respondent: str | None


class ClosedAnswers:
    """Gathers the answers to one closed question.

    Parameters
    ----------
    question : str
    passage_id : str or None
        Of the question.
    """

    def __init__(self, question: str, passage_id: str | None) -> None:
        self._question = question
        self._passage_id = passage_id
        self._cells: list[_Cell] = []

    def add(self, answer: str, locator: str, respondent: str | None) -> None:
        """Count the answer of one respondent."""
        self._cells.append(_Cell(options(answer), locator, respondent))

    def finish(self, builder: PassageBuilder) -> ClosedQuestion | None:
        """Add the options as passages and return the counts; None if nobody answered.

        Every wording becomes one passage, so that all of it is searched for personal data. What
        one person alone wrote in three words or more is taken for «Annet: …» and becomes a comment.
        """
        if not self._cells:
            return None
        counts, first, forms = self._count()
        own = {
            option
            for option, count in counts.items()
            if count == 1 and len(option.split()) >= _OWN_WORDS and not is_scale_answer(option)
        }
        if len(own) == len(counts):
            own = set()  # a scale that few answered, not everybody's own words
        for option in sorted(own, key=lambda option: first[option]):
            cell = self._cells[first[option]]
            builder.add(
                forms[option],
                cell.locator,
                context_id=self._passage_id,
                respondent=cell.respondent,
            )
        ordered = in_order(forms[option] for option in counts.keys() - own)
        counted = [
            ClosedOption(
                form,
                counts[fold(form)],
                builder.add(
                    form,
                    self._cells[first[fold(form)]].locator,
                    "other",
                    context_id=self._passage_id,
                ),
            )
            for form in ordered
        ]
        return ClosedQuestion(
            question=self._question,
            key=question_key(self._question),
            passage_id=self._passage_id,
            options=tuple(counted),
            respondents=len(self._cells),
            own_words=sum(any(fold(o) in own for o in cell.given) for cell in self._cells),
            several=any(len(cell.given) > 1 for cell in self._cells),
        )

    def _count(self) -> tuple[Counter[str], dict[str, int], dict[str, str]]:
        """Return by folded option the respondents, the first cell, and the usual spelling."""
        counts, first = Counter[str](), dict[str, int]()
        spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for number, cell in enumerate(self._cells):
            for option in _different(cell.given):
                counts[fold(option)] += 1
                spelled[fold(option)][option] += 1
                first.setdefault(fold(option), number)
        forms = {
            option: min(spellings, key=lambda form: (-spellings[form], form))
            for option, spellings in spelled.items()
        }
        return counts, first, forms


def _different(given: Iterable[str]) -> list[str]:
    """Return the options with each folded form once."""
    return list({fold(option): option for option in given}.values())
