import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import InvalidParamError, OperatorConfig, RecognizerResult

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.anonymization.operators import Label
from medvirk_nlp.anonymization.policy import Policy, Rule
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES, Finding, Flag

POLICY = Policy.from_file("standard")
ANONYMIZER = Anonymizer(POLICY)


def found(text: str, surface: str, entity_type: str = "PERSON", score: float = 0.9, **more):
    start = text.index(surface)
    more.setdefault("identifier", "direct" if entity_type in DIRECT_TYPES else "quasi")
    return Finding(start, start + len(surface), entity_type, score, **more)


def clean(text: str, *findings: Finding) -> str:
    return ANONYMIZER.anonymize(text, findings).text


def test_a_passage():
    text = "Karis mor sa at 14-åringen på Nordlia skole ringte 912 34 567 den 3. mai 2026."
    result = ANONYMIZER.anonymize(
        text,
        [
            found(text, "3. mai 2026", "DATE"),
            found(text, "Karis"),
            found(text, "14-åringen", "AGE"),
            found(text, "Nordlia skole", "ORGANIZATION"),
            found(text, "912 34 567", "PHONE_NUMBER"),
        ],
    )
    assert result.text == (
        "[navn] mor sa at [13-15 år] på [skole] ringte [telefon] den [våren 2026]."
    )
    assert [f.action for f in result.findings] == [
        "mask",
        "generalize",
        "generalize",
        "mask",
        "generalize",
    ]
    assert text[result.findings[0].start : result.findings[0].end] == "Karis"
    assert result.flags == ()


def test_two_persons_side_by_side_stay_two():
    text = "Kari Per Ola"
    findings = [found(text, name, entity_id=f"person-{n}") for n, name in enumerate(text.split())]
    assert clean(text, *findings) == "[navn] [navn] [navn]"


def test_placeholder_tells_neither_length_nor_number():
    short, long = "Bo var her", "Karianne Nordmann-Hansen var her"
    assert clean(short, found(short, "Bo")) == clean(long, found(long, "Karianne Nordmann-Hansen"))


def test_brackets_of_the_writer_cannot_be_taken_for_ours():
    text = "[navn] og ［navn］ og [PERSON 1] og {{NAVN}} \\g<0> $1 [Kari]"
    assert clean(text, found(text, "Kari")) == (
        "(navn) og (navn) og (PERSON 1) og {{NAVN}} \\g<0> $1 ([navn])"
    )


def test_wide_kept_finding_does_not_hide_a_person():
    types = POLICY.types | {"LOCATION": Rule(action="keep", placeholder="place")}
    anonymizer = Anonymizer(POLICY.model_copy(update={"types": types}))
    text = "på Samfunnshuset Kari i går"
    result = anonymizer.anonymize(
        text, [found(text, "Samfunnshuset Kari i går", "LOCATION", 1.0), found(text, "Kari")]
    )
    assert result.text == "på Samfunnshuset [navn] i går"


def test_what_must_be_looked_at_is_flagged():
    text = "Ordføreren har ADHD, og brannen hjemme"
    result = ANONYMIZER.anonymize(
        text,
        [
            found(text, "Ordføreren", "OCCUPATION"),
            found(text, "ADHD", "HEALTH", confidential="health"),
            found(text, "brannen hjemme", "EVENT", confidential="criminal"),
        ],
    )
    assert result.text == "[stilling] har [helse], og [hendelse]"
    assert {f.action for f in result.findings} == {"review"}
    assert result.flags == (
        Flag("confidential", 2, 15, 19, "health"),
        Flag("confidential", 2, 24, 38, "criminal"),
        Flag("review_type", 2, 0, 10, "OCCUPATION"),
    )


def test_weak_findings_are_left_and_flagged():
    text = "Kari og Liv og Per"
    result = ANONYMIZER.anonymize(
        text, [found(text, "Kari"), found(text, "Liv", score=0.3), found(text, "Per", score=0.1)]
    )
    assert result.text == "[navn] og Liv og Per"
    assert result.flags == (Flag("low_confidence", 4, 8, 11, "weak_finding"),)
    assert len(result.findings) == 1


def test_text_without_findings():
    assert clean("") == ""
    assert clean("Alt er bra.") == "Alt er bra."


def test_many_findings_in_one_text():
    text = "Kari, " * 1000
    findings = [Finding(i, i + 4, "PERSON", 0.9) for i in range(0, len(text), 6)]
    assert clean(text, *findings) == "[navn], " * 1000


def test_label_operator_has_no_fallback():
    engine = AnonymizerEngine()
    engine.add_anonymizer(Label)
    where = [RecognizerResult("PERSON", 0, 4, 1.0)]
    good = {"PERSON": OperatorConfig("medvirk_label", {"label": "[navn]"})}
    assert engine.anonymize("Kari", where, good).text == "[navn]"
    for params in ({}, {"label": ""}, {"label": "[]"}, {"label": "navn"}):
        with pytest.raises(InvalidParamError):
            engine.anonymize("Kari", where, {"PERSON": OperatorConfig("medvirk_label", params)})


SECRET = "ÆØÅæøåQWXZ#7"


@st.composite
def texts_with_secrets(draw):
    """Text of other letters than the findings, so that a rest of a finding can be told."""
    pieces, findings, position = [], [], 0
    for _ in range(draw(st.integers(0, 5))):
        outside = draw(st.text("bcfhijlm \n,.[]()", max_size=8))
        secret = draw(st.text(SECRET, min_size=1, max_size=8))
        pieces += [outside, secret]
        start = position + len(outside)
        position = start + len(secret)
        kind = draw(st.sampled_from(sorted(ENTITY_TYPES)))
        identifier = "direct" if kind in DIRECT_TYPES else "quasi"
        findings.append(Finding(start, position, kind, 0.9, identifier))
        if draw(st.booleans()):
            inner = draw(st.integers(start, position - 1))
            findings.append(Finding(inner, position, "PERSON", 0.9))
    return "".join([*pieces, draw(st.text("bcfhijlm ", max_size=5))]), findings


@given(texts_with_secrets(), st.randoms())
@settings(deadline=None, max_examples=150)
def test_no_rest_of_a_finding_and_no_change_outside(case, random):
    text, findings = case
    result = ANONYMIZER.anonymize(text, findings)

    neutral = text.translate(str.maketrans("[]", "()"))
    rest, at = result.text, 0
    for finding in result.findings:  # outside unchanged, at its place a placeholder
        outside = neutral[at : finding.start]
        assert rest.startswith(outside)
        rest = rest[len(outside) :]
        placeholder, bracket, rest = rest.partition("]")
        assert placeholder.startswith("[") and bracket
        at = finding.end
    assert rest == neutral[at:]

    bare = "".join(piece.rpartition("]")[2] for piece in result.text.split("["))
    assert not set(bare) & set(SECRET)

    shuffled = random.sample(findings, len(findings))
    assert ANONYMIZER.anonymize(text, shuffled) == result
