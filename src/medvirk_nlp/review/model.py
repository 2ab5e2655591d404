"""What the work folder keeps of a passage and of a decision: places, types and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from medvirk_nlp.records import Finding, Flag, Kind, Passage, Polarity

DecisionAction = Literal[
    "begin",
    "approve",
    "withhold",
    "withdraw",
    "mask",
    "unmask",
    "rewrite",
    "recode",
    "unquote",
    "second",
    "undo",
    "release",
]
"""``begin`` opens every run and ``release`` ends one; the others are a reviewer's. ``withdraw`` is
a participant's wish, noted by a reviewer: the passage does not count any more at all. ``rewrite``
puts other words in the place of the passage, known here by their hash. ``unquote`` leaves the
passage in the figures and out of the quotes. ``second`` is what a second reader would have
decided."""
Verdict = Literal["yes", "ask", "no"]
"""A theme that is set, one that is not but nearly was, one that is not."""


def text_hash(text: str) -> str:
    """Return the hex SHA-256 of a text, in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class PassageResult:
    """What the rooms above found out about a passage; what ``Workspace.create`` takes.

    Attributes
    ----------
    passage : Passage
        As read.
    clean_text : str
        After the policy. Only its hash is kept.
    findings : tuple of Finding
        Offsets into the passage's text.
    flags : tuple of Flag
        From ``flags.build_flags``.
    themes : tuple of str
        Codes that are set.
    doubtful : tuple of str
        Codes that lie near their threshold.
    confidence : mapping of str to float
        Probability per code.
    polarity : Polarity or None
        None for a passage that is not coded.
    polarity_confidence : float
    kind : Kind
    """

    passage: Passage
    clean_text: str = field(repr=False)
    findings: tuple[Finding, ...] = ()
    flags: tuple[Flag, ...] = ()
    themes: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
    polarity: Polarity | None = None
    polarity_confidence: float = 0.0
    kind: Kind = "experience"


@dataclass(frozen=True, slots=True)
class StoredFlag:
    """A flag with the id by which a decision names it."""

    id: str
    flag: Flag


@dataclass(frozen=True, slots=True)
class StoredCode:
    """One theme of a passage, as the coder left it."""

    theme: str
    confidence: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the work folder knows it.

    Attributes
    ----------
    id, document_id, role : str
    length : int
        Characters of the source text.
    text_sha256, clean_sha256 : str
        Hashes of the source text and of the text after the policy, before any decision.
    group, respondent : str or None
    multiplicity : int
    findings : tuple of Finding
    flags : tuple of StoredFlag
    codes : tuple of StoredCode
    polarity : Polarity or None
    polarity_confidence : float
    kind : Kind
    """

    id: str
    document_id: str
    role: str
    length: int
    text_sha256: str
    clean_sha256: str
    group: str | None = None
    respondent: str | None = None
    multiplicity: int = 1
    findings: tuple[Finding, ...] = ()
    flags: tuple[StoredFlag, ...] = ()
    codes: tuple[StoredCode, ...] = ()
    polarity: Polarity | None = None
    polarity_confidence: float = 0.0
    kind: Kind = "experience"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a decision says beyond its action: places, types, codes; never text.

    Attributes
    ----------
    flags : tuple of str
        Ids of the flags that an approval of the whole passage covers.
    start, end : int or None
        The words to mask or show, as offsets into the source text.
    entity_type : str or None
    result_sha256 : str or None
        Hash of the clean text after a mask, unmask or rewrite.
    themes : tuple of str or None
        The new themes; None leaves them.
    polarity : Polarity or None
        The new polarity; None leaves it.
    undoes : int or None
        Number of the decision taken back.
    basis, content : str or None
        For ``begin``: digests of settings and of all that was stored.
    record : str or None
        For ``release``: digest of the release record.
    together : int or None
        How many flags or places one and the same answer was given to; None for a single one.
    coarser : bool or None
        For ``mask``: true where the words are put more coarsely instead of hidden.
    lets_out : bool or None
        For ``second``: whether the second reader would let the passage out.
    seconds : int or None
        How long the reviewer looked at the passage before deciding.
    undecided : bool or None
        For ``withhold``: true where nobody had decided about the passage when a report was made.
    """

    flags: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    entity_type: str | None = None
    result_sha256: str | None = None
    themes: tuple[str, ...] | None = None
    polarity: Polarity | None = None
    undoes: int | None = None
    basis: str | None = None
    content: str | None = None
    record: str | None = None
    together: int | None = None
    coarser: bool | None = None
    lets_out: bool | None = None
    seconds: int | None = None
    undecided: bool | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One link of the chain of decisions.

    Attributes
    ----------
    seq : int
        1, 2, 3 …, in the order they were taken, whatever the clock says.
    passage_id, flag_id : str or None
    action : DecisionAction
    payload : Payload
    reviewer : str
        Initials.
    time : str
        ISO 8601, UTC.
    text_sha256, clean_sha256 : str
        Of the texts the reviewer saw.
    previous, hash : str
        Digest of the link before and of this one.
    """

    seq: int
    passage_id: str | None
    flag_id: str | None
    action: DecisionAction
    payload: Payload
    reviewer: str
    time: str
    text_sha256: str
    clean_sha256: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Request:
    """A decision a reviewer asks for; ``Workspace.decide`` checks it before it counts.

    Attributes
    ----------
    passage_id : str
    action : DecisionAction
    reviewer : str
        Initials, at most 12 characters.
    text_sha256, clean_sha256 : str
        Of the texts the reviewer saw; a decision about an older version is refused.
    flag_id : str or None
        The flag it answers. An approval without one covers every flag of the passage that need
        not be answered one by one.
    payload : Payload
        Words, type, codes; ``undoes`` is filled in by the work folder, and so is ``flags``, unless
        an approval of one flag names others of the passage that are answered by the same look.
    """

    passage_id: str
    action: DecisionAction
    reviewer: str
    text_sha256: str
    clean_sha256: str
    flag_id: str | None = None
    payload: Payload = Payload()
