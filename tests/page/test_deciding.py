"""Deciding on the page: every action, its undoing, and two who decide at once (H37)."""

from __future__ import annotations

from pathlib import Path

import pytest

from medvirk_nlp.review.workspace import Workspace
from page.conftest import PREFIX, Page, opened
from page.invented import SECRETS, Invented, Words

NAME, SECOND_NAME, THIRD_NAME = "dok-01-0003", "dok-01-0004", "dok-01-0005"
FINE, HIDDEN, HEALTH = "dok-01-0006", "dok-01-0008", "dok-01-0009"


def clean(page: Page, passage: str) -> str:
    """Return the second text of the page: what stands in the report."""
    shown = page.get(f"item/{passage}").text
    after = shown.split('id="clean"')[1]
    return after.split("</div>")[0]


def test_the_queue_shows_the_gravest_first(reader: Page) -> None:
    shown = reader.get("").text
    places = [shown.index(f"item/{p}") for p in (HIDDEN, HEALTH, NAME)]
    assert places == sorted(places)
    assert f"{PREFIX}/item/{FINE}" not in shown
    assert "Tuvalill" not in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=all", {NAME, SECOND_NAME, THIRD_NAME, FINE, HIDDEN, HEALTH}),
        ("reason=confidential", {HEALTH}),
        ("priority=grave", {HIDDEN}),
        ("priority=normal", {NAME, SECOND_NAME, THIRD_NAME}),
        ("document=dok-99", {NAME, SECOND_NAME, THIRD_NAME, HIDDEN, HEALTH}),
        ("state=approved", set()),
    ],
)
def test_filters(reader: Page, query: str, expected: set[str]) -> None:
    shown = reader.get(f"?{query}").text
    everything = (NAME, SECOND_NAME, THIRD_NAME, FINE, HIDDEN, HEALTH)
    assert {p for p in everything if f"item/{p}" in shown} == expected


def test_approving_goes_on_to_the_next(reader: Page) -> None:
    answer = reader.decide(HIDDEN, "approve")
    assert reader.state(HIDDEN).name == "approved"
    assert answer.headers["location"].endswith(f"item/{HEALTH}")


def test_masking_words_of_ones_own_choice(reader: Page) -> None:
    answer = reader.decide(FINE, "mask", start="0", end="5", type="EVENT")
    assert answer.headers["location"].endswith(f"item/{FINE}")
    # half a word is never left behind
    assert "[hendelse]</span> var fine" in clean(reader, FINE)
    assert reader.state(FINE).findings[0].recognizer == "reviewer"


def test_masking_answers_the_flag_about_the_words(reader: Page) -> None:
    reader.decide(NAME, "mask")
    assert reader.state(NAME).name == "approved"


def test_words_put_more_coarsely(invented_page: Page) -> None:
    passage = "dok-01-0002"
    reader = invented_page
    text = "jeg er fjorten år"
    start = text.index("fjorten")
    reader.decide(passage, "generalize", start=str(start), end=str(len(text)), type="AGE")
    assert "[13-15 år]" in clean(reader, passage)
    reader.decide(passage, "undo")
    assert "fjorten" in clean(reader, passage)
    reader.decide(passage, "mask", start=str(start), end=str(len(text)), type="AGE")
    assert "[alder]" in clean(reader, passage)


@pytest.fixture
def invented_page(tmp_path):
    run = Invented(tmp_path, notes={"alder.md": "# Møte\n- jeg er fjorten år\n"}, marks={})
    with opened(run.make()) as page:
        page.enter()
        yield page


def test_showing_words_asks_for_a_new_look(reader: Page) -> None:
    reader.decide(SECOND_NAME, "approve")
    reader.decide(SECOND_NAME, "unmask", start="7", end="15")
    assert "Tuvalill" in clean(reader, SECOND_NAME)
    assert reader.state(SECOND_NAME).name in ("open", "stale")
    reader.decide(SECOND_NAME, "approve")
    assert reader.state(SECOND_NAME).name == "approved"


def test_codes_go_with_the_decision(reader: Page) -> None:
    told = {"coded": "yes", "theme": ["medvirkning", "trygghet"], "polarity": "negative"}
    form = {**reader.form(NAME), "action": "approve", **told}
    assert reader.post(f"item/{NAME}", form).status_code == 303
    state = reader.state(NAME)
    assert (state.name, state.themes, state.polarity) == (
        "approved",
        ("medvirkning", "trygghet"),
        "negative",
    )


def test_codes_that_are_not_in_the_codebook_are_refused(reader: Page) -> None:
    answer = reader.decide(NAME, "recode", coded="yes", theme="hemmelig")
    assert answer.status_code == 409
    assert reader.state(NAME).themes == ("relasjon",)


def test_a_suggested_quote_is_declined(tmp_path: Path) -> None:
    invented = Invented(tmp_path)
    invented.marks["møtene var fine"] = (Words("møtene var fine", flag="quote", rule="quote"),)
    with opened(invented.make()) as page:
        page.enter()
        assert "Les 1 forslag" not in page.get("").text  # what holds the report back comes first
        assert f"item/{FINE}" in page.get("?state=quotes").text
        page.decide(FINE, "unquote")
        shown = page.get(f"item/{FINE}").text
        assert "aldri sitert" in shown and 'value="unquote"' not in shown
        assert f"item/{FINE}" not in page.get("?state=quotes").text
        page.decide(FINE, "undo")
        assert f"item/{FINE}" in page.get("?state=quotes").text


@pytest.mark.parametrize("action", ["approve", "withhold", "mask"])
def test_undo_takes_back_the_last(reader: Page, action: str) -> None:
    reader.decide(NAME, action)
    assert reader.state(NAME).closed
    answer = reader.post("undo", {"csrf": reader.csrf("")})
    assert answer.headers["location"].endswith(NAME)
    assert reader.state(NAME).name == "open"
    reader.post("undo", {"csrf": reader.csrf("")})
    assert "ingenting å angre" in reader.get("").text


def test_an_older_page_cannot_decide(reader: Page) -> None:
    old = {**reader.form(NAME), "action": "approve"}
    reader.decide(NAME, "withhold")
    answer = reader.post(f"item/{NAME}", old)
    assert answer.status_code == 409
    assert "Noen har avgjort dette nå" in answer.text and "AB" in answer.text
    assert reader.state(NAME).name == "withheld"


def test_codes_of_two_tabs_do_not_overwrite_each_other(reader: Page) -> None:
    form = {**reader.form(NAME), "action": "recode", "coded": "yes"}
    assert reader.post(f"item/{NAME}", {**form, "theme": "trygghet"}).status_code == 303
    assert reader.post(f"item/{NAME}", {**form, "theme": "skole_fritid"}).status_code == 409
    assert reader.state(NAME).themes == ("trygghet",)


@pytest.mark.parametrize("version", ["", "0x", "-1", "99999999999"])
def test_a_version_made_up_is_refused(reader: Page, version: str) -> None:
    form = {**reader.form(NAME), "action": "approve", "version": version}
    assert reader.post(f"item/{NAME}", form).status_code == 409


def test_the_log_tells_who_and_how_long_and_no_words(reader: Page) -> None:
    reader.decide(NAME, "approve")
    with Workspace.open(reader.work, read_only=True) as workspace:
        last = workspace.decisions()[-1]
    assert last.reviewer == "AB" and last.payload.seconds is not None
    for path in reader.work.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [s for s in SECRETS if s.encode() in content], path.name


def test_what_changes_the_file_closes_its_passages(reader: Page) -> None:
    note = next((reader.work.parent / "notater").glob("*.md"))
    form = {**reader.form(NAME), "action": "approve"}
    before = note.read_bytes()
    note.write_bytes(before + b"\n- mer\n")
    shown = reader.get(f"item/{NAME}").text
    assert "Filen er endret" in shown and "Tuvalill" not in shown
    assert reader.post(f"item/{NAME}", form).status_code == 409
    note.unlink()
    assert "Filen er borte" in reader.get(f"item/{NAME}").text
    note.write_bytes(before)
    assert "Tuvalill" in reader.get(f"item/{NAME}").text
    assert reader.post(f"item/{NAME}", form).status_code == 303


def test_who_is_named_is_warned(page: Page) -> None:
    page.enter("TG", name="Tuvalill Granås", role="leader")
    assert "Du kan være nevnt her" in page.get(f"item/{NAME}").text
    assert "Du kan være nevnt her" not in page.get(f"item/{FINE}").text
    stored = b"".join(p.read_bytes() for p in page.work.rglob("*") if p.is_file())
    assert "Granås".encode() not in stored


def test_initials_come_first(page: Page) -> None:
    page.client.get(f"/open/{page.sessions.new_link()}")
    assert page.get("").headers["location"].endswith("/reader")
    refused = page.post("reader", {"csrf": page.csrf("reader"), "initials": "Kari Nordmann"})
    assert refused.status_code == 422 and "høyst åtte tegn" in refused.text


def test_resuming_finds_what_was_decided(reader: Page) -> None:
    reader.decide(NAME, "approve")
    reader.enter("CD")
    shown = reader.get("").text
    assert "1 av 5 avgjort" in shown and f"item/{NAME}" not in shown


def test_closing_ends_the_program(reader: Page) -> None:
    answer = reader.post("stop", {"csrf": reader.csrf("")})
    assert "lukket" in answer.text and reader.stopped == [True]
