"""Excel workbooks: Forms exports, hidden places, odd cells."""

from __future__ import annotations

import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from medvirk_nlp.project import Project, Source
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document

FORMS = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn"]
QUESTION = "Hva\u00a0fungerer godt\ni samarbeidet?"


def read(tmp_path: Path, book: Workbook, project: Project | None = None) -> Document:
    path = tmp_path / "skjema.xlsx"
    book.save(path)
    return read_file(path, "dok-01", project or Project())


def forms() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.append([*FORMS, "Hvilken tjeneste jobber du i?", QUESTION, "Hva kan bli bedre?2"])
    when = datetime.datetime(2027, 1, 12, 9, 14)
    sheet.append(
        [
            1,
            when,
            when,
            "h.vold@eksempel.invalid",
            "Hanne Vold",
            "Skole",
            "Faste møter hver måned",
            "Får sjelden svar",
        ]
    )
    sheet.append([2, when, when, "anonymous", None, "PPT", "Trygg dialog med Mette", "-"])
    return book


def dropped(document: Document) -> dict[str, int]:
    return {entry.what: entry.count for entry in document.dropped}


def test_forms_identity_columns_are_dropped(tmp_path):
    document = read(tmp_path, forms())
    everything = " ".join(p.text for p in document.passages)
    assert "Hanne" not in everything
    assert "eksempel.invalid" not in everything
    assert "09:14" not in everything
    assert {"Hanne Vold", "h.vold@eksempel.invalid"} <= set(document.known_names)
    assert "anonymous" not in document.known_names
    assert dropped(document)["dropped.email_column"] == 1
    assert dropped(document)["dropped.name_column"] == 1
    assert dropped(document)["dropped.anonymous_cells"] == 1
    assert "Hanne" not in repr(document)


def test_answers_hang_on_questions_and_respondents(tmp_path):
    document = read(tmp_path, forms())
    question = next(p for p in document.passages if p.text.startswith("Hva fungerer"))
    assert (question.role, question.text) == ("question", "Hva fungerer godt i samarbeidet?")
    answers = [p for p in document.passages if p.role == "feedback"]
    assert [(p.text, p.respondent) for p in answers] == [
        ("Faste møter hver måned", "r001"),
        ("Får sjelden svar", "r001"),
        ("Trygg dialog med Mette", "r002"),
        ("-", "r002"),
    ]
    assert answers[0].context_id == question.id
    services = [p for p in document.passages if p.text in {"Skole", "PPT"}]
    assert {p.role for p in services} == {"other"}
    assert document.participants == 2


def test_project_overrides_the_guess(tmp_path):
    columns = {"Hvilken tjeneste jobber du i?": "drop"}
    project = Project(sources=(Source(files="*.xlsx", columns=columns),))
    document = read(tmp_path, forms(), project)
    assert not any(p.text in {"Skole", "PPT"} for p in document.passages)
    assert dropped(document)["dropped.override_column"] == 2


def test_header_below_blank_rows_and_title(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Undersøkelse vår"])
    sheet.append([])
    sheet.append(["Respondent", "Hva er bra?", "Andre kommentarer"])
    sheet.append([17, "de lytter", "ingenting"])
    document = read(tmp_path, book)
    assert [p.text for p in document.passages if p.role == "feedback"] == ["de lytter", "ingenting"]
    assert dropped(document) == {"dropped.id_column": 1}


def test_hidden_sheets_notes_and_numbers_are_read(tmp_path):
    book = forms()
    hidden = book.create_sheet("Kari N")
    hidden.sheet_state = "veryHidden"
    hidden.append(["Hva er dårlig?", "Kommentar"])
    hidden.append(["skjult svar", 90412345])
    hidden["A2"].comment = Comment("ring mor", "Odd Kollega")
    document = read(tmp_path, book)
    found = {p.text: p for p in document.passages}
    assert {"skjult svar", "90412345", "ring mor"} <= set(found)
    assert found["ring mor"].role == "other"
    assert "Odd Kollega" in document.known_names
    assert found["skjult svar"].respondent == "r003"


def test_formula_without_value_is_held(tmp_path):
    book = Workbook()
    book.active.append(["Hva er bra?", "Kommentar"])
    book.active.append(["alt", '="17039"&"150336"'])
    document = read(tmp_path, book)
    assert [(h.locator, h.reason) for h in document.held] == [("ark 1, celle B2", "held.formula")]


def test_scale_is_kept_but_not_counted(tmp_path):
    book = Workbook()
    book.active.append(["ID", "Navn", "Hvor fornøyd er du?", "Fortell"])
    for number in range(4):
        book.active.append([number, None, number + 1, f"svar {number} med noen flere ord"])
    document = read(tmp_path, book)
    assert [p.text for p in document.passages if p.role == "other"] == ["1", "2", "3", "4"]


def test_names_of_sheets_and_ranges_are_searched(tmp_path):
    book = forms()
    book.create_sheet("Kari N").append(["Hva er bra?", "turen"])
    book.defined_names["Liste_Oddvar"] = DefinedName("Liste_Oddvar", attr_text='"Siv Granmo"')
    document = read(tmp_path, book)
    roles = {p.text: p.role for p in document.passages}
    assert [roles.get(t) for t in ("Kari N", "Liste Oddvar", "Siv Granmo")] == ["other"] * 3
    assert "Sheet" not in roles
