"""From a work folder to proposed codes, and from a proposal to a new version of a codebook."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import openpyxl
import pytest

import medvirk_nlp as mn
from medvirk_nlp import cli
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.induction import Induction, Proposal
from medvirk_nlp.coding.local_encoders import NgramEncoder
from medvirk_nlp.proposing import Proposed, propose_codes
from medvirk_nlp.texts import LANGUAGES

FOUND = Proposed(
    Induction((Proposal("buss / skyss", ("buss", "skyss"), 7, 6, (1,), (0, 1)),), (), 7, 3),
    ("hemmelig innspill", "=1+1 bussen gikk ikke"),
)
LISTED = Proposed(Induction((), (1, 0), 0, 2), ("hemmelig innspill", "noe annet"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_shows_no_comment(language: str) -> None:
    for found in (FOUND, LISTED, Proposed(Induction((), (), 0, 0), ())):
        told = "\n".join(found.lines(language))
        assert "hemmelig" not in told and "gikk" not in told
    assert "buss / skyss: 7" in "\n".join(FOUND.lines(language))


def test_the_file_shows_typical_comments(tmp_path: Path) -> None:
    for found, row in ((FOUND, "'=1+1 bussen gikk ikke"), (LISTED, "noe annet")):
        path = tmp_path / "forslag.xlsx"
        found.write(path, "nb")
        rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        assert rows[1][-1] == row
        assert path.stat().st_mode & 0o077 == 0


def test_only_settled_comments_without_a_code_are_looked_at(example_run: mn.Run) -> None:
    asked: list[str] = []

    class Spy(NgramEncoder):
        def encode(self, texts, contexts=None):  # type: ignore[no-untyped-def]
            asked.extend(texts)
            return np.asarray(super().encode(texts, contexts))

    found = propose_codes(example_run.work, Spy())
    frame = example_run.frame
    free = {
        text
        for text, themes, kind in zip(frame["text"], frame["themes"], frame["kind"], strict=True)
        if not themes and kind != "non_answer"
    }
    assert set(asked) <= free
    assert len(found.induction.ranked) <= len(asked) == len(found.comments)


def test_a_code_is_added_and_the_version_rises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ny.yaml"
    words = [
        "codebook",
        "add",
        "barnevern",
        str(target),
        "-t",
        "Skyss",
        "-d",
        "Reise.",
        "-k",
        "buss",
    ]
    monkeypatch.setattr(sys, "argv", ["medvirk", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    assert "1.1" in capsys.readouterr().out
    code = Codebook.from_file(target)["skyss"]
    assert (code.title.nb, code.definition.nb, code.keywords) == ("Skyss", "Reise.", ("buss",))
