"""Files of the municipality's own that a report uses: a template, and a composite example."""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Project


def own_path(name: str, folder: Path | None) -> Path | None:
    """Return the path of a file that the project names, relative to where its file lies."""
    if not name:
        return None
    return Path(name) if folder is None else folder / name


def composite_example(project: Project, folder: Path | None) -> tuple[str, ...]:
    """Return the paragraphs of the composite example; none unless a person has approved it.

    Raises
    ------
    UsageError
        ``report.template.example_missing`` when it is named and approved, but cannot be read.
    """
    settings = project.report
    path = own_path(settings.composite_example, folder)
    if path is None or not settings.composite_example_approved_by:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("report.template.example_missing") from error
    paragraphs = (" ".join(block.split()) for block in text.split("\n\n"))
    return tuple(paragraph for paragraph in paragraphs if paragraph)
