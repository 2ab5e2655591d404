"""A folder of many mixed files through ``medvirk run --fast``: memory, time, honest progress.

``python benchmarks/many_files.py --files 1000 --megabytes 200`` generates invented files, runs
the whole road in a process of its own, and prints per step when it began and ended and how much
memory the process had taken by then. While the files are read, the fraction that the progress
bar shows is held against the bytes that the reading room really has opened.

Exit 1 when the memory passes ``--limit`` or the bar is off by more than ``--tolerance``.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invented_files

PICTURES = {"docx": "word", "xlsx": "xl"}


def main() -> int:
    """Generate, run, print."""
    arguments = _arguments()
    if arguments.child:
        return _run(Path(arguments.child[0]), Path(arguments.child[1]))
    with tempfile.TemporaryDirectory(prefix="medvirk-many-") as place:
        notes, work = Path(place) / "notater", Path(place) / "arbeid"
        size = generate(notes, arguments.files, arguments.megabytes, arguments.comments)
        print(
            f"{arguments.files} files, {size / 1e6:.0f} MB, of {len(invented_files.MAKERS)} kinds"
        )
        command = [sys.executable, __file__, "--child", str(notes), str(work)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        told = json.loads(done.stdout.splitlines()[-1])
    return _print(told, arguments.limit, arguments.tolerance)


def generate(folder: Path, files: int, megabytes: float, comments: int) -> int:
    """Write the files; Word and Excel files get a picture that brings all to ``megabytes``."""
    folder.mkdir()
    lot = random.Random(2026)
    kinds = list(invented_files.MAKERS)
    made = [(kind, invented_files.MAKERS[kind](lot, comments)) for kind in kinds]
    bare = sum(len(data) for _, data in made) / len(made)
    share = sum(kind in PICTURES for kind in kinds) / len(kinds)
    picture = max(0, int((megabytes * 1e6 / files - bare) / share))
    total = 0
    for number in range(files):
        kind = kinds[number % len(kinds)]
        data = invented_files.MAKERS[kind](lot, comments)
        if kind in PICTURES:
            data = invented_files.with_picture(data, PICTURES[kind], picture, lot)
        (folder / f"fil-{number:04d}.{kind}").write_bytes(data)
        total += len(data)
    return total


def _run(notes: Path, work: Path) -> int:
    from medvirk_nlp.pipeline import load
    from medvirk_nlp.reading import document
    from medvirk_nlp.reading.opening import read_bytes

    began = time.monotonic()
    pipeline = load("fast")
    steps: list[dict[str, float | str]] = []
    total = sum(p.stat().st_size for p in notes.iterdir())
    off, opened = 0.0, 0

    def counting(path: Path) -> bytes:
        nonlocal opened
        data = read_bytes(path)
        opened += len(data)
        return data

    document.read_bytes = counting

    def report(step: str, done: int, of: int) -> None:
        nonlocal off
        now = time.monotonic() - began
        if not steps or steps[-1]["step"] != step:
            steps.append({"step": step, "from": now, "reports": 0, "backward": 0, "last": -1.0})
        entry = steps[-1]
        fraction = done / of if of else 1.0
        entry["backward"] += fraction < entry["last"]
        entry |= {"to": now, "last": fraction, "reports": entry["reports"] + 1, "peak": _peak()}
        if step == "read":
            off = max(off, abs(fraction - opened / total))

    run = pipeline.run(notes, work, report=report)
    states = run.status.states
    print(
        json.dumps(
            {
                "steps": steps,
                "off": off,
                "peak": _peak(),
                "seconds": time.monotonic() - began,
                "passages": run.status.passages,
                "held": run.held,
                "counted": sum(states.values()) == run.status.passages,
            }
        )
    )
    return 0


def _print(told: dict[str, object], limit: float, tolerance: float) -> int:
    print(f"{'step':<10} {'from s':>8} {'to s':>8} {'reports':>8} {'ends at':>8} {'peak MB':>8}")
    honest = bool(told["counted"]) and told["off"] <= tolerance
    for step in told["steps"]:
        honest &= step["last"] == 1.0 and not step["backward"]
        print(
            f"{step['step']:<10} {step['from']:8.1f} {step['to']:8.1f} {step['reports']:8d} "
            f"{step['last']:8.0%} {step['peak']:8.0f}"
        )
    print(f"passages {told['passages']}, not read {told['held']}, {told['seconds']:.0f} s")
    print(f"bar against bytes read: at most {told['off']:.1%} off")
    print(f"peak memory {told['peak']:.0f} MB, asked for {limit:.0f} MB")
    return 0 if honest and told["peak"] <= limit else 1


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--comments", type=int, default=20, help="in each file")
    parser.add_argument("--limit", type=float, default=1200, help="megabytes of memory")
    parser.add_argument("--tolerance", type=float, default=0.02, help="of the bar's fraction")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
