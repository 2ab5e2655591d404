"""A new Word file in the looks of the report: real styles, captions, page numbers, one language."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medvirk_nlp.reporting import word_xml
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.wording import Wording

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

FONT = "Calibri"
INK = "1F3864"
"""Headings, as RGB; dark enough for a contrast of 11:1 on white (WCAG 2.2, 1.4.6)."""
PAPER = "E8EDF4"
"""Heads of tables; light enough to print in grey."""
LINE = "B8C2D0"
_TEXT_WIDTH_CM = 16.0


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
    """

    def __init__(self, words: Wording) -> None:
        import docx

        self._words = words
        self._numbers: dict[str, int] = {}
        self._document = docx.Document()
        word_xml.drop_template_leftovers(self._document)
        self._set_properties()
        self._set_page()
        self._set_styles()

    def title(self, text: str, subtitle: str) -> None:
        """Write the title of the file and the line under it."""
        self._document.core_properties.title = visible(text)
        self._paragraph(text, "Title")
        if visible(subtitle):
            self._paragraph(subtitle, "Subtitle")

    def heading(self, text: str, level: int) -> None:
        """Write a heading of level 1 or 2."""
        self._paragraph(text, f"Heading {level}")

    def paragraph(self, text: str) -> None:
        """Write a paragraph."""
        self._paragraph(text, "Normal")

    def lead(self, text: str) -> None:
        """Write a paragraph that stays with the list after it."""
        self._paragraph(text, "Normal").paragraph_format.keep_with_next = True

    def note(self, text: str) -> None:
        """Write a note in small print."""
        self._paragraph(text, "Note")

    def bullets(self, texts: Sequence[str]) -> None:
        """Write a list."""
        for text in texts:
            self._paragraph(text, "List Bullet")

    def banner(self, text: str, explanation: str) -> None:
        """Write a framed warning across the page."""
        cell = self._new_table(1, 1, [_TEXT_WIDTH_CM], border="7F0000", weight=12).cell(0, 0)
        word_xml.shade(cell, "FBEDED")
        cell.paragraphs[0].style = "Banner"
        cell.paragraphs[0].add_run(visible(text)).bold = True
        cell.add_paragraph(visible(explanation), style="Banner")
        self._gap()

    def table(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table with its caption above: words to the left, figures to the right.

        The first column is as wide as words need; the others share the rest.
        """
        # Few columns have long heads: «Samarbeidspartnarar» needs 3.3 cm.
        rest = min(3.4, (12.0 if len(head) > 5 else 13.2) / (len(head) - 1))
        first = _TEXT_WIDTH_CM - rest * (len(head) - 1)
        widths = [first] + [rest] * (len(head) - 1)
        self._captioned_table(caption, head, rows, widths, figures=True)

    def wide_table(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table of words with its caption above, all columns of the same width."""
        width = _TEXT_WIDTH_CM / len(head)
        self._captioned_table(caption, head, rows, [width] * len(head), figures=False)

    def side_by_side(self, left: Side, right: Side) -> None:
        """Write two lists beside each other, with the same room."""
        half = _TEXT_WIDTH_CM / 2
        table = self._new_table(2, 2, [half, half], border=LINE, weight=4)
        for j, side in enumerate((left, right)):
            head, body = table.cell(0, j), table.cell(1, j)
            head.paragraphs[0].style = "Table Head"
            head.paragraphs[0].add_run(visible(side.head))
            word_xml.shade(head, PAPER)
            if side.comments:
                body.paragraphs[0].style = "Comment"
                body.paragraphs[0].add_run(visible(side.comments[0]))
                for comment in side.comments[1:]:
                    body.add_paragraph(visible(comment), style="Comment")
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
        picture = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(_TEXT_WIDTH_CM))
        word_xml.set_alt_text(picture, visible(alt))
        self._caption(self._words("figure.caption_label"), caption)

    def to_bytes(self) -> bytes:
        """Return the finished file; the same content gives the same bytes."""
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
    ) -> None:
        self._caption(self._words("table.caption_label"), caption)
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
        self._gap()

    def _paragraph(self, text: str, style: str) -> Paragraph:
        return self._document.add_paragraph(visible(text), style=style)

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

    def _set_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        styles = self._document.styles
        normal = styles["Normal"]
        word_xml.set_language(styles, self._words("language.tag"))
        for name, size, before, after, bold, color in _STYLES:
            if name not in styles:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
            word_xml.set_style(styles[name], FONT, size, before, after, bold, color)
        styles["Note"].font.italic = True
        word_xml.make_list_style(styles["Comment"], styles["List Bullet"])


_STYLES = (
    ("Normal", 11, 0, 8, False, "000000"),
    ("Title", 24, 0, 4, True, INK),
    ("Subtitle", 14, 0, 14, False, "44546A"),
    ("Heading 1", 16, 18, 6, True, INK),
    ("Heading 2", 13, 14, 4, True, INK),
    ("Caption", 10, 6, 4, True, INK),
    ("List Bullet", 11, 0, 4, False, "000000"),
    ("Footer", 9, 0, 0, False, "44546A"),
    ("Note", 9, 2, 8, False, "404040"),
    ("Banner", 11, 3, 3, False, "7F0000"),
    ("Table Head", 9, 2, 2, True, "000000"),
    ("Table Text", 10, 2, 2, False, "000000"),
    ("Comment", 10, 2, 3, False, "000000"),
    ("Figure", 11, 6, 2, False, "000000"),
    ("Gap", 4, 0, 4, False, "000000"),
)
"""Name, size in points, space before and after in points, bold, color as RGB."""
