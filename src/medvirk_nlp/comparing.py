"""Two rounds from where they lie: work folders, release folders or ``summary.json``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from medvirk_nlp.drafting import shown_passages
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.releasing import Material
from medvirk_nlp.reporting.comparison import Comparison, compare
from medvirk_nlp.reporting.rounds import Round, clusters_of
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data
from medvirk_nlp.review.run_record import RUN_NAME
from medvirk_nlp.review.status import status
from medvirk_nlp.review.workspace import Workspace

SUMMARY = "summary.json"


def compare_rounds(before: Path, after: Path) -> Comparison:
    """Compare two rounds.

    Parameters
    ----------
    before, after : Path
        Work folders, released folders or ``summary.json`` files; one of each will do.

    Raises
    ------
    UsageError
        When there is no round at a path.
    RefusedError
        When the rounds cannot be compared (see `medvirk_nlp.reporting.comparison.compare`), or a
        work folder still has comments to decide on.
    """
    return compare(load_round(before), load_round(after))


def load_round(path: Path) -> Round:
    """Return the round at a path; see `compare_rounds`."""
    if path.is_dir():
        if (path / RUN_NAME).is_file():
            return _from_work(path)
        path = path / SUMMARY
        if not path.is_file():
            raise UsageError("reporting.compare.missing")
    return Round.from_json(path)


def _from_work(folder: Path) -> Round:
    """Return the round of a work folder in which nothing waits any more."""
    with Workspace.open(folder, read_only=True) as workspace:
        waiting = status(workspace).waiting
        if waiting:
            raise RefusedError("reporting.compare.waiting", count=waiting)
        material = Material.of(workspace)
        shown = shown_passages(workspace, material.documents, material.anonymizer)
    summary = summarize(
        shown.passages, material.documents, material.codebook, material.project, shown.withheld
    )
    return replace(
        Round.from_data(summary_data(summary, material.project)),
        clusters=clusters_of(summary, shown.passages),
        sources=frozenset(document.sha256 for document in material.documents),
    )
