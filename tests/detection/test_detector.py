from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import RecognizerResult

import medvirk_nlp as mn
from medvirk_nlp.detection.detector import Detector
from medvirk_nlp.detection.ner_engine import NerRecognizer
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES


def _surfaces(pipeline: mn.Pipeline, text: str) -> dict[str, str]:
    (findings,) = pipeline.detector.detect([text])
    return {text[f.start : f.end]: f.entity_type for f in findings}


def _result(kind: str, start: int, end: int, score: float, source: str) -> RecognizerResult:
    metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: source}
    return RecognizerResult(kind, start, end, score, recognition_metadata=metadata)


def _accepted(detector: Detector, *results: RecognizerResult) -> list[float]:
    return [round(score, 2) for _, score in detector._accepted(results, "Samværa gikk bra")]


def test_a_sure_rule_is_believed(pipeline: mn.Pipeline) -> None:
    assert _accepted(pipeline.detector, _result("PHONE_NUMBER", 0, 9, 0.6, "phone")) == [0.6]


def test_a_list_needs_more_than_a_model(pipeline: mn.Pipeline) -> None:
    assert _accepted(pipeline.detector, _result("PERSON", 0, 3, 0.6, "NameRecognizer")) == []
    assert _accepted(pipeline.detector, _result("PERSON", 0, 3, 0.6, "NerRecognizer")) == [0.6]


def test_two_doubtful_witnesses_are_one_sure(pipeline: mn.Pipeline) -> None:
    list_hit = _result("PERSON", 0, 3, 0.5, "NameRecognizer")
    model_hit = _result("PERSON", 0, 3, 0.3, "NerRecognizer")
    assert _accepted(pipeline.detector, list_hit, model_hit) == [0.65, 0.65]


def test_witnesses_of_different_things_do_not_add_up(pipeline: mn.Pipeline) -> None:
    place = _result("LOCATION", 0, 3, 0.5, "PlaceRecognizer")
    name = _result("PERSON", 0, 3, 0.3, "NerRecognizer")
    assert _accepted(pipeline.detector, place, name) == []


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Fnr. 238606 51211 står i mappa", "238606 51211", "NATIONAL_ID"),
        ("ka\u200bri nord\u00admann e grei, sa kari", "kari", "PERSON"),
        ("Kontoen er 9999.41.23471", "9999.41.23471", "BANK_ACCOUNT"),
        ("Vi bor i Finnskarvegen 3", "Finnskarvegen 3", "STREET_ADDRESS"),
        ("skriv til kari (at) kommune punktum no", "kari (at) kommune punktum no", "EMAIL_ADDRESS"),
    ],
)
def test_rules_and_model_work_together(
    pipeline: mn.Pipeline, text: str, surface: str, kind: str
) -> None:
    assert _surfaces(pipeline, text).get(surface) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Det ble et langt liv per uke, med en fin tone.",
        "Barnevernet, NAV, BUP og PPT snakker ikke sammen.",
        "Vi fikk Marte Meo og det hjalp.",
        "Saksbehandleren min og fostermor hørte på meg.",
    ],
)
def test_leaves_words_that_look_like_names(pipeline: mn.Pipeline, text: str) -> None:
    assert _surfaces(pipeline, text) == {}


@settings(max_examples=25, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("Kari Ola12\n\u200b\u00ad\u0301æøåÅ.,:@/«»-")
        | st.characters(codec="utf-8"),
        max_size=120,
    )
)
def test_offsets_fit_any_text(text: str) -> None:
    (findings,) = _detector().detect([text])
    position = 0
    for finding in findings:
        assert position <= finding.start < finding.end <= len(text)
        position = finding.end
        assert finding.entity_type in ENTITY_TYPES
        assert (finding.identifier == "direct") == (finding.entity_type in DIRECT_TYPES)


_LOADED: list[Detector] = []


def _detector() -> Detector:
    if not _LOADED:
        _LOADED.append(Detector())
    return _LOADED[0]


def test_nothing_of_the_text_is_logged(
    pipeline: mn.Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        pipeline.anonymize("Ingeborg Kvammen bor i Storgata 5, tlf 990 00 017")
    assert "Kvammen" not in caplog.text and "990" not in caplog.text


def test_without_artifacts_the_model_refuses_to_look_clean() -> None:
    with pytest.raises(ValueError, match="artifacts"):
        NerRecognizer().analyze("Kari", ["PERSON"])


def test_vocabulary_does_not_grow(pipeline: mn.Pipeline) -> None:
    nlp = pipeline.detector._engine.pipeline
    list(pipeline.detector.detect(["første tekst"]))
    before = len(nlp.vocab.strings)
    list(pipeline.detector.detect([f"ord{i} navn{i}" for i in range(200)]))
    assert len(nlp.vocab.strings) == before


def test_a_sure_rule_stays_inside_a_larger_doubtful_result() -> None:
    """Presidio drops what lies inside a result of the same type with a higher score."""

    class Strict:
        def _least(self, result: RecognizerResult, text: str) -> float:
            return 0.8 if result.start == 0 else 0.5

    larger, sure = RecognizerResult("AGE", 0, 9, 0.7), RecognizerResult("AGE", 3, 6, 0.6)
    kept = list(Detector._kept(Strict(), [larger, sure], ""))  # type: ignore[arg-type]
    assert kept == [larger, sure]
