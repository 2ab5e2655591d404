"""The focus groups of year 3 beside the survey they explain, theme by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medvirk_nlp.errors import UsageError
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import shown
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import texts


@dataclass(frozen=True, slots=True)
class ExplainedTheme:
    """A theme in the survey and in the focus groups after it.

    Attributes
    ----------
    code, title : str
    survey, survey_negative : int
        Comments on it in the survey, and how many point at something that could be better (None
        where not shown).
    groups : int or None
        Comments in the focus groups; None where the theme is not shown there.
    suggestions : int or None
        How many of those ask for something; None where not shown.
    """

    code: str
    title: str
    survey: int
    survey_negative: int | None
    groups: int | None
    suggestions: int | None


def explain(survey: Mapping[str, Any], summary: Summary) -> tuple[ExplainedTheme, ...]:
    """Link the themes shown in a survey to what focus groups say of them.

    Only figures that are published in either are used. The themes stand in the order of the
    survey's report.

    Parameters
    ----------
    survey : mapping
        The data of its ``summary.json``.
    summary : Summary
        Of the focus groups.

    Raises
    ------
    UsageError
        ``reporting.compare.damaged`` when ``survey`` is no such data.
    """
    rows = {row.code: row for row in summary.rows}
    try:
        return tuple(
            ExplainedTheme(
                code=row["code"],
                title=rows[row["code"]].title if row["code"] in rows else row["title"],
                survey=row["mentions"],
                survey_negative=row["sides"]["negative"]["mentions"],
                groups=rows[row["code"]].mentions if row["code"] in rows else None,
                suggestions=(
                    rows[row["code"]].suggestions.mentions if row["code"] in rows else None
                ),
            )
            for row in survey["rows"]
            if row["title"]
        )
    except (TypeError, LookupError) as error:
        raise UsageError("reporting.compare.damaged") from error


def add_explained(
    file: WordFile, themes: Sequence[ExplainedTheme], words: Wording, level: int = 1
) -> None:
    """Write the themes as a section of a Word file; nothing without any."""
    if not themes:
        return
    say = texts(words.language)
    file.heading(say("years.explained.heading"), level)
    file.paragraph(say("years.explained.intro"))
    columns = ("theme", "survey", "survey_negative", "groups", "suggestions")
    rows = [
        [
            theme.title,
            *(
                shown(figure, words)
                for figure in (
                    theme.survey,
                    theme.survey_negative,
                    theme.groups,
                    theme.suggestions,
                )
            ),
        ]
        for theme in themes
    ]
    head = [say(f"years.explained.{column}") for column in columns]
    file.table(say("years.explained.caption"), head, rows)
    silent = [words.quote(theme.title) for theme in themes if theme.groups is None]
    if silent:
        file.note(say("years.explained.silent", themes=words.join(silent)))
