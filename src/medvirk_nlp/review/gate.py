"""The gate: nothing leaves while something is open, or was changed behind the program's back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.review.chain import Verification
from medvirk_nlp.review.flags import KINDS
from medvirk_nlp.review.model import Payload, Request, StoredPassage
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.texts import texts

HashCheck = Callable[[StoredPassage, PassageState], tuple[str, str] | None]
"""Reads a passage in its source again, applies ``state.findings`` and returns the hashes of source
text and clean text (``model.text_hash``); None when the file or the passage is not there."""
GroupCheck = Callable[[], Sequence[str]]
"""Returns a neutral key for every figure or text that too few people stand behind."""
SOURCE_CHANGED = "source_changed"
SMALL_GROUP = "small_group"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One kind of thing that keeps the gate shut.

    Attributes
    ----------
    kind : str
        A kind of flag, "source_changed" or "small_group".
    count : int
        Flags, passages or groups.
    places : tuple of str
        Ids of the documents; keys of the groups for "small_group".
    """

    kind: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate saw.

    Attributes
    ----------
    items : tuple of OpenItem
        The gravest first.
    chain : Verification
    unchecked : tuple of str
        "hashes" or "groups" where no check was given; a release needs both.
    head : str
        Digest of the newest decision seen, which binds the report to that moment.
    """

    items: tuple[OpenItem, ...]
    chain: Verification
    unchecked: tuple[str, ...]
    head: str

    @property
    def ready(self) -> bool:
        """True when a release may be made."""
        return not self.items and self.chain.whole and not self.unchecked


class GateShutError(RefusedError):
    """The release was refused.

    Attributes
    ----------
    report : GateReport
        Why; ``gate_lines`` puts it in words.
    """

    def __init__(self, report: GateReport) -> None:
        count = sum(item.count for item in report.items) + len(report.unchecked)
        super().__init__("review.gate.shut", count=count + (not report.chain.whole))
        self.report = report


def check_gate(
    workspace: Workspace,
    hash_check: HashCheck | None = None,
    group_check: GroupCheck | None = None,
) -> GateReport:
    """See whether a release may be made, and change nothing.

    Parameters
    ----------
    workspace : Workspace
    hash_check, group_check : callable or None
        Without one of them the report is never ready.
    """
    chain = workspace.verify()
    found: dict[str, list[str]] = defaultdict(list)
    states = workspace.states()
    for passage in workspace.passages():
        state = states[passage.id]
        if state.name == "withheld":
            continue
        for stored in state.open_flags:
            found[stored.flag.kind].append(passage.document_id)
        if hash_check and not _same(passage, state, hash_check):
            found[SOURCE_CHANGED].append(passage.document_id)
    if group_check and (groups := group_check()):
        found[SMALL_GROUP] = list(groups)
    unchecked = {"hashes": hash_check, "groups": group_check}
    return GateReport(
        items=tuple(
            OpenItem(kind, len(found[kind]), tuple(sorted(set(found[kind]))))
            for kind in (SOURCE_CHANGED, *KINDS, SMALL_GROUP)
            if found[kind]
        ),
        chain=chain,
        unchecked=tuple(name for name, check in unchecked.items() if check is None),
        head=workspace.decisions()[-1].hash,
    )


def require_open(
    workspace: Workspace, hash_check: HashCheck, group_check: GroupCheck
) -> GateReport:
    """Return the report of an open gate.

    Raises
    ------
    GateShutError
        While anything is open, was changed, or rests on too few people.
    """
    report = check_gate(workspace, hash_check, group_check)
    if not report.ready:
        raise GateShutError(report)
    return report


def withhold_open(
    workspace: Workspace,
    reviewer: str,
    hash_check: HashCheck | None = None,
    others: Collection[str] = (),
) -> int:
    """Withhold every passage that is undecided or changed, and return how many.

    Parameters
    ----------
    workspace : Workspace
    reviewer : str
        Initials of the person who asks for it.
    hash_check : callable or None
        With it, passages whose source has changed are withheld too.
    others : collection of str
        Ids of further passages to withhold.
    """
    states = workspace.states()
    requests = [
        Request(
            p.id,
            "withhold",
            reviewer,
            p.text_sha256,
            states[p.id].clean_sha256,
            payload=Payload(undecided=None if states[p.id].closed else True),
        )
        for p in workspace.passages()
        if not states[p.id].closed
        or (p.id in others and states[p.id].name != "withheld")
        or (
            hash_check
            and states[p.id].name != "withheld"
            and not _same(p, states[p.id], hash_check)
        )
    ]
    return len(workspace.decide(*requests))


def gate_lines(report: GateReport, language: str) -> list[str]:
    """Put a report in words, one line a reason.

    Parameters
    ----------
    report : GateReport
    language : {"nb", "nn", "en"}
    """
    say = texts(language)
    lines = []
    if not report.chain.whole:
        lines.append(say(f"review.chain.{report.chain.reason}", seq=report.chain.seq))
    for item in report.items:
        place = "gate" if item.kind in (SOURCE_CHANGED, SMALL_GROUP) else "flag"
        reason = say(f"review.{place}.{item.kind}")
        where = ", ".join(item.places)
        lines.append(say("review.gate.item", count=item.count, reason=reason, places=where))
    lines.extend(say(f"review.gate.unchecked_{name}") for name in report.unchecked)
    return lines or [say("review.gate.ready")]


def _same(passage: StoredPassage, state: PassageState, hash_check: HashCheck) -> bool:
    return hash_check(passage, state) == (passage.text_sha256, state.clean_sha256)
