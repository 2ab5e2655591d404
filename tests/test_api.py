from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from presidio_analyzer import RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts

import medvirk_nlp as mn
from medvirk_nlp.records import ENTITY_TYPES
from medvirk_nlp.texts import LANGUAGES, texts

TEXT = "Kari på Nordlia skole ringte 990 00 017, og Karis mor bor på Hamar."


def test_public_names_exist() -> None:
    assert [name for name in mn.__all__ if not hasattr(mn, name)] == []
    with pytest.raises(AttributeError):
        mn.no_such_name  # noqa: B018


def test_importing_costs_nothing() -> None:
    heavy = "{'spacy', 'pandas', 'sklearn', 'presidio_analyzer', 'matplotlib', 'torch'}"
    code = f"import sys, medvirk_nlp, medvirk_nlp.cli; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_finding_does_not_wait_for_what_codes() -> None:
    code = "import sys, medvirk_nlp.pipeline; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_detect_is_sorted_and_disjoint(pipeline: mn.Pipeline) -> None:
    findings = pipeline.detect(TEXT)
    assert [TEXT[f.start : f.end] for f in findings] == [
        "Kari",
        "Nordlia skole",
        "990 00 017",
        "Karis",
        "Hamar",
    ]
    assert {f.entity_type for f in findings} <= ENTITY_TYPES
    assert all(f.action in ("mask", "generalize", "review") for f in findings)


def test_batch_gives_what_single_texts_give(pipeline: mn.Pipeline) -> None:
    given = [TEXT, "", "Alt bra.", TEXT[::-1], "Æ heite tuva å æ e 14 år"]
    assert list(pipeline.detect_batch(given)) == [pipeline.detect(t) for t in given]


def test_anonymize_hides_and_keeps(pipeline: mn.Pipeline) -> None:
    clean = pipeline.anonymize(TEXT)
    assert "Kari" not in clean.text and "990" not in clean.text and "Hamar" not in clean.text
    assert "ringte" in clean.text and "mor bor på" in clean.text


@pytest.mark.parametrize(
    ("comment", "theme"),
    [
        ("Vi måtte fortelle alt på nytt til fire saksbehandlere.", "kontinuitet"),
        ("Vi måtte fortelje alt på nytt til fire saksbehandlarar.", "kontinuitet"),
        ("Ingen ringer tilbake når jeg legger igjen beskjed.", "tilgjengelighet"),
    ],
)
def test_code_gives_a_frame(pipeline: mn.Pipeline, comment: str, theme: str) -> None:
    frame = pipeline.code([comment])
    assert theme in frame["themes"][0]
    assert frame["polarity"][0] == "negative"


def test_recognizers_serve_a_plain_presidio_registry() -> None:
    nlp = spacy.blank("nb")
    recognizers = mn.recognizers("nb")
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=["nb"])
    artifacts = NlpArtifacts([], nlp(TEXT), [], [], None, "nb")  # type: ignore[arg-type]
    assert "PHONE_NUMBER" in registry.get_supported_entities(["nb"])
    found = [
        r
        for recognizer in recognizers
        for r in recognizer.analyze(TEXT, recognizer.supported_entities, artifacts)
    ]
    assert "PHONE_NUMBER" in {r.entity_type for r in found}


def test_ner_is_an_ordinary_spacy_pipeline() -> None:
    doc = spacy.load(mn.model_path("ner"))("Vi snakket med Ingeborg Hansen i går.")
    assert [(e.text, e.label_) for e in doc.ents] == [("Ingeborg Hansen", "PERSON")]


def _keys(node: object, path: str = "") -> set[str]:
    if isinstance(node, dict):
        return {k for name, child in node.items() for k in _keys(child, f"{path}.{name}")}
    return {path}


@pytest.mark.parametrize(
    "room",
    [
        "cli",
        "reading",
        "detection",
        "anonymization",
        "coding",
        "review",
        "reporting",
        "report",
        "evaluation",
    ],
)
def test_every_sentence_stands_in_three_languages(room: str) -> None:
    keys = {language: _keys(texts(language).get(room)) for language in LANGUAGES}
    assert keys["nb"] == keys["nn"] == keys["en"] != {""}


def test_the_fast_model_works_behind_the_same_rules() -> None:
    fast = mn.load("fast")
    text = "Saksbehandler Ingeborg Hansen ringte fra 990 00 017 i Trondheim."
    found = {text[f.start : f.end] for f in fast.detect(text)}
    assert {"Ingeborg Hansen", "990 00 017", "Trondheim"} <= found


def test_shipped_pipelines_hold_no_words_of_their_training() -> None:
    for name in ("ner/fast", "ner/accurate"):
        strings = (mn.model_path(name) / "vocab" / "strings.json").read_text(encoding="utf-8")
        assert len(strings) < 20_000
