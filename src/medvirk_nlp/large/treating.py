"""One comment at a time: found, hidden, coded, and held back where a person must decide.

Each comment is taken for itself, so that it gets the same text and the same codes wherever it
stands, however the table is split and whoever works on the parts. What a run gains by comparing all
comments with each other is lost: a name is looked for in its own comment and row only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from medvirk_nlp.analysis import gather, is_known, perhaps_names
from medvirk_nlp.detection.alerts import alerts, flag_order
from medvirk_nlp.detection.gazetteer import is_common_word
from medvirk_nlp.large.comments import Comment, Treated
from medvirk_nlp.reading.decoding import repair
from medvirk_nlp.reading.limits import MAX_PASSAGE_CHARACTERS
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.records import DIRECT_TYPES, Anonymized, Flag
from medvirk_nlp.reporting.leak_secrets import Secrets

if TYPE_CHECKING:
    from medvirk_nlp.coding.result import Coding
    from medvirk_nlp.pipeline import Pipeline

GRAVE = frozenset({"always_stop", "disclosure"})
"""Reasons for which somebody should read a comment soon, whatever becomes of the table."""
_Said = tuple[str, tuple[str, ...]]


def clean(pipeline: Pipeline, said: Sequence[_Said]) -> list[Anonymized]:
    """Hide personal data in texts, each for itself.

    Parameters
    ----------
    pipeline : Pipeline
    said : sequence of (str, tuple of str)
        Texts, each with names known to belong to whoever wrote it.

    Returns
    -------
    list of Anonymized
        In order; all reasons for a person to look are among the flags.
    """
    distinct = list(dict.fromkeys(said))
    found = pipeline.detector.detect(text for text, _ in distinct)
    results: dict[_Said, Anonymized] = {}
    for (text, names), findings in zip(distinct, found, strict=True):
        people = gather([(text, findings)], names)
        findings = people.apply(text, findings)
        result = pipeline.anonymizer.anonymize(text, findings)
        flags = {
            *result.flags,
            *alerts(text, result.findings, is_known_word=is_known),
            *perhaps_names(people, text, findings),
            *_left_over(text, names, result),
        }
        ordered = tuple(sorted(flags, key=flag_order))
        results[text, names] = Anonymized(result.text, result.findings, ordered)
    return [results[each] for each in said]


def _left_over(text: str, names: Sequence[str], result: Anonymized) -> Iterator[Flag]:
    """Yield a flag where what was hidden in one place still stands in another."""
    hidden = [
        text[f.start : f.end]
        for f in result.findings
        if f.action != "keep" and f.entity_type in DIRECT_TYPES
    ]
    if (hidden or names) and Secrets([*hidden, *names], is_word=is_common_word).in_text(
        result.text
    ):
        yield Flag("leftover", 5, rule="hidden_elsewhere")


def treat(
    pipeline: Pipeline, comments: Sequence[Comment], *, is_coded: bool = True
) -> list[Treated]:
    """Find, hide and code comments; keep back the text of those a person must decide about.

    Parameters
    ----------
    pipeline : Pipeline
    comments : sequence of Comment
    is_coded : bool
        Whether they are coded too.

    Returns
    -------
    list of Treated
        One a comment, in order.
    """
    asked = list(dict.fromkeys(c.question for c in comments if c.question.strip()))
    cleaned = clean(pipeline, [(question, ()) for question in asked])
    questions = dict(zip(asked, (result.text for result in cleaned), strict=True))
    read = [c for c in comments if not _unread(c)]
    results = clean(pipeline, [(repair(c.text)[0], c.names) for c in read])
    codings: Sequence[Coding | None] = [None] * len(read)
    if is_coded:
        codings = pipeline.coder.code(
            [result.text for result in results], [questions.get(c.question) for c in read]
        )
    done = iter(zip(results, codings, strict=True))
    treated = []
    for comment in comments:
        question = questions.get(comment.question, "")
        if reason := _unread(comment):
            treated.append(
                Treated(comment.row, question, "empty")
                if reason == "empty"
                else Treated(comment.row, question, "held", (reason,))
            )
            continue
        result, coding = next(done)
        row = Treated(
            comment.row,
            question,
            "waits" if result.flags else "unreviewed",
            tuple(dict.fromkeys(flag.kind for flag in result.flags)),
            sum(f.action != "keep" for f in result.findings),
            None if result.flags else result.text,
        )
        treated.append(row if coding is None else _with_codes(row, coding))
    return treated


def known_names(cells: Iterable[str | None]) -> tuple[str, ...]:
    """Return the names in cells that say who answered."""
    builder = PassageBuilder("")
    for cell in cells:
        if cell and cell.strip():
            builder.know_person(repair(cell)[0])
    return builder.known_names


def _with_codes(row: Treated, coding: Coding) -> Treated:
    return replace(
        row,
        themes=coding.themes,
        asked=coding.asked,
        polarity=coding.polarity,
        polarity_confidence=coding.polarity_confidence,
        kind=coding.kind,
    )


def _unread(comment: Comment) -> str:
    """Return why there is nothing to treat; empty when there is."""
    if comment.held:
        return comment.held
    if not comment.text.strip():
        return "empty"
    return "too_long" if len(comment.text) > MAX_PASSAGE_CHARACTERS else ""
