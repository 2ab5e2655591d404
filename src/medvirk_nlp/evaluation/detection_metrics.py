r"""Recall and precision of detection, after the Text Anonymization Benchmark (TAB).

Source: Pilán et al. 2022, Computational Linguistics 48(4), and the benchmark's ``evaluation.py``.
Sums run over documents and annotators. What differs from TAB:

- `medvirk_nlp.evaluation.masking.Masked` tells which tokens may stay in clear;
- an entity is direct if any of its mentions is, and counts under each type it has; TAB asks only
  its first mention;
- a figure with an empty denominator is undefined, where TAB says 0;
- ``weighted_precision_unigram`` weighs a token by its surprisal as a unigram of the gold set's own
  texts, -log2(count / all), where TAB asks a masked language model (BERT) how well the token can
  be guessed from its context. The two cannot be compared.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from medvirk_nlp.evaluation.gold import FOREIGN_TYPES, GoldDocument, Mention
from medvirk_nlp.evaluation.intervals import (
    UNDEFINED,
    Bootstrap,
    Figure,
    divide,
    measured,
    ratios,
    share,
)
from medvirk_nlp.evaluation.masking import Masked, tokens
from medvirk_nlp.records import Finding, Identifier

Key = tuple[str, str]
"""A measure and the group it is of, as in `DetectionFigures`."""
Tally = dict[Key, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold mention that was not masked. Tells where, never what.

    Attributes
    ----------
    document_id : str
    start, end : int
    entity_type : str
    identifier : {"direct", "quasi"}
    """

    document_id: str
    start: int
    end: int
    entity_type: str
    identifier: Identifier


@dataclass(frozen=True, slots=True)
class DetectionFigures:
    r"""How well personal data is found.

    Attributes
    ----------
    figures : mapping of (measure, group) to Figure
        Measures: ``entity_recall`` (all mentions of an entity masked), ``mention_recall``,
        ``token_recall`` (tokens ``\w+`` in mentions), ``strict_recall`` (mentions masked by
        findings of the right type alone), ``token_precision`` and ``mention_precision`` (share of
        the annotators that marked all of the token or finding),
        ``weighted_precision_unigram``, ``character_precision`` (characters in findings, white
        space aside, that any annotator marked), ``token_f1``, ``leaked_documents`` (documents
        with at least one direct identifier missed; interval by Wilson).
        Groups: ``all``; for recall also ``direct``, ``quasi``, ``confidential``,
        ``confidential:<category>``; for all measures ``type:<type>`` (of the mention for recall,
        of the finding for precision), ``variety:<variety>``, ``kind:<kind>``; the last two for
        recall also with ``/direct`` and ``/quasi``. ``leaked_documents`` has ``all``,
        ``with_direct`` (of the documents that hold a direct identifier), varieties and kinds.
    over_masked_characters : int
        Characters masked in documents where nobody marked anything, white space aside.
    documents_without_data : int
    misses : tuple of Miss
    """

    figures: Mapping[Key, Figure]
    over_masked_characters: int
    documents_without_data: int
    misses: tuple[Miss, ...] = field(default=(), repr=False)

    def get(self, measure: str, group: str = "all") -> Figure:
        """Return a figure; undefined where the gold holds nothing of the group."""
        return self.figures.get((measure, group), UNDEFINED)


def detection_figures(
    documents: Sequence[GoldDocument],
    findings: Sequence[Sequence[Finding]],
    bootstrap: Bootstrap,
) -> DetectionFigures:
    """Compare findings with the gold.

    Parameters
    ----------
    documents : sequence of GoldDocument
    findings : sequence of sequence of Finding
        By document, in order. Those whose action is "keep" mask nothing and do not count.
    bootstrap : Bootstrap
        Made for as many documents.
    """
    surprisal = unigram_surprisal(documents)
    counted: list[Tally] = []
    weighted: list[Tally] = []
    leaks: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    misses: list[Miss] = []
    over = clean = 0
    for document, found in zip(documents, findings, strict=True):
        hiding = [f for f in found if f.action != "keep"]
        tally: defaultdict[Key, list[float]] = defaultdict(lambda: [0, 0])
        missed = list(_recall(document, hiding, tally))
        misses.extend(missed)
        characters = _precision(document, hiding, tally)
        counted.append(_frozen(tally))
        weighted.append(_frozen(_weighted(document, hiding, surprisal)))
        if not any(document.annotators):
            clean += 1
            over += characters
        leaked = any(m.identifier == "direct" for m in missed)
        for group in _leak_groups(document):
            holders[group] += 1
            leaks[group] += leaked
    figures: dict[Key, Figure] = dict(ratios(counted, bootstrap))
    figures.update(ratios(weighted, bootstrap, counted=False))
    figures.update({("leaked_documents", g): share(leaks[g], n) for g, n in holders.items()})
    figures["token_f1", "all"] = _token_f1(counted, bootstrap)
    return DetectionFigures(figures, over, clean, tuple(misses))


def unigram_surprisal(documents: Sequence[GoldDocument]) -> dict[str, float]:
    """Return -log2 of the relative frequency of every token of the texts, folded, in bits."""
    counts = Counter(
        document.text[start:end].casefold()
        for document in documents
        for start, end in tokens(document.text, 0, len(document.text))
    )
    return {token: -math.log2(n / counts.total()) for token, n in counts.items()}


def _recall(
    document: GoldDocument, found: Sequence[Finding], tally: defaultdict[Key, list[float]]
) -> Iterator[Miss]:
    """Count what was masked of the gold, and yield the first annotator's mentions that were not."""
    masked = Masked(document.text, ((f.start, f.end) for f in found))
    by_type = {
        entity_type: Masked(
            document.text, ((f.start, f.end) for f in found if f.entity_type == entity_type)
        )
        for entity_type in {m.entity_type for mentions in document.annotators for m in mentions}
    }
    for annotator, mentions in enumerate(document.annotators):
        for entity in document.entities(mentions).values():
            whole = True
            for mention in entity:
                hit = masked.covers(mention.start, mention.end)
                whole &= hit
                parts = tokens(document.text, mention.start, mention.end)
                hidden = sum(masked.covers_token(*part) for part in parts)
                right = by_type[mention.entity_type].covers(mention.start, mention.end)
                for group in _groups(document, [mention]):
                    _add(tally, ("mention_recall", group), hit, 1)
                    _add(tally, ("token_recall", group), hidden, len(parts))
                    if mention.entity_type not in FOREIGN_TYPES:
                        _add(tally, ("strict_recall", group), right, 1)
                if not hit and annotator == 0:
                    yield Miss(
                        document.id,
                        mention.start,
                        mention.end,
                        mention.entity_type,
                        mention.identifier,
                    )
            for group in _groups(document, entity):
                _add(tally, ("entity_recall", group), whole, 1)


def _precision(
    document: GoldDocument, found: Sequence[Finding], tally: defaultdict[Key, list[float]]
) -> int:
    """Count what of the findings the gold wants masked; return the characters masked."""
    gold = bytearray(len(document.text))
    for mentions in document.annotators:
        for mention in mentions:
            gold[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    annotators = len(document.annotators)
    everything = 0
    for finding in found:
        characters = [
            i for i in range(finding.start, finding.end) if not document.text[i].isspace()
        ]
        everything += len(characters)
        right = sum(gold[i] for i in characters)
        agreeing = _agreeing(document, finding.start, finding.end)
        parts = tokens(document.text, finding.start, finding.end)
        wanted = sum(_agreeing(document, *part) for part in parts)
        for group in (*_places(document), f"type:{finding.entity_type}"):
            _add(tally, ("mention_precision", group), agreeing, annotators)
            _add(tally, ("token_precision", group), wanted, len(parts) * annotators)
            _add(tally, ("character_precision", group), right, len(characters))
    return everything


def _weighted(
    document: GoldDocument, found: Sequence[Finding], surprisal: Mapping[str, float]
) -> dict[Key, list[float]]:
    tally: defaultdict[Key, list[float]] = defaultdict(lambda: [0, 0])
    for finding in found:
        for start, end in tokens(document.text, finding.start, finding.end):
            # A finding may cut a token in two; the half has no frequency of its own.
            bits = surprisal.get(document.text[start:end].casefold(), 0.0)
            agreeing = _agreeing(document, start, end)
            for group in (*_places(document), f"type:{finding.entity_type}"):
                key = ("weighted_precision_unigram", group)
                _add(tally, key, bits * agreeing, bits * len(document.annotators))
    return tally


def _token_f1(counted: Sequence[Tally], bootstrap: Bootstrap) -> Figure:
    """Return the harmonic mean of token precision and token recall."""
    nothing = (0.0, 0.0)
    table = np.array(
        [
            [*t.get(("token_recall", "all"), nothing), *t.get(("token_precision", "all"), nothing)]
            for t in counted
        ],
        dtype=np.float64,
    ).reshape(-1, 4)
    sums = np.vstack([table.sum(axis=0), bootstrap.sums(table)])
    recall, precision = divide(sums[:, 0], sums[:, 1]), divide(sums[:, 2], sums[:, 3])
    return measured(divide(2 * recall * precision, recall + precision))


def _agreeing(document: GoldDocument, start: int, end: int) -> int:
    """Return how many annotators have a mention that holds all of a stretch."""
    return sum(
        any(m.start <= start and end <= m.end for m in mentions) for mentions in document.annotators
    )


def _places(document: GoldDocument) -> tuple[str, ...]:
    """Return the groups of a document itself."""
    variety = (f"variety:{document.variety}",) if document.variety else ()
    kind = (f"kind:{document.kind}",) if document.kind else ()
    return ("all", *variety, *kind)


def _groups(document: GoldDocument, entity: Sequence[Mention]) -> list[str]:
    """Return the groups that mentions of one entity count in."""
    direct = any(m.identifier == "direct" for m in entity)
    identifier = "direct" if direct else "quasi"
    places = _places(document)
    groups = [*places, identifier, *(f"{place}/{identifier}" for place in places[1:])]
    groups.extend(f"type:{t}" for t in sorted({m.entity_type for m in entity}))
    categories = sorted({m.confidential for m in entity if m.confidential is not None})
    if categories:
        groups.append("confidential")
    groups.extend(f"confidential:{c}" for c in categories)
    return groups


def _leak_groups(document: GoldDocument) -> tuple[str, ...]:
    direct = any(m.identifier == "direct" for mentions in document.annotators for m in mentions)
    return (*_places(document), "with_direct") if direct else _places(document)


def _add(tally: defaultdict[Key, list[float]], key: Key, hits: float, total: float) -> None:
    tally[key][0] += hits
    tally[key][1] += total


def _frozen(tally: Mapping[Key, Sequence[float]]) -> Tally:
    return {key: (hits, total) for key, (hits, total) in tally.items()}
