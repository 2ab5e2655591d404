"""H36-H40: interrupted, two at once, a hostile machine, ways round the gate, the release itself."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from medvirk_nlp.errors import ModelError
from medvirk_nlp.review.lock import FolderLock
from oracle import DONE, REFUSED, Medvirk, Outcome, files_below, leaks, snapshot

Road = Callable[..., Outcome]
SIGN = ("--withhold-open", "--reviewer", "AB")
SECRET = "Ingeborg Kvammen"


@pytest.fixture
def work(medvirk: Medvirk, notes: Path, tmp_path: Path) -> Path:
    """A work folder after a run."""
    (notes / "b.txt").write_text(f"Lapper\n- {SECRET} ringer alltid tilbake\n", "utf-8")
    assert medvirk("run", notes, "-o", tmp_path / "arbeid")[0] == DONE
    return tmp_path / "arbeid"


@pytest.mark.parametrize("point", [0, 2, 5])
@pytest.mark.parametrize("reason", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_h36_h38_a_broken_release_leaves_nothing_that_looks_released(
    medvirk: Medvirk,
    work: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    point: int,
    reason: BaseException,
) -> None:
    """Ctrl-C or a full disk at any write: no report, no secret left, and the next one works."""
    passed = []
    flush = os.fsync

    def stop(descriptor: int) -> None:
        passed.append(descriptor)
        if len(passed) > point:
            raise reason
        flush(descriptor)

    report = tmp_path / "rapport"
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stop)
        code, out, err = medvirk("release", work, "-o", report, *SIGN)
    assert code not in (DONE, 2)
    assert "Traceback" not in out + err
    assert not report.exists()
    assert leaks([p for p in files_below(tmp_path) if "notater" not in p.parts], [SECRET]) == []
    assert medvirk("release", work, "-o", report, *SIGN)[0] == DONE
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".medvirk-")]


def test_h36_a_broken_run_is_taken_up_again(
    medvirk: Medvirk, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends in the middle leaves nothing to release; the next run does all."""
    work = tmp_path / "arbeid"

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("medvirk_nlp.pipeline.analyze", stop)
        code, out, err = medvirk("run", notes, "-o", work)
    assert code not in (DONE, REFUSED) and "Traceback" not in out + err
    assert medvirk("release", work, "-o", tmp_path / "rapport", *SIGN)[0] != DONE
    assert medvirk("run", notes, "-o", work)[0] == DONE


def test_h37_a_second_run_is_refused_and_a_stale_lock_is_not(
    medvirk: Medvirk, notes: Path, work: Path, tmp_path: Path
) -> None:
    """Who holds the folder, and since when; a lock that a crash left stops nobody."""
    before = snapshot(work)
    lock = FolderLock(work)
    try:
        for words in (("run", notes, "-o", work), ("release", work, "-o", tmp_path / "r", *SIGN)):
            code, out, err = medvirk(*words)
            assert code == REFUSED
            assert str(os.getpid()) in err and "Traceback" not in out + err
    finally:
        lock.release()
    assert {k: v for k, v in snapshot(work).items() if k != "lock"} == {
        k: v for k, v in before.items() if k != "lock"
    }
    (work / "lock").write_text('{"pid": 1, "since": 0}')
    assert medvirk("run", notes, "-o", work)[0] == DONE


def test_h38_private_files_whatever_the_umask(
    medvirk: Medvirk, notes: Path, tmp_path: Path
) -> None:
    """0600 and 0700 under umask 000."""
    kept = os.umask(0)
    try:
        assert medvirk("run", notes, "-o", tmp_path / "arbeid")[0] == DONE
        assert medvirk("release", tmp_path / "arbeid", "-o", tmp_path / "rapport", *SIGN)[0] == DONE
    finally:
        os.umask(kept)
    for top in (tmp_path / "arbeid", tmp_path / "rapport"):
        for path in (top, *top.rglob("*")):
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path.name


def test_h38_where_nothing_can_be_written(medvirk: Medvirk, work: Path, notes: Path) -> None:
    """An output below a file: a plain message, and nothing done."""
    code, out, err = medvirk("release", work, "-o", notes / "a-kveld.md" / "rapport", *SIGN)
    assert code not in (DONE,) and err and "Traceback" not in out + err


def test_h38_no_model_no_run(
    medvirk: Medvirk, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing model is told; nothing is fetched."""

    def missing(*_: object) -> None:
        raise ModelError("cli.error.model_missing", name="ner/accurate")

    monkeypatch.setattr("medvirk_nlp.cli.working.load_project_pipeline", missing)
    code, out, err = medvirk("run", notes, "-o", tmp_path / "arbeid")
    assert code not in (DONE, 3) and "ner/accurate" in err and "Traceback" not in out + err


BARE = {
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "PATH": os.environ.get("PATH", ""),
    "HOME": os.environ.get("HOME", "/"),
    "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    "OMP_NUM_THREADS": "1",
}


@pytest.mark.parametrize(
    ("words", "code"), [(("--help",), 0), (("run", "finnes-ikke", "-o", "ut"), 2)]
)
def test_h38_a_machine_that_knows_only_ascii(
    words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    """`LANG=C` and `PYTHONUTF8=0`: plain messages, no crash."""
    done = subprocess.run(
        [sys.executable, "-m", "medvirk_nlp", *words],
        env=BARE,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    told = done.stdout + done.stderr
    assert done.returncode == code, told
    assert b"Traceback" not in told and b"UnicodeEncodeError" not in told


def test_h38_a_whole_run_on_such_a_machine(notes: Path, tmp_path: Path) -> None:
    """The same for a run: names of files and notes with «æøå», a proxy set, an own TMPDIR."""
    (notes / "Møte på Ås.txt").write_text("Lapper\n- vi ønsker oss flere møter\n", "utf-8")
    temp = tmp_path / "tmp"
    temp.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "medvirk_nlp", "run", str(notes), "-o", "arbeid", "--fast"],
        env={**BARE, "TMPDIR": str(temp)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == DONE, done.stderr
    assert b"Traceback" not in done.stdout + done.stderr
    assert "Ås" not in (done.stdout + done.stderr).decode("utf-8", "replace")
    assert files_below(temp) == []


def test_h39_changed_notes_and_edited_decisions_do_not_leave(
    medvirk: Medvirk, notes: Path, work: Path, tmp_path: Path
) -> None:
    """An approval holds for one text; who edits the database is found out."""
    text = (notes / "b.txt").read_text("utf-8")
    (notes / "b.txt").write_text(text.replace("alltid", "aldri"), "utf-8")
    code, _, _ = medvirk("release", work, "-o", tmp_path / "r")
    assert code == REFUSED and not (tmp_path / "r").exists()
    (notes / "b.txt").write_text(text, "utf-8")
    connection = sqlite3.connect(work / "review.sqlite")
    guards = connection.execute("select name from sqlite_master where type = 'trigger'").fetchall()
    with connection:
        for (name,) in guards:
            connection.execute(f"drop trigger {name}")
        connection.execute("delete from decision where seq = (select max(seq) from decision)")
    connection.close()
    code, out, err = medvirk("release", work, "-o", tmp_path / "r", *SIGN)
    assert code == REFUSED and not (tmp_path / "r").exists()
    assert "Traceback" not in out + err


def test_h40_the_release_tells_no_order_no_time_and_no_length(road: Road, notes: Path) -> None:
    """Comments stand in another order than they were given, and a mask has one form for all."""
    (notes / "b.txt").write_text(
        "Lapper\n- Bo ringer alltid tilbake\n- Ingeborg Kvammen ringer aldri tilbake\n", "utf-8"
    )
    outcome = road([SECRET])
    book = openpyxl.load_workbook(outcome.report / "kommentarer.xlsx")
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    given = [
        line[2:]
        for line in (notes / "a-kveld.md").read_text("utf-8").splitlines()
        if line[:1] == "-"
    ]
    shown = [cell for cell in cells if cell in given]
    assert len(shown) >= 5 and shown != [line for line in given if line in shown]
    masks = set(re.findall(r"\[[^\]]*\] ringer", " ".join(cells)))
    assert masks <= {"[navn] ringer"}
    assert not re.search(r"20\d\d-\d\d-\d\dT|\d\d:\d\d:\d\d", "".join(cells))
    allowed = {".docx", ".xlsx", ".csv", ".html", ".json", ".png", ".svg", ".qdpx"}
    assert {path.suffix for path in files_below(outcome.report)} <= allowed
