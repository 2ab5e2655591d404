"""The page on residual risk, of the example."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordFile

import medvirk_nlp as mn
from medvirk_nlp import risk_page
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.risk_figures import RiskFigures, measured_recall, risk_figures
from medvirk_nlp.texts import texts
from oracle import leaks


@pytest.fixture(scope="module")
def figures(example_run: mn.Run) -> RiskFigures:
    with Workspace.open(example_run.work, read_only=True) as workspace:
        return risk_figures(workspace)


def words(content: bytes) -> str:
    file = WordFile(io.BytesIO(content))
    return "\n".join(t.text for t in file.element.body.iter() if t.tag.endswith("}t") and t.text)


def test_the_figures_are_those_of_the_run(figures: RiskFigures, example_run: mn.Run) -> None:
    assert figures.waiting == example_run.status.waiting
    assert figures.released + figures.withheld == figures.totals.releasable
    assert figures.combinations_open == example_run.status.open_kinds["combination"]
    assert min(figures.behind.values()) >= figures.summary.k
    assert sum(figures.types["PERSON"].values()) > 20
    assert figures.types["PERSON"]["keep"] == 0
    assert figures.whole and figures.reviewers == 0


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_says_what_is_asked_in_every_language(
    figures: RiskFigures, language: str, tmp_path: Path, secrets: list[str]
) -> None:
    from dataclasses import replace

    project = figures.project.model_copy(update={"language": language})
    content = risk_page._Page(replace(figures, project=project)).to_bytes()
    told = words(content)
    assert "WP 216" in told and "(DPIA)" in told and "medvirk purge" in told
    assert str(figures.waiting) in told
    assert "{" not in told  # every blank is filled
    path = tmp_path / "risiko.docx"
    path.write_bytes(content)
    own = str(texts(language).get("risk")).casefold()  # «Sletta» is a name and a nynorsk word
    assert leaks([path], [secret for secret in secrets if secret.casefold() not in own]) == []
    properties = WordFile(str(path)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "comment" in name or "custom" in name]


def test_a_few_places_of_a_type_are_not_told(figures: RiskFigures) -> None:
    page = risk_page._Page(figures)
    assert page._number(0) == "0"
    assert page._number(figures.summary.k - 1) == page._say("few", k=figures.summary.k)
    assert page._number(figures.summary.k) == str(figures.summary.k)


def test_the_recall_that_is_told_was_measured() -> None:
    recall = measured_recall()
    assert recall.documents > 100
    for figure in (*recall.groups.values(), recall.leaked):
        assert 0 <= figure.low <= figure.value <= figure.high <= 1
        assert figure.total > 50
