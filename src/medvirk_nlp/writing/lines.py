"""Plain text and Markdown: every line in its place, its marks kept."""

from __future__ import annotations

from collections.abc import Sequence

from medvirk_nlp.writing.layout import Unit


class Lines:
    """The lines of a text.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self.units: Sequence[Unit] = tuple(map(Unit.of_line, text.splitlines()))
        self.left_out: dict[str, int] = {}

    def write(self, clean: Sequence[str]) -> bytes:
        """Return the lines as UTF-8."""
        return "".join(f"{line}\n" for line in clean).encode()
