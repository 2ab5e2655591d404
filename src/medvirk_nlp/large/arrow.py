"""pyarrow, which not everybody needs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from medvirk_nlp.errors import UsageError


def arrow(module: str = "pyarrow") -> Any:  # noqa: ANN401, it has no types
    """Return a module of pyarrow.

    Raises
    ------
    UsageError
        ``large.error.no_pyarrow`` when it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError("large.error.no_pyarrow") from error
