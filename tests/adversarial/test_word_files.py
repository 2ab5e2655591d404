"""H23-H26: every story of a Word file, its history, its leftovers and its runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from adversarial.packages import R, relations, runs, story, table, word, zipped
from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document
from oracle import Outcome, leaked

Road = Callable[..., Outcome]
NAMES = {
    "body": "Ingeborg Kvammen",
    "table": "Torunn Fagerbakk",
    "nested table": "Laila Rognstad",
    "first header": "Sander Myrhaug",
    "even header": "Odd Hestnes",
    "odd header": "Berit Langmo",
    "footer": "Vegard Stokkeland",
    "footnote": "Guro Mæland",
    "endnote": "Solfrid Eidsmo",
    "text box": "Camilla Vesterøy",
    "content control": "Magnhild Øygarden",
    "chart": "Ståle Tveitaskog",
    "SmartArt": "Reidun Brandvold",
    "alt text": "Marit Elvebakk",
    "equation": "Terje Brenna",
    "comment": "Renate Bakkehaug",
}


def said(place: str) -> str:
    return f"det var møte med {NAMES[place]} om skolen"


def stories() -> bytes:
    """A Word file with a name in every story."""
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:docPr id="1" name="b" descr="{said("alt text")}"/>'
        f"<wps:txbx><w:txbxContent>{runs(said('text box'))}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice></mc:AlternateContent>"
    )
    body = (
        runs("Hva er bra?")
        + runs(said("body"))
        + table(runs(said("table")), table(runs(said("nested table"))))
        + f"<w:p><w:r>{box}</w:r></w:p>"
        + f"<w:sdt><w:sdtContent>{runs(said('content control'))}</w:sdtContent></w:sdt>"
        + f"<w:p><m:oMath><m:r><m:t>{said('equation')}</m:t></m:r></m:oMath></w:p>"
    )
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title>'
        f"<a:p><a:r><a:t>{said('chart')}</a:t></a:r></a:p></c:title></c:chart></c:chartSpace>"
    )
    smart = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:t>'
        f"<a:p><a:r><a:t>{said('SmartArt')}</a:t></a:r></a:p></dgm:t></dgm:dataModel>"
    )
    return word(
        body,
        {
            "word/header1.xml": story("hdr", runs(said("first header"))),
            "word/header2.xml": story("hdr", runs(said("even header"))),
            "word/header3.xml": story("hdr", runs(said("odd header"))),
            "word/footer1.xml": story("ftr", runs(said("footer"))),
            "word/footnotes.xml": story(
                "footnotes", f'<w:footnote w:id="2">{runs(said("footnote"))}</w:footnote>'
            ),
            "word/endnotes.xml": story(
                "endnotes", f'<w:endnote w:id="2">{runs(said("endnote"))}</w:endnote>'
            ),
            "word/comments.xml": story(
                "comments",
                '<w:comment w:id="1" w:author="Rune Kvitnes" w:initials="RK">'
                f"{runs(said('comment'))}</w:comment>",
            ),
            "word/charts/chart1.xml": chart,
            "word/diagrams/data1.xml": smart,
        },
    )


def read(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    return read_file(path, "dok-01", Project())


def test_h23_every_story_is_read(tmp_path: Path) -> None:
    """A name in any story is in the text that is searched."""
    document = read(tmp_path / "a.docx", stories())
    text = "\n".join(passage.text for passage in document.passages)
    assert [place for place, name in NAMES.items() if name not in text] == []


def test_h23_a_story_that_cannot_be_read_is_held(tmp_path: Path) -> None:
    """A broken part stops the document; it is not passed over."""
    content = word(runs("vi ble hørt"), {"word/footnotes.xml": "<w:footnotes"})
    with pytest.raises(ReadError) as refused:
        read(tmp_path / "a.docx", content)
    assert refused.value.key == "reading.held.damaged"


def test_h23_no_story_leaks(road: Road, notes: Path) -> None:
    """And out of no story anything leaks."""
    (notes / "b.docx").write_bytes(stories())
    road([*NAMES.values(), "Rune Kvitnes"], twice=True)


HISTORY = (
    runs("Hva er vanskelig?")
    + '<w:p><w:ins w:author="Per Innstad"><w:r><w:t>møtene med Hilde Sletta er for lange'
    "</w:t></w:r></w:ins></w:p>"
    '<w:p><w:del w:author="Odd Slettmark"><w:r><w:delText>Yngvild Borteid</w:delText></w:r></w:del>'
    "<w:r><w:t>de svarer ikke</w:t></w:r></w:p>"
    '<w:p><w:moveFrom w:author="Gro Flyttmo"><w:r><w:t>Tiril Flyttet</w:t></w:r></w:moveFrom></w:p>'
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult for Jorunn Usett</w:t></w:r></w:p>"
    '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/><w:sz w:val="2"/></w:rPr>'
    "<w:t>hvit tekst om Arvid Kvittem</w:t></w:r></w:p>"
    '<w:p w:rsidR="00A1B2C3"><w:r><w:rPr><w:rPrChange w:author="Siv Formstad"><w:rPr/>'
    "</w:rPrChange></w:rPr><w:t>det tar for lang tid</w:t></w:r></w:p>"
)
HISTORIC = [
    *("Per Innstad", "Hilde Sletta", "Odd Slettmark", "Yngvild Borteid", "Gro Flyttmo"),
    *("Tiril Flyttet", "Jorunn Usett", "Arvid Kvittem", "Siv Formstad"),
]


def test_h24_history_does_not_leave(road: Road, notes: Path) -> None:
    """What was put in is analyzed, what was deleted is gone, the authors too; all built fresh."""
    (notes / "b.docx").write_bytes(word(HISTORY))
    outcome = road(HISTORIC)
    assert "borteid" not in outcome.written()
    for name in ("kapittel.docx", "tilbakemelding.docx"):
        with zipfile.ZipFile(outcome.report / name) as package:
            parts = " ".join(package.namelist())
            assert "comments" not in parts and "people" not in parts
            assert b"00A1B2C3" not in b"".join(map(package.read, package.namelist()))


def test_h24_inserted_and_hidden_text_is_analyzed(tmp_path: Path) -> None:
    """Insertions, hidden and white text are read; deletions are not."""
    document = read(tmp_path / "a.docx", word(HISTORY))
    text = "\n".join(passage.text for passage in document.passages)
    found = leaked([text], HISTORIC)
    assert found == ["Hilde Sletta", "Jorunn Usett", "Arvid Kvittem"]


LEFT = ["Eldbjørg Forfatne", "Firma Fjelltopp", "Torbjørg Sjefsen", "Kjellaug Tittelmo"]


def leftovers() -> bytes:
    """A Word file with a name in everything that is no text."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Eldbjørg Forfatne'
        "</dc:creator><dc:title>Samtale med Kjellaug Tittelmo</dc:title></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Manager>Torbjørg Sjefsen</Manager></Properties>'
    )
    custom = "<data xmlns='urn:egen'><navn>notat om Gudveig Datamo</navn></data>"
    settings = story(
        "settings", '<w:docVars><w:docVar w:name="a" w:val="møte med Oddny Variabel"/></w:docVars>'
    )
    return word(
        runs("Hva er bra?") + runs("vi ble hørt da vi sa fra"),
        {
            "docProps/core.xml": core,
            "docProps/app.xml": app,
            "docProps/thumbnail.jpeg": b"\xff\xd8\xff Aslaug Miniatyr",
            "customXml/item1.xml": custom,
            "word/settings.xml": settings,
            "word/embeddings/a.xlsx": zipped({"xl/workbook.xml": "Borghild Innebygd"}),
            "word/glemt.xml": "<a>Dagrun Ubrukt</a>",
            "word/_rels/document.xml.rels": relations(
                ("hyperlink", "mailto:magna.epostmo@eksempel.invalid", True),
                ("attachedTemplate", r"file:///C:\Users\sigfrid.malstad\mal.dotx", True),
            ),
        },
        comment="Ragna Zipmo".encode("cp1252"),
    )


def test_h25_leftovers_do_not_leave(road: Road, notes: Path) -> None:
    """Properties, thumbnail, embedded files, data, links and zip comments stay behind."""
    (notes / "b.docx").write_bytes(leftovers())
    outcome = road(
        [
            *LEFT,
            *("Gudveig Datamo", "Oddny Variabel", "Aslaug Miniatyr", "Borghild Innebygd"),
            *("Dagrun Ubrukt", "magna.epostmo@eksempel.invalid", "sigfrid.malstad", "Ragna Zipmo"),
        ]
    )
    assert "held.embedded" in outcome.held("dok-02")
    for path in outcome.report.glob("*.[dx][ol][cs]x"):
        with zipfile.ZipFile(path) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert package.comment == b""
            assert all(entry.extra == b"" for entry in package.infolist())


def linked(*before: str, inside: str) -> str:
    """A paragraph whose end stands in a hyperlink."""
    first = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in before)
    link = f'<w:hyperlink r:id="rId1" xmlns:r="{R}"><w:r><w:t>{inside}</w:t></w:r></w:hyperlink>'
    return f'<w:p xml:space="preserve">{first}{link}</w:p>'


FIELD = (
    '<w:p><w:r><w:t xml:space="preserve">møtet med </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText>MERGEFIELD navn</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Åshild Feltmark</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
GAMES = {
    "runs": (runs("møtet med Ka", "ri ", "Kva", "mmen gikk bra"), "Kari Kvammen"),
    "soft hyphen": (
        runs("møtet med Kari Kva", "<w:softHyphen/>", "mmen gikk bra"),
        "Kari Kvammen",
    ),
    "hyphen": (
        runs("møtet med Kari-Anne", "<w:noBreakHyphen/>", "Kvammen gikk bra"),
        "Kvammen",
    ),
    "symbol": (
        runs("møtet med K", '<w:sym w:font="Arial" w:char="0061"/>', "ri Kvammen gikk bra"),
        "Kari Kvammen",
    ),
    "tab": (runs("møtet med Kari", "<w:tab/>", "Kvammen gikk bra"), "Kari Kvammen"),
    "link": (linked("møtet med Kari Kva", inside="mmen"), "Kari Kvammen"),
    "field": (FIELD, "Åshild Feltmark"),
}


@pytest.mark.parametrize(("body", "name"), GAMES.values(), ids=GAMES)
def test_h26_a_name_in_pieces_is_masked(
    body: str, name: str, tmp_path: Path, mask: Callable[[str], object]
) -> None:
    """The name is found on the joined text, and no half stays."""
    document = read(tmp_path / "a.docx", word(body))
    clean = " ".join(mask(passage.text).text for passage in document.passages)
    assert leaked([clean], [name, *name.split(), "Kva", "mmen"]) == []
    assert "[navn]" in clean


def test_h26_a_released_file_holds_no_half(road: Road, notes: Path) -> None:
    """The same for a whole run."""
    body = runs("Hva er bra?") + "".join(body for body, _ in GAMES.values())
    (notes / "b.docx").write_bytes(word(body))
    road(["Kari", "Kvammen", "mmen", "Åshild Feltmark", "Feltmark"])


def test_h23_the_names_are_really_there() -> None:
    """What the tests above do not find is in the file."""
    with zipfile.ZipFile(io.BytesIO(stories())) as package:
        text = b"".join(map(package.read, package.namelist())).decode()
    assert all(name in text for name in NAMES.values())
