"""Would another program take this REFI-QDA file, and does its codebook come through whole?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from medvirk_nlp.coding.exchange import project_file, read_codebook
from medvirk_nlp.coding.exchange.refi import from_qdc, to_qdc
from medvirk_nlp.coding.exchange.schema import schema_errors
from medvirk_nlp.errors import UsageError


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    official : bool
        Checked with the standard's own schema; else with ours (see `schema`).
    errors : tuple of str
        By line and rule; empty for a valid file.
    codes : int
    survives : bool
        The codebook is the same after it was written and read once more.
    """

    official: bool
    errors: tuple[str, ...]
    codes: int
    survives: bool


def check_file(path: Path) -> Checked:
    """Check a ``.qdc`` or ``.qdpx`` file.

    Raises
    ------
    UsageError
        ``coding.exchange.format`` for another ending, and as `read_codebook`.
    """
    ending = path.suffix.lower()
    if ending not in (".qdc", ".qdpx"):
        raise UsageError("coding.exchange.format", endings=".qdc, .qdpx")
    codebook = read_codebook(path)
    content = path.read_bytes() if ending == ".qdc" else project_file(path.read_bytes())
    kind = (
        "codebook" if etree.QName(etree.fromstring(content)).localname == "CodeBook" else "project"
    )
    return Checked(
        kind == "project",
        tuple(schema_errors(content, "project" if kind == "project" else "codebook")),
        len(codebook.codes),
        from_qdc(to_qdc(codebook), path.stem) == codebook,
    )
