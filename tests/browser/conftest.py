"""A real browser on the page: the system's Chromium, driven by Playwright.

MEDVIRK_CHROMIUM names the program where it is not on the path. Without any the tests are skipped;
with MEDVIRK_REQUIRE_BROWSER=1, as in CI, they fail.
"""

from __future__ import annotations

import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from medvirk_nlp.page.desk import open_desk
from medvirk_nlp.page.server import serve

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OFFICE_PC = {"width": 1093, "height": 614}
"""CSS pixels of 1366 x 768 at 125 %."""
PATIENCE = 60_000
"""Milliseconds a slow machine may take."""
Open = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until that page and its script stand."""
    page.wait_for_load_state()  # keys are heard when the script has run
    with page.expect_navigation():
        page.keyboard.press(key)


def follow(page: Page, selector: str) -> None:
    """Click on what leads to another page, and wait until that page and its script stand."""
    page.wait_for_load_state()
    with page.expect_navigation():
        page.click(selector)


def chromium() -> str | None:
    """Return the path of the system's Chromium."""
    return os.environ.get("MEDVIRK_CHROMIUM") or next(
        filter(None, map(shutil.which, PROGRAMS)), None
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        if os.environ.get("MEDVIRK_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium, and MEDVIRK_REQUIRE_BROWSER=1")
        pytest.skip("no Chromium on this machine")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if as_root else []
        )
        yield started
        started.close()


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """Serve a work folder in a thread of its own; return the link."""
    threads = []

    def start(work: Path) -> str:
        links: queue.Queue[str] = queue.Queue()

        def run() -> None:
            with open_desk(work) as desk:
                serve(desk, "nb", on_ready=links.put, on_error=errors.append, idle_limit=240)

        errors: list[str] = []
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        threads.append((thread, errors))
        return links.get(timeout=PATIENCE / 1000)

    yield start
    for _, errors in threads:
        assert errors == []


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a link in a browser of its own, as a reader with initials."""
    contexts = []

    def start(link: str, initials: str = "AB", **options: object) -> Page:
        context = browser.new_context(
            viewport=OFFICE_PC, device_scale_factor=1.25, locale="nb-NO", **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(link)
        page.fill("#initials", initials)
        press(page, "Enter")
        expect(page.locator("table.queue, p.done").first).to_be_visible()
        return page

    yield start
    for context in contexts:
        context.close()
