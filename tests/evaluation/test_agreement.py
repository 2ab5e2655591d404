from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from medvirk_nlp.errors import UsageError
from medvirk_nlp.evaluation.agreement import RARE, agreement
from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.evaluation.intervals import Bootstrap
from medvirk_nlp.records import Polarity
from medvirk_nlp.texts import LANGUAGES

CODES = ("mat", "tid", "rom")


@dataclass
class Coded:
    themes: tuple[str, ...]
    polarity: Polarity = "neutral"


def documents(codings: list[tuple[str, ...]]) -> list[GoldDocument]:
    return [
        GoldDocument.model_validate(
            {
                "id": f"d{n}",
                "kind": "k",
                "variety": "nb",
                "text": "Noe sagt.",
                "spans": [],
                "segments": [{"start": 0, "end": 9, "themes": themes, "polarity": "neutral"}],
            }
        )
        for n, themes in enumerate(codings)
    ]


FIRST = [("mat",)] * 20 + [("tid",)] * 20 + [("rom",)] * 2
SECOND = [("mat",)] * 15 + [("tid",)] * 25 + [()] * 2
MACHINE = [("mat",)] * 10 + [("tid",)] * 30 + [("rom",)] * 2
BOOTSTRAP = Bootstrap(len(FIRST), samples=200)


def found(machine: list[tuple[str, ...]] = MACHINE):
    return agreement(
        documents(FIRST), documents(SECOND), [Coded(m) for m in machine], CODES, BOOTSTRAP
    )


def _kappa(both: int, one: int, other: int, neither: int) -> float:
    total = both + one + other + neither
    seen = (both + neither) / total
    yes, no = (both + one) * (both + other), (neither + one) * (neither + other)
    chance = (yes + no) / total**2
    return (seen - chance) / (1 - chance)


def test_people_stand_beside_the_machine() -> None:
    mat = found().codes["mat"]
    assert (mat.first, mat.second, mat.machine) == (20, 15, 10)
    assert mat.people["kappa"].value == pytest.approx(_kappa(15, 5, 0, 22))
    assert mat.against_machine["kappa"].value == pytest.approx(_kappa(10, 10, 0, 22))
    assert (mat.precision.value, mat.recall.value) == (1.0, 0.5)
    figure = mat.people["kappa"]
    assert figure.low < figure.value < figure.high


def test_one_who_codes_half_of_what_the_other_does_does_not_agree_by_half() -> None:
    """Kappa on the characters one of the two has coded is 0 here; QualCoder prints 0.5."""
    coded = documents([("mat",)] * 100)
    half = documents([("mat",)] * 50 + [()] * 50)
    machine = [Coded(())] * 100
    told = agreement(coded, half, machine, ("mat",), Bootstrap(100, samples=50))
    assert told.codes["mat"].people["kappa"].value == pytest.approx(0.0)


def test_rare_codes_have_no_coefficient() -> None:
    rom = found().codes["rom"]
    assert (rom.first, rom.second) == (2, 0) and RARE > 2
    assert {f.value for f in (*rom.people.values(), *rom.against_machine.values())} == {None}
    assert rom.precision.value is None


def test_all_together() -> None:
    people, machine = found().overall["micro_f1"]
    assert people.value == pytest.approx(2 * 35 / (42 + 40))
    assert machine.value == pytest.approx(2 * 32 / (42 + 42))


@pytest.mark.parametrize("changed", ["id", "place", "text", "missing"])
def test_other_segments_are_refused(changed: str) -> None:
    other = documents(SECOND)
    data = other[0].model_dump()
    data["spans"] = []
    if changed == "id":
        data["id"] = "x"
    if changed == "place":
        data["segments"][0]["end"] = 8
    if changed == "text":
        data["text"] = "Noe saga."
    other[0] = GoldDocument.model_validate(data)
    with pytest.raises(UsageError) as caught:
        agreement(
            documents(FIRST),
            other[1:] if changed == "missing" else other,
            [Coded(m) for m in MACHINE],
            CODES,
            BOOTSTRAP,
        )
    assert caught.value.key == "evaluation.error.second"


def test_the_order_of_the_second_set_changes_nothing() -> None:
    codings = [Coded(m) for m in MACHINE]
    turned = agreement(documents(FIRST), documents(SECOND)[::-1], codings, CODES, BOOTSTRAP)
    assert turned == found()


@pytest.mark.parametrize("language", LANGUAGES)
def test_told_in_lines_and_as_data(language: str) -> None:
    lines = found().lines(language)
    assert any(line.startswith("mat ") and "20/15/10" in line for line in lines)
    assert any(line.startswith("rom ") and line.rstrip().endswith("-") for line in lines)
    assert json.loads(json.dumps(found().to_data()))["segments"] == 42
