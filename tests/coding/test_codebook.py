from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from medvirk_nlp.coding.codebook import Code, Codebook
from medvirk_nlp.errors import UsageError
from medvirk_nlp.starting import shipped_codebooks
from medvirk_nlp.texts import LANGUAGES, texts

OWN = {
    "id": "egen",
    "version": "1.0",
    "title": {"nb": "Egen"},
    "codes": [{"id": "mat", "title": {"nb": "Mat"}, "definition": {"nb": "Maten."}}],
}


def write(folder: Path, content: object) -> Path:
    path = folder / "egen.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_shipped_codes_stand_in_the_order_of_the_scheme(codebook):
    assert " ".join(codebook.ids) == (
        "informasjon medvirkning relasjon tilgjengelighet kontinuitet kompetanse samarbeid tiltak "
        "plassering familie ettervern trygghet rettigheter skole_fritid sprak_kultur verksted"
    )


@pytest.mark.parametrize("name", shipped_codebooks())
def test_every_shipped_code_is_explained_in_both_written_forms(name):
    for code in Codebook.from_file(name).codes:
        assert code.title.nb and code.title.nn and code.title.en
        assert code.definition.nb and code.definition.nn
        for examples in (code.include, code.exclude):
            assert examples.nb and len(examples.nb) == len(examples.nn)
        assert code.keywords


@pytest.mark.parametrize("name", shipped_codebooks())
def test_near_misses_name_a_code_of_the_book(name):
    book = Codebook.from_file(name)
    for form in ("nb", "nn"):
        titles = " ".join([*(c.title[form] for c in book.codes), *book.ids]).lower()
        for code in book.codes:
            for example in getattr(code.exclude, form):
                told = example[example.rindex("(") + 1 : example.rindex(")")]
                assert told.split()[0].removesuffix(",")[:6] in titles, (code.id, told)


@pytest.mark.parametrize("name", shipped_codebooks())
def test_keywords_are_beginnings_that_tell_codes_apart(name):
    codes = Codebook.from_file(name).codes
    for code in codes:
        assert len(set(code.keywords)) == len(code.keywords) >= 12
        assert all(word == word.strip().lower() for word in code.keywords)
        others = {word for other in codes if other is not code for word in other.keywords}
        assert len(others.intersection(code.keywords)) <= len(code.keywords) // 3


def test_a_code_more_raises_the_version(codebook):
    code = Code(id="mat", title={"nb": "Mat"}, definition={"nb": "Maten."})
    grown = codebook.with_code(code)
    assert (grown.version, grown.ids) == ("1.1", (*codebook.ids, "mat"))
    assert grown.hash != codebook.hash
    with pytest.raises(UsageError) as caught:
        grown.with_code(code)
    assert caught.value.key == "coding.codebook.code_exists"
    orphan = code.model_copy(update={"id": "kake", "parent": "finnes_ikke"})
    with pytest.raises(UsageError) as caught:
        grown.with_code(orphan)
    assert caught.value.key == "coding.codebook.content"


def test_what_is_written_as_yaml_is_read_back(tmp_path, codebook):
    path = tmp_path / "kodebok.yaml"
    path.write_text(codebook.to_yaml(), encoding="utf-8")
    assert Codebook.from_file(path) == codebook


def test_codes_stand_in_a_tree():
    under_each_other = [
        {"id": a, "title": {"nb": a}, "definition": {"nb": a}, "parent": b}
        for a, b in (("a", "b"), ("b", "a"))
    ]
    with pytest.raises(UsageError):
        Codebook.checked(OWN | {"codes": under_each_other})


def test_a_missing_language_falls_back_on_bokmal(tmp_path):
    assert Codebook.from_file(write(tmp_path, OWN))["mat"].title["nn"] == "Mat"


def test_a_codebook_cannot_be_changed(codebook):
    with pytest.raises(ValidationError):
        codebook.codes[0].id = "annet"


def test_hash_follows_the_content_and_not_the_layout(tmp_path):
    first = Codebook.from_file(write(tmp_path, OWN)).hash
    turned = Codebook.from_file(write(tmp_path, dict(reversed(OWN.items())))).hash
    other = Codebook.from_file(write(tmp_path, OWN | {"version": "1.1"})).hash
    assert first == turned != other


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"codes": []}, "codes"),
        ({"codes": OWN["codes"] * 2}, "codes"),
        ({"kodar": 1}, "kodar"),
        ({"version": "ny"}, "version"),
        ({"codes": [{**OWN["codes"][0], "id": "Mat og drikke"}]}, "codes.0.id"),
        ({"codes": [{"id": "mat", "title": {"nb": "Mat"}}]}, "codes.0.definition"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, change, place):
    with pytest.raises(UsageError) as caught:
        Codebook.from_file(write(tmp_path, OWN | change))
    assert caught.value.key == "coding.codebook.content"
    assert caught.value.values["places"] == place


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"id: [", "syntax"), (b"id: \xff", "syntax"), (b"- mat\n", "content"), (b"", "content")],
)
def test_a_file_that_is_no_codebook_is_refused(tmp_path, content, key):
    path = tmp_path / "egen.yaml"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        Codebook.from_file(path)
    assert caught.value.key == f"coding.codebook.{key}"


@pytest.mark.parametrize("name", ["finnes_ikke", "finnes_ikke.yaml", "../lexicons/folding"])
def test_a_missing_codebook_is_told(name):
    with pytest.raises(UsageError) as caught:
        Codebook.from_file(name)
    assert caught.value.key == "coding.codebook.missing"


def test_messages_exist_in_all_languages():
    tables = [texts(language).get("coding.") for language in LANGUAGES]
    keys = [{f"{a}.{b}" for a, table in t.items() for b in table} for t in tables]
    assert keys[0] == keys[1] == keys[2]
    assert {"codebook.missing", "codebook.content", "model.damaged"} <= keys[0]
