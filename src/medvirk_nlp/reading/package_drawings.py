"""Words in the drawings of an Office package: SmartArt, shapes, WordArt, alternative texts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_STORIES = re.compile(r"word/(document|header|footer)\d*\.xml|word/(foot|end)notes\.xml")
_SHEET_DRAWINGS = re.compile(r"xl/drawings/[^/]*\.(xml|vml)")
_DESCRIBED = frozenset({"docPr", "cNvPr"})
_VML_WORDS = ("alt", "string")
"""Attributes of old drawings: the alternative text, and the text of WordArt."""


def add_drawings(
    package: zipfile.ZipFile, folder: str, builder: PassageBuilder, words: Texts
) -> None:
    """Add as "other" the words of SmartArt, of shapes on charts, and of pictures.

    Parameters
    ----------
    package : ZipFile
    folder : {"word", "xl"}
    builder : PassageBuilder
    words : Texts
    """
    names = sorted(package.namelist())
    builder.enter("part.diagrams")
    smart = [name for name in names if name.startswith(f"{folder}/diagrams/data")]
    if folder == "word":
        smart += [name for name in names if name.startswith("word/drawings/")]
    texts = [text for name in smart for text in paragraphs(parse(package, name))]
    for number, text in enumerate(texts, start=1):
        builder.add(text, words("reading.locator.diagram", number=number), "other")
    builder.enter("part.alt")
    stories = _WORD_STORIES if folder == "word" else _SHEET_DRAWINGS
    found = [text for name in filter(stories.fullmatch, names) for text in _told(package, name)]
    for number, text in enumerate(dict.fromkeys(found), start=1):
        builder.add(text, words("reading.locator.picture", number=number), "other")


def paragraphs(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs of the shapes below an element, runs joined."""
    for paragraph in root.iter(f"{_DRAWING}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{_DRAWING}t"))
        if text.strip():
            yield text


def _told(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Yield titles and descriptions of pictures, WordArt, and the words of old text boxes."""
    try:
        root = parse(package, name)
    except ReadError:
        if name.endswith(".vml"):  # Excel writes line breaks of HTML into them
            yield from re.findall(r">([^<>]*[^\W\d_]{2}[^<>]*)<", _raw(package, name))
            return
        raise
    for element in root.iter("{*}*", "*"):
        if etree.QName(element).localname in _DESCRIBED:
            yield from filter(None, (element.get("title"), element.get("descr")))
        for key in _VML_WORDS:
            if element.get(key, "").strip():
                yield element.get(key, "").strip()
    if name.startswith("word/"):
        yield from paragraphs(root)  # shapes on a drawing canvas hold no paragraphs of Word
    elif name.endswith(".vml"):
        for box in root.iter("{*}textbox"):
            text = " ".join(" ".join(map(str, box.itertext())).split())
            if text:
                yield text


def _raw(package: zipfile.ZipFile, name: str) -> str:
    return package.read(name).decode("utf-8", "replace")
