from collections.abc import Callable

import pytest

from medvirk_nlp.detection.recognizers import identifier_recognizers

THRESHOLD = 0.45
RECOGNIZERS = identifier_recognizers()


@pytest.fixture(scope="session")
def find() -> Callable[[str, str], list[str]]:
    """Return the surfaces of one type found in a text, in order."""

    def finder(entity_type: str, text: str) -> list[str]:
        results = [
            result
            for recognizer in RECOGNIZERS
            if entity_type in recognizer.supported_entities
            for result in recognizer.analyze(text, [entity_type], None)
            if result.score >= THRESHOLD
        ]
        return [text[r.start : r.end] for r in sorted(results, key=lambda r: (r.start, -r.end))]

    return finder
