"""A whole review by keyboard and by mouse, two tabs at odds, and going on after a crash."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import Open, follow, press
from medvirk_nlp.review.workspace import Workspace
from page.invented import SECRETS, Invented

NAME, FINE, HIDDEN, HEALTH = "dok-01-0003", "dok-01-0006", "dok-01-0008", "dok-01-0009"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return Invented(tmp_path).make()


def states(work: Path) -> dict[str, str]:
    with Workspace.open(work, read_only=True) as workspace:
        return {key: state.name for key, state in workspace.states().items()}


def test_a_whole_review_by_keyboard(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    press(page, "j")
    expect(page.locator("h1")).to_contain_text(HIDDEN)
    press(page, "h")  # withhold the hidden address
    expect(page.locator("h1")).to_contain_text(HEALTH)
    press(page, "a")  # approve the health item by itself
    press(page, "s")  # the same for all three of the name
    expect(page.locator("input[name=place]")).to_have_count(3)
    press(page, "m")
    expect(page.locator("p.done")).to_contain_text("avgjort")

    page.goto(page.url.split("?")[0] + "?state=all")
    follow(page, f"text={FINE}")
    page.focus("#passage")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#selected")).to_contain_text("møtene var")
    page.keyboard.press("2")
    page.keyboard.press("n")
    press(page, "m")
    expect(page.locator("section[aria-labelledby=clean]")).to_contain_text("[navn] fine")
    with Workspace.open(work, read_only=True) as workspace:
        state = workspace.states()[FINE]
    assert "medvirkning" in state.themes and state.polarity == "negative"
    press(page, "z")
    expect(page.locator("section[aria-labelledby=clean]")).to_contain_text("møtene var fine")
    assert set(states(work).values()) <= {"clear", "approved", "withheld"}
    for path in work.rglob("*"):
        if path.is_file():
            assert not [s for s in SECRETS if s.encode() in path.read_bytes()]


def test_a_whole_review_by_mouse(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    follow(page, "text=Begynn med den første")
    follow(page, "button:has-text('Hold tilbake')")
    follow(page, "button[value=approve]")
    for _ in range(3):
        follow(page, "button[value=mask]")
        onward = page.locator("a[data-key=j]").count()  # none after the last
        follow(page, "a[data-key=j]" if onward else "a[data-key=q]")
    assert set(states(work).values()) <= {"clear", "approved", "withheld"}

    page.goto(page.url.split("?")[0].split("item")[0] + f"item/{FINE}")
    box = page.locator("#passage span").first.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 12, box["y"] + box["height"] / 2)
    expect(page.locator("#selected")).to_contain_text("møtene")
    follow(page, "button[value=mask]")
    expect(page.locator("section[aria-labelledby=clean]")).to_contain_text("[navn] var fine")
    page.click("summary:has-text('Visning')")
    follow(page, "text=Lukk siden og avslutt")
    expect(page.locator("h1")).to_contain_text("Gjennomgangen er lukket")


def test_a_text_is_kept_from_being_quoted_by_key(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    page.goto(page.url + f"item/{FINE}?state=all")
    press(page, "i")
    expect(page.locator("[role=status]")).to_contain_text("blir ikke sitert")
    expect(page.locator("section[aria-labelledby=clean]")).to_contain_text("aldri sitert")
    with Workspace.open(work, read_only=True) as workspace:
        state = workspace.states()[FINE]
    assert state.unquoted and state.name == "clear"


def test_two_tabs_at_odds(work: Path, served: Callable[[Path], str], open_page: Open) -> None:
    first = open_page(served(work))
    first.goto(first.url + f"item/{NAME}")
    second = first.context.new_page()
    second.goto(first.url)
    press(first, "h")
    press(second, "a")
    expect(second.locator("[role=alert]")).to_contain_text("Noen har avgjort dette nå")
    assert states(work)[NAME] == "withheld"
    # what is shown now is how it stands, and from here one may go on
    follow(second, "text=Angre her")
    assert states(work)[NAME] == "open"


def test_going_on_after_a_crash(work: Path, open_page: Open) -> None:
    def start() -> tuple[subprocess.Popen, str]:
        program = [sys.executable, "-m", "medvirk_nlp", "review", str(work), "--no-browser"]
        running = subprocess.Popen(program, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert running.stdout is not None
        for line in running.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/open/\S+", line):
                return running, found.group()
        raise AssertionError("the page did not open")

    running, link = start()
    page = open_page(link)
    press(page, "j")
    press(page, "h")
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert states(work)[HIDDEN] == "withheld"

    running, link = start()
    try:
        page = open_page(link)
        expect(page.locator("p.progress")).to_contain_text("1 av 5 avgjort")
        press(page, "j")
        expect(page.locator("h1")).to_contain_text(HEALTH)
        with Workspace.open(work, read_only=True) as workspace:
            assert workspace.verify().whole
    finally:
        running.terminate()
        running.wait()
