"""Which reader reads which kind of file. Readers are loaded when first needed."""

from __future__ import annotations

from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.decoding import decode, repair
from medvirk_nlp.reading.kinds import binary_kind, is_mail, text_kind
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.texts import Texts

KINDS = (
    "docx", "xlsx", "xls", "odt", "ods", "pdf", "rtf", "msg", "eml", "zip",
    "csv", "vtt", "srt", "txt", "md",
)  # fmt: skip
"""Every kind of file that is read."""


def read_content(
    data: bytes,
    suffix: str,
    builder: PassageBuilder,
    words: Texts,
    columns: dict[str, ColumnRole],
) -> str:
    """Read the bytes of a file into ``builder`` and return its kind, one of ``KINDS``.

    Parameters
    ----------
    data : bytes
    suffix : str
        Ending of the file's name, in lower case and without the dot.
    builder : PassageBuilder
    words : Texts
        Gives the wording of locators.
    columns : dict of str to ColumnRole
        Column roles set by the project.

    Raises
    ------
    ReadError
        For a file of which nothing can be read.
    """
    kind = binary_kind(data)
    if kind in {"xlsx", "xls", "ods"}:
        _read_workbook(kind, data, builder, words, columns)
    elif kind is not None:
        _read_binary(kind, data, builder, words)
    elif is_mail(data, suffix):
        from medvirk_nlp.reading.mail import read_mail

        kind = "eml"
        read_mail(data, builder, words)
    else:
        kind = _read_text(data, suffix, builder, words, columns)
    return kind


def _read_workbook(
    kind: str,
    data: bytes,
    builder: PassageBuilder,
    words: Texts,
    columns: dict[str, ColumnRole],
) -> None:
    if kind == "xlsx":
        from medvirk_nlp.reading.workbook import read_workbook

        read_workbook(data, builder, words, columns)
    elif kind == "xls":
        from medvirk_nlp.reading.old_workbook import read_old_workbook

        read_old_workbook(data, builder, words, columns)
    else:
        from medvirk_nlp.reading.open_sheet import read_open_sheet

        read_open_sheet(data, builder, words, columns)


def _read_binary(kind: str, data: bytes, builder: PassageBuilder, words: Texts) -> None:
    if kind == "docx":
        from medvirk_nlp.reading.word import read_word

        read_word(data, builder, words)
    elif kind == "odt":
        from medvirk_nlp.reading.open_text import read_open_text

        read_open_text(data, builder, words)
    elif kind == "pdf":
        from medvirk_nlp.reading.pdf import read_pdf

        read_pdf(data, builder, words)
    elif kind == "rtf":
        from medvirk_nlp.reading.rtf import read_rtf

        read_rtf(data, builder, words)
    elif kind == "msg":
        from medvirk_nlp.reading.outlook import read_outlook

        read_outlook(data, builder, words)
    else:
        from medvirk_nlp.reading.archive import read_archive

        read_archive(data, builder, words)


def _read_text(
    data: bytes,
    suffix: str,
    builder: PassageBuilder,
    words: Texts,
    columns: dict[str, ColumnRole],
) -> str:
    text, guessed = decode(data)
    text, repaired = repair(text)
    if guessed:
        builder.drop("noted.encoding_guessed")
    builder.drop("noted.letters_repaired", repaired)
    builder.drop("noted.letters_damaged", text.count("\ufffd"))
    kind = text_kind(text, suffix)
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
