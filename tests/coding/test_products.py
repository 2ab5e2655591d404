"""What a comment is given does not hang on the comments beside it, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.products import row_by_row

RANDOM = np.random.default_rng(7)
ROWS = RANDOM.standard_normal((90, 400)).astype(np.float32)
MATRIX = RANDOM.standard_normal((400, 9)).astype(np.float32)
COMMENTS = [
    "Ingen ringte tilbake",
    "møtene er for lange og vanskelige å forstå",
    "de forklarte alt to ganger, det var trygt",
    "vi trenger mer veiledning på jobb",
    "god stemning, men for mange saker",
    "lederen er sjelden til stede",
    "kurset om traumer hjalp",
]


def test_the_product_is_the_product() -> None:
    assert row_by_row(ROWS, MATRIX) == pytest.approx(ROWS @ MATRIX, abs=1e-4)


@given(st.lists(st.integers(0, 89), min_size=1, max_size=40))
def test_a_row_is_the_same_in_any_company(chosen: list[int]) -> None:
    assert (row_by_row(ROWS[chosen], MATRIX) == row_by_row(ROWS, MATRIX)[chosen]).all()


def test_codes_without_a_model_and_decisions_are_the_same_in_any_split() -> None:
    codebook = Codebook.from_file("ansatt")
    coder = Coder.load(codebook)
    themes = [(codebook.ids[n % len(codebook.ids)],) for n in range(len(COMMENTS))]
    coder.teach(COMMENTS, themes, polarities=["positive", "negative", "neutral"] * 2 + ["mixed"])
    whole = coder.code(COMMENTS)
    for size in (1, 2, 3):
        parts = [COMMENTS[n : n + size] for n in range(0, len(COMMENTS), size)]
        assert [coding for part in parts for coding in coder.code(part)] == whole
