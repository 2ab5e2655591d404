"""A thousand random tables, published by the real code: an attacker finds out no small figure."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from attacker import KINDS, TONES, Attacker, Place, Table
from invented import PROJECT, TITLES, Code, Codebook, comment

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.reporting.differencing import published_figures, refuse_difference
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data
from medvirk_nlp.reporting.summary_records import OUTSIDE_THEMES

THEMES = ("heard", "worker", "info", "waiting")
GROUPS = ("barn_unge", "foreldre")
BOOK = Codebook(codes=tuple(map(Code, THEMES)))
SMALL = (0, 0, 0, 0, 0, 1, 1, 2, 3)


def _large_table(chance: random.Random) -> Counter[Place]:
    """Enough people behind most cells for groups to be crossed with sides, and a few small ones."""
    groups = (*GROUPS, *(("",) if chance.random() < 0.3 else ()))
    table = Counter(
        {
            (theme, side, group, "experience"): chance.choice((0, 0, 6, 7, 8, 9, 11))
            for theme in THEMES
            for side in TONES[:3]
            for group in groups
        }
    )
    for place in chance.sample(sorted(table), 2):
        table[place] = chance.choice((1, 2, 3, 4))
    return +table


def _table(chance: random.Random) -> Counter[Place]:
    """One person says one thing: nothing is harder to hide."""
    table: Counter[Place] = Counter()
    for theme in (*THEMES, OUTSIDE_THEMES):
        for side in TONES:
            for group in (*GROUPS, ""):
                for kind in KINDS:
                    table[theme, side, group, kind] = chance.choice(SMALL)
    # Most tables are uneven: some themes large, some hardly spoken of.
    for theme in (*THEMES, OUTSIDE_THEMES):
        keep = chance.random()
        for place in [p for p in table if p[0] == theme]:
            table[place] = table[place] if chance.random() < keep else 0
    return +table


def _published(table: Table, k: int) -> dict[str, Any]:
    coded = []
    for (theme, side, group, kind), number in sorted(table.items()):
        for _ in range(number):
            coded.append(
                comment(
                    len(coded),
                    themes=() if theme == OUTSIDE_THEMES else (theme,),
                    polarity=side,  # type: ignore[arg-type]
                    kind=kind,  # type: ignore[arg-type]
                    group=group or None,
                )
            )
    project = PROJECT.model_copy(update={"k": k})
    return summary_data(summarize(coded, [], BOOK, project), project)


def _attacker() -> Attacker:
    return Attacker(THEMES, GROUPS, TITLES["nb"])


@pytest.mark.parametrize("batch", range(4))
def test_no_small_figure_is_found_out(batch: int) -> None:
    chance = random.Random(batch)
    hidden = 0
    for _ in range(250):
        k = chance.choice((3, 4, 5))
        table = _table(chance)
        published = _published(table, k)
        if not published["rows"]:
            continue
        hidden += any(c["few"] for row in published["rows"] for c in row["sides"].values())
        attacker = _attacker()
        attacker.see(published)
        assert attacker.found_out([table], k) == [], (k, table)
    assert hidden > 100


def test_no_small_figure_is_found_out_where_groups_are_crossed_with_sides() -> None:
    chance = random.Random(50)
    crossed = 0
    for _ in range(200):
        k = chance.choice((3, 4, 5))
        table = _large_table(chance)
        published = _published(table, k)
        crossed += sum(bool(row["crossing"]) for row in published["rows"])
        attacker = _attacker()
        attacker.see(published)
        assert attacker.found_out([table], k) == [], (k, table)
    assert crossed > 200


def test_the_attacker_would_find_what_is_badly_crossed() -> None:
    table = Counter({("heard", side, group, "experience"): 9 for side in TONES for group in GROUPS})
    table["heard", "positive", "foreldre", "experience"] = 2
    published = _published(table, 5)
    (row,) = published["rows"]
    assert row["crossing"] == {}
    row["crossing"] = {"barn_unge": {"positive": 9, "negative": 9, "other": 18}}
    attacker = _attacker()
    attacker.see(published)
    assert (0, ("heard", "foreldre+positive"), 2) in attacker.found_out([table], 5)


def _added(chance: random.Random, table: Table, k: int) -> Counter[Place]:
    """People who came to it: many alike, so that some second releases are let through."""
    added: Counter[Place] = Counter()
    spoken = [place for place, number in table.items() if number]
    for _ in range(chance.randint(1, 3)):
        added[chance.choice(spoken)] += chance.choice((1, k, k, k + 2, 2 * k))
    return added


@pytest.mark.parametrize("batch", range(4))
def test_no_small_figure_is_found_out_from_two_releases(batch: int) -> None:
    chance = random.Random(100 + batch)
    let_through = refused = 0
    for _ in range(100):
        k = chance.choice((3, 4, 5))
        table = _table(chance)
        first = _published(table, k)
        if not first["rows"]:
            continue
        added = _added(chance, table, k)
        second = _published(table + added, k)
        try:
            refuse_difference(published_figures(first), published_figures(second))
        except RefusedError:
            refused += 1
            continue
        let_through += 1
        attacker = _attacker()
        attacker.see(first)
        attacker.see(second, later=True)
        assert attacker.found_out([table, added], k) == [], (k, table, added)
    assert let_through > 10 and refused > 10


def test_the_attacker_would_find_what_is_badly_hidden() -> None:
    published = _published(Counter({("heard", side, "", "experience"): 9 for side in TONES[:3]}), 5)
    (row,) = published["rows"]
    row["sides"]["positive"] = {"mentions": None, "quotable": False, "few": True}
    row["sides"]["other"]["mentions"] = 15
    row["tones"] = {}
    attacker = _attacker()
    attacker.see(published)
    table = Counter({("heard", "negative", "", "experience"): 9})
    table["heard", "positive", "", "experience"] = 3
    table["heard", "mixed", "", "experience"] = 15
    assert (0, ("heard", "positive"), 3) in attacker.found_out([table], 5)


def test_the_attacker_subtracts_the_earlier_release() -> None:
    first = {("heard", "negative", "", "experience"): 9, ("info", "mixed", "", "experience"): 7}
    added = {("info", "mixed", "", "experience"): 1}
    attacker = _attacker()
    published = [_published(first, 5), _published(Counter(first) + Counter(added), 5)]
    attacker.see(published[0])
    attacker.see(published[1], later=True)
    assert (1, ("info", ""), 1) in attacker.found_out([first, added], 5)
    with pytest.raises(RefusedError, match=r".") as caught:
        refuse_difference(*map(published_figures, published))
    assert caught.value.key == "reporting.differencing.few"
