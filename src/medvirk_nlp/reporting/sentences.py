"""The sentences of the chapter that hold figures."""

from __future__ import annotations

from typing import Literal

from medvirk_nlp.reporting.summary_records import OTHER, SIDES, Row, Summary
from medvirk_nlp.reporting.tables import group_name
from medvirk_nlp.reporting.wording import Wording


def introduction(summary: Summary, words: Wording) -> str:
    """Say what the chapter builds on: comments, documents, who took part."""
    if summary.mentions is None:
        return words("intro.too_few", k=words.number(summary.k, "common"))
    numbers = (summary.mentions, summary.documents)
    sentences = [
        words(
            "intro.counted",
            comments=words.count("comment", summary.mentions, numbers),
            documents=words.count("document", summary.documents, numbers),
        )
    ]
    if summary.participants is not None:
        took_part = words.count("person", summary.participants)
        sentences.append(words("intro.took_part", participants=took_part))
    groups = {group: number for group, number in summary.groups.items() if number is not None}
    if len(groups) > 1:
        parts = [
            words("intro.group", name=_lower(group_name(group, words)), number=words.digits(number))
            for group, number in groups.items()
        ]
        if len(groups) == len(summary.groups):
            sentences.append(words("intro.groups", groups=words.join(parts)))
    sentences.append(words("intro.done"))
    if summary.non_answers:
        number = words.number(summary.non_answers, "neuter")
        sentences.append(words("intro.non_answers", number=number))
    return " ".join(sentences)


def about_row(row: Row, words: Wording) -> str:
    """Say how much a theme has got and how it divides, as far as it may be said."""
    # The rows that are no theme have no title of their own.
    counted = "counted" if row.title else "gathered"
    sentences = [] if row.title else [words(f"theme.{row.code}")]
    figures = [row.sides[side].mentions for side in SIDES]
    numbers = [row.mentions, row.participants or 0, *(figure or 0 for figure in figures)]
    comments = words.count("comment", row.mentions, numbers)
    if row.participants is None:
        sentences.append(words(f"theme.{counted}", comments=comments))
    else:
        people = words.count("participant", row.participants, numbers)
        sentences.append(words(f"theme.{counted}_people", comments=comments, participants=people))
    sentences += _split(row, words, numbers)
    return " ".join(sentences)


def about_suggestions(row: Row, listed: int, words: Wording) -> str:
    """Say how many suggestions there are, before a list of ``listed`` of them; may be empty."""
    figure = row.suggestions.mentions
    if not figure:
        return words("theme.suggestions_some") if listed else ""
    key = "count" if not listed else "all" if listed == figure else "among"
    return words(f"theme.suggestions_{key}", suggestions=words.count("suggestion", figure))


def instead_of_comments(row: Row, side: Literal["positive", "negative"], words: Wording) -> str:
    """Say why a side of a theme has no comment to show."""
    cell = row.sides[side]
    if cell.mentions == 0:
        return words(f"theme.none_{side}")
    if cell.few:
        return words(f"theme.few_{side}")
    return words("theme.no_example") if cell.quotable else words(f"theme.hidden_{side}")


def _split(row: Row, words: Wording, numbers: list[int]) -> list[str]:
    shown = [side for side in SIDES if row.sides[side].mentions]
    hidden = [side for side in SIDES if row.sides[side].mentions is None]
    sentences = []
    nothing_left = sum(row.sides[side].mentions or 0 for side in shown) == row.mentions
    if len(shown) == 1 and nothing_left:
        # «Alle» would tell what each of those who took part thinks.
        sentences.append(words(f"theme.all_one_side.{shown[0]}"))
    elif shown:
        parts: list[str] = []
        for side in shown:
            figure = row.sides[side].mentions or 0
            number = words.number(figure, "neuter", numbers)
            place = "next" if parts else "first"
            form = "one" if figure == 1 else "many"
            parts.append(words(f"split.{side}.{place}_{form}", number=number))
        sentences.append(words("split.sentence", parts=words.join_clauses(parts)))
    if row.majority:
        sentences.append(words(f"theme.majority_{row.majority}"))
    if hidden and nothing_left:
        sentences.append(words("theme.moved", row=words(f"row.{OTHER}")))
    elif hidden:
        sentences.append(words("theme.partly_hidden" if shown else "theme.split_hidden"))
    return sentences


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
