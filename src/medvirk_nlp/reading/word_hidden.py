"""Words of a Word document that stand on no page: choices, titles of controls, building blocks."""

from __future__ import annotations

import re
import zipfile

from lxml import etree

from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.word_text import W, paragraph_text
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts

_STORIES = re.compile(r"word/(document|header|footer)\d*\.xml|word/(foot|end)notes\.xml")
_GLOSSARY = re.compile(r"word/glossary/(document|footnotes|endnotes)\.xml")
_NUMBERING = "word/numbering.xml"
_CHOICES = ("listItem", "listEntry", "alias", "statusText", "helpText", "default")
_LEVEL = re.compile(r"%\d")
_LETTERS = re.compile(r"[^\W\d_]{3}")


def add_hidden_words(package: zipfile.ZipFile, builder: PassageBuilder, words: Texts) -> None:
    """Add as "other" the choices and titles of form fields, words of lists, building blocks."""
    builder.enter("part.fields")
    names = sorted(package.namelist())
    stories = [parse(package, name) for name in filter(_STORIES.fullmatch, names)]
    told = [text for story in stories for text in _choices(story)]
    if _NUMBERING in names:
        levels = parse(package, _NUMBERING).iter(f"{W}lvlText")
        told += [_LEVEL.sub("", level.get(f"{W}val") or "") for level in levels]
    for number, text in enumerate(dict.fromkeys(filter(_LETTERS.search, told)), start=1):
        builder.add(text.strip(), words("reading.locator.field", number=number), "other")
    builder.enter("part.glossary")
    paragraphs = [
        paragraph
        for name in filter(_GLOSSARY.fullmatch, names)
        for paragraph in parse(package, name).iter(f"{W}p")
    ]
    for number, paragraph in enumerate(paragraphs, start=1):
        where = words("reading.locator.glossary", number=number)
        builder.add(paragraph_text(paragraph).strip(), where, "other")


def _choices(root: etree._Element) -> list[str]:
    found: list[str] = []
    for element in root.iter(*(f"{W}{name}" for name in _CHOICES)):
        found.append(element.get(f"{W}displayText") or element.get(f"{W}val") or "")
    return found
