"""The records that travel the road from raw note to report.

All of them are frozen: a room makes new records, it never changes those of the room above.
Fields that may hold what somebody said or who somebody is are left out of ``repr``, so that
neither a log line nor a traceback can show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from medvirk_nlp.survey_records import ClosedQuestion, ReadColumn

Identifier = Literal["direct", "quasi"]
Confidential = Literal["health", "ethnicity", "religion", "sexuality", "politics", "criminal"]
Action = Literal["mask", "generalize", "review", "keep"]
Polarity = Literal["positive", "negative", "mixed", "neutral"]
Role = Literal["feedback", "heading", "question", "agenda", "attendance", "follow_up", "other"]
"""What a passage is. Only ``feedback`` is coded and counted. ``follow_up`` goes to the internal
list. Everything is searched for personal data: an attendance list tells whom to look for."""
REVIEWER = "reviewer"
"""Recognizer of what a person masked: always masked, whatever the policy says of the type."""
REVIEWER_COARSER = "reviewer_coarser"
"""Recognizer of what a person wants in coarser words, whatever the policy says of the type."""
BY_REVIEWER = frozenset({REVIEWER, REVIEWER_COARSER})
Kind = Literal["experience", "suggestion", "non_answer"]

DIRECT_TYPES = frozenset(
    [
        "PERSON",
        "NATIONAL_ID",
        "PHONE_NUMBER",
        "EMAIL_ADDRESS",
        "URL",
        "USERNAME",
        "STREET_ADDRESS",
        "BANK_ACCOUNT",
        "CASE_NUMBER",
        "LICENSE_PLATE",
        "DUF_NUMBER",
        "IP_ADDRESS",
        "ORG_NUMBER",
    ]
)
"""Entity types that point at one person alone."""
QUASI_TYPES = frozenset(
    [
        "LOCATION",
        "ORGANIZATION",
        "DATE",
        "AGE",
        "DEMOGRAPHIC",
        "HEALTH",
        "FAMILY",
        "OCCUPATION",
        "EVENT",
    ]
)
"""Entity types that narrow it down, in combination with others."""
ENTITY_TYPES = DIRECT_TYPES | QUASI_TYPES


@dataclass(frozen=True, slots=True)
class Held:
    """A file, or a part of one, that was not read.

    Attributes
    ----------
    locator : str
        Where in the document, in words that hold no note text ("merknad 2"); empty for all of it.
    reason : str
        Key of the message in ``resources/texts/*/reading.toml`` ("held.encrypted").
    """

    locator: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column or kind of line left out on purpose at reading.

    Attributes
    ----------
    what : str
        Key of the message in ``resources/texts/*/reading.toml`` ("dropped.email_column").
    count : int
        How many cells or lines.
    """

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A kind of part of a file that was read.

    Attributes
    ----------
    what : str
        Key of its name in ``resources/texts/*/reading.toml`` ("part.comments").
    count : int
        How many passages it gave.
    """

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and where it came from.

    Attributes
    ----------
    id : str
        ``<document id>-<ordinal>``, stable for the same file content.
    document_id : str
        Neutral id of the document, never its file name.
    text : str
        As it stands in the source.
    locator : str
        Where in the source, in words that hold no note text ("tabell 2, rad 3").
    role : Role
        What kind of line it is.
    context_id : str or None
        Id of the heading or question passage that this one stands under.
    respondent : str or None
        Opaque tag of who speaks, where the source tells (a survey row, a speaker turn); the same
        within a document for the same respondent. Never a name or an id of the source.
    multiplicity : int
        How many said it, where the note tells («x3»). Counts mentions, never persons.
    board : {"positive", "negative"} or None
        The board of the post-it («Bra» / «Dårlig»).
    trait : bool
        Whether it is the respondent's answer to what they are (service, position, age, gender):
        never shown, and weighed together with what the same respondent writes.
    """

    id: str
    document_id: str
    text: str = field(repr=False)
    locator: str
    role: Role = "feedback"
    context_id: str | None = None
    respondent: str | None = None
    multiplicity: int = 1
    board: Literal["positive", "negative"] | None = None
    trait: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, read.

    Attributes
    ----------
    id : str
        Neutral id ("dok-01"), by the alphabetical place of the file in its folder.
    source : Path
        The user's file. Used to open it again, never written anywhere.
    sha256 : str
        Hex digest of the file's bytes.
    format : str
        "docx", "xlsx", "xls", "odt", "ods", "pdf", "rtf", "csv", "vtt", "srt", "txt", "md", "eml",
        "msg", "zip"; "unknown" for a file of which nothing was read.
    passages : tuple of Passage
    held : tuple of Held
    dropped : tuple of Dropped
    known_names : tuple of str
        Names and addresses met in columns, speaker tags or file properties that were dropped.
        Searched for in all text of the run, then forgotten. In memory only.
    group : str or None
        Respondent group of the project ("barn_unge", "foreldre", …).
    participants : int or None
        How many took part, from the project, an attendance list or the number of rows.
    read_parts : tuple of ReadPart
        Which parts of the file gave the passages. Together with ``held`` and ``dropped`` this is
        the account of all that the file holds.
    carrier : str or None
        Id of the e-mail that the document was attached to: the two have one sender.
    columns : tuple of ReadColumn
        What each column of a table was taken for.
    closed : tuple of ClosedQuestion
        Counts of closed answers, in the order of the questions.
    """

    id: str
    source: Path = field(repr=False)
    sha256: str
    format: str
    passages: tuple[Passage, ...]
    held: tuple[Held, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    known_names: tuple[str, ...] = field(default=(), repr=False)
    group: str | None = None
    participants: int | None = None
    read_parts: tuple[ReadPart, ...] = ()
    carrier: str | None = None
    columns: tuple[ReadColumn, ...] = ()
    closed: tuple[ClosedQuestion, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Personal data in a text.

    Attributes
    ----------
    start, end : int
        Character offsets into the text given, end exclusive.
    entity_type : str
        One of ``ENTITY_TYPES``.
    score : float
        0 to 1.
    identifier : {"direct", "quasi"}
    confidential : Confidential or None
        GDPR art. 9 / 10 category.
    action : Action
        What the policy does with it.
    recognizer : str
        Name of the recognizer that found it.
    entity_id : str or None
        Same person, place … ⇒ same id within a run.
    """

    start: int
    end: int
    entity_type: str
    score: float
    identifier: Identifier = "direct"
    confidential: Confidential | None = None
    action: Action = "mask"
    recognizer: str = ""
    entity_id: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"impossible span {self.start}-{self.end}")
        if self.entity_type not in ENTITY_TYPES:
            raise ValueError(f"unknown entity type {self.entity_type}")


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason why a person must look at a passage before it leaves.

    Attributes
    ----------
    kind : str
        "always_stop", "disclosure", "confidential", "combination", "own_case", "low_confidence",
        "leftover", "review_type", "quote" or "uncertain_code"; its text is in
        ``resources/texts/*/review.toml``.
    priority : int
        0 is looked at first.
    start, end : int or None
        The words it concerns, as offsets into the passage's source text; None for all of it.
    rule : str
        Which rule raised it, a key and never note text.
    """

    kind: str
    priority: int
    start: int | None = None
    end: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Anonymized:
    """A text after the policy was applied.

    Attributes
    ----------
    text : str
        The clean text.
    findings : tuple of Finding
        Sorted, disjoint; offsets into the text given.
    flags : tuple of Flag
    """

    text: str
    findings: tuple[Finding, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A clean passage with its codes.

    Attributes
    ----------
    passage_id, document_id : str
    text : str
        Clean text.
    context : str or None
        Clean text of the heading or question it stands under.
    themes : tuple of str
        Codes of the codebook, in the codebook's order; empty where nothing fits.
    confidence : mapping of str to float
        Calibrated probability per code of the codebook.
    polarity : Polarity
    polarity_confidence : float
    kind : Kind
        Experience, suggestion for improvement, or a non-answer («vet ikke»).
    group, respondent : str or None
    multiplicity : int
    recoded : bool
        A person, not the program, chose the themes or the polarity.
    seen : bool
        A person has answered for the very text; without that a release does not quote it.
    unquoted : bool
        A person has said that it is not to be quoted: it counts, and is in no draft or release as a
        quote.
    """

    passage_id: str
    document_id: str
    text: str = field(repr=False)
    context: str | None = field(repr=False)
    themes: tuple[str, ...]
    confidence: Mapping[str, float]
    polarity: Polarity
    polarity_confidence: float
    kind: Kind = "experience"
    group: str | None = None
    respondent: str | None = None
    multiplicity: int = 1
    recoded: bool = False
    seen: bool = False
    unquoted: bool = False
