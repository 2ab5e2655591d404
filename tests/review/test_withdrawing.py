"""A participant takes back what was said."""

import pytest

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Document, Passage
from medvirk_nlp.review.gate import check_gate, withhold_open
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.release import release_record
from medvirk_nlp.review.withdrawing import contribution, restore, withdraw
from medvirk_nlp.review.workspace import Workspace

from .helpers import decide
from .test_gate import no_group, unchanged


def said(number: int, respondent: str | None, document: str = "dok-01", role: str = "feedback"):
    passage = Passage(
        f"{document}-000{number}", document, f"Innspill {number}", "l", role, respondent=respondent
    )
    return PassageResult(passage, passage.text)


@pytest.fixture
def session(sample):
    sample.results = [
        said(1, "s1"),
        said(2, "s2"),
        said(3, "s2"),
        said(4, None),
        said(1, "r002", "dok-02"),
        said(2, "r012", "dok-02"),
        said(3, "r002", "dok-02", "other"),
        said(4, "s2", "dok-02"),
    ]
    sample.documents = [
        Document(d, sample.source / d, "1" * 64, "txt", passages)
        for d in ("dok-01", "dok-02")
        if (passages := tuple(r.passage for r in sample.results if r.passage.document_id == d))
    ]
    with sample.create() as workspace:
        yield workspace


def ids(passages):
    return [p.id for p in passages]


def test_a_contribution_is_found_by_passage_or_by_respondent(session):
    assert ids(contribution(session, ["dok-01-0004"])) == ["dok-01-0004"]
    own = contribution(session, document="dok-01", respondent="2")
    assert ids(own) == ["dok-01-0002", "dok-01-0003"]
    own = contribution(session, document="dok-02", respondent="R002")
    assert ids(own) == ["dok-02-0001", "dok-02-0003"]  # what was filled in goes too
    assert ids(contribution(session, document="dok-02", respondent="12")) == ["dok-02-0002"]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({}, "nothing"),
        ({"passages": ["dok-09-0001"]}, "nothing"),
        ({"document": "dok-01", "respondent": "9"}, "nothing"),
        ({"document": "dok-01"}, "nothing"),
        ({"respondent": "s1"}, "nothing"),
        ({"document": "dok-02", "respondent": "2"}, "ambiguous"),
    ],
)
def test_nobody_else_is_taken_for_the_one_who_asked(session, asked, key):
    with pytest.raises(UsageError) as caught:
        contribution(session, **asked)
    assert caught.value.key == f"review.withdraw.{key}"


def test_what_is_withdrawn_is_out_until_it_is_taken_back(session):
    own = contribution(session, document="dok-01", respondent="2")
    withdraw(session, own, reviewer="AB")
    states = session.states()
    assert [s.withdrawn for s in states.values()] == [False, True, True] + [False] * 5
    assert states["dok-01-0002"].name == "withheld"
    assert [d.action for d in session.decisions()] == ["begin", "withdraw", "withdraw"]
    with pytest.raises(UsageError):
        withdraw(session, own, reviewer="AB")
    record = release_record(session, check_gate(session, unchanged, no_group))
    assert record["counts"]["withdrawn"] == 2
    assert record["counts"]["released"] == 5
    restore(session, own, reviewer="AB")
    assert not any(s.withdrawn for s in session.states().values())
    with pytest.raises(UsageError):
        restore(session, own, reviewer="AB")


def test_what_was_withheld_can_be_withdrawn_and_then_nothing_more_is_decided(session):
    decide(session, "dok-01-0001", "withhold")
    withdraw(session, contribution(session, ["dok-01-0001"]), reviewer="AB")
    with pytest.raises(UsageError):
        decide(session, "dok-01-0001", "approve")
    restore(session, contribution(session, ["dok-01-0001"]), reviewer="AB")
    state = session.states()["dok-01-0001"]
    assert (state.name, state.withdrawn) == ("withheld", False)


def test_after_a_release_it_is_too_late_in_both_directions(session):
    own = contribution(session, ["dok-01-0001"])
    withdraw(session, own, reviewer="AB")
    session.log_release("d" * 64)
    with pytest.raises(RefusedError) as caught:
        restore(session, own, reviewer="AB")
    assert caught.value.key == "review.withdraw.released"
    with pytest.raises(RefusedError):
        withdraw(session, contribution(session, ["dok-01-0002"]), reviewer="AB")
    with pytest.raises(RefusedError):
        decide(session, "dok-01-0002", "withdraw")


def test_it_outlives_a_new_run_and_a_changed_text_must_be_looked_at(session, sample):
    withdraw(session, contribution(session, ["dok-01-0001", "dok-01-0002"]), reviewer="AB")
    session.close()
    sample.settings = sample.settings.model_copy(update={"hashes": {"policy": "f" * 64}})
    other = Passage("dok-01-0002", "dok-01", "Noe helt annet", "l", respondent="s2")
    sample.results[1] = PassageResult(other, other.text)
    sample.documents[0] = Document(
        "dok-01",
        sample.source / "dok-01",
        "1" * 64,
        "txt",
        tuple(r.passage for r in sample.results if r.passage.document_id == "dok-01"),
    )
    with sample.create() as workspace:
        states = workspace.states()
        assert states["dok-01-0001"].withdrawn
        assert not states["dok-01-0002"].withdrawn
        assert states["dok-01-0002"].name == "stale"  # it may be the same person's
        assert not check_gate(workspace, unchanged, no_group).ready
        assert withhold_open(workspace, "AB") == 1
    with Workspace.open(sample.folder, read_only=True) as workspace:
        assert workspace.verify().whole
