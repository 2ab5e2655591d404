"""H21, H22: text in any encoding, and csv files that programs damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document
from oracle import Outcome, leaked

Road = Callable[..., Outcome]
TEXT = (
    "Lapper\n- Kåre Sæbøvik ringte aldri tilbake, det var dårlig gjort av ham\n"
    "- vi ønsker oss møter på kvelden, så også de på jobb får være med på det\n"
    "- språket i brevene er så vanskelig at ingen får det med seg\n"
)
ENCODED = {
    "cp1252": TEXT.encode("cp1252"),
    "utf-8-sig": TEXT.encode("utf-8-sig"),
    "utf-16 with mark": TEXT.encode("utf-16"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "mac_roman": TEXT.encode("mac_roman"),
    "cp865": TEXT.encode("cp865"),
    "twice": TEXT.encode("utf-8").decode("cp1252").encode("utf-8"),
}


def read(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    return read_file(path, "dok-01", Project())


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_h21_every_encoding_gives_the_same_text(content: bytes, tmp_path: Path) -> None:
    """Decoded without loss, whatever program has written it."""
    expected = read(tmp_path / "a.txt", TEXT.encode())
    found = read(tmp_path / "b.txt", content)
    assert [p.text for p in found.passages] == [p.text for p in expected.passages]


@pytest.mark.parametrize("name", ["cp1252", "utf-16-le", "mac_roman", "twice"])
def test_h21_a_guess_is_told(name: str, tmp_path: Path) -> None:
    """What was guessed or mended stands in the report."""
    found = {d.what for d in read(tmp_path / "a.txt", ENCODED[name]).dropped}
    assert found & {"noted.encoding_guessed", "noted.letters_repaired"}


def test_h21_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """Latin-1 with NUL bytes is refused, not half read."""
    with pytest.raises(ReadError) as refused:
        read(tmp_path / "a.txt", TEXT.encode("latin-1").replace(b"-", b"\0"))
    assert refused.value.key == "reading.held.encoding"


def test_h21_rows_in_different_encodings_lose_no_name(tmp_path: Path) -> None:
    """A csv file glued of two encodings: the name is found in both rows."""
    rows = ["Hva er bra?;Hva er dårlig?\n", "møtet med Kåre Sæbøvik;ventetiden\n"]
    mixed = "".join(rows).encode() + rows[1].encode("cp1252")
    text = " ".join(p.text for p in read(tmp_path / "a.csv", mixed).passages)
    assert text.count("Kåre Sæbøvik") == 2


CSV = (
    "\ufeffKommune;Hva er bra?;Hva er bra?;Ingeborg K sine svar;;\n"
    'Torunn Fagerbakk;"de ringer\ntilbake til Laila Rognstad";fint;ja;;\n'
    "Alta;bare én celle\n"
    "Bodø;for mange;celler;her;og;her;med Sander Myrhaug til slutt\n"
    "Hamar;'=1+1 sa Odd Hestnes;+47 990 00 017;@SUM(1);;\n"
)


def test_h22_no_row_and_no_cell_is_dropped(tmp_path: Path) -> None:
    """Semicolons, quoted line ends, ragged rows, doubled headings: all is read."""
    document = read(tmp_path / "a.csv", CSV.encode())
    text = "\n".join([*(p.text for p in document.passages), *document.known_names])
    for part in ("de ringer\ntilbake", "fint", "bare én celle", "celler", "Myrhaug", "Hestnes"):
        assert part in text, part
    assert "Ingeborg" in text


def test_h22_headings_and_columns_of_another_name_do_not_leak(road: Road, notes: Path) -> None:
    """A name in a heading, in the column of the municipality, behind the last heading."""
    (notes / "b.csv").write_text(CSV, encoding="utf-8")
    for number, content in enumerate(ENCODED.values()):
        (notes / f"c{number}.txt").write_bytes(content)
    road(
        [
            *("Torunn Fagerbakk", "Fagerbakk", "Laila Rognstad", "Sander Myrhaug"),
            *("Odd Hestnes", "990 00 017", "Ingeborg", "Kåre Sæbøvik", "Sæbøvik"),
        ],
        twice=True,
    )


def test_h22_too_many_rows_are_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many cells are refused before anything is made of them."""
    monkeypatch.setattr("medvirk_nlp.reading.delimited.MAX_CELLS", 20_000)
    assert read(tmp_path / "a.csv", b"a;b;c\n" + b"x;y;z\n" * 6_000).format == "csv"
    with pytest.raises(ReadError) as refused:
        read(tmp_path / "a.csv", b"a;b;c\n" + b"x;y;z\n" * 7_000)
    assert refused.value.key == "reading.held.limit"


def test_h22_the_names_are_really_there() -> None:
    """What the tests above do not find is in the file."""
    assert leaked([CSV], ["Torunn Fagerbakk", "Laila Rognstad", "990 00 017"])
