from __future__ import annotations

from collections.abc import Callable

import pytest

from medvirk_nlp.detection.lexical import lexical_recognizers

Find = Callable[..., list[str]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Return a search: what is found of a type, from a score up, as written, in order."""
    recognizers = lexical_recognizers()

    def search(text: str, entity_type: str = "PERSON", score: float = 0.85) -> list[str]:
        found = {
            (r.start, r.end)
            for recognizer in recognizers
            for r in recognizer.analyze(text, [entity_type])
            if r.entity_type == entity_type and r.score >= score
        }
        return [text[start:end] for start, end in sorted(found)]

    return search
