"""What to do with each kind of personal data: the policy file."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES, Action
from medvirk_nlp.texts import texts

_MAY_BE_KEPT = frozenset({"ORG_NUMBER", "URL"})
"""Direct identifiers that may also point at a public body."""


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Settings):
    """What happens to one entity type.

    Attributes
    ----------
    action : Action
        "mask": placeholder; "generalize": something coarser; "review": as generalize, and a
        person must look; "keep": as it stands.
    placeholder : str
        Key under ``[placeholder]`` in ``resources/texts/*/anonymization.toml``.
    """

    action: Action
    placeholder: str

    @field_validator("placeholder")
    @classmethod
    def _has_a_text(cls, key: str) -> str:
        if not isinstance(texts("nb").get(f"anonymization.placeholder.{key}"), str):
            raise ValueError("no such placeholder")
        return key


class Thresholds(_Settings):
    """How sure a finding must be, 0 to 1.

    Attributes
    ----------
    mask : float
        From here on the rule of its type applies.
    review : float
        From here to ``mask`` the text is left and flagged; below, the finding is passed over.
    """

    mask: float = Field(default=0.4, ge=0, le=1)
    review: float = Field(default=0.2, ge=0, le=1)


class Policy(_Settings):
    """A policy, checked when read.

    Attributes
    ----------
    name : str
    thresholds : Thresholds
    age_bands : tuple of int
        First age of each band, in years, rising from 0; the last one has no upper end.
    confidential : {"review", "as_type"}
        Whether GDPR art. 9 / 10 data is always looked at by a person.
    types : dict of str to Rule
        By entity type; a type left out is masked as in the policy "standard".
    """

    name: str = "standard"
    thresholds: Thresholds = Thresholds()
    age_bands: tuple[int, ...] = (0, 6, 13, 16, 18, 26)
    confidential: Literal["review", "as_type"] = "review"
    types: dict[str, Rule] = {}

    @field_validator("age_bands")
    @classmethod
    def _rising(cls, bands: tuple[int, ...]) -> tuple[int, ...]:
        if len(bands) < 2 or bands[0] != 0 or list(bands) != sorted(set(bands)):
            raise ValueError("bands must rise from 0")
        return bands

    @field_validator("types")
    @classmethod
    def _known_and_safe(cls, types: dict[str, Rule]) -> dict[str, Rule]:
        for entity_type, rule in types.items():
            if entity_type not in ENTITY_TYPES:
                raise ValueError("unknown entity type")
            if rule.action == "keep" and entity_type in DIRECT_TYPES - _MAY_BE_KEPT:
                raise ValueError("a direct identifier cannot be kept")
        return types

    @classmethod
    def from_file(cls, name_or_path: str | Path) -> Policy:
        """Read a shipped policy by name ("standard") or an own one by path.

        Raises
        ------
        UsageError
            When there is none, it is no YAML, or it holds a setting that cannot be.
        """
        shipped = files("medvirk_nlp") / "resources" / "policies" / f"{name_or_path}.yaml"
        source = shipped if shipped.is_file() else Path(name_or_path)
        if not source.is_file():
            raise UsageError("anonymization.error.policy_missing", name=name_or_path)
        try:
            content = yaml.safe_load(source.read_text(encoding="utf-8-sig"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise UsageError("anonymization.error.policy_syntax") from error
        try:
            policy = cls.model_validate(content)
        except ValidationError as error:
            places = ", ".join(sorted({".".join(map(str, e["loc"])) for e in error.errors()}))
            raise UsageError("anonymization.error.policy_setting", settings=places) from error
        if policy.types.keys() == ENTITY_TYPES:
            return policy
        missing = {
            entity_type: Rule(action="mask", placeholder=rule.placeholder)
            for entity_type, rule in cls.from_file("standard").types.items()
            if entity_type not in policy.types
        }
        return policy.model_copy(update={"types": policy.types | missing})

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all settings; the same for the same settings in any order."""
        content = self.model_dump()
        content["types"] = dict(sorted(content["types"].items()))
        return hashlib.sha256(repr(content).encode("utf-8")).hexdigest()
