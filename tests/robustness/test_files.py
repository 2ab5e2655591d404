"""Files and folders that do not behave, read by the reading room alone."""

from __future__ import annotations

import os
import socket
import time
import unicodedata
from pathlib import Path

import pytest

from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import folder as reading_folder
from medvirk_nlp.reading import opening, read_folder
from medvirk_nlp.records import Document
from medvirk_nlp.texts import LANGUAGES, texts

NOTE = "Hva er bra?\n- vi ble hørt\n- de ringer tilbake\n"
STARTS = {
    "vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    "eml": "From: a@b.no\n\n",
    "rtf": "{\\rtf1 ",
}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notater").mkdir()
    (tmp_path / "notater" / "a.txt").write_text(NOTE, encoding="utf-8")
    return tmp_path / "notater"


def reasons(documents: list[Document]) -> list[str]:
    """Return why files were held, each with a sentence in every language."""
    found = [held.reason for document in documents for held in document.held]
    for reason in found:
        sentences = {texts(language)(f"reading.{reason}") for language in LANGUAGES}
        assert len(sentences) == len(LANGUAGES)
    return found


def test_a_file_that_changes_while_it_is_read_is_held(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = notes / "a.txt", []
    look = os.fstat

    def look_and_write(descriptor: int) -> os.stat_result:
        found = look(descriptor)
        if not asked:
            with path.open("a", encoding="utf-8") as stream:
                stream.write("- en linje til\n")
        asked.append(descriptor)
        return found

    monkeypatch.setattr(opening.os, "fstat", look_and_write)
    with pytest.raises(ReadError) as caught:
        opening.read_bytes(path)
    assert caught.value.key == "reading.held.changing"
    asked.clear()
    assert reasons(read_folder(notes, Project())) == ["held.changing"]


def test_a_pipe_in_the_place_of_a_file_does_not_make_the_program_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError) as caught:
        opening.read_bytes(tmp_path / "pipe")
    assert caught.value.key == "reading.held.special"
    for path, key in ((tmp_path, "unreadable"), (tmp_path / "a\0b", "unreadable")):
        with pytest.raises(ReadError) as caught:
            opening.read_bytes(path)
        assert caught.value.key in (f"reading.held.{key}", "reading.held.special")


def test_devices_and_sockets_are_held(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notes)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("kontakt")
        assert reasons(read_folder(notes, Project())) == ["held.special"]


def test_missing_rights_are_told_and_the_rest_is_read(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "b.txt").write_text(NOTE, encoding="utf-8")
    opened = os.open

    def refuse(path: object, *rest: int, **more: int) -> int:
        if Path(str(path)).name == "b.txt":
            raise PermissionError(13, "no", str(path))
        return opened(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(opening.os, "open", refuse)
    documents = read_folder(notes, Project())
    assert reasons(documents) == ["held.unreadable"]
    assert documents[0].passages


def test_a_folder_that_cannot_be_opened_is_held_not_passed_over(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "lukket").mkdir()
    (notes / "lukket" / "b.txt").write_text(NOTE, encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == closed:
            raise PermissionError(13, "no", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    closed = "lukket"
    documents = read_folder(notes, Project())
    assert len(documents) == 2 and reasons(documents) == ["held.special"]
    closed = notes.name
    with pytest.raises(UsageError) as caught:
        read_folder(notes, Project())
    assert caught.value.key == "reading.error.closed_folder"


def test_names_with_control_characters_and_twins_are_read_under_neutral_ids(notes: Path) -> None:
    twins = [unicodedata.normalize(form, "Åse.txt") for form in ("NFC", "NFD")]
    odd = ["b\nny linje.txt", "c\x1b[31m.txt", "-rf.txt", os.fsdecode(b"\xf8.txt"), *twins]
    odd.append("d" * 251 + ".txt")
    for name in odd:
        (notes / name).write_text(NOTE, encoding="utf-8")
    documents = read_folder(notes, Project())
    assert len(documents) == len(odd) + 1 and reasons(documents) == []
    assert [d.id for d in documents] == [f"dok-{n:02d}" for n in range(1, len(odd) + 2)]
    assert not any(name.removesuffix(".txt") in repr(documents) for name in odd[1:])


@pytest.mark.parametrize("suffix", ["txt", "md", "csv", "vtt", "srt", "eml", "rtf"])
@pytest.mark.parametrize(
    "line", ["a" * 5_000_000, "1 " * 2_500_000, "@" * 200_000, "(" * 100_000, "a;" * 100_000 + "!"]
)
def test_lines_of_five_megabytes_end_soon_and_are_told(notes: Path, suffix: str, line: str) -> None:
    start = STARTS.get(suffix, "")
    (notes / f"b.{suffix}").write_text(f"{start}{line}", encoding="utf-8")
    began = time.process_time()
    documents = read_folder(notes, Project())
    assert time.process_time() - began < 20
    assert documents[0].passages
    assert all(len(p.text) <= 20_000 for d in documents for p in d.passages)
    unread = {"held.too_long", "held.limit", "held.no_text", "held.damaged", "held.part"}
    assert documents[1].passages or unread & set(reasons(documents))


@pytest.mark.parametrize("content", ["", " \n\t ", "\u200b", "😀😀", "\ufeff"])
def test_nothing_to_read_is_told(notes: Path, content: str) -> None:
    (notes / "b.txt").write_text(content, encoding="utf-8")
    read = read_folder(notes, Project())[1]
    assert read.passages or reasons([read])


@pytest.mark.parametrize("bound", ["MAX_RUN_PASSAGES", "MAX_RUN_CHARACTERS"])
def test_more_text_than_fits_is_said_and_not_tried(
    notes: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    (notes / "b.txt").write_text(NOTE, encoding="utf-8")
    monkeypatch.setattr(reading_folder, bound, 5)
    with pytest.raises(UsageError) as caught:
        read_folder(notes, Project())
    assert caught.value.key == "reading.error.too_much_text"
    told = {texts(language)(caught.value.key, **caught.value.values) for language in LANGUAGES}
    assert len(told) == len(LANGUAGES)


def test_progress_is_told_in_bytes(notes: Path) -> None:
    (notes / "b.txt").write_text(NOTE * 3, encoding="utf-8")
    told: list[tuple[int, int]] = []
    read_folder(notes, Project(), lambda done, of: told.append((done, of)))
    small = (notes / "a.txt").stat().st_size
    assert told == [(small, 4 * small), (4 * small, 4 * small)]
