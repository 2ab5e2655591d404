import pytest

from medvirk_nlp.detection.lexical import initials
from medvirk_nlp.detection.lexical.tokens import tokenize
from medvirk_nlp.detection.normalize import normalize


def found(text: str) -> list[str]:
    view = normalize(text)
    return [view.text[m.start : m.end] for m in initials.find(view, tokenize(view.text))]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("T: Hei\nM: Ja\nT: Hvordan gikk det?\n", ["T", "M", "T"]),
        ("rk: enig\nSolveig: nei\nrk: jo da\n", ["rk", "rk"]),
        ("Frist: TK + BV tar det videre i NAV\n", ["TK", "BV"]),
        ("Oppfølging: TK ringer BUP\n", ["TK"]),
    ],
)
def test_letters_that_stand_for_people(text: str, letters: list[str]):
    assert found(text) == letters


@pytest.mark.parametrize(
    "text",
    [
        "A: turer\nB: mat\nA: film\nB: spill\n",  # groups
        "T: Hei\nAlle sa hei.\n",  # one line is no talk
        "du: enig\nvi: nei\ndu: jo da\n",  # words
        "Vi tok opp TK på møtet.\n",
        "FRIST: TK TAR DET VIDERE\n",  # everything is in capitals
    ],
)
def test_letters_that_do_not(text: str):
    assert found(text) == []
