"""An attacker who knows the rules and can add and subtract must not get at a hidden figure."""

from __future__ import annotations

from collections.abc import Collection
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.reporting.suppression import hide_small, merge_small

# A row as who said how much: cell -> person -> mentions.
rows = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(st.integers(1, 9), st.integers(1, 2), max_size=7),
    min_size=2,
)
thresholds = st.integers(3, 5)


def _people(parts: dict[str, dict[int, int]], keys: Collection[str]) -> int:
    return len({person for key in keys for person in parts[key]})


def _possible(
    total: int, shown: dict[str, int], hidden: list[str], least: int
) -> list[tuple[int, ...]]:
    """All ways to fill the hidden cells that fit what is published."""
    rest = total - sum(shown.values())
    return [
        values
        for values in product(range(least, rest + 1), repeat=len(hidden))
        if sum(values) == rest
    ]


@settings(deadline=None, max_examples=200)
@given(rows, thresholds)
def test_no_hidden_cell_can_be_computed(parts: dict[str, dict[int, int]], k: int) -> None:
    mentions = {key: sum(people.values()) for key, people in parts.items()}
    if _people(parts, parts) < k:
        return  # such a row is never published
    hidden, silent = hide_small(mentions, lambda keys: _people(parts, keys), k)
    shown = {key: number for key, number in mentions.items() if key not in hidden}
    for key in shown:
        assert mentions[key] == 0 or _people(parts, [key]) >= k
    if not hidden:
        return
    assert _people(parts, hidden) >= k
    # Where empty cells are shown, a reader knows that the hidden ones are not empty.
    least = 0 if silent else 1
    possible = _possible(sum(mentions.values()), shown, sorted(hidden), least)
    for place in range(len(hidden)):
        assert len({values[place] for values in possible}) > 1


@settings(deadline=None, max_examples=200)
@given(rows, thresholds)
def test_merged_rows_are_large_enough_together(parts: dict[str, dict[int, int]], k: int) -> None:
    mentions = {key: sum(people.values()) for key, people in parts.items()}
    shown, merged = merge_small(mentions, lambda keys: _people(parts, keys), k)
    assert all(_people(parts, [key]) >= k for key in shown)
    assert not merged or _people(parts, merged) >= k or not shown
    assert set(shown) | set(merged) == {key for key in parts if parts[key]}
    assert not set(shown) & set(merged)


def test_one_small_row_takes_the_smallest_other_with_it() -> None:
    sizes = {"large": 9, "small": 1, "medium": 6}
    shown, merged = merge_small(sizes, lambda keys: sum(sizes[key] for key in keys), 5)
    assert (shown, merged) == (["large"], ["small", "medium"])


def test_five_to_one_hides_both() -> None:
    sizes = {"positive": 5, "negative": 1, "other": 0}
    hidden, silent = hide_small(sizes, lambda keys: sum(sizes[key] for key in keys), 5)
    # Six of five and one: even the empty cell would tell.
    assert hidden == {"positive", "negative", "other"}
    assert silent


def test_large_cells_are_all_shown() -> None:
    sizes = {"positive": 5, "negative": 7, "other": 0}
    assert hide_small(sizes, lambda keys: sum(sizes[key] for key in keys), 5) == (set(), False)


def test_a_hidden_cell_is_not_the_smallest_of_the_others() -> None:
    # That it is would tell how small the small one can be.
    sizes = {"positive": 20, "negative": 12, "other": 2}
    hidden, _ = hide_small(sizes, lambda keys: sum(sizes[key] for key in keys), 5)
    assert hidden == {"positive", "other"}
