from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.lexical.phrases import PhraseList
from medvirk_nlp.detection.lexical.tokens import tokenize


def surfaces(entries: list[str], text: str) -> list[str]:
    tokens = tokenize(text)
    hits = PhraseList({"x": entries}).find(tokens)
    return [text[tokens[h.first].start : tokens[h.last].end] for h in hits]


def test_inflection_compound_and_genitive() -> None:
    text = "kurderen og kurdarane, Kurders, kurder-familien"
    assert surfaces(["kurder/n", "kurdar/n"], text) == text.replace(" og", ",").split(", ")


def test_stem_ending_and_gap() -> None:
    assert surfaces(["selvskad*"], "selvskading selvsikker") == ["selvskading"]
    assert surfaces(["*allergi"], "nøtteallergi allergi") == ["nøtteallergi"]
    assert surfaces(["skad*_~_meg"], "skadet nesten meg") == ["skadet nesten meg"]
    assert surfaces(["skad*_~_meg"], "skadet. Ikke meg") == []
    assert surfaces(["leder_av_*utvalget"], "leder av skoleutvalget") == ["leder av skoleutvalget"]
    assert surfaces(["leder_av_*utvalget"], "leder av utvalget") == []
    assert surfaces(["soner_en_*"], "soner en dom") == ["soner en dom"]


def test_longest_phrase_wins() -> None:
    assert surfaces(["rus", "rus_og_vold"], "rus og vold") == ["rus og vold"]


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    position = 0
    for token in tokenize(text):
        assert position <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        position = token.end
