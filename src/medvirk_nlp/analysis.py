"""From documents to results: detection with the whole note as context, policy, codes and flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.detection.alerts import alerts
from medvirk_nlp.detection.clusters import EntityClusters
from medvirk_nlp.detection.gazetteer import first_name, is_common_word, stems, surname
from medvirk_nlp.detection.singling_out import combination_flags
from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.records import Anonymized, Document, Finding, Flag, Passage
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.model import PassageResult

if TYPE_CHECKING:
    from medvirk_nlp.coding.coder import Coder
    from medvirk_nlp.coding.result import Coding
    from medvirk_nlp.detection.detector import Detector

TABLES = frozenset({"xlsx", "xls", "ods", "csv"})
"""Formats whose rows are different people: one row is no context for the next."""
GRAVE = frozenset({"always_stop", "disclosure"})
"""Kinds of flags that count wherever they stand, also in a line that is no feedback."""
_INITIALS = re.compile(r"\s*([^\W\d_](?:\.?[^\W\d_]){0,2}\.?)\s*:")
Step = Callable[[str, int, int], None]
"""Told how far a step has come: its name, how many are done, how many there are."""


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Passages that are read together, and where each begins in their common text."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> _Block:
        starts, position = [], 0
        for passage in passages:
            starts.append(position)
            position += len(passage.text) + 1
        return cls("\n".join(p.text for p in passages), tuple(passages), tuple(starts))

    def share(self, findings: Sequence[Finding]) -> Iterator[tuple[Passage, list[Finding]]]:
        """Yield every passage with the findings in it; one that crosses a border goes to both."""
        for passage, start in zip(self.passages, self.starts, strict=True):
            end = start + len(passage.text)
            inside = [
                replace(f, start=max(f.start, start) - start, end=min(f.end, end) - start)
                for f in findings
                if f.start < end and f.end > start
            ]
            yield passage, resolve(inside, passage.text)


def _blocks(documents: Sequence[Document]) -> Iterator[_Block]:
    for document in documents:
        if document.format in TABLES:
            yield from (_Block.of([passage]) for passage in document.passages)
        elif document.passages:
            yield _Block.of(document.passages)


def find_all(
    documents: Sequence[Document], detector: Detector, report: Step = silent
) -> tuple[dict[str, list[Finding]], dict[str, list[Flag]]]:
    """Find personal data in all passages of a run: found once, masked everywhere.

    Parameters
    ----------
    documents : sequence of Document
    detector : Detector
    report : callable

    Returns
    -------
    tuple of dict
        Findings by passage id, sorted and disjoint; and by passage id the places where a name of
        the run may stand, or only a word.
    """
    blocks = list(_blocks(documents))
    found: dict[str, list[Finding]] = {}
    total = sum(len(b.passages) for b in blocks)
    for block, findings in zip(blocks, detector.detect(b.text for b in blocks), strict=True):
        found.update((p.id, inside) for p, inside in block.share(findings))
        report("detect", len(found), total)
    passages = [p for d in documents for p in d.passages]
    for passage in passages:
        found[passage.id] = resolve([*found[passage.id], *_speaker(passage)], passage.text)
    clusters = EntityClusters.build(
        ((p.text, found[p.id]) for p in passages),
        (name for d in documents for name in d.known_names),
        is_common_word=_rather_a_word,
        is_name=_is_name,
    )
    undecided: dict[str, list[Flag]] = {}
    for passage in passages:
        found[passage.id] = clusters.apply(passage.text, found[passage.id])
        undecided[passage.id] = [
            flag
            for flag in clusters.undecided(passage.text, found[passage.id])
            if flag.rule != "name_or_word"  # a word like «liv» with nothing that speaks for a name
        ]
    return found, undecided


def _speaker(passage: Passage) -> Iterator[Finding]:
    """Yield the initials before a line that the reader took for those of a speaker («K: …»)."""
    label = _INITIALS.match(passage.text) if passage.respondent else None
    if label is not None:
        yield Finding(label.start(1), label.end(1), "PERSON", 0.9, recognizer="speaker")


def _is_name(word: str) -> bool:
    return first_name(word) is not None or surname(word) is not None


def _rather_a_word(word: str) -> bool:
    """Tell whether a word is more often a word than a name («per»), not the other way («lina»)."""
    names = [entry for entry in (first_name(word), surname(word)) if entry is not None]
    return max(entry.level for entry in names) > 1 if names else is_common_word(word)


def _is_known(word: str) -> bool:
    return any(is_common_word(form) for form in stems(word))


def analyze(
    documents: Sequence[Document],
    detector: Detector,
    anonymizer: Anonymizer,
    coder: Coder,
    report: Step = silent,
    k: int = 5,
) -> list[PassageResult]:
    """Return the result of every passage of a run, in order.

    Parameters
    ----------
    documents : sequence of Document
    detector : Detector
    anonymizer : Anonymizer
    coder : Coder
    report : callable
    k : int
        Fewest people who must share what tells something about somebody.
    """
    found, undecided = find_all(documents, detector, report)
    passages = [p for d in documents for p in d.passages]
    clean = {p.id: anonymizer.anonymize(p.text, found[p.id]) for p in passages}
    feedback = [p for p in passages if p.role == "feedback"]
    codings = coder.code(
        [clean[p.id].text for p in feedback],
        [clean[p.context_id].text if p.context_id else None for p in feedback],
    )
    report("code", len(feedback), len(feedback))
    coded = dict(zip((p.id for p in feedback), codings, strict=True))
    raised = {p.id: alerts(p.text, clean[p.id].findings, is_known_word=_is_known) for p in passages}
    treated = {passage_id: result.findings for passage_id, result in clean.items()}
    singled = combination_flags(documents, treated, anonymizer.telling, raised, k)
    return [
        _result(
            p,
            clean[p.id],
            [*raised[p.id], *undecided[p.id], *singled.get(p.id, ())],
            coded.get(p.id),
        )
        for p in passages
    ]


def _result(
    passage: Passage,
    clean: Anonymized,
    found: Sequence[Flag],
    coding: Coding | None,
) -> PassageResult:
    raised = [*found, *clean.flags]
    if coding is None:
        grave = build_flags(flag for flag in raised if flag.kind in GRAVE)
        return PassageResult(passage, clean.text, clean.findings, grave)
    answered = coding.kind != "non_answer"
    return PassageResult(
        passage,
        clean.text,
        clean.findings,
        build_flags(raised, coding.asked, coding.polarity_confidence if answered else None),
        coding.themes,
        coding.asked,
        coding.confidence,
        coding.polarity,
        coding.polarity_confidence,
        coding.kind,
    )
