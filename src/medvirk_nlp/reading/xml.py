"""XML parts of Office packages, parsed without entities and without network."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.limits import member

_XML_NAME = re.compile(r".*\.(xml|rels|vml)$", re.IGNORECASE)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PERSON_TAGS = frozenset({"creator", "lastModifiedBy", "Manager"})
_PEOPLE = re.compile(r"(xl/persons/[^/]+|word/people)\.xml$")


def parse(package: zipfile.ZipFile, name: str) -> etree._Element:
    """Parse one part of a package that passed ``check_package``; entities stay unresolved.

    Raises
    ------
    ReadError
        "held.damaged" when it is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        return etree.fromstring(member(package, name), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ReadError("reading.held.damaged") from None


def check_package(package: zipfile.ZipFile) -> None:
    """Refuse a package in which any XML part declares a document type (entities live there).

    Raises
    ------
    ReadError
        "held.unsafe_xml".
    """
    for name in package.namelist():
        if _XML_NAME.match(name):
            data = member(package, name).replace(b"\0", b"")  # UTF-16 without its zero bytes
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise ReadError("reading.held.unsafe_xml")


def drawing_texts(package: zipfile.ZipFile, folder: str) -> Iterator[str]:
    """Yield the paragraphs of the drawings in a folder of a package."""
    for name in sorted(package.namelist()):
        if name.startswith(folder) and name.endswith(".xml"):
            for paragraph in parse(package, name).iter(f"{_DRAWING}p"):
                text = "".join(t.text or "" for t in paragraph.iter(f"{_DRAWING}t"))
                if text.strip():
                    yield text


def property_names(package: zipfile.ZipFile) -> Iterator[str]:
    """Yield the names of people in the properties and people lists of a package."""
    for name in sorted(package.namelist()):
        if name in {"docProps/core.xml", "docProps/app.xml"}:
            for element in parse(package, name).iter("{*}*"):
                if etree.QName(element).localname in _PERSON_TAGS and element.text:
                    yield element.text
        elif _PEOPLE.match(name):
            for element in parse(package, name).iter("{*}person"):
                for key, value in element.attrib.items():
                    if etree.QName(key).localname in {"displayName", "author"}:
                        yield str(value)
