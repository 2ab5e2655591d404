"""E-mails: what the writer says, apart from signature, quotation and headers."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_documents
from medvirk_nlp.reading.html_text import page_text
from medvirk_nlp.records import Document


def mail(body: str = "", page: str = "", subject: str = "Innspill") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Siv Granmo <siv@ukjent.example>"
    message["To"] = "post@ukjent.example"
    message["Subject"] = subject
    message["MIME-Version"] = "1.0"
    del message["MIME-Version"]
    if body:
        message.set_content(body)
    if page and body:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message


def read(tmp_path, content: EmailMessage | bytes) -> Document:
    path = tmp_path / "a.eml"
    path.write_bytes(content if isinstance(content, bytes) else bytes(content))
    return read_documents(path, "dok-01", Project())[0]


def feedback(document: Document) -> list[str]:
    return [p.text for p in document.passages if p.role == "feedback"]


@pytest.mark.parametrize(
    "head",
    [
        "-----Opprinnelig melding-----",
        "Fra: Tor Vik\nSendt: mandag 2. mars 2026\nTil: Siv",
        "*Frå:* Tor Vik\n*Dato:* i går",
        "From: Tor Vik\nDate: Monday\nSubject: x",
        "Den man. 2. mars 2026 kl. 10:00 skrev Tor Vik <tor@ukjent.example>:",
        "On Mon, Mar 2, 2026 at 10:00 Tor Vik wrote:",
        "Begin forwarded message:",
    ],
)
def test_earlier_mails_are_searched_and_not_counted(tmp_path, head):
    body = f"Hei\n\nVentetiden er for lang.\n\n{head}\n\nDette skrev noen andre før.\n"
    document = read(tmp_path, mail(body))
    assert feedback(document) == ["Ventetiden er for lang."]
    assert any("noen andre" in p.text for p in document.passages)


def test_quoted_lines_between_answers(tmp_path):
    document = read(tmp_path, mail("> Hva er bra?\nDe hører etter.\n> Og dårlig?\nLange køer.\n"))
    assert " ".join(feedback(document)) == "De hører etter. Lange køer."


@pytest.mark.parametrize("closing", ["Hilsen", "Mvh", "Med vennlig hilsen", "-- "])
def test_signatures_are_no_feedback_and_give_the_name(tmp_path, closing):
    body = f"Møtene er for lange.\n\n{closing}\nTor Vik\nRådgiver\nTlf 99 88 77 66\n"
    document = read(tmp_path, mail(body))
    assert feedback(document) == ["Møtene er for lange."]
    assert "Tor Vik" in document.known_names


def test_a_line_that_only_looks_like_a_header_is_what_somebody_says(tmp_path):
    document = read(tmp_path, mail("Fra: barnas side er det viktig å bli hørt.\n\nMer tid.\n"))
    assert len(feedback(document)) == 2


def test_the_page_is_read_where_it_says_more(tmp_path):
    page = "<p>Se vedlegg.</p><p style='display:none'>skjult linje her</p><p>Køen er lang.</p>"
    document = read(tmp_path, mail("Se vedlegg.\nbare i ren tekst\n", page))
    said = [p.text for p in document.passages]
    assert {"Se vedlegg.", "skjult linje her", "Køen er lang.", "bare i ren tekst"} <= set(said)


def test_the_same_words_are_read_once(tmp_path):
    document = read(tmp_path, mail("Køen er lang.\n", "<p>Køen er lang.</p>"))
    assert feedback(document) == ["Køen er lang."]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "windows-1252", "finnes-ikke"])
def test_encodings(tmp_path, charset):
    body = "Møtene på skolen er altfor lange."
    used = "cp1252" if charset == "finnes-ikke" else charset
    head = (
        "From: =?iso-8859-1?Q?K=E5re_Vik?= <a@ukjent.example>\r\nSubject: x\r\n"
        f"Content-Type: text/plain; charset={charset}\r\n\r\n"
    )
    document = read(tmp_path, head.encode() + body.encode(used))
    assert feedback(document) == [body]
    assert "Kåre Vik" in document.known_names


def test_pages_to_text():
    text, addresses = page_text(
        "<head><title>t</title></head><h1>Over</h1><p>en&nbsp;to<br>tre</p><script>x()</script>"
        "<table><tr><td>a</td><td>b</td></tr></table><blockquote>før</blockquote>"
        "<a href='mailto:a@b.example?subject=x'>skriv</a><!-- kommentar -->"
    )
    assert text.split("\n") == ["Over", "en\u00a0to", "tre", "a", "b", "> før", "skriv"]
    assert addresses == ["a@b.example"]
