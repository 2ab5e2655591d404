"""What a summary holds: figures that may be published, and nothing else.

Figures that too few people stand behind are not in these records at all, so that no writer can let
them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from medvirk_nlp.records import CodedPassage

Side = Literal["positive", "negative", "other"]
"""Positive, negative, or neither of them alone (mixed and neutral together)."""
SIDES: tuple[Side, ...] = ("positive", "negative", "other")
Tone = Literal["mixed", "neutral"]
"""The two that "other" is made of."""
TONES: tuple[Tone, ...] = ("mixed", "neutral")
OTHER_THEMES = "_other_themes"
"""Row of the themes that are too small to be shown for themselves."""
OTHER = "_other"
"""The same row where there are other comments in it too: some that fit no theme, or the few on one
side of a theme that is shown."""
OUTSIDE_THEMES = "_outside_themes"
"""Row of the comments that fit no theme."""
ALL = "_all"
"""Stands for everybody where no groups are told apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table.

    Attributes
    ----------
    mentions : int or None
        How many times it was said; None where the figure is not shown.
    quotable : bool
        Whether comments behind the cell may be shown: enough people stand behind it, though its
        figure may be hidden for the sake of another.
    few : bool
        Whether too few people stand behind it.
    """

    mentions: int | None
    quotable: bool
    few: bool = False


NOT_SHOWN = Cell(mentions=None, quotable=False)
"""A cell nothing is said about."""


@dataclass(frozen=True, slots=True)
class Row:
    """One theme of the table.

    Attributes
    ----------
    code : str
        Id of the code, or ``OTHER_THEMES``, ``OTHER`` or ``OUTSIDE_THEMES``.
    title : str
        In the language of the project; empty for the two rows that are no code.
    mentions : int
        Comments, each as many times as the note says it was said; without those on a side that is
        counted in the row of the small ones.
    participants : int or None
        People behind it, where they were counted and where the number does not tell who said
        nothing.
    sides : mapping of Side to Cell
    suggestions : Cell
        Comments that ask for something; they are also on one of the sides.
    groups : mapping of str to Cell
        Per respondent group; empty where the material has only one.
    majority : {"positive", "negative"} or None
        The side more than half of the comments are on, where its figure cannot be shown.
    one_sided : bool
        All comments are on one side and nearly everybody has said something: a reader would know
        what each of them thinks. The words of the report must be softer here.
    tones : mapping of Tone to Cell
        What "other" is made of; empty where its figure is not shown.
    about : str
        What belongs under the code, in the language of the project.
    chapter : str
        Part of the yearly report the theme belongs to ("5.samarbeid"), as the codebook has it.
    crossing : mapping of str to mapping of Side to (int or None)
        Comments by group and side, of the groups of which every side may be known.
    """

    code: str
    title: str
    mentions: int
    participants: int | None
    sides: Mapping[Side, Cell]
    suggestions: Cell
    groups: Mapping[str, Cell]
    majority: Literal["positive", "negative"] | None = None
    one_sided: bool = False
    tones: Mapping[Tone, Cell] = field(default_factory=dict)
    about: str = ""
    chapter: str = ""
    crossing: Mapping[str, Mapping[Side, int | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of some comments found a theme.

    Attributes
    ----------
    least, most : int
        Percent between which the share lies.
    """

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of every passage read. Internal: these figures are for the run report.

    Attributes
    ----------
    read, coded, non_answers, withheld, not_feedback : int
        Numbers of passages.
    """

    read: int
    coded: int
    non_answers: int
    withheld: int
    not_feedback: int

    @property
    def adds_up(self) -> bool:
        """Whether every passage read is accounted for."""
        return self.read == self.coded + self.non_answers + self.withheld + self.not_feedback


@dataclass(frozen=True, slots=True)
class Summary:
    """What the comments of a run add up to.

    Attributes
    ----------
    codebook_id, codebook_version : str
    k : int
        Fewest people behind any figure.
    documents : int
        Documents with at least one comment that is counted.
    participants : int or None
        How many took part; None where a document does not tell or where fewer than ``k`` did.
    estimated : bool
        The notes do not tell who said what, so the people behind a theme were estimated.
    mentions : int or None
        Comments counted; None where too few people stand behind them all.
    non_answers : int or None
        Answers such as «vet ikke»; None where too few gave one.
    groups : mapping of str to (int or None)
        People per respondent group that is large enough.
    rows : tuple of Row
        Themes shown, in the order of the codebook; then ``OTHER_THEMES`` or ``OTHER``, then
        ``OUTSIDE_THEMES``.
    not_shown : tuple of str
        Names of the codes without a row, whether anybody spoke of them or not: a reader cannot
        tell which.
    row_of : mapping of (str, Side) to str
        Code and side to the row the comments are counted in: their own, or that of the small ones.
    sensitive : frozenset of str
        Codes whose comments point easily at one family: counted, but never shown as examples.
    pooled_suggestions : bool
        Whether enough people stand behind the suggestions that cannot be shown under their themes
        for them to be shown together, without their themes.
    accounting : Accounting
    questions : tuple of str
        Digests of the wording of the questions answered, so that another round can tell whether it
        asked the same.
    unasked : tuple of str or None
        Codes with a row that no question and no heading with answers under it mentions; None where
        nothing is known of questions and headings.
    undecided : int or None
        Comments left out because nobody had decided about them; None for fewer than ``k``.
    covered : mapping of str to Covered
        Share of the comments that found a theme, by group or under ``ALL``.
    """

    codebook_id: str
    codebook_version: str
    k: int
    documents: int
    participants: int | None
    estimated: bool
    mentions: int | None
    non_answers: int | None
    groups: Mapping[str, int | None]
    rows: tuple[Row, ...]
    not_shown: tuple[str, ...]
    row_of: Mapping[tuple[str, Side], str]
    sensitive: frozenset[str]
    pooled_suggestions: bool
    accounting: Accounting
    questions: tuple[str, ...] = ()
    unasked: tuple[str, ...] | None = None
    undecided: int | None = 0
    covered: Mapping[str, Covered] = field(default_factory=dict)

    def rows_of(self, passage: CodedPassage) -> tuple[Row, ...]:
        """Return the rows a comment is counted in, each once, in the order of the report."""
        codes = rows_of_passage(passage, self.row_of)
        return tuple(row for row in self.rows if row.code in codes)


def side_of(passage: CodedPassage) -> Side:
    """Return the side of the table a comment is counted on."""
    if passage.polarity in ("positive", "negative"):
        return passage.polarity
    return "other"


def rows_of_passage(
    passage: CodedPassage, row_of: Mapping[tuple[str, Side], str]
) -> frozenset[str]:
    """Return the codes of the rows a comment is counted in (see :meth:`Summary.rows_of`)."""
    places = ((code, side_of(passage)) for code in passage.themes or (OUTSIDE_THEMES,))
    return frozenset(row_of[place] for place in places if place in row_of)
