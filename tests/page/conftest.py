"""The page on an invented run, asked in this process without a socket."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from medvirk_nlp.page.app import Settings, create_app
from medvirk_nlp.page.desk import open_desk
from medvirk_nlp.page.sessions import Sessions
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.workspace import Workspace
from page.invented import Invented

HOST = "127.0.0.1:49321"
ORIGIN = {"origin": f"http://{HOST}"}
PREFIX = "/forgrening"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Page:
    """A reader's browser without the browser."""

    client: TestClient
    sessions: Sessions
    work: Path
    errors: list[str] = field(default_factory=list)
    stopped: list[bool] = field(default_factory=list)
    touched: list[bool] = field(default_factory=list)

    def get(self, path: str, **asked: object) -> httpx.Response:
        return self.client.get(f"{PREFIX}/{path}", **asked)

    def post(self, path: str, told: dict, headers: dict | None = None) -> httpx.Response:
        return self.client.post(f"{PREFIX}/{path}", data=told, headers=headers or ORIGIN)

    def enter(self, initials: str = "AB", **told: str) -> None:
        self.client.get(f"/open/{self.sessions.new_link()}")
        done = self.post("reader", {"csrf": self.csrf("reader"), "initials": initials, **told})
        assert done.status_code == 303, done.text

    def csrf(self, path: str) -> str:
        return hidden(self.get(path).text, "csrf")

    def form(self, passage: str) -> dict[str, str]:
        shown = self.get(f"item/{passage}").text
        return {name: hidden(shown, name) for name in ("csrf", "version", "flag", "start", "end")}

    def decide(self, passage: str, action: str, **told: str) -> httpx.Response:
        return self.post(f"item/{passage}", {**self.form(passage), "action": action, **told})

    def state(self, passage: str) -> PassageState:
        with Workspace.open(self.work, read_only=True) as workspace:
            return workspace.states()[passage]


def hidden(text: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, f"no field {name}"
    return found[1]


@contextmanager
def opened(work: Path) -> Iterator[Page]:
    sessions = Sessions()
    errors: list[str] = []
    stopped: list[bool] = []
    touched: list[bool] = []
    settings = Settings(
        HOST,
        PREFIX.strip("/"),
        "nb",
        touch=lambda: touched.append(True),
        stop=lambda: stopped.append(True),
        on_error=errors.append,
    )
    app = create_app(lambda: open_desk(work), sessions, settings)
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield Page(client, sessions, work, errors, stopped, touched)


@pytest.fixture
def invented(tmp_path: Path) -> Invented:
    return Invented(tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented run, laid down once and copied for each test."""
    root = tmp_path_factory.mktemp("side")
    Invented(root).make()
    return root


@pytest.fixture
def page(made: Path, tmp_path: Path) -> Iterator[Page]:
    shutil.copytree(made, tmp_path / "kopi")
    with opened(tmp_path / "kopi" / "arbeid") as opened_page:
        yield opened_page


@pytest.fixture
def reader(page: Page) -> Page:
    page.enter()
    return page
