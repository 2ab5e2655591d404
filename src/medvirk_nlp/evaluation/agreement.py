"""How well two people agree, beside how well a person and the machine do.

A machine cannot be asked to agree with a person more than another person does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from medvirk_nlp.errors import UsageError
from medvirk_nlp.evaluation.coding_metrics import Coded, CodingFigures, coding_figures
from medvirk_nlp.evaluation.gold import GoldDocument, Segment
from medvirk_nlp.evaluation.intervals import UNDEFINED, Bootstrap, Figure
from medvirk_nlp.texts import texts

RARE = 10
"""Comments with a code, by either person, below which no coefficient is told: it may be anything
(codes used one to three times: kappa from -.04 to 1.00 in one study)."""
MEASURES = ("kappa", "ac1")
_OVERALL = ("macro_f1", "micro_f1", "polarity_f1")


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one code.

    Attributes
    ----------
    first, second, machine : int
        How many comments each of them gave the code.
    people, against_machine : mapping of str to Figure
        ``kappa`` (Cohen) and ``ac1`` (Gwet 2008), between the two people, and between the first
        and the machine; undefined for rare codes.
    precision, recall : Figure
        Of the machine, the first person being right.
    """

    first: int
    second: int
    machine: int
    people: Mapping[str, Figure]
    against_machine: Mapping[str, Figure]
    precision: Figure
    recall: Figure


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on all codes.

    Attributes
    ----------
    segments : int
    overall : mapping of str to (Figure, Figure)
        Macro-F1 and micro-F1 of themes and macro-F1 of polarity: between the two people, and
        between the first and the machine.
    codes : mapping of str to CodeAgreement
    """

    segments: int
    overall: Mapping[str, tuple[Figure, Figure]]
    codes: Mapping[str, CodeAgreement]

    def to_data(self) -> dict[str, Any]:
        """Return all figures as plain data."""
        return asdict(self)

    def lines(self, language: str = "nb") -> list[str]:
        """Return the figures as lines of plain text: people | person and machine."""
        say = texts(language)
        head = [
            "",
            say("evaluation.agreement.given"),
            *(
                f"{say(f'evaluation.measure.{m}')} {say('evaluation.agreement.people')}"
                for m in MEASURES
            ),
            *(
                f"{say(f'evaluation.measure.{m}')} {say('evaluation.agreement.machine')}"
                for m in MEASURES
            ),
            say("evaluation.measure.precision"),
            say("evaluation.measure.recall"),
        ]
        rows = [head]
        for code, found in self.codes.items():
            figures = [
                *(found.people[m] for m in MEASURES),
                *(found.against_machine[m] for m in MEASURES),
                found.precision,
                found.recall,
            ]
            given = f"{found.first}/{found.second}/{found.machine}"
            rows.append([code, given, *map(_shown, figures)])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        overall = [
            f"{say(f'evaluation.measure.{measure}')}: {_shown(people)} | {_shown(machine)}"
            for measure, (people, machine) in self.overall.items()
        ]
        return [
            say("evaluation.agreement.head", segments=self.segments),
            *overall,
            "",
            *(
                "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
                for row in rows
            ),
            "",
            say("evaluation.agreement.note", rare=RARE),
        ]


def agreement(
    first: Sequence[GoldDocument],
    second: Sequence[GoldDocument],
    machine: Sequence[Coded],
    codes: Sequence[str],
    bootstrap: Bootstrap,
) -> Agreement:
    """Compare two people, and the first of them with the machine, on the same statements.

    Parameters
    ----------
    first, second : sequence of GoldDocument
        The same documents with the same segments, coded by two people without knowing of each
        other.
    machine : sequence of Coded
        One a segment, in the order of ``coding_metrics.segment_inputs(first)``.
    codes : sequence of str
        Of the codebook.
    bootstrap : Bootstrap
        Made for as many documents.

    Raises
    ------
    UsageError
        ``evaluation.error.second`` when the second coder has other documents or segments.
    """
    other = _same_segments(first, second)
    people = coding_figures(first, other, codes, bootstrap)
    against = coding_figures(first, machine, codes, bootstrap)
    segments = [s for d in first for s in d.segments]
    return Agreement(
        len(segments),
        {measure: (people.get(measure), against.get(measure)) for measure in _OVERALL},
        {code: _on_code(code, segments, other, machine, people, against) for code in codes},
    )


def _same_segments(first: Sequence[GoldDocument], second: Sequence[GoldDocument]) -> list[Segment]:
    """Return the second person's segments in the order of the first's."""
    by_id = {document.id: document for document in second}
    found: list[Segment] = []
    for document in first:
        other = by_id.get(document.id)
        placed = {(s.start, s.end): s for s in other.segments} if other else {}
        wanted = [(s.start, s.end) for s in document.segments]
        if other is None or other.text != document.text or set(wanted) != set(placed):
            raise UsageError("evaluation.error.second")
        found += [placed[place] for place in wanted]
    return found


def _on_code(
    code: str,
    first: Sequence[Segment],
    second: Sequence[Segment],
    machine: Sequence[Coded],
    people: CodingFigures,
    against: CodingFigures,
) -> CodeAgreement:
    one, other, program = (
        sum(code in coded.themes for coded in coder) for coder in (first, second, machine)
    )
    rare = max(one, other) < RARE

    def told(figures: CodingFigures, measure: str) -> Figure:
        return UNDEFINED if rare else figures.get(measure, f"code:{code}")

    return CodeAgreement(
        one,
        other,
        program,
        {measure: told(people, measure) for measure in MEASURES},
        {measure: told(against, measure) for measure in MEASURES},
        told(against, "precision"),
        told(against, "recall"),
    )


def _shown(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}-{figure.high:.2f})"
