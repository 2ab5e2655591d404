"""The report says how many comments were left out because nobody had decided about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from files import docx_text
from invented import CODEBOOK, PROJECT

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.texts import LANGUAGES

SAYS = {"nb": "ingen hadde tatt stilling", "nn": "ingen hadde teke stilling", "en": "nobody had"}
FEW = {"nb": "noen få innspill", "nn": "nokre få innspel", "en": "a few comments were"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("undecided", [0, 1, 4, 5, 23])
def test_their_number_is_told_when_it_is_not_small(
    language: str,
    undecided: int,
    material: tuple[list[CodedPassage], list[Document]],
    tmp_path: Path,
) -> None:
    project = PROJECT.model_copy(update={"language": language})
    summary = summarize(*material, CODEBOOK, project, 30, undecided)
    path = tmp_path / "kapittel.docx"
    draft_docx(summary, material[0], project, path, draft=False)
    (said,) = [s for s in docx_text(path).split(". ") if SAYS[language] in s] or [""]
    assert bool(said) == (undecided > 0)
    assert (FEW[language] in said) == (0 < undecided < summary.k)
    assert ("23" in said) == (undecided == 23)
