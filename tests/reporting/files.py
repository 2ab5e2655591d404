"""Reads finished files in tests, apart from the code that wrote them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx


def docx_text(path: Path) -> str:
    """All text of the body, one paragraph or cell a line."""
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))


def side_tables(path: Path) -> list[tuple[list[str], list[str]]]:
    """The comments left and right in each table of two sides."""
    tables = []
    for table in docx.Document(str(path)).tables:
        if len(table.columns) == 2 and len(table.rows) == 2:
            left, right = (
                [p.text for p in cell.paragraphs if p.style.name == "Comment"]
                for cell in table.rows[1].cells
            )
            tables.append((left, right))
    return tables


def assert_anonymous_package(path: Path) -> None:
    """No author, no clock, no leftovers of a template, no macros."""
    with zipfile.ZipFile(path) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not package.comment
        assert not any(member.extra or member.comment for member in package.infolist())
        core = package.read("docProps/core.xml").decode()
        assert not [n for n in package.namelist() if re.search(r"thumbnail|customXml|vba", n)]
        parts = [package.read(n).decode() for n in package.namelist() if n.endswith(".xml")]
        assert not [part for part in parts if re.search(r"rsid|docId|paraId", part)]
        app = "docProps/app.xml"
        company = package.read(app).decode() if app in package.namelist() else ""
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]+<", core)
    assert not re.search(r"<(Company|Manager)>[^<]+<", company)
    assert set(re.findall(r">(\d{4})-\d\d-\d\dT", core)) <= {"2000"}
