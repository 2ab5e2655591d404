"""Is a REFI-QDA document what the standard says?

``Project.xsd`` is the standard's own file, unchanged; ``Codebook.xsd``, for codebooks alone, is as
the text of the standard prints it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal

from lxml import etree

Kind = Literal["project", "codebook"]
SCHEMAS: dict[Kind, str] = {"project": "Project.xsd", "codebook": "Codebook.xsd"}
"""Files of the standard, in ``resources/schemas/refi-qda``."""


def schema_errors(document: bytes, kind: Kind) -> list[str]:
    """Return what is wrong with a document, by line and rule; empty where it is valid.

    Parameters
    ----------
    document : bytes
        XML.
    kind : {"project", "codebook"}
        A ``project.qde`` or a ``.qdc``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    schema = _schema(kind)
    schema.validate(etree.fromstring(document, parser))
    # The message itself may quote the text of a comment.
    log: Any = schema.error_log  # the stubs do not know that it can be walked through
    return [f"{error.line}: {error.type_name}" for error in log]


@cache
def _schema(kind: Kind) -> etree.XMLSchema:
    source = files("medvirk_nlp") / "resources" / "schemas" / "refi-qda" / SCHEMAS[kind]
    return etree.XMLSchema(etree.fromstring(source.read_bytes()))
