"""What a workshop could talk about, read off the survey before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import group_name
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.texts import texts

LEAST = 0.2
"""Share of negative answers from which a question is worth asking why."""
MOST = 8
_IN_TENTHS = 20
"""Respondents from which «3 av 10» says no more than is known."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic for a workshop or focus group.

    Attributes
    ----------
    theme : str or None
        Code it belongs to, where it comes from the comments.
    title : str
        What it is about: the name of the theme, or the question of the survey.
    question : str
        What to ask the participants.
    weight : float
        Share of negative answers or comments; the topics are in its order.
    """

    theme: str | None
    title: str
    question: str
    weight: float


def suggest_topics(
    summary: Summary, closed: Iterable[ClosedFigure], words: Wording
) -> tuple[Topic, ...]:
    """Suggest topics from figures that may be published, those that matter to most first.

    Parameters
    ----------
    summary : Summary
        Of the survey.
    closed : iterable of ClosedFigure
        Its closed answers. Only those on a known scale can be told to be negative.
    words : Wording
    """
    found = [topic for figure in closed if (topic := _from_answers(figure, words)) is not None]
    found += _from_themes(summary, words)
    return tuple(sorted(found, key=lambda topic: -topic.weight)[:MOST])


def add_topics(file: WordFile, topics: Sequence[Topic], words: Wording, level: int = 1) -> None:
    """Write the topics as a section of a Word file."""
    say = texts(words.language)
    file.heading(say("years.topics.heading"), level)
    file.paragraph(say("years.topics.intro" if topics else "years.topics.none"))
    file.bullets([topic.question for topic in topics])
    if topics:
        file.note(say("years.topics.note"))


def topics_docx(topics: Sequence[Topic], project: Project, path: Path) -> None:
    """Write the topics as a Word file for those who plan the workshop.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    file = WordFile(words)
    file.title(texts(project.language)("years.topics.title"), project.title)
    add_topics(file, topics, words)
    write_private(path, file.to_bytes())


def _from_answers(figure: ClosedFigure, words: Wording) -> Topic | None:
    if not figure.ordered:
        return None
    # The negative third of the scale: of «nei», «delvis», «ja» the first; of 1 to 6 the first two.
    low = figure.options[: max(len(figure.options) // 3, 1)]
    shown = [option for option in low if option.respondents]
    number = sum(option.respondents or 0 for option in shown)
    if len(shown) < len(low) or number < LEAST * figure.respondents:
        return None
    say = texts(words.language)
    share = _share(number, figure.respondents, words)
    who = f" ({group_name(figure.group, words).lower()})" if figure.group else ""
    answers = f" {say('years.topics.or')} ".join(words.quote(option.text) for option in shown)
    question = say(
        "years.topics.answers", share=share, answers=answers, question=figure.question, who=who
    )
    return Topic(None, figure.question, question, number / figure.respondents)


def _from_themes(summary: Summary, words: Wording) -> list[Topic]:
    say = texts(words.language)
    found = []
    for row in summary.rows:
        negative, positive = row.sides["negative"].mentions, row.sides["positive"].mentions
        if not row.title or not summary.mentions or not negative or negative <= (positive or 0):
            continue
        question = say("years.topics.theme", title=row.title, number=words.digits(negative))
        found.append(Topic(row.code, row.title, question, negative / summary.mentions))
    return found


def _share(number: int, total: int, words: Wording) -> str:
    say = texts(words.language)
    if total < _IN_TENTHS:
        return say("years.topics.of", number=number, total=total)
    tenths = round(10 * number / total)
    return say("years.topics.half") if tenths == 5 else say("years.topics.of_ten", number=tenths)
