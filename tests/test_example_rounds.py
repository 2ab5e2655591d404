"""The survey of year 2 and of year 4 in the examples: run, released, compared."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.comparing import compare_rounds, load_round
from medvirk_nlp.releasing import LeakError
from medvirk_nlp.reporting.comparison import Comparison
from medvirk_nlp.reporting.comparison_files import write_comparison
from oracle import EXAMPLE

EXAMPLES = EXAMPLE.parent
DRAWS = 3000
Person = dict[str, int]


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory, pipeline: mn.Pipeline) -> tuple[Path, Path]:
    """Work folders of both rounds; the second was told of the first."""
    here = tmp_path_factory.mktemp("runder")
    for year in (2025, 2027):
        notes = here / f"notater-{year}"
        shutil.copytree(EXAMPLES / f"brukerundersokelse-{year}", notes)
        settings = notes / "medvirk.toml"
        text = settings.read_text(encoding="utf-8").replace(
            '# earlier = "../../rapport-2025"', 'earlier = "../rapport-2025"'
        )
        settings.write_text(text, encoding="utf-8")
        pipeline.run(notes, here / f"arbeid-{year}")
        mn.release(
            here / f"arbeid-{year}",
            here / f"rapport-{year}",
            reviewer="AB",
            withhold_undecided=True,
        )
    return here / "arbeid-2025", here / "arbeid-2027"


@pytest.fixture(scope="module")
def compared(rounds: tuple[Path, Path]) -> Comparison:
    return compare_rounds(*rounds)


def _drawn_shares(people: Sequence[Person], code: str, chance: random.Random) -> list[float]:
    """Shares of the comments a theme has when as many people are drawn anew, with replacement."""
    shares = []
    for _ in range(DRAWS):
        drawn = chance.choices(people, k=len(people))
        said = sum(person[""] for person in drawn)
        shares.append(sum(person.get(code, 0) for person in drawn) / said)
    return shares


def _middle(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[round(0.025 * (DRAWS - 1))], ordered[round(0.975 * (DRAWS - 1))]


def test_the_intervals_match_an_independent_bootstrap(
    rounds: tuple[Path, Path], compared: Comparison
) -> None:
    """Own resampling, of people and in plain Python, beside the intervals of the report."""
    before, after = map(load_round, rounds)
    assert before.clusters is not None and after.clusters is not None
    chance, checked = random.Random(7), 0
    for change in compared.changes:
        if change.low is None or change.high is None:
            continue
        old = _drawn_shares([dict(p) for p in before.clusters], change.code, chance)
        new = _drawn_shares([dict(p) for p in after.clusters], change.code, chance)
        low, high = _middle([b - a for a, b in zip(old, new, strict=True)])
        # The report also allows for comments on small sides, counted in the common row.
        unsure = (
            before.themes[change.code].unsure / compared.totals[0],
            after.themes[change.code].unsure / compared.totals[1],
        )
        reach = 0.04
        assert change.low <= low + 0.01 and change.high >= high - 0.01
        assert change.low >= low - unsure[0] - reach
        assert change.high <= high + unsure[1] + reach
        assert low < (change.difference or 0) < high
        checked += 1
    assert checked >= 5


def test_the_change_that_was_written_into_the_example_is_found(compared: Comparison) -> None:
    verdicts = {change.code: change.verdict for change in compared.changes}
    assert verdicts["tilgjengelighet"] == "less"
    assert "more" not in {verdicts.get("informasjon"), verdicts.get("relasjon")}
    assert compared.questions_checked and compared.clustered


def test_the_comparison_is_a_chapter(compared: Comparison, tmp_path: Path) -> None:
    import docx

    write_comparison(compared, tmp_path / "sammenligning.docx", "nn")
    document = docx.Document(str(tmp_path / "sammenligning.docx"))
    (table,) = document.tables
    cells = {row.cells[0].text: row.cells[4].text for row in table.rows}
    assert cells["Tilgjengelegheit"] == "Mindre del enn før"


def test_the_second_report_follows_the_first(rounds: tuple[Path, Path]) -> None:
    first, second = (
        json.loads((work.parent / f"rapport-{year}" / "summary.json").read_text(encoding="utf-8"))
        for work, year in zip(rounds, (2025, 2027), strict=True)
    )
    assert [measure["id"] for measure in first["measures"]] == ["T1", "T2", "T3", "T4"]
    reach = next(row for row in second["rows"] if row["code"] == "tilgjengelighet")
    assert reach["change"]["verdict"] == "less"
    assert [measure["status"] for measure in reach["measures"]] == ["done"]
    assert first["questions"] == second["questions"]
    keys = [[question["key"] for question in each["closed"]] for each in (first, second)]
    assert keys[0] == keys[1] and len(keys[0]) == 3
    assert all(each["k"] == 5 and each["participants"] > 50 for each in (first, second))
    topics = rounds[0].parent / "rapport-2025" / "temaforslag.docx"
    assert topics.is_file()


def test_a_name_in_a_measure_stops_the_release(rounds: tuple[Path, Path], tmp_path: Path) -> None:
    """What the service writes itself is looked through like everything else."""
    measures = rounds[0].parent / "notater-2025" / "tiltak.yaml"
    before = measures.read_text(encoding="utf-8")
    named = before.replace("To kontaktpersoner i hver sak", "Gunhild Moan erstattes")
    assert named != before
    measures.write_text(named, encoding="utf-8")
    try:
        with pytest.raises(LeakError):
            mn.release(rounds[0], tmp_path / "ut", reviewer="AB", withhold_undecided=True)
    finally:
        measures.write_text(before, encoding="utf-8")
    assert not (tmp_path / "ut").exists()
