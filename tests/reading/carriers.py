"""Files of every format with a word in every place (see ``carrier``)."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from email.message import EmailMessage

from carrier import Carrier, zipped
from compound_file import compound_file
from office_carriers import docx, xlsx
from open_carriers import ods, odt, rtf


def eml() -> Carrier:
    message = EmailMessage()
    message["From"] = "Siv Granmo <siv@ukjent.example>"
    message["To"] = "Tor Vik <tor@ukjent.example>"
    message["Subject"] = "Innspill emnefelt"
    message["Date"] = "Tue, 03 Mar 2026 10:00:00 +0100"
    message["Message-ID"] = "<1@ukjent.example>"
    message["X-Ekstra"] = "teknisk"
    message.set_content(
        "Hei\n\nBrødtekst i posten sier at møtene er for lange.\n\nHilsen\nSiv Granmo\n"
        "Telefon signatur\n\nFra: Tor Vik\nSendt: mandag\nTil: Siv\n\nsitert historikk\n"
    )
    message.add_alternative(
        "<html><head><style>stilark</style></head><body><p>Hei</p><p>Brødtekst i posten sier at "
        "møtene er for <b>lange</b>.</p><p>barehtml</p><blockquote>gammelt sitat</blockquote>"
        '<a href="mailto:una@ukjent.example">skriv</a><img alt="bildealt"></body></html>',
        subtype="html",
    )
    message.add_attachment(b"vedlagt tekst", maintype="text", subtype="plain", filename="a.txt")
    inner = EmailMessage()
    inner["From"] = "Una Berg <una@ukjent.example>"
    inner["Subject"] = "indre emne"
    inner.set_content("indre brødtekst")
    message.add_attachment(inner)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="b.png")
    return Carrier(
        "innspill.eml",
        bytes(message),
        read=(
            "emnefelt", "Brødtekst i posten", "barehtml", "sitat", "bildealt", "signatur",
            "historikk",
        ),
        known=("Siv Granmo", "Tor Vik", "siv@ukjent.example", "una@ukjent.example"),
        dropped=("dropped.mail_people", "dropped.mail_headers"),
        gone=("stilark", "teknisk"),
        parts=("part.body", "part.quoted", "part.alternative", "part.enclosed"),
        inside=("vedlagt tekst", "indre brødtekst", "indre emne"),
    )  # fmt: skip


def _property(tag: int, content: bytes) -> bytes:
    return struct.pack("<IIII", tag, 6, len(content), 0)


def _msg_tree(strings: dict[int, str], binary: dict[int, bytes], header: int) -> dict:
    tree: dict = {}
    listed = b""
    for tag, text in strings.items():
        content = text.encode("utf-16-le")
        tree[f"__substg1.0_{tag:04X}001F"] = content
        listed += _property(tag << 16 | 0x001F, content + b"\0\0")
    for tag, content in binary.items():
        tree[f"__substg1.0_{tag:04X}0102"] = content
        listed += _property(tag << 16 | 0x0102, content)
    tree["__properties_version1.0"] = bytes(header) + listed
    return tree


def msg() -> Carrier:
    tree = _msg_tree(
        {
            0x0037: "Innspill emnefelt",
            0x1000: "Hei\r\n\r\nBrødtekst i posten.\r\n\r\nMvh\r\nSiv Granmo\r\n",
            0x0C1A: "Siv Granmo",
            0x0C1F: "siv@ukjent.example",
        },
        {},
        32,
    )
    tree["__recip_version1.0_#00000000"] = _msg_tree(
        {0x3001: "Tor Vik", 0x3003: "tor@ukjent.example"}, {}, 8
    )
    attached = _msg_tree({0x3707: "a.txt"}, {0x3701: b"vedlagt tekst"}, 8)
    tree["__attach_version1.0_#00000000"] = attached
    message = _msg_tree({0x3707: "b.msg"}, {}, 8)
    message["__substg1.0_3701000D"] = _msg_tree({0x0037: "indre"}, {}, 24)
    tree["__attach_version1.0_#00000001"] = message
    return Carrier(
        "innspill.msg",
        compound_file(tree),
        read=("emnefelt", "Brødtekst i posten"),
        known=("Siv Granmo", "Tor Vik", "siv@ukjent.example", "tor@ukjent.example"),
        held=("held.embedded",),
        dropped=("dropped.mail_people",),
        parts=("part.body", "part.enclosed"),
        inside=("vedlagt tekst",),
    )


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _label(row: int, column: int, text: str) -> bytes:
    name = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return _biff(0x0204, struct.pack("<HHH", row, column, 0) + name)


def xls() -> Carrier:
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sheet_bof = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
    names = ("Ark1", "Gjemt hos Siv")
    sheets = [
        _biff(0x0809, sheet_bof)
        + _label(0, 0, "Hva er bra?")
        + _label(1, 0, "vanligcelle")
        + _biff(0x0203, struct.pack("<HHHd", 2, 0, 0, 17839012345.0))
        + _biff(0x001C, b"merknad")
        + _biff(0x01B6, b"tekstboks")
        + _biff(0x0014, b"topptekst")
        + _biff(0x000A, b""),
        _biff(0x0809, sheet_bof)
        + _label(0, 0, "Hva er bra?")
        + _label(1, 0, "skjultark")
        + _biff(0x000A, b""),
    ]

    def globals_of(offsets: tuple[int, ...]) -> bytes:
        listed = b"".join(
            _biff(
                0x0085, struct.pack("<IBBBB", at, n * 2, 0, len(name), 0) + name.encode("latin-1")
            )
            for n, (name, at) in enumerate(zip(names, offsets, strict=True))
        )
        return _biff(0x0809, bof) + _biff(0x0042, b"\xe4\x04") + listed + _biff(0x000A, b"")

    start = len(globals_of((0, 0)))
    stream = globals_of((start, start + len(sheets[0]))) + b"".join(sheets)
    return Carrier(
        "svar.xls",
        compound_file({"Workbook": stream, "MBD0001": {"x": b"ole"}}),
        read=("vanligcelle", "17839012345", "skjultark", "Gjemt hos Siv"),
        held=("held.part", "held.part", "held.part", "held.embedded"),
        parts=("part.cells", "part.names"),
    )


def pdf() -> Carrier:
    from pypdf import PdfWriter
    from pypdf.annotations import FreeText
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for content in (
        b"BT /F1 12 Tf 72 700 Td (Hva er bra?) Tj 0 -20 Td (br\xf8dtekst p\xe5 siden) Tj 3 Tr "
        b"0 -20 Td (usynligtekst) Tj ET",
        b"q 1 0 0 1 0 0 cm 10 10 100 100 re f Q",
        b"",
    ):
        page = writer.add_blank_page(595, 842)
        stream = StreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    writer.add_annotation(0, FreeText(text="sidekommentar", rect=(50, 550, 200, 650)))
    fields = ArrayObject(
        [
            writer._add_object(
                DictionaryObject(
                    {
                        NameObject("/FT"): NameObject("/Tx"),
                        NameObject("/TU"): TextStringObject("Feltspørsmål?"),
                        NameObject("/V"): TextStringObject("skjemasvar"),
                    }
                )
            )
        ]
    )
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    writer.add_outline_item(title="bokmerke", page_number=0)
    writer.add_metadata({"/Author": "Una Berg", "/Title": "egenskapstittel"})
    writer.add_attachment("hemmelig.txt", b"vedlegg")
    buffer = io.BytesIO()
    writer.write(buffer)
    return Carrier(
        "notat.pdf",
        buffer.getvalue(),
        read=(
            "brødtekst på siden", "usynligtekst", "sidekommentar", "skjemasvar", "Feltspørsmål",
            "bokmerke", "egenskapstittel",
        ),
        known=("Una Berg",),
        held=("held.scanned", "held.enclosed"),
        dropped=("dropped.empty_pages", "dropped.properties"),
        gone=("vedlegg",),
        parts=("part.body", "part.annotations", "part.fields", "part.outline", "part.properties"),
    )  # fmt: skip


def vtt() -> Carrier:
    text = (
        "WEBVTT\n\nNOTE skjultnotat\n\n00:01.000 --> 00:04.000\n<v Siv Granmo>replikk en her\n\n"
        "2\n00:05.000 --> 00:09.000\n<v Tor Vik>replikk to her\n\nløstekst uten tid\n"
    )
    return Carrier(
        "møte.vtt",
        text.encode(),
        read=("replikk en", "replikk to", "løstekst"),
        known=("Siv Granmo", "Tor Vik"),
        dropped=("dropped.speaker_lines", "dropped.transcript_notes"),
        gone=("skjultnotat",),
    )


def archive() -> Carrier:
    inner = zipped({"dypere.txt": "nestet tekst"})
    data = zipped(
        {
            "b/notat.txt": "Hva er bra?\n- zipmedlem en",
            "../../a.md": "# Hva er bra?\n- glidende navn",
            "c.zip": inner,
            "__MACOSX/._b": b"mac",
            "d.exe": b"MZ\0\0",
            "tom.txt": b"",
        }
    )
    return Carrier(
        "alt.zip",
        data,
        read=(),
        dropped=("dropped.system_files",),
        parts=("part.enclosed",),
        inside=("zipmedlem en", "glidende navn", "nestet tekst"),
    )


def plain() -> Carrier:
    text = "Hva er bra?\n- brødtekst her\n- mer tekst\n"
    return Carrier("notat.txt", text.encode("cp1252"), read=("brødtekst",))


def delimited() -> Carrier:
    text = "Id;Navn;Hva er bra?\n1;Siv Granmo;frisvar her\n2;Tor Vik;annet svar\n"
    return Carrier(
        "svar.csv", text.encode(), read=("frisvar",), known=("Siv Granmo",),
        dropped=("dropped.name_column", "dropped.id_column"),
    )  # fmt: skip


MAKERS: dict[str, Callable[[], Carrier]] = {
    "docx": docx, "xlsx": xlsx, "odt": odt, "ods": ods, "rtf": rtf, "eml": eml, "msg": msg,
    "xls": xls, "pdf": pdf, "vtt": vtt, "zip": archive, "txt": plain, "csv": delimited,
}  # fmt: skip
