"""What the service must see to itself: points to follow up, and those who ask for an answer.

The list is internal. It stands in the draft only and is no part of what is released: a point to
follow up often concerns one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """One point of the list.

    Attributes
    ----------
    document_id, locator : str
        Where it stands.
    text : str
        Clean text.
    own_case : bool
        Whether somebody asks about their own case; else it is a point to follow up.
    """

    document_id: str
    locator: str
    text: str = field(repr=False)
    own_case: bool


def service_list_docx(
    points: Sequence[ServicePoint], left_out: int, project: Project, path: Path
) -> None:
    """Write the list as a Word file.

    Parameters
    ----------
    points : sequence of ServicePoint
    left_out : int
        Points that wait for a grave matter to be decided; they are only counted.
    project : Project
    path : Path

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    file = WordFile(words)
    file.title(words("service_list.title"), words("service_list.internal"))
    file.paragraph(words("service_list.help"))
    for own_case, name in ((False, "follow_up"), (True, "own_case")):
        file.heading(words(f"service_list.{name}"), 1)
        lines = [
            f"{point.document_id}, {point.locator}: {point.text}"
            for point in points
            if point.own_case == own_case
        ]
        if lines:
            file.bullets(lines)
        else:
            file.paragraph(words(f"service_list.{name}_none"))
    if left_out:
        file.note(words("service_list.left_out", count=left_out))
    write_private(path, file.to_bytes())
