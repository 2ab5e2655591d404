"""Would another program take this REFI-QDA file, and does its codebook come through whole?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from medvirk_nlp.coding.exchange import project_file, read_codebook
from medvirk_nlp.coding.exchange.refi import from_qdc, to_qdc
from medvirk_nlp.coding.exchange.schema import SCHEMAS, Kind, schema_errors
from medvirk_nlp.errors import UsageError


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    schema : str
        File of the standard that it was checked against.
    errors : tuple of str
        By line and rule; empty for a valid file.
    codes : int
    survives : bool
        The codebook is the same after it was written and read once more.
    """

    schema: str
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
    root = etree.QName(etree.fromstring(content)).localname
    kind: Kind = "codebook" if root == "CodeBook" else "project"
    return Checked(
        SCHEMAS[kind],
        tuple(schema_errors(content, kind)),
        len(codebook.codes),
        from_qdc(to_qdc(codebook), path.stem) == codebook,
    )
