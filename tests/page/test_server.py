"""The listener: loopback only, silent, and gone when nobody reads."""

from __future__ import annotations

import socket
import threading

import pytest

from medvirk_nlp.page.desk import open_desk
from medvirk_nlp.page.server import Idle, serve
from page.conftest import Page
from page.invented import Invented


def test_it_listens_on_loopback_and_closes_when_nobody_reads(
    invented: Invented, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bound: list[tuple[str, int]] = []
    create = socket.create_server

    def noted(address: tuple[str, int], **options: object) -> socket.socket:
        made = create(address, **options)
        bound.append(made.getsockname())
        return made

    monkeypatch.setattr(socket, "create_server", noted)
    links: list[str] = []
    idled: list[bool] = []

    def listen() -> None:
        with open_desk(invented.make()) as desk:
            idled.append(
                serve(desk, "nb", on_ready=links.append, on_error=links.append, idle_limit=0.2)
            )

    # In a thread of its own: a browser in the same run keeps an event loop in this one.
    listener = threading.Thread(target=listen)
    listener.start()
    listener.join()
    assert idled == [True]
    assert [host for host, _ in bound] == ["127.0.0.1"]
    assert links[0].startswith(f"http://127.0.0.1:{bound[0][1]}/open/") and len(links) == 1
    assert capfd.readouterr() == ("", "")


def test_use_keeps_it_open() -> None:
    now = [0.0]
    idle = Idle(lambda: now[0])
    now[0] = 20.0
    idle.touch()
    now[0] = 45.0
    assert not idle.longer_than(30)
    now[0] = 51.0
    assert idle.longer_than(30)


def test_nobody_who_is_not_let_in_keeps_it_open(page: Page) -> None:
    page.get("")
    page.client.get("/static/page.css")
    assert page.touched == []
    page.enter()
    assert page.touched
