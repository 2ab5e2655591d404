"""Closed answers, counted so that no small group and no one-sided one can be read off them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from medvirk_nlp.errors import UsageError
from medvirk_nlp.reading.survey_words import in_order, is_scale_answer
from medvirk_nlp.records import Document
from medvirk_nlp.reporting.suppression import hide_small
from medvirk_nlp.survey_records import ClosedQuestion

Said = Callable[[str], str | None]
"""The clean text of a passage, None while anything is open about it."""
_OWN_WORDS = ""


@dataclass(frozen=True, slots=True)
class ClosedOptionFigure:
    """How many chose an answer.

    Attributes
    ----------
    text : str
        Clean text of the answer.
    respondents : int or None
        None where it is not shown.
    """

    text: str
    respondents: int | None


@dataclass(frozen=True, slots=True)
class ClosedFigure:
    """A closed question with those of its figures that may be shown.

    Attributes
    ----------
    key : str
        The question without number, case and punctuation: the same question in another round.
    question : str
        Clean text.
    group : str or None
        Who was asked.
    respondents : int
        How many answered; at least ``k``.
    options : tuple of ClosedOptionFigure
        From the negative to the positive end where the scale is known.
    ordered : bool
        Whether the scale is known.
    """

    key: str
    question: str
    group: str | None
    respondents: int
    options: tuple[ClosedOptionFigure, ...]
    ordered: bool


def closed_figures(documents: Iterable[Document], said: Said, k: int) -> tuple[ClosedFigure, ...]:
    """Count closed answers over the documents that ask one group the same.

    An answer that fewer than ``k`` gave is hidden together with another, so that the number who
    answered does not give it away. Where all chose the same, or all but a few, nothing is shown:
    a reader would know what each of them answered. Of a question with several answers, an option
    is shown where at least ``k`` chose it and at least ``k``, or nobody, did not.

    Parameters
    ----------
    documents : iterable of Document
    said : callable
        Questions and answers of which it gives nothing are left out.
    k : int
        Fewest people behind a figure.
    """
    together: defaultdict[tuple[str, str | None], list[ClosedQuestion]] = defaultdict(list)
    for document in documents:
        for question in document.closed:
            together[question.key, document.group].append(question)
    figures = (_figure(*of, asked, said, k) for of, asked in together.items())
    return tuple(figure for figure in figures if figure is not None)


def _figure(
    key: str, group: str | None, asked: Sequence[ClosedQuestion], said: Said, k: int
) -> ClosedFigure | None:
    total = sum(question.respondents for question in asked)
    wording = _clean(asked[0].passage_id, said)
    if total < k or wording is None:
        return None
    counts: dict[str, int] = {}
    texts: dict[str, str | None] = {}
    for question in asked:
        for option in question.options:
            counts[option.text] = counts.get(option.text, 0) + option.respondents
            texts.setdefault(option.text, _clean(option.passage_id, said))
    # In a fixed order: which answer is hidden beside a small one must not hang on the answers.
    counts = {option: counts[option] for option in in_order(counts)}
    shown = (
        _several(counts, total, k)
        if any(question.several for question in asked)
        else _one_each(counts, total, k)
    )
    options = tuple(
        ClosedOptionFigure(text, shown[option])
        for option in counts
        if (text := texts[option]) is not None
    )
    if not any(option.respondents for option in options):
        return None
    return ClosedFigure(key, wording, group, total, options, _is_scale(counts))


def _one_each(counts: Mapping[str, int], total: int, k: int) -> dict[str, int | None]:
    parts = {**counts, _OWN_WORDS: max(total - sum(counts.values()), 0)}
    largest = max(parts.values())
    if total - largest < k:
        return dict.fromkeys(counts)
    # What is hidden beside a small answer comes from the middle, so that both ends get equal room.
    middle = (len(counts) - 1) / 2
    place = {option: abs(number - middle) for number, option in enumerate(counts)}
    parts = dict(sorted(parts.items(), key=lambda part: place.get(part[0], 0)))
    hidden, _ = hide_small(parts, lambda keys: sum(parts[key] for key in keys), k)
    return {option: None if option in hidden else number for option, number in counts.items()}


def _is_scale(options: Iterable[str]) -> bool:
    """Tell whether the order of the answers goes from the negative to the positive end."""
    return all(is_scale_answer(option) or option.strip()[:1].isdigit() for option in options)


def _several(counts: Mapping[str, int], total: int, k: int) -> dict[str, int | None]:
    return {
        option: number if number >= k and total - number >= k else None
        for option, number in counts.items()
    }


def _clean(passage_id: str | None, said: Said) -> str | None:
    return None if passage_id is None else said(passage_id)


def closed_data(figures: Iterable[ClosedFigure]) -> list[dict[str, Any]]:
    """Return closed answers as plain data, for ``summary.json``."""
    return [asdict(figure) for figure in figures]


def closed_from_data(data: object) -> tuple[ClosedFigure, ...]:
    """Return the closed answers of a ``summary.json``; none of one that has none.

    Raises
    ------
    UsageError
        ``reporting.compare.damaged`` when they are not what `closed_data` gave.
    """
    try:
        return tuple(
            ClosedFigure(
                **{
                    **entry,
                    "options": tuple(ClosedOptionFigure(**each) for each in entry["options"]),
                }
            )
            for entry in (data if isinstance(data, list) else [])
        )
    except (TypeError, LookupError) as error:
        raise UsageError("reporting.compare.damaged") from error
