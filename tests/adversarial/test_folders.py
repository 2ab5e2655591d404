"""H31-H35: names of files, paths, links, bombs, and files that are not what they say."""

from __future__ import annotations

import io
import os
import socket
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import medvirk_nlp as mn
from adversarial.packages import W, changed, runs, word, zipped
from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from oracle import HELD, Medvirk, Outcome, snapshot

Road = Callable[..., Outcome]
LINE = "Lapper\n- {} er det vi vil ha mer av\n"


def test_h31_names_of_files_stand_nowhere(road: Road, notes: Path) -> None:
    """File, folder, member and subject: neutral ids only, on the screen and in every output."""
    folder = notes / "Jonas' sak 2023-01234"
    folder.mkdir()
    (folder / "Kari Kvammen 178391.txt").write_text(LINE.format("tid"), "utf-8")
    (folder / "Hemmelig Rognstad.pdf").write_bytes(b"%PDF-1.7 ingenting")
    (notes / "Torunn Fagerbakk.zip").write_bytes(
        zipped({"Laila Hestnes.txt": LINE.format("ro"), "Myrhaug.bin": b"\0\1"})
    )
    (notes / "post.eml").write_bytes(
        b"From: a@eksempel.invalid\r\nTo: b@eksempel.invalid\r\n"
        b"Subject: Sak om Solfrid Eidsmo\r\nMessage-ID: <1@eksempel.invalid>\r\n\r\n"
        b"Vi vil ha mer tid sammen.\r\n"
    )
    outcome = road(
        [
            *("Kari Kvammen", "Kvammen", "178391", "Jonas", "2023-01234", "Rognstad"),
            *("Torunn Fagerbakk", "Laila Hestnes", "Hestnes", "Myrhaug", "Solfrid Eidsmo"),
        ],
        twice=True,
    )
    assert outcome.code == HELD


def test_h32_path_tricks_read_all_and_write_nowhere_else(road: Road, notes: Path) -> None:
    """Odd names, twins by composition and by case, and members that climb out."""
    odd = [
        *("..\\..\\ut.txt", "CON.txt", "navn\nmed linjeskift.txt", "-rf", "%s{0}.txt"),
        *("\u00c5se.txt", "A\u030ase.txt", "Notat.txt", "notat.txt", "x" * 250 + ".txt"),
    ]
    for number, name in enumerate(odd):
        (notes / name).write_text(LINE.format(f"sak nummer {number}"), "utf-8")
    climbing = {"../../../ut.txt": LINE.format("a"), "/etc/ut.txt": LINE.format("b")}
    (notes / "z.zip").write_bytes(zipped(climbing))
    outcome = road(["linjeskift"])
    read = [d for d in outcome.record["documents"] if d["counts"].get("feedback")]
    assert len(read) >= 1 + len(odd)
    assert len({d["id"] for d in outcome.record["documents"]}) == len(outcome.record["documents"])
    assert not Path("/etc/ut.txt").exists()


def test_h32_what_is_there_is_not_written_over(medvirk: Medvirk, notes: Path, tmp_path) -> None:
    """An output that names an input, or anything that exists, is refused."""
    before = snapshot(notes)
    file = notes / "a-kveld.md"
    code, _, told = medvirk("anonymize", file, "-o", file)
    assert code == 2 and "Traceback" not in told
    assert snapshot(notes) == before


def test_h33_links_and_special_files_are_listed_and_not_followed(
    road: Road, notes: Path, tmp_path: Path
) -> None:
    """Loops end, nothing outside is read, nothing waits for a pipe."""
    outside = tmp_path / "utenfor.txt"
    outside.write_text(LINE.format("Ingeborg Kvammen"), "utf-8")
    (notes / "m").mkdir()
    (notes / "m" / "runde").symlink_to("..", target_is_directory=True)
    (notes / "m" / "passwd").symlink_to("/etc/passwd")
    (notes / "m" / "ut.txt").symlink_to(outside)
    (notes / "m" / "borte").symlink_to("finnes-ikke")
    os.mkfifo(notes / "m" / "pipe")
    listener = socket.socket(socket.AF_UNIX)
    kept = Path.cwd()
    os.chdir(notes / "m")  # the path of a socket may not be long
    try:
        listener.bind("s")
    finally:
        os.chdir(kept)
        listener.close()
    outcome = road(["Ingeborg Kvammen", "root:x"])
    reasons = sorted(r for d in outcome.record["documents"] for r in outcome.held(d["id"]))
    assert reasons == ["held.link"] * 4 + ["held.special"] * 2


@pytest.mark.parametrize("place", ["", "inne", "inne/dypt"])
def test_h33_output_may_not_lie_among_the_notes(
    medvirk: Medvirk, notes: Path, tmp_path: Path, place: str
) -> None:
    """The report is refused a place among the notes."""
    assert medvirk("run", notes, "-o", tmp_path / "arbeid")[0] == 0
    before = snapshot(notes)
    code, _, told = medvirk(
        *("release", tmp_path / "arbeid", "-o", notes / place),
        *("--withhold-open", "--reviewer", "AB"),
    )
    assert code == 2 and told
    assert snapshot(notes) == before


def test_h33_work_folder_may_not_be_the_notes(medvirk: Medvirk, notes: Path) -> None:
    """Nor may the work folder be the folder of the notes, or lie in it."""
    before = snapshot(notes)
    for place in (notes, notes / "arbeid"):
        code, _, told = medvirk("run", notes, "-o", place)
        assert code == 2, told
        assert snapshot(notes) == before


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f']><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body>'
    "</w:document>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)


def nested(depth: int) -> bytes:
    content = LINE.encode()
    for _ in range(depth):
        content = zipped({"a.zip": content})
    return content


def lying_sizes() -> bytes:
    """A Word file whose list of members says that the text is short."""
    content = bytearray(word(runs("x" * 100_000)))
    at = content.rfind(b"PK\x01\x02", 0, content.find(b"word/document.xml", len(content) // 2))
    struct.pack_into("<L", content, at + 24, 10)
    return bytes(content)


def wide_picture() -> bytes:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 13, b"IHDR") + head + bytes(4)


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros.docx": lambda: word(runs("a"), {"word/a.bin": bytes(200_000_000)}),
    "zeros.xlsx": lambda: zipped({"xl/workbook.xml": bytes(200_000_000)}),
    "nested.zip": lambda: nested(20),
    "entries.docx": lambda: word(runs("a"), {f"n{n}": b"" for n in range(20_000)}),
    "laughs.docx": lambda: changed(word(""), {"word/document.xml": LAUGHS}),
    "outside.docx": lambda: changed(word(""), {"word/document.xml": OUTSIDE}),
    "outside16.docx": lambda: changed(word(""), {"word/document.xml": OUTSIDE.encode("utf-16")}),
    "lying.docx": lying_sizes,
    "wide.png": wide_picture,
    "deep.docx": lambda: word("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_h34_bombs_are_refused_fast_and_small(name: str, tmp_path: Path) -> None:
    """Refused with a reason before anything is unpacked; no entity is ever resolved."""
    import tracemalloc

    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    tracemalloc.start()
    begun = time.process_time()
    try:
        with pytest.raises(ReadError) as refused:
            document = read_file(path, "dok-01", Project())
            if document.held and not document.passages:
                raise ReadError(f"reading.{document.held[0].reason}")
        spent = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.key.startswith("reading.held.")
    assert time.process_time() - begun < 5
    assert spent < 100_000_000


def test_h34_bombs_do_not_stop_the_others(road: Road, notes: Path) -> None:
    """All bombs are listed, and the harmless notes go on."""
    for name, build in BOMBS.items():
        if "zeros" not in name:  # two of them would only cost time here
            (notes / f"b-{name}").write_bytes(build())
    outcome = road(["root:x"])
    assert outcome.code == HELD
    assert outcome.released["counts"]["released"] >= 10


def locked_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Encrypt 2 0 R/Root 1 0 R>>\n%%EOF"


LIES = {
    "rtf.docx": rb"{\rtf1\ansi vi m\u248\'f8ter \par}",
    "html.docx": b"<html><body>hei</body></html>",
    "old.docx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "cut.docx": word(runs("vi ble hørt"))[:-40],
    "locked.pdf": locked_pdf(),
    "picture.docx": b"\xff\xd8\xff\xe0" + bytes(100),
    "scan.docx": word("<w:p/>", {"word/media/a.jpg": b"\xff\xd8\xff\xe0" + bytes(100)}),
    "empty.docx": word("<w:p/>"),
    "program.txt": b"\x7fELF" + bytes(200),
}


@pytest.mark.parametrize("name", LIES)
def test_h35_lying_and_closed_files_never_look_clean(name: str, tmp_path: Path) -> None:
    """Judged by content: read for what it is, or held with a reason; never empty and fine."""
    path = tmp_path / name
    path.write_bytes(LIES[name])
    try:
        document = read_file(path, "dok-01", Project())
    except ReadError as refused:
        assert refused.key.startswith("reading.held.")
        return
    assert document.held or "vi" in " ".join(p.text for p in document.passages)


def test_h35_lock_files_and_shadows_are_no_notes(tmp_path: Path) -> None:
    """What programs leave in a folder is passed over."""
    for name in ("~$notat.docx", ".DS_Store", "desktop.ini", "Thumbs.db", ".~lock.a#", "._a.txt"):
        (tmp_path / name).write_bytes(b"Kari")
    (tmp_path / "a.txt").write_text(LINE.format("tid"), "utf-8")
    assert len(mn.read_folder(tmp_path, Project())) == 1


def test_h35_macros_and_pictures_do_not_leave(road: Road, notes: Path) -> None:
    """A docm is read for its text; pictures are counted and stay behind."""
    photo = b"\xff\xd8\xff\xe0 Ingeborg Kvammen"
    parts = {"word/vbaProject.bin": b"Torunn Fagerbakk", "word/media/a.jpg": photo}
    body = runs("Hva er bra?") + runs("vi ble hørt")
    (notes / "b.docm").write_bytes(word(body, parts))
    outcome = road(["Ingeborg Kvammen", "Torunn Fagerbakk"])
    for path in outcome.report.glob("*.docx"):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            assert not [name for name in package.namelist() if name.endswith((".jpg", ".bin"))]
