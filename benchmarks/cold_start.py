"""What a caseworker waits for: one page from a cold start, and ``--help`` beside ``import pandas``.

usage: python benchmarks/cold_start.py [--rounds 5]

Each is a new process. They take turns; the best round counts, in seconds by the clock and of the
processor. The ratio is that of processor seconds.

torch and transformers come with no installation of the package. Where they are installed all the
same, Presidio loads them; "torch beside it" is what that costs.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invented_files

PLAIN = """
import sys
class Absent:
    def find_spec(self, name, *_):
        if name in ("torch", "transformers"):
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Absent())
from medvirk_nlp.cli import main
main()
"""
LINES = 30
"""Of a page, about 400 words."""


def run(command: list[str]) -> tuple[float, float]:
    """Return the seconds a process took, by the clock and of the processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    took, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "side.txt")
        page.write_bytes(invented_files.txt(random.Random(1), LINES))
        medvirk = [sys.executable, "-c", PLAIN]
        commands = {
            "import pandas": [sys.executable, "-c", "import pandas"],
            "medvirk --help": [*medvirk, "--help"],
            "medvirk anonymize, a page": [*medvirk, "anonymize", str(page)],
            "medvirk anonymize --fast, a page": [*medvirk, "anonymize", "--fast", str(page)],
            "the same, torch beside it": [
                *(sys.executable, "-m", "medvirk_nlp", "anonymize", "--fast", str(page))
            ],
        }
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                measured[name].append(run(command))
    print("|  | seconds | of the processor |\n|---|---:|---:|")
    best = {
        name: [min(column) for column in zip(*of, strict=True)] for name, of in measured.items()
    }
    for name, (clock, processor) in best.items():
        print(f"| {name} | {clock:.2f} | {processor:.2f} |")
    print(f"--help is {best['medvirk --help'][1] / best['import pandas'][1]:.2f} of import pandas")


if __name__ == "__main__":
    main()
