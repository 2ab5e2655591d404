"""What a Word file tells of the file it was made from, and of the program that saved that.

``rsid`` numbers (ECMA-376 part 1, 17.3.1 and 17.15.1.70) tell which editing sessions a text went
through, and ``w14:paraId`` and ``w14:docId`` (MS-DOCX 2.2.2) which document it came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_SESSION = ("rsid", "rsidRoot", "rsids")
_IDS = ("docId", "paraId", "textId")
_PLAIN_TABLE = "TableNormal"


def strip_traces(document: Document) -> None:
    """Take the numbers of editing sessions and documents out of every part."""
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        if root is not None:
            _strip(root)


def drop_table_styles(document: Document) -> None:
    """Take away the many table styles of an empty document: tables here have lines of their own.

    They make a file of one page several hundred kilobytes larger.
    """
    from docx.oxml.ns import qn

    for style in list(document.styles.element.iter(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) != _PLAIN_TABLE:
            style.getparent().remove(style)


def set_separators(document: Document, decimal: str, separator: str, language: str) -> None:
    """Set how the fields of a document write numbers, and its language."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    for tag, value in (("w:decimalSymbol", decimal), ("w:listSeparator", separator)):
        for element in settings.iter(qn(tag)):
            element.set(qn("w:val"), value)
    for element in settings.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), language)


def _strip(root: _Element) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue  # a comment or an instruction
        holder = element.getparent()
        if holder is not None and _local(element.tag) in (*_SESSION, "docId"):
            holder.remove(element)
            continue
        for name in [n for n in element.attrib if _local(str(n)).startswith(("rsid", *_IDS))]:
            del element.attrib[name]


def _local(name: str) -> str:
    return name.rpartition("}")[2]
