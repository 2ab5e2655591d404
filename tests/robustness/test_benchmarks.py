"""Short versions of the benchmarks: damaged files, killed runs, many files."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.reading.formats import KINDS

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import fuzz_readers  # noqa: E402
import kill_runs  # noqa: E402
import many_files  # noqa: E402


@pytest.fixture(autouse=True)
def _memory_limit_taken_back() -> Iterator[None]:
    """The fuzzer limits its process, here that of other tests too, and a browser needs more."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def test_every_kind_of_the_reading_room_is_damaged(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["fuzz", "--minutes", "1", "--cases", "6", "--seed", "1"])
    assert fuzz_readers.main() == 0
    rows = capfd.readouterr().out.splitlines()[1:]
    assert {row.split()[0] for row in rows} == {*KINDS, "all"}
    assert all(int(row.split()[1]) == 6 for row in rows[:-1])


def test_the_fuzzer_sees_what_goes_wrong(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def wrong(*_: object) -> None:
        raise KeyError("Ingeborg Kvammen")

    monkeypatch.setattr(fuzz_readers, "documents_of", wrong)
    monkeypatch.setattr(fuzz_readers, "seeds", lambda: {"txt": [b"abc"]})
    monkeypatch.setattr(sys, "argv", ["fuzz", "--kind", "txt", "--minutes", "1"])
    assert fuzz_readers.main() == 1
    told = capfd.readouterr().out
    assert "KeyError" in told and "--case 0" in told and "Ingeborg" not in told


def test_killed_commands_leave_nothing_half() -> None:
    # A process of its own: it forks, and the tests' process has threads.
    program = [sys.executable, str(BENCHMARKS / "kill_runs.py")]
    done = subprocess.run(
        [*program, "--times", "2", "--files", "2", "--seed", "5"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    table = {row.split()[0]: row.split() for row in done.stdout.splitlines()[1:3]}
    head = done.stdout.split()[:8]
    assert [table[command][head.index("finished")] for command in ("run", "release")] == ["1", "1"]


def test_a_killer_that_looks_away_is_noticed(tmp_path: Path) -> None:
    place = kill_runs.Place(tmp_path)
    place.out.mkdir()
    with pytest.raises(kill_runs.BrokenError):
        kill_runs._nothing_half(place, {"kapittel.docx"}, Counter())
    (tmp_path / ".medvirk-rest").mkdir()
    place.out.rmdir()
    with pytest.raises(kill_runs.BrokenError):
        kill_runs._nothing_half(place, {"kapittel.docx"}, Counter())


def test_the_bar_tells_the_truth(pipeline: mn.Pipeline, tmp_path: Path) -> None:
    size = many_files.generate(tmp_path / "notater", files=14, megabytes=1, comments=4)
    told: list[tuple[str, int, int]] = []
    run = pipeline.run(
        tmp_path / "notater", tmp_path / "arbeid", report=lambda *step: told.append(step)
    )
    steps = list(dict.fromkeys(step for step, _, _ in told))
    assert steps == ["read", "detect", "compare", "code", "draft"]
    for name in steps:
        fractions = [done / of for step, done, of in told if step == name]
        assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert {of for step, _, of in told if step == "read"} == {size}
    characters = sum(len(p.text) for d in run.documents for p in d.passages)
    assert {of for step, _, of in told if step == "detect"} == {characters}
