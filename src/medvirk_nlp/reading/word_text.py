"""Text of WordprocessingML (ECMA-376 part 1, § 17): what stands, never what was deleted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}delInstrText"})
_SILENT = frozenset(
    {
        f"{W}pPr",
        f"{W}rPr",
        f"{W}sdtPr",
        f"{W}instrText",
        f"{W}tblPr",
        f"{W}tblGrid",
        f"{W}sectPr",
        f"{W}txbxContent",
        f"{_MC}Fallback",
        f"{W}rt",
    }
)
"""Properties, field codes, text boxes (read by themselves) and copies for old programs."""
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}ptab": "\t",
}
_PRIVATE_USE = range(0xE000, 0xF900)


def blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a story in order, content controls opened."""
    for child in element:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in _DELETED and child.tag not in _SILENT:
            yield from blocks(child)


def rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the cells of each row of a table, deleted rows left out."""
    for row in _nearest(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield list(_nearest(row, f"{W}tc"))


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, runs joined, insertions in, deletions out."""
    return "".join(_pieces(paragraph))


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes anchored in an element, deleted ones left out."""
    for box in element.iter(f"{W}txbxContent"):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        if f"{_MC}Fallback" not in above and not _DELETED.intersection(above):
            yield box


def is_bold(paragraph: etree._Element) -> bool:
    """Tell whether every run with text is bold."""
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(_pieces(run)).strip()]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(f"{W}val") not in {"0", "false"} for mark in marks
    )


def deletions(element: etree._Element) -> int:
    """Return how many tracked deletions with text in them an element holds, rows counted once."""
    marked = [
        mark
        for mark in element.iter(f"{W}del")
        if any((text.text or "").strip() for text in mark.iter(f"{W}delText", f"{W}t"))
        and not any(above.tag in _DELETED for above in mark.iterancestors())
    ]
    deleted_rows = {
        row for row in element.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None
    }
    loose = [mark for mark in marked if deleted_rows.isdisjoint(mark.iterancestors())]
    return len(loose) + len(deleted_rows)


def _nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _DELETED and child.tag not in {f"{W}tbl", f"{W}p"}:
            yield from _nearest(child, tag)


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _DELETED or child.tag in _SILENT:
            continue
        if child.tag in {f"{W}t", _MATH_TEXT}:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == f"{W}sym":
            code = int(child.get(f"{W}char") or "20", 16)
            yield " " if code in _PRIVATE_USE else chr(code)
        else:
            yield from _pieces(child)
