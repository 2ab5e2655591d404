"""Presidio operators of this program; usable in any `AnonymizerEngine`."""

from __future__ import annotations

from typing import Any

from presidio_anonymizer.entities import InvalidParamError
from presidio_anonymizer.operators import Operator, OperatorType


class Label(Operator):  # type: ignore[misc, unused-ignore]
    """Puts a label in brackets in the place of a finding.

    Unlike Presidio's ``replace`` it has no fallback that would show the entity type where the
    label is missing: that is an error.

    Parameters of the operator
    --------------------------
    label : str
        "[navn]".
    """

    NAME = "medvirk_label"

    def operate(self, text: str = "", params: dict[str, Any] | None = None) -> str:
        """Return the label, whatever the text is."""
        return str((params or {})["label"])

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Check that the label is a word in brackets.

        Raises
        ------
        InvalidParamError
            When it is not.
        """
        label = (params or {}).get("label")
        if not isinstance(label, str) or not (
            label[:1] == "[" and label[-1:] == "]" and label[1:-1]
        ):
            raise InvalidParamError("label must be a word in brackets")

    def operator_name(self) -> str:
        """Return the name under which the engine knows it."""
        return self.NAME

    def operator_type(self) -> OperatorType:
        """Return that it anonymizes; there is no way back."""
        return OperatorType.Anonymize
