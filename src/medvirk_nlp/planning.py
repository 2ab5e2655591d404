"""What is due in the year of a project, and what its settings and measures say about that.

The yearly cycle is that of the municipalities' guide to the report on the state of the service:
survey in year 2, focus groups in year 3, the same survey in year 4, measures followed all along.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.earlier import earlier_summary
from medvirk_nlp.project import Project, load_project
from medvirk_nlp.reporting.measures import Measure, follow, measures_from_data
from medvirk_nlp.reporting.measures_file import load_measures
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import Texts, texts

NEEDS_EARLIER = (3, 4)
"""Years that build on an earlier round: focus groups on the survey, the survey on the first one."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is due.

    Attributes
    ----------
    key : str
        Of its sentence, ``years.plan.task.<key>``.
    when : str
        Of the time, ``years.plan.when.<when>``.
    years : tuple of int
        Years of the period.
    """

    key: str
    when: str
    years: tuple[int, ...]


@cache
def yearly_plan() -> tuple[Task, ...]:
    """Return all tasks of the four years, in the order of the calendar."""
    source = files("medvirk_nlp") / "resources" / "yearly_plan.toml"
    tasks = tomllib.loads(source.read_text(encoding="utf-8"))["task"]
    return tuple(Task(task["key"], task["when"], tuple(task["years"])) for task in tasks)


def plan_lines(folder: Path, language: str) -> list[str]:
    """Return what is due this year, and what the project should see to, in words.

    Parameters
    ----------
    folder : Path
        With ``medvirk.toml``, and ``tiltak.yaml`` (xlsx, csv) if there is one. No note is read.
    language : {"nb", "nn", "en"}

    Raises
    ------
    UsageError
        When a setting, the list of measures or the earlier round cannot be used.
    """
    say, project = texts(language), load_project(folder)
    codebook = Codebook.from_file(project.own_file(project.codebook, folder))
    measures, earlier = load_measures(folder, codebook), earlier_summary(project, folder)
    lines = [say("years.plan.head", year=project.cycle_year, calendar=project.year or "–"), ""]
    when = ""
    for task in yearly_plan():
        if project.cycle_year not in task.years:
            continue
        if task.when != when:
            when = task.when
            lines.append(say(f"years.plan.when.{when}"))
        lines.append("  - " + say(f"years.plan.task.{task.key}"))
    remarks = [
        *_about_years(project, say),
        *_about_earlier(project, earlier, codebook, say),
        *_about_measures(measures, earlier, project, language),
    ]
    if remarks:
        lines += ["", say("years.plan.remarks"), *(f"  - {remark}" for remark in remarks)]
    return lines


def _about_years(project: Project, say: Texts) -> Iterable[str]:
    if not project.period or project.year is None:
        yield say("years.plan.no_years")
        return
    first, last = map(int, project.period.split("-"))
    # A council sits from the autumn of its election, so the first year may be counted from then.
    if project.year - first not in (project.cycle_year - 1, project.cycle_year):
        yield say(
            "years.plan.wrong_year",
            year=project.year,
            number=project.cycle_year,
            first=first,
            last=last,
        )


def _about_earlier(
    project: Project, earlier: Mapping[str, Any] | None, codebook: Codebook, say: Texts
) -> Iterable[str]:
    if earlier is None:
        if project.cycle_year in NEEDS_EARLIER:
            yield say(f"years.plan.no_earlier_{project.cycle_year}")
        return
    made_with = (earlier["codebook_id"], str(earlier["codebook_version"]))
    if made_with != (codebook.id, str(codebook.version)):
        yield say("years.plan.other_codebook", before=made_with[1], now=codebook.version)
    if project.cycle_year == NEEDS_EARLIER[1] and earlier.get("cycle_year") != 2:
        yield say("years.plan.not_year_2")


def _about_measures(
    measures: Sequence[Measure],
    earlier: Mapping[str, Any] | None,
    project: Project,
    language: str,
) -> Iterable[str]:
    say, join = texts(language), Wording(language).join
    before = measures_from_data((earlier or {}).get("measures"))
    missing = [one.measure.id for one in follow(measures, before) if one.missing]
    late = [measure.id for measure in measures if measure.late(project.year)]
    going = [measure.id for measure in measures if not measure.closed and measure.id not in late]
    for key, names in (("late", late), ("missing", missing)):
        if names:
            yield say(f"years.measures.{key}", names=join(names))
    if going:
        yield say("years.plan.going", names=join(going))
    if not measures:
        yield say("years.plan.no_measures")
