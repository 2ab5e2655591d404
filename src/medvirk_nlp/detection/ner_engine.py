"""Our spaCy pipelines inside Presidio: the NLP engine and the recognizer of its entities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from presidio_analyzer import (
    AnalysisExplanation,
    ContextAwareEnhancer,
    EntityRecognizer,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine

from medvirk_nlp.records import ENTITY_TYPES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LANGUAGE = "nb"
"""One pipeline reads bokmål, nynorsk and dialect; Presidio wants one code for it."""
UNSCORED = 0.8
"""Score of entities whose model gives none (spaCy's transition parser)."""


class NerEngine(SpacyNlpEngine):  # type: ignore[misc]
    """Presidio's NLP engine on one of our pipelines, loaded from a folder, never from the net.

    Parameters
    ----------
    path : Path
        Folder of a spaCy pipeline whose labels are those of our scheme.
    threads : int
        Texts that the accurate model reads at the same time.

    Raises
    ------
    ValueError
        When the pipeline emits a label that Presidio would silently discard.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        labels = {t: t for t in sorted(ENTITY_TYPES)}
        super().__init__(
            models=[{"lang_code": LANGUAGE, "model_name": path.name}],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping=labels, labels_to_ignore=[], default_score=UNSCORED
            ),
        )
        self.nlp: dict[str, Language] = {LANGUAGE: _open(path, threads)}
        unknown = set(self.nlp[LANGUAGE].pipe_labels["ner"]) - ENTITY_TYPES
        if unknown:
            raise ValueError(f"labels outside the scheme: {sorted(unknown)}")

    @property
    def pipeline(self) -> Language:
        """The spaCy pipeline."""
        return self.nlp[LANGUAGE]

    def load(self) -> None:
        """Do nothing: the pipeline is loaded when the engine is made."""

    def artifacts(self, doc: Doc) -> NlpArtifacts:
        """Wrap an analyzed doc, so that the analyzer need not run the model again."""
        return self._doc_to_nlp_artifact(doc, LANGUAGE)

    def _doc_to_nlp_artifact(self, doc: Doc, language: str) -> NlpArtifacts:
        entities = [*doc.ents, *doc.spans.get("doubtful", ())]
        scores = [UNSCORED if e._.score is None else e._.score for e in entities]
        # No lemmas and no engine: Presidio would look every word up for a context boost that our
        # recognizers do themselves.
        return NlpArtifacts(
            entities=entities,
            tokens=doc,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,
            language=language,
            scores=scores,
        )


def _open(path: Path, threads: int) -> Language:
    import spacy

    # Importing them registers the components and the score extension.
    from medvirk_nlp.detection import fast_ner, transformer_ner  # noqa: F401

    nlp = spacy.load(path)
    # Only needed to measure against NorNE.
    unused = [name for name in ("norne", "set_aside") if name in nlp.pipe_names]
    for name in unused:
        nlp.remove_pipe(name)
    ner = nlp.get_pipe("ner")
    if isinstance(ner, transformer_ner.TransformerNer):
        ner.threads = threads
    return nlp


class OwnContextOnly(ContextAwareEnhancer):  # type: ignore[misc]
    """Leaves scores alone: our recognizers look around themselves, on Norwegian stems."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


class NerRecognizer(EntityRecognizer):  # type: ignore[misc]
    """Turns the entities of the NLP engine into Presidio results, with the model's own scores."""

    def __init__(self, supported_language: str = LANGUAGE) -> None:
        super().__init__(
            supported_entities=sorted(ENTITY_TYPES),
            name="NerRecognizer",
            supported_language=supported_language,
        )

    def load(self) -> None:
        """Do nothing: the engine holds the model."""

    def analyze(
        self,
        text: str,
        entities: Sequence[str],
        nlp_artifacts: NlpArtifacts | None = None,
    ) -> list[RecognizerResult]:
        """Return the entities of the artifacts.

        Raises
        ------
        ValueError
            Without artifacts: an empty answer would look like a clean text.
        """
        if nlp_artifacts is None:
            raise ValueError("NerRecognizer needs the artifacts of an NLP engine")
        asked = set(entities)
        return [
            RecognizerResult(
                entity_type=span.label_,
                start=span.start_char,
                end=span.end_char,
                score=float(score),
                analysis_explanation=AnalysisExplanation(
                    recognizer=self.name, original_score=float(score)
                ),
                recognition_metadata={
                    RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                    RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                },
            )
            for span, score in zip(nlp_artifacts.entities, nlp_artifacts.scores, strict=True)
            if span.label_ in asked
        ]
