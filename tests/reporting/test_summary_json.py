from __future__ import annotations

import json
from pathlib import Path

from invented import PROJECT

from medvirk_nlp.reporting.summary_json import summary_json
from medvirk_nlp.reporting.summary_records import Summary


def test_only_published_figures_are_written(summary: Summary, tmp_path: Path) -> None:
    summary_json(summary, PROJECT, tmp_path / "summary.json")
    data = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert data["schema_version"] == 1
    assert "accounting" not in data
    waiting = next(row for row in data["rows"] if row["code"] == "waiting")
    assert waiting["sides"]["positive"]["mentions"] is None
    assert waiting["mentions"] == 8
