"""Sheets that tell what variables and codes of another sheet stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from medvirk_nlp.reading.columns import is_identity_heading
from medvirk_nlp.reading.survey_words import listed
from medvirk_nlp.reading.vocabulary import fold

_LOOK_AT = 10
"""Rows at the top of a sheet in which its headings are looked for."""
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Codes:
    """What the variables of a survey ask, and what their codes stand for.

    Attributes
    ----------
    questions : dict of str to str
        By folded name of the variable.
    labels : dict of str to dict of str to str
        By folded name of the variable, then by code.
    """

    questions: dict[str, str] = field(default_factory=dict, repr=False)
    labels: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def add(self, other: Codes) -> None:
        """Take up what another sheet tells."""
        self.questions.update(other.questions)
        for variable, labels in other.labels.items():
            self.labels.setdefault(variable, {}).update(labels)

    def translate(self, rows: Rows) -> Rows:
        """Return a sheet of answers in words; as it is, where no heading is a known variable."""
        known = self.questions.keys() | self.labels.keys()
        head = next(
            (n for n, row in enumerate(rows[:_LOOK_AT]) if any(fold(c) in known for c in row)), None
        )
        if head is None:
            return rows
        variables = [fold(cell) for cell in rows[head]]
        headings = [
            self.questions.get(variable, cell)
            for variable, cell in zip(variables, rows[head], strict=True)
        ]
        body = [
            [self._label(variables, n, cell) for n, cell in enumerate(row)]
            for row in rows[head + 1 :]
        ]
        return [*rows[:head], headings, *body]

    def _label(self, variables: Sequence[str], column: int, cell: str) -> str:
        labels = self.labels.get(variables[column], {}) if column < len(variables) else {}
        return labels.get(_code(cell), cell)


def read_codes(rows: Rows) -> Codes | None:
    """Return what a sheet of codes tells; None for another sheet.

    Such a sheet has headings like «Variabel», «Spørsmål», «Verdi», «Etikett»; the name of the
    variable need stand in the first row of its codes only.
    """
    for number, row in enumerate(rows[:_LOOK_AT]):
        columns = _columns(row)
        if columns is not None:
            return _read(rows[number + 1 :], columns)
    return None


def _columns(row: Sequence[str]) -> Mapping[str, int] | None:
    """Return where variable, question, value and label stand, None for no headings of codes."""
    if any(map(is_identity_heading, row)):
        return None
    found: dict[str, int] = {}
    for key in ("code_variable", "code_question", "code_value", "code_label"):
        for index, cell in enumerate(row):
            if index not in found.values() and listed(key, cell):
                found.setdefault(key, index)
    coded = {"code_value", "code_label"} <= found.keys()
    if "code_variable" not in found and coded and "code_question" in found:
        found["code_variable"] = found["code_question"]
    told = coded or "code_question" in found
    return found if "code_variable" in found and told else None


def _read(rows: Rows, columns: Mapping[str, int]) -> Codes:
    codes = Codes()
    variable = ""
    for row in rows:
        cells = {
            key: row[index].strip() if index < len(row) else "" for key, index in columns.items()
        }
        variable = fold(cells["code_variable"]) or variable
        if not variable:
            continue
        if question := cells.get("code_question"):
            codes.questions.setdefault(variable, question)
        if (code := cells.get("code_value")) and (label := cells.get("code_label")):
            codes.labels.setdefault(variable, {})[_code(code)] = label
    return codes


def _code(cell: str) -> str:
    """Return a code as it is compared: «1.0» and «1» are one."""
    return cell.strip().removesuffix(".0").removesuffix(",0")
