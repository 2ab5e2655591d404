"""How sure a witness must be: the numbers of ``resources/thresholds.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a result is believed.

    Attributes
    ----------
    list, rule : float
        For lists of names and words, and for rules.
    model : mapping of str to float
        For the model, by entity type, with a "default".
    together : float
        For witnesses of the same type together.
    doubt : float
        From here on the model's doubt is shown to a person.
    """

    list: float
    rule: float
    model: Mapping[str, float]
    together: float
    doubt: float


@cache
def thresholds() -> Thresholds:
    """Return the shipped thresholds."""
    source = files("medvirk_nlp") / "resources" / "thresholds.toml"
    return Thresholds(**tomllib.loads(source.read_text(encoding="utf-8")))
