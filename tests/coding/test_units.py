from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medvirk_nlp.coding.units import sentences, statements


def said(text: str) -> list[str]:
    return [s.of(text) for s in statements(text)]


def sentence_texts(text: str) -> list[str]:
    return [s.of(text) for s in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi ba om f.eks. avlastning",
        "Møtet var kl. 14.30 hos BUP",
        "Det var 12. mars vi fikk svar",
        "Hun går i 3. klasse nå",
        "De ringte ca. tre ganger m.m. og det holdt",
        "Saksbehandler K. Hansen ringte",
        "jeg vet ikke ... kanskje det",
        "Skole/SFO og og/eller PPT",
        "Se www.eksempel.no for mer",
    ],
)
def test_no_sentence_ends_here(text: str) -> None:
    assert sentence_texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("De kom. Vi gikk.", ["De kom.", "Vi gikk."]),
        ("dæm kom hjem te oss. mamma sa en ting", ["dæm kom hjem te oss.", "mamma sa en ting"]),
        ("Hvorfor det?! Ingen svarte", ["Hvorfor det?!", "Ingen svarte"]),
        ("«Vi fikk velge rom selv.» Flere nikker.", ["«Vi fikk velge rom selv.»", "Flere nikker."]),
        ("Jeg ventet ... Og ventet", ["Jeg ventet ...", "Og ventet"]),
        ("Det var i 2024. Vi fikk svar", ["Det var i 2024.", "Vi fikk svar"]),
        ("Jeg sa fra på ei øy. Æ va i ro", ["Jeg sa fra på ei øy.", "Æ va i ro"]),
    ],
)
def test_a_sentence_ends_here(text: str, parts: list[str]) -> None:
    assert sentence_texts(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "- god mat\n* flinke folk\n3) lite tid\n[x] møtt opp",
            ["god mat", "flinke folk", "lite tid", "møtt opp"],
        ),
        ("gode rom / dårlig mat", ["gode rom", "dårlig mat"]),
        ("Snille folk der; maten var dårlig", ["Snille folk der;", "maten var dårlig"]),
        ("• god mat • lite tid", ["god mat", "lite tid"]),
        ("mor / far", ["mor / far"]),
        ("   \n - \n\t", []),
        ("", []),
    ],
)
def test_lists_are_taken_apart(text: str, parts: list[str]) -> None:
    assert said(text) == parts


def test_sentences_on_one_matter_stay_together() -> None:
    text = "Hun ringte dagen etter. Det pleier ingen å gjøre."
    assert said(text) == [text]


def test_a_turn_begins_a_statement() -> None:
    first = "Det er lett å få tak i dem på dagtid."
    second = "Men etter klokka tre er det bare en vakttelefon i en annen kommune."
    assert said(f"{first} {second}") == [first, second]
    assert said(f"{first} Men ikke alltid.") == [f"{first} Men ikke alltid."]


def test_praise_with_a_but_in_one_breath_is_one_statement() -> None:
    text = "Saksbehandleren var snill, men hun hadde aldri tid til oss."
    assert said(text) == [text]


def test_a_long_answer_is_not_one_statement() -> None:
    text = " ".join(
        f"Det nummer {n} vi vil si noe om her, er noe helt annet enn det forrige." for n in range(8)
    )
    assert 3 <= len(said(text)) <= 6


def test_a_text_without_full_stops_is_cut_at_clauses() -> None:
    text = (
        "vi venta på telefon i fleire veker og ingen visste kven som hadde saka vår den våren "
        "men då ho nye byrja så ringde ho same dag og spurde korleis det gjekk med oss alle saman"
        " i heile familien"
    )
    assert [part.split()[0] for part in said(text)] == ["vi", "men"]


PIECES = st.sampled_from(
    ["De kom. ", "f.eks. ", "men ", "\n- ", "1) ", " / ", "; ", "kl. 14.30 ", "… ", "?! ", "🙂 ",
     "æ va der å venta lenge på svar ", "«Ja.» ", "\r\n", "\u2028", "ho e snill. ", "•",
     "\x0b", "A. "]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("a\x1fb.\x85c")
def test_offsets_hold(text: str) -> None:
    for found in (statements(text), sentences(text)):
        assert all(0 <= s.start < s.end <= len(text) for s in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(s.of(text) == s.of(text).strip() for s in found)
        assert not any("\n" in s.of(text) for s in found)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    covered = {i for s in statements(text) for i in range(s.start, s.end)}
    lost = {i for i, c in enumerate(text) if c.isalpha()} - covered
    # but the letter of a list («a) …») and the cross in its box
    assert all(text[i + 1 : i + 2] in (")", "]") for i in lost)


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_lines_are_split_for_themselves(first: str, second: str) -> None:
    assert said(f"{first}\n{second}") == said(first) + said(second)


def test_a_very_long_line_takes_no_time() -> None:
    long = "vi venta på svar og ringde igjen og igjen heile hausten men "
    assert len(statements(long * 4_000)) > 100
    assert len(statements("a." * 50_000)) == 1
