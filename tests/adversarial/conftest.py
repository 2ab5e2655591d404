"""Hostile input: the commands with the shipped models loaded once, and the road to a judgment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp import cli
from medvirk_nlp.cli import common
from medvirk_nlp.detection.detector import Detector
from medvirk_nlp.records import Anonymized
from oracle import Medvirk, Outcome, judge

SETTINGS = '[[sources]]\nfiles = "*"\nparticipants = 9\n'
FILLER = """# Foreldrekveld

## Hva er bra?
- de ringer alltid tilbake samme dag
- vi ble hørt da vi sa fra om skolen
- veiledningen hjemme hjalp oss mye
- de forklarte alt to ganger, det var trygt
- det er fint at samme person følger oss hele veien
- vi fikk hjelp til å fylle ut søknaden

## Hva er vanskelig?
- må fortelle alt på nytt hver gang
- møtene er for lange og vanskelige å forstå
- det tar for lang tid fra vedtak til hjelp
- brevene er skrevet så ingen skjønner dem
"""
"""Harmless notes beside the hostile ones, so that there is something to release."""


@pytest.fixture
def mask(pipeline: mn.Pipeline) -> Callable[[str], Anonymized]:
    """Anonymize one text by itself."""
    return pipeline.anonymize


@pytest.fixture(scope="session")
def rules() -> Detector:
    """The detector with the fast model: what the rules find without much help."""
    return Detector("fast")


@pytest.fixture
def medvirk(
    pipeline: mn.Pipeline, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Medvirk:
    """Run a command in this process, with the models that are loaded already."""
    monkeypatch.setattr("medvirk_nlp.cli.working.load_project_pipeline", lambda *_: pipeline)
    monkeypatch.setattr("medvirk_nlp.cli.single.load_pipeline", lambda *_: pipeline)
    monkeypatch.delenv(common.LANGUAGE_VARIABLE, raising=False)

    def command(*words: object) -> tuple[int, str, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["medvirk", *map(str, words)])
            with pytest.raises(SystemExit) as ended:
                cli.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return command


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with harmless notes; the hostile ones are put beside them."""
    folder = tmp_path / "notater"
    folder.mkdir()
    (folder / "a-kveld.md").write_text(FILLER, encoding="utf-8")
    (folder / "medvirk.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def road(notes: Path, tmp_path: Path, medvirk: Medvirk) -> Callable[..., Outcome]:
    """Take the notes to a report, and ask the six questions of the oracle."""

    def walk(secrets: Sequence[str], *, twice: bool = False) -> Outcome:
        return judge(notes, secrets, medvirk, tmp_path / "ut", twice=twice)

    return walk
