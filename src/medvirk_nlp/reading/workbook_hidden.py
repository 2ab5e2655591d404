"""Words of a workbook that stand in no cell: threads, drop-down lists, hints, leftover strings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts

_THREADS = re.compile(r"xl/threadedComments/[^/]+\.xml")
_SHEETS = re.compile(r"xl/(worksheets|chartsheets)/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_HINTS = ("promptTitle", "prompt", "errorTitle", "error", "tooltip", "comment")
"""Attributes of validations, links and scenarios with words for the one who fills in."""
_MARGINS = frozenset(
    {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)
_FORMATTING = re.compile(r'&(?:"[^"]*"|K[0-9A-F+-]{6}|\d+|[A-Za-z])')
"""Codes of headers and footers (ECMA-376 part 1, § 18.3.1.39)."""
_LETTERS = re.compile(r"[^\W\d_]{2}|\d{8}")


def add_hidden_words(package: zipfile.ZipFile, builder: PassageBuilder, words: Texts) -> None:
    """Add as "other" margins, threaded comments, choices and hints of cells, leftover strings.

    A leftover string is one that no cell shows any more.
    """
    names = sorted(package.namelist())
    sheets = [parse(package, name) for name in filter(_SHEETS.fullmatch, names)]
    builder.enter("part.margins")
    margins = [_FORMATTING.sub(" ", text) for sheet in sheets for text in _margins(sheet)]
    _add(builder, margins, words, "margin")
    builder.enter("part.comments")
    for name in filter(_THREADS.fullmatch, names):
        threads = parse(package, name).iter("{*}text")
        _add(builder, (thread.text or "" for thread in threads), words, "comment")
    builder.enter("part.validations")
    _add(builder, (text for sheet in sheets for text in _hints(sheet)), words, "validation")
    if _STRINGS in names:
        builder.enter("part.custom")
        _add(builder, _leftover(parse(package, _STRINGS), sheets), words, "custom_part")


def _add(builder: PassageBuilder, texts: Iterable[str], words: Texts, locator: str) -> None:
    found = dict.fromkeys(" ".join(text.split()) for text in texts)
    for number, text in enumerate(filter(_LETTERS.search, found), start=1):
        builder.add(text, words(f"reading.locator.{locator}", number=number), "other")


def _margins(sheet: etree._Element) -> Iterator[str]:
    for element in sheet.iter("{*}*"):
        if etree.QName(element).localname in _MARGINS:
            yield element.text or ""


def _hints(sheet: etree._Element) -> Iterator[str]:
    for element in sheet.iter("{*}dataValidation", "{*}hyperlink", "{*}scenario"):
        yield from (element.get(key) or "" for key in _HINTS)
        for formula in element.iter("{*}formula1", "{*}f"):
            text = (formula.text or "").strip()
            if text.startswith('"'):
                yield from text.strip('"').split(",")


def _leftover(strings: etree._Element, sheets: Iterable[etree._Element]) -> Iterator[str]:
    used = {
        (cell.findtext("{*}v") or "").strip()
        for sheet in sheets
        for cell in sheet.iter("{*}c")
        if cell.get("t") == "s"
    }
    for number, item in enumerate(strings.iterchildren("{*}si")):
        if str(number) not in used:
            yield "".join(text.text or "" for text in item.iter("{*}t"))
