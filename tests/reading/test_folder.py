"""Folders: order, skipped files, links and special files."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import medvirk_nlp.reading
from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_folder
from medvirk_nlp.reading.columns import COLUMN_KINDS
from medvirk_nlp.texts import LANGUAGES, texts


def test_order_ids_and_skipped(tmp_path):
    (tmp_path / "B.txt").write_text("Lapper\n- andre")
    (tmp_path / "a.txt").write_text("Lapper\n- første", encoding="utf-8")
    for name in ("~$a.docx", ".DS_Store", "desktop.ini", "medvirk.toml", "._a.txt"):
        (tmp_path / name).write_text("x")
    documents = read_folder(tmp_path, Project())
    assert [(d.id, d.passages[-1].text) for d in documents] == [
        ("dok-01", "første"),
        ("dok-02", "andre"),
    ]
    assert documents == read_folder(tmp_path, Project())


def test_what_cannot_be_read_is_held(tmp_path):
    outside = tmp_path / "utenfor.txt"
    outside.write_text("hemmelig")
    folder = tmp_path / "notater"
    (folder / "mappe").mkdir(parents=True)
    (folder / "mappe" / "ok.txt").write_text("Lapper\n- fint")
    (folder / "lenke.txt").symlink_to(outside)
    (folder / "runde").symlink_to(folder, target_is_directory=True)
    (folder / "tom.docx").write_bytes(b"")
    os.mkfifo(folder / "pipe.txt")
    reasons = {d.source.name: [h.reason for h in d.held] for d in read_folder(folder, Project())}
    assert reasons == {
        "lenke.txt": ["held.link"],
        "runde": ["held.link"],
        "ok.txt": [],
        "pipe.txt": ["held.special"],
        "tom.docx": ["held.empty"],
    }


def test_missing_folder(tmp_path):
    with pytest.raises(UsageError):
        read_folder(tmp_path / "borte", Project())


def test_texts_have_the_same_keys_in_every_language():
    def keys(node: object, path: str = "") -> set[str]:
        if isinstance(node, dict):
            return {k for name, part in node.items() for k in keys(part, f"{path}.{name}")}
        return {path}

    found = [keys(texts(language).get("reading")) for language in LANGUAGES]
    assert found[0] == found[1] == found[2]
    assert ".held.encrypted" in found[0]


def test_every_reason_and_notice_in_the_code_has_a_sentence():
    say = texts("nb")
    sources = Path(medvirk_nlp.reading.__file__).parent.glob("*.py")
    code = "".join(source.read_text(encoding="utf-8") for source in sources)
    keys = set(re.findall(r'"(?:reading\.)?((?:held|dropped|noted)\.[a-z_]+)"', code))
    keys |= {f"dropped.{kind}_column" for kind in (*COLUMN_KINDS, "override")}
    assert len(keys) > 20
    assert [key for key in sorted(keys) if not say.get(f"reading.{key}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_are_sentences_that_stand_alone(language):
    say = texts(language)
    for part in ("dropped", "noted"):
        for name in say.get(f"reading.{part}"):
            sentence = say(f"reading.{part}.{name}", count=3)  # needs nothing but the count
            assert sentence[0].isupper(), name
            assert sentence.endswith("."), name
            assert "{" not in sentence, name
