"""Make the shipped coder again: train, measure, save.

    python models/coder/train.py [SHARED] [--cv] [--drop WRITER ...] [--out FOLDER]

SHARED holds eval/train/*.jsonl and eval/dev.jsonl (default ../shared). Every document of
eval/train that `is_held_out` names, and all of dev, stay out of training and are measured on.
--cv adds leave-one-writer-out figures (eleven trainings more); --drop leaves whole writers
out and measures on them too; --out "" saves nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from examples import Example, is_held_out, read_examples

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.result import POLARITIES


def fit(examples: Sequence[Example], codebook: Codebook) -> Coder:
    return Coder(codebook).fit(
        [e.text for e in examples],
        [e.themes for e in examples],
        [e.context for e in examples],
        polarities=[e.polarity for e in examples],
        groups=[e.document for e in examples],
    )


def f1(hits: int, given: int, gold: int) -> float:
    return 2 * hits / (given + gold) if given + gold else float("nan")


def mean(values: Sequence[float]) -> float:
    known = [v for v in values if v == v]
    return sum(known) / len(known) if known else float("nan")


def measure(name: str, coder: Coder, examples: Sequence[Example], detail: bool = False) -> None:
    """Print macro-F1 over the codes and over the polarities."""
    codings = coder.code([e.text for e in examples], [e.context for e in examples])
    pairs = list(zip(examples, codings, strict=True))
    themes, hits_all, given_all, gold_all = {}, 0, 0, 0
    for code in coder.codebook.ids:
        hits = sum(code in e.themes and code in c.themes for e, c in pairs)
        given = sum(code in c.themes for c in codings)
        gold = sum(code in e.themes for e in examples)
        themes[code] = f1(hits, given, gold)
        hits_all, given_all, gold_all = hits_all + hits, given_all + given, gold_all + gold
    polarities = {
        p: f1(
            sum(e.polarity == p == c.polarity for e, c in pairs),
            sum(c.polarity == p for c in codings),
            sum(e.polarity == p for e in examples),
        )
        for p in POLARITIES
    }
    empty = sum(not c.themes for c in codings) / len(codings)
    print(
        f"{name:12} {len(examples):5} comments  themes macro {mean(list(themes.values())):.3f} "
        f"micro {f1(hits_all, given_all, gold_all):.3f}  "
        f"polarity macro {mean(list(polarities.values())):.3f}  uncoded {empty:.2f}",
        flush=True,
    )
    if detail:
        for label, value in {**themes, **polarities}.items():
            print(f"    {label:16} {value:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--drop", nargs="*", default=[])
    parser.add_argument("--out", default=str(Path(__file__).parent))
    arguments = parser.parse_args()
    started = time.monotonic()
    codebook = Codebook.from_file("barnevern")
    files = sorted((arguments.shared / "eval" / "train").glob("*.jsonl"))
    everything = [example for file in files for example in read_examples(file)]
    training = [
        e for e in everything if not is_held_out(e.document) and e.writer not in arguments.drop
    ]
    coder = fit(training, codebook)
    print(f"trained on {len(training)} comments in {time.monotonic() - started:.0f} s")
    if arguments.out:
        coder.save(Path(arguments.out))
    measure("held-out", coder, [e for e in everything if is_held_out(e.document)])
    for writer in arguments.drop:
        measure(f"writer {writer}", coder, [e for e in everything if e.writer == writer])
    dev = read_examples(arguments.shared / "eval" / "dev.jsonl")
    measure("dev", coder, dev, detail=True)
    for variety in sorted({e.variety for e in dev}):
        measure(f"dev {variety}", coder, [e for e in dev if e.variety == variety])
    if arguments.cv:
        for writer in sorted({e.writer for e in training}):
            others = fit([e for e in training if e.writer != writer], codebook)
            measure(f"without {writer}", others, [e for e in training if e.writer == writer])


if __name__ == "__main__":
    main()
