"""The summary for other programs, and for the comparison with another year."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.review.private_files import write_private

SCHEMA_VERSION = 1
"""Goes up when a field changes its meaning or goes away; a new field does not raise it."""


def summary_data(summary: Summary, project: Project) -> dict[str, Any]:
    """Return the published figures as plain data; a figure that is not shown is ``None``.

    The accounts of the run are internal and not in it (see :mod:`.run_report`).
    """
    fields = asdict(summary)
    del fields["accounting"], fields["row_of"]
    del fields["sensitive"], fields["pooled_suggestions"]
    for row in fields["rows"]:
        del row["one_sided"]  # would tell that nearly everybody spoke
    return {
        "schema_version": SCHEMA_VERSION,
        "title": project.title,
        "municipality": project.municipality,
        "language": project.language,
        "period": project.period,
        "cycle_year": project.cycle_year,
        "year": project.year,
        **fields,
    }


def summary_json(summary: Summary, project: Project, path: Path) -> None:
    """Write ``summary.json``: UTF-8, keys in a fixed order, readable by its owner only.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    text = json.dumps(summary_data(summary, project), ensure_ascii=False, indent=2)
    write_private(path, f"{text}\n".encode())
