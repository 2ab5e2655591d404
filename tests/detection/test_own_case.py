"""Who asks about their own case is marked; who tells of an experience is not."""

from __future__ import annotations

import pytest

from medvirk_nlp.detection.alerts import alerts, reason
from medvirk_nlp.texts import LANGUAGES


def rules(text: str) -> set[str]:
    return {flag.rule for flag in alerts(text, []) if flag.kind == "own_case"}


@pytest.mark.parametrize(
    "text",
    [
        "når får jeg svar på søknaden min",
        "Fikk aldri svar på innsyn",
        "kan jeg få ny kontaktperson?",
        "når kan jeg flytte hjem",
        "Lurer på hvorfor jeg ikke får se broren min",
        "kan noen hjelpe meg med saken min",
        "Korleis går det med klaga mi, eg ventar på svar",
        "kan eg få møte søstera mi oftare",
        "ventar framleis på svar",
        "ka tid får æ flytt heim",
        "kan æ få bytte skole",
        "ring meg på mandag",
    ],
)
def test_own_case(text):
    assert rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "saken min tok lang tid",
        "de lytter til meg",
        "ring før dere kommer",
        "svar oss oftere på sms",
        "jeg fikk god hjelp av kontaktpersonen min",
        "de spurte når vi kunne møtes",
        "får ikke svar på meldinger",
        "eg visste ikkje kva ettervern var",
        "dårlig informasjon om når ting skjer",
        "møta e for lang",
    ],
)
def test_experience(text):
    assert not rules(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_reason(language):
    texts = ["når får jeg svar på søknaden min", "kan jeg få ny skole", "ring meg", "se saken min"]
    for text in texts:
        for flag in alerts(text, []):
            assert reason(flag, language)
