"""Other words in the place of what was said: checked, kept among the notes, known by hash."""

from __future__ import annotations

import json

import pytest

from medvirk_nlp.page import desk
from medvirk_nlp.paraphrases import forget_paraphrases
from medvirk_nlp.project import PARAPHRASES_NAME
from medvirk_nlp.records import Finding
from medvirk_nlp.review.model import text_hash
from medvirk_nlp.review.purging import default_receipt, purge
from page.conftest import Page, opened
from page.test_deciding import FINE, NAME, SECOND_NAME, clean

WORDS = "Den ansatte lyttet til den unge."


@pytest.fixture
def reader(page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    page.enter()
    return page


@pytest.fixture(autouse=True)
def _detector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the shipped detector: every «Nordlia» is a school."""

    def check(text: str) -> tuple[list, list]:
        at = text.find("Nordlia")
        return ([Finding(at, at + 7, "ORGANIZATION", 0.9)] if at >= 0 else [], [])

    monkeypatch.setattr(desk, "detector_of", lambda notes: lambda: check)


def rewrite(page: Page, passage: str, text: str):
    form = page.form(passage)
    told = {"csrf": form["csrf"], "version": form["version"], "paraphrase": text}
    return page.post(f"item/{passage}/rewrite", told)


def test_new_words_are_shown_and_must_be_approved(reader: Page) -> None:
    assert rewrite(reader, NAME, WORDS).status_code == 303
    assert WORDS in clean(reader, NAME)
    assert reader.state(NAME).name == "open"
    reader.decide(NAME, "approve")
    assert reader.state(NAME).name == "approved"


def test_the_words_lie_among_the_notes_and_not_in_the_work_folder(reader: Page) -> None:
    rewrite(reader, NAME, WORDS)
    kept = reader.work.parent / "notater" / PARAPHRASES_NAME
    assert WORDS in kept.read_text(encoding="utf-8") and kept.stat().st_mode & 0o077 == 0
    for path in reader.work.rglob("*"):
        assert not path.is_file() or WORDS.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "text", ["Hun på Nordlia lyttet.", "TUVALILL lyttet.", "", "x" * 4001, "Den [navn] lyttet."]
)
def test_words_that_tell_something_are_refused(reader: Page, text: str) -> None:
    assert rewrite(reader, FINE, text).status_code == 422
    assert reader.state(FINE).rewritten is None
    assert not (reader.work.parent / "notater" / PARAPHRASES_NAME).exists()


def test_words_that_are_lost_are_not_approved(reader: Page) -> None:
    rewrite(reader, NAME, WORDS)
    (reader.work.parent / "notater" / PARAPHRASES_NAME).write_text("{}", encoding="utf-8")
    work = reader.work
    reader.client.__exit__(None, None, None)
    with opened(work) as again:
        again.enter()
        assert "Omskrivingen er borte" in again.get(f"item/{NAME}").text
        assert again.decide(NAME, "approve").status_code == 409
        again.decide(NAME, "undo")
        again.decide(NAME, "approve")
        assert again.state(NAME).name == "approved"


def test_undo_brings_the_old_words_back(reader: Page) -> None:
    rewrite(reader, SECOND_NAME, WORDS)
    reader.post("undo", {"csrf": reader.csrf("")})
    assert "[navn]" in clean(reader, SECOND_NAME)


@pytest.mark.parametrize("others", [{}, {text_hash("Fra et annet år."): "Fra et annet år."}])
def test_purging_takes_the_words_of_the_run_with_it(reader: Page, others: dict[str, str]) -> None:
    rewrite(reader, NAME, WORDS)
    kept = reader.work.parent / "notater" / PARAPHRASES_NAME
    told = {**json.loads(kept.read_text(encoding="utf-8")), **others}
    kept.write_text(json.dumps(told), encoding="utf-8")
    reader.client.__exit__(None, None, None)
    done = purge(reader.work, forget=forget_paraphrases)
    assert done.paraphrases == 1
    assert json.loads(default_receipt(reader.work).read_text(encoding="utf-8"))["paraphrases"] == 1
    left = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    assert left == others and kept.exists() == bool(others)


def test_a_folder_that_cannot_be_read_names_no_words(reader: Page) -> None:
    rewrite(reader, NAME, WORDS)
    (reader.work / "run.json").write_text("{", encoding="utf-8")
    assert forget_paraphrases(reader.work) == 0
    assert (reader.work.parent / "notater" / PARAPHRASES_NAME).exists()
