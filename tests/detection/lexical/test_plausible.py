import pytest

from medvirk_nlp.detection.lexical.plausible import is_implausible


@pytest.mark.parametrize(
    ("text", "surface", "entity_type", "no"),
    [
        ("satt fjorten måneder på venterommet", "fjorten måneder", "AGE", True),
        ("ventet i 3 uker", "3", "AGE", True),
        ("gutten er fjorten måneder gammel", "fjorten måneder", "AGE", False),
        ("da jeg var fjorten", "fjorten", "AGE", False),
        ("gikk i tog 17. mai", "17. mai", "DATE", True),
        ("flyttet 17. mai 2019", "17. mai", "DATE", False),
        ("flyttet 18. mai", "18. mai", "DATE", False),
        ("Mai ringte", "Mai", "PERSON", False),
    ],
)
def test_what_cannot_be_an_age_or_a_day(text: str, surface: str, entity_type: str, no: bool):
    start = text.index(surface)
    assert is_implausible(entity_type, text, start, start + len(surface)) is no
