"""What is kept of a survey beside its comments: the columns, and counts of closed answers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """What a column of a table was taken for.

    Attributes
    ----------
    number : int
        Place of the column, from 1.
    role : str
        A `medvirk_nlp.project.ColumnRole`.
    kind : str
        Why the column is left out ("email", "time", "override", …); empty where it is read.
    sheet : int or None
        Number of the sheet, from 1; None for a file of one table.
    setting : str or None
        The key of the project's settings that chose the role; None for a guess. As the headings
        themselves, it may hold personal data.
    """

    number: int
    role: str
    kind: str = ""
    sheet: int | None = None
    setting: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ClosedOption:
    """An answer that could be ticked, and how many ticked it.

    Attributes
    ----------
    text : str
        As it stands in the source.
    respondents : int
        How many chose it.
    passage_id : str or None
        Passage in which the wording was searched for personal data; its clean text is what may be
        shown. None when the wording was held.
    """

    text: str = field(repr=False)
    respondents: int
    passage_id: str | None


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A question with fixed answers, counted over the respondents of one document.

    The respondent group is that of the document. The counts are exact: before they are shown, the
    rule of the smallest group holds for each option, and for what the other options give away.

    Attributes
    ----------
    question : str
        As it stands in the source.
    key : str
        The question for comparing two years: without number, case and punctuation.
    passage_id : str or None
        Passage of the question; its clean text is what may be shown. None when it was held.
    options : tuple of ClosedOption
        From the negative to the positive end of a known scale, by number, else alphabetically;
        «vet ikke» and the like last. The order says nothing of the respondents.
    respondents : int
        How many answered.
    own_words : int
        How many of them wrote something of their own («Annet: …»). What they wrote is a comment.
    several : bool
        Whether one respondent could choose more than one option.
    """

    question: str = field(repr=False)
    key: str = field(repr=False)
    passage_id: str | None
    options: tuple[ClosedOption, ...]
    respondents: int
    own_words: int = 0
    several: bool = False
