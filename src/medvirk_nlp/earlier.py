"""What of the same material is out already, so that a new release does not give it away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reporting.differencing import Figures, published_figures, refuse_difference
from medvirk_nlp.review.run_record import digest
from medvirk_nlp.review.workspace import Workspace

RECORD = "release.json"
"""Internal record of a release; it stays in the work folder."""
SUMMARY = "summary.json"
_OUT = "figures_out"


def earlier_summary(project: Project, source: Path) -> dict[str, Any] | None:
    """Return the data of the earlier round that the settings name, None where they name none.

    Parameters
    ----------
    project : Project
    source : Path
        Folder of the notes.

    Raises
    ------
    UsageError
        ``reporting.compare.missing`` or ``reporting.compare.damaged``.
    """
    if not project.earlier:
        return None
    path = source / project.earlier
    path = path / SUMMARY if path.is_dir() else path
    if not path.is_file():
        raise UsageError("reporting.compare.missing")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        published_figures(data)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UsageError("reporting.compare.damaged") from error
    found: dict[str, Any] = data
    return found


def may_stand_beside(
    workspace: Workspace, data: Mapping[str, Any], project: Project, *, replaces: bool
) -> list[Figures]:
    """Return the figures that are out when this release is, or refuse it.

    Parameters
    ----------
    workspace : Workspace
        Its earlier releases are those of the same material.
    data : mapping
        The data of the ``summary.json`` that would be released.
    project : Project
        An earlier round of the same year, or of an unknown one, may share people with this one.
    replaces : bool
        Nobody has the earlier releases of this work folder, or they were withdrawn.

    Raises
    ------
    RefusedError
        See `medvirk_nlp.reporting.differencing.refuse_difference`;
        ``reporting.differencing.lost`` when the record of an earlier release is gone.
    """
    new = published_figures(data)
    out = [] if replaces else _figures_out(workspace)
    named = earlier_summary(project, workspace.source)
    beside = [*out, *([published_figures(named)] if named and _same_year(named, project) else [])]
    for figures in beside:
        refuse_difference(figures, new)
    return [*out, *([new] if new not in out else [])]


def record_with(record: Mapping[str, object], out: Sequence[Figures]) -> dict[str, object]:
    """Return the record of a release with the figures that are out after it."""
    return {**record, _OUT: [dict(figures) for figures in out]}


def _figures_out(workspace: Workspace) -> list[Figures]:
    logged = [d.payload.record for d in workspace.decisions() if d.action == "release"]
    if not logged:
        return []
    try:
        record = json.loads((workspace.folder / RECORD).read_text(encoding="utf-8"))
        if digest(record) != logged[-1]:
            raise RefusedError("reporting.differencing.lost")
        figures: list[Figures] = record[_OUT]
        return figures
    except (OSError, ValueError, LookupError) as error:
        raise RefusedError("reporting.differencing.lost") from error


def _same_year(data: Mapping[str, Any], project: Project) -> bool:
    return None in (data.get("year"), project.year) or data.get("year") == project.year
