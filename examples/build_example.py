"""Build the Word, Excel and csv files of the examples from the text in ``sources/``.

Run from anywhere: ``python examples/build_example.py``. The same text gives the same files: all
dates are fixed, also inside the zip packages. Needs python-docx 1.2 or later, which writes Word
comments.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

HERE = Path(__file__).parent
WORKSHOP = "medvirkningsverksted-2026"
WHEN = datetime(2026, 9, 30, 12, 0, 0, tzinfo=UTC)
FORMS_COLUMNS = (
    "ID",
    "Starttidspunkt",
    "Fullføringstidspunkt",
    "E-postadresse",
    "Navn",
    "Tidspunkt for siste endring",
)


def main() -> None:
    """Build every file that has a source."""
    for path in sorted((HERE / "sources").rglob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        target = HERE / content.get("folder", WORKSHOP) / content["file"]
        build = {".docx": build_docx, ".xlsx": build_xlsx, ".csv": build_csv}[target.suffix]
        target.write_bytes(build(content))
        print(target.relative_to(HERE.parent))


def build_docx(content: Mapping[str, Any]) -> bytes:
    """Build a Word file with header, footer, table, comments and tracked changes."""
    document = docx.Document()
    properties = document.core_properties
    properties.created = properties.modified = WHEN
    properties.comments = ""
    for name, value in content["properties"].items():
        setattr(properties, name, value)
    section = document.sections[0]
    section.header.paragraphs[0].text = content["header"]
    section.footer.paragraphs[0].text = content["footer"]
    for block in content["body"]:
        ((kind, value),) = block.items()
        if kind == "title":
            document.add_heading(value, level=1)
        elif kind == "heading":
            document.add_heading(value, level=2)
        elif kind == "table":
            _add_table(document, value)
        else:
            style = "List Bullet" if kind == "bullets" else None
            for line in value if kind == "bullets" else [value]:
                _add_line(document, line, style)
    buffer = io.BytesIO()
    document.save(buffer)
    return _fix_dates(buffer.getvalue())


def _add_line(document: Document, line: str | Mapping[str, Any], style: str | None) -> None:
    paragraph = document.add_paragraph(style=style)
    if isinstance(line, str):
        paragraph.add_run(line)
        return
    for part in line.get("parts", [line.get("text")]):
        if isinstance(part, str):
            paragraph.add_run(part)
        else:
            _add_change(paragraph, part)
    if "comment" in line:
        remark = document.add_comment(paragraph.runs, **line["comment"])
        remark._comment_elm.set(qn("w:date"), _stamp(WHEN))


def _add_change(paragraph: Paragraph, part: Mapping[str, str]) -> None:
    """Append a tracked insertion or deletion, which python-docx itself cannot write."""
    deleted = "deleted" in part
    change = OxmlElement("w:del" if deleted else "w:ins")
    earlier = paragraph.part.element.xpath("count(//w:ins | //w:del)")
    change.set(qn("w:id"), str(900 + int(earlier)))
    change.set(qn("w:author"), part["author"])
    change.set(qn("w:date"), _stamp(WHEN))
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if deleted else "w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = part["deleted" if deleted else "inserted"]
    run.append(text)
    change.append(run)
    paragraph._p.append(change)


def _add_table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def build_xlsx(content: Mapping[str, Any]) -> bytes:
    """Build a workbook laid out as Microsoft Forms lays out its download."""
    book = Workbook()
    book.properties.creator = content["properties"]["creator"]
    book.properties.lastModifiedBy = content["properties"]["last_modified_by"]
    book.properties.created = WHEN.replace(tzinfo=None)
    sheet = book.active
    sheet.title = content["sheet"]
    sheet.append([*FORMS_COLUMNS, *content["questions"]])
    start = content["first_start"]
    for number, (email, name, *answers) in enumerate(content["rows"], start=1):
        end = start + timedelta(minutes=3 + number % 7, seconds=number * 11 % 60)
        sheet.append([number, start, end, email, name, None, *answers])
        start = end + timedelta(hours=number % 5, minutes=number * 17 % 60)
    table = Table(
        displayName="Table1", ref=f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    )
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return _fix_dates(buffer.getvalue())


def build_csv(content: Mapping[str, Any]) -> bytes:
    """Build a csv file in the encoding and with the delimiter that its source names."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=content["delimiter"])
    rows: Iterable[list[str]] = [content["header"], *content["rows"]]
    writer.writerows(rows)
    return buffer.getvalue().encode(content["encoding"])


def _fix_dates(package: bytes) -> bytes:
    """Return the zip package with one fixed date wherever a writer put the present."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                # openpyxl sets "modified" to the time of saving.
                data = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + _stamp(WHEN).encode(), data
                )
            member = zipfile.ZipInfo(name, date_time=WHEN.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, data)
    return buffer.getvalue()


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    main()
