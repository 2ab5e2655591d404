"""One answer for many, and never for what is grave (H39)."""

from __future__ import annotations

import re

from page.conftest import Page, hidden, opened
from page.invented import Invented
from page.test_deciding import HEALTH, HIDDEN, NAME, SECOND_NAME, THIRD_NAME

SAME = (NAME, SECOND_NAME, THIRD_NAME)


def places(page: Page, passage: str) -> list[str]:
    return re.findall(r'name="place" value="([^"]+)"', page.get(f"item/{passage}/same").text)


def answer(page: Page, passage: str, action: str, flags: list[str], **told: str):
    shown = page.get(f"item/{passage}/same").text
    form = {"csrf": hidden(shown, "csrf"), "head": hidden(shown, "head"), "action": action}
    return page.post(f"item/{passage}/same", {**form, "place": flags, **told})


def test_the_same_for_all_of_a_name(reader: Page) -> None:
    assert "Samme for alle 3" in reader.get(f"item/{NAME}").text
    flags = places(reader, NAME)
    assert len(flags) == 3
    assert answer(reader, NAME, "approve", flags).status_code == 303
    assert {reader.state(p).name for p in SAME} == {"approved"}
    reader.post("undo", {"csrf": reader.csrf("")})
    assert {reader.state(p).name for p in SAME} == {"open"}


def test_what_is_unticked_waits(reader: Page) -> None:
    flags = places(reader, NAME)
    answer(reader, NAME, "mask", flags[:2])
    assert [reader.state(p).closed for p in SAME] == [True, True, False]


def test_grave_flags_are_never_answered_together(reader: Page) -> None:
    with_grave = [
        flag for p in (HIDDEN, HEALTH) for flag in [hidden(reader.get(f"item/{p}").text, "flag")]
    ]
    assert all(with_grave)
    assert answer(reader, NAME, "approve", with_grave).status_code == 409
    assert answer(reader, NAME, "mask", with_grave[:1]).status_code == 409
    assert {reader.state(p).name for p in (HIDDEN, HEALTH)} == {"open"}
    answer(reader, NAME, "approve", places(reader, NAME) + with_grave)
    assert {reader.state(p).name for p in (HIDDEN, HEALTH)} == {"open"}
    assert {reader.state(p).name for p in SAME} == {"approved"}


def test_special_categories_are_hidden_together_and_never_approved(invented: Invented) -> None:
    invented.notes["verksted.md"] += "- der var Kvitkløver-gruppa en gang til\n"
    with opened(invented.make()) as page:
        page.enter()
        shown = page.get(f"item/{HEALTH}/same").text
        assert 'value="approve"' not in shown
        assert "[helse]</span> en gang til" in shown, "the whole text is read as it will be"
        flags = places(page, HEALTH)
        assert len(flags) == 2
        assert answer(page, HEALTH, "approve", flags).status_code == 409
        assert answer(page, HEALTH, "mask", flags).status_code == 303
        assert page.state(HEALTH).name == "approved"
        assert page.state(HIDDEN).name == "open"


def test_a_decision_since_then_stops_it(reader: Page) -> None:
    shown = reader.get(f"item/{NAME}/same").text
    form = {"csrf": hidden(shown, "csrf"), "head": hidden(shown, "head"), "action": "approve"}
    flags = places(reader, NAME)
    reader.decide(THIRD_NAME, "withhold")
    assert reader.post(f"item/{NAME}/same", {**form, "place": flags}).status_code == 409
    assert reader.state(NAME).name == "open"


def test_a_name_that_is_none_is_shown_everywhere(reader: Page) -> None:
    assert answer(reader, NAME, "unmask", [], entity="p1").status_code == 303
    assert all(not reader.state(p).findings for p in SAME)
