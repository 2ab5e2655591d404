"""How many answers a reviewer gives before the example may be released.

Plays the same reviewer twice over the example project: once flag by flag, once with one answer for
all flags that ask the same, and for all that is seen in one look at a passage. Both withhold what
is an always-stop rule or a disclosure and approve the rest, so both end with the same report. Run
it from the repository root::

    python benchmarks/review_decisions.py [--fast]

What must be looked at one by one is counted one by one in both (see ``review/bulk.py``).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from medvirk_nlp.drafting import Sources
from medvirk_nlp.pipeline import load_for
from medvirk_nlp.project import load_project
from medvirk_nlp.releasing import Material
from medvirk_nlp.review.bulk import answers, decide_group
from medvirk_nlp.review.flags import CODING_KINDS, ONE_BY_ONE
from medvirk_nlp.review.gate import check_gate
from medvirk_nlp.review.groups import groups
from medvirk_nlp.review.model import Payload, Request
from medvirk_nlp.review.workspace import Workspace

EXAMPLE = Path(__file__).parents[1] / "examples" / "medvirkningsverksted-2026"
OUT_OF_THE_REPORT = frozenset({"always_stop", "disclosure"})


@dataclass(frozen=True)
class Played:
    """Answers given until the gate could open, and until nothing waited any more."""

    to_gate: int
    in_all: int
    one_by_one: int


def play(work: Path, *, together: bool) -> Played:
    """Answer everything that waits in a work folder, the gravest first."""
    with Workspace.open(work) as workspace:
        material = Material.of(workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        texts = {p.id: p.text for d in material.documents for p in d.passages}

        def words(passage_id: str, start: int, end: int) -> str:
            return texts[passage_id][start:end]

        by_hand, to_gate, gone, answered = 0, 0, set[str](), set[str]()
        waiting = groups(workspace, words)
        for group in sorted(waiting, key=lambda g: g.kind in CODING_KINDS):
            if group.kind in CODING_KINDS and not to_gate:
                to_gate = _answers(workspace)
                opened = check_gate(workspace, sources.hashes, lambda: ())
                assert opened.ready, "the gate must be open when only doubts about codes wait"
            left = [f for f in group.flags if f not in answered]
            flags = [f for f in left if f.rpartition(".")[0] not in gone]
            for asked in [flags] if together else [[flag] for flag in flags]:
                if group.kind in OUT_OF_THE_REPORT:
                    decide_group(workspace, asked, "withhold", reviewer="AB", rehash=sources.rehash)
                    gone.update(group.passages)
                elif group.kind in ONE_BY_ONE:
                    answered.update(_approve(workspace, asked[0], with_the_rest=together))
                elif asked:
                    decide_group(workspace, asked, "approve", reviewer="AB", rehash=sources.rehash)
            by_hand += group.kind in ONE_BY_ONE and bool(flags)
        return Played(to_gate, _answers(workspace), by_hand)


def _answers(workspace: Workspace) -> int:
    return sum(1 for _ in answers(workspace.decisions()))


def _approve(workspace: Workspace, flag: str, *, with_the_rest: bool) -> set[str]:
    """Approve a grave flag by itself; whoever reads the passage may answer its other flags too."""
    passage = next(p for p in workspace.passages() if flag.startswith(p.id))
    state = workspace.states()[passage.id]
    rest = tuple(f.id for f in state.open_flags if f.flag.kind not in ONE_BY_ONE)
    answered = rest if with_the_rest else ()
    seen = (passage.text_sha256, state.clean_sha256)
    workspace.decide(Request(passage.id, "approve", "AB", *seen, flag, Payload(flags=answered)))
    return set(answered)


def compare(notes: Path, *, fast: bool = False) -> tuple[Played, Played]:
    """Return the answers given one by one and together, over copies of the same run."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(notes, root / "notes")
        pipeline = load_for(load_project(notes), notes, "fast" if fast else "accurate")
        pipeline.run(root / "notes", root / "single")
        shutil.copytree(root / "single", root / "bulk")
        return play(root / "single", together=False), play(root / "bulk", together=True)


def main() -> None:
    """Print both counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notes", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--fast", action="store_true", help="use the fast model")
    told = parser.parse_args()
    single, bulk = compare(told.notes, fast=told.fast)
    print("answers                       one by one   together   share")
    for name, one, many in (
        ("until the gate opens", single.to_gate, bulk.to_gate),
        ("of them never together", single.one_by_one, bulk.one_by_one),
        ("until nothing waits", single.in_all, bulk.in_all),
    ):
        print(f"{name:<28} {one:>11} {many:>10} {many / max(one, 1):>7.0%}")


if __name__ == "__main__":
    main()
