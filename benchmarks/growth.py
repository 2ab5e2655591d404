"""How time and memory grow with the number of comments: one table, ``medvirk code --chunks``."""

from __future__ import annotations

import csv
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from varied import statements

import medvirk_nlp as mn
from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.large.streaming import code_table

COLUMN = "Hva kan bli bedre?"
AT = (1_000, 3_000, 10_000, 30_000, 100_000)
"""Comments after which time and memory are noted."""


def write(path: Path, comments: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[COLUMN], *([comment] for comment in comments)])


def measure(documents: Sequence[GoldDocument], ner: str, many: int, chunk: int = 500) -> None:
    """Print CPU time and peak memory while so many comments go by, and the exponent of time."""
    notes: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        source, warm = Path(folder, "svar.csv"), Path(folder, "varm.csv")
        comments = list(statements(documents, many))
        # later ones are longer, as more of them are joined: any part is to be like the whole
        random.Random(1).shuffle(comments)
        write(source, comments)
        pipeline = mn.load(ner=ner)
        write(warm, ["Ingen ringte tilbake", "Vi fikk god hjelp"])
        code_table(warm, [COLUMN], Path(folder, "varm-ut.csv"), pipeline)
        begun, done = time.process_time(), 0
        marks = [n for n in AT if n < many] + [many]

        def note(*_: object) -> None:
            nonlocal done
            done = min(done + chunk, many)
            if done >= marks[len(notes)]:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                notes.append((done, time.process_time() - begun, peak))
                print(f"| {done} | {notes[-1][1]:.1f} | {peak:.0f} |", flush=True)

        print(f"\ngrowth, {ner} NER, {chunk} comments at a time")
        print("| comments | CPU seconds | peak memory, MB |\n|---:|---:|---:|")
        account = code_table(
            source, [COLUMN], Path(folder, "ut.csv"), pipeline, chunk=chunk, report=note
        )
    if account.total != many or notes[-1][0] != many:
        raise SystemExit("comments were lost, or taken in other pieces than noted")
    sizes, times, peaks = np.array(notes).T
    if len(notes) > 1:
        print(f"exponent of time {np.polyfit(np.log(sizes), np.log(times), 1)[0]:.3f}")
    middle = np.searchsorted(sizes, 10_000)
    if middle < len(sizes) - 1:
        print(f"peak memory after {sizes[middle]:.0f}: {peaks[-1] / peaks[middle] - 1:+.1%}")
