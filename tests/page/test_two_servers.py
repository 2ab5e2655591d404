"""Two reviewers at one work folder: no decision is lost, and each sees what the other decided."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from medvirk_nlp.review.workspace import Workspace
from page.conftest import hidden
from page.invented import Invented
from page.test_deciding import HEALTH, HIDDEN

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this file's tests ask the page over a socket, and nothing beyond this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1"
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return Invented(tmp_path).make()


def program(*words: object) -> list[str]:
    return [sys.executable, "-m", "medvirk_nlp", *map(str, words)]


class Reader:
    """Somebody with a browser, without the browser."""

    def __init__(self, link: str, initials: str) -> None:
        origin = link.split("/open/")[0]
        headers = {"origin": origin}
        self.client = httpx.Client(headers=headers, timeout=PATIENCE, follow_redirects=True)
        shown = self.client.get(link)
        self.root = str(shown.url).removesuffix("reader")
        self.post("reader", {"csrf": hidden(shown.text, "csrf"), "initials": initials})

    def get(self, path: str) -> str:
        return self.client.get(self.root + path).text

    def post(self, path: str, told: dict[str, str]) -> httpx.Response:
        return self.client.post(self.root + path, data=told)

    def form(self, passage: str) -> dict[str, str]:
        shown = self.get(f"item/{passage}")
        return {name: hidden(shown, name) for name in ("csrf", "version", "flag", "start", "end")}


@contextmanager
def review(work: Path, initials: str) -> Iterator[Reader]:
    """Start the page as its users do, and open it."""
    command = program("review", work, "--no-browser")
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert running.stdout is not None
        for line in running.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/open/\S+", line):
                yield Reader(found.group(), initials)
                break
        else:
            raise AssertionError("the page did not open")
    finally:
        running.terminate()
        running.wait(PATIENCE)


def told(*words: object) -> tuple[int, str]:
    """Run a command beside the page; return its exit code and all it says."""
    done = subprocess.run(program(*words), capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_a_second_page_is_refused_in_plain_words_and_loses_nothing(work: Path) -> None:
    with review(work, "AB") as first:
        before = first.form(HIDDEN)
        code, said = told("review", work, "--no-browser")
        assert code == 4 and "Noen andre arbeider i denne mappen" in said
        assert "gå tilbake til fanen" in said and "Ctrl+C" in said and "vent til" in said
        assert "Traceback" not in said
        code, said = told("release", work, "-o", work.parent / "rapport")
        assert code == 4 and not (work.parent / "rapport").exists()
        first.post(f"item/{HIDDEN}", {**before, "action": "withhold"})
        code, said = told("status", work)  # looking is free while somebody decides
        assert code == 0 and "holdt tilbake 1" in said
    with review(work, "CD") as second:
        assert "1 av 5 avgjort" in second.get("")
        assert "AB: holdt tilbake" in second.get(f"item/{HIDDEN}")
        second.post(f"item/{HEALTH}", {**second.form(HEALTH), "action": "approve"})
    with Workspace.open(work, read_only=True) as workspace:
        assert [(d.reviewer, d.action) for d in workspace.decisions()[1:]] == [
            ("AB", "withhold"),
            ("CD", "approve"),
        ]
        assert workspace.verify().whole


def test_two_processes_that_decide_at_once_lose_nothing(work: Path) -> None:
    """The folder opens for one at a time; whoever comes late waits and sees what was decided."""
    script = """
import sys, time
from pathlib import Path
from medvirk_nlp.errors import RefusedError
from medvirk_nlp.review.model import Request
from medvirk_nlp.review.workspace import Workspace
work, initials, key = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
for number in range(12):
    while True:
        try:
            workspace = Workspace.open(work)
            break
        except RefusedError as error:
            assert error.key == "review.lock.held", error.key
            time.sleep(0.01)
    with workspace:
        passage = next(p for p in workspace.passages() if p.id == key)
        state = workspace.states()[key]
        action = "undo" if state.standing else "withhold"
        seen = (passage.text_sha256, state.clean_sha256)
        workspace.decide(Request(key, action, initials, *seen))
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(work), initials, HIDDEN])
        for initials in ("AB", "CD")
    ]
    assert [writer.wait(PATIENCE * 2) for writer in writers] == [0, 0]
    with Workspace.open(work) as workspace:
        decisions = workspace.decisions()[1:]
        assert workspace.verify().whole
    assert len(decisions) == 24
    assert {d.reviewer for d in decisions} == {"AB", "CD"}
    assert [d.action for d in decisions] == ["withhold", "undo"] * 12
