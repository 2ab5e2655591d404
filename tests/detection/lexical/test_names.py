from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.lexical.names import NameRecognizer

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Saksbehandler Kari ringte tilbake.", ["Kari"]),
        ("Eg snakka med fostermora mi Anne i går.", ["Anne"]),
        ("Karis mor var der.", ["Karis"]),
        ("Det var Jonas' fosterfar som kjørte.", ["Jonas'"]),
        ("Boka er hans Ola sitt påfunn, og Per sin feil.", ["Ola", "Per"]),
        ("SAMTALE MED KARI NORDMANN 3/5", ["KARI NORDMANN"]),
        ("Vi møtte Tor-Inge Hansen og Nguyen Thi Lan.", ["Tor-Inge Hansen", "Nguyen Thi Lan"]),
        ("Takk til Máret Ánne Sara og Abdirahman bin Ali!", None),
        ("Tuva: jeg vil ha samme dame hele tida", ["Tuva"]),
        ("Han heter Xanthiros, sa de.", ["Xanthiros"]),
        ("Det ble kalt Kari-saken, og Nordmann-familien flyttet.", ["Kari", "Nordmann"]),
        ("Med vennlig hilsen\nCecilie Storhaugsve", ["Cecilie Storhaugsve"]),
        ("hu kari o mamman t tuva e heilt rå", ["kari", "tuva"]),
        ("Til stede: Aminah Y. (16), Jo, saksb. Kåre", ["Aminah Y.", "Jo", "Kåre"]),
        ("Nina, Line og Esther kom.", ["Nina", "Line", "Esther"]),
    ],
)
def test_finds_names(find: Find, text: str, names: list[str] | None) -> None:
    if names is None:
        names = ["Máret Ánne Sara", "Abdirahman bin Ali"]
    assert find(text) == names


def test_word_names_need_a_capital_and_context(find: Find) -> None:
    text = "Liv sa at et langt liv per uke tok på. Tone sa at tonen var fin, en stein falt."
    assert find(text) == ["Liv", "Tone"]


@pytest.mark.parametrize(
    "text",
    [
        "Vi fikk Marte Meo og Webster-Stratton på kurs.",
        "Det er en stein i veien, og sola skinner på en bjørn.",
        "eg veit kven som har same kontaktperson som meg",
        "I Mai fikk vi svar. Da ringte NAV og BUP.",
        "Hunden Balder fikk bli med.",
        "Moderator: Hva fungerte?\nProsessleder: fint",
        "Det ble kalt «risikofaktor» i rapporten.",
        "æ veit ikkje ka dæm tenkt på når dæm sku flytt mæ",
        "Per uke går det et langt liv.",
    ],
)
def test_leaves_ordinary_words(find: Find, text: str) -> None:
    assert find(text) == []


def test_uncertain_names_score_between(find: Find) -> None:
    text = "Stein er hard."
    assert find(text) == []
    assert find("snakka med trine om det", score=0.4) == ["trine"]


def test_initials_once_introduced_stand_for_the_person(find: Find) -> None:
    text = "Ordstyrer: Lars Magne (LM)\nLM: hva er annerledes? TB = Torgeir.\nHI og TB svarte."
    assert find(text).count("LM") == 2
    assert find(text).count("TB") == 2
    assert "HI" not in find(text)


def test_hidden_characters_lie_inside_the_span(find: Find) -> None:
    assert find("saksbehandler Ka\u200bri kom") == ["Ka\u200bri"]


@given(st.text(alphabet=st.sampled_from("KariLivo sa-'’«»:.\n,NM 1é\u00ad"), max_size=80))
@settings(deadline=None, max_examples=100)
def test_spans_lie_in_the_text(text: str) -> None:
    for result in NameRecognizer().analyze(text):
        assert 0 <= result.start < result.end <= len(text)
        assert 0 < result.score <= 1
        assert text[result.start : result.end].strip()
