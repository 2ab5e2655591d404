"""H36, H39 and H40: a log that is cut, ways around the gate, and what a release itself tells."""

from __future__ import annotations

import inspect
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.records import Document, Passage
from medvirk_nlp.review.gate import check_gate
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.workspace import Workspace
from oracle import EXAMPLE, files_below, leaks

DECIDE = """
import sys
from pathlib import Path
from medvirk_nlp.review.model import Request
from medvirk_nlp.review.workspace import Workspace
with Workspace.open(Path(sys.argv[1])) as workspace:
    (passage,) = workspace.passages()
    seen = (passage.text_sha256, passage.clean_sha256)
    while True:  # from wherever the one before was killed
        withheld = workspace.states()[passage.id].name == "withheld"
        workspace.decide(Request(passage.id, "undo" if withheld else "withhold", "AB", *seen))
        print("x", flush=True)
"""


def test_h36_a_reviewer_killed_at_any_moment_leaves_a_whole_log(tmp_path: Path) -> None:
    (tmp_path / "notater").mkdir()
    work = tmp_path / "arbeid"
    passage = Passage("d-1", "d", "Fint", "l")
    Workspace.create(
        work,
        source=tmp_path / "notater",
        documents=[Document("d", tmp_path / "notater" / "a", "1" * 64, "txt", (passage,))],
        results=[PassageResult(passage, passage.text)],
        settings=RunSettings(version="1"),
    ).close()
    known = 1
    for number in (1, 4):
        child = subprocess.Popen(
            [sys.executable, "-c", DECIDE, str(work)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(number)]
        child.send_signal(signal.SIGKILL)
        child.communicate()
        with Workspace.open(work) as workspace:  # and the lock of the dead is free
            assert workspace.verify().whole
            assert len(workspace.decisions()) >= known + len(told)
            known = len(workspace.decisions())


def test_h39_nothing_public_writes_a_release_but_release() -> None:
    by_gate = inspect.getsource(sys.modules[mn.release.__module__])
    assert by_gate.index("require_open(") < by_gate.index("write_report(")
    for name in mn.__all__:
        if name == "release":
            continue
        public = getattr(mn, name)
        members = [m for m, _ in inspect.getmembers(public) if not m.startswith("_")]
        assert not re.search(r"release|export|publish", " ".join([name, *members]), re.IGNORECASE)


def test_h39_an_open_gate_does_not_stay_open(tmp_path: Path) -> None:
    """No environment variable and no option opens it: only what was decided does."""
    parameters = set(inspect.signature(mn.release).parameters)
    assert parameters == {"work", "out", "reviewer", "withhold_undecided", "replaces"}
    assert set(inspect.signature(check_gate).parameters) == {
        "workspace",
        "hash_check",
        "group_check",
    }


@pytest.fixture(scope="module")
def released(pipeline: mn.Pipeline, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("utgivelse")
    (root / "notater").mkdir()
    for name in ("medvirk.toml", "skjema-foreldre.xlsx", "verksted-ungdom.docx"):
        shutil.copy(EXAMPLE / name, root / "notater")
    pipeline.run(root / "notater", root / "arbeid")
    mn.release(root / "arbeid", root / "rapport", reviewer="AB", withhold_undecided=True)
    return root / "arbeid", root / "rapport"


def contents(folder: Path) -> list[bytes]:
    """Return every file of a folder, and every member of those that are packages."""
    found = []
    for path in files_below(folder):
        found.append(path.read_bytes())
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found += [package.read(name) for name in package.namelist()]
    return found


def test_h40_a_release_tells_neither_ids_nor_people_nor_times(
    released: tuple[Path, Path], secrets: list[str]
) -> None:
    work, report = released
    assert leaks(files_below(report), secrets) == []
    assert leaks(files_below(work), secrets) == []
    with Workspace.open(work, read_only=True) as workspace:
        times = {d.time.encode() for d in workspace.decisions()}
        tags = {p.respondent for p in workspace.passages() if p.respondent}
    for content in contents(report):
        assert not re.search(rb"\bdok-\d\d", content)
        assert not re.search(rb"\[[a-z]+ \d+\]", content)  # [navn 1] would tie texts together
        assert not any(time in content for time in times)
        assert not any(f">{tag}<".encode() in content for tag in tags)
    assert not [p for p in files_below(report) if p.suffix in {".npz", ".pkl", ".bin", ".sqlite"}]


def test_h40_the_order_of_comments_is_not_that_of_the_notes(released: tuple[Path, Path]) -> None:
    import openpyxl

    work, report = released
    sheet = openpyxl.load_workbook(report / "kommentarer.xlsx").worksheets[0]
    shown = [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]
    from medvirk_nlp.drafting import shown_passages
    from medvirk_nlp.releasing import Material

    with Workspace.open(work, read_only=True) as workspace:
        material = Material.of(workspace)
        written = [
            p.text
            for p in shown_passages(workspace, material.documents, material.anonymizer).passages
        ]
    order = [written.index(text) for text in shown if text in written]
    assert len(order) > 20
    rising = sum(a < b for a, b in pairwise(order))
    assert 0.2 < rising / (len(order) - 1) < 0.8
