"""The page for every eye, and hostile notes that stay text (H30)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import Open, follow
from page.invented import MARKS, NOTES, Invented, Words
from page.test_hostile import HOSTILE

ADDRESSES = (
    "",
    "?state=all",
    "reader",
    "item/dok-01-0003",
    "item/dok-01-0003/same",
    "item/dok-01-0008",
    "second",
    "item/dok-02-0002",
)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    notes = {"a.md": NOTES, "b.md": "# Møte\n" + "".join(f"- {line} her\n" for line in HOSTILE)}
    marks = {**MARKS, "her": (Words("her", flag="leftover", rule="unknown_word"),)}
    return Invented(tmp_path, notes, marks).make()


def wide(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def grave(page: Page) -> list[str]:
    """Return what axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html']}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def test_axe_and_width_in_light_and_dark(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work), bypass_csp=True)
    root = page.url
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in ADDRESSES:
            page.goto(root + address)
            assert grave(page) == [], (scheme, address)
            assert wide(page) <= 0, (scheme, address)
    page.goto(root + "item/dok-01-0003")
    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_visible()
    assert grave(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    expect(page.locator("dialog#rewrite")).to_be_visible()
    assert grave(page) == []


def test_hostile_notes_stay_text(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a note opened a dialog"))
    root = page.url
    for number, line in enumerate(HOSTILE, start=2):
        page.goto(f"{root}item/dok-02-{number:04d}")
        text = page.inner_text("#passage")
        assert line[:4] in text
        assert (
            page.locator("#passage script, #passage img, #passage a, #passage style").count() == 0
        )
        assert page.title().startswith("dok-02")
    assert "U+202E" in page.inner_text("#passage")
    assert all(url.startswith(root.split("/", 3)[0] + "//127.0.0.1:") for url in asked)


def test_letters_can_be_turned_off(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    page.goto(page.url + "item/dok-01-0003")
    before = page.url
    page.click("details.settings summary")
    page.select_option("select[name=keys]", "off")
    page.select_option("select[name=language]", "nn")
    follow(page, "text=Bruk")
    expect(page).to_have_url(before)
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    page.keyboard.press("h")
    page.wait_for_timeout(300)
    assert page.url == before


def test_all_ticks_are_taken_away_at_once(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    page.goto(page.url + "item/dok-01-0003/same")
    expect(page.locator("[name=place]:checked")).to_have_count(3)
    page.click("[data-unticks]")
    expect(page.locator("[name=place]:checked")).to_have_count(0)


def test_the_skip_link_and_landmarks(
    work: Path, served: Callable[[Path], str], open_page: Open
) -> None:
    page = open_page(served(work))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_contain_text("Hopp til innholdet")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for role in ("banner", "navigation", "main"):
        assert page.get_by_role(role).count() >= 1
    page.goto(page.url.split("#")[0] + "item/dok-01-0003")
    expect(page.locator("#here")).to_be_focused()
