"""Deleting a work folder, and nothing else."""

import json
import sqlite3

import pytest

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.review.purging import default_receipt, purge
from medvirk_nlp.review.workspace import Workspace

from .conftest import SECRETS
from .helpers import decide


@pytest.fixture
def work(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0003", "withhold")
    (sample.folder / "utkast").mkdir()
    (sample.folder / "utkast" / "kapittel.docx").write_bytes(b"utkast")
    (sample.folder / "vurdering Tuvalill.xlsx").write_bytes(b"en tabell")
    return sample.folder


def test_the_folder_goes_and_a_receipt_stays(work):
    done = purge(work, by="AB")
    assert not work.exists()
    receipt = default_receipt(work)
    told = json.loads(receipt.read_text(encoding="utf-8"))
    assert (told["state"], told["by"], told["released"]) == ("done", "AB", False)
    assert (told["documents"], told["passages"], told["decisions"]) == (2, 5, 2)
    assert told["sources_sha256"] == ["1" * 64, "2" * 64]
    assert len(told["files"]) == len(done.files)
    assert sorted(f["name"] for f in told["files"] if f["name"] != "other") == [
        "review.head",
        "review.sqlite",
        "run.json",
    ]
    assert receipt.stat().st_mode & 0o077 == 0


def test_the_receipt_holds_nothing_of_anybody(work, sample):
    purge(work)
    content = default_receipt(work).read_text(encoding="utf-8")
    for secret in (*SECRETS, "vurdering", "notater", str(sample.root)):
        assert secret not in content


def test_notes_and_what_a_link_leads_to_are_left_alone(work, sample):
    outside = sample.root / "noe annet.txt"
    outside.write_text("dette er ikke vårt")
    (sample.source / "a.txt").write_text("et notat")
    (work / "lenke").symlink_to(outside)
    (work / "mappe").symlink_to(sample.source, target_is_directory=True)
    purge(work)
    assert not work.exists()
    assert outside.exists() and (sample.source / "a.txt").exists()


def test_a_folder_that_is_no_work_folder_is_left_alone(sample):
    for name, content in (("run.json", b"{}"), ("review.sqlite", b"noe helt annet"), ("a", b"")):
        folder = sample.root / f"mappe-{name}"
        folder.mkdir()
        (folder / name).write_bytes(content)
        with pytest.raises(UsageError) as caught:
            purge(folder)
        assert caught.value.key == "review.purge.not_work"
        assert (folder / name).exists() and not default_receipt(folder).exists()
    with pytest.raises(UsageError):
        purge(sample.root / "finnes ikke")


def test_somebody_elses_database_is_left_alone(sample):
    folder = sample.root / "annet"
    folder.mkdir()
    connection = sqlite3.connect(folder / "review.sqlite")
    connection.execute("create table t (a)")
    connection.close()
    with pytest.raises(UsageError):
        purge(folder)
    assert (folder / "review.sqlite").exists()


def test_a_link_to_a_work_folder_is_refused(work, sample):
    link = sample.root / "lenke"
    link.symlink_to(work, target_is_directory=True)
    with pytest.raises(UsageError):
        purge(link)
    assert work.exists()


def test_a_folder_somebody_works_in_is_refused(work):
    with Workspace.open(work), pytest.raises(RefusedError) as caught:
        purge(work)
    assert caught.value.key == "review.lock.held"
    assert (work / "review.sqlite").exists() and not default_receipt(work).exists()


@pytest.mark.parametrize("missing", ["run.json", "review.sqlite"])
def test_what_was_broken_off_can_be_deleted_too(work, missing):
    (work / missing).unlink()
    assert purge(work).state == "done"
    assert not work.exists()


def test_a_deletion_broken_off_says_so_and_can_be_done_again(work, monkeypatch, sample):
    from pathlib import Path

    unlink = Path.unlink

    def stuck(path, missing_ok=False):
        if path.name == "review.sqlite":
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", stuck)
    with pytest.raises(PermissionError):
        purge(work)
    told = json.loads(default_receipt(work).read_text(encoding="utf-8"))
    assert told["state"] == "begun"
    monkeypatch.undo()
    again = sample.root / "kvittering-2.json"
    assert purge(work, again).state == "done"
    assert not work.exists()


def test_the_receipt_replaces_nothing_and_lies_outside(work, sample):
    taken = sample.root / "finnes.json"
    taken.write_text("{}")
    for place in (taken, work / "kvittering.json"):
        with pytest.raises(UsageError) as caught:
            purge(work, place)
        assert caught.value.key == "review.purge.receipt"
    with pytest.raises(UsageError):
        purge(work, by="Kari Nordmann")
    assert work.exists() and taken.read_text() == "{}"
