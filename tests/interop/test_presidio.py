"""Our recognizers, engine and operator in the hands of somebody who knows only Presidio."""

from __future__ import annotations

import pytest
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_anonymizer import AnonymizerEngine, OperatorConfig

import medvirk_nlp as mn
from medvirk_nlp.detection.ner_engine import NerEngine, NerRecognizer
from medvirk_nlp.records import ENTITY_TYPES

TEXT = "Kari på Nordlia skole ringte 990 00 017, og Karis mor bor på Hamar."


def _surfaces(results: list[RecognizerResult], text: str = TEXT) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for result in results:
        found.setdefault(result.entity_type, set()).add(text[result.start : result.end])
    return found


@pytest.fixture(scope="module", params=["nb", "no"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def analyzer(language: str) -> AnalyzerEngine:
    """A registry of ours and theirs, over Presidio's own engine with our pipeline in it."""
    engine = NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": language, "model_name": str(mn.model_path("ner/fast"))}],
        }
    ).create_engine()
    own = PatternRecognizer(
        "TICKET",
        patterns=[Pattern("ticket", r"\bT-\d{4}\b", 0.4)],
        context=["henvendelse"],
        supported_language=language,
    )
    registry = RecognizerRegistry(
        recognizers=[*mn.recognizers(language), own], supported_languages=[language]
    )
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=[language])


def test_a_plain_analyzer_finds_what_ours_are_sure_of(
    analyzer: AnalyzerEngine, language: str
) -> None:
    found = _surfaces(analyzer.analyze(TEXT, language=language, score_threshold=0.85))
    assert found["PERSON"] == {"Kari", "Karis"}
    assert found["PHONE_NUMBER"] == {"990 00 017"}
    assert found["ORGANIZATION"] == {"Nordlia skole"}
    assert found["LOCATION"] == {"Hamar"}


def test_only_the_types_asked_for_come_back(analyzer: AnalyzerEngine, language: str) -> None:
    found = analyzer.analyze(TEXT, language=language, entities=["PHONE_NUMBER"])
    assert set(_surfaces(found)) == {"PHONE_NUMBER"}


def test_results_tell_who_found_them(analyzer: AnalyzerEngine, language: str) -> None:
    found = analyzer.analyze(
        TEXT, language=language, entities=["PHONE_NUMBER"], return_decision_process=True
    )
    assert found[0].analysis_explanation.recognizer == "PhoneRecognizer"
    assert found[0].recognition_metadata["recognizer_name"] == "PhoneRecognizer"


def test_an_allow_list_is_respected(analyzer: AnalyzerEngine, language: str) -> None:
    found = _surfaces(analyzer.analyze(TEXT, language=language, allow_list=["Hamar"]))
    assert "LOCATION" not in found


def test_context_words_of_the_caller_change_no_score_of_ours(
    analyzer: AnalyzerEngine, language: str
) -> None:
    plain = analyzer.analyze(TEXT, language=language)
    pushed = analyzer.analyze(TEXT, language=language, context=["ringte", "skole"])
    assert [(r.start, r.score) for r in pushed] == [(r.start, r.score) for r in plain]


def test_a_recognizer_of_the_users_own_stands_beside_ours(
    analyzer: AnalyzerEngine, language: str
) -> None:
    text = "Henvendelse T-4711 fra Kari."
    found = _surfaces(analyzer.analyze(text, language=language), text)
    assert found["TICKET"] == {"T-4711"}
    assert found["PERSON"] == {"Kari"}


def test_the_batch_engine_gives_what_single_texts_give(
    analyzer: AnalyzerEngine, language: str
) -> None:
    texts = [TEXT, "Alt bra.", "Ring 990 00 017"]
    batch = list(BatchAnalyzerEngine(analyzer).analyze_iterator(texts, language))
    assert batch == [analyzer.analyze(text, language=language) for text in texts]


def test_the_anonymizer_of_presidio_takes_the_results(
    analyzer: AnalyzerEngine, language: str
) -> None:
    results = analyzer.analyze(TEXT, language=language, score_threshold=0.85)
    clean = AnonymizerEngine().anonymize(
        TEXT, results, {"DEFAULT": OperatorConfig("replace", {"new_value": "…"})}
    )
    assert clean.text == "… på … ringte …, og … mor bor på …."


def test_the_registry_knows_all_our_types(language: str) -> None:
    registry = RecognizerRegistry(
        recognizers=mn.recognizers(language), supported_languages=[language]
    )
    assert set(registry.get_supported_entities([language])) == ENTITY_TYPES


def test_our_engine_brings_the_scores_of_the_model() -> None:
    analyzer = AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=[NerRecognizer()], supported_languages=["nb"]),
        nlp_engine=NerEngine(mn.model_path("ner/accurate")),
        supported_languages=["nb"],
    )
    found = analyzer.analyze("Vi snakket med Ingeborg Hansen.", language="nb")
    assert [(r.entity_type, r.start, r.end) for r in found] == [("PERSON", 15, 30)]
    assert 0.5 < found[0].score < 1.0
