"""The place of the work folder and of the finished files: taken, full, closed, on another disk."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp import pipeline as road
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.review.building import RELEASE_PART
from medvirk_nlp.review.private_files import make_private_folder, make_way, put_folder_in_place
from medvirk_nlp.review.workspace import Workspace

HOLD = """
import sys, time
from pathlib import Path
from medvirk_nlp.review.lock import FolderLock
FolderLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_run_is_refused_before_it_has_begun_and_a_killed_one_stops_nobody(
    pipeline: mn.Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes, work = tmp_path / "notater", tmp_path / "arbeid"
    notes.mkdir()
    work.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(work)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"

    def read(*_: object) -> None:
        raise AssertionError("the notes were read")

    try:
        with monkeypatch.context() as patch:
            patch.setattr(road, "read_folder", read)
            with pytest.raises(RefusedError) as caught:
                pipeline.run(notes, work)
        assert caught.value.key == "review.lock.held"
        assert caught.value.values == {"pid": str(process.pid), "minutes": 0}
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    Workspace.claim(work, source=notes).release()


def test_what_a_killed_release_left_goes_when_the_folder_is_claimed(tmp_path: Path) -> None:
    work, notes = tmp_path / "arbeid", tmp_path / "notater"
    notes.mkdir()
    make_private_folder(work / RELEASE_PART)
    (work / "review.sqlite").touch()
    (work / RELEASE_PART / "kapittel.docx").write_bytes(b"half")
    Workspace.claim(work, source=notes).release()
    assert not (work / RELEASE_PART).exists()


def test_a_path_that_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    notes = tmp_path / os.fsdecode(b"notater-\xf8")
    notes.mkdir()
    with pytest.raises(UsageError) as caught:
        Workspace.claim(tmp_path / "arbeid", source=notes)
    assert caught.value.key == "review.workspace.path_letters"


@pytest.fixture
def part(tmp_path: Path) -> Path:
    folder = tmp_path / "arbeid" / RELEASE_PART
    make_private_folder(folder)
    (folder / "kapittel.docx").write_bytes(b"whole")
    return folder


def test_folders_that_others_share_keep_their_rights(tmp_path: Path) -> None:
    shared = tmp_path / "felles"
    shared.mkdir()
    shared.chmod(0o775)
    make_way(shared / "nytt" / "2026" / "rapport")
    assert shared.stat().st_mode & 0o777 == 0o775
    made = [shared / "nytt", shared / "nytt" / "2026"]
    assert [folder.stat().st_mode & 0o777 for folder in made] == [0o700, 0o700]


def _another_disk(self: Path, target: Path) -> Path:
    if self.name == RELEASE_PART:
        raise OSError(errno.EXDEV, "another disk")
    os.rename(self, target)  # noqa: PTH104
    return target


def test_finished_files_go_to_another_disk_in_one_step(
    part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", _another_disk)
    out = tmp_path / "rapport"
    (tmp_path / f".{out.name}.part").mkdir()  # of one that was killed
    put_folder_in_place(part, out)
    assert [p.read_bytes() for p in out.iterdir()] == [b"whole"]
    assert out.stat().st_mode & 0o777 == 0o700
    assert sorted(p.name for p in tmp_path.iterdir()) == ["arbeid", "rapport"]
    assert not part.exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_full_or_closed_disk_leaves_nothing_in_the_place(
    part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "rename", _another_disk)
    monkeypatch.setattr("medvirk_nlp.review.private_files.write_private", refuse)
    with pytest.raises(OSError):
        put_folder_in_place(part, tmp_path / "rapport")
    assert [p.name for p in tmp_path.iterdir()] == ["arbeid"]


def test_a_disk_that_is_really_full_is_told_in_plain_words(tmp_path: Path) -> None:
    """No file may grow past 4 kB: SQLite and our own writing meet the same wall."""
    (tmp_path / "notater").mkdir()
    script = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from medvirk_nlp.records import Document, Passage
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.errors import RefusedError
root = Path({str(tmp_path)!r})
passages = tuple(Passage(f"dok-01-{{n:04d}}", "dok-01", "ord", "linje") for n in range(500))
document = Document("dok-01", root / "notater" / "a.txt", "", "txt", passages)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    Workspace.create(root / "arbeid", source=root / "notater", documents=[document],
                     results=[PassageResult(p, "ord") for p in passages],
                     settings=RunSettings(version="1"))
except RefusedError as error:
    print(error.key)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "review.workspace.unusable", done.stderr[-500:]
    assert not (tmp_path / "arbeid" / "run.json").exists()
    assert not list((tmp_path / "arbeid").glob("*.part"))
