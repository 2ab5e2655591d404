"""A new project folder works as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Project, load_project
from medvirk_nlp.starting import CODEBOOK_FILE, shipped_codebooks, start_project
from medvirk_nlp.texts import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["ansatt", "barnevern", "samarbeidspartner"])
def test_settings_and_codebook_are_read_back(tmp_path: Path, language: str, name: str) -> None:
    start_project(tmp_path / "ny" / "mappe", name, language)
    project = load_project(tmp_path / "ny" / "mappe")
    assert (project.language, project.k) == (language, 5)
    own = Codebook.from_file(project.own_file(project.codebook, tmp_path / "ny" / "mappe"))
    assert own.hash == Codebook.from_file(name).hash


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_commented_out_works_too(tmp_path: Path, language: str) -> None:
    start_project(tmp_path, language=language)
    path = tmp_path / "medvirk.toml"
    setting = re.compile(r'^# (\[+\w|(?:"[^"]+"|\w+) = )')
    lines = [
        line.removeprefix("# ") if setting.match(line) else line
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    project = load_project(tmp_path)
    assert (project.year, project.period) == (2026, "2024-2027")
    found = project.source("verksted-ungdom.docx")
    assert (found.participants, list(found.columns.values())) == (9, ["quasi"])


def test_the_codebook_is_explained_in_the_users_language(tmp_path: Path) -> None:
    start_project(tmp_path, language="nn")
    first = (tmp_path / CODEBOOK_FILE).read_text(encoding="utf-8").splitlines()[0]
    assert "Du kan endre ho" in first


def test_a_project_is_never_written_over(tmp_path: Path) -> None:
    start_project(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(UsageError) as caught:
        start_project(tmp_path, "ansatt")
    assert caught.value.key == "cli.init.exists"
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_an_unknown_codebook_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        start_project(tmp_path / "ny", "../policies/standard")
    assert caught.value.values["names"] == ", ".join(shipped_codebooks())
    assert not (tmp_path / "ny").exists()


def test_the_notes_are_read_without_the_codebook(tmp_path: Path) -> None:
    from medvirk_nlp.reading import read_folder

    start_project(tmp_path)
    (tmp_path / "kveld.txt").write_text("- de ringte tilbake\n", encoding="utf-8")
    documents = read_folder(tmp_path, load_project(tmp_path))
    assert [d.format for d in documents] == ["txt"]
    assert isinstance(load_project(tmp_path), Project)
