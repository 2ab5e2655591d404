"""Puts what ``medvirk evaluate SET --json FILE`` measured where the residual-risk page reads it.

    medvirk evaluate held-out.jsonl --json figures.json
    python benchmarks/measured_recall.py figures.json

The set must be one that no model was trained on (``models/ner/corpora.py``, ``held_out``).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/medvirk_nlp/resources/evaluation/measured.json"
GROUPS = ("direct", "quasi", "confidential")


def main() -> None:
    """Write the few figures that the page tells."""
    measured = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    figures = measured["detection"]["figures"]
    told = {
        "documents": measured["documents"],
        "recall": {group: _figure(figures["mention_recall"][group]) for group in GROUPS},
        "leaked_documents": _figure(figures["leaked_documents"]["with_direct"]),
    }
    TARGET.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _figure(figure: dict[str, float]) -> dict[str, float]:
    rounded = {name: round(figure[name], 4) for name in ("value", "low", "high")}
    return {**rounded, "total": int(figure["total"])}


if __name__ == "__main__":
    main()
