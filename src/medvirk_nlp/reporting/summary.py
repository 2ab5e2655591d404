"""Counts the coded comments and leaves out what too few people stand behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from medvirk_nlp.project import FLOOR, Project
from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.summary_records import (
    OTHER,
    OTHER_THEMES,
    OUTSIDE_THEMES,
    SIDES,
    Accounting,
    Cell,
    Row,
    Side,
    Summary,
    rows_of,
    side_of,
)
from medvirk_nlp.reporting.suppression import hide_small, merge_small

_Part = TypeVar("_Part")


class Title(Protocol):
    """A name in several languages."""

    def __getitem__(self, language: str) -> str:
        """Return the name in a language."""


class Theme(Protocol):
    """What a summary needs to know of a code."""

    @property
    def id(self) -> str:
        """Stable id of the code."""

    @property
    def title(self) -> Title:
        """Name of the code, by language."""

    @property
    def sensitive(self) -> bool:
        """Whether a comment on it points easily at one family."""


class ThemeList(Protocol):
    """What a summary needs to know of a codebook."""

    @property
    def id(self) -> str:
        """Name of the codebook."""

    @property
    def version(self) -> object:
        """Version of the codebook."""

    @property
    def codes(self) -> Iterable[Theme]:
        """The codes in the order of the report."""


def summarize(
    coded: Sequence[CodedPassage],
    documents: Sequence[Document],
    codebook: ThemeList,
    project: Project,
    withheld: int = 0,
) -> Summary:
    """Count the coded comments and leave out what too few people stand behind.

    Parameters
    ----------
    coded : sequence of CodedPassage
        Released comments, non-answers among them, in any order.
    documents : sequence of Document
        All documents of the run.
    codebook : ThemeList
    project : Project
        For the language and ``k``.
    withheld : int
        Passages of feedback that a person rejected or that are held.

    Raises
    ------
    ValueError
        When a comment has a theme that the codebook does not.
    """
    k = max(project.k, FLOOR)
    codes = list(codebook.codes)
    comments = [passage for passage in coded if passage.kind != "non_answer"]
    answers_without = [passage for passage in coded if passage.kind == "non_answer"]
    unknown = {theme for p in comments for theme in p.themes} - {code.id for code in codes}
    if unknown:
        raise ValueError(f"{len(unknown)} themes are not in codebook {codebook.id}")

    crowd = Crowd(coded, documents)
    members: dict[str, list[CodedPassage]] = {code.id: [] for code in codes}
    members[OUTSIDE_THEMES] = []
    for passage in comments:
        for theme in passage.themes or (OUTSIDE_THEMES,):
            members[theme].append(passage)

    def people(keys: Collection[str]) -> int:
        return crowd.people(_union(members[key] for key in keys))

    shown, merged = merge_small(list(members), people, k)
    if people(merged) < k:
        merged = []
    other = OTHER if OUTSIDE_THEMES in merged else OTHER_THEMES
    row_of = {code: code for code in shown} | dict.fromkeys(merged, other)
    members[other] = _union(members[key] for key in merged)

    groups = _shown_groups(comments, crowd, k)
    titles = {code.id: code.title[project.language] for code in codes}
    took_part = crowd.took_part(comments)
    counter = _Counter(crowd, tuple(groups), took_part, k)
    order = [code.id for code in codes if code.id in shown]
    order += [other] if merged else []
    order += [OUTSIDE_THEMES] if OUTSIDE_THEMES in shown else []
    enough = crowd.people(comments) >= k
    rows = tuple(counter.row(code, titles.get(code, ""), members[code]) for code in order)
    return Summary(
        codebook_id=codebook.id,
        codebook_version=str(codebook.version),
        k=k,
        documents=len({passage.document_id for passage in comments}),
        participants=took_part if took_part is not None and took_part >= k else None,
        estimated=crowd.estimated(comments),
        mentions=_mentions(comments) if enough else None,
        non_answers=_mentions(answers_without) if crowd.people(answers_without) >= k else None,
        groups=groups,
        rows=rows,
        not_shown=tuple(titles[code.id] for code in codes if code.id not in shown),
        row_of=row_of,
        sensitive=frozenset(code.id for code in codes if code.sensitive),
        pooled_suggestions=crowd.people(_homeless_suggestions(comments, rows, row_of)) >= k,
        accounting=_accounting(documents, comments, answers_without, withheld),
    )


def _homeless_suggestions(
    comments: Iterable[CodedPassage], rows: tuple[Row, ...], row_of: Mapping[str, str]
) -> list[CodedPassage]:
    return [
        passage
        for passage in comments
        if passage.kind == "suggestion"
        and not any(row.suggestions.quotable for row in rows_of(passage, rows, row_of))
    ]


def _mentions(passages: Iterable[CodedPassage]) -> int:
    return sum(passage.multiplicity for passage in passages)


def _union(lists: Iterable[Sequence[CodedPassage]]) -> list[CodedPassage]:
    return list({passage.passage_id: passage for each in lists for passage in each}.values())


def _shown_groups(comments: Sequence[CodedPassage], crowd: Crowd, k: int) -> dict[str, int | None]:
    """People per group. Too small groups have no name in the report; their comments count."""
    of_group: dict[str, list[CodedPassage]] = {}
    for passage in comments:
        of_group.setdefault(passage.group or "", []).append(passage)

    def people(keys: Collection[str]) -> int:
        return crowd.people(_union(of_group[key] for key in keys))

    shown, merged = merge_small(sorted(of_group), people, k)
    if merged and people(merged) < k:
        return {}
    return {group: crowd.took_part(of_group[group]) for group in shown if group}


def _accounting(
    documents: Sequence[Document],
    comments: Sequence[CodedPassage],
    non_answers: Sequence[CodedPassage],
    withheld: int,
) -> Accounting:
    passages = [passage for document in documents for passage in document.passages]
    return Accounting(
        read=len(passages),
        coded=len(comments),
        non_answers=len(non_answers),
        withheld=withheld,
        not_feedback=sum(passage.role != "feedback" for passage in passages),
    )


@dataclass(frozen=True)
class _Counter:
    """Counts the comments of one row after the other."""

    crowd: Crowd
    groups: tuple[str, ...]
    took_part: int | None
    k: int

    def row(self, code: str, title: str, passages: Sequence[CodedPassage]) -> Row:
        on_side: dict[Side, list[CodedPassage]] = {side: [] for side in SIDES}
        for passage in passages:
            on_side[side_of(passage)].append(passage)
        people = self.crowd.people(passages)
        # Who did not speak of a theme is a group too, and must not be a small one.
        telling = self.took_part is None or self.took_part - people < self.k
        counted = not self.crowd.estimated(passages)
        sides = self._cells(on_side)
        return Row(
            code=code,
            title=title,
            mentions=_mentions(passages),
            participants=people if counted and not telling else None,
            sides=sides,
            suggestions=self._suggestions(passages),
            groups=self._groups(passages),
            majority=_majority(on_side, sides),
            one_sided=telling and sum(bool(members) for members in on_side.values()) == 1,
        )

    def _groups(self, passages: Sequence[CodedPassage]) -> dict[str, Cell]:
        if len(self.groups) < 2:
            return {}
        parts: dict[str, list[CodedPassage]] = {group: [] for group in (*self.groups, "")}
        for passage in passages:
            parts[passage.group if passage.group in self.groups else ""].append(passage)
        cells = self._cells(parts)
        return {group: cells[group] for group in self.groups}

    def _suggestions(self, passages: Sequence[CodedPassage]) -> Cell:
        parts = {
            kind: [passage for passage in passages if passage.kind == kind]
            for kind in ("suggestion", "experience")
        }
        return self._cells(parts)["suggestion"]

    def _cells(self, parts: Mapping[_Part, Sequence[CodedPassage]]) -> dict[_Part, Cell]:
        def people(keys: Collection[_Part]) -> int:
            return self.crowd.people(_union(parts[key] for key in keys))

        hidden = hide_small({key: _mentions(part) for key, part in parts.items()}, people, self.k)
        return {
            key: Cell(
                mentions=None if key in hidden else _mentions(part),
                quotable=people([key]) >= self.k,
                few=0 < people([key]) < self.k,
            )
            for key, part in parts.items()
        }


def _majority(
    parts: Mapping[Side, Sequence[CodedPassage]], cells: Mapping[Side, Cell]
) -> Literal["positive", "negative"] | None:
    total = sum(_mentions(part) for part in parts.values())
    for side in ("positive", "negative"):
        hidden = cells[side].mentions is None and cells[side].quotable
        if hidden and 2 * _mentions(parts[side]) > total:
            return side
    return None
