from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.summary import summarize
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


@settings(deadline=None, max_examples=80)
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
                assert cell.quotable == (people(members[key]) >= k)
                if cell.mentions is not None:
                    assert cell.mentions == len(members[key])
                    assert not members[key] or people(members[key]) >= k
                    left = [p for p in left if p not in members[key]]
            # What is left when all that is shown is taken away is no small group either.
            assert not left or people(left) >= k
        if row.participants is not None:
            assert row.participants == people(own)
            assert everybody - row.participants >= k


@settings(deadline=None, max_examples=60)
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


@settings(deadline=None, max_examples=30)
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
    row = _summary(coded, participants=20).rows[0]
    assert row.participants == 7
    assert not row.one_sided


def test_too_few_people_give_no_figures_at_all() -> None:
    coded = [comment(n, respondent=f"r{n % 4}") for n in range(30)]
    summary = _summary(coded)
    assert (summary.rows, summary.mentions, summary.participants) == ((), None, None)
    assert summary.accounting.coded == 30


def test_the_majority_is_told_where_the_figure_cannot_be() -> None:
    coded = [comment(n) for n in range(9)] + [comment(20, polarity="positive")]
    row = _summary(coded).rows[0]
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
