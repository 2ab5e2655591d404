"""Limits that an evaluation must keep, for use in a build that may fail."""

from __future__ import annotations

from dataclasses import dataclass, fields

from medvirk_nlp.evaluation.coding_metrics import CodingFigures
from medvirk_nlp.evaluation.evaluate import Evaluation
from medvirk_nlp.evaluation.intervals import UNDEFINED, Figure


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that is not kept.

    Attributes
    ----------
    name : str
        Of the field of `Thresholds`.
    limit : float
    value : float or None
        The figure; None where it is undefined.
    """

    name: str
    limit: float
    value: float | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits, 0 to 1; None asks for nothing.

    Attributes
    ----------
    min_direct, min_quasi : float or None
        Entity recall of direct and of quasi identifiers.
    min_precision : float or None
        Character precision.
    max_leaked : float or None
        Share of documents with a direct identifier missed.
    min_themes, min_polarity : float or None
        Macro-F1.
    max_name_loss : float or None
        What recall of persons loses, at most, with names of any one origin.
    """

    min_direct: float | None = None
    min_quasi: float | None = None
    min_precision: float | None = None
    max_leaked: float | None = None
    min_themes: float | None = None
    min_polarity: float | None = None
    max_name_loss: float | None = None

    @property
    def ask_coding(self) -> bool:
        """Whether a limit needs themes and polarity to be evaluated."""
        return self.min_themes is not None or self.min_polarity is not None

    @property
    def ask_metamorphic(self) -> bool:
        """Whether a limit needs names to be replaced."""
        return self.max_name_loss is not None

    def broken(self, evaluation: Evaluation) -> list[Broken]:
        """Return the limits that are not kept.

        A figure that is undefined keeps no limit: nothing was shown.
        """
        found = []
        for field in fields(self):
            limit = getattr(self, field.name)
            if limit is None:
                continue
            value = _figure(field.name, evaluation).value
            lower = field.name.startswith("min_")
            if value is None or (value < limit if lower else value > limit):
                found.append(Broken(field.name, limit, value))
        return found


def _figure(name: str, evaluation: Evaluation) -> Figure:
    detection = evaluation.detection
    coding = evaluation.coding or CodingFigures(0, {})
    metamorphic = evaluation.metamorphic
    if name == "max_name_loss":
        worst = metamorphic.worst.value if metamorphic is not None else None
        return UNDEFINED if worst is None else Figure(-worst)
    return {
        "min_direct": detection.get("entity_recall", "direct"),
        "min_quasi": detection.get("entity_recall", "quasi"),
        "min_precision": detection.get("character_precision"),
        "max_leaked": detection.get("leaked_documents"),
        "min_themes": coding.get("macro_f1"),
        "min_polarity": coding.get("polarity_f1"),
    }[name]
