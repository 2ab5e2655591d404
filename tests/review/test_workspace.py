import json
import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace

import pytest

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Passage
from medvirk_nlp.review import building, chain
from medvirk_nlp.review.workspace import Workspace

from .conftest import SECRETS
from .helpers import ask, decide, names


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o177])
def test_only_the_owner_may_read_whatever_the_umask(sample, umask):
    before = os.umask(umask)
    try:
        with sample.create() as workspace:
            decide(workspace, "dok-01-0002", "withhold")
            found = {path.name: mode(path) for path in sample.folder.iterdir()}
    finally:
        os.umask(before)
    assert mode(sample.folder) == 0o700
    assert {"run.json", "review.sqlite", "review.sqlite-wal", "review.head"} <= set(found)
    assert set(found.values()) == {0o600}


def test_no_text_and_no_file_name_is_stored(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "withhold")
        everything = b"".join(path.read_bytes() for path in sample.folder.iterdir())
    for secret in (*SECRETS, "kontoret", "docx docx", ".docx"):
        assert secret.encode("utf-8") not in everything
        assert secret.encode("utf-16-le") not in everything
    assert b"dok-01-0002" in everything


def test_totals_add_up_and_the_source_is_relative(sample):
    with sample.create() as workspace:
        totals = workspace.run.totals
        assert workspace.source == sample.source.resolve()
    assert (totals.read, totals.releasable, totals.held, totals.rejected) == (5, 3, 1, 1)
    assert totals.dropped == 7
    assert json.loads((sample.folder / "run.json").read_bytes())["source"] == "../notater"


def test_the_same_run_writes_the_same_run_record(sample, tmp_path):
    sample.create().close()
    first = (sample.folder / "run.json").read_bytes()
    sample.create().close()
    assert (sample.folder / "run.json").read_bytes() == first


def test_what_was_stored_comes_back(sample):
    sample.create().close()
    with Workspace.open(sample.folder) as workspace:
        passages = workspace.passages()
    assert [p.findings for p in passages] == [r.findings for r in sample.results]
    assert [[f.flag for f in p.flags] for p in passages] == [list(r.flags) for r in sample.results]
    assert [(c.theme, c.verdict) for c in passages[1].codes] == [
        ("informasjon", "no"),
        ("medvirkning", "ask"),
        ("relasjon", "yes"),
    ]
    assert (passages[1].polarity, passages[0].polarity) == ("positive", None)
    assert passages[1].group == "barn_unge"


def test_a_changed_run_record_is_refused(sample):
    sample.create().close()
    path = sample.folder / "run.json"
    content = json.loads(path.read_bytes())
    content["totals"]["held"] = 0
    path.write_text(json.dumps(content))
    with pytest.raises(RefusedError) as caught:
        Workspace.open(sample.folder)
    assert caught.value.key == "review.workspace.damaged"


@pytest.mark.parametrize("step", ["create_tables", "put_in_place", "write_head", "write_private"])
def test_a_run_broken_off_does_not_look_finished(sample, monkeypatch, step):
    def stop(*_):
        raise KeyboardInterrupt

    owner = {"create_tables": building.database, "write_head": building.chain}.get(step, building)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, stop)
        with pytest.raises(KeyboardInterrupt):
            sample.create()
    with pytest.raises(RefusedError) as caught:
        Workspace.open(sample.folder)
    assert caught.value.key == "review.workspace.incomplete"
    with sample.create() as workspace:
        assert workspace.verify().whole


@pytest.mark.parametrize("step", ["create_tables", "put_in_place", "write_head", "write_private"])
def test_decisions_survive_a_later_run_broken_off(sample, monkeypatch, step):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "approve")

    def stop(*_):
        raise KeyboardInterrupt

    owner = {"create_tables": building.database, "write_head": building.chain}.get(step, building)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, stop)
        with pytest.raises(KeyboardInterrupt):
            sample.create()
    with sample.create() as workspace:
        assert workspace.verify().whole
        assert names(workspace)["2"] == "approved"


def test_a_killed_process_loses_no_decision_and_leaves_no_lock(sample):
    sample.create().close()
    script = f"""
import os, pathlib
from medvirk_nlp.review.model import Request
from medvirk_nlp.review.workspace import Workspace
w = Workspace.open(pathlib.Path({str(sample.folder)!r}))
p = w.passages()[1]
w.decide(Request(p.id, "withhold", "AB", p.text_sha256, p.clean_sha256))
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", script]).returncode == 9
    with Workspace.open(sample.folder) as workspace:
        assert names(workspace)["2"] == "withheld"
        assert workspace.verify().whole


def test_a_second_writer_is_refused_and_a_reader_is_not(sample):
    with sample.create():
        with pytest.raises(RefusedError) as caught:
            Workspace.open(sample.folder)
        assert caught.value.key == "review.lock.held"
        assert caught.value.values["pid"] == str(os.getpid())
        with Workspace.open(sample.folder, read_only=True) as reader:
            assert names(reader)["2"] == "open"
            with pytest.raises(RefusedError):
                reader.decide(ask(reader, "dok-01-0002", "withhold"))
    Workspace.open(sample.folder).close()


def test_a_folder_with_other_files_is_left_alone(sample):
    sample.folder.mkdir()
    (sample.folder / "brev.txt").write_text("hei")
    sample.folder.chmod(0o755)
    with pytest.raises(UsageError) as caught:
        sample.create()
    assert caught.value.key == "review.workspace.not_empty"
    assert mode(sample.folder) == 0o755


@pytest.mark.parametrize("place", [".", "arbeid", ".."])
def test_notes_and_work_do_not_lie_in_each_other(sample, place):
    with pytest.raises(UsageError) as caught:
        Workspace.create(
            sample.source / place, source=sample.source, documents=[], results=[],
            settings=sample.settings,
        )  # fmt: skip
    assert caught.value.key == "review.workspace.inside_source"


def test_every_passage_must_be_accounted_for(sample):
    sample.results.pop()
    with pytest.raises(RefusedError) as caught:
        sample.create()
    assert caught.value.key == "review.workspace.uncounted"


def test_a_decision_on_an_older_text_is_refused(sample):
    with sample.create() as workspace:
        request = replace(ask(workspace, "dok-01-0002", "approve"), clean_sha256="0" * 64)
        with pytest.raises(RefusedError) as caught:
            workspace.decide(request)
    assert caught.value.key == "review.decision.outdated"


def test_decisions_are_taken_all_or_none(sample):
    with sample.create() as workspace:
        good = ask(workspace, "dok-01-0002", "approve")
        with pytest.raises(UsageError):
            workspace.decide(good, replace(good, reviewer="Skrev et helt navn her"))
        assert [d.action for d in workspace.decisions()] == ["begin"]


def test_a_free_text_never_becomes_a_theme(sample):
    with sample.create() as workspace, pytest.raises(UsageError) as caught:
        decide(workspace, "dok-01-0002", "recode", themes=("Tuvalill sa det",))
    assert caught.value.key == "review.decision.code"


def test_a_changed_model_or_text_puts_a_passage_back(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "approve")
        decide(workspace, "dok-01-0003", "withhold")
        assert names(workspace) == {"1": "clear", "2": "approved", "3": "withheld", "4": "open"}
    sample.settings = sample.settings.model_copy(
        update={"hashes": {**sample.settings.hashes, "model.ner": "c" * 64}}
    )
    with sample.create() as workspace:
        assert names(workspace) == {"1": "clear", "2": "stale", "3": "withheld", "4": "open"}
        decide(workspace, "dok-01-0002", "approve")
        assert names(workspace)["2"] == "approved"

    old = sample.results[1]
    text = old.passage.text + "!"
    passage = Passage("dok-01-0002", "dok-01", text, "linje 2")
    sample.results[1] = replace(old, passage=passage, clean_text=old.clean_text + "!")
    with sample.create() as workspace:
        assert names(workspace)["2"] == "stale"


def test_a_tampered_folder_is_not_run_over(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "approve")
    chain.write_head(sample.folder, replace_hash(sample))
    with pytest.raises(RefusedError) as caught:
        sample.create()
    assert caught.value.key == "review.workspace.tampered"


def replace_hash(sample):
    with Workspace.open(sample.folder) as workspace:
        return replace(workspace.decisions()[-1], hash="0" * 64)


def test_a_removed_flag_is_noticed(sample):
    sample.create().close()
    connection = sqlite3.connect(sample.folder / "review.sqlite")
    connection.execute("DELETE FROM flag")
    connection.commit()
    connection.close()
    with Workspace.open(sample.folder) as workspace:
        assert workspace.verify().reason == "content_differs"


def test_a_full_disk_is_told_in_plain_words_and_loses_no_decision(sample, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with sample.create() as workspace:
        decide(workspace, "dok-01-0003", "withhold")
        with monkeypatch.context() as patch:
            patch.setattr(chain, "write_private", full)
            with pytest.raises(RefusedError) as caught:
                decide(workspace, "dok-01-0002", "withhold")
        assert caught.value.key == "review.workspace.unusable"
        assert workspace.verify().whole
        assert names(workspace)["3"] == "withheld"
    with monkeypatch.context() as patch:
        patch.setattr(building, "make_private_file", full)
        with pytest.raises(RefusedError) as caught:
            sample.create()
    assert caught.value.key == "review.workspace.unusable"
    Workspace.open(sample.folder).close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(200), b"hei" * 100])
def test_a_damaged_database_is_told_in_plain_words(sample, content):
    sample.create().close()
    (sample.folder / "review.sqlite").write_bytes(content)
    with pytest.raises(RefusedError) as caught:
        Workspace.open(sample.folder)
    assert caught.value.key == "review.workspace.damaged"
    with pytest.raises(RefusedError):
        sample.create()
