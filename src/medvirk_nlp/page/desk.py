"""What the page knows of a run while it is open: passages, their states, and who decided last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.page.notes import Notes
from medvirk_nlp.page.paraphrase import Checker, detector_of
from medvirk_nlp.review.flags import NOT_IN_THE_WAY
from medvirk_nlp.review.groups import Group, groups
from medvirk_nlp.review.model import Decision, Request, StoredFlag, StoredPassage
from medvirk_nlp.review.state import Bound, PassageState, bind, passage_state
from medvirk_nlp.review.workspace import Workspace

_Done = TypeVar("_Done")


class ConflictError(RefusedError):
    """Somebody decided about the passage after it was shown.

    Attributes
    ----------
    passage_id : str
    """

    def __init__(self, passage_id: str) -> None:
        super().__init__("page.conflict.taken")
        self.passage_id = passage_id


class NoteClosedError(RefusedError):
    """The note is gone or is not the one that was analyzed, so nothing of it is decided."""


class Desk:
    """A work folder with its notes, for as long as the page is open.

    All requests are answered by one thread, one after the other, and the folder is locked to this
    process: what is asked here and decided in the same breath cannot be overtaken.

    Parameters
    ----------
    workspace : Workspace
        Open for writing.
    notes : Notes
    """

    def __init__(self, workspace: Workspace, notes: Notes) -> None:
        self.workspace = workspace
        self.notes = notes
        self.checker = Checker(detector_of(notes))
        self.settings = workspace.run.settings
        self.stored: Mapping[str, StoredPassage] = {p.id: p for p in workspace.passages()}
        self._states = workspace.states()
        self._note(workspace.decisions())

    def _note(self, decisions: list[Decision]) -> None:
        self._decisions = decisions
        self._history: Mapping[str, Sequence[Bound]] = bind(decisions)
        self._groups: list[Group] | None = None

    def decisions(self) -> Sequence[Decision]:
        """Return all decisions, in order."""
        return self._decisions

    def head(self) -> int:
        """Return the number of the newest decision of all."""
        return len(self._decisions)

    def passage_of(self, number: int) -> str:
        """Return the passage a decision is about."""
        return self._decisions[number - 1].passage_id or ""

    def is_together(self, number: int) -> bool:
        """Tell whether a decision is part of one answer for many."""
        return self._decisions[number - 1].payload.together is not None

    def alike(self, passage_id: str) -> list[Group]:
        """Return what waits about a passage and asks the same as something elsewhere.

        What does not hold back the release only where nothing graver waits.
        """
        if self._groups is None:
            self._groups = groups(self.workspace, self.notes.words)
        settled = not self.state(passage_id).open_flags
        return [
            group
            for group in self._groups
            if passage_id in group.passages
            and len(group.flags) > 1
            and (settled or group.kind not in NOT_IN_THE_WAY)
        ]

    def state(self, passage_id: str) -> PassageState:
        """Return the state of a passage now."""
        return self._states[passage_id]

    def states(self) -> Mapping[str, PassageState]:
        """Return all states, by passage id."""
        return self._states

    def history(self, passage_id: str) -> list[Decision]:
        """Return all decisions about a passage, in order."""
        return [bound.decision for bound in self._history.get(passage_id, ())]

    def version(self, passage_id: str) -> int:
        """Return the number of the newest decision about a passage, 0 where there is none."""
        history = self.history(passage_id)
        return history[-1].seq if history else 0

    def waiting(self, passage_id: str) -> tuple[StoredFlag, ...]:
        """Return the flags without an answer, those that hold back the release first."""
        state = self.state(passage_id)
        return (*state.open_flags, *state.other_flags)

    def clean(self, passage_id: str) -> str | None:
        """Return the clean text of a passage, None when words put in its place are lost."""
        self.notes.sources.states[passage_id] = self.state(passage_id)
        return self.notes.sources.clean(passage_id)

    def require(self, passage_id: str, version: int | None = None) -> None:
        """See that a passage may be decided.

        Parameters
        ----------
        passage_id : str
        version : int or None
            What ``version`` said when the passage was shown.

        Raises
        ------
        NoteClosedError
            When the note is gone or changed.
        ConflictError
            When somebody decided about it since.
        """
        condition = self.notes.condition(self.stored[passage_id].document_id)
        if condition != "same" or self.notes.passage(passage_id) is None:
            key = "missing" if condition == "missing" else "changed"
            raise NoteClosedError(f"page.note.{key}")
        if version is not None and version != self.version(passage_id):
            raise ConflictError(passage_id)

    def take(self, requests: Sequence[Request], seconds: int | None = None) -> list[Decision]:
        """Add decisions, all of them or none, and look at the states anew.

        Parameters
        ----------
        requests : sequence of Request
        seconds : int or None
            How long the reader looked before the first of them.
        """
        first = [replace(r, payload=replace(r.payload, seconds=seconds)) for r in requests[:1]]
        return self.after(lambda: self.workspace.decide(*first, *requests[1:]))

    def after(self, change: Callable[[], _Done]) -> _Done:
        """Do what adds decisions to the work folder, and look at the states anew."""
        known = {passage_id: len(bounds) for passage_id, bounds in self._history.items()}
        done = change()
        self._note(self.workspace.decisions())
        for passage_id, bounds in self._history.items():
            if passage_id in self.stored and len(bounds) != known.get(passage_id):
                self._states[passage_id] = passage_state(
                    self.stored[passage_id],
                    bounds,
                    self.settings.basis,
                    coding_blocks=self.settings.coding_blocks,
                )
        return done


@contextmanager
def open_desk(work: Path) -> Iterator[Desk]:
    """Open a work folder and its notes, and close it again.

    Raises
    ------
    MedvirkError
        As ``Workspace.open`` and ``Notes``.
    """
    with Workspace.open(work) as workspace:
        if not workspace.verify().whole:
            raise RefusedError("review.workspace.tampered")
        yield Desk(workspace, Notes(workspace))
