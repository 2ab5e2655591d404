"""Speed and recall beside the peers, on one core, in one run.

usage: python benchmarks/peers.py GOLD.jsonl [--ner fast|accurate] [--rounds 3] [--quick]
                                  [--train CODED.jsonl ...] [--growth 30000] [--no-detection]

Detection: documents a CPU second of

  spaCy           the bare NER, ``nlp.pipe``: nobody who uses it can be faster
  Detector        ours
  Presidio        ``AnalyzerEngine.analyze`` in a loop, Presidio's own recognizers, the same NER
  Presidio, batch ``BatchAnalyzerEngine`` with the batch size of ours
  with our rules  the same two with our recognizers instead of Presidio's

and the mentions of the gold that each masks. The ways take turns, and each gets a variation of the
texts (benchmarks/varied.py) that nobody has read before, so that no cache helps. A ratio is the
median over rounds of what was measured in the same round.

Coding, with --train: the shipped coder beside TF-IDF and logistic regression on the coded
documents of those files, for speed and macro-F1 on GOLD.

Growth, with --growth: so many comments through ``medvirk code --chunks``; time and memory after
1 000, 3 000 … of them. In a process of its own, or the memory of the rest is in it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import coding_baseline  # noqa: E402
import growth  # noqa: E402
import presidio_peers  # noqa: E402
from presidio_analyzer import BatchAnalyzerEngine, RecognizerResult  # noqa: E402
from varied import variation  # noqa: E402

import medvirk_nlp as mn  # noqa: E402
from medvirk_nlp.detection.detector import Detector  # noqa: E402
from medvirk_nlp.detection.ner_engine import NerEngine  # noqa: E402
from medvirk_nlp.evaluation.detection_metrics import detection_figures  # noqa: E402
from medvirk_nlp.evaluation.gold import GoldDocument, read_gold  # noqa: E402
from medvirk_nlp.evaluation.intervals import Bootstrap  # noqa: E402
from medvirk_nlp.records import ENTITY_TYPES, Finding  # noqa: E402

MASKED_FROM = 0.4
"""Ours below this are shown to a person and not masked."""
OUR_RULES_FROM = 0.45
"""What docs/interop/presidio.md says of our recognizers in a plain registry."""
QUICK = 12
"""Documents of --quick."""

Way = Callable[[Sequence[str]], list[list[Finding]]]


def ways(ner: str) -> dict[str, Way]:
    """Return what is compared; the first is the floor, the second ours."""
    presidio_peers.offline()
    detector = Detector(ner)
    pipeline = NerEngine(mn.model_path(f"ner/{ner}")).pipeline

    def bare(texts: Sequence[str]) -> list[list[Finding]]:
        docs = pipeline.pipe(texts, batch_size=detector.batch_size)
        return [
            [Finding(e.start_char, e.end_char, e.label_, 1.0) for e in doc.ents] for doc in docs
        ]

    def ours(texts: Sequence[str]) -> list[list[Finding]]:
        found = detector.detect(texts)
        return [[f for f in of_text if f.score >= MASKED_FROM] for of_text in found]

    def loop(analyzer: presidio_peers.AnalyzerEngine, least: float) -> Way:
        return lambda texts: [
            _findings(analyzer.analyze(text, language="nb", score_threshold=least))
            for text in texts
        ]

    def batch(analyzer: presidio_peers.AnalyzerEngine, least: float) -> Way:
        together = BatchAnalyzerEngine(analyzer)
        return lambda texts: [
            _findings(results)
            for results in together.analyze_iterator(
                texts, language="nb", batch_size=detector.batch_size, score_threshold=least
            )
        ]

    own = presidio_peers.with_its_own(pipeline)
    rules = presidio_peers.with_ours(pipeline)
    return {
        "spaCy": bare,
        "Detector": ours,
        "Presidio": loop(own, 0.0),
        "Presidio, batch": batch(own, 0.0),
        "with our rules": loop(rules, OUR_RULES_FROM),
        "with our rules, batch": batch(rules, OUR_RULES_FROM),
    }


def _findings(results: Sequence[RecognizerResult]) -> list[Finding]:
    """Return what Presidio found; a type that we do not have masks as well as any."""
    return [
        Finding(r.start, r.end, r.entity_type if r.entity_type in ENTITY_TYPES else "URL", r.score)
        for r in results
    ]


def speeds(
    documents: Sequence[GoldDocument], compared: dict[str, Way], rounds: int
) -> dict[str, list[float]]:
    """Return documents a CPU second of every way, by round."""
    measured: dict[str, list[float]] = {name: [] for name in compared}
    number = 0
    for _ in range(rounds):
        for name, way in compared.items():
            number += 1
            texts = [document.text for document in variation(documents, number)]
            begun = time.process_time()
            way(texts)
            measured[name].append(len(texts) / (time.process_time() - begun))
    return measured


def detection(documents: Sequence[GoldDocument], ner: str, rounds: int) -> None:
    """Print the table of detection."""
    compared = ways(ner)
    bootstrap = Bootstrap(len(documents), samples=1)
    texts = [document.text for document in documents]
    # Also warms every way up.
    quality = {
        name: detection_figures(documents, way(texts), bootstrap) for name, way in compared.items()
    }
    measured = speeds(documents, compared, rounds)
    print(f"\n{ner} NER, {len(texts)} documents, {rounds} rounds, CPU seconds of one core")
    print(f"| {'':21} | documents/s | Detector against it | direct | quasi | precision |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, of_way in measured.items():
        ratio = statistics.median(
            mine / its for mine, its in zip(measured["Detector"], of_way, strict=True)
        )
        figures = quality[name]
        shown = [
            figures.get("mention_recall", "direct").value,
            figures.get("mention_recall", "quasi").value,
            figures.get("character_precision").value,
        ]
        told = " | ".join("-" if value is None else f"{value:.3f}" for value in shown)
        print(f"| {name:21} | {statistics.median(of_way):.0f} | {ratio:.2f} × | {told} |")


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ner", choices=["fast", "accurate"], default="fast")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--train", type=Path, nargs="+", default=[])
    parser.add_argument("--growth", type=int, default=0, metavar="COMMENTS")
    parser.add_argument("--no-detection", action="store_true")
    parser.add_argument("--quick", action="store_true", help="few documents, one round")
    arguments = parser.parse_args(given)
    documents = read_gold(arguments.gold)
    if arguments.quick:
        documents, arguments.rounds = documents[:QUICK], 1
    if not arguments.no_detection:
        detection(documents, arguments.ner, arguments.rounds)
    if arguments.train:
        taught = [document for path in arguments.train for document in read_gold(path)]
        coding_baseline.compare(taught, documents, arguments.rounds)
    if arguments.growth:
        growth.measure(documents, arguments.ner, arguments.growth)


if __name__ == "__main__":
    main()
