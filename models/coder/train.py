"""Make the shipped coder again: train, measure, save.

    python models/coder/train.py [SHARED] [--heads heads.npz] [--cv] [--drop WRITER ...] [--out DIR]

SHARED holds eval/train/*.jsonl and eval/dev.jsonl (default ../shared); the comments written for
training lie in comments/. Every document of eval/train that `is_held_out` names, and all of dev,
stay out of training and are measured on.
--heads adds the fine-tuned encoder of models/encoder with the heads its recipe wrote: the held-out
documents, which neither it nor the n-grams were trained on, tell how much each is worth, and where
the thresholds lie. --cv adds leave-one-writer-out figures of the n-grams alone (eleven trainings
more); --drop leaves whole writers out and measures on them too; --out "" saves nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from examples import Example, is_held_out, read_examples, read_written
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from zero_shot import zero_shot_weights

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.encoder import TransformerEncoder
from medvirk_nlp.coding.linear import LinearHead, set_thresholds
from medvirk_nlp.coding.result import POLARITIES


def fit(examples: Sequence[Example], codebook: Codebook) -> Coder:
    return Coder(codebook).fit(
        [e.text for e in examples],
        [e.themes for e in examples],
        [e.context for e in examples],
        polarities=[e.polarity for e in examples],
        groups=[e.document for e in examples],
    )


def with_encoder(coder: Coder, heads: Path, examples: Sequence[Example]) -> Coder:
    """Put the encoder's heads beside the n-grams, weighed on comments neither was trained on."""
    numbers = np.load(heads)
    encoder = TransformerEncoder()
    texts, contexts = [e.text for e in examples], [e.context for e in examples]
    vectors = encoder.encode(texts, contexts)
    center = vectors.mean(axis=0)
    matrix = coder.features_.transform(texts, contexts)

    def both(head: LinearHead, name: str, labels: Sequence[str], truth: NDArray) -> LinearHead:
        place = [labels.index(label) for label in head.labels]
        weight, bias = numbers[f"{name}.weight"][place].T, numbers[f"{name}.bias"][place]
        worded, meant = head.logits(matrix), vectors @ weight + bias
        share = np.zeros((3, len(place)), np.float32)
        for j in range(len(place)):
            signs = np.stack([worded[:, j], meant[:, j]], axis=1)
            fitted = LogisticRegression(C=1.0).fit(signs, truth[:, place[j]])
            share[:, j] = [*np.maximum(fitted.coef_[0], 0), fitted.intercept_[0]]
        joined = np.vstack([head.weights * head.slope * share[0], weight * share[1]])
        stacked = LinearHead(
            labels=head.labels,
            weights=joined.astype(np.float16).astype(np.float32),
            bias=(
                (head.bias * head.slope + head.offset) * share[0]
                + (bias + center @ weight) * share[1]
                + share[2]
            ),
            slope=np.ones(len(place), np.float32),
            offset=np.zeros(len(place), np.float32),
            thresholds=np.zeros(len(place), np.float32),
            sure=np.ones(len(place), np.float32),
            possible=np.zeros(len(place), np.float32),
        )
        shifted = sparse.hstack([matrix, sparse.csr_matrix(vectors - center)], format="csr")
        set_thresholds(stacked, expit(stacked.logits(shifted)), truth[:, place])
        told = "  ".join(
            f"{n} {a:.2f}/{b:.2f}" for n, a, b in zip(head.labels, *share[:2], strict=True)
        )
        print(f"words/meaning  {told}")
        return stacked

    codes = coder.codebook.ids
    given = np.array([[code in e.themes for code in codes] for e in examples])
    felt = np.array([[e.polarity == p for p in POLARITIES] for e in examples])
    coder.themes_ = both(coder.themes_, "themes", codes, given)
    coder.polarity_ = both(coder.polarity_, "polarity", POLARITIES, felt)
    coder.encoder, coder.center_ = encoder, center.astype(np.float32)
    # learned on other codebooks: our own codes the encoder was trained on
    coder.zero_shot_ = zero_shot_weights(encoder)
    coder._finish()
    return coder


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
    sure = [(c.answer(code), code in e.themes) for e, c in pairs for code in coder.codebook.ids]
    yes = [right for answer, right in sure if answer == "yes"]
    asked = sum(answer == "ask" for answer, _ in sure) / len(sure)
    print(
        f"{name:12} {len(examples):5} comments  themes macro {mean(list(themes.values())):.3f} "
        f"micro {f1(hits_all, given_all, gold_all):.3f}  "
        f"polarity macro {mean(list(polarities.values())):.3f}  uncoded {empty:.2f}  "
        f"yes right {mean(yes):.3f} of {len(yes)}, asked {asked:.3f} of the codes, "
        f"{sum(bool(c.asked) for c in codings) / len(codings):.2f} of the comments",
        flush=True,
    )
    if detail:
        for label, value in {**themes, **polarities}.items():
            print(f"    {label:16} {value:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--heads", type=Path, help="heads.npz of models/encoder/export.py")
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
    training += read_written(Path(__file__).parent / "comments")
    coder = fit(training, codebook)
    print(f"trained on {len(training)} comments in {time.monotonic() - started:.0f} s")
    if arguments.heads:
        with_encoder(coder, arguments.heads, [e for e in everything if is_held_out(e.document)])
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
        for writer in sorted({e.writer for e in everything}):
            others = fit([e for e in training if e.writer != writer], codebook)
            measure(f"without {writer}", others, [e for e in training if e.writer == writer])


if __name__ == "__main__":
    main()
