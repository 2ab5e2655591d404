"""The fast models, loaded once for all tests of large tables."""

from __future__ import annotations

import pytest

import medvirk_nlp as mn


@pytest.fixture(scope="session")
def fast() -> mn.Pipeline:
    return mn.load("fast")
