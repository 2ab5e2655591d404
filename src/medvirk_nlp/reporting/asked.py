"""Which themes the participants raised without being asked about them.

It is read off the questions and headings alone, never off what a person said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from medvirk_nlp.records import Document


class Asked(Protocol):
    """What it takes to find a theme in a question."""

    @property
    def id(self) -> str:
        """Stable id of the code."""

    @property
    def keywords(self) -> Sequence[str]:
        """Beginnings of words that often mean the code."""


def unasked(codes: Iterable[Asked], documents: Iterable[Document]) -> tuple[str, ...] | None:
    """Return the codes that no question or heading with answers under it has a keyword of.

    Parameters
    ----------
    codes : iterable of Asked
        Those that are shown.
    documents : iterable of Document

    Returns
    -------
    tuple of str, or None
        None where no feedback stands under a question or heading, or a code has no keyword.
    """
    from medvirk_nlp.coding.keywords import KeywordMatcher
    from medvirk_nlp.coding.spelling import fold

    wanted = {code.id: tuple(code.keywords) for code in codes}
    asked = _answered(documents)
    if not asked or not wanted or not all(wanted.values()):
        return None
    matcher = KeywordMatcher(wanted)
    mentioned = {code for text in asked for code in matcher.matches(fold(text))}
    return tuple(code for code in wanted if code not in mentioned)


def _answered(documents: Iterable[Document]) -> list[str]:
    texts = []
    for document in documents:
        over = {p.context_id for p in document.passages if p.role == "feedback"}
        texts += [p.text for p in document.passages if p.id in over and p.role != "feedback"]
    return texts
