"""What may be told of each released comment: no more than can be counted in the table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from medvirk_nlp.records import CodedPassage, Kind
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
        Rows of the table it is counted in: all of those that say the most of it.
    side : Side or None
        None where its figure is hidden in the rows.
    kind : {"experience", "suggestion"} or None
        None where the figure of suggestions is hidden in the rows.
    multiplicity : int
    recoded : bool
        A person, not the program, chose its themes or polarity.
    """

    text: str = field(repr=False)
    rows: tuple[Row, ...]
    side: Side | None
    kind: Kind | None
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
        told, side, kind = _told(rows, side_of(passage), passage.kind)
        comments.append(
            ShownComment(
                visible(passage.text),
                told,
                side,
                kind,
                passage.multiplicity,
                passage.recoded,
            )
        )
    return sorted(comments, key=_chance)


def _told(
    rows: tuple[Row, ...], side: Side, kind: Kind
) -> tuple[tuple[Row, ...], Side | None, Kind | None]:
    """Return the rows a comment is listed under, and what is told of it there.

    A comment on two themes may have its side shown under the one and hidden under the other. Listed
    under both, what is known of the one would tell the other: a small theme whose comments are all
    on a large one too could be counted. So it is listed under those rows alone that show the most.
    """
    of_side = tuple(row for row in rows if row.sides[side].mentions is not None)
    of_kind = tuple(row for row in rows if row.suggestions.mentions is not None)
    both = tuple(row for row in of_side if row in of_kind)
    if both:
        return both, side, kind
    if of_side:
        return of_side, side, None
    return (of_kind, None, kind) if of_kind else (rows, None, None)


def _chance(comment: ShownComment) -> tuple[str, str]:
    codes = [row.code for row in comment.rows]
    content = repr((comment.text, codes, comment.side, comment.kind, comment.multiplicity))
    return hashlib.sha256(content.encode()).hexdigest(), str(comment.recoded)
