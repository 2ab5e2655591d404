"""How fast detection is on one core, where the time goes, and what a cold start costs.

usage: python benchmarks/detection_speed.py GOLD.jsonl [--ner accurate|fast] [--rounds 3]
Runs in one process with one thread. GOLD.jsonl holds documents with a "text"; nothing else of them
is used. Bare and whole take turns, so that both meet the same machine; the median round counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ner", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    begun = time.process_time()
    from medvirk_nlp.detection.detector import Detector

    imported = time.process_time()
    detector = Detector(arguments.ner)
    loaded = time.process_time()
    list(detector.detect(["Kari ringte i går."]))
    ready = time.process_time()
    lines = arguments.gold.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    list(detector.detect(texts))
    bare, whole = [], []
    for _ in range(arguments.rounds):
        start = time.process_time()
        list(detector._engine.pipeline.pipe(texts, batch_size=detector.batch_size))
        middle = time.process_time()
        list(detector.detect(texts))
        whole.append(time.process_time() - middle)
        bare.append(middle - start)
    one, all_of_it = statistics.median(bare), statistics.median(whole)
    print(f"{arguments.ner}: {len(texts)} texts, {words} words, CPU seconds of one core")
    print(
        f"cold start  imports {imported - begun:.1f}  models {loaded - imported:.1f}  "
        f"first text {ready - loaded:.1f}"
    )
    print(f"bare NER    {words / one:7.0f} words/s")
    print(
        f"whole       {words / all_of_it:7.0f} words/s, {1 - one / all_of_it:.0%} outside the NER"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
