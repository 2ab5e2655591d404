from __future__ import annotations

from pathlib import Path

import pytest
from invented import Code

from medvirk_nlp.records import Document, Passage
from medvirk_nlp.reporting.asked import unasked

CODES = [Code("heard", keywords=("hørt", "medvirk")), Code("money", keywords=("penge", "økonomi"))]


def _document(question: str, answered: bool = True) -> Document:
    passages = (
        Passage("dok-01-0001", "dok-01", question, "linje 1", role="question"),
        Passage(
            "dok-01-0002",
            "dok-01",
            "De hørte på meg om pengene.",
            "linje 2",
            context_id="dok-01-0001" if answered else None,
        ),
    )
    return Document("dok-01", Path("x.txt"), "0" * 64, "txt", passages)


def test_a_theme_no_question_mentions_was_raised_unasked() -> None:
    assert unasked(CODES, [_document("Føler du deg hørt?")]) == ("money",)


@pytest.mark.parametrize("document", [_document("Føler du deg hørt?", answered=False)])
def test_questions_nobody_answered_tell_nothing(document: Document) -> None:
    assert unasked(CODES, [document]) is None


def test_codes_without_keywords_cannot_be_looked_for() -> None:
    assert unasked([Code("heard")], [_document("Føler du deg hørt?")]) is None
