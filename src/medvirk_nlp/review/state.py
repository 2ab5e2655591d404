"""What a passage is to the gate: its flags and the decisions about it, played back in order.

This is the only place that knows the rules:

- A decision holds for the text, the clean text and the basis (policy, models, codebook) it was
  taken on. When one of them is another now, it no longer counts and the passage must be looked at
  again; so says a flag of the kind ``changed``.
- A passage withheld stays so, for the same source text, until that is undone. One that a
  participant has withdrawn does too; should its text be another now, it waits until somebody has
  looked at it again.
- Masking words answers a flag about those words, but none that is about more than words.
- Words shown again must be approved in the text that results, and so must other words that a
  reviewer has put in the place of the passage.
- A second reader who would not let a passage out opens it again, until it is approved anew.
- A passage that is not to be quoted stays so, for the same source text, whatever else is approved
  of it; that answers the suggestion to quote it.
- New codes answer a doubt about codes, and hold for the same source text.
- Undoing takes back the newest decision about the passage that still stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.records import (
    DIRECT_TYPES,
    REVIEWER,
    REVIEWER_COARSER,
    Finding,
    Flag,
    Polarity,
)
from medvirk_nlp.review.flags import (
    CODING_KINDS,
    KINDS,
    MASK_ANSWERS,
    ONE_BY_ONE,
    blocking_kinds,
    flag_id,
)
from medvirk_nlp.review.model import Decision, StoredFlag, StoredPassage
from medvirk_nlp.review.run_record import digest

EDITS = ("mask", "unmask", "rewrite")
"""Actions that make another clean text."""
StateName = Literal["clear", "open", "approved", "withheld", "stale"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A decision and the basis of the run it was taken in."""

    decision: Decision
    basis: str


@dataclass(frozen=True, slots=True)
class PassageState:
    """A passage after all decisions about it.

    Attributes
    ----------
    name : StateName
        "clear" (nothing to look at), "open", "approved", "withheld", or "stale" (open because
        what was decided on has changed since).
    clean_sha256 : str
        Hash of the clean text with the reviewer's masks.
    findings : tuple of Finding
        To be applied at release: the machine's and the reviewer's, sorted and disjoint.
    open_flags : tuple of StoredFlag
        Flags without an answer that hold back the release.
    other_flags : tuple of StoredFlag
        Flags without an answer that do not.
    themes : tuple of str
    polarity : Polarity or None
    standing : tuple of Decision
        Decisions not undone, the oldest first.
    rewritten : str or None
        Hash of the words that a reviewer has put in the place of the passage.
    withdrawn : bool
        Withheld because a participant has taken back what was said.
    seen : bool
        A person has approved or made the very clean text, or let it out as a second reader.
    undecided : bool
        Withheld because nobody had decided about it when a report was made.
    unquoted : bool
        A person has said that it is not to be quoted; it counts all the same.
    """

    name: StateName
    clean_sha256: str
    findings: tuple[Finding, ...]
    open_flags: tuple[StoredFlag, ...]
    other_flags: tuple[StoredFlag, ...]
    themes: tuple[str, ...]
    polarity: Polarity | None
    standing: tuple[Decision, ...]
    withdrawn: bool = False
    rewritten: str | None = None
    seen: bool = False
    undecided: bool = False
    unquoted: bool = False

    @property
    def closed(self) -> bool:
        """True when the passage does not hold back the release."""
        return self.name in ("clear", "approved", "withheld")


def bind(decisions: Sequence[Decision]) -> Mapping[str, list[Bound]]:
    """Sort decisions by passage, each with the basis of its run."""
    bound: dict[str, list[Bound]] = defaultdict(list)
    basis = ""
    for decision in decisions:
        if decision.action == "begin":
            basis = decision.payload.basis or ""
        elif decision.passage_id is not None:
            bound[decision.passage_id].append(Bound(decision, basis))
    return bound


def passage_state(
    passage: StoredPassage, history: Sequence[Bound], basis: str, *, coding_blocks: bool = False
) -> PassageState:
    """Play back the decisions about a passage.

    Parameters
    ----------
    passage : StoredPassage
    history : sequence of Bound
        All decisions about it, in order.
    basis : str
        Of the present run.
    coding_blocks : bool
        Whether an uncertain theme or polarity holds back the release.

    Raises
    ------
    RefusedError
        "review.workspace.damaged" when the decisions cannot have been taken in this order.
    """
    standing = _standing(history)
    fitting = [
        b.decision
        for b in standing
        if b.basis == basis and b.decision.text_sha256 == passage.text_sha256
    ]
    clean = passage.clean_sha256
    edits: list[Decision] = []
    for decision in fitting:
        if decision.action in EDITS and decision.clean_sha256 == clean:
            edits.append(decision)
            clean = decision.payload.result_sha256 or ""
    approvals = [d for d in fitting if d.action == "approve" and d.clean_sha256 == clean]

    holding = {decision.seq for decision in (*edits, *approvals)}
    gone = [b.decision for b in standing if b.decision.action == "withdraw"]
    outdated = any(decision.text_sha256 != passage.text_sha256 for decision in gone) or any(
        b.decision.action in ("approve", *EDITS) and b.decision.seq not in holding for b in standing
    )
    flags = list(passage.flags)
    if outdated or any(decision.action in ("unmask", "rewrite") for decision in edits):
        flags.append(changed_flag(passage, clean, basis))
    flags.extend(
        _objection(passage, decision)
        for decision in fitting
        if decision.action == "second" and decision.payload.lets_out is False
    )
    recodings = [
        b.decision
        for b in standing
        if b.decision.action == "recode" and b.decision.text_sha256 == passage.text_sha256
    ]
    answered = _answered(flags, edits, approvals, recodings)
    unquoted = any(
        b.decision.action == "unquote" and b.decision.text_sha256 == passage.text_sha256
        for b in standing
    )
    if unquoted:
        answered.update(f.id for f in flags if f.flag.kind == "quote")
    blocking = blocking_kinds(coding_blocks)
    unanswered = sorted(
        (f for f in flags if f.id not in answered), key=lambda f: (f.flag.priority, f.id)
    )
    open_flags = tuple(f for f in unanswered if f.flag.kind in blocking)
    withdrawn = any(decision.text_sha256 == passage.text_sha256 for decision in gone)
    withheld = withdrawn or any(
        b.decision.action == "withhold" and b.decision.text_sha256 == passage.text_sha256
        for b in standing
    )
    themes, polarity = _coding(passage, recodings)
    name: StateName
    if withheld:
        name = "withheld"
    elif open_flags:
        name = "stale" if outdated else "open"
    else:
        name = "approved" if any(f.flag.kind in blocking for f in flags) else "clear"
    return PassageState(
        name=name,
        clean_sha256=clean,
        findings=_findings(passage, edits),
        open_flags=open_flags,
        other_flags=tuple(f for f in unanswered if f.flag.kind not in blocking),
        themes=themes,
        polarity=polarity,
        standing=tuple(b.decision for b in standing),
        withdrawn=withdrawn,
        rewritten=clean if edits and edits[-1].action == "rewrite" else None,
        seen=bool(approvals or edits)
        or any(d.payload.lets_out and d.clean_sha256 == clean for d in fitting),
        undecided=withheld and any(b.decision.payload.undecided for b in standing),
        unquoted=unquoted,
    )


def _standing(history: Sequence[Bound]) -> list[Bound]:
    standing: list[Bound] = []
    for bound in history:
        if bound.decision.action != "undo":
            standing.append(bound)
        elif standing and standing[-1].decision.seq == bound.decision.payload.undoes:
            standing.pop()
        else:
            raise RefusedError("review.workspace.damaged")
    return standing


def changed_flag(passage: StoredPassage, clean: str, basis: str) -> StoredFlag:
    """Return the flag that asks to look at a passage again, for one clean text and basis.

    Parameters
    ----------
    passage : StoredPassage
    clean : str
        Hash of the clean text.
    basis : str
        ``RunSettings.basis``.
    """
    flag = Flag("changed", KINDS.index("changed"), rule="changed")
    return StoredFlag(flag_id(passage.id, digest([passage.text_sha256, clean, basis]), flag), flag)


def _objection(passage: StoredPassage, second: Decision) -> StoredFlag:
    """Return the flag of a second reader who would not let a passage out."""
    flag = Flag("changed", KINDS.index("changed"), rule="second_reader")
    return StoredFlag(flag_id(passage.id, digest([passage.text_sha256, second.seq]), flag), flag)


def _answered(
    flags: Sequence[StoredFlag],
    edits: Sequence[Decision],
    approvals: Sequence[Decision],
    recodings: Sequence[Decision],
) -> set[str]:
    known = {stored.id: stored.flag for stored in flags}
    answered: set[str] = set()
    for decision in approvals:
        if decision.flag_id is not None:
            answered.add(decision.flag_id)
        answered.update(
            identity
            for identity in decision.payload.flags
            if identity in known and known[identity].kind not in ONE_BY_ONE
        )
    for decision in edits:
        flag = known.get(decision.flag_id or "")
        if decision.action == "mask" and flag and _covers(decision, flag):
            answered.add(decision.flag_id or "")
    for decision in recodings:
        flag = known.get(decision.flag_id or "")
        if flag and flag.kind in CODING_KINDS:
            answered.add(decision.flag_id or "")
    return answered


def _covers(mask: Decision, flag: Flag) -> bool:
    """Tell whether a mask is the whole answer to a flag."""
    start, end = mask.payload.start, mask.payload.end
    if flag.kind not in MASK_ANSWERS or None in (flag.start, flag.end, start, end):
        return False
    assert flag.start is not None and flag.end is not None
    assert start is not None and end is not None
    return start <= flag.start and flag.end <= end


def _findings(passage: StoredPassage, edits: Sequence[Decision]) -> tuple[Finding, ...]:
    """Return the machine's findings, less those shown again, joined with what was masked."""
    shown = {(d.payload.start, d.payload.end) for d in edits if d.action == "unmask"}
    findings = tuple(f for f in passage.findings if (f.start, f.end) not in shown)
    for decision in edits:
        start, end = decision.payload.start, decision.payload.end
        if decision.action == "mask" and start is not None and end is not None:
            entity_type = decision.payload.entity_type or "PERSON"
            coarser = bool(decision.payload.coarser)
            findings = with_mask(findings, start, end, entity_type, coarser=coarser)
    return findings


def with_mask(
    findings: Sequence[Finding], start: int, end: int, entity_type: str, *, coarser: bool = False
) -> tuple[Finding, ...]:
    """Return the findings with one more, made by a person and joined with all it touches.

    Parameters
    ----------
    findings : sequence of Finding
        Disjoint.
    start, end : int
        Offsets into the source text.
    entity_type : str
    coarser : bool
        Whether the words are put more coarsely instead of hidden.
    """
    touched = [f for f in findings if f.start < end and start < f.end]
    union = Finding(
        start=min([start, *(f.start for f in touched)]),
        end=max([end, *(f.end for f in touched)]),
        entity_type=entity_type,
        score=1.0,
        identifier="direct" if entity_type in DIRECT_TYPES else "quasi",
        action="generalize" if coarser else "mask",
        recognizer=REVIEWER_COARSER if coarser else REVIEWER,
    )
    return tuple(sorted([*(f for f in findings if f not in touched), union], key=lambda f: f.start))


def _coding(
    passage: StoredPassage, recodings: Sequence[Decision]
) -> tuple[tuple[str, ...], Polarity | None]:
    themes = tuple(code.theme for code in passage.codes if code.verdict == "yes")
    polarity = passage.polarity
    for decision in recodings:
        if decision.payload.themes is not None:
            themes = decision.payload.themes
        polarity = decision.payload.polarity or polarity
    return themes, polarity
