from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.errors import MedvirkError, RefusedError
from medvirk_nlp.records import Finding, Flag
from medvirk_nlp.review import chain
from medvirk_nlp.review.database import payload_from_json, payload_to_json
from medvirk_nlp.review.decisions import checked_link
from medvirk_nlp.review.flags import KINDS, MASK_ANSWERS, NOT_IN_THE_WAY, ONE_BY_ONE, flag_id
from medvirk_nlp.review.model import Payload, Request, StoredFlag, StoredPassage
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.state import bind, passage_state

from .helpers import decide, names, some_hash

SETTINGS = RunSettings(version="1", themes=("relasjon",))
ACTIONS = ["approve", "approve_one", "withhold", "mask", "unmask", "recode", "undo", "rerun"]


def make_passage(kinds):
    flags = [
        Flag(kind, KINDS.index(kind), 2 * place, 2 * place + 2, "r")
        for place, kind in enumerate(kinds)
    ]
    return StoredPassage(
        id="dok-01-0001", document_id="dok-01", role="feedback", length=40,
        text_sha256=some_hash("text"), clean_sha256=some_hash("clean"),
        findings=(Finding(0, 2, "PERSON", 0.5), Finding(20, 24, "LOCATION", 0.9)),
        flags=tuple(StoredFlag(flag_id("dok-01-0001", "t", f), f) for f in flags),
    )  # fmt: skip


class Play:
    """One passage, its chain, and what is remembered of each decision apart from the chain."""

    def __init__(self, kinds):
        self.passage = make_passage(kinds)
        self.basis = "basis 0"
        self.chain = []
        self.basis_of = {}
        self.begin()

    def begin(self):
        before = self.chain[-1] if self.chain else None
        self.chain.append(chain.link(before, "begin", Payload(basis=self.basis), "t"))

    def state(self):
        history = bind(self.chain).get(self.passage.id, ())
        return passage_state(self.passage, history, self.basis)

    def step(self, action, number):
        state = self.state()
        flags = [*state.open_flags, *state.other_flags]
        flag = flags[number % len(flags)] if flags else None
        payload = Payload()
        if action == "rerun":
            if number % 2:
                self.basis = f"basis {number}"
            else:
                self.passage = replace(self.passage, clean_sha256=some_hash(number))
            self.begin()
            return
        if action == "mask":
            start = flag.flag.start if flag and flag.flag.start is not None else number % 30
            payload = Payload(start=start, end=start + 2 + number % 3, entity_type="PERSON")
        elif action == "unmask" and state.findings:
            found = state.findings[number % len(state.findings)]
            payload = Payload(start=found.start, end=found.end, entity_type=found.entity_type)
        elif action == "recode":
            payload = Payload(themes=("relasjon",), polarity="mixed")
        payload = replace(payload, result_sha256=some_hash((state.clean_sha256, number)))
        one = action in ("approve_one", "mask") and flag is not None
        request = Request(
            self.passage.id,
            "approve" if action == "approve_one" else action,
            "AB",
            self.passage.text_sha256,
            state.clean_sha256,
            flag_id=flag.id if one else None,
            payload=payload,
        )
        if action == "approve_one" and flag is None:
            return
        try:
            self.chain.append(
                checked_link(request, self.passage, state, SETTINGS, self.chain[-1], "t")
            )
        except MedvirkError:
            return
        self.basis_of[self.chain[-1].seq] = self.basis


steps = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 11)), max_size=14)
kinds = st.lists(st.sampled_from([k for k in KINDS if k != "changed"]), max_size=4, unique=True)


def played(kinds, steps):
    play = Play(kinds)
    for action, number in steps:
        play.step(action, number)
    return play


@settings(deadline=None, max_examples=150)
@given(kinds, steps)
def test_no_flag_is_ever_closed_without_its_own_answer(kinds, steps):
    play = played(kinds, steps)
    state = play.state()
    stands = []
    for decision in play.chain:
        if decision.action == "undo":
            stands.pop()
        elif decision.action != "begin":
            stands.append(decision)
    if any(d.action == "withhold" for d in stands):
        assert state.name == "withheld"
        return
    opened = {f.id for f in state.open_flags}
    for stored in play.passage.flags:
        kind = stored.flag.kind
        if kind in NOT_IN_THE_WAY or stored.id in opened:
            continue
        by_name = [d for d in stands if d.flag_id == stored.id]
        in_bulk = [d for d in stands if stored.id in d.payload.flags]
        approved = [d for d in by_name if d.action == "approve"]
        approved += [] if kind in ONE_BY_ONE else in_bulk
        masked = kind in MASK_ANSWERS and any(d.action == "mask" for d in by_name)
        assert any(
            d.clean_sha256 == state.clean_sha256 and play.basis_of[d.seq] == play.basis
            for d in approved
        ) or any(
            masked and f.recognizer == "reviewer" and f.start <= stored.flag.start
            and stored.flag.end <= f.end for f in state.findings
        )  # fmt: skip
    assert state.closed == (not opened)


@settings(deadline=None, max_examples=60)
@given(kinds, steps)
def test_the_state_is_what_the_stored_decisions_replay_to(kinds, steps):
    play = played(kinds, steps)
    again = [replace(d, payload=payload_from_json(payload_to_json(d.payload))) for d in play.chain]
    assert again == play.chain
    history = bind(again).get(play.passage.id, ())
    assert passage_state(play.passage, history, play.basis) == play.state()
    last = again[-1]
    assert chain.verify(again, (last.seq, last.hash)).whole
    spans = [(f.start, f.end) for f in play.state().findings]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@settings(deadline=None, max_examples=60)
@given(kinds, steps)
def test_undoing_everything_leads_back_to_the_beginning(kinds, steps):
    play = played(kinds, [step for step in steps if step[0] != "rerun"])
    for _ in range(len(play.chain)):
        play.step("undo", 0)
    assert play.state() == Play(kinds).state()


@settings(deadline=None, max_examples=60)
@given(kinds, steps, st.data())
def test_a_changed_or_missing_decision_breaks_the_chain(kinds, steps, data):
    links = played(kinds, steps).chain
    head = (links[-1].seq, links[-1].hash)
    place = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from([f.name for f in fields(links[0]) if f.name != "payload"]))
    value = 99 if name == "seq" else "x"
    changed = [*links[:place], replace(links[place], **{name: value}), *links[place + 1 :]]
    assert not chain.verify(changed, head).whole
    assert not chain.verify([*links[:place], *links[place + 1 :]], head).whole
    assert not chain.verify(links[:place], head).whole
    payload = replace(links[place].payload, flags=("dok-01-0009.0000000000",))
    changed[place] = replace(links[place], payload=payload)
    assert chain.verify(changed, head).seq == place + 1
    assert chain.verify(links, (1, links[0].hash)).whole


def test_a_bulk_approval_leaves_what_must_be_answered_one_by_one(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0003", "approve")
        state = workspace.states()["dok-01-0003"]
        assert [f.flag.kind for f in state.open_flags] == ["always_stop"]
        decide(workspace, "dok-01-0003", "approve", flag="always_stop")
        assert names(workspace)["3"] == "approved"


def test_a_mask_answers_words_but_no_danger(sample):
    with sample.create() as workspace:
        told = {"start": 10, "end": 16, "entity_type": "PERSON", "result_sha256": some_hash(1)}
        decide(workspace, "dok-01-0003", "mask", flag="always_stop", **told)
        state = workspace.states()["dok-01-0003"]
        assert "always_stop" in [f.flag.kind for f in state.open_flags]
        assert state.clean_sha256 == some_hash(1)
        assert [(f.start, f.end, f.recognizer) for f in state.findings] == [
            (10, 16, "reviewer"),
            (21, 33, "ner"),
        ]


def test_a_mask_joins_what_it_touches(sample):
    with sample.create() as workspace:
        told = {"start": 4, "end": 20, "entity_type": "PERSON", "result_sha256": some_hash(1)}
        decide(workspace, "dok-01-0002", "mask", **told)
        (found,) = workspace.states()["dok-01-0002"].findings
        assert (found.start, found.end, found.action) == (0, 20, "mask")


def test_words_shown_again_wait_for_approval(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "approve")
        told = {"start": 0, "end": 8, "entity_type": "PERSON", "result_sha256": some_hash(1)}
        decide(workspace, "dok-01-0002", "unmask", **told)
        state = workspace.states()["dok-01-0002"]
        assert state.findings == ()
        assert {f.flag.kind for f in state.open_flags} == {"changed", "low_confidence"}
        decide(workspace, "dok-01-0002", "approve")
        assert names(workspace)["2"] == "approved"
        decide(workspace, "dok-01-0002", "undo")
        decide(workspace, "dok-01-0002", "undo")
        assert names(workspace)["2"] == "approved"


def test_a_withheld_passage_stays_until_undone(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0003", "withhold")
        with pytest.raises(MedvirkError):
            decide(workspace, "dok-01-0003", "recode", themes=())
        decide(workspace, "dok-01-0003", "undo")
        assert names(workspace)["3"] == "open"


def test_new_codes_replace_the_old_and_do_not_block(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "recode", themes=(), polarity="negative")
        state = workspace.states()["dok-01-0002"]
        assert (state.themes, state.polarity) == ((), "negative")
        assert [f.flag.kind for f in state.open_flags] == ["low_confidence"]
        assert [f.flag.kind for f in state.other_flags] == ["uncertain_code"]


def test_doubt_about_codes_blocks_when_the_project_says_so(sample):
    sample.settings = sample.settings.model_copy(update={"coding_blocks": True})
    with sample.create() as workspace:
        state = workspace.states()["dok-01-0002"]
        assert [f.flag.kind for f in state.open_flags] == ["low_confidence", "uncertain_code"]


def test_an_undo_out_of_turn_is_damage():
    play = Play([])
    play.step("withhold", 0)
    play.chain.append(
        chain.link(play.chain[-1], "undo", Payload(undoes=1), "t", passage_id=play.passage.id)
    )
    with pytest.raises(RefusedError):
        play.state()


def test_a_forged_bulk_approval_does_not_reach_what_is_answered_one_by_one():
    play = Play(["always_stop", "leftover"])
    every = tuple(stored.id for stored in play.passage.flags)
    hashes = {"text_sha256": play.passage.text_sha256, "clean_sha256": play.passage.clean_sha256}
    forged = chain.link(
        play.chain[-1], "approve", Payload(flags=every), "t", passage_id="dok-01-0001", **hashes
    )
    play.chain.append(forged)
    assert [f.flag.kind for f in play.state().open_flags] == ["always_stop"]


def test_a_bulk_approval_names_only_what_it_covers():
    play = Play(["disclosure", "leftover"])
    play.step("approve", 0)
    assert play.chain[-1].payload.flags == (play.passage.flags[1].id,)


def test_a_mask_that_no_longer_fits_is_asked_about_even_where_no_flag_is_left():
    play = Play([])
    play.step("mask", 5)
    assert play.state().name == "clear"
    play.passage = replace(play.passage, clean_sha256=some_hash("another machine"))
    play.begin()
    state = play.state()
    assert (state.name, state.clean_sha256) == ("stale", play.passage.clean_sha256)
    assert state.findings == play.passage.findings
    assert [f.flag.kind for f in state.open_flags] == ["changed"]
    play.step("approve", 0)
    assert play.state().name == "approved"


def test_words_shown_again_open_a_passage_that_had_no_flag():
    play = Play([])
    play.step("unmask", 0)
    assert [f.flag.kind for f in play.state().open_flags] == ["changed"]


def test_half_a_mask_is_no_answer():
    play = Play(["leftover"])
    (flag,) = play.passage.flags
    told = {"text_sha256": play.passage.text_sha256, "clean_sha256": play.passage.clean_sha256}
    for end, name in ((1, "open"), (2, "approved")):
        half = Payload(start=0, end=end, entity_type="PERSON", result_sha256=some_hash(end))
        told["clean_sha256"] = play.state().clean_sha256
        request = Request("dok-01-0001", "mask", "AB", flag_id=flag.id, payload=half, **told)
        play.chain.append(
            checked_link(request, play.passage, play.state(), SETTINGS, play.chain[-1], "t")
        )
        assert play.state().name == name
