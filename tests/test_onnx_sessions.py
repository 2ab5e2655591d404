"""The runtime of the models tells nobody anything and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPEN = {
    "encoder": "from medvirk_nlp.coding import encoder; encoder.TransformerEncoder().encode(['a'])",
    "ner": "import medvirk_nlp as mn, spacy; spacy.load(mn.model_path('ner'))('Kari ringte')",
}


@pytest.mark.parametrize("code", OPEN.values(), ids=OPEN)
def test_no_telemetry(code: str, tmp_path: Path) -> None:
    temp, home = tmp_path / "temp", tmp_path / "home"
    temp.mkdir()
    home.mkdir()
    bare = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    subprocess.run(
        [sys.executable, "-c", code],
        env={**bare, "TMPDIR": str(temp), "HOME": str(home)},
        check=True,
        capture_output=True,
    )
    assert [p for folder in (temp, home) for p in folder.rglob("*") if p.is_file()] == []
