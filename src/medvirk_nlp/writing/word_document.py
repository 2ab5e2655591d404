"""Builds a Word document from clean texts: no author, no history, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medvirk_nlp.reporting import word_xml
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.writing.word_blocks import Paragraph, Table

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_FONT = "Calibri"
_LINE = "B8C2D0"
_TEXT_WIDTH_CM = 16.0


class WordDocument:
    """Writes a document from top to bottom.

    Parameters
    ----------
    clean : sequence of str
        Clean texts, by number of the unit.
    """

    def __init__(self, clean: Sequence[str]) -> None:
        import docx
        from docx.shared import Cm, Pt

        self._clean = clean
        self._document = docx.Document()
        self._lists: dict[str, int] = {}
        self._after_table = False
        word_xml.drop_template_leftovers(self._document)
        properties = self._document.core_properties
        properties.author = properties.last_modified_by = properties.title = ""
        properties.comments = properties.keywords = properties.subject = ""
        properties.created = properties.modified = FIXED_DATE
        normal = self._document.styles["Normal"]
        word_xml.set_style(normal, _FONT, 11, 0, 6, False, "000000")
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - _TEXT_WIDTH_CM) / 2)
        self._small = Pt(4)

    def heading(self, text: str) -> None:
        """Write a heading that is not of the source."""
        self._document.add_paragraph(text, style="Heading 1")

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a paragraph."""
        self._fill(self._document.add_paragraph(), paragraph)
        self._after_table = False

    def table(self, table: Table) -> None:
        """Write a table; one right after another gets a gap, or Word would join them."""
        from docx.shared import Cm

        width = max((sum(cell.span for cell in row) for row in table.rows), default=0)
        if not width:
            return
        if self._after_table:
            self._document.add_paragraph().paragraph_format.space_after = self._small
        made = self._document.add_table(len(table.rows), width)
        word_xml.frame(made, _LINE, 4)
        for column in made.columns:
            column.width = Cm(_TEXT_WIDTH_CM / width)
        for row, cells in zip(made.rows, table.rows, strict=True):
            places = row.cells
            start = 0
            for cell in cells:
                target = places[start]
                if cell.span > 1:
                    target = target.merge(places[start + cell.span - 1])
                self._cell(target, cell.paragraphs)
                start += cell.span
        self._after_table = True

    def to_bytes(self) -> bytes:
        """Return the finished document."""
        stream = io.BytesIO()
        self._document.save(stream)
        return repack(stream.getvalue())

    def _cell(self, cell: _Cell, paragraphs: Sequence[Paragraph]) -> None:
        for number, paragraph in enumerate(paragraphs):
            self._fill(cell.add_paragraph() if number else cell.paragraphs[0], paragraph)

    def _fill(self, target: WordParagraph, paragraph: Paragraph) -> None:
        target.style = self._document.styles[_style(paragraph)]
        if paragraph.kind == "number" and paragraph.list_id:
            self._count(target, paragraph)
        text = "\n".join(self._clean[unit] for unit in paragraph.units)
        if text:
            target.add_run(text).bold = paragraph.bold or None

    def _count(self, target: WordParagraph, paragraph: Paragraph) -> None:
        """Let every list of the source begin at 1 again."""
        key = f"{paragraph.list_id}/{paragraph.level}"
        style = self._document.styles[_style(paragraph)]
        if key not in self._lists:
            self._lists[key] = word_xml.new_list(self._document, style)
        word_xml.put_in_list(target, self._lists[key])


def _style(paragraph: Paragraph) -> str:
    """Return the style by its name in the template of python-docx."""
    names = {"plain": "Normal", "title": "Title", "bullet": "List Bullet", "number": "List Number"}
    if paragraph.kind == "heading":
        return f"Heading {paragraph.level}"
    deep = paragraph.kind in ("bullet", "number") and paragraph.level > 1
    return f"{names[paragraph.kind]} {paragraph.level}" if deep else names[paragraph.kind]
