"""A letter to the services the child-welfare service works with: thanks, what was heard, what next.

It holds figures and no comments: in a small place a rector knows how the health nurse writes.
"""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.reporting.frame import part_of
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.sentences import about_row
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording

PARTNERS = "samarbeidspartner"


def concerns_partners(summary: Summary) -> bool:
    """Tell whether partner services answered, or a theme on the cooperation is shown."""
    return PARTNERS in summary.groups or bool(_rows(summary))


def partner_letter_docx(page: ShortPage, path: Path) -> None:
    """Write the letter.

    Raises
    ------
    UsageError, OSError
        As `ShortPage.write`.
    """
    page.write(path, _fill)


def _fill(page: ShortPage, file: WordFile, words: Wording) -> None:
    summary = page.summary
    # Nobody is thanked for answers that others gave.
    answered = PARTNERS in summary.groups
    file.title(
        words("letter.title" if answered else "letter.title_others"), words("letter.greeting")
    )
    number = summary.groups.get(PARTNERS)
    if not answered:
        file.paragraph(words("letter.intro_others"))
    elif number is None:
        file.paragraph(words("letter.thanks_unknown"))
    else:
        file.paragraph(words("letter.thanks", participants=words.number(number, "common")))
    file.heading(words("letter.heard"), 2)
    rows = _rows(summary)
    for row in rows:
        file.heading(row_title(row, words), 3)
        file.paragraph(about_row(row, words))
    if not rows:
        file.paragraph(words("letter.nothing"))
    file.heading(words("letter.doing"), 2)
    measures = [m for row in rows for m in page.years.of_theme(row.code)]
    told = dict.fromkeys(as_sentence(measure.text) for measure in measures)
    file.bullets([*told] or [words("letter.to_fill_in")])
    file.paragraph(words("letter.privacy", k=words.number(summary.k, "common")))
    file.paragraph(words("letter.contact"))
    file.lead(words("letter.regards"))
    file.paragraph(words("letter.sender", municipality=page.project.municipality))


def _rows(summary: Summary) -> list[Row]:
    return [row for row in summary.rows if row.title and part_of(row) == "partners"]
