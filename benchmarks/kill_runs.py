"""``kill -9`` at random moments of ``medvirk run`` and ``medvirk release``, on the example.

``python benchmarks/kill_runs.py --times 50``. Each round starts a command in a process of its own,
decides something about a passage now and then, kills the process at a random moment, and checks:
nothing stands in the place of the finished files unless it is whole; no half file and no folder is
left beside it; every decision taken is still there, in order, and the chain of decisions holds;
and the same command, started again, finishes by itself and leaves nothing of the killed one.

The processes are forks of this one with the models loaded, so that the kills fall within the
work; ``--fresh`` starts an interpreter for each instead, which takes several times as long.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medvirk_nlp import cli
from medvirk_nlp.cli import working
from medvirk_nlp.errors import RefusedError
from medvirk_nlp.pipeline import Pipeline, load_for
from medvirk_nlp.project import load_project
from medvirk_nlp.releasing import release
from medvirk_nlp.review.building import RELEASE_PART
from medvirk_nlp.review.model import Decision, Request
from medvirk_nlp.review.private_files import PART
from medvirk_nlp.review.workspace import Workspace

EXAMPLE = Path(__file__).parent.parent / "examples" / "medvirkningsverksted-2026"
REVIEWER = "AB"


Start = Callable[[list[str]], Any]
"""Starts a command and returns its process, which can ``poll``, ``wait`` and ``kill``."""


class BrokenError(Exception):
    """A promise that was not kept."""


@dataclass
class Place:
    """The folders of the benchmark and what has been decided in them."""

    root: Path
    decided: list[Decision] = field(default_factory=list)

    @property
    def notes(self) -> Path:
        """The copy of the example."""
        return self.root / "notater"

    def copy(self, files: int) -> None:
        """Copy the example: its settings and the smallest of its files."""
        self.notes.mkdir()
        notes = [p for p in EXAMPLE.iterdir() if p.suffix != ".toml"]
        kept = sorted(notes, key=lambda p: (p.stat().st_size, p.name))[:files]
        for path in (*EXAMPLE.glob("*.toml"), *kept):
            shutil.copy(path, self.notes)

    @property
    def work(self) -> Path:
        """The work folder."""
        return self.root / "arbeid"

    @property
    def out(self) -> Path:
        """Where the finished files go."""
        return self.root / "rapport"

    def words(self, command: str) -> list[str]:
        """Return the command line of ``run`` or ``release``."""
        if command == "run":
            return ["run", str(self.notes), "-o", str(self.work), "--fast"]
        # Reports of earlier rounds were never shared: without --replaces, one that tells of one
        # comment more or less would rightly be refused.
        return ["release", str(self.work), "-o", str(self.out), "--reviewer", REVIEWER,
                "--withhold-open", "--replaces"]  # fmt: skip


def main() -> int:
    """Run the rounds, print the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="medvirk-kill-") as root:
        place = Place(Path(root))
        place.copy(arguments.files)
        start = _fresh if arguments.fresh else forked(warmed(place.notes))
        try:
            table = rounds(place, start, arguments.times, arguments.seed, tell=arguments.verbose)
        except BrokenError as error:
            print(f"BROKEN {error}; again: --seed {arguments.seed}")
            return 1
    head = ("killed", "done", "unfinished", "released", "swept", "finished", "kept")
    print(f"{'command':<8}" + "".join(f"{name:>11}" for name in head))
    for command, told in table.items():
        print(f"{command:<8}" + "".join(f"{told[name]:11}" for name in head))
    print(
        "killed or done before the kill; work folder unfinished after it; a whole release there;\n"
        "half files in the work folder, gone after the next start; finished by the next start;\n"
        "decisions kept. No half release anywhere, every chain whole, nothing decided was lost."
    )
    return 0


def rounds(
    place: Place, start: Start, times: int, seed: int, *, tell: bool = False
) -> dict[str, Counter[str]]:
    """Kill ``times`` commands, ``run`` and ``release`` in turn; count what became of them.

    Raises
    ------
    BrokenError
        When a promise was not kept.
    """
    lot = random.Random(seed)
    table: dict[str, Counter[str]] = {"run": Counter(), "release": Counter()}
    lengths = {command: _finish(place, command, start) for command in table}
    files = {p.name for p in place.out.iterdir()}
    shutil.rmtree(place.out)
    for number in range(times):
        command = ("run", "release")[number % 2]
        moment = lot.uniform(0, 1.05 * lengths[command])
        try:
            told = _round(place, command, start, moment, files, lot)
        except BrokenError as error:
            raise BrokenError(f"round {number}, {command} at {moment:.2f} s: {error}") from None
        kept = told.pop("kept")
        table[command] += told
        table[command]["kept"] = kept
        if tell:
            print(f"{number:3} {command:<8} {moment:6.2f} s {dict(told)}", flush=True)
    return table


def _round(
    place: Place, command: str, start: Start, moment: float, files: set[str], lot: random.Random
) -> Counter[str]:
    told: Counter[str] = Counter()
    if lot.random() < 0.5:
        _decide(place, lot)
    place.decided = _decisions(place)
    process = start(place.words(command))
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    told["done" if process.poll() is not None else "killed"] += 1
    process.kill()
    process.wait()
    _nothing_half(place, files, told)
    try:
        told["kept"] = len(_kept(place))
    except RefusedError as error:
        if command != "run" or error.key != "review.workspace.incomplete":
            raise BrokenError(error.key) from None
        told["unfinished"] += 1
    told["swept"] += sum(1 for p in place.work.rglob("*") if PART in p.name)
    if place.out.exists():
        told["released"] += 1
        shutil.rmtree(place.out)
    _finish(place, command, start)
    told["finished"] += 1
    told["kept"] = len(_kept(place))
    left = [p for p in place.work.rglob("*") if PART in p.name]
    if left or (place.work / RELEASE_PART).exists():
        raise BrokenError("half files left after a whole run")
    if command == "release" and {p.name for p in place.out.iterdir()} != files:
        raise BrokenError("files missing in the release")
    shutil.rmtree(place.out, ignore_errors=True)
    return told


def _nothing_half(place: Place, files: set[str], told: Counter[str]) -> None:
    beside = {p.name for p in place.root.iterdir()} - {"notater", "arbeid", "rapport"}
    if beside:
        raise BrokenError("something was left beside the finished files")
    if place.out.exists() and {p.name for p in place.out.iterdir()} != files:
        raise BrokenError("a half release in the place of a whole one")


def _finish(place: Place, command: str, start: Start) -> float:
    began = time.monotonic()
    code = start(place.words(command)).wait()
    if code:
        raise BrokenError(f"{command} ended with {code}")
    return time.monotonic() - began


def _decisions(place: Place) -> list[Decision]:
    with Workspace.open(place.work, read_only=True) as workspace:
        return workspace.decisions()


def _kept(place: Place) -> list[Decision]:
    """Open the work folder as the next command does; check that nothing decided is gone."""
    with Workspace.open(place.work) as workspace:
        found = workspace.verify()
        if not found.whole:
            raise BrokenError(f"chain: {found.reason}")
        decisions = workspace.decisions()
    if decisions[: len(place.decided)] != place.decided:
        raise BrokenError("decisions were lost")
    return decisions


def _decide(place: Place, lot: random.Random) -> None:
    with Workspace.open(place.work) as workspace:
        states = workspace.states()
        passage = lot.choice([p for p in workspace.passages() if p.role == "feedback"])
        state = states[passage.id]
        action = "undo" if state.name == "withheld" else "withhold"
        workspace.decide(
            Request(passage.id, action, REVIEWER, passage.text_sha256, state.clean_sha256)
        )


class _Fork:
    """A forked process that runs one command; the little of ``Popen`` that is needed here."""

    def __init__(self, words: list[str], pipeline: Pipeline) -> None:
        self._code: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            working.load_project_pipeline = lambda *_: pipeline
            sys.argv = ["medvirk", *words]
            try:
                cli.main()
            except SystemExit as ended:
                os._exit(int(ended.code or 0))
            os._exit(99)

    def poll(self) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("medvirk", timeout or 0)
            time.sleep(0.005)
        return int(self._code or 0)

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self._pid, signal.SIGKILL)


def warmed(notes: Path) -> Pipeline:
    """Return a pipeline with which everything has been done once."""
    pipeline = load_for(load_project(notes), notes, "fast")
    with tempfile.TemporaryDirectory(prefix="medvirk-warm-") as warm:  # imports all that is needed
        pipeline.run(notes, Path(warm) / "arbeid")
        release(
            Path(warm) / "arbeid",
            Path(warm) / "rapport",
            reviewer=REVIEWER,
            withhold_undecided=True,
        )
    return pipeline


def forked(pipeline: Pipeline) -> Start:
    """Return a way to start commands as forks of this process."""
    return lambda words: _Fork(words, pipeline)


def _fresh(words: list[str]) -> Any:
    return subprocess.Popen(
        [sys.executable, "-m", "medvirk_nlp", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--files", type=int, default=99, help="of the example, the smallest")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--verbose", action="store_true", help="a line for each round")
    parser.add_argument("--fresh", action="store_true", help="a new interpreter for each command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
