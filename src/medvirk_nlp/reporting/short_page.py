"""What the short pages are made of: the figures, the measures, and the looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import NO_YEARS, Years
from medvirk_nlp.review.private_files import write_private


@dataclass(frozen=True, slots=True)
class ShortPage:
    """Everything a short page may tell.

    Attributes
    ----------
    summary : Summary
    project : Project
        For the language, the title, the municipality and the year.
    years : Years
        For the measures.
    template : Path or None
        A Word file whose styles are used.
    """

    summary: Summary
    project: Project
    years: Years = NO_YEARS
    template: Path | None = None

    def write(self, path: Path, fill: Callable[[ShortPage, WordFile, Wording], None]) -> None:
        """Write the page to a file that its owner alone can read, whole or not at all.

        Raises
        ------
        UsageError
            When the template cannot be used.
        OSError
            When the file cannot be written.
        """
        words = Wording(self.project.language)
        file = WordFile(words, self.template)
        fill(self, file, words)
        write_private(path, file.to_bytes())
