"""OpenDocument and RTF files with a word in every place (see ``carrier``)."""

from __future__ import annotations

from carrier import Carrier, zipped

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
