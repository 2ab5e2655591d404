"""Raw Norwegian workshop notes and survey answers into an anonymous, coded summary.

The public names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medvirk_nlp.anonymization.policy import Policy
    from medvirk_nlp.coding.codebook import Codebook
    from medvirk_nlp.coding.coder import Coder
    from medvirk_nlp.detection.detector import Detector, recognizers
    from medvirk_nlp.errors import MedvirkError
    from medvirk_nlp.evaluation.evaluate import Evaluation, evaluate
    from medvirk_nlp.frames import anonymized_frame, codings_frame, findings_frame
    from medvirk_nlp.model_files import model_path
    from medvirk_nlp.pipeline import Pipeline, Run, load
    from medvirk_nlp.project import Project, load_project
    from medvirk_nlp.reading import read_file, read_folder
    from medvirk_nlp.records import Anonymized, CodedPassage, Document, Finding, Flag, Passage
    from medvirk_nlp.releasing import release

__all__ = [
    "Anonymized",
    "Codebook",
    "CodedPassage",
    "Coder",
    "Detector",
    "Document",
    "Evaluation",
    "Finding",
    "Flag",
    "MedvirkError",
    "Passage",
    "Pipeline",
    "Policy",
    "Project",
    "Run",
    "anonymized_frame",
    "codings_frame",
    "evaluate",
    "findings_frame",
    "load",
    "load_project",
    "model_path",
    "read_file",
    "read_folder",
    "recognizers",
    "release",
]

_HOMES = {
    "Policy": "anonymization.policy",
    "Codebook": "coding.codebook",
    "Coder": "coding.coder",
    "Detector": "detection.detector",
    "recognizers": "detection.detector",
    "MedvirkError": "errors",
    "Evaluation": "evaluation.evaluate",
    "evaluate": "evaluation.evaluate",
    "anonymized_frame": "frames",
    "codings_frame": "frames",
    "findings_frame": "frames",
    "model_path": "model_files",
    "Pipeline": "pipeline",
    "Run": "pipeline",
    "load": "pipeline",
    "Project": "project",
    "load_project": "project",
    "read_file": "reading",
    "read_folder": "reading",
    "release": "releasing",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'records')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
