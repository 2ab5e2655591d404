"""One sheet with several tables or lists under each other, parted by empty rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from medvirk_nlp.reading.aggregates import is_aggregate
from medvirk_nlp.reading.boards import is_question
from medvirk_nlp.reading.header import find_header
from medvirk_nlp.reading.vocabulary import vocabulary

_FEWEST_LISTS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a sheet that belong together.

    Attributes
    ----------
    first : int
        Number of the first row in the sheet, from 0.
    rows : sequence of sequence of str
    is_list : bool
        Whether it is a question with one comment a row under it, as reports of open answers have
        them; nobody can tell which comments are one person's.
    """

    first: int
    rows: Sequence[Sequence[str]] = field(repr=False)
    is_list: bool = False


def split_blocks(rows: Sequence[Sequence[str]]) -> list[Block]:
    """Return the tables and lists of a sheet; most sheets are one.

    Empty rows part only where a table of results is among the parts, or where two or more are
    lists of comments: elsewhere an empty row is a slip of the hand.
    """
    blocks: list[Block] = []
    start = None
    for number in range(len(rows) + 1):
        filled = number < len(rows) and any(map(str.strip, rows[number]))
        if filled and start is None:
            start = number
        elif not filled and start is not None:
            blocks.append(_block(start, rows[start:number]))
            start = None
    if len(blocks) < 2:
        return [Block(0, rows)]
    lists = [block for block in blocks if block.is_list]
    others = [block for block in blocks if not block.is_list and len(block.rows) > 1]
    if (len(lists) >= _FEWEST_LISTS and not others) or any(map(_has_results, others)):
        return blocks
    return [Block(0, rows)]


def _block(first: int, rows: Sequence[Sequence[str]]) -> Block:
    single = all(sum(bool(cell.strip()) for cell in row) == 1 for row in rows)
    head = next((cell.strip() for cell in rows[0] if cell.strip()), "")
    asks = is_question(head, vocabulary())
    return Block(first, rows, is_list=single and asks and len(rows) > 1)


def _has_results(block: Block) -> bool:
    header = find_header(block.rows)
    return is_aggregate(header.cells, block.rows[header.end :])
