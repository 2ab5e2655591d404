"""How many answers a reviewer gives before the example may be released.

Plays the same reviewer three times over the example project: once reason by reason, once passage by
passage, as with the keys of the page, and once with one answer for all places that ask the same.
The reviewer withholds what is an always-stop rule or a disclosure, hides the words of special
categories, and approves the rest, so all three end with the same texts; that is checked. Run it
from the repository root::

    python benchmarks/review_decisions.py [--fast]

What is never answered together (see ``review/bulk.py``) is counted one by one in all three.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medvirk_nlp.drafting import Sources
from medvirk_nlp.pipeline import load_for
from medvirk_nlp.project import load_project
from medvirk_nlp.releasing import Material
from medvirk_nlp.review.bulk import answers, decide_group
from medvirk_nlp.review.flags import MASK_ANSWERS, NOT_IN_THE_WAY, ONE_BY_ONE
from medvirk_nlp.review.gate import check_gate
from medvirk_nlp.review.groups import Group, groups
from medvirk_nlp.review.model import Request
from medvirk_nlp.review.workspace import Workspace

EXAMPLE = Path(__file__).parents[1] / "examples" / "medvirkningsverksted-2026"
OUT_OF_THE_REPORT = ONE_BY_ONE - MASK_ANSWERS
Way = Literal["reasons", "passages", "together"]


@dataclass(frozen=True)
class Played:
    """Answers given until the gate could open, and until nothing waited any more.

    ``texts`` are the hashes of the clean texts, empty for one that is withheld.
    """

    to_gate: int
    in_all: int
    alone: int
    texts: Mapping[str, str]


def play(work: Path, way: Way) -> Played:
    """Answer everything that waits in a work folder, the gravest first."""
    with Workspace.open(work) as workspace:
        material = Material.of(workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        texts = {p.id: p.text for d in material.documents for p in d.passages}

        def words(passage_id: str, start: int, end: int) -> str:
            return texts[passage_id][start:end]

        to_gate = alone = 0
        # as the queue: what does not hold back the report comes last
        for group in sorted(groups(workspace, words), key=lambda g: g.kind in NOT_IN_THE_WAY):
            if group.kind in NOT_IN_THE_WAY and not to_gate:
                to_gate = _answers(workspace)
                assert check_gate(workspace, sources.hashes, lambda: ()).ready
            for asked in _asked(workspace, group, way):
                before = _answers(workspace)
                if way == "passages" and group.kind not in ONE_BY_ONE:
                    _approve(workspace, asked[0].rpartition(".")[0])
                else:
                    decide_group(
                        workspace,
                        asked,
                        _answer(group.kind),
                        reviewer="AB",
                        rehash=sources.rehash,
                    )
                alone += group.kind in OUT_OF_THE_REPORT
                assert _answers(workspace) == before + 1
        states = workspace.states()
        end = {i: "" if s.name == "withheld" else s.clean_sha256 for i, s in states.items()}
        return Played(to_gate, _answers(workspace), alone, end)


def _asked(workspace: Workspace, group: Group, way: Way) -> Iterator[Sequence[str]]:
    """Yield the flags of a group that still wait, those together that one answer is given to."""
    if way == "together":
        waiting = _waiting(workspace)
        if left := [flag for flag in group.flags if flag in waiting]:
            yield left
        return
    for flag in group.flags:
        if flag in _waiting(workspace):
            yield [flag]


def _waiting(workspace: Workspace) -> set[str]:
    states = [s for s in workspace.states().values() if s.name != "withheld"]
    return {f.id for state in states for f in (*state.open_flags, *state.other_flags)}


def _answer(kind: str) -> Literal["approve", "mask", "withhold"]:
    if kind in OUT_OF_THE_REPORT:
        return "withhold"
    return "mask" if kind in ONE_BY_ONE else "approve"


def _answers(workspace: Workspace) -> int:
    return sum(1 for _ in answers(workspace.decisions()))


def _approve(workspace: Workspace, passage_id: str) -> None:
    """Approve a passage as the key A does: all that waits about it and is not grave."""
    passage = next(p for p in workspace.passages() if p.id == passage_id)
    clean = workspace.states()[passage_id].clean_sha256
    workspace.decide(Request(passage_id, "approve", "AB", passage.text_sha256, clean))


def compare(notes: Path, *, fast: bool = False) -> dict[Way, Played]:
    """Return the answers given each way, over copies of the same run."""
    ways: tuple[Way, ...] = ("reasons", "passages", "together")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(notes, root / "notes")
        pipeline = load_for(load_project(notes), notes, "fast" if fast else "accurate")
        pipeline.run(root / "notes", root / "run")
        for way in ways:
            shutil.copytree(root / "run", root / way)
        return {way: play(root / way, way) for way in ways}


def main() -> None:
    """Print the counts, and the share that is left with one answer for many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notes", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--fast", action="store_true", help="use the fast model")
    told = parser.parse_args()
    played = compare(told.notes, fast=told.fast)
    reasons, passages, together = (played[w] for w in ("reasons", "passages", "together"))
    assert reasons.texts == passages.texts == together.texts, "all ways must end the same"
    print(f"{'answers':<24} {'by reason':>10} {'by passage':>11} {'together':>9}   of the two")
    for name in ("to_gate", "alone", "in_all"):
        one, two, three = (getattr(p, name) for p in (reasons, passages, together))
        label = {"to_gate": "until the gate opens", "alone": "of them never together"}.get(
            name, "until nothing waits"
        )
        shares = f"{three / max(one, 1):.0%}, {three / max(two, 1):.0%}"
        print(f"{label:<24} {one:>10} {two:>11} {three:>9}   {shares}")


if __name__ == "__main__":
    main()
