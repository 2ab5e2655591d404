import pytest

from medvirk_nlp.coding.kind import kind_of


@pytest.mark.parametrize(
    "text",
    ["vet ikke", "Veit ikkje.", "æ veit itj", "Vet ikke helt…", "ingenting", "-", "", "?", "nei",
     "idk", "IDK lol", "...", "🙈", "Ingen kommentar.", "Pass.", "ingen merknader", "n/a",
     "[navn 1]"],
)  # fmt: skip
def test_what_says_nothing_is_a_non_answer(text):
    assert kind_of(text) == "non_answer"


@pytest.mark.parametrize(
    "text",
    ["Treige svar", "Alt.", "Greit nok", "👍", "<3", "Ingen svarte", "Ingenting ble bedre", "mat"],
)
def test_a_short_answer_is_an_answer(text):
    assert kind_of(text) == "experience"


@pytest.mark.parametrize(
    ("context", "kind"),
    [
        ("Føler du at du blir hørt?", "experience"),
        ("Kva var bra?", "experience"),
        ("Er det noe mer du vil si?", "non_answer"),
        ("Noko meir du vil seie?", "non_answer"),
        ("Lapper", "non_answer"),
    ],
)
def test_no_is_an_answer_to_a_question_that_asks_for_it(context, kind):
    assert kind_of("Nei", context) == kind


@pytest.mark.parametrize(
    "text",
    ["Forslag: ett ark med hva ettervern er", "Dere burde ringe tilbake", "Dei bør spørje oss",
     "Eg ynskjer meir tid", "Æ ønska at dæm hørt på mæ", "Det kunne vært flere møter",
     "Hadde vore fint med leksehjelp", "Lag en plan sammen med oss", "Spør oss først"],
)  # fmt: skip
def test_suggestions_in_every_written_form(text):
    assert kind_of(text) == "suggestion"


def test_a_short_line_under_a_heading_for_suggestions_is_one():
    assert kind_of("Kortere møter i uka", "Forslag") == "suggestion"
    assert kind_of("Møtene er for lange", "Hva var dårlig?") == "experience"


@pytest.mark.parametrize("asked", ["Hva kan bli bedre?", "Kva kan bli betre?"])
@pytest.mark.parametrize(
    "text",
    [
        "Brevet om vedtaket var vanskelig å forstå.",
        "Vi har byttet saksbehandler to ganger.",
        "Det vart bestemt utan oss",
        "Eg får aldri svar",
    ],
)
def test_what_happened_is_no_suggestion_under_a_question_that_asks_for_one(
    asked: str, text: str
) -> None:
    assert kind_of(text, asked) == "experience"
    assert kind_of("Raskere svar", asked) == "suggestion"
    assert kind_of("Si fra hvorfor det ble nei", asked) == "suggestion"


@pytest.mark.parametrize(
    "text",
    ["Jeg fikk aldri svar, og skulle ønske noen ringte", "Dere kunne sendt en melding",
     "Vi vil ha samme kontaktperson hele året", "Hva med en chat for ungdom?",
     "Kunne vi fått planen på forhånd?", "Ikke bytt person midt i alt",
     "Lat barna velje kvar dei vil sitje", "Dei kunne gjerne ha kome heim til oss",
     "Kanskje de kan skrive kortare brev?" , "Det burde vore to vaksne på kvart møte",
     "dokker må svar på telefon", "kunne dokker ikkje bare sagt det som det e",
     "hadde vært digg å slippe å fortell alt på nytt", "det burda vært nån her på kveldan"],
)  # fmt: skip
def test_who_proposes_or_asks_suggests(text: str) -> None:
    assert kind_of(text) == "suggestion"


@pytest.mark.parametrize(
    "text",
    ["Ingen spurte hva vi ønsket før vedtaket", "Vi fikk velge hvem som skulle vært med",
     "Kunne det ikke ventet?", "De spurte om jeg ville ha møtet hjemme", "Hun sa vi burde flytte",
     "Vi fikk gode tips av veilederen", "Når jeg ringte, kunne de ikke svare",
     "Forslagene mine ble ikke hørt",
     "Eg kunne like gjerne ha snakka til veggen", "Eg fekk bestemme kven som skulle vere med",
     "Dei skulle ringje, men gjorde det ikkje", "Me var uroa for kva som skulle skje",
     "ingen spurt ka æ ønska", "dæm sa æ burde flytt hjæm", "ho skulle vær her men kom itj"],
)  # fmt: skip
def test_who_tells_of_wishes_and_duties_suggests_nothing(text: str) -> None:
    assert kind_of(text) == "experience"


@pytest.mark.parametrize("asked", ["Hva kan bli bedre?", "Kva kan bli betre?"])
def test_a_complaint_in_few_words_is_no_suggestion(asked: str) -> None:
    complaints = [
        "Bytte av kontakt midt i saka",
        "Fjerde kontakten på ett år",
        "Lang vei til kontoret",
        "Me må forklare alt på nytt",
    ]
    asking = [
        "Tettare oppfølging",
        "Lenger tid hos samme veileder",
        "Skolen og dere må snakke sammen",
    ]
    assert {kind_of(text, asked) for text in complaints} == {"experience"}
    assert {kind_of(text, asked) for text in asking} == {"suggestion"}
    assert kind_of("Leksehjelp på onsdager", "Forslag") == "suggestion"
