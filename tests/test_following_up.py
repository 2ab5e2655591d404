"""The internal list: points to follow up and questions about own cases, masked."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

import medvirk_nlp as mn
from medvirk_nlp.following_up import FILE

NOTE = """Medvirkningsverksted ungdom
Til stede: Leo, Amina, Oddny Blåsvær

Hva er bra?
- de lytter til oss
- lange møter (følges opp)

Hva kan bli bedre?
- når får jeg svar på søknaden min?
- Må følges opp: Oddny Blåsvær fikk ikke svar
- Må følges opp: Amina sier at stefar slår henne
"""


def texts_of(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


@pytest.fixture(scope="module")
def run(pipeline: mn.Pipeline, tmp_path_factory: pytest.TempPathFactory) -> mn.Run:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "notat.txt").write_text(NOTE, encoding="utf-8")
    return pipeline.run(folder, tmp_path_factory.mktemp("work") / "arbeid")


def test_list_of_the_draft(run: mn.Run) -> None:
    listed = texts_of(run.work / "utkast" / FILE)
    assert "lange møter (følges opp)" in listed
    assert "når får jeg svar på søknaden min?" in listed
    assert "fikk ikke svar" in listed
    assert "Oddny" not in listed
    assert "Blåsvær" not in listed
    assert run.to_follow == 4


def test_a_grave_point_is_counted_and_not_shown(run: mn.Run) -> None:
    listed = texts_of(run.work / "utkast" / FILE)
    assert "stefar" not in listed
    assert "1 punkter vises ikke" in listed


def test_nothing_of_it_is_in_the_chapter(run: mn.Run) -> None:
    chapter = texts_of(run.work / "utkast" / "kapittel.docx")
    assert "fikk ikke svar" not in chapter
    assert "følges opp:" not in chapter


def test_no_list_without_points(pipeline: mn.Pipeline, tmp_path: Path) -> None:
    folder = tmp_path / "notater"
    folder.mkdir()
    (folder / "notat.txt").write_text("Verksted\n\n- de lytter til oss\n", encoding="utf-8")
    done = pipeline.run(folder, tmp_path / "arbeid")
    assert done.to_follow == 0
    assert not (done.work / "utkast" / FILE).exists()
