from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.errors import UsageError
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


def test_every_shipped_code_is_explained_in_both_written_forms(codebook):
    for code in codebook.codes:
        assert code.title.nb and code.title.nn and code.title.en
        assert code.definition.nb and code.definition.nn
        for examples in (code.include, code.exclude):
            assert examples.nb and len(examples.nb) == len(examples.nn)
        assert code.keywords


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
