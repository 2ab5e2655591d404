from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES, Finding


def found(text: str, surface: str, entity_type: str = "PERSON", score: float = 0.9, **more):
    start = text.index(surface)
    more.setdefault("identifier", "direct" if entity_type in DIRECT_TYPES else "quasi")
    return Finding(start, start + len(surface), entity_type, score, **more)


def surfaces(text: str, findings: list[Finding]) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.entity_type) for f in findings]


def test_name_inside_address_becomes_one_address():
    text = "Vi bor i Kari Nordmanns gate 5, like ved skolen."
    findings = [
        found(text, "Kari Nordmann"),
        found(text, "Kari Nordmanns gate 5", "STREET_ADDRESS", 0.8),
    ]
    assert surfaces(text, resolve(findings, text)) == [("Kari Nordmanns gate 5", "STREET_ADDRESS")]


def test_overlap_masks_the_union():
    text = "Hos Kari Nordmann Berg nå"
    findings = [
        found(text, "Kari Nordmann"),
        found(text, "Nordmann Berg", "ORGANIZATION", 0.99),
    ]
    assert surfaces(text, resolve(findings, text)) == [("Kari Nordmann Berg", "PERSON")]


def test_weak_specific_type_does_not_take_the_label():
    text = "ring 91234567 i dag"
    findings = [
        found(text, "91234567", "BANK_ACCOUNT", 0.2),
        found(text, "91234567", "PHONE_NUMBER", 0.8),
    ]
    assert [f.entity_type for f in resolve(findings, text)] == ["PHONE_NUMBER"]


def test_wide_keep_does_not_hide_a_person():
    text = "Møte i Samfunnshuset Kari i dag"
    findings = [
        found(text, "Samfunnshuset Kari i dag", "LOCATION", 1.0, action="keep"),
        found(text, "Kari", score=0.3),
    ]
    result = resolve(findings, text)
    assert surfaces(text, result) == [
        ("Samfunnshuset", "LOCATION"),
        ("Kari", "PERSON"),
        ("i dag", "LOCATION"),
    ]
    assert [f.action for f in result] == ["keep", "mask", "keep"]


def test_parts_of_one_name_are_joined():
    text = "Kari Nordmann og Lill-Ann\nPer"
    findings = [found(text, part) for part in ("Kari", "Nordmann", "Lill", "Ann", "Per")]
    assert [s for s, _ in surfaces(text, resolve(findings, text))] == [
        "Kari Nordmann",
        "Lill-Ann",
        "Per",
    ]


def test_two_persons_side_by_side_stay_two():
    text = "Kari Per"
    findings = [found(text, "Kari", entity_id="person-1"), found(text, "Per", entity_id="person-2")]
    assert len(resolve(findings, text)) == 2


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("sa (Kari), ja", "(Kari),", "Kari"),
        ("sa K.N. igår", "K.N.", "K.N."),
        ("sa Kari N. igår", "Kari N.", "Kari N."),
        ("Jeg så Kari. Ja", "Kari.", "Kari"),
        ("hos Jonas' far", "Jonas'", "Jonas'"),
        ("ring (+47) 912 34 567!", "(+47) 912 34 567!", "(+47) 912 34 567"),
        ("snap: @tuva_", "@tuva_", "@tuva_"),
        ("rart ... her", "...", "..."),
    ],
)
def test_edges_are_trimmed_with_care(text, surface, expected):
    assert surfaces(text, resolve([found(text, surface)], text))[0][0] == expected


def test_confidential_and_score_survive_the_union():
    text = "Kari er gravid nå"
    findings = [
        found(text, "Kari er gravid", score=0.6),
        found(text, "gravid", "HEALTH", 0.9, confidential="health"),
    ]
    (result,) = resolve(findings, text)
    assert (result.entity_type, result.score, result.confidential) == ("PERSON", 0.9, "health")


def test_finding_behind_the_text_is_an_error():
    with pytest.raises(ValueError, match="ends at"):
        resolve([Finding(0, 9, "PERSON", 1.0)], "Kari")


ALPHABET = "aKs. -('),«»]\n[9\u200b"


@st.composite
def texts_with_findings(draw):
    text = draw(st.text(ALPHABET, min_size=1, max_size=30))
    findings = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(sorted(ENTITY_TYPES)))
        findings.append(
            Finding(
                start,
                end,
                kind,
                draw(st.sampled_from([0.2, 0.5, 0.9])),
                identifier="direct" if kind in DIRECT_TYPES else "quasi",
                action=draw(st.sampled_from(["mask", "generalize", "keep"])),
                entity_id=draw(st.sampled_from([None, "person-1", "person-2"])),
            )
        )
    return text, findings


@given(texts_with_findings(), st.randoms())
@settings(deadline=None, max_examples=300)
def test_properties(case, random):
    text, findings = case
    result = resolve(findings, text)

    assert all(a.end <= b.start for a, b in pairwise(result))  # disjoint

    def covered(some):
        return {i for f in some for i in range(f.start, f.end) if text[i].isalnum()}

    assert covered(result) >= covered(findings)
    hidden = [f for f in findings if f.action != "keep"]
    assert covered(f for f in result if f.action != "keep") >= covered(hidden)

    assert resolve(result, text) == result  # idempotent

    shuffled = list(findings)
    random.shuffle(shuffled)
    assert resolve(shuffled, text) == result  # order-free


def test_given_findings_are_not_changed():
    text = " Kari "
    finding = Finding(0, 6, "PERSON", 0.9)
    assert resolve([finding], text) == [replace(finding, start=1, end=5)]
    assert finding.start == 0
