"""OpenDocument text (odt): body, tables, notes, boxes, comments, margins; deletions never."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from medvirk_nlp.reading.lines import Line, split_mark
from medvirk_nlp.reading.open_document import (
    APART,
    DRAW,
    OFFICE,
    PARAGRAPHS,
    SILENT,
    TEXT,
    add_surroundings,
    open_document,
    paragraph_text,
)
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.structure import add_notes
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts


def read_open_text(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Read an OpenDocument text into ``builder``.

    Body, tables, text boxes and footnotes are notes; everything else a person may have written is
    kept as "other". Text deleted with tracked changes is counted, never read.

    Raises
    ------
    ReadError
        "held.damaged", "held.encrypted", "held.limit" or "held.unsafe_xml".
    """
    package = open_document(data)
    root = parse(package, "content.xml")
    body = root.find(f"{OFFICE}body")
    add_notes(builder, list(_story(body, words)) if body is not None else [])
    builder.enter("part.text_boxes")
    for number, box in enumerate(root.iter(f"{DRAW}text-box", f"{DRAW}custom-shape"), start=1):
        where = words("reading.locator.text_box", number=number)
        add_notes(builder, [replace(line, locator=where) for line in _story(box, words)])
    builder.enter("part.footnotes")
    for number, note in enumerate(root.iter(f"{TEXT}note"), start=1):
        where = words("reading.locator.footnote", number=number)
        add_notes(builder, [replace(line, locator=where) for line in _story(note, words)])
    add_surroundings(package, root, builder, words)


def _story(element: etree._Element, words: Texts) -> Iterator[Line]:
    """Yield the lines of a story; an empty paragraph leaves a gap."""
    gap = True
    for number, (paragraph, depth, row) in enumerate(_paragraphs(element, 0, ""), start=1):
        text = paragraph_text(paragraph)
        locator = row or words("reading.locator.paragraph", number=number)
        for part in filter(str.strip, text.split("\n")):
            indent, mark, rest = split_mark(part)
            if paragraph.tag == f"{TEXT}h":
                yield Line(part.strip(), locator, heading=True, gap=gap)
            elif depth and not mark:
                yield Line(part.strip(), locator, "•", depth - 1, gap)
            else:
                yield Line(rest, locator, mark, indent, gap)
            gap = False
        gap = gap or not text.strip()


def _paragraphs(
    element: etree._Element, depth: int, row: str
) -> Iterator[tuple[etree._Element, int, str]]:
    """Yield each paragraph with the depth of the list around it and the row of the table."""
    for child in element:
        if child.tag in PARAGRAPHS:
            yield child, depth, row
        elif child.tag not in APART and child.tag not in SILENT:
            yield from _paragraphs(child, depth + (child.tag == f"{TEXT}list"), row)
