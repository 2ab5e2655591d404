"""What may be told of each released comment: no more than can be counted in the table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.summary_records import Row, Side, Summary, side_of


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A released comment, without anything that tells who said it.

    Attributes
    ----------
    text : str
        On one line.
    rows : tuple of Row
        The rows of the table it is counted in.
    side : Side or None
        None where its figure is hidden in any of the rows.
    kind : {"experience", "suggestion"} or None
        None where the figure of suggestions is hidden in any of the rows.
    multiplicity : int
    recoded : bool
        A person, not the program, chose its themes or polarity.
    """

    text: str = field(repr=False)
    rows: tuple[Row, ...]
    side: Side | None
    kind: Literal["experience", "suggestion"] | None
    multiplicity: int
    recoded: bool


def shown_comments(summary: Summary, passages: Iterable[CodedPassage]) -> list[ShownComment]:
    """Return the comments that may be listed, in an order that hangs on their content alone.

    Parameters
    ----------
    summary : Summary
    passages : iterable of CodedPassage
        Released comments; non-answers and comments outside every row shown are left out.
    """
    comments = []
    for passage in passages:
        rows = summary.rows_of(passage)
        if passage.kind == "non_answer" or not rows:
            continue
        side = side_of(passage)
        side_shown = all(row.sides[side].mentions is not None for row in rows)
        kind_shown = all(row.suggestions.mentions is not None for row in rows)
        comments.append(
            ShownComment(
                visible(passage.text),
                rows,
                side if side_shown else None,
                passage.kind if kind_shown else None,
                passage.multiplicity,
                passage.recoded,
            )
        )
    return sorted(comments, key=_chance)


def _chance(comment: ShownComment) -> tuple[str, str]:
    codes = [row.code for row in comment.rows]
    content = repr((comment.text, codes, comment.side, comment.kind, comment.multiplicity))
    return hashlib.sha256(content.encode()).hexdigest(), str(comment.recoded)
