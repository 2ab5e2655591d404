"""A letter to the services the child-welfare service works with: thanks, what was heard, what next.

It holds figures and no comments: in a small place a rector knows how the health nurse writes.
"""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.examples import as_sentence
from medvirk_nlp.reporting.frame import part_of
from medvirk_nlp.reporting.sentences import about_row
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import NO_YEARS, Years
from medvirk_nlp.review.private_files import write_private

PARTNERS = "samarbeidspartner"


def concerns_partners(summary: Summary) -> bool:
    """Tell whether partner services answered, or a theme on the cooperation is shown."""
    return PARTNERS in summary.groups or bool(_rows(summary))


def partner_letter_docx(
    summary: Summary,
    project: Project,
    path: Path,
    years: Years = NO_YEARS,
    template: Path | None = None,
) -> None:
    """Write the letter.

    Parameters
    ----------
    summary : Summary
    project : Project
    path : Path
        The file is readable by its owner only, and is written whole or not at all.
    years : Years
        For the measures.
    template : Path or None
        A Word file whose styles are used.

    Raises
    ------
    UsageError
        When the template cannot be used.
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    file = WordFile(words, template)
    file.title(words("letter.title"), words("letter.greeting"))
    number = summary.groups.get(PARTNERS)
    if number is None:
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
    measures = [m for row in rows for m in years.of_theme(row.code)]
    told = dict.fromkeys(as_sentence(measure.text) for measure in measures)
    file.bullets([*told] or [words("letter.to_fill_in")])
    file.paragraph(words("letter.privacy", k=words.number(summary.k, "common")))
    file.paragraph(words("letter.contact"))
    file.lead(words("letter.regards"))
    file.paragraph(words("letter.sender", municipality=project.municipality))
    write_private(path, file.to_bytes())


def _rows(summary: Summary) -> list[Row]:
    return [row for row in summary.rows if row.title and part_of(row) == "partners"]
