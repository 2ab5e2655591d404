import pytest

from medvirk_nlp.anonymization.generalize import Generalizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.records import Finding

POLICY = Policy.from_file("standard")


def label(text: str, entity_type: str, surface: str | None = None, **more) -> str:
    more.setdefault("action", "generalize")
    language = more.pop("language", "nb")
    surface = surface or text
    start = text.index(surface)
    finding = Finding(start, start + len(surface), entity_type, 0.9, identifier="quasi", **more)
    return Generalizer(POLICY, language).label(text, finding)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("4 år", "[0-5 år]"),
        ("5", "[0-5 år]"),
        ("6", "[6-12 år]"),
        ("tolv", "[6-12 år]"),
        ("13-åring", "[13-15 år]"),
        ("fjortenåringen", "[13-15 år]"),
        ("fylte 15", "[13-15 år]"),
        ("seksten", "[16-17 år]"),
        ("fyller atten", "[18-25 år]"),
        ("tjueto år", "[18-25 år]"),
        ("toogtjue", "[18-25 år]"),
        ("26 år", "[voksen]"),
        ("førti", "[voksen]"),
        ("sju år gammal", "[6-12 år]"),
        ("8 måneder", "[0-5 år]"),
        ("atten månader gammal", "[0-5 år]"),
        ("en 15-åring", "[13-15 år]"),
        ("én", "[0-5 år]"),
        ("2 år og 3 måneder", "[0-5 år]"),
        ("12 og et halvt år", "[6-12 år]"),
        ("12½ år", "[6-12 år]"),
        ("13–15 år", "[13-15 år]"),
        ("13–17 år", "[alder]"),
        ("f. 2009", "[alder]"),
        ("konfirmant", "[alder]"),
    ],
)
def test_age(age, expected):
    assert label(age, "AGE") == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("3. mai 2026", "[våren 2026]"),
        ("03.05.26", "[våren 2026]"),
        ("2026-05-03", "[våren 2026]"),
        ("3/5-2026", "[våren 2026]"),
        ("3. mai", "[våren]"),
        ("14/10", "[høsten]"),
        ("juli 2025", "[sommeren 2025]"),
        ("12. des. 2025", "[vinteren 2025]"),
        ("jula 2024", "[vinteren 2024]"),
        ("12.03.08", "[våren 2008]"),
        ("12.03.98", "[våren 1998]"),
        ("uke 7 i 2022", "[dato]"),
        ("45.45.20", "[dato]"),
        ("tredje i femte", "[dato]"),
    ],
)
def test_date(date, expected):
    assert label(date, "DATE") == expected


@pytest.mark.parametrize(
    "text", ["født 12.03.08", "Han er fødd den 12.03.08", "f. 12.03.08", "bursdag 12.03.08"]
)
def test_nothing_is_left_of_a_birth_date(text):
    assert label(text, "DATE", "12.03.08") == "[dato]"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nordlia skole", "[skole]"),
        ("Solvik ungdomsskule", "[skole]"),
        ("Fjordly vgs", "[skole]"),
        ("Maurtua barnehage", "[barnehage]"),
        ("Haven ungdomshjem", "[institusjon]"),
        ("Solvik IL", "[idrettslag]"),
        ("Nordlia idrettslag", "[idrettslag]"),
        ("Solvik sjukehus", "[sykehus]"),
        ("Fiskeforedling AS", "[organisasjon]"),
    ],
)
def test_organization(name, expected):
    assert label(name, "ORGANIZATION") == expected


def test_kind_of_a_congregation_is_not_told():
    assert label("Solvik skolelag", "ORGANIZATION", confidential="religion") == "[organisasjon]"


@pytest.mark.parametrize(
    ("place", "expected"),
    [("Eritrea", "[land]"), ("Somalias", "[land]"), ("Austerrike", "[land]"), ("Hasvik", "[sted]")],
)
def test_location(place, expected):
    assert label(place, "LOCATION") == expected


def test_demographic():
    assert label("tolk på tigrinja", "DEMOGRAPHIC", "tigrinja") == "[språk]"
    assert label("hun er kurdisk", "DEMOGRAPHIC", "kurdisk") == "[bakgrunn]"
    assert label("hun er muslim", "DEMOGRAPHIC", "muslim", confidential="religion") == "[tro]"
    text = "snakket om at han er homofil"
    assert label(text, "DEMOGRAPHIC", "homofil", confidential="sexuality") == "[bakgrunn]"


def test_masking_gives_the_plain_placeholder():
    assert label("14 år", "AGE", action="mask") == "[alder]"
    assert label("14 år", "AGE", action="review") == "[13-15 år]"


@pytest.mark.parametrize(
    ("language", "expected"), [("nn", "[hausten 2026]"), ("en", "[autumn 2026]")]
)
def test_other_languages(language, expected):
    assert label("3. oktober 2026", "DATE", language=language) == expected
    assert label("41 år", "AGE", language="nn") == "[vaksen]"


@pytest.mark.parametrize(
    ("text", "entity_type", "more", "expected"),
    [
        ("14 år", "AGE", {}, "[13-15 år]"),
        ("førti", "AGE", {}, None),
        ("unge alder", "AGE", {}, None),
        ("Eritrea", "LOCATION", {}, "[land]"),
        ("Nordlia", "LOCATION", {}, None),
        ("Nordlia skole", "ORGANIZATION", {}, "[skole]"),
        ("Fisk og sånt", "ORGANIZATION", {}, None),
        ("Concerta", "HEALTH", {"action": "mask"}, "[helse]"),
        ("Kari", "PERSON", {"action": "mask"}, None),
        ("Store  Nordlia", "LOCATION", {"action": "keep"}, "store nordlia"),
    ],
)
def test_what_a_reader_learns(text, entity_type, more, expected):
    settings = {"action": "generalize"} | more
    finding = Finding(0, len(text), entity_type, 0.9, **settings)
    assert Generalizer(POLICY, "nb").telling(text, finding) == expected
