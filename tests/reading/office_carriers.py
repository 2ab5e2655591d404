"""Office files with a word in every place (see ``carrier``)."""

from __future__ import annotations

import io
import zipfile

from carrier import Carrier, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


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
