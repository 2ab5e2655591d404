"""What was done in a run, for the municipality's own files: counts, what was held, what was used.

The report holds no note text, no file names and no names of people. It is internal: its counts are
exact, so it must not be published together with the chapter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from medvirk_nlp.project import Project
from medvirk_nlp.reading.column_settings import column_lines
from medvirk_nlp.reading.inventory import inventory_line
from medvirk_nlp.records import Document, ReadPart
from medvirk_nlp.reporting.summary_records import Accounting, Summary
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.survey_records import ReadColumn
from medvirk_nlp.texts import texts

SCHEMA_VERSION = 1
_FINGERPRINT = 16
_NOTED = "noted."
"""Start of the keys of what was changed or guessed at reading, not left out."""
_IDENTIFYING = tuple(f"dropped.{kind}_column" for kind in ("name", "email", "contact", "username"))
"""What makes a survey that asks for it anything but anonymous."""


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What was read of one document.

    Attributes
    ----------
    id : str
        Neutral id.
    sha256 : str
        Hex digest of the file.
    format : str
    passages : int
    participants : int or None
    held : tuple of (str, str)
        Place and message key of each part that was not read.
    dropped : tuple of (str, int)
        Message key and number of what was left out on purpose.
    columns : tuple of ReadColumn
        What each column of a table was taken for, without the setting that says so.
    read_parts : tuple of ReadPart
        Which parts of the file were read, and how many passages each gave.
    """

    id: str
    sha256: str
    format: str
    passages: int
    participants: int | None
    held: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, int], ...]
    columns: tuple[ReadColumn, ...] = ()
    read_parts: tuple[ReadPart, ...] = ()


@dataclass(frozen=True, slots=True)
class RunReport:
    """What was done in a run.

    Attributes
    ----------
    accounting : Accounting
    one_sided : tuple of str
        Names of the themes in which a reader might tell what each participant thinks.
    documents : tuple of DocumentReport
    components : mapping of str to str
        What the result was made with (codebook, policy, each model) and the hash of each.
    """

    accounting: Accounting
    one_sided: tuple[str, ...]
    documents: tuple[DocumentReport, ...]
    components: Mapping[str, str]


def run_report(
    summary: Summary, documents: Sequence[Document], components: Mapping[str, str]
) -> RunReport:
    """Gather what was done in a run.

    Parameters
    ----------
    summary : Summary
    documents : sequence of Document
    components : mapping of str to str
        Name (``"policy"``, ``"codebook"``, ``"ner"`` …) to hex digest.
    """
    return RunReport(
        accounting=summary.accounting,
        one_sided=tuple(row.title for row in summary.rows if row.one_sided and row.title),
        documents=tuple(
            DocumentReport(
                id=document.id,
                sha256=document.sha256,
                format=document.format,
                passages=len(document.passages),
                participants=document.participants,
                held=tuple((held.locator, held.reason) for held in document.held),
                dropped=tuple((dropped.what, dropped.count) for dropped in document.dropped),
                columns=tuple(replace(column, setting=None) for column in document.columns),
                read_parts=document.read_parts,
            )
            for document in documents
        ),
        components=dict(sorted(components.items())),
    )


def run_report_json(report: RunReport, path: Path) -> None:
    """Write the report for other programs.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    data: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **asdict(report)}
    data["accounting"]["adds_up"] = report.accounting.adds_up
    write_private(path, f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode())


def run_report_docx(report: RunReport, project: Project, path: Path) -> None:
    """Write the report for people, as a Word file.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    file = WordFile(words)
    file.title(words("run.title"), words("run.internal"))
    _accounts(file, report.accounting, words)
    if report.one_sided:
        file.heading(words("run.one_sided"), 1)
        file.paragraph(words("run.one_sided_help", themes="; ".join(report.one_sided)))
    _documents(file, report.documents, words)
    _components(file, report.components, words)
    write_private(path, file.to_bytes())


def _accounts(file: WordFile, accounting: Accounting, words: Wording) -> None:
    file.heading(words("run.counts"), 1)
    head = [words("run.what"), words("run.number")]
    rows = [
        [words(f"run.{name}"), words.digits(number)] for name, number in asdict(accounting).items()
    ]
    file.table(words("run.counts"), head, rows)
    file.paragraph(words("run.adds_up" if accounting.adds_up else "run.adds_not_up"))


def _documents(file: WordFile, documents: Sequence[DocumentReport], words: Wording) -> None:
    file.heading(words("run.documents"), 1)
    columns = ("document", "format", "passages", "participants")
    rows = [
        [
            document.id,
            document.format,
            words.digits(document.passages),
            words("run.unknown")
            if document.participants is None
            else words.digits(document.participants),
        ]
        for document in documents
    ]
    file.table(words("run.documents"), [words(f"run.{column}") for column in columns], rows)
    held = [
        f"{document.id}, {locator or words('run.whole_file')}: {_message(reason, words)}"
        for document in documents
        for locator, reason in document.held
    ]
    dropped = [line for document in documents for line in _dropped(document, words)]
    noted = [
        f"{document.id}: {_message(what, words, count)}"
        for document in documents
        for what, count in document.dropped
        if what.startswith(_NOTED)
    ]
    say = texts(words.language)
    parts = [
        f"{document.id}: {inventory_line(document.read_parts, say)}"
        for document in documents
        if document.read_parts
    ]
    if parts:
        file.heading(words("run.read_parts"), 1)
        file.bullets(parts)
    told = [
        f"{document.id}: {line}"
        for document in documents
        for line in column_lines(document.columns, say)
    ]
    if told:
        file.heading(words("run.columns"), 1)
        file.bullets(told)
    for name, lines in (("held", held), ("dropped", dropped), ("noted", noted)):
        file.heading(words(f"run.{name}"), 1)
        if lines:
            file.bullets(lines)
        else:
            file.paragraph(words(f"run.{name}_none"))


def _dropped(document: DocumentReport, words: Wording) -> list[str]:
    lines = [
        f"{document.id}: {_message(what, words, count)}"
        for what, count in document.dropped
        if not what.startswith(_NOTED)
    ]
    if any(what in _IDENTIFYING for what, _ in document.dropped):
        sentence = texts(words.language)("reading.dropped.not_anonymous")
        lines.insert(0, f"{document.id}: {sentence}")
    return lines


def _components(file: WordFile, components: Mapping[str, str], words: Wording) -> None:
    file.heading(words("run.components"), 1)
    named = {"codebook": words("run.codebook"), "policy": words("run.policy")}
    rows = [[named.get(name, name), digest[:_FINGERPRINT]] for name, digest in components.items()]
    if rows:
        head = [words("run.component"), words("run.fingerprint")]
        file.wide_table(words("run.components"), head, rows)


def _message(key: str, words: Wording, count: int = 0) -> str:
    """Sentence of the reading room; a key without one is told as it is, never passed over."""
    try:
        return texts(words.language)(f"reading.{key}", count=count)
    except (KeyError, IndexError):
        return words("run.unknown_reason", what=key)
