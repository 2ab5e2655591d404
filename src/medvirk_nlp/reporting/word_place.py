"""Where a chapter goes in a municipality's own document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

BOOKMARK = "medvirkning"
"""Name of the bookmark, and, in square brackets, text of the paragraph, that marks the place."""
_END = "w:sectPr"


def blocks(document: Document) -> list[BaseOxmlElement]:
    """Return the paragraphs, tables and other blocks of a document, in order."""
    from docx.oxml.ns import qn

    return [block for block in document.element.body if block.tag != qn(_END)]


def move_to_place(document: Document, new: Sequence[BaseOxmlElement]) -> None:
    """Move blocks to the marked place; without one they stay where they are, at the end.

    A paragraph with the mark as its only text is taken away; one with more text stays before them.
    A mark in a table, header or footer is no place for a chapter.
    """
    mark = _marked(document)
    if mark is None:
        return
    for block in new:
        mark.addprevious(block)
    text = _text(mark)
    if text and text != f"[{BOOKMARK}]":
        new[0].addprevious(mark)
    else:
        document.element.body.remove(mark)


def _marked(document: Document) -> BaseOxmlElement | None:
    from docx.oxml.ns import qn

    paragraphs = [block for block in blocks(document) if block.tag == qn("w:p")]
    for paragraph in paragraphs:
        names = [mark.get(qn("w:name")) for mark in paragraph.iter(qn("w:bookmarkStart"))]
        if BOOKMARK in (str(name).casefold() for name in names):
            return paragraph
    for paragraph in paragraphs:
        if _text(paragraph) == f"[{BOOKMARK}]":
            return paragraph
    return None


def _text(paragraph: BaseOxmlElement) -> str:
    from docx.oxml.ns import qn

    return "".join(str(text.text) for text in paragraph.iter(qn("w:t"))).strip().casefold()
