"""The summary for other programs, and for the comparison with another year.

The fields are described by ``resources/schemas/summary.schema.json`` (JSON Schema, draft 2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from medvirk_nlp.evaluation.intervals import wilson
from medvirk_nlp.project import Project
from medvirk_nlp.reporting.examples import Examples
from medvirk_nlp.reporting.summary_records import OTHER, OTHER_THEMES, Cell, Row, Summary
from medvirk_nlp.review.private_files import write_private

SCHEMA_VERSION = 1
"""Goes up when a field changes its meaning or goes away; a new field does not raise it."""
SCHEMA = "summary.schema.json"
Reason = Literal["too_few", "protects_another", "undisclosed", "gathered"]
_DECIMALS = 3


@dataclass(frozen=True)
class Additions:
    """What stands beside the figures of a theme.

    Attributes
    ----------
    examples : mapping of str to Examples
        Released comments shown under a theme, by the code of its row.
    changes : mapping of str to mapping
        Change since the earlier round by code: ``before``, ``after``, ``difference``, ``low``,
        ``high`` (shares from 0 to 1) and ``verdict``.
    measures : mapping of str to sequence of mapping
        What the service does about a theme, by code: ``id``, ``title``, ``owner``, ``deadline`` and
        ``status``.
    all_measures : sequence of mapping
        Every measure, those of themes that are not shown among them, for the next round to follow.
    closed : sequence of mapping
        Closed answers; a figure that is not shown is None.
    """

    examples: Mapping[str, Examples] = field(default_factory=dict)
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    measures: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    all_measures: Sequence[Mapping[str, Any]] = ()
    closed: Sequence[Mapping[str, Any]] = ()


NOTHING_ADDED = Additions()


def summary_data(
    summary: Summary, project: Project, additions: Additions = NOTHING_ADDED
) -> dict[str, Any]:
    """Return the published figures as plain data; a figure that is not shown is ``None``.

    The accounts of the run are internal and not in it (see :mod:`.run_report`).
    """
    fields = asdict(summary)
    del fields["accounting"], fields["row_of"]
    del fields["sensitive"], fields["pooled_suggestions"]
    for data, row in zip(fields["rows"], summary.rows, strict=True):
        del data["one_sided"]  # would tell that nearly everybody spoke
        examples = additions.examples.get(row.code, Examples())
        data["intervals"] = _intervals(row, summary.mentions)
        data["suppressed"] = [
            {"cell": name, "reason": reason} for name, reason in suppressed_cells(row)
        ]
        data["quotes"] = {
            "positive": list(examples.positive),
            "negative": list(examples.negative),
            "suggestions": list(examples.suggestions),
        }
        data["change"] = additions.changes.get(row.code)
        data["measures"] = [dict(measure) for measure in additions.measures.get(row.code, ())]
    return {
        "schema_version": SCHEMA_VERSION,
        "title": project.title,
        "municipality": project.municipality,
        "language": project.language,
        "period": project.period,
        "cycle_year": project.cycle_year,
        "year": project.year,
        **fields,
        "measures": [dict(measure) for measure in additions.all_measures],
        "closed": [dict(question) for question in additions.closed],
    }


def summary_json(
    summary: Summary, project: Project, path: Path, additions: Additions = NOTHING_ADDED
) -> None:
    """Write ``summary.json``: UTF-8, keys in a fixed order, readable by its owner only.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    text = json.dumps(summary_data(summary, project, additions), ensure_ascii=False, indent=2)
    write_private(path, f"{text}\n".encode())


def summary_schema() -> dict[str, Any]:
    """Return the JSON schema of ``summary.json``."""
    source = files("medvirk_nlp") / "resources" / "schemas" / SCHEMA
    return cast("dict[str, Any]", json.loads(source.read_text(encoding="utf-8")))


def suppressed_cells(row: Row) -> Iterator[tuple[str, Reason]]:
    """Yield the cells of a row that are not shown, each with the reason.

    ``too_few``: fewer than k people stand behind it. ``protects_another``: with it, such a cell
    could be worked out. ``undisclosed``: nothing can be said of any cell of this division.
    ``gathered``: the row holds what is hidden elsewhere and is not divided.
    """
    named = [
        *((f"sides.{side}", cell) for side, cell in row.sides.items()),
        ("suggestions", row.suggestions),
        *((f"tones.{tone}", cell) for tone, cell in row.tones.items()),
        *((f"groups.{group}", cell) for group, cell in row.groups.items()),
    ]
    for name, cell in named:
        if cell.mentions is None:
            yield name, _reason(row, cell)


def _reason(row: Row, cell: Cell) -> Reason:
    if row.code in (OTHER, OTHER_THEMES):
        return "gathered"
    if cell.few:
        return "too_few"
    return "protects_another" if cell.quotable else "undisclosed"


def _intervals(row: Row, total: int | None) -> dict[str, Any]:
    """Shares with Wilson's 95 % interval, of published figures only."""
    return {
        "of_all": _share(row.mentions, total),
        "positive": _share(row.sides["positive"].mentions, row.mentions),
        "negative": _share(row.sides["negative"].mentions, row.mentions),
    }


def _share(part: int | None, whole: int | None) -> dict[str, float] | None:
    if part is None or not whole or part > whole:
        return None
    low, high = wilson(part, whole)
    if low is None or high is None:
        return None
    figures = {"share": part / whole, "low": low, "high": high}
    return {name: round(figure, _DECIMALS) for name, figure in figures.items()}
