"""Counts the coded comments and leaves out what too few people stand behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from medvirk_nlp.project import FLOOR, Project
from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.asked import Asked, unasked
from medvirk_nlp.reporting.cells import (
    banded,
    by_side,
    by_tone,
    cells,
    distinct,
    fills_small,
    mentions,
    one_sided,
)
from medvirk_nlp.reporting.coverage import covered
from medvirk_nlp.reporting.crossing import crossing
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.rounds import question_digests
from medvirk_nlp.reporting.rows import place
from medvirk_nlp.reporting.summary_records import (
    NOT_SHOWN,
    OTHER,
    OTHER_THEMES,
    OUTSIDE_THEMES,
    SIDES,
    Accounting,
    Cell,
    Row,
    Side,
    Summary,
    Tone,
    rows_of_passage,
)
from medvirk_nlp.reporting.suppression import merge_small


class Title(Protocol):
    """A name in several languages."""

    def __getitem__(self, language: str) -> str:
        """Return the name in a language."""


class Theme(Asked, Protocol):
    """What a summary needs to know of a code."""

    @property
    def title(self) -> Title:
        """Name of the code, by language."""

    @property
    def definition(self) -> Title:
        """What belongs under the code, by language."""

    @property
    def chapter(self) -> str:
        """Part of the yearly report the code belongs to."""

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
    undecided: int = 0,
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
    undecided : int
        Those among them that are held because nobody has decided about them.

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

    placement = place(members, crowd, k)
    in_row: dict[str, list[CodedPassage]] = {}
    for passage in comments:
        for row in rows_of_passage(passage, placement.row_of):
            in_row.setdefault(row, []).append(passage)

    groups = _shown_groups(comments, crowd, k)
    titles = {code.id: code.title[project.language] for code in codes}
    by_id = {code.id: code for code in codes}
    took_part = crowd.took_part(comments)
    others = [passage for passage in comments if passage.group not in groups]
    counter = _Counter(crowd, {**groups, "": crowd.took_part(others)}, took_part, k)
    order = [*(code.id for code in codes), OTHER_THEMES, OTHER, OUTSIDE_THEMES]
    rows = tuple(
        counter.row(code, titles.get(code, ""), in_row[code], placement.few)
        for code in order
        if code in in_row
    )
    rows = tuple(
        replace(
            row,
            about=_about(by_id[row.code], project.language),
            chapter=by_id[row.code].chapter,
        )
        if row.code in by_id
        else row
        for row in rows
    )
    enough = crowd.people(comments) >= k
    return Summary(
        codebook_id=codebook.id,
        codebook_version=str(codebook.version),
        k=k,
        documents=len({passage.document_id for passage in comments}),
        participants=took_part if took_part is not None and took_part >= k else None,
        estimated=crowd.estimated(comments),
        mentions=mentions(comments) if enough else None,
        non_answers=mentions(answers_without) if crowd.people(answers_without) >= k else None,
        groups=groups,
        rows=rows,
        not_shown=tuple(titles[code.id] for code in codes if code.id not in placement.shown),
        row_of=placement.row_of,
        sensitive=frozenset(code.id for code in codes if code.sensitive),
        pooled_suggestions=crowd.people(_homeless_suggestions(in_row, rows)) >= k,
        accounting=_accounting(documents, comments, answers_without, withheld),
        questions=question_digests(documents),
        covered=covered(comments, groups, crowd, k) if enough else {},
        unasked=unasked([code for code in codes if code.id in in_row], documents),
        undecided=undecided if undecided == 0 or undecided >= k else None,
    )


def _homeless_suggestions(
    in_row: Mapping[str, Sequence[CodedPassage]], rows: Iterable[Row]
) -> list[CodedPassage]:
    """Suggestions that cannot be shown in any row they are counted in."""
    at_home = {
        passage.passage_id
        for row in rows
        if row.suggestions.quotable
        for passage in in_row[row.code]
    }
    return [
        passage
        for passage in distinct(in_row.values())
        if passage.kind == "suggestion" and passage.passage_id not in at_home
    ]


def _shown_groups(comments: Sequence[CodedPassage], crowd: Crowd, k: int) -> dict[str, int | None]:
    """People per group. Too small groups have no name in the report; their comments count."""
    of_group: dict[str, list[CodedPassage]] = {}
    for passage in comments:
        of_group.setdefault(passage.group or "", []).append(passage)

    def people(keys: Collection[str]) -> int:
        return crowd.people(distinct(of_group[key] for key in keys))

    figures = {group: mentions(of_group[group]) for group in sorted(of_group)}
    shown, merged = merge_small(figures, people, k)
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


def _about(theme: Theme, language: str) -> str:
    """Say what a theme is about; nothing in English where it is told in Norwegian alone."""
    told = theme.definition[language]
    missing = language == "en" and told == theme.definition["nb"]
    return "" if missing else told.replace(" - ", " – ")


@dataclass(frozen=True)
class _Counter:
    """Counts the comments of one row after the other."""

    crowd: Crowd
    in_group: Mapping[str, int | None]
    took_part: int | None
    k: int

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that are named, without that of all the others."""
        return tuple(filter(None, self.in_group))

    def row(
        self,
        code: str,
        title: str,
        passages: Sequence[CodedPassage],
        moved: Collection[tuple[str, Side]],
    ) -> Row:
        on_side = by_side(passages)
        people = self.crowd.people(passages)
        # Who did not speak of a theme is a group too, and must not be a small one.
        telling = self.took_part is None or self.took_part - people < self.k
        counted = not self.crowd.estimated(passages)
        # The row of the small ones has a sum and nothing more: its parts must stay unknown.
        gathered = code in (OTHER, OTHER_THEMES)
        sides = cells(on_side, self.crowd, self.k)
        if gathered:
            sides = dict.fromkeys(SIDES, NOT_SHOWN)
        for side in SIDES:
            if (code, side) in moved:
                sides[side] = Cell(mentions=None, quotable=False, few=True)
        homogeneous = (
            telling
            and sum(bool(cell.mentions) or cell.mentions is None for cell in sides.values()) == 1
        )
        majority = _majority(on_side, sides, self.k)
        largest = None
        if telling and not any((code, side) in moved for side in SIDES) and not gathered:
            largest = one_sided(on_side, self.crowd, self.k)
        if largest is not None and self.took_part is not None:
            sides = banded(on_side, largest, self.crowd, self.k)
            majority = _at_least_half(largest, on_side, self.k)
        of_group = self._by_group(passages)
        groups = {} if gathered else self._groups(of_group)
        return Row(
            code=code,
            title=title,
            mentions=mentions(passages),
            participants=people if counted and not telling else None,
            sides=sides,
            suggestions=NOT_SHOWN if gathered else self._suggestions(passages),
            groups=groups,
            tones=self._tones(on_side["other"], sides["other"]),
            majority=majority,
            one_sided=homogeneous,
            crossing=crossing(of_group, groups, sides, self.in_group, self.crowd, self.k),
        )

    def _by_group(self, passages: Sequence[CodedPassage]) -> dict[str, list[CodedPassage]]:
        parts: dict[str, list[CodedPassage]] = {group: [] for group in (*self.groups, "")}
        for passage in passages:
            parts[passage.group if passage.group in self.groups else ""].append(passage)
        return parts

    def _groups(self, of_group: Mapping[str, Sequence[CodedPassage]]) -> dict[str, Cell]:
        if len(self.groups) < 2:
            return {}
        shown = cells(of_group, self.crowd, self.k)
        return {group: shown[group] for group in self.groups}

    def _tones(self, other: Sequence[CodedPassage], cell: Cell) -> dict[Tone, Cell]:
        return cells(by_tone(other), self.crowd, self.k) if cell.mentions else {}

    def _suggestions(self, passages: Sequence[CodedPassage]) -> Cell:
        parts = {
            kind: [passage for passage in passages if passage.kind == kind]
            for kind in ("suggestion", "experience")
        }
        return cells(parts, self.crowd, self.k)["suggestion"]


def _at_least_half(
    largest: Side, parts: Mapping[Side, Sequence[CodedPassage]], k: int
) -> Literal["positive", "negative"] | None:
    """The side of a row whose figures are banded, where it is the larger even at the least."""
    total = sum(map(mentions, parts.values()))
    at_least = min(total - (k - 1) * (len(SIDES) - 1), mentions(parts[largest]))
    if largest == "other" or fills_small(parts, k) or 2 * at_least <= total:
        return None
    return largest


def _majority(
    parts: Mapping[Side, Sequence[CodedPassage]], shown: Mapping[Side, Cell], k: int
) -> Literal["positive", "negative"] | None:
    """The side most comments are on, where a reader could have worked that out anyway."""
    total = sum(map(mentions, parts.values()))
    hidden = [side for side in SIDES if shown[side].mentions is None and parts[side]]
    large = [side for side in hidden if shown[side].quotable]
    at_least = sum(mentions(parts[side]) for side in hidden)
    at_least -= (len(hidden) - len(large)) * (k - 1)
    for side in ("positive", "negative"):
        if large == [side] and 2 * min(at_least, mentions(parts[side])) > total:
            return side
    return None
