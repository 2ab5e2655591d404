"""Words of a workbook that stand in no cell: threads, drop-down lists, hints, leftover strings."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.limits import member
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts

_THREADS = re.compile(r"xl/threadedComments/[^/]+\.xml")
_SHEETS = re.compile(r"xl/(worksheets|chartsheets)/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_HINTS = ("promptTitle", "prompt", "errorTitle", "error", "tooltip", "comment")
"""Attributes of validations, links and scenarios with words for the one who fills in."""
_HINTED = frozenset({"dataValidation", "hyperlink", "scenario"})
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
    sheets = _Sheets()
    for name in filter(_SHEETS.fullmatch, names):
        sheets.read(member(package, name))
    builder.enter("part.margins")
    _add(builder, sheets.margins, words, "margin")
    builder.enter("part.comments")
    for name in filter(_THREADS.fullmatch, names):
        threads = parse(package, name).iter("{*}text")
        _add(builder, (thread.text or "" for thread in threads), words, "comment")
    builder.enter("part.validations")
    _add(builder, sheets.hints, words, "validation")
    if _STRINGS in names:
        builder.enter("part.custom")
        _add(builder, _leftover(parse(package, _STRINGS), sheets.strings), words, "custom_part")


def _add(builder: PassageBuilder, texts: Iterable[str], words: Texts, locator: str) -> None:
    found = dict.fromkeys(" ".join(text.split()) for text in texts)
    for number, text in enumerate(filter(_LETTERS.search, found), start=1):
        builder.add(text, words(f"reading.locator.{locator}", number=number), "other")


class _Sheets:
    """Reads sheets as streams: they may hold millions of cells."""

    def __init__(self) -> None:
        self.margins: list[str] = []
        self.hints: list[str] = []
        self.strings: set[str] = set()
        """Numbers of the shared strings that a cell shows."""

    def read(self, data: bytes) -> None:
        """Take up the words of one sheet.

        Raises
        ------
        ReadError
            "held.damaged".
        """
        events = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        try:
            for _, element in events:
                self._take(element)
        except etree.XMLSyntaxError:
            raise ReadError("reading.held.damaged") from None

    def _take(self, element: etree._Element) -> None:
        name = etree.QName(element).localname
        if name in _MARGINS:
            self.margins.append(_FORMATTING.sub(" ", element.text or ""))
        elif name in _HINTED:
            self.hints += [element.get(key) or "" for key in _HINTS]
            for formula in element.iter("{*}formula1", "{*}f"):
                text = (formula.text or "").strip()
                if text.startswith('"'):
                    self.hints += text.strip('"').split(",")
        elif name == "c" and element.get("t") == "s":
            self.strings.add((element.findtext("{*}v") or "").strip())
        if name in {"c", "row"}:
            element.clear()


def _leftover(strings: etree._Element, used: set[str]) -> Iterator[str]:
    for number, item in enumerate(strings.iterchildren("{*}si")):
        if str(number) not in used:
            yield "".join(text.text or "" for text in item.iter("{*}t"))
