"""Which comments are shown as examples: the same number, and about as much text, on both sides."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.readable import as_sentence, awkwardness, is_fit, without_repeats
from medvirk_nlp.reporting.summary_records import Summary, side_of

ROOM = 0.1
"""How much shorter the text on one side may be than on the other, as a share of the longer."""
MOST_SUGGESTIONS = 5
_CHOSEN_FROM = 9


@dataclass(frozen=True, slots=True)
class Examples:
    """Comments shown under one theme.

    Attributes
    ----------
    positive, negative : tuple of str
        As many of the one as of the other where both sides have any to show.
    suggestions : tuple of str
    """

    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def choose_examples(
    summary: Summary, passages: Iterable[CodedPassage], most: int = 3
) -> tuple[dict[str, Examples], tuple[str, ...]]:
    """Choose what is shown under each theme.

    The choice does not hang on the order of ``passages``, and neither does the order of what is
    chosen: it would tell who spoke when.

    Parameters
    ----------
    summary : Summary
        Says behind which cells enough people stand.
    passages : iterable of CodedPassage
        Released comments. What one says that is not to be quoted is not chosen from another.
    most : int
        Most comments on each side; 0 for none.

    Returns
    -------
    by_row : dict of str to Examples
        By the code of the row. A comment is shown under one theme only.
    pooled : tuple of str
        Suggestions from themes where too few made one for it to be shown there, put together
        without their themes; empty where they are too few together too.
    """
    given = list(passages)
    unquoted = {_key(p.text) for p in given if p.unquoted}
    fit = [
        p
        for p in given
        if p.kind != "non_answer"
        and _key(p.text) not in unquoted
        and is_fit(p.text)
        and not summary.sensitive.intersection(p.themes)
    ]
    used: set[str] = set()
    by_row: dict[str, Examples] = {}
    for row in summary.rows:
        own = [p for p in fit if row in summary.rows_of(p)]
        sides = [
            _ranked([p for p in own if p.kind == "experience" and side_of(p) == side], used)
            if row.sides[side].quotable
            else []
            for side in ("positive", "negative")
        ]
        both = row.sides["positive"].quotable and row.sides["negative"].quotable
        positive, negative = _balanced(sides[0], sides[1], most, both)
        used |= {_key(text) for text in (*positive, *negative)}
        suggestions: list[str] = []
        if row.suggestions.quotable and most:
            asked = [p for p in own if p.kind == "suggestion"]
            suggestions = _ranked(asked, used)[:MOST_SUGGESTIONS]
            used |= {_key(text) for text in suggestions}
        by_row[row.code] = Examples(
            *(tuple(sorted(texts, key=_chance)) for texts in (positive, negative, suggestions))
        )
    return by_row, _pooled(summary, fit, used) if most else ()


def any_shown(by_row: Mapping[str, Examples]) -> bool:
    """Tell whether comments are shown under any theme."""
    return any(e.positive or e.negative or e.suggestions for e in by_row.values())


def _pooled(
    summary: Summary, fit: Sequence[CodedPassage], used: Collection[str]
) -> tuple[str, ...]:
    if not summary.pooled_suggestions:
        return ()
    texts = {
        _key(p.text): visible(p.text)
        for p in fit
        if p.kind == "suggestion" and not any(r.suggestions.quotable for r in summary.rows_of(p))
    }
    free = [texts[key] for key in sorted(texts) if key not in used]
    best = sorted(free, key=lambda text: (awkwardness(text), _chance(text)))
    return tuple(sorted(without_repeats(best)[:MOST_SUGGESTIONS], key=_chance))


def _ranked(passages: Iterable[CodedPassage], used: Collection[str]) -> list[str]:
    """Texts, those that read best and are surest to belong here first; nothing is said twice."""
    best: dict[str, tuple[float, str]] = {}
    for passage in passages:
        text = visible(passage.text)
        sure = 1.0 if passage.recoded else _confidence(passage)
        if _key(text) not in used:
            best[_key(text)] = max(best.get(_key(text), (-1.0, "")), (sure, text))
    ranked = sorted(best.values(), key=lambda e: (awkwardness(e[1]), -e[0], _chance(e[1])))
    return without_repeats(text for _, text in ranked)


def _confidence(passage: CodedPassage) -> float:
    least = min((passage.confidence.get(theme, 0.0) for theme in passage.themes), default=1.0)
    return passage.polarity_confidence * least


def _balanced(
    positive: Sequence[str], negative: Sequence[str], most: int, both: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """As many on both sides and about as much text, of those that rank highest.

    Where no choice of so many gives both sides the same room, fewer are shown. Where only one side
    may be shown (not ``both``), the other has a sentence that says why.
    """
    if not both:
        return positive[:most], negative[:most]
    for number in range(min(len(positive), len(negative), most), 0, -1):
        even = (
            (i + j, left, right)
            for i, left in enumerate(combinations(positive[:_CHOSEN_FROM], number))
            for j, right in enumerate(combinations(negative[:_CHOSEN_FROM], number))
            if same_room(_length(left), _length(right))
        )
        best = min(even, key=lambda choice: choice[0], default=None)
        if best is not None:
            return best[1], best[2]
    return (), ()


def same_room(left: int, right: int) -> bool:
    """Tell whether two texts of so many characters take up about the same room."""
    return abs(left - right) <= ROOM * max(left, right)


def _length(texts: Iterable[str]) -> int:
    return sum(len(as_sentence(text)) for text in texts)


def _key(text: str) -> str:
    return visible(text).casefold()


def _chance(text: str) -> str:
    """Order that hangs on the text alone."""
    return hashlib.sha256(text.encode()).hexdigest()
