from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, PROJECT, Code, Codebook, comment, document

from medvirk_nlp.records import CodedPassage, Polarity
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data
from medvirk_nlp.reporting.summary_records import (
    OTHER,
    OTHER_THEMES,
    OUTSIDE_THEMES,
    Cell,
    Summary,
    side_of,
)

THEMES = [code.id for code in CODEBOOK.codes][:4]


def _summary(coded: list[CodedPassage], participants: int | None = None, k: int = 5) -> Summary:
    project = PROJECT.model_copy(update={"k": k})
    return summarize(coded, [document(coded, participants=participants)], CODEBOOK, project)


@st.composite
def materials(draw: st.DrawFn) -> list[CodedPassage]:
    number = draw(st.integers(0, 40))
    return [
        comment(
            n,
            themes=tuple(sorted(draw(st.sets(st.sampled_from(THEMES), max_size=2)))),
            polarity=draw(st.sampled_from(["positive", "negative", "mixed", "neutral"])),
            respondent=f"r{draw(st.integers(1, 12))}",
            kind=draw(st.sampled_from(["experience", "experience", "suggestion", "non_answer"])),
            group=draw(st.sampled_from(["barn_unge", "foreldre", None])),
        )
        for n in range(number)
    ]


@settings(deadline=None, max_examples=40)
@given(materials(), st.integers(3, 6))
def test_every_published_figure_has_enough_people(coded: list[CodedPassage], k: int) -> None:
    summary = _summary(coded, k=k)

    def people(passages: list[CodedPassage]) -> int:
        return len({passage.respondent for passage in passages})

    comments = [p for p in coded if p.kind != "non_answer"]
    everybody = people(comments)
    for row in summary.rows:
        own = [p for p in comments if row in summary.rows_of(p)]
        assert people(own) >= k
        assert row.mentions == len(own)
        parts = [
            {side: [p for p in own if side_of(p) == side] for side in row.sides},
            {g: [p for p in own if p.group == g] for g in row.groups},
            {"suggestion": [p for p in own if p.kind == "suggestion"]},
        ]
        cells: list[dict[str, Cell]] = [
            dict(row.sides),
            dict(row.groups),
            {"suggestion": row.suggestions},
        ]
        for members, shown in zip(parts, cells, strict=True):
            left = own
            for key, cell in shown.items():
                assert not cell.quotable or people(members[key]) >= k
                if cell.mentions is not None:
                    assert cell.mentions == len(members[key])
                    assert not members[key] or people(members[key]) >= k
                    left = [p for p in left if p not in members[key]]
            # What is left when all that is shown is taken away is no small group either.
            assert not left or people(left) >= k
        if row.participants is not None:
            assert row.participants == people(own)
            assert everybody - row.participants >= k


@settings(deadline=None, max_examples=20)
@given(materials())
def test_nothing_is_lost(coded: list[CodedPassage]) -> None:
    summary = _summary(coded)
    assert summary.accounting.adds_up
    if summary.mentions is None:
        assert not summary.rows
        return
    comments = [p for p in coded if p.kind != "non_answer"]
    assert summary.mentions == len(comments)
    assert all(summary.rows_of(passage) for passage in comments)
    assert {row.code for row in summary.rows} >= set(summary.row_of.values())


@settings(deadline=None, max_examples=20)
@given(materials(), st.randoms(use_true_random=False))
def test_order_of_the_comments_does_not_matter(coded: list[CodedPassage], random: object) -> None:
    shuffled = list(coded)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _summary(shuffled) == _summary(coded)


def test_four_people_are_not_shown_and_cannot_be_computed() -> None:
    coded = [comment(n, themes=("heard",)) for n in range(10)]
    coded += [comment(n, themes=("info",)) for n in range(20, 27)]
    coded += [comment(n, themes=("money",)) for n in range(30, 34)]
    summary = _summary(coded)
    assert [row.code for row in summary.rows] == ["heard", OTHER_THEMES]
    assert summary.rows[1].mentions == 11
    assert summary.mentions == sum(row.mentions for row in summary.rows)
    # Themes nobody spoke of are named beside those that few spoke of.
    assert len(summary.not_shown) == len(CODEBOOK.codes) - 1


def test_comments_outside_the_themes_have_a_row_of_their_own() -> None:
    coded = [comment(n, themes=()) for n in range(6)]
    assert [row.code for row in _summary(coded).rows] == [OUTSIDE_THEMES]


def test_few_comments_outside_the_themes_join_the_other_small_ones() -> None:
    coded = [comment(n) for n in range(9)]
    coded += [comment(n, themes=()) for n in range(20, 23)]
    coded += [comment(n, themes=("money",)) for n in range(30, 33)]
    assert [row.code for row in _summary(coded).rows] == ["heard", OTHER]


def test_nearly_everybody_is_never_a_number() -> None:
    coded = [comment(n) for n in range(7)]
    row = _summary(coded, participants=8).rows[0]
    assert row.participants is None
    assert row.one_sided
    assert all(cell.mentions is None for cell in row.sides.values())
    assert row.majority is None  # at seven, «de fleste» could be four or seven
    more = _summary([comment(n) for n in range(18)], participants=19).rows[0]
    assert (more.majority, more.sides["negative"].mentions) == ("negative", None)
    assert more.sides["negative"].quotable
    alike = [comment(n, polarity="positive" if n < 2 else "negative") for n in range(18)]
    # All of them, or all but two: the same from outside.
    assert _summary(alike, participants=19).rows[0].sides == more.sides
    row = _summary(coded, participants=20).rows[0]
    assert row.participants == 7
    assert not row.one_sided


def test_too_few_people_give_no_figures_at_all() -> None:
    coded = [comment(n, respondent=f"r{n % 4}") for n in range(30)]
    summary = _summary(coded)
    assert (summary.rows, summary.mentions, summary.participants) == ((), None, None)
    assert summary.accounting.coded == 30


def test_the_majority_is_told_where_the_figure_cannot_be() -> None:
    coded = [comment(n) for n in range(19)] + [comment(20, polarity="positive")]
    row = _summary(coded, participants=40).rows[0]
    assert row.sides["negative"].mentions is None
    assert row.majority == "negative"
    assert row.sides["positive"].few


def test_a_threshold_below_the_floor_is_raised() -> None:
    coded = [comment(n, respondent=f"r{n % 2}") for n in range(9)]
    project = PROJECT.model_construct(k=1, language="nb")
    assert summarize(coded, [], CODEBOOK, project).k == 3


def test_withheld_passages_are_accounted_for() -> None:
    coded = [comment(n) for n in range(6)]
    documents = [document([*coded, comment(90), comment(91)])]
    assert summarize(coded, documents, CODEBOOK, PROJECT, withheld=2).accounting.adds_up
    assert not summarize(coded, documents, CODEBOOK, PROJECT).accounting.adds_up


def test_an_unknown_theme_is_an_error() -> None:
    with pytest.raises(ValueError, match="1 themes are not in codebook"):
        _summary([comment(1, themes=("ukjent",))])


def test_few_on_one_side_are_counted_with_the_small_themes() -> None:
    coded = [comment(n) for n in range(8)]
    coded += [comment(n, polarity="positive") for n in range(10, 13)]
    coded += [comment(n, themes=("info",)) for n in range(20, 27)]
    coded += [comment(n, themes=("info",), polarity="positive") for n in range(30, 33)]
    heard, info, other = _summary(coded).rows
    assert (heard.mentions, heard.sides["negative"].mentions) == (8, 8)
    assert heard.sides["positive"] == Cell(None, quotable=False, few=True)
    assert (info.mentions, other.code, other.mentions) == (7, OTHER, 6)
    assert all(cell.mentions is None for cell in other.sides.values())


def _tables(people: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _tables(people - first, cells - 1):
            yield (first, *rest)


@pytest.mark.parametrize(
    ("themes", "sides"),
    [
        (("heard", "info", ""), ("positive", "negative")),
        (("heard", "info"), ("positive", "negative", "mixed")),
        (("heard",), ("positive", "negative", "mixed", "neutral")),
    ],
)
@pytest.mark.parametrize("people", [6, 7, 9])
def test_an_attacker_who_tries_every_table_learns_no_small_figure(
    themes: tuple[str, ...], sides: tuple[Polarity, ...], people: int
) -> None:
    """Every way that so many people may have said one thing each is run through the real code.

    The attacker knows the code and all that is published. A small figure is safe when two tables
    that look the same from outside differ in it.
    """
    codebook = Codebook(codes=(Code("heard"), Code("info")))
    project = PROJECT.model_copy(update={"k": 3})
    places = [(theme, side) for theme in themes for side in sides]
    looks_the_same: dict[str, list[tuple[int, ...]]] = {}
    for table in _tables(people, len(places)):
        said = [place for place, number in zip(places, table, strict=True) for _ in range(number)]
        coded = [
            comment(n, themes=(theme,) if theme else (), polarity=side)
            for n, (theme, side) in enumerate(said)
        ]
        published = summary_data(summarize(coded, [], codebook, project), project)
        looks_the_same.setdefault(repr(published), []).append(table)
    for tables in looks_the_same.values():
        for place in range(len(places)):
            figures = {table[place] for table in tables}
            assert len(figures) > 1 or figures.pop() not in (1, 2)
            # Nor is it ever told that all of those who took part said the same.
            assert figures != {people}


def test_what_a_theme_is_about_stands_in_the_language_of_the_report_or_not_at_all() -> None:
    coded = [comment(n) for n in range(8)]
    for language, told in (("nb", "Om heard."), ("nn", "Om heard."), ("en", "")):
        project = PROJECT.model_copy(update={"language": language})
        assert summarize(coded, [], CODEBOOK, project).rows[0].about == told
