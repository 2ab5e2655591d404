"""Word documents: nothing that stands is lost, nothing that was deleted comes back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document, Passage

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(body: str, parts: dict[str, str] | None = None) -> bytes:
    """Return the bytes of a Word package with the given body and further parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v">'
            f"<w:body>{body}</w:body></w:document>",
        )
        for name, text in (parts or {}).items():
            z.writestr(name, text)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "notat.docx"
    path.write_bytes(data)
    return read_file(path, "dok-01", Project())


def texts(document: Document, role: str | None = None) -> list[str]:
    return [p.text for p in document.passages if role in (None, p.role)]


def by_text(document: Document, text: str) -> Passage:
    return next(p for p in document.passages if p.text == text)


def test_headings_bullets_and_context(tmp_path):
    d = docx.Document()
    d.add_heading("Hva er bra?", 1)
    d.add_paragraph("de ringer tilbake", style="List Bullet")
    d.add_heading("Ettervern", 1)
    d.add_paragraph("visste ikke hva det var x3", style="List Bullet")
    buffer = io.BytesIO()
    d.save(buffer)
    document = read(tmp_path, buffer.getvalue())
    question = by_text(document, "Hva er bra?")
    answer = by_text(document, "de ringer tilbake")
    assert question.role == "question"
    assert (answer.role, answer.context_id, answer.board) == ("feedback", question.id, None)
    late = by_text(document, "visste ikke hva det var x3")
    assert late.multiplicity == 3
    assert late.context_id == by_text(document, "Ettervern").id


def test_deletions_never_come_back(tmp_path):
    body = (
        "<w:p><w:r><w:t>Møtet var </w:t></w:r>"
        '<w:del w:author="Per Slettås"><w:r><w:delText>SLETTET</w:delText></w:r></w:del>'
        '<w:ins w:author="Mona Innsatt"><w:r><w:t>altfor langt</w:t></w:r></w:ins></w:p>'
        '<w:moveFrom w:author="x"><w:p><w:r><w:t>FLYTTET BORT</w:t></w:r></w:p></w:moveFrom>'
        "<w:p><w:moveFrom><w:r><w:t>FLYTTET</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>kom hit</w:t></w:r></w:moveTo></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("SLETTET RAD") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + paragraph("rad som står") + "</w:tc></w:tr></w:tbl>"
    )
    document = read(tmp_path, package(body))
    joined = " ".join(texts(document))
    assert "SLETTET" not in joined
    assert "FLYTTET" not in joined
    for kept in ("Møtet var altfor langt", "kom hit", "rad som står"):
        assert kept in texts(document)
    assert {"Per Slettås", "Mona Innsatt"} <= set(document.known_names)


def test_every_story_is_read(tmp_path):
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        + paragraph("fra tekstboksen")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        "<w:txbxContent>" + paragraph("fra tekstboksen") + "</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    body = (
        paragraph("i brødteksten")
        + f"<w:p><w:r>{box}</w:r></w:p>"
        + "<w:sdt><w:sdtContent>"
        + paragraph("i innholdskontroll")
        + "</w:sdtContent></w:sdt>"
        + "<w:tbl><w:tr><w:tc>"
        + paragraph("ytre celle")
        + "<w:tbl><w:tr><w:tc>"
        + paragraph("indre celle")
        + "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult tekst</w:t></w:r></w:p>"
    )
    part = f'<w:{{0}} xmlns:w="{W}">{{1}}</w:{{0}}>'
    document = read(
        tmp_path,
        package(
            body,
            {
                "word/header1.xml": part.format("hdr", paragraph("i toppen")),
                "word/footer2.xml": part.format("ftr", paragraph("i bunnen")),
                "word/footnotes.xml": part.format(
                    "footnotes", '<w:footnote w:id="2">' + paragraph("i fotnoten") + "</w:footnote>"
                ),
                "word/endnotes.xml": part.format(
                    "endnotes", '<w:endnote w:id="2">' + paragraph("i sluttnoten") + "</w:endnote>"
                ),
                "word/comments.xml": part.format(
                    "comments",
                    '<w:comment w:author="Odd Merknad">'
                    + paragraph("i merknaden")
                    + "</w:comment>",
                ),
            },
        ),
    )
    for text in (
        "i brødteksten",
        "i innholdskontroll",
        "ytre celle",
        "indre celle",
        "skjult tekst",
        "i toppen",
        "i bunnen",
        "i fotnoten",
        "i sluttnoten",
        "i merknaden",
    ):
        assert texts(document).count(text) == 1, text
    assert texts(document).count("fra tekstboksen") == 1
    assert by_text(document, "i merknaden").role == "other"
    assert "Odd Merknad" in document.known_names


def test_runs_are_joined_and_hyphens_kept(tmp_path):
    body = (
        "<w:p><w:r><w:t>Ka</w:t></w:r><w:r><w:t>ri Nord</w:t><w:softHyphen/><w:t>mann</w:t></w:r>"
        "<w:r><w:t> mor</w:t><w:noBreakHyphen/><w:t>og</w:t></w:r></w:p>"
    )
    assert texts(read(tmp_path, package(body))) == ["Kari Nordmann mor-og"]


def test_theme_table(tmp_path):
    d = docx.Document()
    table = d.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Tema", "Hva ble sagt", "Oppfølging"), strict=True):
        cell.text = text
    for cell, text in zip(
        table.rows[1].cells,
        ("Samvær", "for sjelden\nalltid på kontoret", "Ring tolken"),
        strict=True,
    ):
        cell.text = text
    buffer = io.BytesIO()
    d.save(buffer)
    document = read(tmp_path, buffer.getvalue())
    heading = by_text(document, "Samvær")
    assert heading.role == "heading"
    assert texts(document, "feedback") == ["for sjelden", "alltid på kontoret"]
    assert by_text(document, "for sjelden").context_id == heading.id
    assert by_text(document, "Ring tolken").role == "follow_up"


def test_author_names_are_known_but_never_shown(tmp_path):
    d = docx.Document()
    d.core_properties.author = "Turid Filskriver"
    d.add_paragraph("helt greit møte")
    buffer = io.BytesIO()
    d.save(buffer)
    document = read(tmp_path, buffer.getvalue())
    assert "Turid Filskriver" in document.known_names
    assert any(dropped.what == "dropped.author_names" for dropped in document.dropped)
    shown = repr(document) + str(document)
    assert "Turid" not in shown
    assert "notat.docx" not in shown
    assert "greit" not in shown


def dropped(document: Document) -> dict[str, int]:
    return {entry.what: entry.count for entry in document.dropped}


def test_pictures_beside_text_are_one_notice_and_objects_are_held(tmp_path):
    data = package(
        paragraph("se bildet"),
        {
            "word/media/image1.png": "x",
            "word/media/image2.png": "x",
            "word/embeddings/ark.bin": "x",
        },
    )
    document = read(tmp_path, data)
    assert {held.reason for held in document.held} == {"held.embedded"}
    assert dropped(document)["noted.pictures"] == 2


def test_pictures_without_text_are_held_but_not_the_logo(tmp_path):
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="image" Target="media/logo.png"/></Relationships>'
    )
    margin = f'<w:hdr xmlns:w="{W}">{paragraph("En kommune")}</w:hdr>'
    data = package(
        "<w:p/>",
        {
            "word/media/logo.png": "x",
            "word/media/skann.png": "x",
            "word/header1.xml": margin,
            "word/_rels/header1.xml.rels": link,
        },
    )
    document = read(tmp_path, data)
    assert [held.reason for held in document.held] == ["held.picture"]
    assert dropped(document)["noted.pictures"] == 1


def test_deleted_text_is_counted(tmp_path):
    body = (
        "<w:p><w:r><w:t>står</w:t></w:r>"
        "<w:del><w:r><w:delText>borte</w:delText></w:r></w:del>"
        "<w:del><w:r><w:delText>også</w:delText></w:r></w:del><w:del/></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del><w:r>"
        "<w:delText>celle</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"
    )
    comment = f'<w:comments xmlns:w="{W}"><w:comment><w:p><w:del><w:r><w:delText>x</w:delText>'
    comment += "</w:r></w:del></w:p></w:comment></w:comments>"
    document = read(tmp_path, package(body, {"word/comments.xml": comment}))
    assert dropped(document)["dropped.deleted_text"] == 4
    assert texts(document) == ["står"]


def test_nothing_to_follow_up_is_no_passage(tmp_path):
    d = docx.Document()
    table = d.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        (("Tema", "Innspill", "Oppfølging"), ("A", "litt", "-"), ("B", "mye", "–")),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    d.save(buffer)
    assert texts(read(tmp_path, buffer.getvalue()), "follow_up") == []


def test_hidden_parts_are_searched(tmp_path):
    chart = (
        '<c:chartSpace xmlns:c="urn:c" xmlns:a="urn:a"><a:t>Svar fra Siv</a:t>'
        "<c:cat><c:v>Oddrun</c:v></c:cat><c:val><c:v>3.5</c:v></c:val></c:chartSpace>"
    )
    settings = (
        f'<w:settings xmlns:w="{W}"><w:docVars><w:docVar w:name="Sak" w:val="Kari Skjult"/>'
        "</w:docVars></w:settings>"
    )
    document = read(
        tmp_path,
        package(
            paragraph("synlig"),
            {
                "word/charts/chart1.xml": chart,
                "word/settings.xml": settings,
                "customXml/item1.xml": '<p navn="Per Prikk"><sak>om Eli</sak></p>',
                "customXml/item2.xml": "ikke xml",
                "docProps/core.xml": '<c xmlns:d="urn:d"><d:title>Referat Ida B.</d:title></c>',
            },
        ),
    )
    hidden = {p.text: p.locator for p in document.passages if p.role == "other"}
    assert hidden == {
        "Svar fra Siv": "diagram 1",
        "Oddrun": "diagram 1",
        "Kari Skjult": "dokumentvariabel 1",
        "om Eli": "tilleggsdata 1",
        "Per Prikk": "tilleggsdata 1",
        "Referat Ida B.": "filegenskap 1",
    }
    assert [(h.locator, h.reason) for h in document.held] == [("tilleggsdata 2", "held.part")]


def test_only_a_picture_is_held_as_no_text(tmp_path):
    document = read(tmp_path, package("<w:p/>", {"word/media/image1.png": "x"}))
    assert document.passages == ()
    assert ("", "held.no_text") in {(held.locator, held.reason) for held in document.held}


def test_entities_are_refused(tmp_path):
    bomb = (
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr("word/document.xml", bomb)
    with pytest.raises(ReadError) as caught:
        read(tmp_path, buffer.getvalue())
    assert caught.value.key == "reading.held.unsafe_xml"


def test_register_knows_names_but_not_places(tmp_path):
    d = docx.Document()
    table = d.add_table(rows=2, cols=3)
    rows = (("Navn", "Alder", "Bor"), ("Siv", "15", "Storhavn"))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    d.save(buffer)
    document = read(tmp_path, buffer.getvalue())
    assert document.known_names == ("Siv",)
    assert texts(document, "feedback") == []


def test_the_main_part_may_be_numbered(tmp_path):
    with zipfile.ZipFile(io.BytesIO(package(paragraph("- de svarer")))) as z:
        body = z.read("word/document.xml")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr("word/document2.xml", body)
    assert texts(read(tmp_path, buffer.getvalue())) == ["de svarer"]


def test_the_strict_variant_is_held(tmp_path):
    data = package(paragraph("tekst"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        body = old.read("word/document.xml").decode()
        new.writestr(
            "word/document.xml",
            body.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        )
    with pytest.raises(ReadError) as caught:
        read(tmp_path, buffer.getvalue())
    assert caught.value.key == "reading.held.strict"


def test_every_unknown_part_is_held(tmp_path):
    data = package(paragraph("tekst"), {"word/nytt.xml": "<a/>", "annet/x.bin": "y"})
    assert [h.reason for h in read(tmp_path, data).held] == ["held.part", "held.part"]


def test_teams_transcripts_as_word_files(tmp_path):
    d = docx.Document()
    for name, when, said in [
        ("Siv Granmo", "0:03", "Hva synes dere om oppfølgingen?"),
        ("Tor Vik", "0:12", "Jeg synes ventetiden var lang."),
        ("Una Berg", "1:02", "De ringte tilbake, det var bra."),
        ("Tor Vik", "1:20", "Ja, det er sant."),
    ]:
        turn = d.add_paragraph()
        turn.add_run(name).bold = True
        turn.add_run(f"   {when}").add_break()
        turn.add_run(said)
    buffer = io.BytesIO()
    d.save(buffer)
    document = read(tmp_path, buffer.getvalue())
    assert {"Siv Granmo", "Tor Vik", "Una Berg"} <= set(document.known_names)
    assert not any("Vik" in p.text or "Granmo" in p.text for p in document.passages)
    assert by_text(document, "Jeg synes ventetiden var lang.").respondent is not None
