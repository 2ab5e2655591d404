"""A new Word file in the looks of the report: real styles, captions, page numbers, one language."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.reporting import word_xml
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.word_looks import has_bullets, new_document, set_styles
from medvirk_nlp.reporting.word_place import blocks, move_to_place
from medvirk_nlp.reporting.word_traces import drop_table_styles, set_separators, strip_traces
from medvirk_nlp.reporting.wording import Wording

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

PAPER = "E8EDF4"
"""Heads of tables; light enough to print in grey."""
LINE = "B8C2D0"
_EMU_PER_CM = 360_000
_SHORT = 8
"""Rows of a table that is not broken over two pages."""
_CM_PER_LETTER = 0.17
"""Of the bold nine-point letters in the head of a table, a little above their mean."""
_NARROWEST_CM, _WORDS_CM = 1.9, 5.5
"""Least width of a column of figures, and of the column of words before them."""
_TEXT_WIDTH_CM = 16.0
"""Between the margins, where no template says otherwise."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two lists that stand beside each other.

    Attributes
    ----------
    head : str
    comments : sequence of str
    otherwise : str
        What stands there where there are no comments.
    """

    head: str
    comments: Sequence[str]
    otherwise: str


class WordFile:
    """Writes a Word file from top to bottom.

    Parameters
    ----------
    words : Wording
        Language of the file and words of its captions and page numbers.
    template : Path or None
        A Word file whose styles, page, header and footer are used.
    into : bool
        Keep what the template says, and put the new text at its marked place or at its end.

    Raises
    ------
    UsageError
        When the template is not there or cannot be used.
    """

    def __init__(self, words: Wording, template: Path | None = None, into: bool = False) -> None:
        self._words = words
        self._numbers: dict[str, int] = {}
        self._document = new_document(template, into)
        self._old = blocks(self._document)
        self._set_properties()
        if template is None:
            self._set_page()
            drop_table_styles(self._document)
            decimal = words("language.decimal")
            separator = ";" if decimal == "," else ","
            set_separators(self._document, decimal, separator, words("language.tag"))
        set_styles(self._document, words, own=template is not None)
        self._bullet = "" if has_bullets(self._document) else "•\t"
        self._width_cm = self._text_width()

    def title(self, text: str, subtitle: str) -> None:
        """Write the title of the file and the line under it."""
        self._document.core_properties.title = visible(text)
        self._paragraph(text, "Title")
        if visible(subtitle):
            self._paragraph(subtitle, "Subtitle")

    def heading(self, text: str, level: int) -> None:
        """Write a heading of level 1, 2 or 3."""
        self._paragraph(text, f"Heading {level}")

    def paragraph(self, text: str) -> None:
        """Write a paragraph."""
        self._paragraph(text, "Normal")

    def lead(self, text: str) -> None:
        """Write a paragraph that stays with the list after it."""
        self._paragraph(text, "Normal").paragraph_format.keep_with_next = True

    def lead_note(self, text: str) -> None:
        """Write a note in small print that stays with what is after it."""
        self._paragraph(text, "Note").paragraph_format.keep_with_next = True

    def note(self, text: str) -> None:
        """Write a note in small print."""
        self._paragraph(text, "Note")

    def bullets(self, texts: Sequence[str]) -> None:
        """Write a list."""
        for text in texts:
            self._listed(self._document.add_paragraph(style="List Bullet"), text)

    def banner(self, text: str, explanation: str) -> None:
        """Write a framed warning across the page."""
        cell = self._new_table(1, 1, [self._width_cm], border="7F0000", weight=12).cell(0, 0)
        word_xml.shade(cell, "FBEDED")
        cell.paragraphs[0].style = "Banner"
        cell.paragraphs[0].add_run(visible(text)).bold = True
        cell.add_paragraph(visible(explanation), style="Banner")
        self._gap()

    def table(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table with its caption above: words to the left, figures to the right.

        The first column is as wide as words need; the others share the rest.
        """
        needed = [max(len(word) for word in name.split() or [""]) for name in head[1:]]
        widths = [max(_NARROWEST_CM, _CM_PER_LETTER * letters + 0.4) for letters in needed]
        spare = (self._width_cm - sum(widths) - _WORDS_CM) / len(head)
        widths = [width + max(spare, 0) for width in widths]
        first = self._width_cm - sum(widths)
        self._captioned_table(caption, head, rows, [first, *widths], figures=True)

    def wide_table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float] | None = None,
        numbered: bool = True,
    ) -> None:
        """Write a table of words with its caption above.

        ``shares`` of the width, one a column; without them all columns are equally wide. The only
        table of a short page needs no number.
        """
        widths = [self._width_cm * share for share in shares or [1 / len(head)] * len(head)]
        self._captioned_table(caption, head, rows, widths, figures=False, numbered=numbered)

    def side_by_side(self, left: Side, right: Side) -> None:
        """Write two lists beside each other, with the same room."""
        half = self._width_cm / 2
        table = self._new_table(2, 2, [half, half], border=LINE, weight=4)
        for j, side in enumerate((left, right)):
            head, body = table.cell(0, j), table.cell(1, j)
            head.paragraphs[0].style = "Table Head"
            head.paragraphs[0].add_run(visible(side.head))
            word_xml.shade(head, PAPER)
            if side.comments:
                body.paragraphs[0].style = "Comment"
                self._listed(body.paragraphs[0], side.comments[0])
                for comment in side.comments[1:]:
                    self._listed(body.add_paragraph(style="Comment"), comment)
            else:
                body.paragraphs[0].style = "Table Text"
                body.paragraphs[0].add_run(visible(side.otherwise)).italic = True
        word_xml.repeat_as_header(table.rows[0])
        for row in table.rows:
            word_xml.keep_together(row)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        self._gap()

    def figure(self, png: bytes, alt: str, caption: str) -> None:
        """Write a picture across the page with its caption below and a text for screen readers."""
        from docx.shared import Cm

        paragraph = self._paragraph("", "Figure")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(self._width_cm))
        word_xml.set_alt_text(picture, visible(alt))
        self._caption(self._words("figure.caption_label"), caption)

    def to_bytes(self) -> bytes:
        """Return the finished file; the same content gives the same bytes."""
        if self._old:
            # The proxies of lxml are the same objects as long as they are held.
            new = [block for block in blocks(self._document) if block not in self._old]
            move_to_place(self._document, new)
            self._old = []
        strip_traces(self._document)
        stream = io.BytesIO()
        self._document.save(stream)
        return repack(stream.getvalue())

    def _captioned_table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        figures: bool,
        numbered: bool = True,
    ) -> None:
        if numbered:
            self._caption(self._words("table.caption_label"), caption)
        else:
            self._paragraph(caption, "Caption").paragraph_format.keep_with_next = True
        table = self._new_table(len(rows) + 1, len(head), widths, border=LINE, weight=4)
        for i, texts in enumerate([head, *rows]):
            for j, (cell, text) in enumerate(zip(table.rows[i].cells, texts, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table Text" if i else "Table Head"
                paragraph.add_run(visible(text))
                if j and figures:
                    word_xml.align_right(paragraph)
                if i == 0:
                    word_xml.shade(cell, PAPER)
        word_xml.repeat_as_header(table.rows[0])
        for row in table.rows:
            word_xml.keep_together(row)
        if len(rows) <= _SHORT:
            for cell in (cell for row in list(table.rows)[:-1] for cell in row.cells):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        self._gap()

    def _paragraph(self, text: str, style: str) -> Paragraph:
        return self._document.add_paragraph(visible(text), style=style)

    def _listed(self, paragraph: Paragraph, text: str) -> None:
        paragraph.add_run(f"{self._bullet}{visible(text)}")

    def _gap(self) -> None:
        # Word joins two tables that touch, and a table needs air below it.
        self._paragraph("", "Gap")

    def _caption(self, label: str, text: str) -> None:
        paragraph = self._paragraph("", "Caption")
        paragraph.add_run(f"{label} ")
        self._numbers[label] = self._numbers.get(label, 0) + 1
        word_xml.add_field(paragraph, f"SEQ {label} \\* ARABIC", str(self._numbers[label]))
        paragraph.add_run(f". {visible(text)}")
        is_table = label == self._words("table.caption_label")
        paragraph.paragraph_format.keep_with_next = is_table

    def _new_table(
        self, rows: int, columns: int, widths: Sequence[float], border: str, weight: int
    ) -> Table:
        from docx.shared import Cm

        table: Table = self._document.add_table(rows, columns)
        table.autofit = False
        word_xml.frame(table, border, weight)
        for j, width in enumerate(widths):
            table.columns[j].width = Cm(width)
            for cell in table.columns[j].cells:
                cell.width = Cm(width)
        return table

    def _text_width(self) -> float:
        section = self._document.sections[-1]
        width, left, right = section.page_width, section.left_margin, section.right_margin
        if width is None or left is None or right is None:
            return _TEXT_WIDTH_CM
        return float((width - left - right) / _EMU_PER_CM)

    def _set_properties(self) -> None:
        properties = self._document.core_properties
        properties.author = properties.last_modified_by = ""
        properties.comments = properties.keywords = properties.subject = ""
        properties.created = properties.modified = FIXED_DATE
        properties.revision = 1
        properties.language = self._words("language.tag")

    def _set_page(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21.0 - _TEXT_WIDTH_CM) / 2)
        section.top_margin = section.bottom_margin = Cm(2.5)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = self._words("limits.page", page="|", pages="|").split("|")
        footer.add_run(before)
        word_xml.add_field(footer, "PAGE", "1")
        footer.add_run(between)
        word_xml.add_field(footer, "NUMPAGES", "1")
        footer.add_run(after)
