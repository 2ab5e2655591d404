"""The page that goes back to those who took part: «Dette sa dere – dette gjør vi».

It holds figures of the themes and no comments at all, because it is read by the very people who
know who said what. What the service does about it is for a person to write.
"""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private


def feedback_docx(summary: Summary, project: Project, path: Path) -> None:
    """Write the page for participants, in plain language, with room for what is done.

    Parameters
    ----------
    summary : Summary
    project : Project
        For the language and the title.
    path : Path
        The file is readable by its owner only, and is written whole or not at all.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    file = WordFile(words)
    file.title(words("feedback.title"), project.title)
    file.paragraph(words("feedback.thanks"))
    # The rows that are no theme have no title, and nothing one can act upon.
    themes = sorted((row for row in summary.rows if row.title), key=lambda row: -row.mentions)
    if themes:
        rows = [[row.title, _heard(row, words), words("feedback.to_fill_in")] for row in themes]
        head = [words(f"feedback.{column}") for column in ("theme", "heard", "doing")]
        file.wide_table(words("feedback.caption"), head, rows)
    else:
        file.paragraph(words("feedback.nothing"))
    file.heading(words("feedback.privacy"), 1)
    file.bullets(words.list("feedback.promises"))
    file.heading(words("feedback.more"), 1)
    file.paragraph(words("feedback.contact"))
    write_private(path, file.to_bytes())


def _heard(row: Row, words: Wording) -> str:
    positive, negative = row.sides["positive"].mentions, row.sides["negative"].mentions
    if positive is None or negative is None:
        return words(f"feedback.mostly_{row.majority}" if row.majority else "feedback.spoke")
    if not positive and not negative:
        return words("feedback.spoke")
    if 2 * positive > 3 * negative:
        return words("feedback.mostly_positive")
    if 2 * negative > 3 * positive:
        return words("feedback.mostly_negative")
    return words("feedback.both")
