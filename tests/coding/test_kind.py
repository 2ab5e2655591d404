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
