"""One file to one Document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading.decoding import decode, repair
from medvirk_nlp.reading.kinds import package_kind, text_kind
from medvirk_nlp.reading.limits import MAX_FILE_BYTES
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.records import Document
from medvirk_nlp.texts import texts


def read_file(path: Path, document_id: str, project: Project) -> Document:
    """Read one file of notes, survey answers or a transcript.

    Parameters
    ----------
    path : Path
        docx, xlsx, csv, tsv, vtt, srt, txt or md; the kind is told by the content.
    document_id : str
        Neutral id; passages are numbered under it.
    project : Project
        Gives respondent group, participants, column roles and the language of locators.

    Raises
    ------
    ReadError
        With the reason, for a file of which nothing can be read. It quotes nothing of the file.
    """
    data = read_bytes(path)
    builder = PassageBuilder(document_id)
    try:
        kind = _read(data, path, builder, project)
    except (ReadError, MemoryError):
        raise
    except Exception:
        # Parsers fail in many ways on damaged files, and their messages may quote the text.
        raise ReadError("reading.held.damaged") from None
    if not builder.passages and not builder.held:
        raise ReadError("reading.held.empty")
    if not builder.passages:
        builder.hold("", "held.no_text")
    source = project.source(path.name)
    return Document(
        id=document_id,
        source=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        passages=builder.passages,
        held=builder.held,
        dropped=builder.dropped,
        known_names=builder.known_names,
        group=source.group,
        participants=source.participants or builder.participants,
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file after checking its size.

    Raises
    ------
    ReadError
        "held.unreadable", "held.limit" or "held.empty".
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ReadError("reading.held.limit")
        data = path.read_bytes()
    except OSError:
        raise ReadError("reading.held.unreadable") from None
    if len(data) > MAX_FILE_BYTES:
        raise ReadError("reading.held.limit")
    if not data.strip():
        raise ReadError("reading.held.empty")
    return data


def _read(data: bytes, path: Path, builder: PassageBuilder, project: Project) -> str:
    words = texts(project.language)
    columns = dict(project.source(path.name).columns)
    kind = package_kind(data)
    if kind == "docx":
        from medvirk_nlp.reading.word import read_word

        read_word(data, builder, words)
        return kind
    if kind == "xlsx":
        from medvirk_nlp.reading.workbook import read_workbook

        read_workbook(data, builder, words, columns)
        return kind
    text, guessed = decode(data)
    text, repaired = repair(text)
    if guessed:
        builder.drop("noted.encoding_guessed")
    builder.drop("noted.letters_repaired", repaired)
    builder.drop("noted.letters_damaged", text.count("\ufffd"))
    kind = text_kind(text, path)
    if kind == "csv":
        from medvirk_nlp.reading.delimited import read_delimited

        read_delimited(text, builder, str(words.get("reading.locator.row")), columns)
    elif kind in {"vtt", "srt"}:
        from medvirk_nlp.reading.subtitles import read_subtitles

        read_subtitles(text, builder, str(words.get("reading.locator.cue")))
    else:
        from medvirk_nlp.reading.notes import read_notes

        read_notes(text, builder, str(words.get("reading.locator.line")))
    return kind
