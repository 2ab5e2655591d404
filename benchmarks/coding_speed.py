"""How fast many comments are coded, in what memory, and that nothing about it changes the codes.

usage: python benchmarks/coding_speed.py [--count 100000] [--codebook barnevern] [--once]

The comments are made from those of benchmarks/own_codebooks: two of them joined, in all pairs, so
that no two are the same (a comment that was read already is not read again; --same-again repeats
600 instead, to see what that gives). Coded in one process, in two, and shuffled; --once leaves out
the last two. The hash is of all codings, sorted by comment: it must be the same each time.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Sequence
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.evaluation.coded import read_coded

SETS = Path(__file__).parent / "own_codebooks"
PART = 2048
"""Comments that are coded at a time; only their codings are kept."""

Row = tuple[str, str | None]


def comments(count: int, again: bool) -> list[Row]:
    """Return comments with the question each answers."""
    sets = read_coded(SETS)
    single = [row for coded in sets for row in zip(coded.texts, coded.contexts, strict=True)]
    if again:
        return [single[k % len(single)] for k in range(count)]
    random.Random(5).shuffle(single)
    pairs = (
        (first, single[(place + shift) % len(single)])
        for shift in range(1, len(single))
        for place, first in enumerate(single)
    )
    return [(f"{one[0]} {other[0]}", one[1]) for one, other in islice(pairs, count)]


def code(rows: Sequence[Row], codebook: str) -> list[str]:
    """Return what the coder says of each, as a line."""
    coder = Coder.load(Codebook.from_file(codebook))
    lines = []
    for start in range(0, len(rows), PART):
        part = rows[start : start + PART]
        codings = coder.code([text for text, _ in part], [heading for _, heading in part])
        for row, coding in zip(part, codings, strict=True):
            told = (*coding.confidence.values(), coding.polarity_confidence)
            lines.append(f"{row}\t{coding.themes}\t{coding.polarity}\t{coding.asked}\t{told}")
    return lines


def in_two(rows: Sequence[Row], codebook: str) -> list[str]:
    """Return the same from two processes, every second comment each."""
    with get_context("spawn").Pool(2) as pool:
        halves = pool.starmap(code, [(rows[0::2], codebook), (rows[1::2], codebook)])
    return [line for half in halves for line in half]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--codebook", default="barnevern")
    parser.add_argument("--same-again", action="store_true")
    parser.add_argument("--once", action="store_true")
    arguments = parser.parse_args()
    rows = comments(arguments.count, arguments.same_again)
    shuffled = random.Random(11).sample(rows, len(rows))
    words = sum(len(text.split()) for text, _ in rows)
    print(f"{len(rows)} comments ({len(set(rows))} distinct), {words} words")
    runs = [
        ("one process", code, rows),
        ("two processes", in_two, rows),
        ("shuffled", code, shuffled),
    ]
    hashes = set()
    for label, way, given in runs[: 1 if arguments.once else None]:
        begun, used = time.monotonic(), time.process_time()
        lines = way(given, arguments.codebook)
        took, used = time.monotonic() - begun, time.process_time() - used
        digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
        hashes.add(digest)
        who = resource.RUSAGE_CHILDREN if way is in_two else resource.RUSAGE_SELF
        peak = resource.getrusage(who).ru_maxrss / 1024
        processor = "" if way is in_two else f" ({len(rows) / used:.0f} per second of processor)"
        print(
            f"{label:14} {len(rows) / took:7.0f} comments/s{processor} "
            f"{words / took:7.0f} words/s  "
            f"peak {peak:.0f} MB a process  {digest[:16]}",
            flush=True,
        )
    if len(hashes) > 1:
        raise SystemExit("the codings differ")


if __name__ == "__main__":
    main()
