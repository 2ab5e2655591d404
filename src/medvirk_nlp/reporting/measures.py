"""What the service does about the feedback: measures, followed from year to year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from medvirk_nlp.reporting.comparison import Comparison
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import texts

Status = Literal["planned", "started", "done", "stopped"]
STATUSES: tuple[Status, ...] = get_args(Status)
_SHARES = {4: (0.43, 0.21, 0.2, 0.16), 5: (0.34, 0.18, 0.17, 0.16, 0.15)}
"""Width of the columns, by their number: most room for what is done."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that the service has decided on.

    Attributes
    ----------
    id : str
        Stays the same from year to year.
    themes : tuple of str
        Ids of the codes it answers.
    text : str
        What is done, as the service writes it.
    owner : str
        The role that answers for it, never a person's name; may be empty.
    deadline : str
        A year, or a date as ``YYYY-MM-DD``; may be empty.
    status : Status
    since : int or None
        Year it was decided.
    """

    id: str
    themes: tuple[str, ...]
    text: str
    owner: str = ""
    deadline: str = ""
    status: Status = "planned"
    since: int | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.status in ("done", "stopped")

    def late(self, year: int | None) -> bool:
        """Tell whether the deadline lies in an earlier year, and it is not closed."""
        if year is None or self.closed or not self.deadline:
            return False
        return int(self.deadline[:4]) < year


@dataclass(frozen=True, slots=True)
class FollowedMeasure:
    """A measure beside what was reported of it in the earlier round.

    Attributes
    ----------
    measure : Measure
    earlier : Status or None
        None where the earlier round had no such measure.
    missing : bool
        The earlier round reported it as not closed, and this year's list says nothing of it.
    """

    measure: Measure
    earlier: Status | None = None
    missing: bool = False


def measures_data(measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """Return measures as plain data, for ``summary.json``."""
    return [{**asdict(measure), "themes": list(measure.themes)} for measure in measures]


def measures_from_data(data: object) -> tuple[Measure, ...]:
    """Return the measures of a ``summary.json``, those that are whole; none of an older one."""
    found = []
    for entry in data if isinstance(data, list) else []:
        if isinstance(entry, Mapping) and entry.get("status") in STATUSES and entry.get("id"):
            found.append(
                Measure(
                    id=str(entry["id"]),
                    themes=tuple(map(str, entry.get("themes", ()))),
                    text=str(entry.get("text", "")),
                    owner=str(entry.get("owner", "")),
                    deadline=str(entry.get("deadline", "")),
                    status=entry["status"],
                    since=entry.get("since"),
                )
            )
    return tuple(found)


def measures_for(measures: Iterable[Measure], code: str) -> tuple[Measure, ...]:
    """Return the measures that answer a theme, those that go on before those that are closed."""
    own = [measure for measure in measures if code in measure.themes]
    return tuple(sorted(own, key=lambda measure: measure.closed))


def follow(measures: Sequence[Measure], earlier: Sequence[Measure]) -> tuple[FollowedMeasure, ...]:
    """Put this year's measures beside those of the earlier round.

    Returns
    -------
    tuple of FollowedMeasure
        This year's in their order, then those of the earlier round that were not closed and are
        spoken of no more.
    """
    before = {measure.id: measure.status for measure in earlier}
    now = {measure.id for measure in measures}
    lost = [m for m in earlier if m.id not in now and not m.closed]
    return (
        *(FollowedMeasure(measure, before.get(measure.id)) for measure in measures),
        *(FollowedMeasure(measure, measure.status, missing=True) for measure in lost),
    )


def measures_table(
    followed: Sequence[FollowedMeasure],
    titles: Mapping[str, str],
    words: Wording,
    comparison: Comparison | None = None,
) -> tuple[list[str], list[list[str]]]:
    """Return head and rows: measure, theme, owner and deadline, status, change in feedback.

    Parameters
    ----------
    followed : sequence of FollowedMeasure
    titles : mapping of str to str
        Names of the codes.
    words : Wording
    comparison : Comparison, optional
        With the earlier round; without one the last column is left out.
    """
    say = texts(words.language)
    columns = ["measure", "themes", "owner", "status", *(["change"] if comparison else [])]
    rows = []
    for one in followed:
        measure = one.measure
        due = [measure.owner, deadline_text(measure, words)]
        row = [
            f"{measure.id}: {measure.text}",
            "; ".join(titles.get(code, code) for code in measure.themes),
            ", ".join(part for part in due if part),
            status_text(one, words),
        ]
        if comparison:
            row.append(_change(measure.themes, comparison, words))
        rows.append(row)
    return [say(f"years.measures.{column}") for column in columns], rows


def measures_notes(
    followed: Sequence[FollowedMeasure], shown: Collection[str], words: Wording, year: int | None
) -> list[str]:
    """Return what a reader should see at once: what is late, not told of, or has no measure.

    Parameters
    ----------
    followed : sequence of FollowedMeasure
    shown : collection of str
        Names of the themes of the report that no measure answers.
    words : Wording
    year : int or None
        Of the report.
    """
    say = texts(words.language)
    late = [one.measure.id for one in followed if one.measure.late(year) and not one.missing]
    missing = [one.measure.id for one in followed if one.missing]
    return [
        say(f"years.measures.{key}", names=words.join(names))
        for key, names in (
            ("late", late),
            ("missing", missing),
            ("without", list(map(words.quote, shown))),
        )
        if names
    ]


def add_measures(
    file: WordFile,
    followed: Sequence[FollowedMeasure],
    titles: Mapping[str, str],
    words: Wording,
    comparison: Comparison | None = None,
    level: int = 1,
) -> None:
    """Write «Innsatsområder og tiltak» as a section of a Word file; nothing without a measure."""
    if not followed:
        return
    say = texts(words.language)
    file.heading(say("years.measures.heading"), level)
    file.lead(say("years.measures.intro"))
    head, rows = measures_table(followed, titles, words, comparison)
    file.wide_table(say("years.measures.caption"), head, rows, _SHARES[len(head)])
    if comparison:
        file.note(say("years.measures.no_cause"))


def deadline_text(measure: Measure, words: Wording) -> str:
    """Return a deadline as a reader writes it: a year, or day, month and year."""
    if len(measure.deadline) <= 4:
        return measure.deadline
    year, month, day = measure.deadline.split("-")
    say = texts(words.language)
    return say("years.measures.date", year=year, month=month, day=day)


def status_text(one: FollowedMeasure, words: Wording) -> str:
    """Return how far a measure has come, and how far it had come last time."""
    say = texts(words.language)
    if one.missing:
        return say("years.measures.not_told")
    status = say(f"years.measures.state.{one.measure.status}")
    if one.earlier is None or one.earlier == one.measure.status:
        return status
    return say(
        "years.measures.was", now=status, before=say(f"years.measures.state.{one.earlier}").lower()
    )


def _change(themes: Sequence[str], comparison: Comparison, words: Wording) -> str:
    changes = {change.code: change for change in comparison.changes}
    told = [
        words(f"compare.verdict_{changes[code].verdict}") if code in changes else ""
        for code in themes
    ]
    return "; ".join(
        dict.fromkeys(t or texts(words.language)("years.measures.no_change") for t in told)
    )
