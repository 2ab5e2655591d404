from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.alerts import reason
from medvirk_nlp.detection.singling_out import combination_flags
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES, Document, Finding, Flag, Passage
from medvirk_nlp.texts import LANGUAGES, texts

K = 3
SILENT = {"[navn]", "[sted]", "[alder]"}
Told = list[tuple[str, str]]


def view(text: str, finding: Finding) -> str | None:
    """In these tests the words of a text are what the released text shows."""
    shown = text[finding.start : finding.end]
    return None if shown in SILENT else shown


class Notes:
    """A run in the making: documents, passages, and what was found in them."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.findings: dict[str, list[Finding]] = {}
        self.raised: dict[str, list[Flag]] = {}

    def document(self, group: str | None = "foreldre", participants: int | None = None) -> str:
        name = f"dok-{len(self.documents) + 1:02d}"
        self.documents.append(
            Document(name, Path(name), "0", "txt", (), group=group, participants=participants)
        )
        return name

    def say(
        self, document: str, told: Told, respondent: str | None = None, **fields: object
    ) -> str:
        number = next(i for i, d in enumerate(self.documents) if d.id == document)
        passages = self.documents[number].passages
        name = f"{document}-{len(passages) + 1:04d}"
        found, text = [], ""
        for entity_type, shown in told:
            identifier = "direct" if entity_type in DIRECT_TYPES else "quasi"
            end = len(text) + len(shown)
            found.append(Finding(len(text), end, entity_type, 0.9, identifier, action="generalize"))
            text += shown + " "
        text = str(fields.pop("text", text))
        passage = Passage(name, document, text, "linje", respondent=respondent, **fields)  # type: ignore[arg-type]
        self.documents[number] = replace(self.documents[number], passages=(*passages, passage))
        self.findings[name] = found
        return name

    def rules(self) -> dict[str, list[str]]:
        flags = combination_flags(self.documents, self.findings, view, self.raised, K)
        assert {f.kind for of_one in flags.values() for f in of_one} <= {"combination"}
        assert {f.priority for of_one in flags.values() for f in of_one} <= {3}
        return {name: [flag.rule for flag in of_one] for name, of_one in flags.items()}


AGE, TONGUE, JOB = ("AGE", "[13-15 år]"), ("DEMOGRAPHIC", "[språk]"), ("OCCUPATION", "[stilling]")
SCHOOL = ("ORGANIZATION", "[skole]")


@pytest.fixture
def notes() -> Notes:
    return Notes()


def test_what_one_person_tells_is_taken_together(notes: Notes) -> None:
    survey = notes.document(participants=40)
    one = notes.say(survey, [AGE], "r001")
    other = notes.say(survey, [SCHOOL], "r001")
    notes.say(survey, [], "r001")
    for number in range(2, 9):  # each detail is common, both together are not
        notes.say(survey, [AGE if number % 2 else SCHOOL], f"r{number:03d}")
    rule = ["across:AGE+ORGANIZATION"]
    assert notes.rules() == {one: rule, other: rule}


def test_what_k_people_share_is_no_combination(notes: Notes) -> None:
    survey = notes.document(participants=40)
    for number in range(K - 1):
        notes.say(survey, [AGE, SCHOOL], f"r{number}")
    assert len(notes.rules()) == K - 1
    notes.say(survey, [SCHOOL, AGE, TONGUE, TONGUE], "more")
    assert list(notes.rules()) == [f"{survey}-{K:04d}"]


def test_comments_of_one_person_are_one_person(notes: Notes) -> None:
    survey = notes.document(participants=40)
    for _ in range(K + 2):
        notes.say(survey, [AGE, SCHOOL], "r1")
    assert len(notes.rules()) == K + 2
    session = notes.document("barn_unge", participants=12)
    for _ in range(K + 2):  # nobody knows whether these were several
        notes.say(session, [AGE, SCHOOL])
    assert len(notes.rules()) == 2 * (K + 2)


def test_groups_are_not_mixed(notes: Notes) -> None:
    for group in ("foreldre", "fosterforeldre", None):
        survey = notes.document(group, participants=20)
        for number in range(K - 1):
            notes.say(survey, [AGE, SCHOOL], f"r{number}")
    assert len(notes.rules()) == 3 * (K - 1)


@pytest.mark.parametrize(("participants", "joined"), [(None, True), (K - 1, True), (K, False)])
def test_document_without_speakers(notes: Notes, participants: int | None, joined: bool) -> None:
    session = notes.document(participants=participants)
    for told in (AGE, SCHOOL, AGE, SCHOOL):
        notes.say(session, [told])
    assert set(map(tuple, notes.rules().values())) == (
        {("across:AGE+ORGANIZATION",)} if joined else set()
    )


def test_only_one_tells_it(notes: Notes) -> None:
    session = notes.document(participants=9)
    alone = notes.say(session, [AGE])
    notes.say(session, [SCHOOL])  # everybody goes to one
    assert notes.rules() == {alone: ["only:AGE"]}
    notes.say(session, [AGE])
    assert notes.rules() == {}


def test_what_a_person_looks_at_anyway_is_not_named_alone(notes: Notes) -> None:
    alone = notes.say(notes.document(participants=9), [TONGUE])
    notes.findings[alone] = [replace(f, action="review") for f in notes.findings[alone]]
    assert notes.rules() == {}


def test_masked_things_tell_nothing(notes: Notes) -> None:
    session = notes.document()
    notes.say(session, [("PERSON", "[navn]"), ("LOCATION", "[sted]"), ("AGE", "[alder]")], "s1")
    assert notes.rules() == {}


def test_columns_of_a_survey_belong_to_the_respondent(notes: Notes) -> None:
    survey = notes.document("samarbeidspartner", participants=9)
    job = notes.say(survey, [], text="Hvilken tjeneste jobber du i?", role="question")
    scale = notes.say(survey, [], text="Hvor fornøyd er du?", role="question")
    comments = []
    for number, service in enumerate(["Skole", "Skole", "skole ", "Politi"]):
        respondent = f"r{number}"
        for question, answer in ((job, service), (scale, str(number))):
            notes.say(
                survey,
                [],
                respondent,
                text=answer,
                role="other",
                context_id=question,
                trait=question == job,
            )
        comments.append(notes.say(survey, [SCHOOL], respondent))
    assert notes.rules() == {comments[-1]: ["across:ORGANIZATION+SURVEY"]}


@pytest.mark.parametrize(
    ("comment", "flagged"),
    [
        ("Som rektor savner jeg faste møter", True),
        ("Vi på PPT får sjelden svar", True),
        ("me i tenesta treng fleire møte", True),
        ("Faste møter hver måned", False),
        ("Korrektorat og direktorat", False),
    ],
)
def test_rare_background_that_the_comment_shows(notes: Notes, comment: str, flagged: bool) -> None:
    survey = notes.document("samarbeidspartner", participants=9)
    service = notes.say(survey, [], text="Hvilken tjeneste?", role="question")
    position = notes.say(survey, [], text="Stilling", role="question")
    said = {}
    for number in range(8):
        who = f"r{number}"
        traits = ("PPT", "Rektor") if number == 0 else ("Skole", "Lærer")
        for question, answer in zip((service, position), traits, strict=True):
            notes.say(survey, [], who, text=answer, role="other", context_id=question, trait=True)
        said[who] = notes.say(survey, [], who, text=comment)
    # what k others share is no secret: «vi i …» of the many is not flagged
    assert notes.rules() == ({said["r0"]: ["across:SURVEY"]} if flagged else {})


def test_only_feedback_is_flagged(notes: Notes) -> None:
    session = notes.document()
    for role in ("heading", "question", "attendance", "follow_up", "other", "agenda"):
        notes.say(session, [AGE, TONGUE, JOB], role=role)
    assert notes.rules() == {}


def test_combination_that_is_flagged_already(notes: Notes) -> None:
    session = notes.document(participants=9)
    both = notes.say(session, [AGE, TONGUE])
    assert notes.rules() == {both: ["AGE+DEMOGRAPHIC"]}
    notes.raised[both] = [Flag("combination", 3, rule="AGE+DEMOGRAPHIC+LOCATION")]
    assert notes.rules() == {}
    notes.raised[both] = [Flag("combination", 3, rule="AGE+LOCATION")]
    assert notes.rules() == {both: ["AGE+DEMOGRAPHIC"]}


def test_every_place_in_a_document_with_a_hidden_address(notes: Notes) -> None:
    session, elsewhere = notes.document(participants=9), notes.document(participants=9)
    stop = notes.say(session, [("LOCATION", "[sted]")])
    place = notes.say(session, [("LOCATION", "[sted]"), ("STREET_ADDRESS", "[navn]")])
    school = notes.say(session, [SCHOOL])
    notes.say(session, [("PERSON", "[navn]")])
    notes.say(elsewhere, [("LOCATION", "[sted]")])
    assert notes.rules() == {}
    notes.raised[stop] = [Flag("always_stop", 0, 0, 3, "hidden_address")]
    rule = ["hidden_address_document"]
    assert notes.rules() == {place: rule, school: rule}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_reason(language: str) -> None:
    say = texts(language)
    for entity_type in (*ENTITY_TYPES, "SURVEY"):
        for rule in (f"AGE+{entity_type}", f"across:AGE+{entity_type}", f"only:{entity_type}"):
            told = reason(Flag("combination", 3, rule=rule), language)
            assert say(f"detection.type.{entity_type}") in told and "{" not in told
    assert reason(Flag("combination", 3, rule="hidden_address_document"), language)
    rules = ("AGE+HEALTH", "across:AGE+HEALTH", "only:AGE", "hidden_address_document")
    assert len({reason(Flag("combination", 3, rule=rule), language) for rule in rules}) == 4


details = st.lists(
    st.sampled_from([AGE, ("AGE", "[0-5 år]"), TONGUE, JOB, SCHOOL, ("PERSON", "[navn]")]),
    max_size=3,
)
runs = st.lists(
    st.tuples(
        st.sampled_from(["foreldre", "barn_unge", None]),
        st.sampled_from([None, 1, 2, K, 20]),
        st.lists(st.tuples(st.sampled_from([None, "s1", "s2", "s3"]), details), max_size=5),
    ),
    min_size=1,
    max_size=4,
)


def notes_of(run: list) -> Notes:
    notes = Notes()
    for group, participants, said in run:
        document = notes.document(group, participants)
        for respondent, told in said:
            notes.say(document, told, respondent)
    return notes


@given(runs, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_order_has_no_influence(run: list, random: Random) -> None:
    notes = notes_of(run)
    rules = notes.rules()
    notes.documents = [
        replace(d, passages=tuple(random.sample(d.passages, len(d.passages))))
        for d in random.sample(notes.documents, len(notes.documents))
    ]
    assert notes.rules() == rules


@given(runs, st.data())
@settings(deadline=None, max_examples=150)
def test_what_others_tell_takes_no_flag_away_until_it_is_shared(
    run: list, data: st.DataObject
) -> None:
    notes = notes_of(run)
    before = notes.rules()
    document = data.draw(st.sampled_from(notes.documents))
    told = data.draw(details)
    notes.say(document.id, told, "somebody else")
    after = notes.rules()
    everybody: dict[tuple[str, str | None], set[tuple[str, str]]] = {}
    for d in notes.documents:
        for p in d.passages:
            if d.group == document.group:
                shown = {(f.entity_type, str(view(p.text, f))) for f in notes.findings[p.id]}
                everybody.setdefault((d.id, p.respondent), set()).update(shown)
    for name, rules in before.items():
        if name in after:
            continue
        types = set(rules[0].rpartition(":")[2].split("+"))
        assert types & {entity_type for entity_type, _ in told}
        if not rules[0].startswith("only:"):
            sharing = [
                who
                for who in everybody.values()
                if types <= {entity_type for entity_type, _ in who}
            ]
            assert len(sharing) >= K


@given(runs)
@settings(deadline=None, max_examples=50)
def test_at_most_one_flag_without_a_hidden_address(run: list) -> None:
    notes = notes_of(run)
    rules = notes.rules()
    assert all(len(of_one) == 1 for of_one in rules.values())
    assert all(notes.findings[name] for name in rules)


def test_many_people_take_little_time(notes: Notes) -> None:
    """Twenty thousand people: what grows with the square of their number never ends."""
    kinds = [AGE, TONGUE, JOB, SCHOOL]
    passages, number = [], 20_000
    survey = notes.document(participants=number)
    for i in range(number):
        told = [*(kind for bit, kind in enumerate(kinds) if i >> bit & 1), ("DATE", f"dag {i}")]
        single = Notes()
        single.document()
        notes.findings[f"p{i}"] = single.findings[single.say("dok-01", told)]
        passages.append(replace(single.documents[0].passages[0], id=f"p{i}", respondent=f"r{i}"))
    notes.documents[0] = replace(notes.documents[0], id=survey, passages=tuple(passages))
    assert len(notes.rules()) == number - number // 16
