"""Several processes do what one does: same results, same bytes, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import crew_tasks
import medvirk_nlp as mn
from crew_tasks import NoPipeline
from medvirk_nlp.drafting import DRAFT
from medvirk_nlp.errors import MedvirkError, UsageError
from medvirk_nlp.processes import Crew, pieces_of
from medvirk_nlp.review import database
from medvirk_nlp.review.building import DATABASE_NAME

NOTES = """# Hva er bra?
- Ingeborg Kvammen ringer alltid tilbake samme dag
- vi ble hørt da vi sa fra om skolen
# Hva er vanskelig?
- fire saksbehandlere på to år, må fortelle alt på nytt til hver av dem
- ingen svarer på telefonen, tlf 990 00 017 er min, sa Kvammen
"""
WORKS = """
import sys, time
import crew_tasks
from medvirk_nlp.processes import Crew

if __name__ == "__main__":
    with Crew(crew_tasks.NoPipeline(), 2) as crew:
        print(*sorted(set(crew.map(crew_tasks.own_number, range(6)))), flush=True)
        list(crew.map(crew_tasks.rest, range(4)))
"""


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(NoPipeline(), 2) as started:  # type: ignore[arg-type]
        yield started


def test_results_come_in_order(crew: Crew) -> None:
    told = list(crew.map(crew_tasks.later_first, range(9)))
    assert told == [f"hei {n}" for n in range(9)]


def test_pieces_are_read_as_they_are_needed(crew: Crew) -> None:
    read: list[int] = []
    results = crew.map(crew_tasks.later_first, (read.append(n) or n for n in range(1000)))
    assert [next(results) for _ in range(3)] == ["hei 0", "hei 1", "hei 2"]
    assert len(read) < 10
    results.close()


def test_each_process_keeps_to_one_thread(crew: Crew) -> None:
    import numpy as np  # noqa: F401, so that there is a library to be seen

    (told,) = crew.map(crew_tasks.threads, [0])
    assert told == {1}


def test_an_error_comes_as_it_is(crew: Crew) -> None:
    with pytest.raises(UsageError) as raised:
        list(crew.map(crew_tasks.refuse, [7]))
    assert raised.value.key == "reading.error.unknown_column"
    assert raised.value.values == {"number": 7, "section": "x"}


def test_a_process_that_dies_is_told_and_nothing_hangs() -> None:
    with Crew(NoPipeline(), 1) as short, pytest.raises(MedvirkError) as raised:  # type: ignore[arg-type]
        list(short.map(crew_tasks.die, range(3)))
    assert raised.value.key == "cli.error.process_ended"


def test_fewer_than_one_process_is_refused() -> None:
    with pytest.raises(UsageError, match="least 1"), mn.load().workers(0):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux lists them")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_one_that_started_it(how: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "works.py"
    script.write_text(WORKS, encoding="utf-8")
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
        start_new_session=True,
    ) as started:
        assert started.stdout is not None
        workers = [int(number) for number in started.stdout.readline().split()]
        assert workers
        if how is signal.SIGINT:
            os.killpg(started.pid, how)  # as the terminal does: to all of them
        else:
            started.kill()
        started.wait(timeout=30)
        told = started.stderr.read() if started.stderr else ""
    assert told.count("Traceback") <= 1, "only the one in front may speak"
    for _ in range(100):
        if not any(map(_runs, workers)):
            return
        time.sleep(0.1)
    pytest.fail("a process was left behind")


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2]


def test_pieces_hold_all_texts_in_order() -> None:
    texts = ["a" * length for length in (5, 0, 30, 1, 1, 1, 1, 9)]
    pieces = list(pieces_of(texts, characters=10, most=3))
    assert [text for piece in pieces for text in piece] == texts
    assert all(len(piece) <= 3 for piece in pieces)
    assert all(len(piece) == 1 or sum(map(len, piece)) <= 10 for piece in pieces)


def test_same_bytes_from_one_process_and_two(pipeline: mn.Pipeline, tmp_path: Path) -> None:
    notes = tmp_path / "notater"
    notes.mkdir()
    (notes / "kveld.md").write_text(NOTES, encoding="utf-8")
    table = "Navn;Hva er bra?\nOla Dale;Ingeborg forklarte alt to ganger\nKari Lie;vet ikke\n"
    (notes / "svar.csv").write_text(table, encoding="utf-8")
    works = {}
    for jobs in (1, 2):
        works[jobs] = tmp_path / f"arbeid-{jobs}"
        pipeline.run(notes, works[jobs], jobs=jobs)
    one, two = ({p.relative_to(w): p for p in (w / DRAFT).rglob("*")} for w in works.values())
    assert one.keys() == two.keys() and one
    for name, path in one.items():
        assert path.read_bytes() == two[name].read_bytes(), name
    kept = [database.connect(work / DATABASE_NAME, read_only=True) for work in works.values()]
    first, second = ([*database.load_passages(connection)] for connection in kept)
    assert first == second and any(passage.findings for passage in first)
    for connection in kept:
        connection.close()
