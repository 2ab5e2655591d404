"""Closed answers in two rounds: what changed, and which questions were not asked both times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medvirk_nlp.evaluation.differences import newcombe
from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.shares import percent, signed_points
from medvirk_nlp.reporting.tables import group_name
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import texts

_SHARES = (0.46, 0.13, 0.13, 0.28)
"""Width of the columns of a table in Word."""


@dataclass(frozen=True, slots=True)
class ClosedChange:
    """One answer in two rounds.

    Attributes
    ----------
    question, option : str
        As asked in the later round.
    group : str or None
    before, after : tuple of (int, int)
        How many chose it, and how many answered.
    low, high : float
        Newcombe's 95 % interval of the difference of the shares, after less before. Those who
        answered both times, if any, make it wider than it need be.
    """

    question: str
    option: str
    group: str | None
    before: tuple[int, int]
    after: tuple[int, int]
    low: float
    high: float

    @property
    def difference(self) -> float:
        """After less before, as a share."""
        return self.after[0] / self.after[1] - self.before[0] / self.before[1]

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no change."""
        return not self.low <= 0 <= self.high


def closed_changes(
    before: Iterable[ClosedFigure], after: Iterable[ClosedFigure]
) -> tuple[ClosedChange, ...]:
    """Compare the answers that are shown in both rounds, to questions asked in the same words."""
    asked = {(figure.key, figure.group): figure for figure in before}
    changes = []
    for new in after:
        old = asked.get((new.key, new.group))
        counts = {o.text.casefold(): o.respondents for o in old.options} if old else {}
        for option in new.options:
            earlier = counts.get(option.text.casefold())
            if old is None or earlier is None or option.respondents is None:
                continue
            pair = (option.respondents, new.respondents), (earlier, old.respondents)
            low, high = newcombe(*pair[0], *pair[1])
            changes.append(
                ClosedChange(new.question, option.text, new.group, pair[1], pair[0], low, high)
            )
    return tuple(changes)


def asked_once(before: Iterable[ClosedFigure], after: Iterable[ClosedFigure]) -> tuple[str, ...]:
    """Return the questions that were shown in one of the rounds only, each once."""
    old, new = ({f.key: f.question for f in figures} for figures in (before, after))
    return tuple(
        dict.fromkeys((old | new)[key] for key in [*old, *new] if (key in old) != (key in new))
    )


def add_closed_changes(
    file: WordFile,
    changes: Sequence[ClosedChange],
    once: Sequence[str],
    rounds: tuple[str, str],
    words: Wording,
    level: int = 1,
) -> None:
    """Write the closed answers of two rounds as a section of a Word file; nothing without any."""
    if not changes and not once:
        return
    say = texts(words.language)
    file.heading(say("years.closed.heading"), level)
    by_question: dict[tuple[str, str | None], list[ClosedChange]] = {}
    for change in changes:
        by_question.setdefault((change.question, change.group), []).append(change)
    for (question, group), own in by_question.items():
        who = f" ({group_name(group, words).lower()})" if group else ""
        head = [say("years.closed.answer"), *rounds, words("compare.difference")]
        file.wide_table(question + who, head, [_row(change, words) for change in own], _SHARES)
    if changes:
        file.note(say("years.closed.note"))
    if once:
        file.note(say("years.closed.once", questions=words.join([words.quote(q) for q in once])))


def _row(change: ClosedChange, words: Wording) -> list[str]:
    interval = words(
        "compare.interval",
        difference=signed_points(change.difference),
        low=signed_points(change.low),
        high=signed_points(change.high),
    )
    shares = [percent(part / whole, words) for part, whole in (change.before, change.after)]
    return [change.option, *shares, interval]
