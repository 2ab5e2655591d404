"""The attack on a work folder: on the notes as they are, and on what would leave."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medvirk_nlp.drafting import Sources
from medvirk_nlp.reidentification.attack import Attack, attack
from medvirk_nlp.reidentification.attendance import read_attendance
from medvirk_nlp.releasing import Material
from medvirk_nlp.review.run_record import RELEASABLE_ROLE
from medvirk_nlp.review.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Trial:
    """What an attacker with an attendance list gets out of a run.

    Attributes
    ----------
    before : Attack
        On the notes as they are.
    after : Attack
        On the clean text of the same passages.
    k : int
        Fewest people a text may fit without telling anything.
    """

    before: Attack
    after: Attack
    k: int


def reidentify(work: Path | str, attendance: Path | str) -> Trial:
    """Try to tell who said what, before and after anonymization.

    All feedback is tried that nobody has withheld, also what still waits for a decision.

    Parameters
    ----------
    work : path
        The work folder; nothing in it is changed.
    attendance : path
        See `medvirk_nlp.reidentification.attendance.read_attendance`.

    Raises
    ------
    UsageError
        When the list or the folder cannot be used.
    RefusedError
        When policy or codebook are not those of the run.
    """
    with Workspace.open(Path(work), read_only=True) as workspace:
        material = Material.of(workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        k = workspace.run.settings.k
        year = material.project.year or int(workspace.decisions()[0].time[:4])
        people = read_attendance(Path(attendance), year)
        raw = {p.id: p.text for d in material.documents for p in d.passages}
        clean = {
            passage_id: text
            for passage_id, stored in sources.stored.items()
            if stored.role == RELEASABLE_ROLE
            and sources.states[passage_id].name != "withheld"
            and (text := sources.clean(passage_id)) is not None
        }
    return Trial(
        before=attack({passage_id: raw[passage_id] for passage_id in clean}, people, k),
        after=attack(clean, people, k),
        k=k,
    )
