import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import RecognizerRegistry, RecognizerResult

from medvirk_nlp.detection.recognizers import identifier_recognizers
from medvirk_nlp.records import ENTITY_TYPES

RECOGNIZERS = identifier_recognizers()
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("0123456789 .-/@#:\n()ekrtlfsnap_\u200b\u00ad\u030aÅæ\uff11"),
        st.characters(),
    ),
    max_size=120,
)


def test_they_are_ordinary_presidio_recognizers() -> None:
    registry = RecognizerRegistry(
        recognizers=identifier_recognizers("nn"), supported_languages=["nn"]
    )
    found = registry.get_recognizers(language="nn", all_fields=True)
    assert len(found) == len(RECOGNIZERS)
    assert {e for r in found for e in r.supported_entities} <= ENTITY_TYPES


def test_only_types_asked_for() -> None:
    for recognizer in RECOGNIZERS:
        assert recognizer.analyze("912 34 567, 14 år, 3. mai 2020, a@b.no", ["PERSON"], None) == []


def test_offsets_cover_hidden_characters() -> None:
    text = "nummeret er 17039\u200d150336!"
    results = [r for recognizer in RECOGNIZERS for r in recognizer.analyze(text, [], None)]
    assert "17039\u200d150336" in {text[r.start : r.end] for r in results}


def test_explanations_hold_no_text() -> None:
    for recognizer in RECOGNIZERS:
        for result in recognizer.analyze("Kari, tlf 912 34 567, 17039150336", [], None):
            assert not any(c.isdigit() for c in str(result.analysis_explanation.pattern_name))
            assert result.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY]


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_offsets_lie_in_the_text(text: str) -> None:
    for recognizer in RECOGNIZERS:
        for result in recognizer.analyze(text, [], None):
            assert 0 <= result.start < result.end <= len(text)
            assert 0 < result.score <= 1


@given(TEXTS)
@settings(deadline=None, max_examples=40)
def test_the_same_twice(text: str) -> None:
    for recognizer in RECOGNIZERS:
        once, again = (recognizer.analyze(text, [], None) for _ in range(2))
        assert [(r.start, r.end, r.score) for r in once] == [
            (r.start, r.end, r.score) for r in again
        ]


@pytest.mark.parametrize(
    "unit",
    ["a", "@", "(", "1", "1 ", "1/", "a.", "a-", "_", " ", "a at ", "A", "Aa ", "fem ", "\n", "x@"],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length] + "!"
        start = time.perf_counter()
        for recognizer in RECOGNIZERS:
            recognizer.analyze(text, [], None)
        return time.perf_counter() - start

    short, long = seconds(2_000), seconds(16_000)
    assert long < 24 * short + 1
