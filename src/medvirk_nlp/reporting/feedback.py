"""The page that goes back to those who took part: «Dette sa dere – dette gjør vi».

It holds figures of the themes and no comments at all, because it is read by the very people who
know who said what. What the service does about it comes from the list of measures, or is for a
person to write.
"""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import Years

MOST = 6
"""Themes with a row of their own: the page is to be read by the young."""
_MUCH_MORE = 1.5
_SHARES = (0.24, 0.38, 0.38)
"""Width of the columns."""


def feedback_docx(page: ShortPage, path: Path) -> None:
    """Write the page for participants, in plain language, with what is done or room for it.

    Raises
    ------
    UsageError, OSError
        As `ShortPage.write`.
    """
    page.write(path, _fill)


def _fill(page: ShortPage, file: WordFile, words: Wording) -> None:
    summary, years = page.summary, page.years
    file.title(words("told.title"), page.project.title)
    # The rows that are no theme have no title, and nothing one can act upon.
    themes = sorted((row for row in summary.rows if row.title), key=lambda row: -row.mentions)
    file.paragraph(_thanks(summary, words))
    if themes:
        rows = [[row.title, _heard(row, words), _doing(row, years, words)] for row in themes[:MOST]]
        head = [words(f"feedback.{column}") for column in ("theme", "heard", "doing")]
        file.wide_table(words("feedback.caption"), head, rows, _SHARES, numbered=False)
        file.note(words("told.numbers"))
        if themes[MOST:]:
            named = [words.quote(row.title) for row in themes[MOST:]]
            file.paragraph(words("told.also", themes=words.join(named)))
    else:
        file.paragraph(words("feedback.nothing"))
    file.heading(words("feedback.privacy"), 3)
    file.bullets(words.list("feedback.promises"))
    file.heading(words("feedback.more"), 3)
    file.paragraph(words("feedback.contact"))


def _thanks(summary: Summary, words: Wording) -> str:
    if summary.mentions is None or summary.participants is None:
        return words("told.thanks_unknown")
    numbers = (summary.mentions, summary.participants)
    return words(
        "told.thanks",
        comments=words.count("comment", summary.mentions, numbers),
        participants=words.count("person", summary.participants, numbers),
    )


def _heard(row: Row, words: Wording) -> str:
    positive, negative = (row.sides[side].mentions for side in ("positive", "negative"))
    if not positive and not negative:
        if row.majority:
            return words(f"feedback.mostly_{row.majority}")
        return words("told.spoke", number=words.digits(row.mentions))
    told = {
        "positive": words.digits(positive or 0),
        "negative": words.digits(negative or 0),
    }
    if not negative:
        return words("told.positive", **told)
    if not positive:
        return words("told.negative", **told)
    if positive > _MUCH_MORE * negative:
        return words("told.mostly_positive", **told)
    if negative > _MUCH_MORE * positive:
        return words("told.mostly_negative", **told)
    return words("told.both", **told)


def _doing(row: Row, years: Years, words: Wording) -> str:
    measures = years.of_theme(row.code)
    if not measures:
        return words("feedback.to_fill_in")
    return " ".join(as_sentence(measure.text) for measure in measures[:2])
