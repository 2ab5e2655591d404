"""Presidio as somebody would set it up for Norwegian, around a spaCy pipeline of ours."""

from __future__ import annotations

import tldextract
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    CryptoRecognizer,
    DateRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    SpacyRecognizer,
    UrlRecognizer,
)
from spacy.language import Language

import medvirk_nlp as mn
from medvirk_nlp.detection.ner_engine import NerRecognizer

LANGUAGE = "nb"


def offline() -> None:
    """Let Presidio look top-level domains up in the list that tldextract ships, not on the net."""
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def engine(pipeline: Language) -> SpacyNlpEngine:
    """Return Presidio's own engine with a pipeline that is loaded already."""
    labels = sorted(pipeline.pipe_labels["ner"])
    made = SpacyNlpEngine(
        models=[{"lang_code": LANGUAGE, "model_name": "nb"}],
        ner_model_configuration=NerModelConfiguration(
            model_to_presidio_entity_mapping={label: label for label in labels},
            labels_to_ignore=[],
        ),
    )
    made.nlp = {LANGUAGE: pipeline}
    return made


def with_its_own(pipeline: Language) -> AnalyzerEngine:
    """Return the analyzer with the recognizers that Presidio has for every country."""
    labels = sorted(pipeline.pipe_labels["ner"])
    phone = ["telefon", "tlf", "mobil", "nummer", "ring", "ringe", "ringte"]
    return _analyzer(
        pipeline,
        [
            CreditCardRecognizer(supported_language=LANGUAGE, context=["kort", "kortnummer"]),
            CryptoRecognizer(supported_language=LANGUAGE),
            DateRecognizer(supported_language=LANGUAGE, context=["dato", "født"]),
            EmailRecognizer(supported_language=LANGUAGE, context=["epost", "e-post", "mail"]),
            IbanRecognizer(supported_language=LANGUAGE, context=["konto", "iban"]),
            IpRecognizer(supported_language=LANGUAGE),
            PhoneRecognizer(supported_language=LANGUAGE, supported_regions=["NO"], context=phone),
            UrlRecognizer(supported_language=LANGUAGE, context=["nettside", "lenke"]),
            SpacyRecognizer(supported_language=LANGUAGE, supported_entities=labels),
        ],
    )


def with_ours(pipeline: Language) -> AnalyzerEngine:
    """Return the analyzer with all of our recognizers, as docs/interop/presidio.md says."""
    return _analyzer(pipeline, [*mn.recognizers(LANGUAGE), NerRecognizer(LANGUAGE)])


def _analyzer(pipeline: Language, recognizers: list[EntityRecognizer]) -> AnalyzerEngine:
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=recognizers, supported_languages=[LANGUAGE]),
        nlp_engine=engine(pipeline),
        supported_languages=[LANGUAGE],
        context_aware_enhancer=LemmaContextAwareEnhancer(),
    )
