"""Positive and negative get the same room in every theme where both exist (R43)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from files import side_tables
from invented import CODEBOOK, PROJECT, comment, document, workshop

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.brief import leading
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.examples import choose_examples
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.summary import summarize

THEMES = ("heard", "worker", "info", "waiting")
TOLERANCE = 0.1


def _random_material(seed: int) -> list[CodedPassage]:
    chance = random.Random(seed)
    return [
        comment(
            number,
            text=f"Sagt {number} " + "ord " * chance.randint(3, 50),
            themes=(chance.choice(THEMES),),
            polarity=chance.choices(["positive", "negative", "mixed"], (chance.random(), 1, 0.2))[
                0
            ],
            kind="suggestion" if chance.random() < 0.1 else "experience",
        )
        for number in range(chance.randint(5, 120))
    ]


def _room(side: tuple[str, ...]) -> int:
    return sum(len(as_sentence(text)) for text in side)


def _within(left: int, right: int) -> bool:
    return abs(left - right) <= TOLERANCE * max(left, right)


def test_both_sides_have_as_many_characters_in_200_random_summaries() -> None:
    compared = 0
    for seed in range(200):
        coded = _random_material(seed)
        summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
        examples, _ = choose_examples(summary, coded)
        for row in summary.rows:
            if not (row.sides["positive"].quotable and row.sides["negative"].quotable):
                continue
            shown = examples[row.code]
            left, right = map(_room, (shown.positive, shown.negative))
            assert _within(left, right), (seed, row.code, left, right)
            assert len(shown.positive) == len(shown.negative)
            compared += bool(left)
        assert len(leading(summary, "positive")) == len(leading(summary, "negative")) or not (
            leading(summary, "positive") and leading(summary, "negative")
        )
    assert compared > 200


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_tables_of_a_chapter_give_both_sides_the_same_room(
    language: str, tmp_path: Path
) -> None:
    coded, documents = workshop()
    project = PROJECT.model_copy(update={"language": language})
    summary = summarize(coded, documents, CODEBOOK, project)
    draft_docx(summary, coded, project, tmp_path / "k.docx")
    both = [(a, b) for a, b in side_tables(tmp_path / "k.docx") if a and b]
    assert len(both) >= 2
    for left, right in both:
        assert _within(sum(map(len, left)), sum(map(len, right)))
