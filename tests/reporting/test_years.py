from __future__ import annotations

import io
from typing import Any

import pytest
from invented import CODEBOOK, PROJECT, TITLES, comment, document, workshop

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reporting.closed_figures import ClosedFigure, ClosedOptionFigure
from medvirk_nlp.reporting.measures import Measure
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.topics import suggest_topics
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import (
    Years,
    add_year_measures,
    add_years,
    years_additions,
    years_of,
)
from medvirk_nlp.texts import LANGUAGES, texts

MEASURES = (
    Measure("T1", ("heard",), "Møtene blir kortere.", "Fagleder", "2027", "started"),
    Measure("T2", ("language",), "Tolk i alle møter."),
)
HEARD = ClosedFigure(
    "blir du hørt",
    "Blir du hørt?",
    "foreldre",
    40,
    (
        ClosedOptionFigure("Nei", 12),
        ClosedOptionFigure("Delvis", 8),
        ClosedOptionFigure("Ja", 20),
    ),
    True,
)


def _round(year: int, cycle_year: int, language: str = "nb") -> tuple[Summary, Project]:
    project = PROJECT.model_copy(
        update={"year": year, "cycle_year": cycle_year, "language": language}
    )
    coded, documents = workshop()
    return summarize(coded, documents, CODEBOOK, project), project


def _data(year: int, cycle_year: int, measures: tuple[Measure, ...] = ()) -> dict[str, Any]:
    summary, project = _round(year, cycle_year)
    years = years_of(summary, project, TITLES["nb"], measures, [HEARD])
    return summary_data(summary, project, years_additions(years))


def _text(years: Years, language: str = "nb") -> str:
    import docx

    words = Wording(language)
    file = WordFile(words)
    add_years(file, years, words)
    add_year_measures(file, years, words)
    document = docx.Document(io.BytesIO(file.to_bytes()))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("language", LANGUAGES)
def test_year_four_follows_up_year_two(language: str) -> None:
    earlier = _data(2025, 2, (*MEASURES, Measure("T0", ("info",), "Nye brev.", status="started")))
    summary, project = _round(2027, 4, language)
    years = years_of(summary, project, TITLES[language], MEASURES, [HEARD], earlier)
    assert years.comparison is not None
    assert (years.comparison.before, years.comparison.after) == ("2025", "2027")
    told = _text(years, language)
    for measure in ("T1", "T2", "T0"):
        assert measure in told
    assert texts(language)("years.measures.not_told") in told
    additions = years_additions(years)
    assert set(additions.changes) >= {"heard", "worker"}
    # Of a theme too small to be shown the measure is kept for the next round.
    assert [m["id"] for m in additions.all_measures] == ["T1", "T2"]


def test_rounds_that_may_not_be_compared_are_told_of() -> None:
    earlier = {**_data(2025, 2), "codebook_version": "0"}
    summary, project = _round(2027, 4)
    years = years_of(summary, project, TITLES["nb"], (), (), earlier)
    assert years.comparison is None and years.refused is not None
    assert "kodeboka" in _text(years)


def test_focus_groups_explain_the_survey() -> None:
    summary, project = _round(2026, 3)
    years = years_of(summary, project, TITLES["nb"], (), (), _data(2025, 2))
    assert years.comparison is None and years.topics == ()
    heard = next(theme for theme in years.explained if theme.code == "heard")
    row = next(row for row in summary.rows if row.code == "heard")
    assert (heard.survey, heard.groups) == (row.mentions, row.mentions)
    assert heard.suggestions == row.suggestions.mentions
    assert "Det fokusgruppene forteller" in _text(years)


def test_a_theme_the_focus_groups_hardly_spoke_of_shows_no_figure() -> None:
    coded = [comment(n) for n in range(9)]
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    project = PROJECT.model_copy(update={"cycle_year": 3, "year": 2026})
    years = years_of(summary, project, TITLES["nb"], (), (), _data(2025, 2))
    silent = [theme.code for theme in years.explained if theme.groups is None]
    assert "worker" in silent and "heard" not in silent
    assert "ikke nok til at det kan vises" in _text(years)


def test_a_damaged_round_is_an_error() -> None:
    summary, project = _round(2026, 3)
    with pytest.raises(UsageError):
        years_of(summary, project, {}, (), (), {"cycle_year": 2, "rows": [{"title": "x"}]})


def test_nothing_before_and_no_measures_write_nothing() -> None:
    assert _text(Years()) == ""


def test_topics_come_from_figures_that_are_shown() -> None:
    summary, project = _round(2025, 2)
    topics = years_of(summary, project, TITLES["nb"], (), [HEARD]).topics
    asked = next(topic for topic in topics if topic.theme is None)
    assert asked.question.startswith("Om lag 3 av 10 svarte «Nei» på «Blir du hørt?» (foreldre).")
    themes = [topic.theme for topic in topics if topic.theme]
    assert "heard" in themes and "language" not in themes
    assert [topic.weight for topic in topics] == sorted((t.weight for t in topics), reverse=True)


def test_half_is_called_half() -> None:
    options = (ClosedOptionFigure("Nei", 20), ClosedOptionFigure("Ja", 20))
    coded = [comment(n, polarity="positive") for n in range(9)]
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    figure = ClosedFigure("q", "Blir du hørt?", None, 40, options, True)
    (topic,) = suggest_topics(summary, [figure], Wording("nb"))
    assert topic.question.startswith("Om lag halvparten svarte «Nei»")


@pytest.mark.parametrize(
    ("options", "ordered", "total"),
    [
        ((("Nei", None), ("Delvis", 8), ("Ja", 20)), True, 40),
        ((("Nei", 12), ("Delvis", 8), ("Ja", 20)), False, 40),
        ((("Nei", 6), ("Delvis", 8), ("Ja", 26)), True, 40),
    ],
)
def test_no_topic_from_hidden_unordered_or_rare_answers(
    options: tuple[tuple[str, int | None], ...], ordered: bool, total: int
) -> None:
    shown = tuple(ClosedOptionFigure(*option) for option in options)
    figure = ClosedFigure("q", "Q?", None, total, shown, ordered)
    coded = [comment(n, polarity="positive") for n in range(9)]
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    assert suggest_topics(summary, [figure], Wording("nb")) == ()


def test_the_low_end_of_a_scale_of_numbers() -> None:
    options = tuple(ClosedOptionFigure(str(n), 5) for n in range(1, 7))
    coded = [comment(n, polarity="positive") for n in range(9)]
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    figure = ClosedFigure("q", "Hvor fornøyd?", None, 15, options, True)
    (topic,) = suggest_topics(summary, [figure], Wording("nn"))
    assert topic.question.startswith("10 av 15 svarte «1» eller «2» på «Hvor fornøyd?».")
