"""From documents to results: detection with the whole note as context, policy, codes and flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import tee
from typing import TYPE_CHECKING, Protocol

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.blocks import blocks
from medvirk_nlp.detection.alerts import alerts
from medvirk_nlp.detection.clusters import EntityClusters
from medvirk_nlp.detection.gazetteer import first_name, is_common_word, stems, surname
from medvirk_nlp.detection.scanning import damage_flags
from medvirk_nlp.detection.singling_out import combination_flags
from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.records import Anonymized, Document, Finding, Flag, Passage
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.model import PassageResult

if TYPE_CHECKING:
    from medvirk_nlp.coding.result import Coding

GRAVE = frozenset({"always_stop", "disclosure"})
"""Kinds of flags that count wherever they stand, also in a line that is no feedback."""
CODED_TOGETHER = 2048
"""Comments coded at a time: the coder's own batch, so that numbers do not depend on the cut."""
_INITIALS = re.compile(r"\s*([^\W\d_](?:\.?[^\W\d_]){0,2}\.?)\s*:")
Step = Callable[[str, int, int], None]
"""Told how far a step has come: its name, how many are done, how many there are."""


class Finds(Protocol):
    """A `Detector`, or several in processes of their own."""

    def detect(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """Yield the findings of each text, in order."""
        ...


class Codes(Protocol):
    """A `Coder`, or several in processes of their own."""

    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> list[Coding]:
        """Return what is said of each comment, in order."""
        ...


class Workers(Protocol):
    """Whoever finds and codes: this process, or several others."""

    @property
    def detector(self) -> Finds:
        """Finds personal data."""
        ...

    @property
    def coder(self) -> Codes:
        """Codes clean comments."""
        ...


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


def find_all(
    documents: Sequence[Document], detector: Finds, report: Step = silent
) -> tuple[dict[str, list[Finding]], dict[str, list[Flag]]]:
    """Find personal data in all passages of a run: found once, masked everywhere.

    Parameters
    ----------
    documents : sequence of Document
    detector : Finds
    report : callable

    Returns
    -------
    tuple of dict
        Findings by passage id, sorted and disjoint; and by passage id the places where a name of
        the run may stand, or only a word.
    """
    passages = [p for d in documents for p in d.passages]
    found: dict[str, list[Finding]] = {}
    done, total = 0, sum(len(p.text) for p in passages)
    given, read = tee(blocks(documents))
    for block, findings in zip(given, detector.detect(b.text for b in read), strict=True):
        for passage, inside in block.share(findings):
            done += len(passage.text) if passage.id not in found else 0
            found.setdefault(passage.id, []).extend(inside)
        report("detect", done, total)
    for passage in passages:
        found[passage.id] = resolve([*found[passage.id], *_speaker(passage)], passage.text)
    clusters = gather(
        ((p.text, found[p.id]) for p in passages),
        (name for d in documents for name in d.known_names),
    )
    undecided: dict[str, list[Flag]] = {}
    for number, passage in enumerate(passages, start=1):
        found[passage.id] = clusters.apply(passage.text, found[passage.id])
        undecided[passage.id] = perhaps_names(clusters, passage.text, found[passage.id])
        report("compare", number, len(passages))
    return found, undecided


def gather(
    texts: Iterable[tuple[str, Sequence[Finding]]], names: Iterable[str] = ()
) -> EntityClusters:
    """Return who and what was found in texts, to be looked for in all of them.

    Parameters
    ----------
    texts : iterable of (str, sequence of Finding)
    names : iterable of str
        Known beforehand.
    """
    return EntityClusters.build(texts, names, is_common_word=_rather_a_word, is_name=_is_name)


def perhaps_names(clusters: EntityClusters, text: str, findings: Sequence[Finding]) -> list[Flag]:
    """Return the places of a text where a name gathered may stand, or only a word."""
    return [
        flag
        for flag in clusters.undecided(text, findings)
        if flag.rule != "name_or_word"  # a word like «liv» with nothing that speaks for a name
    ]


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


def is_known(word: str) -> bool:
    """Tell whether a folded word is an ordinary one, in any inflection."""
    return any(is_common_word(form) for form in stems(word))


def analyze(
    documents: Sequence[Document],
    detector: Finds,
    anonymizer: Anonymizer,
    coder: Codes,
    report: Step = silent,
    k: int = 5,
) -> Iterator[PassageResult]:
    """Yield the result of every passage of a run, in order.

    Parameters
    ----------
    documents : sequence of Document
    detector : Finds
    anonymizer : Anonymizer
    coder : Codes
    report : callable
    k : int
        Fewest people who must share what tells something about somebody.
    """
    found, undecided = find_all(documents, detector, report)
    passages = [p for d in documents for p in d.passages]
    clean = {p.id: anonymizer.anonymize(p.text, found[p.id]) for p in passages}
    raised = {p.id: alerts(p.text, clean[p.id].findings, is_known_word=is_known) for p in passages}
    treated = {passage_id: result.findings for passage_id, result in clean.items()}
    damaged = damage_flags(documents)
    singled = combination_flags(documents, treated, anonymizer.telling, raised, k)
    codings = _codings([p for p in passages if p.role == "feedback"], clean, coder, report)
    for passage in passages:
        yield _result(
            passage,
            clean[passage.id],
            [
                *raised[passage.id],
                *undecided[passage.id],
                *singled.get(passage.id, ()),
                *damaged.get(passage.id, ()),
            ],
            next(codings) if passage.role == "feedback" else None,
        )


def _codings(
    feedback: Sequence[Passage], clean: Mapping[str, Anonymized], coder: Codes, report: Step
) -> Iterator[Coding]:
    """Yield the codes of all comments, with those of ``CODED_TOGETHER`` in memory at a time."""
    for start in range(0, len(feedback), CODED_TOGETHER):
        batch = feedback[start : start + CODED_TOGETHER]
        coded = coder.code(
            [clean[p.id].text for p in batch],
            [clean[p.context_id].text if p.context_id else None for p in batch],
        )
        report("code", start + len(batch), len(feedback))
        yield from coded


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
        build_flags(raised, _doubtful(coding), coding.polarity_confidence if answered else None),
        coding.themes,
        coding.asked,
        coding.confidence,
        coding.polarity,
        coding.polarity_confidence,
        coding.kind,
    )


def _doubtful(coding: Coding) -> tuple[str, ...]:
    """Return the codes worth a person's time: given ones that are not sure, or any if none is."""
    return tuple(code for code in coding.asked if code in coding.themes) or (
        () if coding.themes else coding.asked
    )
