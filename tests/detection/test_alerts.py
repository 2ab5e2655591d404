import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.alert_rules import rules
from medvirk_nlp.detection.alerts import alerts, reason
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES, Finding, Flag
from medvirk_nlp.texts import LANGUAGES, texts


def raised(text: str, kind: str, findings=()) -> list[tuple[str, str]]:
    return [
        (flag.rule, text[flag.start : flag.end])
        for flag in alerts(text, findings)
        if flag.kind == kind
    ]


def found(text: str, surface: str, entity_type: str, score: float = 0.9, confidential=None):
    start = text.index(surface)
    identifier = "direct" if entity_type in DIRECT_TYPES else "quasi"
    return Finding(start, start + len(surface), entity_type, score, identifier, confidential)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("vi bor på kode 6 i Alta", "hidden_address"),
        ("Dei har KODE 7.", "hidden_address"),
        ("Mor har kode6", "hidden_address"),
        ("Strengt fortrolig adresse", "hidden_address"),
        ("De bor på sperret adresse.", "hidden_address"),
        ("Adressa er heilt hemmeleg", "hidden_address"),
        ("adressen vår skal være skjult", "hidden_address"),
        ("Vi fikk voldsalarm og ny identitet", "hidden_address"),
        ("Vi var på krisesenteret i sju uker", "shelter"),
        ("Mor og barn flykta til krisesenter", "shelter"),
        ("pappa må ikke vite at vi flytta til Os", "must_not_know"),
        ("far får aldri vite kor vi bur", "must_not_know"),
        ("han fant ut hvor vi bodde", "must_not_know"),
    ],
)
def test_always_stop(text, rule):
    flags = [flag for flag in alerts(text, []) if flag.kind == "always_stop"]
    assert rule in [flag.rule for flag in flags]
    assert {flag.priority for flag in flags} == {0}


@pytest.mark.parametrize(
    "text",
    [
        "Vi samarbeider godt med krisesenteret.",
        "Foreldre må ikke vente så lenge.",
        "Adressen til kontoret er vanskelig å finne.",
        "Vi fikk ikke vite noe om møtet.",
        "Koden er 1234, og vi var 6 stykker.",
    ],
)
def test_everyday_sentences_do_not_stop(text):
    assert raised(text, "always_stop") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("En fortalte at stefar slår", "violence"),
        ("Eg melde frå at far slår.", "violence"),
        ("mamman slo mæ når ho va full", "violence"),
        ("Pappa hadde slått mamma", "violence"),
        ("Han slo ikkje meg, bare veggen", "violence"),
        ("han slår ikke lenger", "violence"),
        ("Ho vart banka av broren", "violence"),
        ("Han bruker vold når han er full", "violence"),
        ("Barnet ble utsatt for vold hjemme", "violence"),
        ("jeg ble misbrukt da jeg var liten", "sexual_abuse"),
        ("Ho vart valdteken", "sexual_abuse"),
        ("onkel truer med å komme", "threats"),
        ("Ein ungdom fortel at far ringjer og truar", "threats"),
        ("æ kutta mæ", "self_harm"),
        ("Ho driv med sjølvskading", "self_harm"),
        ("Jeg har prøvd å ta livet mitt", "suicide"),
        ("eg orkar ikkje leve meir", "suicide"),
        ("æ va redd heime", "fear"),
        ("Jenta ble sendt til hjemlandet", "forced"),
    ],
)
def test_disclosures(text, rule):
    flags = [flag for flag in alerts(text, []) if flag.kind == "disclosure"]
    assert rule in [flag.rule for flag in flags]
    assert {flag.priority for flag in flags} == {1}


@pytest.mark.parametrize(
    "text",
    [
        "Vold og overgrep",
        "Kurs om vold i nære relasjoner",
        "Felles kurs med skolen om vold",
        "Tiltak for voldsutsatte",
        "De slo sammen to grupper",
        "Hun slo opp i systemet",
        "Saksbehandleren slo av telefonen",
        "Det slår meg at møtene er lange",
        "Hun har aldri slått",
        "Eg har mista trua litt",
        "Vi må kunne snakke om selvskading",
        "Tilbudet ble kuttet i fjor",
        "Du banker på døra og går inn",
    ],
)
def test_topics_are_no_disclosures(text):
    assert raised(text, "disclosure") == []


def test_a_surname_is_no_violence():
    text = "Saksbehandler Hanne Vold var redd for snøen, sa hun"
    assert raised(text, "disclosure", [found(text, "Hanne Vold", "PERSON")]) == []
    assert raised("hun fortalte om vold hjemme", "disclosure") != []


def test_a_name_counts_as_a_person():
    text = "Tuva ble utsatt. Semhar selvskader"
    assert raised(text, "disclosure") == []
    assert raised(text, "disclosure", [found(text, "Semhar", "PERSON")]) == [
        ("self_harm", "selvskader")
    ]


def test_confidential_and_weak_findings():
    text = "Kari har ADHD"
    findings = [
        found(text, "Kari", "PERSON", 0.45),
        found(text, "ADHD", "HEALTH", confidential="health"),
    ]
    assert alerts(text, findings) == [
        Flag("confidential", 2, 9, 13, "health"),
        Flag("low_confidence", 4, 0, 4, "weak_finding"),
    ]


def test_combination_names_the_types():
    text = "17 år fra Eritrea, gravid"
    two = [found(text, "17 år", "AGE"), found(text, "Eritrea", "LOCATION")]
    assert raised(text, "combination", two) == []
    flags = alerts(text, [*two, found(text, "gravid", "HEALTH")])
    assert [f.rule for f in flags if f.kind == "combination"] == ["AGE+HEALTH+LOCATION"]
    strong = [two[0], found(text, "gravid", "HEALTH")]
    assert [f.rule for f in alerts(text, strong) if f.kind == "combination"] == ["AGE+HEALTH"]
    twice = [found("A B", "A", "LOCATION"), found("A B", "B", "LOCATION")]
    assert [f for f in alerts("A B", twice) if f.kind == "combination"] == []


def test_leftover_names_and_numbers():
    known = {"da", "kom", "vi", "til"}.__contains__
    text = "Da kom Zafira til BUP, NAV og Statsforvaltaren. Ukjent sak 48213 og 12 34 56."
    flags = [f for f in alerts(text, [], is_known_word=known) if f.kind == "leftover"]
    assert [(text[f.start : f.end], f.rule) for f in flags] == [
        ("Zafira", "unknown_word"),
        ("48213", "long_number"),
        ("12 34 56", "long_number"),
    ]
    covered = [found(text, "Zafira", "PERSON"), found(text, "48213", "CASE_NUMBER")]
    flags = [f for f in alerts(text, covered, is_known_word=known) if f.kind == "leftover"]
    assert [text[f.start : f.end] for f in flags] == ["12 34 56"]


@pytest.mark.parametrize(
    "text", ["2019-2023", "kr 45 000", "45 000 kroner", "10.30-11.30", "10-12 og 13-15 år", "2024"]
)
def test_harmless_numbers(text):
    assert alerts(text, []) == []


def test_every_rule_has_a_reason_in_every_language():
    keys = {rule for section in rules().values() for rule in section}
    keys |= {"health", "ethnicity", "religion", "sexuality", "politics", "criminal"}
    keys |= {"weak_finding", "name_or_word", "name_or_word_cue", "unknown_word", "long_number"}
    for language in LANGUAGES:
        for key in keys:
            assert reason(Flag("any", 0, rule=key), language)
        for entity_type in ENTITY_TYPES:
            assert reason(Flag("review_type", 2, rule=entity_type), language)
        combined = reason(Flag("combination", 3, rule="AGE+HEALTH"), language)
        assert texts(language)("detection.type.AGE") in combined


@given(st.text("jegfarslår kode6\n.vold'A1\u200b", max_size=120))
@settings(deadline=None, max_examples=150)
def test_flags_point_into_the_text_and_repeat(text):
    flags = alerts(text, [])
    assert flags == alerts(text, [])
    for flag in flags:
        assert flag.start is None or 0 <= flag.start < flag.end <= len(text)
    assert [f.priority for f in flags] == sorted(f.priority for f in flags)


def test_long_lines_take_linear_time():
    text = "far slår " * 5_000 + "1 " * 20_000 + "a" * 50_000
    assert alerts(text, [])[0].kind == "disclosure"
