"""The looks of a Word file: those of the program, or those of a municipality's own template."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.errors import UsageError
from medvirk_nlp.reporting import word_xml
from medvirk_nlp.reporting.wording import Wording

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Calibri"
INK = "1F3864"
"""Headings, as RGB; dark enough for a contrast of 11:1 on white (WCAG 2.2, 1.4.6)."""
_STYLES = (
    ("Normal", 11, 0, 8, False, "000000"),
    ("Title", 24, 0, 4, True, INK),
    ("Subtitle", 14, 0, 14, False, "44546A"),
    ("Heading 1", 18, 20, 6, True, INK),
    ("Heading 2", 15, 16, 6, True, INK),
    ("Heading 3", 12, 14, 3, True, INK),
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


def new_document(template: Path | None, keep: bool = False) -> Document:
    """Return an empty document, with the styles, page, header and footer of a template if given.

    What the template's body says, who made it, and what it points to is not taken over; with
    ``keep`` only comments in the margin and who made it are not.

    Raises
    ------
    UsageError
        ``report.template.missing`` or ``report.template.damaged``.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    if template is None:
        document = docx.Document()
    else:
        if not template.is_file():
            raise UsageError("report.template.missing")
        try:
            document = docx.Document(str(template))
            if keep:
                word_xml.drop_comments(document)
            else:
                word_xml.empty_body(document)
        except (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError) as error:
            raise UsageError("report.template.damaged") from error
        except (ValueError, KeyError, AttributeError, OSError) as error:
            raise UsageError("report.template.damaged") from error
    word_xml.drop_template_leftovers(document)
    return document


def set_styles(document: Document, words: Wording, own: bool) -> None:
    """Give a document the styles of the report.

    Parameters
    ----------
    document : Document
    words : Wording
    own : bool
        The document has the styles of a template: those stay as they are, and only the missing
        ones are added, in the template's font.
    """
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    normal = styles["Normal"]
    word_xml.set_language(styles, words("language.tag"))
    for name, size, before, after, bold, color in _STYLES:
        if name in styles:
            if own:
                continue
        else:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
        font = None if own else FONT
        word_xml.set_style(styles[name], font, size, before, after, bold, color)
        if name == "Note":
            styles[name].font.italic = True
        if name.startswith("Heading") and own:
            word_xml.set_outline(styles[name], int(name[-1]))
    if has_bullets(document):
        word_xml.make_list_style(styles["Comment"], styles["List Bullet"])
    else:
        word_xml.hang(styles["List Bullet"])
        word_xml.hang(styles["Comment"])


def has_bullets(document: Document) -> bool:
    """Tell whether the list style has bullets of its own; one that was missing has none."""
    properties = document.styles["List Bullet"].element.pPr
    return properties is not None and properties.numPr is not None
