"""Word documents: every story of the package, in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from medvirk_nlp.reading.kinds import WORD_MAIN
from medvirk_nlp.reading.limits import open_package
from medvirk_nlp.reading.lines import Line, split_mark
from medvirk_nlp.reading.package_coverage import hold_unread, refuse_strict
from medvirk_nlp.reading.package_drawings import add_drawings
from medvirk_nlp.reading.package_parts import add_parts, add_pictures
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.structure import add_notes
from medvirk_nlp.reading.word_hidden import add_hidden_words
from medvirk_nlp.reading.word_styles import heading_styles
from medvirk_nlp.reading.word_tables import table_lines
from medvirk_nlp.reading.word_text import W, blocks, deletions, is_bold, paragraph_text, text_boxes
from medvirk_nlp.reading.xml import check_package, parse, property_names
from medvirk_nlp.texts import Texts

_MARGINS = re.compile(r"word/(header|footer)\d*\.xml$")
_NOTES = re.compile(r"word/(footnotes|endnotes)\.xml$")
_STORIES = re.compile(r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_HEADING_WORDS = 12


def read_word(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Read a Word document into ``builder``.

    Body, tables, content controls and text boxes become notes; headers, footers, comments,
    SmartArt, alternative texts, choices of drop-down lists and building blocks are kept as
    "other", searched but not counted. Every other part of the package is held.

    Parameters
    ----------
    data : bytes
    builder : PassageBuilder
    words : Texts
        Gives the wording of locators.

    Raises
    ------
    ReadError
        "held.damaged", "held.limit", "held.strict" or "held.unsafe_xml".
    """
    package = open_package(data)
    check_package(package)
    main = next(filter(WORD_MAIN.fullmatch, sorted(package.namelist())))
    refuse_strict(package, main)
    headings = heading_styles(package)
    root = parse(package, main)
    add_notes(builder, list(_story(root, words, headings)))
    builder.enter("part.text_boxes")
    for number, box in enumerate(text_boxes(root), start=1):
        where = words("reading.locator.text_box", number=number)
        add_notes(builder, [replace(line, locator=where) for line in _story(box, words, headings)])
    _notes(package, builder, words, headings)
    add_pictures(package, "word", builder, words)
    _margins(package, builder, words)
    _comments(package, builder, words)
    add_drawings(package, "word", builder, words)
    add_hidden_words(package, builder, words)
    add_parts(package, "word", builder, words)
    hold_unread(package, "word", builder, words)
    for name in filter(_STORIES.match, package.namelist()):
        builder.drop("dropped.deleted_text", deletions(parse(package, name)))
    for name in _authors(package, root):
        builder.know_author(name)


def _story(element: etree._Element, words: Texts, headings: frozenset[str]) -> Iterator[Line]:
    """Yield the lines of a story; an empty paragraph leaves a gap."""
    gap = True
    tables = 0
    found = list(blocks(element))
    for number, block in enumerate(found, start=1):
        if block.tag == f"{W}tbl":
            tables += 1
            yield from table_lines(block, words, tables)
            gap = True
            continue
        locator = words("reading.locator.paragraph", number=number)
        after = found[number] if number < len(found) else None
        bold = after is not None and not (after.tag == f"{W}p" and is_bold(after))
        for line in _paragraph(block, locator, headings, bold):
            yield replace(line, gap=gap)
            gap = False
        if not paragraph_text(block).strip():
            gap = True


def _paragraph(
    paragraph: etree._Element, locator: str, headings: frozenset[str], bold_heads: bool
) -> Iterator[Line]:
    """Yield the lines of a paragraph, one for each row that a line break makes."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val") or "" if style is not None else ""
    listed = paragraph.find(f"{W}pPr/{W}numPr") is not None or "list" in name.casefold()
    level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    rows = [row for row in paragraph_text(paragraph).split("\n") if row.strip()]
    short = len(rows) == 1 and len(rows[0].split()) <= _HEADING_WORDS
    heading = name in headings or (bold_heads and not listed and short and is_bold(paragraph))
    for row in rows:
        indent, mark, rest = split_mark(row)
        if heading:
            yield Line(row.strip(), locator, heading=True)
        elif listed and not mark:
            depth = int(level.get(f"{W}val") or 0) if level is not None else 0
            yield Line(row.strip(), locator, "•", depth)
        else:
            yield Line(rest, locator, mark, indent)


def _notes(
    package: zipfile.ZipFile, builder: PassageBuilder, words: Texts, headings: frozenset[str]
) -> None:
    builder.enter("part.footnotes")
    for name in sorted(filter(_NOTES.match, package.namelist())):
        for note in parse(package, name):
            where = words("reading.locator.footnote", number=note.get(f"{W}id") or "")
            lines = [replace(line, locator=where) for line in _story(note, words, headings)]
            add_notes(builder, lines)


def _margins(package: zipfile.ZipFile, builder: PassageBuilder, words: Texts) -> None:
    builder.enter("part.margins")
    for number, name in enumerate(sorted(filter(_MARGINS.match, package.namelist())), start=1):
        root = parse(package, name)
        where = words("reading.locator.margin", number=number)
        for paragraph in root.iter(f"{W}p"):
            builder.add(paragraph_text(paragraph).strip(), where, "other")


def _comments(package: zipfile.ZipFile, builder: PassageBuilder, words: Texts) -> None:
    if "word/comments.xml" not in package.namelist():
        return
    builder.enter("part.comments")
    for number, comment in enumerate(parse(package, "word/comments.xml"), start=1):
        where = words("reading.locator.comment", number=number)
        for paragraph in comment.iter(f"{W}p"):
            builder.add(paragraph_text(paragraph).strip(), where, "other")


def _authors(package: zipfile.ZipFile, root: etree._Element) -> list[str]:
    """Return who wrote, commented and changed the document, sorted."""
    names = set(property_names(package))
    trees = [root]
    if "word/comments.xml" in package.namelist():
        trees.append(parse(package, "word/comments.xml"))
    for tree in trees:
        for element in tree.iter(f"{W}*"):
            names.add(element.get(f"{W}author") or "")
    return sorted(filter(None, names))
