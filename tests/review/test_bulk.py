"""One answer for many places, and what it may never answer."""

from dataclasses import replace

import pytest

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Document, Finding, Flag, Passage
from medvirk_nlp.review.bulk import answers, decide_all, decide_group, undo_together
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.groups import groups
from medvirk_nlp.review.model import PassageResult, Payload, text_hash

from .helpers import ask, decide

NAME = "Kvitkløver"


def rehash(passage_id: str, findings: tuple[Finding, ...]) -> str:
    """Stand in for the anonymizer: another set of findings gives another text."""
    return text_hash(repr([(f.start, f.end, f.entity_type) for f in findings]))


def mention(number: int, *flags: Flag, **finding: object) -> PassageResult:
    text = f"{NAME} var med på tur nummer {number}"
    passage = Passage(f"dok-01-01{number:02}", "dok-01", text, "linje", respondent=f"r{number}")
    told = {"score": 0.3, "recognizer": "ner", "entity_id": "person-1", **finding}
    found = Finding(0, len(NAME), "PERSON", **told)
    clean = f"[navn] var med på tur nummer {number}"
    return PassageResult(passage, clean, (found,), build_flags(flags))


def weak(kind: str = "low_confidence") -> Flag:
    return Flag(kind, 4, 0, len(NAME), "weak_finding")


@pytest.fixture
def fourteen(sample):
    """Fourteen passages with one name: ten doubtful, two with a graver flag, two clear."""
    results = [mention(n, weak()) for n in range(10)]
    results.append(mention(10, weak(), Flag("always_stop", 0, 12, 15, "hidden_address")))
    results.append(mention(11, weak("confidential"), confidential="health", action="review"))
    results += [mention(12), mention(13)]
    sample.results = results
    sample.documents = [
        replace(sample.documents[0], passages=tuple(r.passage for r in results)),
        Document("dok-02", sample.source / "b.pdf", "2" * 64, "pdf", ()),
    ]
    with sample.create() as workspace:
        yield workspace


def open_kinds(workspace):
    return sorted(f.flag.kind for s in workspace.states().values() for f in s.open_flags)


def test_one_answer_masks_a_name_wherever_it_is_doubtful(fourteen):
    done = decide_all(fourteen, "person-1", "mask", reviewer="AB", rehash=rehash)
    assert len(done.decided) == 12  # the clear ones are masked already
    assert done.left == ()
    assert open_kinds(fourteen) == ["always_stop"]
    assert len(list(answers(fourteen.decisions()))) == 1
    assert all(f.action == "mask" for s in fourteen.states().values() for f in s.findings)


def test_what_is_grave_is_never_approved_with_others(fourteen):
    done = decide_all(fourteen, "person-1", "approve", reviewer="AB", rehash=rehash)
    assert len(done.decided) == 11
    assert done.left == ("dok-01-0111",)
    assert open_kinds(fourteen) == ["always_stop", "confidential"]


def test_nor_shown_again_with_others(fourteen):
    done = decide_all(fourteen, "person-1", "unmask", reviewer="AB", rehash=rehash)
    assert done.left == ("dok-01-0110", "dok-01-0111")
    states = fourteen.states()
    assert [len(s.findings) for s in states.values()] == [0] * 10 + [1, 1] + [0, 0]
    assert states["dok-01-0112"].name == "approved"  # seen in the text that resulted
    assert "changed" not in open_kinds(fourteen)


def test_all_can_be_withheld_at_once(fourteen):
    done = decide_all(fourteen, "person-1", "withhold", reviewer="AB", rehash=rehash)
    assert (len(done.decided), done.left) == (14, ())
    assert {s.name for s in fourteen.states().values()} == {"withheld"}


def test_confidential_words_are_hidden_together_but_what_stops_always_waits(fourteen):
    waiting = groups(fourteen)
    grave = [f for g in waiting if g.kind != "low_confidence" for f in g.flags]
    done = decide_group(fourteen, grave, "mask", reviewer="AB", rehash=rehash)
    assert (done.decided, done.left) == (("dok-01-0111",), ("dok-01-0110",))
    hidden = fourteen.states()["dok-01-0111"]
    assert hidden.name == "approved"
    assert [(f.start, f.end, f.action) for f in hidden.findings] == [(0, len(NAME), "mask")]
    assert open_kinds(fourteen).count("always_stop") == 1


def test_nor_are_confidential_words_put_more_coarsely_together(fourteen):
    words = {"start": 0, "end": len(NAME), "entity_type": "PERSON", "result_sha256": "0" * 64}
    told = {"flag": "confidential", "together": 2, **words}
    other = ask(fourteen, "dok-01-0100", "withhold", together=2)
    with pytest.raises(UsageError) as caught:
        fourteen.decide(ask(fourteen, "dok-01-0111", "mask", coarser=True, **told), other)
    assert caught.value.key == "review.decision.one_by_one"
    fourteen.decide(ask(fourteen, "dok-01-0111", "mask", **told), other)
    assert fourteen.states()["dok-01-0111"].name == "approved"


def test_a_mask_of_other_words_does_not_settle_a_confidential_flag_together(fourteen):
    words = {"start": 12, "end": 15, "entity_type": "PERSON", "result_sha256": "0" * 64}
    told = {"flag": "confidential", "together": 2, **words}
    other = ask(fourteen, "dok-01-0100", "withhold", together=2)
    fourteen.decide(ask(fourteen, "dok-01-0111", "mask", **told), other)
    assert "confidential" in open_kinds(fourteen)


@pytest.mark.parametrize("kind", ["always_stop", "confidential"])
def test_the_rule_holds_for_whoever_calls_the_work_folder_itself(fourteen, kind):
    grave = {"always_stop": "dok-01-0110", "confidential": "dok-01-0111"}[kind]
    together = [
        ask(fourteen, "dok-01-0100", "approve", flag="low_confidence", together=2),
        ask(fourteen, grave, "approve", flag=kind, together=2),
    ]
    with pytest.raises(UsageError) as caught:
        fourteen.decide(*together)
    assert caught.value.key == "review.decision.one_by_one"
    assert len(fourteen.decisions()) == 1
    with pytest.raises(UsageError):  # nor by telling a number that is not so
        fourteen.decide(together[0])
    fourteen.decide(replace(together[1], payload=Payload()))


def test_a_confidential_word_is_not_shown_in_bulk_by_the_work_folder_either(fourteen):
    sensitive = ask(
        fourteen,
        "dok-01-0111",
        "unmask",
        start=0,
        end=len(NAME),
        entity_type="PERSON",
        result_sha256="0" * 64,
        together=2,
    )
    with pytest.raises(UsageError) as caught:
        fourteen.decide(sensitive, ask(fourteen, "dok-01-0100", "withhold", together=2))
    assert caught.value.key == "review.decision.one_by_one"


def test_an_answer_for_many_is_taken_back_as_one(fourteen):
    before = fourteen.states()
    done = decide_all(fourteen, "person-1", "mask", reviewer="AB", rehash=rehash)
    decide(fourteen, done.decided[0], "withhold")
    last = next(answers(fourteen.decisions()))[-1].seq
    undone = undo_together(fourteen, last, reviewer="AB")
    assert len(undone) == 11  # one passage was decided anew since
    after = fourteen.states()
    assert after["dok-01-0100"].name == "withheld"
    for passage_id in done.decided[1:]:
        assert replace(after[passage_id], standing=()) == replace(before[passage_id], standing=())
    assert len(list(answers(fourteen.decisions()))) == 3
    with pytest.raises(UsageError):
        undo_together(fourteen, last, reviewer="AB")


def test_shown_again_for_many_can_be_taken_back(fourteen):
    before = fourteen.states()
    decide_all(fourteen, "person-1", "unmask", reviewer="AB", rehash=rehash)
    undo_together(fourteen, 2, reviewer="AB")
    assert fourteen.states().keys() == before.keys()
    for passage_id, state in fourteen.states().items():
        assert state.clean_sha256 == before[passage_id].clean_sha256
        assert state.open_flags == before[passage_id].open_flags


def test_nothing_to_decide_is_said(fourteen):
    with pytest.raises(UsageError) as caught:
        decide_all(fourteen, "person-9", "mask", reviewer="AB", rehash=rehash)
    assert caught.value.key == "review.bulk.nothing"


def test_a_text_that_changed_meanwhile_stops_all_of_it(fourteen):
    stale = [ask(fourteen, f"dok-01-010{n}", "approve", together=2) for n in range(2)]
    decide_all(fourteen, "person-1", "mask", reviewer="CD", rehash=rehash)
    length = len(fourteen.decisions())
    with pytest.raises(RefusedError) as caught:
        fourteen.decide(*stale)
    assert caught.value.key == "review.decision.outdated"
    assert len(fourteen.decisions()) == length


def test_groups_hold_what_one_answer_may_settle(fourteen):
    found = groups(fourteen)
    assert [g.kind for g in found] == ["always_stop", "confidential", "low_confidence"]
    assert [len(g.flags) for g in found] == [1, 1, 11]
    assert found[2].entity_id == "person-1"
    done = decide_group(fourteen, found[2].flags, "approve", reviewer="AB", rehash=rehash)
    assert len(done.decided) == 11
    done = decide_group(fourteen, found[0].flags, "withhold", reviewer="AB", rehash=rehash)
    assert done.decided == ("dok-01-0110",)
    with pytest.raises(UsageError):
        decide_group(fourteen, found[1].flags, "approve", reviewer="AB", rehash=rehash)


def test_words_that_look_alike_are_one_group_for_who_reads_the_notes(sample):
    flags = [Flag("leftover", 5, 0, 3, "unknown_word")]
    passages = [Passage(f"dok-01-000{n}", "dok-01", f"Xyz er {n}", "linje") for n in range(3)]
    sample.results = [PassageResult(p, p.text, (), build_flags(flags)) for p in passages]
    sample.documents = [replace(sample.documents[0], passages=tuple(passages))]
    with sample.create() as workspace:
        assert [len(g.flags) for g in groups(workspace)] == [1, 1, 1]
        (group,) = groups(workspace, lambda passage_id, start, end: "Xyz")
        done = decide_group(workspace, group.flags, "mask", reviewer="AB", rehash=rehash)
        assert len(done.decided) == 3
        assert open_kinds(workspace) == []
        assert {f.entity_type for s in workspace.states().values() for f in s.findings} == {
            "PERSON"
        }


def test_texts_that_come_out_the_same_are_one_group(sample):
    flags = build_flags([Flag("own_case", 3, rule="contact_me")])
    texts = ("ring meg", "ring meg", "ring oss")
    passages = [Passage(f"dok-01-000{n}", "dok-01", t, "linje") for n, t in enumerate(texts)]
    sample.results = [PassageResult(p, p.text, (), flags) for p in passages]
    sample.documents = [replace(sample.documents[0], passages=tuple(passages))]
    with sample.create() as workspace:
        assert [len(g.flags) for g in groups(workspace)] == [2, 1]


def test_one_reason_about_several_people_is_one_group_and_is_about_none_of_them(sample):
    flag = Flag("combination", 3, 0, len(NAME), "only:AGE")
    sample.results = [mention(n, flag, entity_id=f"person-{n}") for n in range(2)]
    sample.documents = [
        replace(sample.documents[0], passages=tuple(r.passage for r in sample.results))
    ]
    with sample.create() as workspace:
        (group,) = groups(workspace)
        assert (len(group.flags), group.entity_id) == (2, None)


def test_no_word_of_it_lands_in_the_work_folder(fourteen):
    decide_all(fourteen, "person-1", "mask", reviewer="AB", rehash=rehash)
    for path in fourteen.folder.rglob("*"):
        assert path.is_dir() or NAME.encode() not in path.read_bytes()


def test_one_alone_is_a_decision_like_any_other(fourteen):
    decide_group(
        fourteen,
        [f.id for f in fourteen.states()["dok-01-0100"].open_flags],
        "approve",
        reviewer="AB",
        rehash=rehash,
    )
    assert fourteen.decisions()[-1].payload.together is None
