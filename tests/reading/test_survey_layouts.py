"""Survey tables as the tools export them: columns, closed answers, odd layouts."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Project, Source, SurveySettings, load_project
from medvirk_nlp.reading import read_file, read_folder
from medvirk_nlp.reading.closed import question_key
from medvirk_nlp.reading.column_settings import column_lines
from medvirk_nlp.reading.survey_words import in_order
from medvirk_nlp.records import Document
from medvirk_nlp.texts import LANGUAGES, texts

LIKERT = ["Svært misfornøyd", "Misfornøyd", "Fornøyd", "Svært fornøyd", "Vet ikke"]


def write(path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Ark{number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read(tmp_path: Path, *sheets: list[list[object]], project: Project | None = None) -> Document:
    path = write(tmp_path / "svar.xlsx", *sheets)
    return read_file(path, "dok-01", project or Project())


def csv(tmp_path: Path, text: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "svar.csv"
    path.write_bytes(text.encode(encoding))
    return read_file(path, "dok-01", Project())


def feedback(document: Document) -> list[str]:
    return [p.text for p in document.passages if p.role == "feedback"]


def roles(document: Document) -> list[str]:
    return [column.role for column in document.columns]


def counts(document: Document) -> dict[str, dict[str, int]]:
    return {q.question: {o.text: o.respondents for o in q.options} for q in document.closed}


FORMS = {
    "nb": ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn"],
    "nn": ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Namn"],
    "en": ["ID", "Start time", "Completion time", "Email", "Name"],
}
LATER = {
    "nb": "Tidspunkt for siste endring",
    "nn": "Tidspunkt for siste endring",
    "en": "Last modified time",
}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_forms_export(tmp_path, language):
    asked = "Kva\u00a0hjelper\u00a0deg?", "Hvor fornøyd er du?", "Kva meiner du?"
    rows: list[list[object]] = [[*FORMS[language], LATER[language], *asked]]
    for number in range(1, 7):
        rows.append(
            [
                *(number, "t", "t", "anonymous", None, None),
                "Samtaler;Turar;" if number % 2 else "Samtaler;",
                LIKERT[number % 5],
                f"eg vil ha meir tid, seier nummer {number} av oss",
            ]
        )
    document = read(tmp_path, rows)
    assert roles(document) == ["drop"] * 6 + ["scale", "scale", "feedback"]
    assert counts(document)["Kva hjelper deg?"] == {"Samtaler": 6, "Turar": 3}
    assert list(counts(document)["Hvor fornøyd er du?"]) == LIKERT
    assert document.closed[0].several
    assert not document.closed[1].several
    assert len(feedback(document)) == 6
    assert document.participants == 6


def test_own_words_among_the_options_are_a_comment(tmp_path):
    given = ["SMS;", "SMS;Telefon;", "Telefon;SMS;", "SMS;å få snakke om natta også;"]
    rows = [["ID", "Navn", "Hvordan vil du ha kontakt?"]]
    rows += [[str(n), "", answer] for n, answer in enumerate(given)]
    document = read(tmp_path, rows)
    assert counts(document) == {"Hvordan vil du ha kontakt?": {"SMS": 4, "Telefon": 2}}
    assert feedback(document) == ["å få snakke om natta også"]
    said = next(p for p in document.passages if p.role == "feedback")
    assert said.respondent == "r004"
    assert document.closed[0].own_words == 1


def test_every_option_is_searched_for_personal_data(tmp_path):
    rows = [["ID", "Navn", "Hvem snakker du med?"]]
    rows += [[str(n), "", "Mor;Oddny Blåsvær;" if n % 2 else "Mor;Far;"] for n in range(8)]
    document = read(tmp_path, rows)
    texts_by_id = {p.id: p.text for p in document.passages}
    (question,) = document.closed
    shown = [texts_by_id[option.passage_id or ""] for option in question.options]
    assert shown == ["Far", "Mor", "Oddny Blåsvær"]
    assert texts_by_id[question.passage_id or ""] == "Hvem snakker du med?"
    assert "Oddny" not in repr(document)


def test_order_of_rows_leaves_the_counts_alone(tmp_path):
    rows: list[list[object]] = [
        [str(n), LIKERT[n % 4], "Telefon;SMS;" if n % 3 else "SMS;E-post;"] for n in range(12)
    ]
    head: list[object] = ["ID", "Hvor fornøyd er du?", "Hvordan kom du i kontakt?"]
    first = counts(read(tmp_path, [head, *rows]))
    Random(3).shuffle(rows)
    second = counts(read(tmp_path, [head, *rows]))
    assert first == second
    assert [list(options) for options in first.values()] == [
        list(options) for options in second.values()
    ]


def test_nettskjema(tmp_path):
    document = csv(
        tmp_path,
        "$submission_id;$created;Kjønn;Hva er bra?;Jeg blir hørt;$answer_time_ms\n"
        + "".join(
            f"{n};2027-01-12T09:14;Jente;De lytter på meg nå;{n % 5 + 1};91\n" for n in range(6)
        ),
        "utf-8-sig",
    )
    assert roles(document) == ["drop", "drop", "quasi", "feedback", "scale", "drop"]
    assert list(counts(document)["Jeg blir hørt"]) == ["1", "2", "3", "4", "5"]
    traits = [p for p in document.passages if p.trait]
    assert [(p.text, p.role) for p in traits] == [("Jente", "other")] * 6
    assert {p.respondent for p in traits} == {f"r{n:03d}" for n in range(1, 7)}


def test_questback_in_windows_letters(tmp_path):
    document = csv(
        tmp_path,
        "Undersøkelse om samarbeid;;;;\n\n"
        "Respondent;Svardato;IP-adresse;1. Samarbeidet er godt;2. Utdyp gjerne svaret\n"
        "R-104;12.01.2027;10.0.0.4;Helt enig;Møtene er korte og gode for oss\n"
        "R-105;12.01.2027;10.0.0.5;Uenig;Vi får for sjelden svar på det vi melder\n"
        "R-106;13.01.2027;10.0.0.6;Enig;\n",
        "cp1252",
    )
    assert roles(document) == ["drop", "drop", "drop", "scale", "feedback"]
    assert list(counts(document)["1. Samarbeidet er godt"]) == ["Uenig", "Enig", "Helt enig"]
    assert document.closed[0].key == "samarbeidet er godt"
    assert not any("10.0.0" in p.text or "R-10" in p.text for p in document.passages)


def test_codes_and_labels_on_sheets_of_their_own(tmp_path):
    data: list[list[object]] = [["respondent", "s_1", "s_2", "s_3"]]
    data += [[900 + n, n % 2 + 1, 4, f"jeg vil vite mer om planen, {n}"] for n in range(6)]
    labels: list[list[object]] = [
        ["Variabel", "Spørsmål", "Verdi", "Etikett"],
        ["s_1", "Vet du hva som skal skje?", 1, "Nei"],
        [None, None, 2, "Ja"],
        ["s_2", "Hvor trygg er du?", 4, "Svært trygg"],
        ["s_3", "Hva vil du vite?"],
    ]
    document = read(tmp_path, data, labels)
    assert counts(document) == {
        "Vet du hva som skal skje?": {"Nei": 3, "Ja": 3},
        "Hvor trygg er du?": {"Svært trygg": 6},
    }
    assert len(feedback(document)) == 6
    assert document.participants == 6
    question = next(p for p in document.passages if p.text == "Hva vil du vite?")
    assert question.role == "question"


def test_one_answer_a_row(tmp_path):
    rows: list[list[object]] = [["Respondent", "Alder", "Spørsmål", "Svar"]]
    for who in (31, 32, 33, 34):
        rows += [
            [who, 14, "Blir du hørt?", "Ja" if who % 2 else "Nei"],
            [who, 14, "Hva er bra?", f"de spør meg hver gang, sier {who}"],
        ]
    document = read(tmp_path, rows)
    assert roles(document) == ["drop", "quasi", "question", "feedback"]
    assert counts(document) == {"Blir du hørt?": {"Nei": 2, "Ja": 2}}
    said = [p for p in document.passages if p.role == "feedback"]
    assert [p.respondent for p in said] == ["r001", "r002", "r003", "r004"]
    asked = {p.id: p.text for p in document.passages if p.role == "question"}
    assert {asked[p.context_id or ""] for p in said} == {"Hva er bra?"}
    assert [p.respondent for p in document.passages if p.trait] == ["r001", "r002", "r003", "r004"]
    assert document.participants == 4


def test_comments_by_question_count_nobody(tmp_path):
    rows: list[list[object]] = [
        ["Spørsmål", "Kommentar"],
        ["Tilgjengelighet", "vanskelig å få tak i noen på telefon"],
        ["Tilgjengelighet", "de ringer alltid tilbake samme dag"],
        ["Informasjon", "fikk brevet først etter at møtet var ferdig"],
    ]
    document = read(tmp_path, rows)
    assert len(feedback(document)) == 3
    assert {p.respondent for p in document.passages} == {None}
    assert document.participants is None


RESULTS = {
    "percent": [
        ["Hvor fornøyd er du?", "Antall", "Prosent"],
        ["Fornøyd", 12, "34,3 %"],
        ["Misfornøyd", 23, "65,7 %"],
    ],
    "dimensions": [
        ["Dimensjon", "Snitt 2026", "Snitt landet", "Antall svar"],
        ["Informasjon", 4.6, 4.8, 23],
        ["Respektfull behandling", 5.1, 5.0, 23],
        ["Resultat for brukeren", 4.2, "-", "*"],
    ],
    "totals": [["", "Ungdom", "Foreldre"], ["Ja", 4, 9], ["Nei", 8, 7], ["I alt", 12, 16]],
}


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_no_comments(tmp_path, name):
    document = read(tmp_path, RESULTS[name])
    assert feedback(document) == []
    assert document.participants is None
    assert document.closed == ()
    assert {entry.what for entry in document.dropped} >= {"noted.aggregated_table"}
    labels = [str(row[0]) for row in RESULTS[name][1:]]
    assert {p.text for p in document.passages if p.role == "other"} >= set(labels)


def test_answers_in_numbers_are_no_results(tmp_path):
    rows: list[list[object]] = [["Tjeneste", "Samarbeid", "Tilgjengelighet"]]
    rows += [[service, n % 6 + 1, 5] for n, service in enumerate(["Skole", "PPT", "BUP"] * 3)]
    document = read(tmp_path, rows)
    assert roles(document) == ["quasi", "scale", "scale"]
    assert document.participants == 9


def test_results_above_and_answers_below(tmp_path):
    rows = [*RESULTS["percent"], [], ["Respondent", "Hva er bra?"], [7, "at de lytter på meg"]]
    document = read(tmp_path, rows)
    assert feedback(document) == ["at de lytter på meg"]
    assert [p.locator for p in document.passages if p.role == "feedback"] == ["ark 1, celle B6"]
    assert document.participants == 1


def test_lists_of_comments_under_questions(tmp_path):
    document = csv(
        tmp_path,
        "Hva er bra?\nalle er snille\nde ringer\n\nHva kan bli bedre?\nmøtene, de er lange\nsvar\n",
    )
    asked = {p.id: p.text for p in document.passages if p.role == "question"}
    said = [p for p in document.passages if p.role == "feedback"]
    assert [asked[p.context_id or ""] for p in said] == ["Hva er bra?"] * 2 + [
        "Hva kan bli bedre?"
    ] * 2
    assert document.participants is None


# --- settings ---------------------------------------------------------------------------------

TABLE: list[list[object]] = [
    ["Dato", "Base", "Hva er bra?"],
    ["i går", "Nord", "at de lytter"],
    ["i dag", "Sør", "maten og turen"],
]


def test_settings_by_number_and_by_heading(tmp_path):
    survey = SurveySettings(columns={"2": "quasi", "hva er bra?": "drop"})
    document = read(tmp_path, TABLE, project=Project(survey=survey))
    assert roles(document) == ["drop", "quasi", "drop"]
    assert [p.text for p in document.passages if p.trait] == ["Nord", "Sør"]
    source = Source(files="*.xlsx", columns={"2": "drop", "3": "feedback"})
    document = read(tmp_path, TABLE, project=Project(survey=survey, sources=(source,)))
    assert roles(document) == ["drop", "drop", "feedback"]


@pytest.mark.parametrize("key", ["4", "Hva er brå?", "Oddvar Blåsvær"])
def test_a_setting_that_fits_no_column(tmp_path, key):
    write(tmp_path / "svar.xlsx", TABLE)
    survey = SurveySettings(columns={"2": "quasi", key: "drop"})
    with pytest.raises(UsageError) as caught:
        read_folder(tmp_path, Project(survey=survey))
    assert caught.value.key == "reading.error.unknown_column"
    assert caught.value.values == {"number": 2, "section": "[survey.columns]"}
    source = Source(files="*.xlsx", columns={key: "drop"})
    with pytest.raises(UsageError) as caught:
        read_folder(tmp_path, Project(sources=(source,)))
    assert caught.value.values["section"] == "[sources.1.columns]"


def test_settings_need_no_survey_in_the_folder(tmp_path):
    (tmp_path / "notat.txt").write_text("Verksted\n\n- de lytter\n", encoding="utf-8")
    assert read_folder(tmp_path, Project(survey=SurveySettings(columns={"Alder": "drop"})))


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ('[survey.columns]\nAlder = "quasi"\n"Oddvar N" = "trait"\n', "[survey.columns] nr. 2"),
        (
            '[[sources]]\nfiles = "*"\n[sources.columns]\nx = "kommentar"\n',
            "[sources.1.columns] nr. 1",
        ),
    ],
)
def test_an_unknown_role(tmp_path, settings, place):
    (tmp_path / "medvirk.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_project(tmp_path)
    assert caught.value.key == "cli.error.column_role"
    assert caught.value.values["settings"] == place
    assert "feedback, drop, quasi, scale, question" in str(caught.value.values["roles"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_shown_by_number(tmp_path, language):
    project = Project(survey=SurveySettings(columns={"Oddvar Blåsvær": "scale"}))
    rows: list[list[object]] = [["ID", "Navn", "Alder", "Oddvar Blåsvær", "Kommentar"]]
    rows += [[1, "Siv Granmo", 14, "ok", "jeg liker turene best av alt"]]
    document = read(tmp_path, rows, rows, project=project)
    lines = list(column_lines(document.columns, texts(language)))
    assert len(lines) == 2
    assert not any(word in line for line in lines for word in ("Oddvar", "Siv", "Alder"))
    assert all(str(n) in lines[0] for n in range(1, 6))
    if language == "nb":
        assert lines[1] == (
            "Kolonner i ark 2: 1 fjernet (id); 2 fjernet (navn); 3 bakgrunn (vises aldri); "
            "4 faste svar (telles); 5 fritekst."
        )


# --- small pieces -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["Enig", "Vet ikke", "Helt uenig"], ["Helt uenig", "Enig", "Vet ikke"]),
        (["10", "9", "1"], ["1", "9", "10"]),
        (["6 - svært bra", "1 - svært dårlig"], ["1 - svært dårlig", "6 - svært bra"]),
        (["Ofte", "Aldri", "Av og til"], ["Aldri", "Av og til", "Ofte"]),
        (["Telefon", "Brev"], ["Brev", "Telefon"]),
        (["😀", "😐", "😡"], ["😡", "😐", "😀"]),
        (["einig", "heilt ueinig"], ["heilt ueinig", "einig"]),
    ],
)
def test_order_of_options(given, ordered):
    assert in_order(given) == in_order(reversed(given)) == ordered


@pytest.mark.parametrize(
    "question",
    [
        "Blir du hørt?",
        "3. Blir du hørt?",
        " blir du\u00a0hørt",
        "Spm 12: Blir du hørt",
        "Blir du hørt?2",
    ],
)
def test_the_same_question_in_two_years(question):
    assert question_key(question) == "blir du hørt"
