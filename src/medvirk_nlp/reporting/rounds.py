"""One round of participation, as far as another may be compared with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import FLOOR
from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.summary_records import Summary

_WORD = re.compile(r"\w+")
_DIGEST = 16
_SIDES = ("positive", "negative", "other")


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often a theme was spoken of, as published.

    Attributes
    ----------
    title : str
    mentions : int
    unsure : int
        How many more it may be: comments on small sides are counted in a common row.
    """

    title: str
    mentions: int
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """What a comparison needs to know of a round.

    Attributes
    ----------
    label : str
        The year, else the title.
    year : int or None
    codebook, version : str
    k : int
    total : int or None
        Comments counted; None where too few people stand behind them.
    themes : mapping of str to ThemeCount
        By code, those that are shown.
    questions : tuple of str or None
        Digests of the questions' wording (see `question_digest`); None where it is not known.
    clusters : tuple of mapping, or None
        For each respondent, or document where the notes do not tell who spoke, the comments by
        row and under "" all together. Only known of a work folder.
    sources : frozenset of str
        Digests of the files. Only known of a work folder.
    """

    label: str
    year: int | None
    codebook: str
    version: str
    k: int
    total: int | None
    themes: Mapping[str, ThemeCount]
    questions: tuple[str, ...] | None
    clusters: tuple[Mapping[str, int], ...] | None = field(default=None, repr=False)
    sources: frozenset[str] = frozenset()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Round:
        """Return the round of a ``summary.json``, read.

        Raises
        ------
        UsageError
            ``reporting.compare.damaged`` when it is none.
        """
        try:
            k = max(int(data["k"]), FLOOR)
            questions = data.get("questions")
            return cls(
                label=str(data["year"] or data["title"]),
                year=data["year"],
                codebook=str(data["codebook_id"]),
                version=str(data["codebook_version"]),
                k=k,
                total=None if data["mentions"] is None else int(data["mentions"]),
                themes={
                    str(row["code"]): ThemeCount(
                        str(row["title"]), int(row["mentions"]), _unsure(row, k)
                    )
                    for row in data["rows"]
                    if row["title"]
                },
                questions=None if questions is None else tuple(sorted(map(str, questions))),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UsageError("reporting.compare.damaged") from error

    @classmethod
    def from_json(cls, path: Path) -> Round:
        """Read the round of a ``summary.json``.

        Raises
        ------
        UsageError
            ``reporting.compare.missing`` when there is no such file, ``reporting.compare.damaged``
            when it is no summary.
        """
        if not path.is_file():
            raise UsageError("reporting.compare.missing")
        try:
            data = json.loads(path.read_text(encoding="utf-8-sig"))
        except ValueError as error:
            raise UsageError("reporting.compare.damaged") from error
        return cls.from_data(data if isinstance(data, dict) else {})


def clusters_of(
    summary: Summary, passages: Iterable[CodedPassage]
) -> tuple[Mapping[str, int], ...]:
    """Return the comments of each respondent, or of each document that does not tell who spoke.

    Parameters
    ----------
    summary : Summary
        Says in which row a comment is counted.
    passages : iterable of CodedPassage
    """
    counts: defaultdict[tuple[str, str | None], defaultdict[str, int]]
    counts = defaultdict(lambda: defaultdict(int))
    for passage in passages:
        if passage.kind == "non_answer":
            continue
        own = counts[passage.document_id, passage.respondent]
        own[""] += passage.multiplicity
        for row in summary.rows_of(passage):
            own[row.code] += passage.multiplicity
    return tuple(dict(counts[key]) for key in sorted(counts, key=str))


def question_digests(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the digests of the questions that somebody answered, sorted."""
    asked = set()
    for document in documents:
        answered = {p.context_id for p in document.passages if p.role == "feedback"}
        asked |= {
            question_digest(p.text)
            for p in document.passages
            if p.role == "question" and p.id in answered
        }
    return tuple(sorted(asked))


def question_digest(text: str) -> str:
    """Return what two questions share that ask in the same words.

    Case, punctuation and the number before a question do not count.
    """
    words = _WORD.findall(text.casefold())
    while len(words) > 1 and words[0].isdigit():
        words = words[1:]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:_DIGEST]


def _unsure(row: Mapping[str, Any], k: int) -> int:
    few = [row["sides"][side] for side in _SIDES]
    return sum((k - 1) for cell in few if cell["few"] and cell["mentions"] is None)
