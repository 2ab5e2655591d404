"""Our NER in the hands of somebody who knows only spaCy."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import medvirk_nlp as mn

TEXT = "Vi snakket med Ingeborg Hansen i Hamar."
FOUND = [("Ingeborg Hansen", "PERSON"), ("Hamar", "LOCATION")]


def _entities(doc: Doc) -> list[tuple[str, str]]:
    return [(e.text, e.label_) for e in doc.ents]


@pytest.fixture(scope="module")
def loaded() -> Language:
    return spacy.load(mn.model_path("ner"))


def test_spacy_finds_our_components_by_itself() -> None:
    names = {point.name for point in entry_points(group="spacy_factories")}
    assert {"medvirk_transformer_ner", "medvirk_set_aside"} <= names


def test_pipelines_open_where_nothing_of_ours_was_imported() -> None:
    code = (
        "import sys, spacy\n"
        "for folder in sys.argv[2:]:\n"
        "    doc = spacy.load(folder)(sys.argv[1])\n"
        "    print([(e.text, e.label_) for e in doc.ents])"
    )
    folders = [str(mn.model_path(f"ner/{name}")) for name in ("accurate", "fast")]
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, TEXT, *folders],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.stdout.splitlines() == [str(FOUND), str(FOUND)]


def test_every_entity_has_the_score_of_the_model(loaded: Language) -> None:
    doc = loaded(TEXT)
    assert _entities(doc) == FOUND
    assert all(0.5 <= entity._.score <= 1.0 for entity in doc.ents)


def test_a_component_added_by_name_opens_the_shipped_model(loaded: Language) -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("medvirk_transformer_ner", name="ner")
    doc = nlp(TEXT)
    assert _entities(doc) == FOUND
    assert [e._.score for e in doc.ents] == [e._.score for e in loaded(TEXT).ents]
    assert nlp.pipe_labels["ner"] == loaded.pipe_labels["ner"]


def test_the_settings_of_a_component_count() -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("medvirk_transformer_ner", config={"threshold": 0.9999999, "doubt": 0.1})
    doc = nlp(TEXT)
    assert (list(doc.ents), len(doc.spans["doubtful"])) == ([], 2)


def test_a_component_taken_from_our_pipeline_is_saved_with_another(
    loaded: Language, tmp_path: Path
) -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("ner", source=loaded)
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert _entities(again(TEXT)) == FOUND


def test_a_component_added_by_name_is_saved_with_its_model(tmp_path: Path) -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("medvirk_transformer_ner")
    nlp.to_disk(tmp_path / "pipeline")
    assert (tmp_path / "pipeline" / "medvirk_transformer_ner" / "model.onnx").is_file()


def test_docs_survive_being_stored(loaded: Language) -> None:
    stored = DocBin([*DocBin().attrs, "ENT_IOB", "ENT_TYPE"], docs=[loaded(TEXT)]).to_bytes()
    [doc] = DocBin().from_bytes(stored).get_docs(loaded.vocab)
    assert _entities(doc) == FOUND


def test_a_stream_gives_what_single_texts_give(loaded: Language) -> None:
    texts = [TEXT, "Alt bra.", "Hamar er fin"]
    assert [_entities(d) for d in loaded.pipe(texts, batch_size=2)] == [
        _entities(loaded(t)) for t in texts
    ]
