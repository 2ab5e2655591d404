"""Plain words on every console: another language setting, no memory, a path that cannot be kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from medvirk_nlp import cli
from medvirk_nlp.cli import working
from medvirk_nlp.texts import LANGUAGES, texts

NEAREST = str.maketrans({"–": "-"})
"""What cp850 lacks of our sentences."""
PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["ascii", "cp850", ""])
def test_messages_survive_any_console(tmp_path: Path, language: str, encoding: str) -> None:
    environment = {**os.environ, **PLAIN, "MEDVIRK_LANG": language}
    if encoding:
        environment["PYTHONIOENCODING"] = encoding
    done = subprocess.run(
        [sys.executable, "-m", "medvirk_nlp", "status", str(tmp_path / "borte-æøå")],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 2
    told = done.stderr.decode("cp850" if encoding == "cp850" else "utf-8")
    assert "Traceback" not in told and "Error" not in told
    sentence = texts(language)("review.workspace.missing")
    assert told.strip() == (sentence.translate(NEAREST) if encoding == "cp850" else sentence)


def test_the_bar_survives_any_console() -> None:
    """The bar goes past the program's own way of writing."""
    script = """
from medvirk_nlp.cli.common import progress
from medvirk_nlp.cli.console import forgive
forgive()
with progress() as report:
    report("read", 1, 1)
print("ferdig: \\xab\\xe6\\xf8\\xe5\\xbb \\u2013 \\u014b \\U0001f600")
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env={**os.environ, **PLAIN, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == b'ferdig: "aeoa" - n ?\n'


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_memory_left_is_said(
    tmp_path: Path,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(working, "load_project_pipeline", full)
    monkeypatch.setenv("MEDVIRK_LANG", language)
    (tmp_path / "notater").mkdir()
    words = ["medvirk", "run", str(tmp_path / "notater"), "-o", str(tmp_path / "arbeid")]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert texts(language)("cli.error.memory") in capsys.readouterr().err
