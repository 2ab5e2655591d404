import json
import sqlite3
from dataclasses import replace

import pytest

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.review.gate import (
    GateShutError,
    check_gate,
    gate_lines,
    require_open,
    withhold_open,
)
from medvirk_nlp.review.release import release_record
from medvirk_nlp.review.status import status, status_lines
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.texts import LANGUAGES

from .conftest import SECRETS
from .helpers import decide, names


def unchanged(passage, state):
    return passage.text_sha256, state.clean_sha256


def no_group():
    return []


def approve_all(workspace):
    decide(workspace, "dok-01-0002", "approve")
    decide(workspace, "dok-01-0003", "approve")
    decide(workspace, "dok-01-0003", "approve", flag="always_stop")
    decide(workspace, "dok-01-0004", "approve", flag="confidential")


def test_the_gate_lists_what_is_open_by_kind_and_document(sample):
    with sample.create() as workspace:
        with pytest.raises(GateShutError) as caught:
            require_open(workspace, unchanged, no_group)
        assert [(i.kind, i.count, i.places) for i in caught.value.report.items] == [
            ("always_stop", 1, ("dok-01",)),
            ("confidential", 1, ("dok-01",)),
            ("low_confidence", 1, ("dok-01",)),
            ("leftover", 1, ("dok-01",)),
        ]
        assert caught.value.exit_code == 4
        for language in LANGUAGES:
            lines = gate_lines(caught.value.report, language)
            assert len(lines) == 4
            assert all("dok-01" in line for line in lines)


def test_the_gate_opens_when_all_is_approved_and_checked(sample):
    with sample.create() as workspace:
        approve_all(workspace)
        assert require_open(workspace, unchanged, no_group).ready
        assert not check_gate(workspace).ready
        assert check_gate(workspace).unchecked == ("hashes", "groups")
        assert not check_gate(workspace, unchanged).ready


@pytest.mark.parametrize("now", [None, ("0" * 64, "0" * 64)])
def test_a_changed_or_missing_source_shuts_the_gate(sample, now):
    with sample.create() as workspace:
        approve_all(workspace)

        def check(passage, state):
            return now if passage.id == "dok-01-0001" else unchanged(passage, state)

        with pytest.raises(GateShutError) as caught:
            require_open(workspace, check, no_group)
        (item,) = caught.value.report.items
        assert (item.kind, item.count) == ("source_changed", 1)
        assert withhold_open(workspace, "AB", check) == 1
        assert require_open(workspace, check, no_group).ready


def test_too_small_a_group_shuts_the_gate(sample):
    with sample.create() as workspace:
        approve_all(workspace)
        with pytest.raises(GateShutError) as caught:
            require_open(workspace, unchanged, lambda: ["plassering"])
        assert caught.value.report.items[0].places == ("plassering",)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("UPDATE decision SET reviewer = 'XY' WHERE seq = 3", "changed"),
        ("DELETE FROM decision WHERE seq = 3", "gap"),
        ("DELETE FROM decision WHERE seq > 3", "tail_missing"),
        ("UPDATE passage SET clean_sha256 = 'x' WHERE id = 'dok-01-0002'", "content_differs"),
        ("DELETE FROM flag WHERE kind = 'always_stop'", "content_differs"),
        ("UPDATE finding SET action = 'keep'", "content_differs"),
    ],
)
def test_tampering_shuts_the_gate(sample, order, reason):
    with sample.create() as workspace:
        approve_all(workspace)
    connection = sqlite3.connect(sample.folder / "review.sqlite")
    if "decision" in order:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(order)
        connection.executescript("DROP TRIGGER decision_stays; DROP TRIGGER decision_remains")
    connection.execute(order)
    connection.commit()
    connection.close()
    with Workspace.open(sample.folder) as workspace:
        with pytest.raises(GateShutError) as caught:
            require_open(workspace, unchanged, no_group)
        assert caught.value.report.chain.reason == reason
        for language in LANGUAGES:
            assert gate_lines(caught.value.report, language)
            assert status_lines(status(workspace), language)
        if "decision" in order:
            with pytest.raises(RefusedError):
                decide(workspace, "dok-01-0001", "withhold")


def test_an_older_copy_of_the_database_is_noticed(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0003", "approve", flag="always_stop")
    old = (sample.folder / "review.sqlite").read_bytes()
    with Workspace.open(sample.folder) as workspace:
        decide(workspace, "dok-01-0003", "withhold")
    (sample.folder / "review.sqlite").write_bytes(old)
    with Workspace.open(sample.folder) as workspace:
        assert workspace.verify().reason == "tail_missing"


def test_a_removed_head_shuts_the_gate(sample):
    with sample.create() as workspace:
        approve_all(workspace)
        (sample.folder / "review.head").unlink()
        assert check_gate(workspace, unchanged, no_group).chain.reason == "head_missing"


def test_withholding_what_is_open_opens_the_gate_and_is_counted(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "approve")
        assert withhold_open(workspace, "AB") == 2
        assert names(workspace) == {"1": "clear", "2": "approved", "3": "withheld", "4": "withheld"}
        report = require_open(workspace, unchanged, no_group)
        counts = release_record(workspace, report)["counts"]
        assert (counts["released"], counts["withheld"]) == (1, 2)
        assert counts["read"] == counts["released"] + counts["held"] + counts["rejected"]
        assert withhold_open(workspace, "AB") == 0
        states = {key[-1]: state for key, state in workspace.states().items()}
        assert [key for key, state in states.items() if state.undecided] == ["3", "4"]
        decide(workspace, "dok-01-0003", "undo")
        decide(workspace, "dok-01-0003", "withhold")
        assert not workspace.states()["dok-01-0003"].undecided  # a person has decided since


def test_the_release_record_is_bound_to_an_open_gate(sample):
    with sample.create() as workspace:
        shut = check_gate(workspace, unchanged, no_group)
        with pytest.raises(RefusedError):
            release_record(workspace, shut)
        with pytest.raises(RefusedError):
            release_record(workspace, replace(shut, items=(), head="0" * 64))
        approve_all(workspace)
        report = require_open(workspace, unchanged, no_group)
        record = release_record(workspace, report)
        decide(workspace, "dok-01-0004", "withhold")
        with pytest.raises(RefusedError):
            release_record(workspace, report)
        workspace.log_release("d" * 64)
        assert workspace.verify().whole
    told = json.dumps(record)
    assert all(secret not in told for secret in (*SECRETS, "AB", "notater"))
    assert all(p.text_sha256 not in told for p in workspace_passages(sample))
    assert record["decisions"] == {"approve": 4}
    assert record["reviewers"] == 1


def workspace_passages(sample):
    with Workspace.open(sample.folder, read_only=True) as workspace:
        return workspace.passages()


def test_the_record_changes_with_anything_it_rests_on(sample):
    records = []
    for change in ({}, {"hashes": {"policy": "f" * 64}}):
        sample.settings = sample.settings.model_copy(update=change)
        with sample.create() as workspace:
            withhold_open(workspace, "AB")
            report = require_open(workspace, unchanged, no_group)
            records.append(release_record(workspace, report))
    assert records[0]["passages_sha256"] != records[1]["passages_sha256"]
    assert records[0]["sources_sha256"] == records[1]["sources_sha256"]


def test_status_counts_and_says_what_to_do_next(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0004", "withhold")
        found = status(workspace)
        assert (found.documents, found.held_documents, found.held_parts) == (2, 1, 0)
        assert found.states == {"clear": 1, "open": 2, "stale": 0, "approved": 0, "withheld": 1}
        assert found.open_kinds == {"always_stop": 1, "leftover": 1, "low_confidence": 1}
        assert (found.waiting, found.doubts, found.decisions) == (2, 1, 1)
        assert "2" in status_lines(found, "nb")[-1]
        withhold_open(workspace, "AB")
        assert "kan lages" in status_lines(status(workspace), "nb")[-1]
