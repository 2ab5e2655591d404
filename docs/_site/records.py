"""Records in the reference: their fields are listed below, so the class stands without them."""

from __future__ import annotations

from dataclasses import is_dataclass

from pydantic import BaseModel
from sphinx.application import Sphinx


def bare(
    _app: Sphinx, _what: str, _name: str, thing: object, *_rest: object
) -> tuple[str, str] | None:
    """Return an empty signature for a record, None for anything else."""
    is_record = isinstance(thing, type) and (is_dataclass(thing) or issubclass(thing, BaseModel))
    return ("", "") if is_record else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("autodoc-process-signature", bare)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
