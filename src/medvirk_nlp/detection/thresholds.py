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
    rule : float
        For rules.
    list, model : mapping of str to float
        For lists of names and words and for the model, by entity type, with a "default".
    listed : mapping of str to float
        For persons whose very name is on a list.
    together : float
        For witnesses of the same type together.
    doubt : float
        From here on the model's doubt is shown to a person.
    """

    rule: float
    list: Mapping[str, float]
    listed: Mapping[str, float]
    model: Mapping[str, float]
    together: float
    doubt: float


@cache
def thresholds() -> Thresholds:
    """Return the shipped thresholds."""
    source = files("medvirk_nlp") / "resources" / "thresholds.toml"
    return Thresholds(**tomllib.loads(source.read_text(encoding="utf-8")))
