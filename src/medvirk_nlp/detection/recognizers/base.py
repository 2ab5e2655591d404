"""What all our recognizers share: the normalized view and the way back to the source text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from medvirk_nlp.detection.normalize import View, normalize

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts


class Match(NamedTuple):
    """A find in the view.

    Attributes
    ----------
    start, end : int
        Offsets into ``View.text``, end exclusive.
    score : float
        0 to 1. A checksum or a word beside it raises it; neither ever removes a find.
    rule : str
        Which rule spoke. A key, never text.
    entity_type : str
        Empty for the recognizer's only type.
    """

    start: int
    end: int
    score: float
    rule: str
    entity_type: str = ""


class NorwegianRecognizer(EntityRecognizer):  # type: ignore[misc, unused-ignore]
    """An ordinary Presidio recognizer that looks at the normalized view of a text.

    Subclasses name their ``entities`` and write ``find``. They need no NLP artifacts, and they do
    their own context look-up, because Presidio's needs lemmas and reads few words, backwards only.

    Parameters
    ----------
    supported_language : str
        Language code of the Presidio registry it is put into.
    name : str, optional
        Defaults to the class name.
    """

    COUNTRY_CODE: ClassVar[str | None] = "no"
    entities: ClassVar[tuple[str, ...]] = ()
    name: str

    def __init__(self, supported_language: str = "nb", name: str | None = None) -> None:
        super().__init__(
            supported_entities=list(self.entities),
            name=name or type(self).__name__,
            supported_language=supported_language,
        )

    def load(self) -> None:
        """Do nothing: patterns are compiled when the module is imported."""

    @abstractmethod
    def find(self, view: View) -> Iterator[Match]:
        """Yield what is found in the view, in any order; finds may overlap."""

    def analyze(
        self,
        text: str,
        entities: Sequence[str] | None = None,
        nlp_artifacts: NlpArtifacts | None = None,
    ) -> list[RecognizerResult]:
        """Find entities in a text.

        Parameters
        ----------
        text : str
        entities : sequence of str, optional
            Types asked for; all of the recognizer's where none are given.
        nlp_artifacts : NlpArtifacts, optional
            Not used.

        Returns
        -------
        list of RecognizerResult
            Offsets into ``text``.
        """
        view = normalize(text)
        asked = set(entities or self.entities)
        results = []
        for match in self.find(view):
            entity_type = match.entity_type or self.entities[0]
            if entity_type in asked:
                start, end = view.original(match.start, match.end)
                results.append(self._result(entity_type, start, end, match))
        kept: list[RecognizerResult] = self.remove_duplicates(results)
        return kept

    def _result(self, entity_type: str, start: int, end: int, match: Match) -> RecognizerResult:
        return RecognizerResult(
            entity_type=entity_type,
            start=start,
            end=end,
            score=match.score,
            analysis_explanation=AnalysisExplanation(
                recognizer=self.name, original_score=match.score, pattern_name=match.rule
            ),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )
