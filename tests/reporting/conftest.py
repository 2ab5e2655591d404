from __future__ import annotations

import pytest
from invented import CODEBOOK, PROJECT, workshop

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary


@pytest.fixture(scope="session")
def material() -> tuple[list[CodedPassage], list[Document]]:
    return workshop()


@pytest.fixture(scope="session")
def summary(material: tuple[list[CodedPassage], list[Document]]) -> Summary:
    return summarize(*material, CODEBOOK, PROJECT)
