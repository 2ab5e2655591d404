"""A second reader, blind to the first, and what comes of disagreeing."""

from __future__ import annotations

import pytest

from medvirk_nlp.page import sampling
from page.conftest import Page, hidden
from page.test_deciding import HEALTH, HIDDEN, NAME


@pytest.fixture
def decided(reader: Page) -> Page:
    reader.decide(HIDDEN, "approve")
    reader.decide(HEALTH, "withhold")
    return reader


@pytest.fixture(autouse=True)
def _every_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "ONE_IN_DECIDED", 1)
    monkeypatch.setattr(sampling, "ONE_IN_CLEAR", 10**90)


def opine(page: Page, passage: str, lets_out: str):
    shown = page.get(f"second/{passage}").text
    told = {"csrf": hidden(shown, "csrf"), "version": hidden(shown, "version")}
    return page.post(f"second/{passage}", {**told, "lets_out": lets_out})


def test_nobody_is_ones_own_second_reader(decided: Page) -> None:
    assert "0 venter på deg, og 2 har du selv avgjort" in decided.get("second").text
    assert opine(decided, HIDDEN, "yes").status_code == 409


def test_the_second_reader_sees_no_decision(decided: Page) -> None:
    decided.enter("CD")
    shown = decided.get(f"second/{HEALTH}").text
    assert "AB" not in shown and "holdt tilbake" not in shown.lower()


def test_agreement_is_counted(decided: Page) -> None:
    decided.enter("CD")
    opine(decided, HIDDEN, "yes")
    opine(decided, HEALTH, "yes")
    assert "Enige om 1 av 2 (50 %" in decided.get("second").text


def test_a_no_opens_the_passage_until_it_is_approved_anew(decided: Page) -> None:
    decided.enter("CD")
    opine(decided, HIDDEN, "no")
    assert decided.state(HIDDEN).name == "open"
    assert "En andre leser" in decided.get(f"item/{HIDDEN}").text
    decided.enter("AB")
    decided.decide(HIDDEN, "approve")
    assert decided.state(HIDDEN).name == "approved"


def test_what_waits_is_not_read_a_second_time(decided: Page) -> None:
    decided.enter("CD")
    assert opine(decided, NAME, "yes").status_code == 409
