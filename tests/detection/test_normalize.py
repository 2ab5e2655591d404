import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.normalize import normalize

ORDINARY = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzæøåABCÆØÅ 0123456789.,:;!?()«»\n", max_size=80
)
HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aÅå\u030a\u0301\u200b\u00ad\ufeff\ufe0f-\n\r \u00a0\u2011\uff11\uff21\ufb01Каİ1२"
        ),
        st.characters(),
    ),
    max_size=60,
)


def found(source: str, wanted: str) -> str:
    """Return the part of the source that stands behind ``wanted`` in the view."""
    view = normalize(source)
    start = view.text.index(wanted)
    left, right = view.original(start, start + len(wanted))
    return source[left:right]


@pytest.mark.parametrize(
    ("source", "wanted", "covered"),
    [
        ("hei Ka\u200bri Nord\u2060mann!", "Kari Nordmann", "Ka\u200bri Nord\u2060mann"),
        ("nr 17039\u200d150336.", "17039150336", "17039\u200d150336"),
        ("\ufeffTuva var her", "Tuva", "Tuva"),
        ("O\U000e0041la\ufe0f kom", "Ola", "O\U000e0041la"),
        ("familien Nord\u00ad\nmann", "Nordmann", "Nord\u00ad\nmann"),
        ("familien Nord-\nmann", "Nordmann", "Nord-\nmann"),
        ("Kari Nord-\r\n    mann", "Nordmann", "Nord-\r\n    mann"),
        ("Ka\u030are A\u030as", "Kåre Ås", "Ka\u030are A\u030as"),
        ("\u212bse", "Åse", "\u212bse"),
        ("E\ufb01a", "Efia", "E\ufb01a"),
        ("Ｋａｒｉ", "Kari", "Ｋａｒｉ"),
        ("Каri", "Kari", "Каri"),
        ("٩١٢٣٤٥٦٧", "91234567", "٩١٢٣٤٥٦٧"),
        ("91\u00a023\u201145", "91 23-45", "91\u00a023\u201145"),
    ],
)
def test_hidden_and_disguised(source: str, wanted: str, covered: str) -> None:
    assert found(source, wanted) == covered


@pytest.mark.parametrize(
    "source",
    [
        "mor-\nog-barn",
        "skole-\neller hjemmetiltak",
        "a-\nB",
        "kaffe -\nte",
        "Олена og Κώστας",
        "İlker",
    ],
)
def test_left_alone(source: str) -> None:
    assert normalize(source).text == source


def test_lower_keeps_the_length() -> None:
    view = normalize("İlker og KARI")
    assert view.lower == "İlker og kari"
    assert len(view.lower) == len(view.text)


@given(ORDINARY)
@settings(deadline=None, max_examples=60)
def test_ordinary_text_is_its_own_view(text: str) -> None:
    view = normalize(text)
    assert view.text == text
    if text:
        assert view.original(0, len(text)) == (0, len(text))


@given(HOSTILE, st.integers(0, 60), st.integers(1, 60))
@settings(deadline=None, max_examples=150)
def test_spans_map_into_bounds_and_back(text: str, start: int, length: int) -> None:
    view = normalize(text)
    assert view.source_length == len(text)
    start = min(start, max(0, len(view.text) - 1))
    end = min(start + length, len(view.text))
    if start >= end:
        return
    left, right = view.original(start, end)
    assert 0 <= left < right <= len(text)
    inside = unicodedata.normalize("NFC", view.text[start:end])
    assert len(normalize(text[left:right]).text) >= len(inside.strip("-")) - 2


@given(HOSTILE)
@settings(deadline=None, max_examples=100)
def test_spans_keep_their_order(text: str) -> None:
    view = normalize(text)
    spans = [view.original(i, i + 1) for i in range(len(view.text))]
    assert spans == sorted(spans)
    assert len(view.lower) == len(view.text)


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (0, 4), (-1, 2)])
def test_impossible_spans(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not inside"):
        normalize("abc").original(*span)
