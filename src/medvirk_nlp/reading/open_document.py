"""Parts of an OpenDocument package (OpenDocument 1.3): text, notes, comments, what is deleted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.limits import open_package
from medvirk_nlp.reading.package_parts import worded
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.xml import check_package, parse
from medvirk_nlp.texts import Texts

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TEXT, TABLE, DRAW, STYLE, META, PRESENTATION = (
    f"{{{_NAMES.format(name)}}}"
    for name in ("office", "text", "table", "drawing", "style", "meta", "presentation")
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
APART = frozenset({f"{OFFICE}annotation", f"{TEXT}note", f"{DRAW}text-box", f"{DRAW}custom-shape"})
"""What stands in a paragraph and is read by itself."""
SILENT = frozenset(
    {
        f"{TEXT}tracked-changes",
        f"{OFFICE}forms",
        f"{TEXT}note-citation",
        f"{TEXT}ruby-text",
        f"{_SVG}title",
        f"{_SVG}desc",
    }
)
_READ = frozenset({"mimetype", "content.xml", "styles.xml", "meta.xml"})
_KNOWN = (
    "META-INF/",
    "manifest.rdf",
    "Configurations2/",
    "Thumbnails/",
    "settings.xml",
    "layout-cache",
)
"""Parts of a package in which no one writes: settings, tool bars, the list of parts."""
_PEOPLE = frozenset({f"{META}initial-creator", f"{META}printed-by", f"{_DC}creator"})
_WRITTEN = frozenset(
    {f"{_DC}title", f"{_DC}subject", f"{_DC}description", f"{META}keyword", f"{META}user-defined"}
)


def open_document(data: bytes) -> zipfile.ZipFile:
    """Return the package of an OpenDocument file after checking it.

    Raises
    ------
    ReadError
        "held.encrypted" for one with a password, and all of ``open_package``.
    """
    package = open_package(data)
    check_package(package)
    names = package.namelist()
    if "META-INF/manifest.xml" in names:
        manifest = parse(package, "META-INF/manifest.xml")
        if any(True for _ in manifest.iter("{*}encryption-data")):
            raise ReadError("reading.held.encrypted")
    if "content.xml" not in names:
        raise ReadError("reading.held.damaged")
    return package


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, without the notes, comments and boxes anchored in it."""
    return "".join(_pieces(paragraph)).strip("\n")


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c") or 1), 100)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag not in APART and child.tag not in SILENT:
            yield from _pieces(child)
        yield child.tail or ""


def add_surroundings(
    package: zipfile.ZipFile, root: etree._Element, builder: PassageBuilder, words: Texts
) -> None:
    """Add as "other" comments, margins, descriptions, fields of forms and properties.

    What was deleted with tracked changes is counted. Embedded objects, and parts of the package
    that are not known, are held.
    """
    _comments(root, builder, words)
    styles = parse(package, "styles.xml") if "styles.xml" in package.namelist() else None
    if styles is not None:
        _margins(styles, builder, words)
    _descriptions(root, builder, words)
    deleted = [
        change
        for change in root.iter(f"{TEXT}deletion", f"{TABLE}deletion", f"{TABLE}previous")
        if "".join(map(str, change.itertext())).strip()
    ]
    builder.drop("dropped.deleted_text", len(deleted))
    _properties(package, builder, words)
    for creator in root.iter(f"{_DC}creator"):
        builder.know_author(creator.text or "")
    _parts(package, builder, words)


def _comments(root: etree._Element, builder: PassageBuilder, words: Texts) -> None:
    builder.enter("part.comments")
    for number, comment in enumerate(root.iter(f"{OFFICE}annotation"), start=1):
        where = words("reading.locator.comment", number=number)
        for paragraph in comment.iter(*PARAGRAPHS):
            builder.add(paragraph_text(paragraph).strip(), where, "other")


def _margins(styles: etree._Element, builder: PassageBuilder, words: Texts) -> None:
    builder.enter("part.margins")
    pages = (p for master in styles.iter(f"{STYLE}master-page") for p in master.iter(*PARAGRAPHS))
    for number, paragraph in enumerate(pages, start=1):
        text = paragraph_text(paragraph).strip()
        builder.add(text, words("reading.locator.margin", number=number), "other")


def _descriptions(root: etree._Element, builder: PassageBuilder, words: Texts) -> None:
    builder.enter("part.alt")
    for number, element in enumerate(root.iter(f"{_SVG}title", f"{_SVG}desc"), start=1):
        text = (element.text or "").strip()
        builder.add(text, words("reading.locator.picture", number=number), "other")
    builder.enter("part.fields")
    keys = ("label", "value", "current-value", "title")
    for number, form in enumerate(root.iter(f"{OFFICE}forms"), start=1):
        for control in form.iter():
            for key in keys:
                text = (control.get(f"{_FORM}{key}") or "").strip()
                builder.add(text, words("reading.locator.field", number=number), "other")
            if control.tag in PARAGRAPHS:
                text = paragraph_text(control).strip()
                builder.add(text, words("reading.locator.field", number=number), "other")


def _properties(package: zipfile.ZipFile, builder: PassageBuilder, words: Texts) -> None:
    if "meta.xml" not in package.namelist():
        return
    builder.enter("part.properties")
    written: list[str] = []
    for element in parse(package, "meta.xml").iter():
        text = (element.text or "").strip()
        if element.tag in _PEOPLE:
            builder.know_author(text)
        elif element.tag in _WRITTEN:
            written.append(text)
    for number, text in enumerate(worded(written), start=1):
        builder.add(text, words("reading.locator.properties", number=number), "other")


def _parts(package: zipfile.ZipFile, builder: PassageBuilder, words: Texts) -> None:
    """Note the pictures; hold objects and whatever else is not known."""
    pictures = 0
    objects: set[str] = set()
    for name in package.namelist():
        folder = name.split("/")[0]
        if name in _READ or name.startswith(_KNOWN) or name.endswith("/"):
            continue
        if folder == "Pictures":
            pictures += 1
        elif folder == "ObjectReplacements":
            continue  # pictures of the objects, which are held
        else:
            objects.add(folder)
    only_pictures = not builder.passages
    builder.drop("noted.pictures", 0 if only_pictures else pictures)
    for number in range(1, pictures + 1 if only_pictures else 0):
        builder.hold(words("reading.locator.picture", number=number), "held.picture")
    for number in range(1, len(objects) + 1):
        builder.hold(words("reading.locator.embedded", number=number), "held.embedded")
