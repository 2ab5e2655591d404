"""Word documents: body, tables, text boxes and notes, in a document built new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from medvirk_nlp.reading.limits import open_package
from medvirk_nlp.reading.word_text import W, text_boxes
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts
from medvirk_nlp.writing.layout import Unit
from medvirk_nlp.writing.word_blocks import Paragraph, Shapes, Table
from medvirk_nlp.writing.word_document import WordDocument

_NOTES = re.compile(r"word/(footnotes|endnotes)\.xml$")


class Word:
    """The texts of a Word document.

    Body and tables keep their places; text boxes, footnotes and endnotes come after the body,
    each under a heading of its own. Comments, headers, footers and properties are left out.

    Parameters
    ----------
    data : bytes
        A docx file that the reader has read, and so is within the limits.
    words : Texts
        Gives the headings before what comes after the body.
    """

    def __init__(self, data: bytes, words: Texts) -> None:
        package = open_package(data)
        shapes = Shapes(package)
        root = parse(package, "word/document.xml")
        self._body = shapes.story(root)
        boxes = [shapes.story(box) for box in text_boxes(root)]
        notes = [
            shapes.story(note)
            for name in sorted(filter(_NOTES.match, package.namelist()))
            for note in _written(parse(package, name))
        ]
        self._after = [
            (words(f"writing.word.{key}"), stories)
            for key, stories in (("text_boxes", boxes), ("notes", notes))
            if stories
        ]
        self.units: Sequence[Unit] = tuple(shapes.units)
        self.left_out: dict[str, int] = {}

    def write(self, clean: Sequence[str]) -> bytes:
        """Return a new document; its bytes hang on ``clean`` alone."""
        document = WordDocument(clean)
        self._story(document, self._body)
        for heading, stories in self._after:
            document.heading(heading)
            for story in stories:
                self._story(document, story)
        return document.to_bytes()

    def _story(self, document: WordDocument, story: Sequence[Paragraph | Table]) -> None:
        for block in story:
            if isinstance(block, Table):
                document.table(block)
            else:
                document.paragraph(block)


def _written(notes: etree._Element) -> Iterator[etree._Element]:
    """Yield the notes somebody wrote, not the rules that Word draws above them."""
    for note in notes:
        if note.get(f"{W}type") in (None, "normal"):
            yield note
