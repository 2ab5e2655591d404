"""A codebook goes out in every format and comes back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.coding.codebook import Category, Code, Codebook
from medvirk_nlp.coding.exchange import read_codebook, write_codebook
from medvirk_nlp.coding.exchange.naming import guid, id_from
from medvirk_nlp.coding.exchange.refi import from_qdc, to_qdc
from medvirk_nlp.coding.exchange.schema import schema_errors
from medvirk_nlp.coding.exchange.tables import from_csv, from_xlsx, to_csv, to_xlsx
from medvirk_nlp.errors import UsageError

HARD = Codebook.checked(
    {
        "id": "prove",
        "version": "2.3",
        "title": {"nb": "Prøve «på» æøå ?> & <b>", "nn": "Prøve 🙂", "en": "Test"},
        "categories": [
            {"id": "ytterst", "title": {"nb": "Ytterst"}, "color": "#00aaFF"},
            {"id": "inni", "title": {"nb": "Inni"}, "parent": "ytterst"},
        ],
        "codes": [
            {
                "id": "maten",
                "title": {"nb": 'Mat & "drikke"', "nn": "Mat og drykk"},
                "definition": {"nb": "Om 🍕\nog 'kaffe'; = én ting\n\nto avsnitt", "nn": "Nn"},
                "include": {"nb": ["Pizza, ja!", "-slik", "=1+1"], "nn": ["Ja; takk"]},
                "exclude": {"nb": ["Nei (annet)."]},
                "keywords": ["mat", "kaffe"],
                "parent": "inni",
                "color": "#123456",
                "sensitive": True,
            },
            {"id": "rommet", "title": {"nb": "Rommet"}, "definition": {"nb": "x" * 30_000}},
            {
                "id": "kaffen",
                "title": {"nb": "👩‍👩‍👧 'Kaffe'"},
                "definition": {"nb": "Kaffe"},
                "parent": "maten",
                "guid": "0dcef2f5-e55c-49da-8c33-9b0803c7aeb4",
            },
        ],
    }
)


@pytest.mark.parametrize("ending", ["yaml", "csv", "xlsx", "qdc"])
@pytest.mark.parametrize("given_book", [HARD, Codebook.from_file("barnevern")], ids=["hard", "own"])
def test_round_trip(tmp_path: Path, ending: str, given_book: Codebook) -> None:
    path = tmp_path / f"kodebok.{ending}"
    write_codebook(given_book, path)
    first = path.read_bytes()
    assert read_codebook(path) == given_book
    assert Codebook.from_file(path) == given_book
    write_codebook(given_book, path)
    assert path.read_bytes() == first


def test_qdc_has_the_structure_of_the_standard() -> None:
    assert schema_errors(to_qdc(HARD), "codebook") == []
    broken = to_qdc(HARD).replace(b' isCodable="false"', b"", 1)
    assert len(schema_errors(broken, "codebook")) == 1


def test_categories_go_out_as_not_codable() -> None:
    written = to_qdc(HARD).decode()
    assert written.count('isCodable="false"') == 2
    assert written.count('isCodable="true"') == 3


def test_guids_hang_on_ids_alone() -> None:
    assert guid("code", "prove", "maten") == guid("code", "prove", "maten")
    assert guid("code", "prove", "maten").encode() in to_qdc(HARD)
    assert b"0dcef2f5-e55c-49da-8c33-9b0803c7aeb4" in to_qdc(HARD)


def test_what_another_program_changed_comes_back() -> None:
    """Instruction gone, guids in braces, a new name and a new definition above the mark."""
    written = to_qdc(HARD).decode()
    head, _, rest = written.partition("<?medvirk_nlp")
    changed = head + rest.partition("?>")[2].lstrip()
    changed = changed.replace('name="Rommet"', 'name="Lokalet"').replace("x" * 30_000, "Kort")
    back = from_qdc(changed.encode(), "Fra NVivo")
    assert back.id == "fra_nvivo" and back.version == "1.0"
    assert back["rommet"].title.nb == "Lokalet" and back["rommet"].definition.nb == "Kort"
    assert back["maten"].keywords == ("mat", "kaffe")
    assert back["maten"].guid == guid("code", "prove", "maten")
    assert to_qdc(back).count(guid("code", "prove", "maten").encode()) == 1


def test_a_code_that_became_a_heading_elsewhere_is_a_category() -> None:
    book = Codebook.from_file("ansatt")
    changed = to_qdc(book).replace(b' isCodable="true"', b' isCodable="false"', 1)
    back = from_qdc(changed, "ansatt")
    assert [c.id for c in back.categories] == [book.ids[0]]
    assert back.ids == book.ids[1:]


FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Annet program">
 <Codes>
  <Code guid="{5215CC69-b628-4e02-afb9-9beeaee55808}" name="Temaer" isCodable="false">
   <Code guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520" name="Å bli hørt"
     isCodable="true" color="#F00">
    <Description>Om de blir lyttet til</Description>
    <Code guid="7c108712-b650-4892-ac0b-fc9a10190c3b" name="Å bli hørt" isCodable="true"/>
   </Code>
  </Code>
 </Codes>
 <Sets/>
</CodeBook>"""


def test_a_codebook_of_another_program() -> None:
    book = from_qdc(FOREIGN.encode(), "tema")
    assert book.categories[0].guid == "5215cc69-b628-4e02-afb9-9beeaee55808"
    assert book.ids == ("a_bli_hort", "a_bli_hort_2")
    assert book["a_bli_hort"].parent == "temaer"
    assert book["a_bli_hort_2"].parent == "a_bli_hort"
    assert book["a_bli_hort_2"].definition.nb == "Å bli hørt"
    assert book["a_bli_hort"].color is None  # three digits: allowed there, not here


GROUPED = """<CodeBook xmlns="urn:QDA-XML:codebook:1.0">
 <Codes><Code guid="1af3c09e-8a83-4c28-9b6b-7a7e9f5e7f01" name="Mat" isCodable="true"/></Codes>
 <Sets>
  <Set guid="5b0d5e5c-31c6-4f0c-8f43-6d6c1a1a9b02" name="Hverdag">
   <MemberCode guid="1af3c09e-8a83-4c28-9b6b-7a7e9f5e7f01"/>
  </Set>
 </Sets>
</CodeBook>"""
"""Groups of codes, as ATLAS.ti writes them."""


def test_groups_of_codes_are_valid_and_passed_over() -> None:
    assert schema_errors(GROUPED.encode(), "codebook") == []
    # That is how a project names a member, not a codebook.
    of_a_project = GROUPED.replace("MemberCode guid", "MemberCode targetGUID")
    assert schema_errors(of_a_project.encode(), "codebook")
    assert from_qdc(GROUPED.encode(), "hverdag").ids == ("mat",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"tekst",
        b"<a/>",
        b"<CodeBook/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><CodeBook>&b;</CodeBook>',
    ],
)
def test_what_is_no_codebook_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        from_qdc(content, "tema")
    assert caught.value.key == "coding.exchange.damaged"


def test_control_characters_are_told(tmp_path: Path) -> None:
    book = Codebook.checked(
        {
            **HARD.model_dump(),
            "title": {"nb": "ok"},
            "categories": [],
            "codes": [{"id": "a", "title": {"nb": "a\x07"}, "definition": {"nb": "a"}}],
        }
    )
    with pytest.raises(UsageError) as caught:
        write_codebook(book, tmp_path / "a.qdc")
    assert caught.value.key == "coding.exchange.characters"
    assert not (tmp_path / "a.qdc").exists()


def test_a_table_made_by_hand() -> None:
    table = "Kode,Memo,Ukjent\nÅ bli hørt,Om de blir lyttet til,1\nMat,,\n".encode("cp1252")
    book = from_csv(table, "Mine koder")
    assert (book.id, book.version, book.title.nb) == ("mine_koder", "1.0", "Mine koder")
    assert [c.title.nb for c in book.codes] == ["Å bli hørt", "Mat"]
    assert [c.definition.nb for c in book.codes] == ["Om de blir lyttet til", "Mat"]


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        from_csv(b"farge;memo\nx;y\n", "a")
    assert caught.value.key == "coding.exchange.headings"


def test_no_cell_is_a_formula() -> None:
    cells = to_csv(HARD).decode("utf-8-sig").replace('"', "").split(";")
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_cell_of_excel_has_an_end() -> None:
    code = {"id": "a", "title": {"nb": "a"}, "definition": {"nb": "a" * 40_000}}
    book = Codebook.checked({"id": "a", "version": "1", "title": {"nb": "a"}, "codes": [code]})
    with pytest.raises(UsageError) as caught:
        to_xlsx(book)
    assert caught.value.key == "coding.exchange.long"


@pytest.mark.parametrize("name", ["kode.docx", "kode"])
def test_other_endings_are_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    for call in (
        lambda: read_codebook(tmp_path / name),
        lambda: write_codebook(HARD, tmp_path / name),
    ):
        with pytest.raises(UsageError) as caught:
            call()
        assert caught.value.key == "coding.exchange.format"


@pytest.mark.parametrize("ending", ["xlsx", "qdpx"])
def test_a_damaged_package_is_told(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"PK\x03\x04 ikke en pakke")
    with pytest.raises(UsageError) as caught:
        read_codebook(path)
    assert caught.value.key == "coding.exchange.damaged"


TEXT = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\u2028\u2029\u0085"
    ),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text)
ENTRY = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
PARENTS = st.sampled_from([None, "over", "k0", "k1"])


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    codes = [
        Code(
            id=f"k{i}",
            title={"nb": draw(TEXT), "nn": draw(st.just("") | TEXT)},
            definition={"nb": draw(TEXT), "en": draw(st.just("") | TEXT)},
            include={"nb": draw(st.lists(ENTRY, max_size=3))},
            keywords=draw(st.lists(ENTRY, max_size=3)),
            parent=None
            if i == 0
            else draw(PARENTS.filter(lambda p, i=i: p in (None, "over") or p < f"k{i}")),
        )
        for i in range(draw(st.integers(1, 4)))
    ]
    over = Category(id="over", title={"nb": draw(TEXT)}, parent=draw(st.sampled_from([None, "k0"])))
    ids = {code.id for code in codes}
    codes = [
        c if c.parent in ids | {None, "over"} else c.model_copy(update={"parent": None})
        for c in codes
    ]
    return Codebook(
        id="bok", version="1.0", title={"nb": draw(TEXT)}, codes=codes, categories=[over]
    )


@settings(deadline=None, max_examples=60)
@given(codebooks())
def test_any_codebook_survives_every_format(book: Codebook) -> None:
    assert from_qdc(to_qdc(book), "x") == book
    assert schema_errors(to_qdc(book), "codebook") == []
    assert from_csv(to_csv(book), "x") == book


@settings(deadline=None, max_examples=10)
@given(codebooks())
def test_any_codebook_survives_excel(book: Codebook) -> None:
    assert from_xlsx(to_xlsx(book), "x") == book


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_ids_are_ids(name: str) -> None:
    first = id_from(name)
    Codebook.checked(
        {
            "id": first,
            "version": "1",
            "title": {"nb": "a"},
            "codes": [
                {"id": id_from(name, {first}), "title": {"nb": "a"}, "definition": {"nb": "a"}}
            ],
        }
    )
    assert id_from(name, {first}) != first
