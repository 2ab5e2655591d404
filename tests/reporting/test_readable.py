"""What is chosen reads well alone, and tells little of who said it."""

from __future__ import annotations

import pytest

from medvirk_nlp.reporting.readable import as_sentence, awkwardness, is_fit, without_repeats
from medvirk_nlp.reporting.wording import Wording

PLAIN = "Vi fikk ikke vite hvorfor undersøkelsen tok så lang tid."


@pytest.mark.parametrize(
    "worse",
    [
        "At vi ikke fikk vite hvorfor undersøkelsen tok så lang tid.",
        "Vi fikk ikke vite hvorfor undersøkelsen tok så lang tid",
        "Vi i [sted] fikk ikke vite hvorfor undersøkelsen tok tid.",
        "Vi fækk itj vita koffer undersøkelsen tok så lang tid.",
        "Det tok for lang tid.",
    ],
)
def test_a_plain_sentence_reads_best(worse: str) -> None:
    assert awkwardness(PLAIN) == 0 < awkwardness(worse)


@pytest.mark.parametrize(
    "text",
    [
        "Kort.",
        "x" * 221,
        "[navn] ringer oss aldri tilbake.",
        "Vi er [tro] og kom fra [land] hit.",
        "Og vi er [tro], det er viktig.",
    ],
)
def test_what_says_little_alone_is_never_shown(text: str) -> None:
    assert is_fit(PLAIN) and not is_fit(text)


def test_nothing_is_said_twice() -> None:
    again = "vi fikk ikke vite hvorfor undersøkelsen tok så LANG tid."
    other = "Møtene er lange, og vi kommer ikke til orde."
    assert without_repeats([PLAIN, again, other]) == [PLAIN, other]


@pytest.mark.parametrize(
    ("noted", "shown"),
    [
        ("kortere møter", "Kortere møter."),
        ("hva med oss?", "Hva med oss?"),
        ("ring, ", "Ring."),
        ("takk 👍", "Takk 👍"),
        ("Det står «for få».", "Det står «for få»."),
    ],
)
def test_a_note_becomes_a_sentence_once(noted: str, shown: str) -> None:
    assert as_sentence(noted) == shown == as_sentence(shown)


def test_quotes_inside_quotes_are_single() -> None:
    assert Wording("nn").quote("Dei sa «nei».") == "«Dei sa ‘nei’.»"
