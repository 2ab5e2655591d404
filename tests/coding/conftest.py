"""Invented comments, enough of them to learn two codes from, and coders that the tests share."""

from typing import NamedTuple

import pytest

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder


class Comment(NamedTuple):
    text: str
    heading: str
    themes: tuple[str, ...]
    polarity: str


_WHO = ("Mammaen min", "Jeg", "Vi", "Fosterfaren", "Broren min", "Naboen")
_TALK = (
    (("ventet på telefon hele uka", "Svar"), ("tilgjengelighet",), "negative"),
    (("fikk svar på telefonen med en gang", "Svar"), ("tilgjengelighet",), "positive"),
    (("fikk en tolk som oversatte fint", "Språk"), ("sprak_kultur",), "positive"),
    (("fikk en tolk som oversatte feil", "Språk"), ("sprak_kultur",), "negative"),
    (("spiste suppe til middag", "Annet"), (), "neutral"),
    (("fikk svar på telefon av en tolk", "Svar"), ("tilgjengelighet", "sprak_kultur"), "positive"),
)


@pytest.fixture(scope="session")
def comments() -> list[Comment]:
    return [
        Comment(f"{who} {said}", heading, themes, polarity)
        for who in _WHO
        for (said, heading), themes, polarity in _TALK
    ]


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return Codebook.from_file("barnevern")


@pytest.fixture(scope="session")
def shipped(codebook: Codebook) -> Coder:
    return Coder.load(codebook)


@pytest.fixture(scope="session")
def small(codebook: Codebook, comments: list[Comment]) -> Coder:
    return Coder(codebook).fit(
        [c.text for c in comments],
        [c.themes for c in comments],
        [c.heading for c in comments],
        polarities=[c.polarity for c in comments],
    )
