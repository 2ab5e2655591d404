from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medvirk_nlp.reading.multiplicity import multiplicity, repeats, without_mark


@pytest.mark.parametrize(
    ("line", "number", "said"),
    [
        ("dritlenge å vente x4", 4, "dritlenge å vente"),
        ("kakao først, prat etterpå (2)", 2, "kakao først, prat etterpå"),
        ("x3 snille folk", 3, "snille folk"),
        ("snille folk ||||", 4, "snille folk"),
        ("mer fritid +1", 2, "mer fritid"),
        ("snille folk |||| |", 5, "snille folk"),
        ("snille folk ✓✓✓", 3, "snille folk"),
        ("mer fritid +1 +1", 3, "mer fritid"),
        ("mer fritid +1+1+1", 4, "mer fritid"),
        ("meir fritid x tre", 3, "meir fritid"),
        ("3x snille folk", 3, "snille folk"),
        ("snille folk [3]", 3, "snille folk"),
        ("snille folk (to lapper)", 2, "snille folk"),
        ("snille folk, 3 stk", 3, "snille folk"),
        ("snille folk (sagt av 4)", 4, "snille folk"),
        ("snille folk (nemnt av fire)", 4, "snille folk"),
        ("Tre sa: snille folk", 3, "snille folk"),
        ("snille folk (+ 2 til)", 3, "snille folk"),
        ("snille folk (flere)", 2, "snille folk"),
        ("snille folk, alle enige", 2, "snille folk"),
        ("Flere: møtene er lange", 2, "Flere: møtene er lange"),
        ("fleire nemnde lange møte", 2, "fleire nemnde lange møte"),
        ("vi er 3", 1, "vi er 3"),
        ("det kom bare 3 personer", 1, "det kom bare 3 personer"),
        ("flyttet tre ganger", 1, "flyttet tre ganger"),
        ("bodde hos mormor og to andre", 1, "bodde hos mormor og to andre"),
        ("alle sier at det går bra", 1, "alle sier at det går bra"),
        ("mange barn er redde", 1, "mange barn er redde"),
        ("serr 👍👍", 1, "serr 👍👍"),
        ("Jonas (9)", 1, "Jonas (9)"),
        ("født i 2009 x2009", 1, "født i 2009 x2009"),
    ],
)
def test_marks(line: str, number: int, said: str) -> None:
    assert multiplicity(line) == number
    assert without_mark(line) == said


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("+1", 1),
        ("+2", 2),
        ("x3", 2),
        ("|||", 3),
        ("lange møter x3", None),
        ("", None),
    ],
)
def test_a_line_that_is_but_a_mark(line: str, more: int | None) -> None:
    assert repeats(line) == more


@given(st.text(max_size=120))
def test_a_line_without_mark_stays(line: str) -> None:
    if multiplicity(line) == 1:
        assert without_mark(line) == line
    assert multiplicity(line) >= 1
