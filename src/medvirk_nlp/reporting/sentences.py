"""The sentences of the chapter that hold figures."""

from __future__ import annotations

from typing import Literal

from medvirk_nlp.reporting.summary_records import SIDES, Row, Side, Summary
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
    if told := groups_sentence(summary, words):
        sentences.append(told)
    sentences.append(words("intro.done"))
    if summary.non_answers:
        number = words.number(summary.non_answers, "neuter")
        sentences.append(words("intro.non_answers", number=number))
    return " ".join(sentences)


def groups_sentence(summary: Summary, words: Wording) -> str:
    """Say who took part; empty where there is one group, or one whose number is not known."""
    numbers = list(summary.groups.values())
    if len(numbers) < 2 or None in numbers:
        return ""
    parts = [
        words("intro.group", name=_lower(group_name(group, words)), number=words.digits(number))
        for group, number in summary.groups.items()
        if number is not None
    ]
    return words("intro.groups", groups=words.join(parts))


def about_row(row: Row, words: Wording) -> str:
    """Say how much a theme has got and how it divides, as far as it may be said."""
    # The rows that are no theme have no title of their own.
    room = "balance" if row.title else "theme"
    counted = "gathered" if not row.title else "included" if _moved_away(row) else "counted"
    sentences = [] if row.title else [words(f"theme.{row.code}")]
    figures = [row.sides[side].mentions for side in SIDES]
    numbers = [row.mentions, row.participants or 0, *(figure or 0 for figure in figures)]
    comments = words.count("comment", row.mentions, numbers)
    if row.participants is None:
        sentences.append(words(f"{room}.{counted}", comments=comments))
    else:
        people = words.count("participant", row.participants, numbers)
        sentences.append(words(f"{room}.{counted}_people", comments=comments, participants=people))
    sentences += _split(row, words, numbers)
    # A number in letters may come first.
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


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


def why_no_examples(row: Row, words: Wording, shows_examples: bool) -> list[str]:
    """Say why a theme shows no comments: a side nobody, or too few, spoke of, or none that suits.

    The last only where the report shows comments of other themes. That both sides are hidden is
    said once, of all such themes.
    """
    sides: tuple[Literal["positive", "negative"], ...] = ("positive", "negative")
    if all(row.sides[side].mentions is None for side in sides):
        return []
    silent = [side for side in sides if not row.sides[side].mentions]
    told = [instead_of_comments(row, side, words) for side in silent]
    if shows_examples:
        told.append(words("theme.no_examples" if silent else "theme.no_examples_both"))
    return told


def _moved_away(row: Row) -> bool:
    """Tell whether comments of the theme are counted in another row."""
    cells = row.sides.values()
    shown = sum(cell.mentions or 0 for cell in cells)
    return shown == row.mentions and any(cell.mentions is None for cell in cells)


def _split(row: Row, words: Wording, numbers: list[int]) -> list[str]:
    shown = [side for side in SIDES if row.sides[side].mentions]
    hidden = [side for side in SIDES if row.sides[side].mentions is None]
    sentences = []
    nothing_left = sum(row.sides[side].mentions or 0 for side in shown) == row.mentions
    if len(shown) == 1 and nothing_left:
        # «Alle» would tell what each of those who took part thinks.
        key = f"balance.shown_{shown[0]}" if hidden else f"theme.all_one_side.{shown[0]}"
        sentences.append(words(key))
    elif shown:
        sentences.append(_balance(row, shown, words, numbers))
    if row.majority:
        sentences.append(words(f"theme.majority_{row.majority}"))
    if hidden and not nothing_left:
        sentences.append(words("theme.partly_hidden" if shown else "theme.split_hidden"))
    return sentences


def _balance(row: Row, shown: list[Side], words: Wording, numbers: list[int]) -> str:
    """Say which side most comments are on, or that they divide about evenly."""
    positive, negative = (row.sides[side].mentions or 0 for side in ("positive", "negative"))
    if positive and negative and abs(positive - negative) <= max(1, (positive + negative) // 10):
        return words("balance.even", parts=_clauses(row, shown, words, numbers))
    largest = shown[0] if len(shown) == 1 else max(shown, key=lambda s: row.sides[s].mentions or 0)
    number = row.sides[largest].mentions or 0
    if len(shown) > 1 and largest != "other" and 2 * number > row.mentions:
        rest = [side for side in shown if side != largest]
        return words(
            f"balance.mostly_{largest}",
            number=words.number(number, "neuter", numbers),
            rest=_clauses(row, rest, words, numbers),
        )
    return words("split.sentence", parts=_clauses(row, shown, words, numbers, after_verb=True))


def _clauses(
    row: Row, sides: list[Side], words: Wording, numbers: list[int], after_verb: bool = False
) -> str:
    parts: list[str] = []
    for side in sides:
        figure = row.sides[side].mentions or 0
        place = "first" if after_verb and not parts else "next"
        form = "one" if figure == 1 else "many"
        number = words.number(figure, "neuter", numbers)
        parts.append(words(f"split.{side}.{place}_{form}", number=number))
    return words.join_clauses(parts)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
