"""The detector: Presidio's analyzer with our own registry, and what decides between its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from medvirk_nlp.detection.gazetteer import first_name, name_parts, surname
from medvirk_nlp.detection.normalize import View, normalize
from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.detection.thresholds import thresholds
from medvirk_nlp.model_files import model_path
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES, Finding

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerResult
    from presidio_analyzer.nlp_engine import NlpArtifacts

Ner = Literal["accurate", "fast"]

MODEL = "NerRecognizer"
NUMBERS = DIRECT_TYPES - {"PERSON", "STREET_ADDRESS"}
"""Types that a rule knows better than a model: numbers and addresses of a fixed form."""
BATCH_CHARACTERS = 400_000
"""Most characters of the texts analyzed together, for the memory's sake."""
SHOWN_TO_A_PERSON = 0.3
"""Score of a doubtful finding: the policy flags it and leaves the text."""


def recognizers(language: str = "nb") -> list[EntityRecognizer]:
    """Return our recognizers, for use in any Presidio registry.

    Parameters
    ----------
    language : str
        Language code of the registry. The recognizers read bokmål, nynorsk and dialect alike.
    """
    from medvirk_nlp.detection.lexical import lexical_recognizers
    from medvirk_nlp.detection.recognizers import identifier_recognizers

    return [*identifier_recognizers(language), *lexical_recognizers(language)]


class Detector:
    """Finds personal data in Norwegian text.

    Parameters
    ----------
    ner : {"accurate", "fast"}
        Which shipped model reads the text beside the rules.
    threads : int
        Texts that the accurate model reads at the same time.
    batch_size : int
        Texts analyzed together.
    """

    def __init__(self, ner: Ner = "accurate", threads: int = 1, batch_size: int = 128) -> None:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

        from medvirk_nlp.detection.lexical import lexical_recognizers
        from medvirk_nlp.detection.ner_engine import (
            LANGUAGE,
            NerEngine,
            NerRecognizer,
            OwnContextOnly,
        )
        from medvirk_nlp.detection.recognizers import identifier_recognizers

        self.batch_size = batch_size
        self._thresholds = thresholds()
        lexical = lexical_recognizers(LANGUAGE)
        self._lists = frozenset(r.name for r in lexical)
        self._engine = NerEngine(model_path(f"ner/{ner}"), threads)
        registry = RecognizerRegistry(
            recognizers=[*identifier_recognizers(LANGUAGE), *lexical, NerRecognizer(LANGUAGE)],
            supported_languages=[LANGUAGE],
        )
        self.analyzer: AnalyzerEngine = AnalyzerEngine(
            registry=registry,
            nlp_engine=self._engine,
            supported_languages=[LANGUAGE],
            context_aware_enhancer=OwnContextOnly(),
        )
        self._entities = sorted(ENTITY_TYPES)

    def detect(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """Find personal data in a stream of texts.

        Parameters
        ----------
        texts : iterable of str

        Yields
        ------
        list of Finding
            One list a text, in order; sorted, disjoint, offsets into the text as given. A score
            below 0.4 means: show it to a person.
        """
        for batch in self._batches(texts):
            views = [normalize(text) for text in batch]
            nlp = self._engine.pipeline
            with nlp.memory_zone():
                docs = nlp.pipe((v.text for v in views), batch_size=self.batch_size)
                for text, view, doc in zip(batch, views, docs, strict=True):
                    yield self._findings(text, view, self._engine.artifacts(doc))

    def _batches(self, texts: Iterable[str]) -> Iterator[list[str]]:
        """Yield the texts to be analyzed together: ``batch_size``, or fewer where they are long."""
        batch: list[str] = []
        length = 0
        for text in texts:
            if batch and (len(batch) == self.batch_size or length + len(text) > BATCH_CHARACTERS):
                yield batch
                batch, length = [], 0
            batch.append(text)
            length += len(text)
        if batch:
            yield batch

    def _findings(self, text: str, view: View, artifacts: NlpArtifacts) -> list[Finding]:
        if not view.text.strip():
            return []
        raw = [
            result
            for recognizer in self.analyzer.registry.recognizers
            for result in recognizer.analyze(view.text, self._entities, artifacts)
            if not _nobody(result, view.text)
        ]
        believed = list(self._kept(raw, view.text))
        accepted = _labeled_by_rules(list(self._accepted(believed, view.text)))
        found = resolve((self._finding(r, score, text, view) for r, score in accepted), text)
        doubtful = [
            self._finding(r, SHOWN_TO_A_PERSON, text, view)
            for r in self._doubtful(believed, found, view)
        ]
        return resolve([*found, *doubtful], text) if doubtful else found

    def _kept(self, raw: list[RecognizerResult], text: str) -> Iterator[RecognizerResult]:
        """Yield what Presidio keeps of overlapping results, and what may not be dropped.

        Presidio drops a result inside another of the same type with a higher score. Where that
        other one is not believed in the end (its witness must be surer), a sure rule would go with
        it, so sure results always stay.
        """
        from presidio_analyzer import EntityRecognizer

        kept = EntityRecognizer.remove_duplicates(raw)
        yield from kept
        seen = set(map(id, kept))
        for result in raw:
            if id(result) not in seen and result.score >= self._least(result, text):
                yield result

    def _accepted(
        self, results: Sequence[RecognizerResult], text: str
    ) -> Iterator[tuple[RecognizerResult, float]]:
        """Yield the results to be believed, with the score of all that speaks for them."""
        ordered = sorted(results, key=lambda r: (r.start, r.end, r.entity_type, -r.score))
        for result in ordered:
            if result.score >= self._least(result, text):
                yield result, result.score
                continue
            doubt = 1.0 - result.score
            for other in ordered:
                if other.start >= result.end:
                    break
                if (
                    result.start < other.end
                    and other.entity_type == result.entity_type
                    and _source(other) != _source(result)
                ):
                    doubt *= 1.0 - other.score
            if doubt < 1.0 - result.score and 1.0 - doubt >= self._thresholds.together:
                yield result, 1.0 - doubt

    def _least(self, result: RecognizerResult, text: str) -> float:
        """Return how sure the witness of a result must be to be believed alone."""
        source = _source(result)
        if source == MODEL:
            by_type = self._thresholds.model
        elif source in self._lists:
            listed = result.entity_type == "PERSON" and _on_a_list(text[result.start : result.end])
            by_type = self._thresholds.listed if listed else self._thresholds.list
        else:
            return self._thresholds.rule
        return by_type.get(result.entity_type, by_type["default"])

    def _doubtful(
        self, results: Sequence[RecognizerResult], found: Sequence[Finding], view: View
    ) -> Iterator[RecognizerResult]:
        """Yield direct identifiers that the model is in doubt about and nothing else covers."""
        for result in results:
            if (
                _source(result) == MODEL
                and result.entity_type in DIRECT_TYPES
                and self._thresholds.doubt <= result.score < self._least(result, view.text)
            ):
                start, end = view.original(result.start, result.end)
                if not any(f.start < end and start < f.end for f in found):
                    yield result

    def _finding(self, result: RecognizerResult, score: float, text: str, view: View) -> Finding:
        from medvirk_nlp.detection.lexical import confidential_category

        start, end = view.original(result.start, result.end)
        surface = view.text[result.start : result.end]
        return Finding(
            start=start,
            end=end,
            entity_type=result.entity_type,
            score=round(min(score, 1.0), 4),
            identifier="direct" if result.entity_type in DIRECT_TYPES else "quasi",
            confidential=confidential_category(result.entity_type, surface),
            recognizer=_source(result),
        )


def _on_a_list(name: str) -> bool:
    return any(first_name(part) or surname(part) for part in name_parts(name))


def _nobody(result: RecognizerResult, text: str) -> bool:
    """Tell whether the model found what is none by all that the lists know."""
    from medvirk_nlp.detection.lexical import is_implausible, is_nobody

    if _source(result) != MODEL:
        return False
    place = (result.entity_type, text, result.start, result.end)
    return is_nobody(*place, result.score) or is_implausible(*place)


def _labeled_by_rules(
    accepted: list[tuple[RecognizerResult, float]],
) -> list[tuple[RecognizerResult, float]]:
    """Let the rules say what kind of number it is where the model sees one too.

    A model knows that «ZX 10317» is some number; the rule knows a plate from a case number.
    """
    rules = [r for r, _ in accepted if r.entity_type in NUMBERS and _source(r) != MODEL]
    for result, _ in accepted:
        if _source(result) == MODEL and result.entity_type in NUMBERS:
            over = [r for r in rules if r.start < result.end and result.start < r.end]
            if over:
                result.entity_type = max(over, key=lambda r: r.score).entity_type
    return accepted


def _source(result: RecognizerResult) -> str:
    return str(result.recognition_metadata[result.RECOGNIZER_NAME_KEY])
