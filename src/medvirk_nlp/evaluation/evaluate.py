"""All figures of a pipeline on an annotated set."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from medvirk_nlp.evaluation.coding_metrics import (
    Coded,
    CodingFigures,
    coding_figures,
    segment_inputs,
)
from medvirk_nlp.evaluation.detection_metrics import DetectionFigures, detection_figures
from medvirk_nlp.evaluation.gold import GoldDocument, read_gold
from medvirk_nlp.evaluation.intervals import Bootstrap, Figure
from medvirk_nlp.evaluation.metamorphic import Finds, MetamorphicFigures, metamorphic_figures

Inner = TypeVar("Inner", bound=str)


class Codes(Protocol):
    """What codes comments: `medvirk_nlp.Coder` does."""

    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> Sequence[Coded]:
        """Return the coding of every text, in order."""


class HasCodes(Protocol):
    """What names the codes: `medvirk_nlp.Codebook` does."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All codes."""


class Evaluated(Finds, Protocol):
    """What can be evaluated: `medvirk_nlp.Pipeline` can."""

    @property
    def coder(self) -> Codes:
        """Codes comments."""

    @property
    def codebook(self) -> HasCodes:
        """Names the codes."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a pipeline on an annotated set. Holds no text.

    Attributes
    ----------
    documents, mentions, segments : int
        What the set holds; mentions by the first annotator.
    samples : int
        Resamples behind each interval.
    detection : DetectionFigures
    coding : CodingFigures or None
    metamorphic : MetamorphicFigures or None
        None where not asked for.
    """

    documents: int
    mentions: int
    segments: int
    samples: int
    detection: DetectionFigures
    coding: CodingFigures | None = None
    metamorphic: MetamorphicFigures | None = None

    def lines(self, language: str = "nb") -> list[str]:
        """Return the figures as lines of plain text.

        Parameters
        ----------
        language : {"nb", "nn", "en"}
        """
        from medvirk_nlp.evaluation.report import report_lines

        return report_lines(self, language)

    def to_json(self) -> str:
        """Return the figures as JSON: measure, group, then value, low, high, hits and total.

        A figure that is undefined has the value null.
        """
        content: dict[str, object] = {
            "documents": self.documents,
            "mentions": self.mentions,
            "segments": self.segments,
            "samples": self.samples,
            "detection": {
                "figures": _nested(self.detection.figures),
                "over_masked_characters": self.detection.over_masked_characters,
                "documents_without_data": self.detection.documents_without_data,
            },
        }
        if self.coding is not None:
            content["coding"] = {
                "segments": self.coding.segments,
                "figures": _nested(self.coding.figures),
            }
        if self.metamorphic is not None:
            content["metamorphic"] = {
                "documents": self.metamorphic.documents,
                "mentions": self.metamorphic.mentions,
                "original": asdict(self.metamorphic.original),
                "recall": _nested(self.metamorphic.recall),
                "difference": _nested(self.metamorphic.difference),
            }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def evaluate(
    gold: Path | str | Sequence[GoldDocument],
    pipeline: Evaluated,
    *,
    coding: bool = False,
    metamorphic: bool = False,
    metamorphic_documents: int = 100,
    samples: int = 1000,
    seed: int = 1,
    report: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Compare what a pipeline finds and codes with what people marked.

    Every document is detected by itself, as `Pipeline.detect` does it; `Pipeline.run` also
    carries names from note to note. Comments are coded as they stand in the gold, under the
    heading or question above them.

    Parameters
    ----------
    gold : path or sequence of GoldDocument
        A file as `medvirk_nlp.evaluation.gold.read_gold` takes it, or what it returned.
    pipeline : Pipeline
    coding : bool
        Whether to evaluate themes and polarity too.
    metamorphic : bool
        Whether to find the same persons under names of other origins too. Reads up to
        ``metamorphic_documents`` texts some 45 times.
    metamorphic_documents : int
    samples, seed : int
        Of the bootstrap.
    report : callable, optional
        Told a step, how many are done and how many there are.

    Raises
    ------
    UsageError
        When the gold cannot be read.
    """
    documents = read_gold(Path(gold)) if isinstance(gold, Path | str) else list(gold)
    bootstrap = Bootstrap(len(documents), samples, seed)
    findings = []
    for found in pipeline.detect_batch(d.text for d in documents):
        findings.append(found)
        if report is not None:
            report("detect", len(findings), len(documents))
    return Evaluation(
        documents=len(documents),
        mentions=sum(len(d.spans) for d in documents),
        segments=sum(len(d.segments) for d in documents),
        samples=samples,
        detection=detection_figures(documents, findings, bootstrap),
        coding=_coding(documents, pipeline, bootstrap) if coding else None,
        metamorphic=metamorphic_figures(
            documents,
            pipeline,
            limit=metamorphic_documents,
            samples=samples,
            seed=seed,
            report=report,
        )
        if metamorphic
        else None,
    )


def _coding(
    documents: Sequence[GoldDocument], pipeline: Evaluated, bootstrap: Bootstrap
) -> CodingFigures:
    texts, contexts = segment_inputs(documents)
    codings = pipeline.coder.code(texts, contexts) if texts else []
    return coding_figures(documents, codings, pipeline.codebook.ids, bootstrap)


def _nested(figures: Mapping[tuple[str, Inner], Figure]) -> dict[str, dict[str, object]]:
    nested: dict[str, dict[str, object]] = {}
    for (outer, inner), figure in figures.items():
        nested.setdefault(outer, {})[inner] = asdict(figure)
    return nested
