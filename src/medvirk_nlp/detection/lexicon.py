"""Word lists of the detection room, read from ``resources/lexicons``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return ``resources/lexicons/<name>.yaml``, read once.

    Raises
    ------
    FileNotFoundError
        When there is no such list.
    """
    source = files("medvirk_nlp") / "resources" / "lexicons" / f"{name}.yaml"
    content: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return content


def words(name: str, key: str) -> tuple[str, ...]:
    """Return a list that is written as words separated by white space."""
    return tuple(str(lexicon(name)[key]).split())


def alternatives(items: Iterable[str]) -> str:
    """Return a pattern that matches any of the items, the longest that fits."""
    return "|".join(sorted(map(re.escape, set(items)), key=lambda item: (-len(item), item)))
