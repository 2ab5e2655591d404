"""The four years of a council period: what this round says beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.project import Project
from medvirk_nlp.reporting.closed_figures import ClosedFigure, closed_data, closed_from_data
from medvirk_nlp.reporting.closed_rounds import add_closed_changes, asked_once, closed_changes
from medvirk_nlp.reporting.comparison import Comparison, compare
from medvirk_nlp.reporting.comparison_files import add_comparison, comparison_data
from medvirk_nlp.reporting.explained import ExplainedTheme, add_explained, explain
from medvirk_nlp.reporting.measures import (
    FollowedMeasure,
    Measure,
    add_measures,
    follow,
    measures_data,
    measures_for,
    measures_from_data,
    measures_notes,
)
from medvirk_nlp.reporting.rounds import Round
from medvirk_nlp.reporting.summary_json import Additions, summary_data
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.topics import Topic, suggest_topics
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import texts

SURVEY_YEARS = (2, 4)
WORKSHOP_YEAR = 3
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Years:
    """What stands in a report because there are years before it.

    Attributes
    ----------
    measures : tuple of FollowedMeasure
    titles : mapping of str to str
        Names of the codes, in the language of the report.
    without : tuple of str
        Names of the themes of the report that no measure answers.
    closed, closed_before : tuple of ClosedFigure
        Closed answers of this round, and of the earlier one.
    comparison : Comparison or None
        With the earlier round, where both are surveys and may be compared.
    refused : RefusedError or None
        Why they may not.
    explained : tuple of ExplainedTheme
        Themes of the survey that the focus groups of year 3 explain.
    topics : tuple of Topic
        For the workshop of the next year; only a survey gives any.
    year : int or None
    """

    measures: tuple[FollowedMeasure, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    closed: tuple[ClosedFigure, ...] = ()
    closed_before: tuple[ClosedFigure, ...] = ()
    comparison: Comparison | None = None
    refused: RefusedError | None = None
    explained: tuple[ExplainedTheme, ...] = ()
    topics: tuple[Topic, ...] = ()
    year: int | None = None

    def of_theme(self, code: str) -> tuple[Measure, ...]:
        """Return this year's measures that answer a theme, open ones first."""
        return measures_for([one.measure for one in self.measures if not one.missing], code)


NO_YEARS = Years()


def years_of(
    summary: Summary,
    project: Project,
    titles: Mapping[str, str],
    measures: Sequence[Measure] = (),
    closed: Sequence[ClosedFigure] = (),
    earlier: Data | None = None,
) -> Years:
    """Put a round beside the earlier one.

    Parameters
    ----------
    summary : Summary
    project : Project
    titles : mapping of str to str
        Names of the codes.
    measures : sequence of Measure
        What the service does now.
    closed : sequence of ClosedFigure
        Closed answers of this round.
    earlier : mapping, optional
        The data of the ``summary.json`` of the earlier round.

    Raises
    ------
    UsageError
        ``reporting.compare.damaged`` when ``earlier`` is no such data.
    """
    words = Wording(project.language)
    answered = {code for measure in measures for code in measure.themes}
    shown = [row for row in summary.rows if row.title]
    survey = project.cycle_year in SURVEY_YEARS
    comparison, refused = (
        _compared(summary, project, earlier)
        if earlier is not None and not _explains(project, earlier)
        else (None, None)
    )
    return Years(
        measures=follow(measures, measures_from_data((earlier or {}).get("measures"))),
        titles=titles,
        without=tuple(row.title for row in shown if row.code not in answered) if measures else (),
        closed=tuple(closed),
        closed_before=closed_from_data((earlier or {}).get("closed")),
        comparison=comparison,
        refused=refused,
        explained=explain(earlier, summary) if earlier and _explains(project, earlier) else (),
        topics=suggest_topics(summary, closed, words) if survey else (),
        year=project.year,
    )


def years_additions(years: Years) -> Additions:
    """Return what the years add to ``summary.json``."""
    now = [one.measure for one in years.measures if not one.missing]
    changes = comparison_data(years.comparison)["changes"] if years.comparison else []
    kept = ("before", "after", "difference", "low", "high", "verdict")
    return Additions(
        changes={change["code"]: {key: change[key] for key in kept} for change in changes},
        measures={
            code: [_short(measure) for measure in years.of_theme(code)]
            for code in {code for measure in now for code in measure.themes}
        },
        all_measures=measures_data(now),
        closed=closed_data(years.closed),
    )


def add_years(file: WordFile, years: Years, words: Wording, level: int = 1) -> None:
    """Write the comparison, or what the focus groups explain, as sections of a Word file."""
    if years.comparison:
        add_comparison(file, years.comparison, words, level)
    elif years.refused:
        file.heading(texts(words.language)("years.refused.heading"), level)
        file.paragraph(texts(words.language)(years.refused.key, **years.refused.values))
    rounds = (years.comparison.before, years.comparison.after) if years.comparison else None
    if rounds and years.closed_before:
        changes = closed_changes(years.closed_before, years.closed)
        once = asked_once(years.closed_before, years.closed)
        add_closed_changes(file, changes, once, rounds, words, level)
    add_explained(file, years.explained, words, level)


def add_year_measures(file: WordFile, years: Years, words: Wording, level: int = 1) -> None:
    """Write «Innsatsområder og tiltak» as a section of a Word file."""
    add_measures(file, years.measures, years.titles, words, years.comparison, level)
    if years.measures:
        for note in measures_notes(years.measures, years.without, words, years.year):
            file.note(note)


def _explains(project: Project, earlier: Data) -> bool:
    """Tell whether this is the focus groups on an earlier survey."""
    return project.cycle_year == WORKSHOP_YEAR and earlier.get("cycle_year") in SURVEY_YEARS


def _compared(
    summary: Summary, project: Project, earlier: Data
) -> tuple[Comparison | None, RefusedError | None]:
    try:
        now = Round.from_data(summary_data(summary, project))
        return compare(Round.from_data(earlier), now), None
    except RefusedError as refused:
        return None, refused


def _short(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "title": measure.text,
        "owner": measure.owner,
        "deadline": measure.deadline or None,
        "status": measure.status,
    }
