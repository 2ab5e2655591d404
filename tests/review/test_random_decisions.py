"""Whatever reviewers do, in any order: the state is what the log says, and the gate stays shut.

What must hold is written here once more, apart from the code: which flags an approval covers, and
that a passage may leave only when each of its flags that blocks was answered on the very text that
leaves, or nobody shall see it.
"""

import contextlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from medvirk_nlp.errors import MedvirkError, RefusedError
from medvirk_nlp.records import Document, Finding, Flag, Passage
from medvirk_nlp.review.bulk import decide_all, decide_group, undo_together
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.gate import check_gate, withhold_open
from medvirk_nlp.review.groups import groups
from medvirk_nlp.review.model import PassageResult, Payload, Request, text_hash
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.state import bind, passage_state
from medvirk_nlp.review.withdrawing import restore, withdraw
from medvirk_nlp.review.workspace import Workspace

NAME = "Kvitkløver"
NEVER_TOGETHER = {"always_stop", "disclosure", "confidential"}


def rehash(passage_id, findings):
    """Stand in for the anonymizer: other words in the clear, another text."""
    return text_hash(passage_id + repr([(f.start, f.end) for f in findings]))


def made(number, kinds):
    passage = Passage(
        f"d-{number}", "d", f"{NAME} sa noe nr. {number}", "l", respondent=f"r{number}"
    )
    sensitive = "health" if "confidential" in kinds else None
    found = Finding(0, len(NAME), "PERSON", 0.5, confidential=sensitive, entity_id="person-1")
    flags = [
        Flag(k, 0, *((0, len(NAME)) if k in ("low_confidence", "confidential") else ()), rule=k)
        for k in kinds
    ]
    clean = PassageResult(passage, "", (found,), build_flags(flags), themes=("a",))
    return replace(clean, clean_text=passage.id + repr([(0, len(NAME))]))


RESULTS = [
    made(0, []),
    made(1, ["low_confidence"]),
    made(2, ["low_confidence", "combination"]),
    made(3, ["always_stop"]),
    made(4, ["confidential", "low_confidence"]),
    made(5, ["disclosure", "uncertain_code"]),
]
NUMBERS = st.integers(0, len(RESULTS) - 1)


class Review(RuleBasedStateMachine):
    """Reviewers at work, and one who comes too late."""

    @initialize()
    def begin(self):
        self.root = TemporaryDirectory()
        root = Path(self.root.name)
        (root / "notater").mkdir()
        document = Document(
            "d", root / "notater" / "a", "1" * 64, "txt", tuple(r.passage for r in RESULTS)
        )
        self.workspace = Workspace.create(
            root / "arbeid",
            source=root / "notater",
            documents=[document],
            results=RESULTS,
            settings=RunSettings(version="1", hashes={"policy": "a"}, themes=("a", "b")),
        )
        self.stored = {p.id: p for p in self.workspace.passages()}
        self.together = set()

    def teardown(self):
        if hasattr(self, "workspace"):
            self.workspace.close()
            self.root.cleanup()

    def ask(self, number, action, flag_id=None, reviewer="AB", **payload):
        passage = self.stored[f"d-{number}"]
        seen = (passage.text_sha256, self.workspace.states()[passage.id].clean_sha256)
        return Request(passage.id, action, reviewer, *seen, flag_id, Payload(**payload))

    def attempt(self, *requests):
        """Ask; what is refused must leave the log as it was."""
        before = len(self.workspace.decisions())
        try:
            self.workspace.decide(*requests)
        except MedvirkError:
            assert len(self.workspace.decisions()) == before

    @rule(number=NUMBERS, action=st.sampled_from(["approve", "withhold", "withdraw", "undo"]))
    def decide(self, number, action):
        self.attempt(self.ask(number, action))

    @rule(number=NUMBERS, choice=st.integers(0, 3))
    def answer_a_flag(self, number, choice):
        state = self.workspace.states()[f"d-{number}"]
        flags = (*state.open_flags, *state.other_flags)
        if flags:
            self.attempt(self.ask(number, "approve", flags[choice % len(flags)].id))

    @rule(number=NUMBERS, answers=st.booleans(), coarser=st.sampled_from([None, True]))
    def mask(self, number, answers, coarser):
        state = self.workspace.states()[f"d-{number}"]
        flags = [f.id for f in state.open_flags if f.flag.start is not None]
        findings = (*tuple(f for f in state.findings if f.start), Finding(0, 14, "PERSON", 1.0))
        told = {"start": 0, "end": 14, "entity_type": "PERSON"}
        result = rehash(f"d-{number}", findings)
        flag = flags[0] if flags and answers else None
        told["coarser"] = coarser
        self.attempt(self.ask(number, "mask", flag, result_sha256=result, **told))

    @rule(number=NUMBERS)
    def unmask(self, number):
        told = {"start": 0, "end": len(NAME), "entity_type": "PERSON"}
        self.attempt(self.ask(number, "unmask", result_sha256=rehash(f"d-{number}", ()), **told))

    @rule(number=NUMBERS, words=st.sampled_from(["Noen sa noe.", "Det var fint."]))
    def rewrite(self, number, words):
        self.attempt(self.ask(number, "rewrite", result_sha256=text_hash(words)))

    @rule(number=NUMBERS, reader=st.sampled_from(["AB", "CD", "EF"]), lets_out=st.booleans())
    def read_a_second_time(self, number, reader, lets_out):
        before = self.workspace.states()[f"d-{number}"]
        self.attempt(self.ask(number, "second", reviewer=reader, lets_out=lets_out))
        after = self.workspace.states()[f"d-{number}"]
        if len(after.standing) > len(before.standing):
            assert before.closed
            assert reader not in {d.reviewer for d in before.standing}
            assert after.name == before.name if lets_out else after.name in ("open", "withheld")

    @rule(number=NUMBERS)
    def undo_to_the_beginning(self, number):
        for _ in self.workspace.states()[f"d-{number}"].standing:
            self.attempt(self.ask(number, "undo"))
        state, stored = self.workspace.states()[f"d-{number}"], self.stored[f"d-{number}"]
        assert state.standing == () and state.clean_sha256 == stored.clean_sha256
        assert {f.id for f in (*state.open_flags, *state.other_flags)} == {
            f.id for f in stored.flags
        }

    @rule(number=NUMBERS)
    def recode(self, number):
        self.attempt(self.ask(number, "recode", themes=("b",)))

    @rule(number=NUMBERS, action=st.sampled_from(["approve", "mask", "withhold"]))
    def decide_on_what_was_seen_before(self, number, action):
        late = self.ask(number, action)
        before = len(self.workspace.decisions())
        stale = replace(late, clean_sha256=text_hash("an older text"))
        try:
            self.workspace.decide(stale)
        except RefusedError as error:
            assert error.key == "review.decision.outdated"
        else:
            raise AssertionError("a decision on an older text was taken")
        assert len(self.workspace.decisions()) == before

    @rule(action=st.sampled_from(["approve", "mask", "unmask", "withhold"]))
    def decide_for_all(self, action):
        before = len(self.workspace.decisions())
        try:
            decide_all(self.workspace, "person-1", action, reviewer="AB", rehash=rehash)
        except MedvirkError:
            assert len(self.workspace.decisions()) == before

    @rule(choice=st.integers(0, 5), action=st.sampled_from(["approve", "mask", "withhold"]))
    def decide_for_a_group(self, choice, action):
        waiting = groups(self.workspace)
        if waiting:
            flags = waiting[choice % len(waiting)].flags
            with contextlib.suppress(MedvirkError):
                decide_group(self.workspace, flags, action, reviewer="AB", rehash=rehash)

    @rule(seq=st.integers(1, 20))
    def take_back_together(self, seq):
        with contextlib.suppress(MedvirkError):
            undo_together(self.workspace, seq, reviewer="AB")

    @rule(number=NUMBERS, back=st.booleans())
    def wish(self, number, back):
        change = restore if back else withdraw
        with contextlib.suppress(MedvirkError):
            change(self.workspace, [self.stored[f"d-{number}"]], reviewer="AB")

    @precondition(lambda self: len(self.workspace.decisions()) > 12)
    @rule()
    def leave_out_the_rest(self):
        withhold_open(self.workspace, "AB")

    @invariant()
    def what_is_said_is_what_the_log_says(self):
        if not hasattr(self, "workspace"):
            return
        assert self.workspace.verify().whole
        history = bind(self.workspace.decisions())
        basis = self.workspace.run.settings.basis
        states = self.workspace.states()
        with Workspace.open(self.workspace.folder, read_only=True) as other:
            assert other.states() == states
        for passage_id, passage in self.stored.items():
            assert passage_state(passage, history.get(passage_id, ()), basis) == states[passage_id]

    @invariant()
    def the_gate_is_open_only_when_all_is_answered(self):
        if not hasattr(self, "workspace"):
            return
        decisions, states = self.workspace.decisions(), self.workspace.states()
        undone = {d.payload.undoes for d in decisions if d.action == "undo"}
        answered = True
        for passage_id, passage in self.stored.items():
            own = [d for d in decisions if d.passage_id == passage_id and d.seq not in undone]
            if any(d.action in ("withhold", "withdraw") for d in own):
                continue
            clean, edits = passage.clean_sha256, []
            for decision in own:
                edit = decision.action in ("mask", "unmask", "rewrite")
                if edit and decision.clean_sha256 == clean:
                    edits.append(decision.action)
                    clean = decision.payload.result_sha256
            assert clean == states[passage_id].clean_sha256
            on_it = [d for d in own if d.action == "approve" and d.clean_sha256 == clean]
            known = {stored.id for stored in passage.flags}
            # approvals of more than the run asked about: of other words, or against a second reader
            anew = [d.seq for d in on_it if {d.flag_id, *d.payload.flags} - known - {None}]
            against = [d.seq for d in own if d.action == "second" and not d.payload.lets_out]
            if {"unmask", "rewrite"} & set(edits) and not anew:
                answered = False
            if against and max(anew, default=0) < max(against):
                answered = False
            for stored in passage.flags:
                kind = stored.flag.kind
                if kind == "uncertain_code":
                    continue
                by_itself = any(d.flag_id == stored.id for d in on_it)
                with_others = kind not in NEVER_TOGETHER and any(
                    stored.id in d.payload.flags for d in on_it
                )
                masked = kind in ("low_confidence", "confidential") and any(
                    d.action == "mask" and d.flag_id == stored.id for d in own
                )
                if not (by_itself or with_others or masked):
                    answered = False
        ready = check_gate(self.workspace, _unchanged, list).ready
        assert not ready or answered

    @invariant()
    def nothing_grave_was_approved_together(self):
        if not hasattr(self, "workspace"):
            return
        kinds = {f.id: f.flag.kind for p in self.stored.values() for f in p.flags}
        for decision in self.workspace.decisions():
            kind = kinds.get(decision.flag_id or "")
            if decision.payload.together and decision.action == "approve":
                assert kind not in NEVER_TOGETHER
            if decision.payload.together and decision.action == "mask":
                assert kind not in NEVER_TOGETHER - {"confidential"}
                assert not decision.payload.coarser
            assert not {kinds.get(f) for f in decision.payload.flags} & NEVER_TOGETHER


def _unchanged(passage, state):
    return passage.text_sha256, state.clean_sha256


TestReview = Review.TestCase
TestReview.settings = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
