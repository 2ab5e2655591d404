from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medvirk_nlp.reading.multiplicity import multiplicity, without_mark


@pytest.mark.parametrize(
    ("line", "number", "said"),
    [
        ("dritlenge å vente x4", 4, "dritlenge å vente"),
        ("kakao først, prat etterpå (2)", 2, "kakao først, prat etterpå"),
        ("x3 snille folk", 3, "snille folk"),
        ("snille folk ||||", 4, "snille folk"),
        ("mer fritid +1", 2, "mer fritid"),
        ("vi er 3", 1, "vi er 3"),
        ("Jonas (9)", 1, "Jonas (9)"),
        ("født i 2009 x2009", 1, "født i 2009 x2009"),
    ],
)
def test_marks(line: str, number: int, said: str) -> None:
    assert multiplicity(line) == number
    assert without_mark(line) == said


@given(st.text(max_size=120))
def test_a_line_without_mark_stays(line: str) -> None:
    if multiplicity(line) == 1 and not any(c.isdigit() for c in line):
        assert without_mark(line) == line
    assert multiplicity(line) >= 1
