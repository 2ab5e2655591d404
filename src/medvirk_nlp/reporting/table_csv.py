"""The table of themes for other programs, as Excel in Norway opens it: semicolons and a BOM."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.plain_text import cell_text
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import shown, theme_table
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private


def themes_csv(summary: Summary, project: Project, path: Path) -> None:
    """Write the table of themes; a hidden figure is the same sign as in the report.

    Parameters
    ----------
    summary : Summary
    project : Project
        For the language.
    path : Path
        The file is readable by its owner only, and is written whole or not at all.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    head, rows = theme_table(summary, words)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell_text(name) for name in head])
    for name, figures in rows:
        numbers = [shown(None, words) if figure is None else str(figure) for figure in figures]
        writer.writerow([cell_text(name), *numbers])
    write_private(path, stream.getvalue().encode("utf-8-sig"))
