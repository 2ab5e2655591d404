"""Passages that are read together, so that a name is seen with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.records import Document, Finding, Passage

TABLES = frozenset({"xlsx", "xls", "ods", "csv"})
"""Formats whose rows are different people: one row is no context for the next."""
MAX_CHARACTERS = 100_000
"""A longer document is read in parts, so that memory does not grow with its length."""


@dataclass(frozen=True, slots=True)
class Block:
    """Passages with their common text, and where each begins in it."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Block:
        """Put passages on a line each."""
        starts, position = [], 0
        for passage in passages:
            starts.append(position)
            position += len(passage.text) + 1
        return cls("\n".join(p.text for p in passages), tuple(passages), tuple(starts))

    def share(self, findings: Sequence[Finding]) -> Iterator[tuple[Passage, list[Finding]]]:
        """Yield every passage with the findings in it; one that crosses a border goes to both."""
        for passage, start in zip(self.passages, self.starts, strict=True):
            end = start + len(passage.text)
            inside = [
                replace(f, start=max(f.start, start) - start, end=min(f.end, end) - start)
                for f in findings
                if f.start < end and f.end > start
            ]
            yield passage, resolve(inside, passage.text)


def blocks(documents: Sequence[Document], most: int = MAX_CHARACTERS) -> Iterator[Block]:
    """Yield the blocks of all documents, in order.

    Parameters
    ----------
    documents : sequence of Document
    most : int
        Characters of a block, unless one passage alone is longer. Where a document is cut, the
        last passage of one block is also the first of the next: no border is without its context.
    """
    for document in documents:
        if document.format in TABLES:
            yield from (Block.of([passage]) for passage in document.passages)
        else:
            yield from _parts(document.passages, most)


def _parts(passages: Sequence[Passage], most: int) -> Iterator[Block]:
    part: list[Passage] = []
    length = 0
    for passage in passages:
        if part and length + len(passage.text) > most:
            yield Block.of(part)
            part = part[-1:] if len(part) > 1 else []
            length = sum(len(p.text) + 1 for p in part)
        part.append(passage)
        length += len(passage.text) + 1
    if part:
        yield Block.of(part)
