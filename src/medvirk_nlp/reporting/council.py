"""One page for the council: what works, what could be better, what is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from medvirk_nlp.reporting.brief import TOP, BothSides, basis, leading
from medvirk_nlp.reporting.measures import FollowedMeasure, deadline_text, status_text
from medvirk_nlp.reporting.readable import as_sentence, gaps
from medvirk_nlp.reporting.sentences import groups_sentence
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.word_file import Side, WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import Years

_THEMES = 5
_MEASURES = 4
_SIDES: tuple[BothSides, BothSides] = ("positive", "negative")


def council_docx(page: ShortPage, path: Path, suggestions: Sequence[str] = ()) -> None:
    """Write the page for the council.

    Parameters
    ----------
    page : ShortPage
    path : Path
    suggestions : sequence of str
        Those that may be shown; the first three that are whole are.

    Raises
    ------
    UsageError, OSError
        As `ShortPage.write`.
    """

    def fill(page: ShortPage, file: WordFile, words: Wording) -> None:
        project = page.project
        subtitle = words(
            "council.subtitle", municipality=project.municipality, year=project.year or ""
        )
        file.title(words("council.title"), " ".join(subtitle.split()).rstrip(" ,"))
        _heard(page.summary, suggestions, file, words)
        file.heading(words("council.doing"), 3)
        file.bullets(_measures(page.years, words) or [words("council.to_fill_in")])
        file.heading(words("council.trust"), 3)
        file.paragraph(words("council.trust_text", k=words.number(page.summary.k, "common")))
        file.note(words("council.more"))

    page.write(path, fill)


def all_suggestions(by_row: Mapping[str, Sequence[str]], pooled: Sequence[str]) -> tuple[str, ...]:
    """Return the suggestions that are shown, one of each theme first, then the pooled ones.

    Parameters
    ----------
    by_row : mapping of str to sequence of str
        In the order of the report.
    pooled : sequence of str
    """
    first = [texts[0] for texts in by_row.values() if texts]
    rest = [text for texts in by_row.values() for text in texts[1:]]
    return (*first, *pooled, *rest)


def _heard(summary: Summary, suggestions: Sequence[str], file: WordFile, words: Wording) -> None:
    if summary.mentions is None:
        file.paragraph(words("intro.too_few", k=words.number(summary.k, "common")))
        return
    file.lead(f"{basis(summary, words)} {groups_sentence(summary, words)}")
    file.side_by_side(*(_side(summary, side, words) for side in _SIDES))
    whole = [as_sentence(text) for text in suggestions if not gaps(text)]
    if whole:
        file.heading(words("council.suggestions"), 3)
        file.bullets(whole[:TOP])


def _side(summary: Summary, side: BothSides, words: Wording) -> Side:
    return Side(
        head=words(f"council.{side}"),
        comments=[
            words(
                "council.line",
                title=row_title(row, words),
                comments=words.counted("comment", row.sides[side].mentions or 0),
            )
            for row in leading(summary, side, _THEMES)
        ],
        otherwise=words(f"council.none_{side}"),
    )


def _measures(years: Years, words: Wording) -> list[str]:
    now = [one for one in years.measures if not one.missing]
    going_on = [one for one in now if not one.measure.closed]
    return [_told(one, words) for one in (going_on or now)[:_MEASURES]]


def _told(one: FollowedMeasure, words: Wording) -> str:
    measure = one.measure
    due = deadline_text(measure, words)
    return words(
        "council.measure_due" if due and not measure.closed else "council.measure",
        text=as_sentence(measure.text).rstrip("."),
        state=status_text(FollowedMeasure(measure), words).lower(),
        deadline=due,
    )
