"""What reviewers decide is taught to the coder, and measured on comments it was not taught."""

from __future__ import annotations

from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.errors import UsageError
from medvirk_nlp.learning import HELD_OUT, learn
from medvirk_nlp.review.workspace import Workspace
from review.helpers import decide

ANIMALS = ["hunden", "katten", "hesten", "kaninen", "hamsteren", "papegøyen", "skilpadden"]
SAID = ["ble med på tur", "sov på gangen", "spiste opp kaka", "fikk være inne", "løp bort"]


@pytest.fixture(scope="module")
def work(pipeline: mn.Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notater")
    lines = [f"- {animal} {said}" for animal in ANIMALS for said in SAID]
    (folder / "dyr.md").write_text("# Annet\n" + "\n".join(lines) + "\n", encoding="utf-8")
    out = tmp_path_factory.mktemp("arbeid") / "arbeid"
    pipeline.run(folder, out)
    return out


@pytest.fixture(scope="module")
def decided(work: Path) -> Path:
    with Workspace.open(work) as workspace:
        for passage in workspace.passages():
            if passage.role == "feedback":
                decide(workspace, passage.id, "recode", themes=("ettervern",), polarity="positive")
    return work


def test_too_little_is_refused(pipeline: mn.Pipeline, tmp_path: Path) -> None:
    (tmp_path / "notater").mkdir()
    (tmp_path / "notater" / "en.md").write_text("# Svar\n- ingen ringte\n", encoding="utf-8")
    pipeline.run(tmp_path / "notater", tmp_path / "arbeid")
    with pytest.raises(UsageError) as caught:
        learn([tmp_path / "arbeid"], tmp_path / "modell")
    assert caught.value.key == "coding.learn.too_few"
    assert not (tmp_path / "modell").exists()


def test_what_was_decided_is_learned(decided: Path, tmp_path: Path) -> None:
    done = learn([decided], tmp_path / "modell")
    assert done.taught + done.measured == len(ANIMALS) * len(SAID)
    assert done.measured >= len(ANIMALS) * len(SAID) // HELD_OUT // 3
    assert done.after.themes > done.before.themes + 0.3
    assert done.after.polarity >= done.before.polarity
    codebook = Codebook.from_file("barnevern")
    taught, shipped = Coder.load(codebook, tmp_path / "modell"), Coder.load(codebook)
    assert "ettervern" in taught.code(["papegøyen spiste på gangen"])[0].themes
    known = "Vi ventet i tre uker på svar, og ingen ringte tilbake"
    assert taught.code([known])[0].themes[:1] == shipped.code([known])[0].themes[:1]
    with pytest.raises(UsageError):
        learn([decided], tmp_path / "modell")


def test_same_decisions_same_bytes(decided: Path, tmp_path: Path) -> None:
    for name in ("en", "to"):
        learn([decided], tmp_path / name)
    for file in ("coder.json", "coder.npz"):
        assert (tmp_path / "en" / file).read_bytes() == (tmp_path / "to" / file).read_bytes()


def test_a_project_can_use_what_was_learned(decided: Path, tmp_path: Path) -> None:
    learn([decided], tmp_path / "modell")
    (tmp_path / "medvirk.toml").write_text('coder = "modell"\n', encoding="utf-8")
    from medvirk_nlp.pipeline import load_for
    from medvirk_nlp.project import load_project

    nlp = load_for(load_project(tmp_path), tmp_path, "fast")
    assert "ettervern" in nlp.coder.code(["papegøyen spiste på gangen"])[0].themes
    (tmp_path / "medvirk.toml").write_text('coder = "borte"\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_for(load_project(tmp_path), tmp_path, "fast")
    assert caught.value.key == "cli.error.coder_missing"
