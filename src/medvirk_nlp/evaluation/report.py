"""An evaluation as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from medvirk_nlp.evaluation.coding_metrics import CodingFigures
from medvirk_nlp.evaluation.detection_metrics import DetectionFigures
from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.evaluation.intervals import Figure
from medvirk_nlp.evaluation.metamorphic import MetamorphicFigures
from medvirk_nlp.evaluation.names import STYLES, origins
from medvirk_nlp.texts import Texts, texts

if TYPE_CHECKING:
    from medvirk_nlp.evaluation.evaluate import Evaluation
    from medvirk_nlp.evaluation.thresholds import Broken

_UNDEFINED = "–"
_CONTEXT = 40
"""Characters of text shown on either side of a miss."""
_HEADLINES = (
    ("entity_recall", "all"),
    ("entity_recall", "direct"),
    ("entity_recall", "quasi"),
    ("mention_recall", "all"),
    ("mention_recall", "direct"),
    ("mention_recall", "quasi"),
    ("mention_recall", "confidential"),
    ("token_recall", "all"),
    ("token_recall", "direct"),
    ("token_recall", "quasi"),
    ("strict_recall", "all"),
    ("token_precision", "all"),
    ("mention_precision", "all"),
    ("weighted_precision_unigram", "all"),
    ("character_precision", "all"),
    ("token_f1", "all"),
    ("leaked_documents", "all"),
    ("leaked_documents", "with_direct"),
)
_BY_TYPE = ("mention_recall", "entity_recall", "token_recall", "strict_recall", "token_precision")
_BY_PLACE = (
    ("mention_recall", "/direct"),
    ("entity_recall", "/direct"),
    ("mention_recall", "/quasi"),
    ("entity_recall", "/quasi"),
    ("token_precision", ""),
    ("leaked_documents", ""),
)
_CODING = ("macro_f1", "micro_f1", "exact", "polarity_f1")
_BY_CODE = ("precision", "recall", "f1", "kappa", "ac1")
Rows = list[Sequence[str]]


def report_lines(evaluation: Evaluation, language: str) -> list[str]:
    """Return all figures as tables of plain text.

    Parameters
    ----------
    evaluation : Evaluation
    language : {"nb", "nn", "en"}
    """
    say = texts(language)
    lines = [
        say(
            "evaluation.set",
            documents=evaluation.documents,
            mentions=evaluation.mentions,
            segments=evaluation.segments,
        ),
        say("evaluation.intervals", samples=evaluation.samples),
        *_detection(evaluation.detection, say),
    ]
    if evaluation.coding is not None:
        lines += _coding(evaluation.coding, say)
    if evaluation.metamorphic is not None:
        lines += _metamorphic(evaluation.metamorphic, say)
    return lines


def miss_lines(
    evaluation: Evaluation, gold: Sequence[GoldDocument], count: int, language: str
) -> list[str]:
    """Return what was missed, direct identifiers first. **Shows text of the gold.**

    Parameters
    ----------
    evaluation : Evaluation
    gold : sequence of GoldDocument
        What was evaluated.
    count : int
        How many, at most.
    language : {"nb", "nn", "en"}
    """
    say = texts(language)
    by_id = {d.id: d.text for d in gold}
    misses = sorted(evaluation.detection.misses, key=lambda m: m.identifier)
    lines = ["", say("evaluation.misses", shown=min(count, len(misses)), all=len(misses))]
    for miss in misses[:count]:
        text = by_id[miss.document_id]
        before = text[max(0, miss.start - _CONTEXT) : miss.start]
        after = text[miss.end : miss.end + _CONTEXT]
        shown = f"{before}[[{text[miss.start : miss.end]}]]{after}"
        lines.append(f"  {miss.document_id} {miss.entity_type}: {' '.join(shown.split())}")
    return lines


def limit_lines(broken: Sequence[Broken], language: str) -> list[str]:
    """Return a line for every limit that is not kept.

    Parameters
    ----------
    broken : sequence of Broken
    language : {"nb", "nn", "en"}
    """
    say = texts(language)
    return [
        say(
            "evaluation.not_kept",
            name="--" + b.name.replace("_", "-"),
            limit=b.limit,
            value=_UNDEFINED if b.value is None else f"{b.value:.4f}",
        )
        for b in broken
    ]


def _detection(figures: DetectionFigures, say: Texts) -> list[str]:
    rows: Rows = [
        _row(_label(measure, group, say), figures.get(measure, group))
        for measure, group in _HEADLINES
    ]
    lines = ["", say("evaluation.heading.detection")]
    lines += _table([_head("measure", say), *rows])
    lines.append(
        say(
            "evaluation.over_masked",
            characters=figures.over_masked_characters,
            documents=figures.documents_without_data,
        )
    )
    types: Rows = [
        [name, *(_value(figures.get(m, group)) for m in _BY_TYPE), _count(figures, group)]
        for name, group in _groups(figures, "type")
    ]
    head = [say(f"evaluation.measure.{m}") for m in _BY_TYPE]
    lines += _section("type", [[say("evaluation.column.type"), *head, "n"], *types], say)
    confidential: Rows = [
        _row(say(f"evaluation.confidential.{name}"), figures.get("mention_recall", group))
        for name, group in _groups(figures, "confidential")
    ]
    lines += _section("confidential", [_head("category", say), *confidential], say)
    for place in ("variety", "kind"):
        found = _groups(figures, place)
        body: Rows = [
            [name, *(_value(figures.get(m, group + suffix)) for m, suffix in _BY_PLACE)]
            for name, group in found
        ]
        head = [_label(m, suffix.strip("/") or "all", say) for m, suffix in _BY_PLACE]
        lines += _section(place, [[say(f"evaluation.column.{place}"), *head], *body], say)
    return lines


def _coding(figures: CodingFigures, say: Texts) -> list[str]:
    rows: Rows = [_row(say(f"evaluation.measure.{m}"), figures.get(m)) for m in _CODING]
    lines = ["", say("evaluation.heading.coding", segments=figures.segments)]
    lines += _table([[*_head("measure", say)][:3], *(row[:3] for row in rows)])
    groups = list(dict.fromkeys(group for _, group in figures.figures))
    codes: Rows = [
        [group.partition(":")[2], *(_value(figures.get(m, group)) for m in _BY_CODE)]
        for group in groups
        if group.startswith("code:")
    ]
    head = [say(f"evaluation.measure.{m}") for m in _BY_CODE]
    lines += _section("code", [[say("evaluation.column.code"), *head], *codes], say)
    polar: Rows = [
        [say(f"evaluation.polarity.{group.partition(':')[2]}"), _value(figures.get("f1", group))]
        for group in groups
        if group.startswith("polarity:")
    ]
    lines += _section("polarity", [[say("evaluation.column.polarity"), "F1"], *polar], say)
    varieties: Rows = [
        [group.partition(":")[2], *(_value(figures.get(m, group)) for m in _CODING)]
        for group in groups
        if group.startswith("variety:")
    ]
    head = [say(f"evaluation.measure.{m}") for m in _CODING]
    return lines + _section("variety", [[say("evaluation.column.variety"), *head], *varieties], say)


def _metamorphic(figures: MetamorphicFigures, say: Texts) -> list[str]:
    lines = [
        "",
        say(
            "evaluation.heading.metamorphic",
            documents=figures.documents,
            mentions=figures.mentions,
        ),
        "  " + say("evaluation.original", recall=_value(figures.original)),
    ]
    rows: Rows = [
        [say("evaluation.column.origin"), *(say(f"evaluation.style.{s}") for s in STYLES)]
    ]
    for origin in origins():
        cells = []
        for style in STYLES:
            recall, lost = (
                figures.recall.get((origin, style)),
                figures.difference.get((origin, style)),
            )
            if recall is None or lost is None or lost.value is None:
                cells.append(_UNDEFINED)
            else:
                cells.append(f"{_value(recall)} ({lost.value:+.3f})")
        rows.append([say(f"evaluation.origin.{origin}"), *cells])
    return [*lines, *_table(rows), say("evaluation.metamorphic_note")]


def _section(name: str, rows: Rows, say: Texts) -> list[str]:
    """Return a table under its heading; nothing where it has no rows but the first."""
    return ["", say(f"evaluation.heading.{name}"), *_table(rows)] if len(rows) > 1 else []


def _groups(figures: DetectionFigures, kind: str) -> list[tuple[str, str]]:
    """Return name and key of all groups of a kind, sorted."""
    names = {
        group
        for _, group in figures.figures
        if group.startswith(f"{kind}:") and not group.endswith(("/direct", "/quasi"))
    }
    return sorted((group.partition(":")[2], group) for group in names)


def _count(figures: DetectionFigures, group: str) -> str:
    return f"{figures.get('mention_recall', group).total:.0f}"


def _head(first: str, say: Texts) -> list[str]:
    names = (first, "value", "interval", "hits", "total")
    return [say(f"evaluation.column.{name}") for name in names]


def _row(label: str, figure: Figure) -> list[str]:
    interval = (
        _UNDEFINED
        if figure.low is None or figure.high is None
        else f"{figure.low:.3f}–{figure.high:.3f}"
    )
    counts = [f"{figure.hits:.0f}", f"{figure.total:.0f}"] if figure.total else ["", ""]
    return [label, _value(figure), interval, *counts]


def _value(figure: Figure) -> str:
    return _UNDEFINED if figure.value is None else f"{figure.value:.3f}"


def _label(measure: str, group: str, say: Texts) -> str:
    name = say(f"evaluation.measure.{measure}")
    return name if group == "all" else f"{name}, {say(f'evaluation.group.{group}')}"


def _table(rows: Rows) -> list[str]:
    """Return rows with columns aligned: the first to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: Iterable[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return ("  " + "  ".join(cells)).rstrip()
