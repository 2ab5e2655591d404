"""Invented notes for the benchmarks: sentences from a seeded lottery, files of every kind.

Nobody in them exists. ``MAKERS`` has one maker for every kind the reading room knows; a test
compares the two, so that a new format cannot be forgotten.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable

FIRST = ("Ingeborg", "Torunn", "Sigbjørn", "Åshild", "Mohamed", "Ánte", "Jorunn", "Kåre")
LAST = ("Kvammen", "Øvrebø", "Hatlestad", "Nygård", "Eira", "Solbakken", "Lian", "Tveito")
PLACES = ("Nordlia", "Storvik", "Bergset", "Fjellbygda", "Åsmoen", "Ytterøya")
OPENINGS = ("Vi opplever at", "Det er bra at", "Noen sa at", "Jeg savner at", "Mange ønsker at")
MIDDLES = (
    "saksbehandleren ringer tilbake",
    "møtene blir kortere og lettere å forstå",
    "ungdommene får være med på å lage planen",
    "fosterhjemmet får veiledning om kvelden",
    "skolen og barnevernet snakker sammen",
    "vedtaket kommer før sommeren",
)
ENDS = ("hver gang", "uten å vente", "i hele perioden", "også i ferien", "når noe er vanskelig")
QUESTIONS = ("Hva er bra?", "Hva er vanskelig?", "Hva bør vi gjøre annerledes?")


def sentence(lot: random.Random) -> str:
    """Return one comment; one in six names somebody, one in ten gives a number."""
    said = f"{lot.choice(OPENINGS)} {lot.choice(MIDDLES)} {lot.choice(ENDS)}"
    if lot.random() < 1 / 6:
        said += f", sa {lot.choice(FIRST)} {lot.choice(LAST)} fra {lot.choice(PLACES)}"
    if lot.random() < 1 / 10:
        said += f" (tlf 990 00 {lot.randrange(1000):03d})"
    return said + "."


def comments(lot: random.Random, count: int) -> list[str]:
    """Return ``count`` comments."""
    return [sentence(lot) for _ in range(count)]


def txt(lot: random.Random, count: int) -> bytes:
    """Return plain notes."""
    return "\n".join(["Møte med foreldre", "", *comments(lot, count), ""]).encode()


def md(lot: random.Random, count: int) -> bytes:
    """Return notes with headings and lists."""
    lines = ["# Verksted", ""]
    for question in QUESTIONS:
        lines += [f"## {question}", *(f"- {c}" for c in comments(lot, -(-count // 3))), ""]
    return "\n".join(lines).encode()


def csv_table(lot: random.Random, count: int) -> bytes:
    """Return a survey as a table with semicolons."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(["Id", "Navn", "Alder", *QUESTIONS[:2]])
    for number in range(-(-count // 2)):
        name = f"{lot.choice(FIRST)} {lot.choice(LAST)}"
        writer.writerow([number + 1, name, lot.randrange(13, 70), *comments(lot, 2)])
    return stream.getvalue().encode("utf-8-sig")


def vtt(lot: random.Random, count: int) -> bytes:
    """Return a transcript with speakers."""
    lines = ["WEBVTT", ""]
    for number, said in enumerate(comments(lot, count)):
        minute, second = divmod(number * 4, 60)
        start = f"{minute // 60:02d}:{minute % 60:02d}:{second:02d}.000"
        lines += [f"{start} --> {start[:-3]}900", f"<v {lot.choice(FIRST)}>{said}</v>", ""]
    return "\n".join(lines).encode()


def srt(lot: random.Random, count: int) -> bytes:
    """Return subtitles."""
    lines = []
    for number, said in enumerate(comments(lot, count), start=1):
        minute, second = divmod(number * 4, 60)
        start = f"{minute // 60:02d}:{minute % 60:02d}:{second:02d},000"
        lines += [str(number), f"{start} --> {start[:-3]}900", said, ""]
    return "\n".join(lines).encode()


def xlsx(lot: random.Random, count: int) -> bytes:
    """Return a survey as a workbook with a hidden sheet and a note."""
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Id", "E-post", "Alder", *QUESTIONS[:2]])
    for number in range(-(-count // 2)):
        address = f"svar{number}@eksempel.no"
        sheet.append([number + 1, address, lot.randrange(13, 70), *comments(lot, 2)])
    sheet["D2"].comment = Comment(sentence(lot), lot.choice(FIRST))
    hidden = book.create_sheet("Skjult")
    hidden.append([sentence(lot)])
    hidden.sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def docx(lot: random.Random, count: int) -> bytes:
    """Return a Word file with headings, a table, a header and an author."""
    from docx import Document

    file = Document()
    file.core_properties.author = f"{lot.choice(FIRST)} {lot.choice(LAST)}"
    file.sections[0].header.paragraphs[0].text = "Referat"
    file.add_heading("Verksted", 1)
    rest = comments(lot, count)
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Bra", "Dårlig"
    for said in rest[: count // 4]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = said, sentence(lot)
    for said in rest[count // 4 :]:
        file.add_paragraph(said, style="List Bullet")
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


Maker = Callable[[random.Random, int], bytes]
MAKERS: dict[str, Maker] = {
    "docx": docx,
    "xlsx": xlsx,
    "csv": csv_table,
    "vtt": vtt,
    "srt": srt,
    "txt": txt,
    "md": md,
}


def with_picture(package: bytes, folder: str, size: int, lot: random.Random) -> bytes:
    """Return an Office package with one more picture of ``size`` bytes that cannot be packed."""
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a") as archive:
        picture = b"\x89PNG\r\n\x1a\n" + lot.randbytes(size)
        archive.writestr(f"{folder}/media/image99.png", picture)
    return stream.getvalue()
