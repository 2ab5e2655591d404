"""How well comments are coded, against what people gave them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

import numpy as np

from medvirk_nlp.evaluation.gold import GoldDocument, Segment
from medvirk_nlp.evaluation.intervals import (
    UNDEFINED,
    Bootstrap,
    Figure,
    Floats,
    divide,
    measured,
    ratios,
)
from medvirk_nlp.records import Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_TP, _FP, _FN, _TN = range(4)


class Coded(Protocol):
    """What is asked of a coding: `medvirk_nlp.coding.coder.Coding` has it."""

    @property
    def themes(self) -> Sequence[str]:
        """Codes given."""

    @property
    def polarity(self) -> Polarity:
        """Polarity given."""


@dataclass(frozen=True, slots=True)
class CodingFigures:
    """How well comments are coded.

    Attributes
    ----------
    segments : int
    figures : mapping of (measure, group) to Figure
        For the groups ``all`` and ``variety:<variety>``: ``macro_f1`` (mean over the codes that
        somebody or the program gave), ``micro_f1``, ``exact`` (all codes of a comment right and
        none too many), ``polarity_f1`` (mean over the polarities that occur).
        For ``code:<code>``: ``precision``, ``recall``, ``f1``, ``kappa`` (Cohen), ``ac1``
        (Gwet 2008; as kappa, but steady for rare codes). For ``polarity:<polarity>``: ``f1``.
        Intervals by bootstrap over documents.
    """

    segments: int
    figures: Mapping[tuple[str, str], Figure]

    def get(self, measure: str, group: str = "all") -> Figure:
        """Return a figure; undefined where the gold holds nothing of the group."""
        return self.figures.get((measure, group), UNDEFINED)


def context(document: GoldDocument, segment: Segment) -> str | None:
    """Return the heading or question a segment stands under.

    That is the nearest line above it that is not empty and overlaps no segment; None if there is
    no such line.
    """
    end = document.text.rfind("\n", 0, segment.start)
    while end >= 0:
        start = document.text.rfind("\n", 0, end) + 1
        line = document.text[start:end].strip()
        if line and not any(s.start < end and s.end > start for s in document.segments):
            return line
        end = start - 1
    return None


def segment_inputs(documents: Sequence[GoldDocument]) -> tuple[list[str], list[str | None]]:
    """Return the texts of all segments and the context of each, for a coder."""
    pairs = [(d.text[s.start : s.end], context(d, s)) for d in documents for s in d.segments]
    return [text for text, _ in pairs], [above for _, above in pairs]


def coding_figures(
    documents: Sequence[GoldDocument],
    codings: Sequence[Coded],
    codes: Sequence[str],
    bootstrap: Bootstrap,
) -> CodingFigures:
    """Compare codings with the gold.

    Parameters
    ----------
    documents : sequence of GoldDocument
    codings : sequence of Coded
        One a segment, in the order of `segment_inputs`.
    codes : sequence of str
        Of the codebook. A code of the gold that is not among them counts as missed.
    bootstrap : Bootstrap
        Made for as many documents.
    """
    given = {code for d in documents for s in d.segments for code in s.themes}
    names = (*codes, *sorted(given.difference(codes)))
    owners = [(n, s) for n, d in enumerate(documents) for s in d.segments]
    themes = np.zeros((len(documents), len(names), 4))
    polarity = np.zeros((len(documents), len(POLARITIES), 4))
    exact = [[0, 0] for _ in documents]
    for (n, segment), coding in zip(owners, codings, strict=True):
        _count(themes[n], names, set(segment.themes), set(coding.themes))
        _count(polarity[n], POLARITIES, {segment.polarity}, {coding.polarity})
        exact[n][0] += set(segment.themes) == set(coding.themes)
        exact[n][1] += 1
    figures: dict[tuple[str, str], Figure] = {}
    for group, members in _members(documents).items():
        inside = np.array(members, dtype=np.float64)[:, None, None]
        drawn = _with_resamples(themes * inside, bootstrap)
        figures["macro_f1", group] = measured(_mean(_f1(drawn)))
        figures["micro_f1", group] = measured(_f1(drawn.sum(axis=1)))
        polar = _with_resamples(polarity * inside, bootstrap)
        figures["polarity_f1", group] = measured(_mean(_f1(polar)))
        tallies = [
            {"exact": (hits * m, total * m)}
            for (hits, total), m in zip(exact, members, strict=True)
        ]
        figures["exact", group] = ratios(tallies, bootstrap).get("exact", UNDEFINED)
        if group == "all":
            figures.update(_per_code(drawn, names))
            for place, name in enumerate(POLARITIES):
                figures["f1", f"polarity:{name}"] = measured(_f1(polar)[:, place])
    return CodingFigures(len(owners), figures)


def _count(table: Floats, names: Sequence[str], gold: set[str], given: set[str]) -> None:
    for place, name in enumerate(names):
        if name in given:
            table[place, _TP if name in gold else _FP] += 1
        else:
            table[place, _FN if name in gold else _TN] += 1


def _members(documents: Sequence[GoldDocument]) -> dict[str, list[bool]]:
    """Return by group which documents belong to it."""
    varieties = sorted({d.variety for d in documents if d.variety})
    return {
        "all": [True] * len(documents),
        **{f"variety:{v}": [d.variety == v for d in documents] for v in varieties},
    }


def _with_resamples(counts: Floats, bootstrap: Bootstrap) -> Floats:
    """Return the sums over documents: first of the set itself, then of every resample."""
    flat = counts.reshape(len(counts), math.prod(counts.shape[1:]))
    sums = np.vstack([flat.sum(axis=0), bootstrap.sums(flat)])
    return sums.reshape(len(sums), *counts.shape[1:])


def _f1(counts: Floats) -> Floats:
    tp, fp, fn = counts[..., _TP], counts[..., _FP], counts[..., _FN]
    return divide(2 * tp, 2 * tp + fp + fn)


def _mean(values: Floats) -> Floats:
    """Return the mean of every row over what is defined in it."""
    defined = ~np.isnan(values)
    return divide(np.where(defined, values, 0.0).sum(axis=1), defined.sum(axis=1).astype(float))


def _per_code(counts: Floats, names: Sequence[str]) -> dict[tuple[str, str], Figure]:
    tp, fp, fn, tn = (counts[..., i] for i in range(4))
    total = counts.sum(axis=2)
    agreement = divide(tp + tn, total)
    gold, given = divide(tp + fn, total), divide(tp + fp, total)
    by_chance = gold * given + (1 - gold) * (1 - given)
    middle = (gold + given) / 2
    measures = {
        "precision": divide(tp, tp + fp),
        "recall": divide(tp, tp + fn),
        "f1": _f1(counts),
        "kappa": divide(agreement - by_chance, 1 - by_chance),
        "ac1": divide(agreement - 2 * middle * (1 - middle), 1 - 2 * middle * (1 - middle)),
    }
    return {
        (measure, f"code:{name}"): measured(values[:, place])
        for measure, values in measures.items()
        for place, name in enumerate(names)
    }
