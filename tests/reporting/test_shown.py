"""What the list of comments tells beside the table: no side that the table hides."""

from __future__ import annotations

import random
from collections import Counter

from invented import CODEBOOK, PROJECT, comment

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.shown import shown_comments
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Row

THEMES = [code.id for code in CODEBOOK.codes][:4]


def _row(rows: tuple[Row, ...], code: str) -> Row:
    return next(row for row in rows if row.code == code)


def test_a_small_theme_within_a_large_one_cannot_be_counted() -> None:
    """All who spoke of information also spoke of being heard, where every side is shown."""
    coded = [comment(n, polarity="positive" if n < 12 else "negative") for n in range(20)]
    both = [
        comment(100 + n, themes=("heard", "info"), polarity="positive" if n < 4 else "negative")
        for n in range(6)
    ]
    summary = summarize([*coded, *both], [], CODEBOOK, PROJECT)
    info, heard = _row(summary.rows, "info"), _row(summary.rows, "heard")
    assert info.sides["positive"].mentions is None
    listed = shown_comments(summary, [*coded, *both])
    told = Counter(comment.side for comment in listed if heard in comment.rows)
    # The list says of «heard» what the table says, so nothing is left that must be «info».
    assert told == {"positive": heard.sides["positive"].mentions, "negative": 10}
    assert not [comment for comment in listed if info in comment.rows]


def _material(chance: random.Random) -> list[CodedPassage]:
    return [
        comment(
            n,
            themes=tuple(sorted(chance.sample(THEMES, chance.choice((0, 1, 1, 2, 3))))),
            polarity=chance.choice(("positive", "negative", "mixed", "neutral")),
            kind=chance.choice(("experience", "suggestion")),
            respondent=f"r{chance.randint(1, 30)}",
        )
        for n in range(chance.randint(10, 60))
    ]


def test_nothing_is_told_of_a_comment_that_a_row_it_stands_under_hides() -> None:
    chance = random.Random(3)
    partly = 0
    for _ in range(200):
        coded = _material(chance)
        summary = summarize(coded, [], CODEBOOK, PROJECT)
        for each in shown_comments(summary, coded):
            assert each.rows
            for row in each.rows:
                assert each.side is None or row.sides[each.side].mentions is not None
                assert each.kind is None or row.suggestions.mentions is not None
        listed = {each.text: each for each in shown_comments(summary, coded)}
        for passage in coded:
            told, rows = listed.get(passage.text), summary.rows_of(passage)
            if told is not None and told.side is not None:
                # Under no row that hides the side, although the comment is counted there.
                partly += len(told.rows) < len(rows)
    assert partly > 100
