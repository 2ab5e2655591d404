"""Two processes against one, and Spark's local[2] against two processes.

usage: python benchmarks/jobs.py [--comments 6000] [--ner fast|accurate] [--rounds 2] [--no-spark]

Invented comments, no two alike, as a csv file, through the same road each time:

  run           `medvirk run` on the folder, --jobs 1 and --jobs 2
  large table   `medvirk code --chunks`, --jobs 1 and --jobs 2
  Spark         medvirk_nlp.spark.treat on local[2], read from csv, written as parquet

Each way is a process of its own, so start and loading of the models are in it. Each also takes a
file of a few comments; what that takes is its start, and "at work" is the rest. Processes are
judged by all of it, Spark by the work alone, since a cluster is there already. The ways take turns,
and the best round of each counts. The results must be the same. Two idle cores are needed for
figures that mean anything.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invented_files

HEADING = "Hva kan bli bedre?"
Way = tuple[str, int]
FEW = 16
"""Comments by which the start is measured."""
ASKED = {"jobs": 1.6, "spark": 0.8}
"""Speed of two processes against one, and of Spark against two processes."""


def main() -> int:
    arguments = _arguments()
    if arguments.child:
        way, jobs, place, ner = arguments.child
        result = WAYS[way](Path(place), int(jobs), ner)
        who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        peak = max(resource.getrusage(each).ru_maxrss for each in who) / 1024
        print(json.dumps({"result": result, "megabytes": peak}))
        return 0
    ways = [("run", 1), ("run", 2), ("table", 1), ("table", 2)]
    ways += [] if arguments.no_spark else [("spark", 2)]
    best: dict[Way, dict[str, float]] = {}
    results: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory(prefix="medvirk-jobs-") as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        _write(few, FEW)
        words = _write(many, arguments.comments)
        print(f"{arguments.comments} comments, {words} words, {arguments.ner} NER")
        print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}", flush=True)
        for _ in range(arguments.rounds):
            for way in ways:
                start = _in_its_own(way, few, arguments.ner)["seconds"]
                told = _in_its_own(way, many, arguments.ner)
                results.setdefault("run" if way[0] == "run" else "table", set()).add(told["result"])
                known = best.setdefault(way, {"start": start, **told})
                known["start"] = min(known["start"], start)
                known["seconds"] = min(known["seconds"], told["seconds"])
    print(f"{'way':<6} {'jobs':>4} {'seconds':>8} {'start':>6} {'comments/s':>11} {'MB each':>8}")
    for (way, jobs), told in best.items():
        told["at work"] = told["seconds"] - told["start"]
        print(
            f"{way:<6} {jobs:>4} {told['seconds']:8.1f} {told['start']:6.1f} "
            f"{arguments.comments / told['at work']:11.1f} {told['megabytes']:8.0f}"
        )
    jobs, spark = ASKED["jobs"], ASKED["spark"]
    good = _compare(best, "seconds", ("run", 1), ("run", 2), jobs)
    good &= _compare(best, "seconds", ("table", 1), ("table", 2), jobs)
    if not arguments.no_spark:
        good &= _compare(best, "at work", ("table", 2), ("spark", 2), spark)
    if any(len(found) > 1 for found in results.values()):
        print("the results differ")
        return 1
    return 0 if good else 1


def _compare(
    best: dict[Way, dict[str, float]], by: str, before: Way, after: Way, asked: float
) -> bool:
    faster = best[before][by] / best[after][by]
    label = "{} {} against {} {}".format(*after, *before)
    print(f"{label:<26} {faster:.2f} x ({by}; asked: {asked})")
    return faster >= asked


def _in_its_own(way: Way, notes: Path, ner: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="medvirk-way-") as folder:
        link = Path(folder) / "notater"
        link.symlink_to(notes)
        command = [sys.executable, __file__, "--child", way[0], str(way[1]), folder, ner]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        begun = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        seconds = time.monotonic() - begun
        if done.returncode:
            raise SystemExit(done.stderr)
        return {**json.loads(done.stdout.splitlines()[-1]), "seconds": seconds}


def run(place: Path, jobs: int, ner: str) -> str:
    """Take the folder to a draft."""
    import medvirk_nlp as mn

    work = place / "arbeid"
    mn.load(ner).run(place / "notater", work, jobs=jobs)
    return _digest((work / "utkast" / "summary.json").read_bytes())


def table(place: Path, jobs: int, ner: str) -> str:
    """Take the file to a table of codes, in pieces."""
    import medvirk_nlp as mn
    from medvirk_nlp.large.streaming import code_table

    out = place / "ut.parquet"
    code_table(place / "notater" / "svar.csv", [HEADING], out, mn.load(ner), jobs=jobs)
    return _rows(out)


def spark(place: Path, jobs: int, ner: str) -> str:
    """The same on Spark, with as many cores."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    from pyspark.sql import SparkSession

    import medvirk_nlp as mn
    from medvirk_nlp.spark import treat

    session = (
        SparkSession.builder.master(f"local[{jobs}]")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    frame = session.read.csv(
        str(place / "notater" / "svar.csv"), sep=";", header=True, multiLine=True, encoding="utf-8"
    )
    parts = frame.repartition(jobs * 8)
    done = treat(parts, HEADING, question=HEADING, keep=["row"], pipeline=mn.load(ner))
    done.write.parquet(str(place / "ut"))
    session.stop()
    return _rows(place / "ut")


WAYS = {"run": run, "table": table, "spark": spark}


def _rows(path: Path) -> str:
    """Return one digest of all rows, in the order of the source."""
    from pyarrow import parquet

    columns = ["row", "state", "reasons", "hidden", "text", "themes", "asked", "polarity", "kind"]
    read = parquet.read_table(path, columns=columns).to_pylist()
    rows = sorted(({**row, "row": int(row["row"])} for row in read), key=lambda r: r["row"])
    return _digest(json.dumps(rows).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(folder: Path, count: int) -> int:
    """Write a survey of so many comments; return how many words they have."""
    folder.mkdir()
    lot = random.Random(8)
    said = [f"{invented_files.sentence(lot)} {invented_files.sentence(lot)}" for _ in range(count)]
    lines = [f'{n};"{text} Nr. {n}."' for n, text in enumerate(said, start=1)]
    content = "\n".join([f"row;{HEADING}", *lines, ""])
    (folder / "svar.csv").write_text(content, encoding="utf-8")
    return sum(len(text.split()) for text in said)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--comments", type=int, default=6000)
    parser.add_argument("--ner", choices=["fast", "accurate"], default="fast")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-spark", action="store_true")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
