"""Make the shipped coder again: train, measure, save.

    python models/coder/train.py [SHARED] [--weigh ENCODER HEADS] [--heads HEADS] [--cv] [--out DIR]

SHARED holds eval/train/*.jsonl and eval/dev.jsonl (default ../shared); the comments written for
training lie in comments/. Dev is only measured on. Comments are shown twice, as they stand and as
the anonymizer writes them: they are to be coded the same.

In two steps. First the n-grams are trained without the fifth of the documents that `is_held_out`
names, and joined with an encoder that has not seen it either (--weigh: its folder, and the heads
its recipe wrote): there we learn how much each is worth, where the thresholds lie, and how good
both are on documents they have not seen. Then the n-grams are trained on all documents, and joined
as was learned with the shipped encoder, which has seen them all too (--heads).
--cv adds leave-one-writer-out figures of the n-grams alone (eleven trainings more); --out "" saves
nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from examples import Example, View, is_held_out, read_examples, read_written
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

Numbers = tuple[NDArray, NDArray]
VIEWS: tuple[View, ...] = ("raw", "clean")


def fit(examples: Sequence[Example], codebook: Codebook) -> Coder:
    return Coder(codebook).fit(
        [e.text for e in examples],
        [e.themes for e in examples],
        [e.context for e in examples],
        polarities=[e.polarity for e in examples],
        groups=[e.document for e in examples],
    )


@dataclass(frozen=True)
class Weighed:
    """What the held-out documents tell of the labels of a head.

    Attributes
    ----------
    share : array of float32, (3, labels)
        What the n-grams' calibrated logit counts, what the encoder's counts, and the bias.
    thresholds, sure, possible : array of float32, (labels,)
        As in `LinearHead`.
    """

    share: NDArray
    thresholds: NDArray
    sure: NDArray
    possible: NDArray


def numbers_of(heads: Path, name: str, labels: Sequence[str], kept: Sequence[str]) -> Numbers:
    """Return weights and bias of an encoder's head for the labels kept."""
    numbers = np.load(heads)
    place = [labels.index(label) for label in kept]
    return numbers[f"{name}.weight"][place].T, numbers[f"{name}.bias"][place]


def weigh(
    head: LinearHead, numbers: Numbers, matrix: sparse.csr_matrix, vectors: NDArray, truth: NDArray
) -> Weighed:
    """Learn how much n-grams and encoder are worth, on comments neither was trained on."""
    weight, bias = numbers
    worded, meant = head.logits(matrix), vectors @ weight + bias
    share = np.zeros((3, len(head.labels)), np.float32)
    for j in range(len(head.labels)):
        signs = np.stack([worded[:, j], meant[:, j]], axis=1)
        fitted = LogisticRegression(C=1.0).fit(signs, truth[:, j])
        share[:, j] = [*np.maximum(fitted.coef_[0], 0), fitted.intercept_[0]]
    none = np.zeros(len(head.labels), np.float32)
    limits = replace(head, thresholds=none.copy(), sure=none.copy(), possible=none.copy())
    set_thresholds(limits, expit(worded * share[0] + meant * share[1] + share[2]), truth)
    told = "  ".join(
        f"{n} {a:.2f}/{b:.2f}" for n, a, b in zip(head.labels, *share[:2], strict=True)
    )
    print(f"words/meaning  {told}")
    return Weighed(share, limits.thresholds, limits.sure, limits.possible)


def joined(head: LinearHead, numbers: Numbers, center: NDArray, weighed: Weighed) -> LinearHead:
    """Return one head over n-grams and the encoder's centered vector."""
    weight, bias = numbers
    share, plain = weighed.share, np.ones(len(head.labels), np.float32)
    weights = np.vstack([head.weights * head.slope * share[0], weight * share[1]])
    return LinearHead(
        labels=head.labels,
        weights=weights.astype(np.float16).astype(np.float32),
        bias=(
            (head.bias * head.slope + head.offset) * share[0]
            + (bias + center @ weight) * share[1]
            + share[2]
        ),
        slope=plain,
        offset=0 * plain,
        thresholds=weighed.thresholds,
        sure=weighed.sure,
        possible=weighed.possible,
    )


def with_encoder(
    coder: Coder,
    encoder: TransformerEncoder,
    heads: Path,
    examples: Sequence[Example],
    weighed: dict[str, Weighed] | None = None,
) -> dict[str, Weighed]:
    """Put an encoder's heads beside the n-grams, as weighed before or else on ``examples``."""
    texts, contexts = [e.text for e in examples], [e.context for e in examples]
    vectors = encoder.encode(texts, contexts)
    matrix = coder.features_.transform(texts, contexts) if weighed is None else None
    coder.encoder, coder.center_ = encoder, vectors.mean(axis=0).astype(np.float32)
    codes = coder.codebook.ids
    found = dict(weighed or {})
    for name, labels, of in (
        ("themes", codes, lambda e, label: label in e.themes),
        ("polarity", POLARITIES, lambda e, label: label == e.polarity),
    ):
        head: LinearHead = getattr(coder, f"{name}_")
        numbers = numbers_of(heads, name, labels, head.labels)
        if weighed is None:
            truth = np.array([[of(e, label) for label in head.labels] for e in examples])
            found[name] = weigh(head, numbers, matrix, vectors, truth)
        setattr(coder, f"{name}_", joined(head, numbers, coder.center_, found[name]))
    coder._finish()
    return found


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


def measure_all(coder: Coder, dev: dict[View, list[Example]]) -> None:
    """Print the figures on dev, whole and by variety."""
    for view in VIEWS:
        measure(f"dev {view}", coder, dev[view], detail=view == "raw")
        for variety in sorted({e.variety for e in dev[view]}):
            measure(f"  {variety}", coder, [e for e in dev[view] if e.variety == variety])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--weigh", nargs=2, type=Path, metavar=("ENCODER", "HEADS"))
    parser.add_argument("--heads", type=Path, help="heads.npz of the shipped encoder")
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--out", default=str(Path(__file__).parent))
    arguments = parser.parse_args()
    started = time.monotonic()
    codebook = Codebook.from_file("barnevern")
    files = sorted((arguments.shared / "eval" / "train").glob("*.jsonl"))
    gold = [e for view in VIEWS for file in files for e in read_examples(file, view)]
    dev = {view: read_examples(arguments.shared / "eval" / "dev.jsonl", view) for view in VIEWS}
    written = read_written(Path(__file__).parent / "comments")
    held_out = [e for e in gold if is_held_out(e.document)]

    part = [e for e in gold if not is_held_out(e.document)] + written
    coder = fit(part, codebook)
    print(f"n-grams of {len(part)} comments in {time.monotonic() - started:.0f} s")
    measure("held-out", coder, held_out)
    measure("dev raw", coder, dev["raw"])
    if arguments.weigh:
        folder, heads = arguments.weigh
        print("with the encoder that has not seen the held-out documents")
        weighed = with_encoder(coder, TransformerEncoder(folder), heads, held_out)
        measure("held-out", coder, held_out)
        measure_all(coder, dev)
        if arguments.heads:
            print("everything")
            coder = fit(gold + written, codebook)
            shipped = TransformerEncoder()
            with_encoder(coder, shipped, arguments.heads, held_out, weighed)
            # learned on other codebooks: our own codes the encoder was trained on
            coder.zero_shot_ = zero_shot_weights(shipped)
            coder._finish()
            measure_all(coder, dev)
    if arguments.out:
        coder.save(Path(arguments.out))
    if arguments.cv:
        raw = gold[: len(gold) // len(VIEWS)]
        for writer in sorted({e.writer for e in raw}):
            others = fit([e for e in raw if e.writer != writer] + written, codebook)
            measure(f"without {writer}", others, [e for e in raw if e.writer == writer])


if __name__ == "__main__":
    main()
