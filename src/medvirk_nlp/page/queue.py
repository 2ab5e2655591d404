"""The queue: which passages are shown, in what order, and how far the review has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from medvirk_nlp.page.desk import Desk
from medvirk_nlp.review.flags import CODING_KINDS, KINDS

PRIORITIES: Mapping[str, frozenset[str]] = {
    "grave": frozenset({"always_stop", "disclosure"}),
    "high": frozenset({"changed", "confidential", "combination", "own_case"}),
    "normal": frozenset({"low_confidence", "leftover", "review_type"}),
    "quote": frozenset({"quote"}),
    "coding": CODING_KINDS,
}
STATES = ("waiting", "quotes", "doubts", "approved", "withheld", "all")
"""What may be asked for: what holds back the release, what may be quoted when somebody has read it,
what only the coder doubts, decided ones."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader wants to see; empty for no wish.

    Attributes
    ----------
    state, reason, priority, document : str
    """

    state: str = "waiting"
    reason: str = ""
    priority: str = ""
    document: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str], desk: Desk) -> Filter:
        """Read a filter from a query; a value that cannot be is no wish."""
        documents = {d.id for d in desk.workspace.run.documents}
        allowed = {"state": STATES, "reason": KINDS, "priority": PRIORITIES, "document": documents}
        return cls(**{k: told[k] for k, values in allowed.items() if told.get(k) in values})

    def query(self) -> dict[str, str]:
        """Return what is not as it is without a wish, to be carried along in links."""
        plain = asdict(Filter())
        return {key: value for key, value in asdict(self).items() if value != plain[key]}


@dataclass(frozen=True, slots=True)
class Line:
    """A passage in the queue.

    Attributes
    ----------
    passage_id, document_id : str
    priority : str
        One of ``PRIORITIES``, or "done".
    state : str
    kinds : tuple of str
        Of the flags that wait, the gravest first.
    """

    passage_id: str
    document_id: str
    priority: str
    state: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many passages held back the release from the start, and how many of them are settled."""

    settled: int
    total: int

    @property
    def left(self) -> int:
        """Passages that still hold it back."""
        return self.total - self.settled


def lines(desk: Desk, wanted: Filter) -> list[Line]:
    """Return the passages that fit a filter, the gravest first."""
    found = [line for line in (_line(desk, p) for p in desk.stored) if _fits(line, wanted)]
    order = [*PRIORITIES, "done"]
    rank = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(
        found,
        key=lambda line: (
            order.index(line.priority),
            min((rank[kind] for kind in line.kinds), default=0),
            line.passage_id,
        ),
    )


def progress(desk: Desk) -> Progress:
    """Count what is settled of all that ever had to be."""
    states = desk.states().values()
    total = [state for state in states if state.name != "clear"]
    return Progress(sum(state.closed for state in total), len(total))


def unread_quotes(desk: Desk) -> int:
    """Count the suggested quotes that nobody has read."""
    return len(lines(desk, Filter(state="quotes")))


def neighbors(found: list[Line], passage_id: str) -> tuple[str | None, str | None]:
    """Return the ids before and after a passage in a queue it may have left by now."""
    ids = [line.passage_id for line in found]
    if passage_id not in ids:
        return None, ids[0] if ids else None
    place = ids.index(passage_id)
    return (
        ids[place - 1] if place else None,
        ids[place + 1] if place + 1 < len(ids) else None,
    )


def _line(desk: Desk, passage_id: str) -> Line:
    state = desk.state(passage_id)
    withheld = state.name == "withheld"
    kinds = () if withheld else tuple(dict.fromkeys(f.flag.kind for f in desk.waiting(passage_id)))
    priority = next((name for name, own in PRIORITIES.items() if own & set(kinds)), "done")
    document = desk.stored[passage_id].document_id
    return Line(passage_id, document, priority, state.name, kinds)


def _fits(line: Line, wanted: Filter) -> bool:
    if wanted.document not in ("", line.document_id):
        return False
    if wanted.reason and wanted.reason not in line.kinds:
        return False
    if wanted.priority not in ("", line.priority):
        return False
    if wanted.state == "all":
        return True
    if wanted.state == "waiting":
        return line.state in ("open", "stale")
    if wanted.state in ("quotes", "doubts"):
        kinds = CODING_KINDS if wanted.state == "doubts" else PRIORITIES["quote"]
        return line.state in ("clear", "approved") and bool(kinds & set(line.kinds))
    return line.state == wanted.state
