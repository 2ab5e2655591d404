"""One passage as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medvirk_nlp.blocks import TABLES
from medvirk_nlp.detection.alerts import reason as told_reason
from medvirk_nlp.page.actions import graves
from medvirk_nlp.page.characters import Piece, pieces
from medvirk_nlp.page.desk import Desk
from medvirk_nlp.page.marking import FoundWords, Unit, found_words, units
from medvirk_nlp.page.queue import PRIORITIES
from medvirk_nlp.records import Flag, Passage
from medvirk_nlp.review.flags import MASK_ANSWERS
from medvirk_nlp.review.model import Decision, StoredFlag
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.texts import Texts

REACH = 2
"""Passages of the same note shown before and after."""
LONGEST_NEIGHBOR = 240
"""Characters of a neighboring passage; the reader's own passage is always shown whole."""
_PLACEHOLDER = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage waits.

    Attributes
    ----------
    id, kind, priority : str
    title, text : str
        The kind, and what the rule says.
    words : tuple of Piece
        The words it is about.
    asked : bool
        Whether an approval now answers this one, alone.
    """

    id: str
    kind: str
    priority: str
    title: str
    text: str
    words: tuple[Piece, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A passage nearby, or the heading or question above."""

    passage_id: str
    pieces: tuple[Piece, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A passage with all that is needed to decide about it.

    Attributes
    ----------
    passage : Passage
    state : PassageState
    version : int
        Goes out with the form and must be the same when it comes back.
    units : list of Unit
    clean : list of (Piece, bool) or None
        The clean text, with what was put in the place of something marked; None when the words put
        in the place of the passage are lost.
    plain : str
        The clean text as it is.
    found : list of (FoundWords, tuple of Piece)
    reasons : list of Reason
    heading : Neighbor or None
    before, after : list of Neighbor
    history : list of Decision
    words : (int, int) or None
        What is masked when nothing is selected.
    answers : str
        Id of the grave flag an approval answers, empty when there is none.
    left : int
        How many grave flags wait.
    """

    passage: Passage = field(repr=False)
    state: PassageState
    version: int
    units: list[Unit] = field(repr=False)
    clean: list[tuple[Piece, bool]] | None = field(repr=False)
    plain: str = field(repr=False)
    found: list[tuple[FoundWords, tuple[Piece, ...]]] = field(repr=False)
    reasons: list[Reason] = field(repr=False)
    heading: Neighbor | None = field(repr=False)
    before: list[Neighbor] = field(repr=False)
    after: list[Neighbor] = field(repr=False)
    history: list[Decision]
    words: tuple[int, int] | None
    answers: str
    left: int


def show(desk: Desk, passage_id: str, say: Texts) -> Item:
    """Gather what the page shows of a passage.

    Raises
    ------
    NoteClosedError
        When its note is gone or changed.
    """
    desk.require(passage_id)
    passage = desk.notes.passage(passage_id)
    assert passage is not None  # require has seen it
    state = desk.state(passage_id)
    waiting = () if state.name == "withheld" else desk.waiting(passage_id)
    grave = graves(desk, passage_id)
    clean = desk.clean(passage_id)
    before, after = _around(desk, passage)
    heading = _heading(desk, passage)
    shown = {n.passage_id for n in (*before, *after)}
    return Item(
        passage=passage,
        state=state,
        version=desk.version(passage_id),
        units=units(passage.text, state.findings, [f.flag for f in waiting], say),
        clean=None if clean is None else clean_pieces(clean),
        plain=clean or "",
        found=[
            (found_words(f, say), tuple(pieces(passage.text, f.start, f.end)))
            for f in state.findings
        ],
        reasons=[_reason(desk, passage, stored, stored in grave[:1], say) for stored in waiting],
        heading=heading if heading and heading.passage_id not in shown else None,
        before=before,
        after=after,
        history=desk.history(passage_id),
        words=_words(waiting),
        answers=grave[0].id if grave else "",
        left=len(grave),
    )


def _reason(desk: Desk, passage: Passage, stored: StoredFlag, asked: bool, say: Texts) -> Reason:
    flag = stored.flag
    text = reason_text(flag, say) or say(f"review.flag.{flag.kind}")
    if flag.kind == "uncertain_code" and flag.rule == "theme":
        doubtful = [c.theme for c in desk.stored[passage.id].codes if c.verdict == "ask"]
        titles = {code.id: code.title[say.language] for code in desk.notes.codebook.codes}
        text = say("page.item.doubtful", themes=", ".join(titles.get(t, t) for t in doubtful))
    words: tuple[Piece, ...] = ()
    if flag.start is not None and flag.end is not None:
        words = tuple(pieces(passage.text, flag.start, flag.end))
    priority = next(name for name, kinds in PRIORITIES.items() if flag.kind in kinds)
    title = say(f"page.kind.{flag.kind}")
    return Reason(stored.id, flag.kind, priority, title, text, words, asked)


def reason_text(flag: Flag, say: Texts) -> str:
    """Return what the rule of a flag says, empty where only its kind has words."""
    own = say.get(f"page.rule.{flag.rule}")
    if isinstance(own, str):
        return own
    try:
        return told_reason(flag, say.language)
    except KeyError:
        return ""


def clean_pieces(text: str) -> list[tuple[Piece, bool]]:
    """Return a clean text in pieces, and of each whether it was put in the place of something."""
    marked: list[tuple[Piece, bool]] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        marked.extend((piece, False) for piece in pieces(text, end, match.start()))
        marked.append((Piece(match.start(), match.end(), match.group()), True))
        end = match.end()
    marked.extend((piece, False) for piece in pieces(text, end))
    return marked


def _around(desk: Desk, passage: Passage) -> tuple[list[Neighbor], list[Neighbor]]:
    if desk.notes.document(passage.document_id).format in TABLES:
        return [], []  # rows are different people: one is no context for the next
    before, after = desk.notes.around(passage, REACH)
    return [_neighbor(p) for p in before], [_neighbor(p) for p in after]


def _heading(desk: Desk, passage: Passage) -> Neighbor | None:
    heading = desk.notes.passage(passage.context_id) if passage.context_id else None
    return _neighbor(heading) if heading else None


def _neighbor(passage: Passage) -> Neighbor:
    cut = len(passage.text) > LONGEST_NEIGHBOR
    return Neighbor(passage.id, tuple(pieces(passage.text[:LONGEST_NEIGHBOR])), cut)


def _words(waiting: Sequence[StoredFlag]) -> tuple[int, int] | None:
    for stored in waiting:
        flag = stored.flag
        if flag.kind in MASK_ANSWERS and flag.start is not None and flag.end is not None:
            return flag.start, flag.end
    return None
