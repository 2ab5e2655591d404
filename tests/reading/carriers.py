"""Files of every format with an invented word in every place that can hold one.

Each maker returns the bytes, and the words by what must become of them: ``read`` stand in a
passage, ``known`` are known names, ``held`` are the reasons and how often each is met, ``dropped``
the same for what is left out on purpose, and ``gone`` may stand nowhere.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

from compound_file import compound_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Carrier:
    name: str
    data: bytes
    read: tuple[str, ...]
    known: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("part.body",)
    inside: tuple[str, ...] = field(default=())
    """Words that stand in the documents of files inside this one."""


def zipped(parts: dict[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            z.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return buffer.getvalue()


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _w(root: str, body: str) -> str:
    return (
        f'<w:{root} xmlns:w="{W}" xmlns:a="{A}" xmlns:wp="urn:wp" xmlns:v="urn:v" '
        f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{body}</w:{root}>'
    )


def _a(text: str) -> str:
    return f'<d xmlns:a="{A}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d>'


def docx() -> Carrier:
    body = (
        _p("brødtekst")
        + "<w:tbl><w:tr><w:tc>" + _p("ytrecelle") + "<w:tbl><w:tr><w:tc>" + _p("indrecelle")
        + "</w:tc></w:tr></w:tbl>" + _p("") + "</w:tc></w:tr></w:tbl>"
        + "<w:sdt><w:sdtPr><w:alias w:val='kontrolltittel'/><w:dropDownList>"
        + "<w:listItem w:displayText='listevalg' w:value='1'/></w:dropDownList></w:sdtPr>"
        + "<w:sdtContent>" + _p("innholdskontroll") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:ins w:author='Siv Granmo'><w:r><w:t>innsatt</w:t></w:r></w:ins>"
        + "<w:del w:author='Siv Granmo'><w:r><w:delText>slettet</w:delText></w:r></w:del>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> skjultskrift</w:t></w:r>"
        + "<w:moveFrom><w:r><w:t>flyttetfra</w:t></w:r></w:moveFrom>"
        + "<w:moveTo><w:r><w:t> flyttettil</w:t></w:r></w:moveTo></w:p>"
        + "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr='alternativtekst' title='bildetittel'/>"
        + "<a:graphic><a:p><a:r><a:t>lerret</a:t></a:r></a:p></a:graphic></wp:inline></w:drawing>"
        + "<w:pict><v:shape alt='gammelalt'><v:textpath string='ordkunst'/><v:textbox>"
        + "<w:txbxContent>" + _p("tekstboks") + "</w:txbxContent></v:textbox></v:shape></w:pict>"
        + "</w:r></w:p>"
    )  # fmt: skip
    data = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": _w("document", f"<w:body>{body}</w:body>"),
            "word/header1.xml": _w(
                "hdr",
                _p("topptekst")
                + "<w:p><w:r><w:pict><wp:docPr descr='toppalt'/></w:pict></w:r></w:p>",
            ),
            "word/footer2.xml": _w("ftr", _p("bunntekst")),
            "word/footnotes.xml": _w("footnotes", f"<w:footnote>{_p('fotnote')}</w:footnote>"),
            "word/endnotes.xml": _w("endnotes", f"<w:endnote>{_p('sluttnote')}</w:endnote>"),
            "word/comments.xml": _w(
                "comments", f"<w:comment w:author='Tor Vik'>{_p('merknad')}</w:comment>"
            ),
            "word/glossary/document.xml": _w("glossaryDocument", _p("byggeblokk")),
            "word/numbering.xml": _w("numbering", "<w:lvlText w:val='Listeord %1'/>"),
            "word/settings.xml": _w("settings", "<w:docVar w:name='n' w:val='dokumentvariabel'/>"),
            "word/diagrams/data1.xml": _a("smartart"),
            "word/drawings/drawing1.xml": _a("diagramform"),
            "word/charts/chart1.xml": f'<c xmlns:a="{A}"><a:t>diagramtittel</a:t></c>',
            "customXml/item1.xml": "<rot><felt>tilleggsfelt her</felt></rot>",
            "docProps/core.xml": "<c><title>egenskapstittel</title><creator>Una Berg</creator></c>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r" '
            'TargetMode="External" Target="mailto:kari@ukjent.example"/></Relationships>',
            "word/embeddings/ark.xlsx": b"PK",
            "word/afchunk.mht": b"html",
            "word/vbaProject.bin": b"makro",
            "word/media/image1.png": b"bilde",
            "word/ukjent/del.bin": b"ukjent",
        }
    )
    return Carrier(
        "notat.docx",
        data,
        read=(
            "brødtekst", "ytrecelle", "indrecelle", "innholdskontroll", "innsatt", "skjultskrift",
            "flyttettil", "tekstboks", "topptekst", "bunntekst", "fotnote", "sluttnote", "merknad",
            "byggeblokk", "Listeord", "dokumentvariabel", "smartart", "diagramform",
            "diagramtittel", "tilleggsfelt", "egenskapstittel", "alternativtekst", "bildetittel",
            "lerret", "gammelalt", "ordkunst", "toppalt", "kontrolltittel", "listevalg",
        ),
        known=("Siv Granmo", "Tor Vik", "Una Berg", "kari@ukjent.example"),
        held=("held.embedded", "held.embedded", "held.part"),
        dropped=("dropped.deleted_text", "noted.macros", "noted.pictures", "dropped.link_targets"),
        gone=("slettet", "flyttetfra"),
        parts=(
            "part.body", "part.text_boxes", "part.footnotes", "part.margins", "part.comments",
            "part.diagrams", "part.alt", "part.fields", "part.glossary", "part.custom",
            "part.properties",
        ),
    )  # fmt: skip


def xlsx() -> Carrier:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Hva er bra?", "Hva kan bli bedre?"])
    sheet.append(["vanligcelle", "skjultkolonne"])
    sheet.append(["skjultrad", 17839012345])
    sheet.append(["=A2&A3", "rikcelle"])
    sheet["A2"].comment = Comment("cellemerknad", "Tor Vik")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.oddHeader.left.text = "arktopp"
    sheet.firstFooter.right.text = "arkbunn"
    sheet.evenFooter.center.text = "jevnbunn"
    choice = DataValidation(type="list", formula1='"nedtrekk,annetvalg"')
    choice.promptTitle, choice.prompt = "hjelpetittel", "hjelpetekst"
    choice.add("C2")
    sheet.add_data_validation(choice)
    hidden = book.create_sheet("Gjemt hos Una")
    hidden.append(["Hva er bra?"])
    hidden.append(["skjultark"])
    hidden.sheet_state = "hidden"
    very = book.create_sheet("Mer")
    very.append(["Hva er bra?"])
    very.append(["veldigskjult"])
    very.sheet_state = "veryHidden"
    book.defined_names["Omraade_Siv"] = DefinedName("Omraade_Siv", attr_text='"områdetekst"')
    book.properties.creator = "Una Berg"
    book.properties.title = "boktittel"
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{X}"><si><t>foreldreløsstreng</t></si></sst>'
    parts["xl/threadedComments/threadedComment1.xml"] = (
        "<ThreadedComments><threadedComment><text>tr\u00e5dmerknad</text></threadedComment>"
        "</ThreadedComments>"
    )
    parts["xl/persons/person.xml"] = '<personList><person displayName="Siv Granmo"/></personList>'
    parts["xl/drawings/drawing9.xml"] = (
        f'<d xmlns:a="{A}" xmlns:x="urn:x"><x:cNvPr descr="arkalt"/>'
        "<a:p><a:r><a:t>arkboks</a:t></a:r></a:p></d>"
    )
    parts["xl/drawings/vmlDrawing9.vml"] = "<xml><textbox><div>knapptekst</div></textbox></xml>"
    parts["xl/charts/chart9.xml"] = f'<c xmlns:a="{A}"><a:t>grafitittel</a:t></c>'
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = "<p/>"
    parts["xl/externalLinks/externalLink1.xml"] = "<e/>"
    parts["xl/embeddings/ole.bin"] = b"ole"
    parts["xl/model/item.data"] = b"modell"
    return Carrier(
        "svar.xlsx",
        zipped(parts),
        read=(
            "vanligcelle", "skjultkolonne", "skjultrad", "17839012345", "rikcelle", "cellemerknad",
            "arktopp", "arkbunn", "jevnbunn", "nedtrekk", "annetvalg", "hjelpetittel",
            "hjelpetekst", "skjultark", "veldigskjult", "Gjemt hos Una", "Omraade Siv",
            "områdetekst", "boktittel", "foreldreløsstreng", "trådmerknad", "arkalt", "arkboks",
            "knapptekst", "grafitittel",
        ),
        known=("Tor Vik", "Una Berg", "Siv Granmo"),
        held=("held.formula", "held.pivot", "held.external", "held.embedded", "held.part"),
        parts=(
            "part.cells", "part.comments", "part.text_boxes", "part.names", "part.alt",
            "part.margins", "part.validations", "part.custom", "part.diagrams", "part.properties",
        ),
    )  # fmt: skip


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "meta": "meta", "svg": "svg-compatible", "form": "form",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def _open(kind: str, body: str, more: dict[str, bytes | str] | None = None) -> bytes:
    meta = (
        "<office:meta><dc:title>egenskapstittel</dc:title><meta:initial-creator>Una Berg"
        "</meta:initial-creator><meta:user-defined>egetfelt</meta:user-defined></office:meta>"
    )
    margins = (
        "<office:master-styles><style:master-page><style:header><text:p>topptekst</text:p>"
        "</style:header><style:footer><text:p>bunntekst</text:p></style:footer>"
        "</style:master-page></office:master-styles>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {_ODF}>{body}</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}>{margins}</office:document-styles>",
            "meta.xml": f"<office:document-meta {_ODF}>{meta}</office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
            "settings.xml": "<s/>",
            "Pictures/1.png": b"bilde",
            "Object 1/content.xml": "<o/>",
            **(more or {}),
        },
        stored=("mimetype",),
    )


_NOTE = (
    "<office:annotation><dc:creator>Tor Vik</dc:creator><text:p>merknad</text:p>"
    "</office:annotation>"
)
_IMAGE = (
    "<draw:frame><svg:title>bildetittel</svg:title><svg:desc>alternativtekst</svg:desc>"
    "<draw:text-box><text:p>tekstboks</text:p></draw:text-box></draw:frame>"
)


def odt() -> Carrier:
    body = (
        "<office:body><office:text><text:tracked-changes><text:changed-region><text:deletion>"
        "<office:change-info><dc:creator>Siv Granmo</dc:creator></office:change-info>"
        "<text:p>slettet</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<office:forms><form:form><form:text form:current-value='skjemafelt'/></form:form>"
        "</office:forms><text:h>Overskrift</text:h>"
        f"<text:p>brød<text:span>tekst</text:span>{_NOTE}<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>fotnote</text:p></text:note-body></text:note>"
        f"{_IMAGE}</text:p><text:list><text:list-item><text:p>punkt</text:p></text:list-item>"
        "</text:list><table:table><table:table-row><table:table-cell><text:p>ytrecelle</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>indrecelle</text:p>"
        "</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row>"
        "</table:table><text:section text:display='none'><text:p>skjultdel</text:p>"
        "</text:section><text:p><text:a>lenketekst</text:a></text:p></office:text></office:body>"
    )
    return Carrier(
        "notat.odt",
        _open("text", body),
        read=(
            "Overskrift", "brødtekst", "merknad", "fotnote", "tekstboks", "punkt", "ytrecelle",
            "indrecelle", "skjultdel", "lenketekst", "topptekst", "bunntekst", "bildetittel",
            "alternativtekst", "egenskapstittel", "egetfelt", "skjemafelt",
        ),
        known=("Tor Vik", "Una Berg", "Siv Granmo"),
        held=("held.embedded",),
        dropped=("dropped.deleted_text", "noted.pictures"),
        gone=("slettet",),
        parts=(
            "part.body", "part.text_boxes", "part.footnotes", "part.comments", "part.margins",
            "part.alt", "part.fields", "part.properties",
        ),
    )  # fmt: skip


def ods() -> Carrier:
    def cell(text: str, attributes: str = "", more: str = "") -> str:
        return f"<table:table-cell {attributes}>{more}<text:p>{text}</text:p></table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    body = (
        "<office:body><office:spreadsheet><table:table table:name='Hos Siv'>"
        + row(cell("Hva er bra?"), cell("Hva kan bli bedre?"))
        + row(
            cell("vanligcelle", more=_NOTE), cell("gjentatt", "table:number-columns-repeated='2'")
        )
        + row(
            cell("1,78E+10", "office:value-type='float' office:value='17839012345'"),
            "<table:table-cell table:formula='of:=A1'/>",
            cell("etterformel"),
        )
        + "<table:table-row table:number-rows-repeated='1048000'><table:table-cell "
        "table:number-columns-repeated='1024'/></table:table-row></table:table>"
        f"<table:table table:name='Ark2' table:display='false'>{row(cell('Hva er bra?'))}"
        + row(cell("skjultark", more=_IMAGE))
        + "</table:table></office:spreadsheet></office:body>"
    )
    return Carrier(
        "svar.ods",
        _open("spreadsheet", body),
        read=(
            "vanligcelle", "gjentatt", "17839012345", "etterformel", "skjultark", "merknad",
            "tekstboks", "alternativtekst", "Hos Siv", "topptekst", "bunntekst", "egetfelt",
        ),
        known=("Tor Vik", "Una Berg"),
        held=("held.formula", "held.embedded"),
        dropped=("noted.pictures",),
        parts=("part.cells", "part.text_boxes", "part.names", "part.comments", "part.margins"),
    )  # fmt: skip


def rtf() -> Carrier:
    text = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Skriftnavn;}{\f1\fcharset238 A;}}"
        r"{\*\revtbl{Unknown;}{Siv Granmo;}}"
        r"{\info{\title egenskapstittel}{\author Una Berg}{\doccomm filkommentar}}"
        r"{\header topptekst\par}{\footerf bunntekst\par}"
        r"br\'f8dtekst {\b fet}skrift\par "
        r"{\v skjultskrift}\par {\deleted\revauthdel1 slettet}{\revised innsatt}\par "
        r"{\listtext\'b7\tab}punkt\par lang\line linje\par "
        r"\u268?\u8211?tegn \u-10179?\u-8704?\par "
        r"ord{\footnote\ftnalt fotnote}{\*\atnauthor Tor Vik}{\*\annotation merknad}\par "
        r"\trowd ytrecelle\cell annencelle\cell\row "
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt lenketekst}}\par "
        r"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv alternativtekst}}{\shptxt tekstboks\par}}}"
        r"{\object{\*\objdata 00ff}{\result objektvisning}}{\pict 00ff}"
        r"{\upr{gammelkopi}{\*\ud{nykopi}}}{\*\ukjentting skjultgruppe}"
        r"\f1\'9e" + "\\par }"
    )
    return Carrier(
        "notat.rtf",
        text.encode("ascii"),
        read=(
            "brødtekst", "fetskrift", "skjultskrift", "innsatt", "punkt", "linje", "Č–tegn",
            "\U0001f600", "fotnote", "merknad", "ytrecelle", "annencelle", "lenketekst",
            "tekstboks", "objektvisning", "nykopi", "topptekst", "bunntekst", "egenskapstittel",
            "filkommentar", "alternativtekst", "ž",
        ),
        known=("Tor Vik", "Una Berg", "Siv Granmo"),
        held=("held.embedded",),
        dropped=("dropped.deleted_text", "noted.pictures", "dropped.unknown_groups"),
        gone=("slettet", "gammelkopi", "Skriftnavn", "skjultgruppe", "HYPERLINK"),
        parts=(
            "part.body", "part.footnotes", "part.margins", "part.comments", "part.properties",
            "part.alt",
        ),
    )  # fmt: skip


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
