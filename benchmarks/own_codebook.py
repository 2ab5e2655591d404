"""A codebook of one's own: what its words alone give, and what decisions add.

usage: python benchmarks/own_codebook.py [--encoder FOLDER | --encoder ngrams]

Three invented sets of comments with eight codes each, three example sentences a code, nothing to do
with the shipped codebook (benchmarks/own_codebooks). Each is coded with the weights that the two
others give, so it is unseen. A fixed half of its comments is never taught; from the other half come
comments that people have decided on, drawn until each code has 3, 10 or 30 of its own where the
half holds as many (the third column tells how many it has on average), with their share of those
that fit no code. Five draws: mean and range of F1 on the half never taught.

keywords   what a codebook gives without an encoder
baseline   TF-IDF of words and letters, a logistic regression a code, on the decisions alone,
           with the threshold that is best on decisions left out
coder      zero-shot from the codebook, `Coder.teach` with the decisions
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_union

from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.encoder import SHIPPED, Encoder
from medvirk_nlp.coding.features import Features
from medvirk_nlp.coding.keywords import KeywordMatcher
from medvirk_nlp.coding.linear import LinearHead
from medvirk_nlp.coding.spelling import fold
from medvirk_nlp.evaluation.coded import CodedSet, read_coded

sys.path.insert(0, str(Path(__file__).parents[1] / "models" / "coder"))
from zero_shot import SETS, chosen_encoder, f1, learn, signs_of

DECISIONS = (3, 10, 30)
DRAWS = 5


def coder_of(coded: CodedSet, encoder: Encoder, weights: dict[str, float]) -> Coder:
    """Return a coder that knows the codebook alone."""
    empty = np.zeros(0, np.float32)
    coder = Coder(coded.codebook, encoder=encoder)
    coder.features_ = Features(blocks=())
    if encoder.id == SHIPPED:
        coder.center_ = Coder.load(coded.codebook).center_
    else:
        shown = [text for code in coded.codebook.codes for text in code.include.nb]
        coder.center_ = encoder.encode(shown).mean(axis=0)
    untrained = np.zeros((len(coder.center_), 0), np.float32)
    coder.themes_ = LinearHead((), untrained, *[empty] * 6)
    coder.polarity_, coder.correction_, coder.zero_shot_ = None, {}, weights
    coder._finish()
    return coder


def draw(coded: CodedSet, half: Sequence[int], count: int, seed: int) -> list[int]:
    """Return the comments that are taught."""
    order = list(half)
    random.Random(seed).shuffle(order)
    taught: list[int] = []
    for code in range(coded.truth.shape[1]):
        for row in order:
            if coded.truth[row, code] and coded.truth[taught, code].sum() < count:
                taught += [row] if row not in taught else []
    without = [row for row in order if not coded.truth[row].any()]
    share = sum(coded.truth[row].any() for row in taught) / coded.truth[half].any(axis=1).sum()
    return sorted(taught + without[: round(share * len(without))])


def baseline(texts: Sequence[str], truth: NDArray, unseen: Sequence[str]) -> NDArray:
    """Return the codes of ``unseen`` learned from the decisions alone."""
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    learned, asked = features.fit_transform(texts), features.transform(unseen)
    likely, left_out = np.zeros((len(unseen), truth.shape[1])), np.zeros(truth.shape)
    for code in np.flatnonzero(truth.sum(axis=0) >= 2):
        model = LogisticRegression(C=10.0, class_weight="balanced", solver="liblinear")
        folds = min(3, int(truth[:, code].sum()))
        left_out[:, code] = cross_val_predict(
            model, learned, truth[:, code], cv=folds, method="predict_proba"
        )[:, 1]
        likely[:, code] = model.fit(learned, truth[:, code]).predict_proba(asked)[:, 1]
    precision, recall, thresholds = precision_recall_curve(truth.ravel(), left_out.ravel())
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return likely >= thresholds[f1[:-1].argmax()]


def coded_by(coder: Coder, texts: Sequence[str], contexts: Sequence[str | None]) -> NDArray:
    """Return the codes that the coder gives."""
    return coder.predict(texts, contexts).astype(bool)


def told(figures: Sequence[tuple[float, float]]) -> str:
    """Return mean and range of macro-F1, and mean micro-F1."""
    macro, micro = np.array(figures).T
    return f"{macro.mean():.3f} ({macro.min():.3f}-{macro.max():.3f}) {micro.mean():.3f}"


def measure(coded: CodedSet, encoder: Encoder, weights: dict[str, float]) -> None:
    """Print the lines of a set."""
    # by the comment itself, so that adding some moves none of the others
    digests = [hashlib.sha256(text.encode()).digest()[0] for text in coded.texts]
    half = [row for row, digest in enumerate(digests) if digest % 2]
    rest = [row for row, digest in enumerate(digests) if not digest % 2]
    texts, contexts, themes = list(coded.texts), list(coded.contexts), coded.themes
    unseen, under = [texts[row] for row in rest], [contexts[row] for row in rest]
    truth = coded.truth[rest]
    keywords = KeywordMatcher({code.id: code.keywords for code in coded.codebook.codes})
    worded = f1(keywords.indicators([fold(text) for text in unseen]) > 0, truth)
    coder = coder_of(coded, encoder, weights)
    described = f1(coded_by(coder, unseen, under), truth)
    print(f"\n{coded.name}: {len(texts)} comments, {len(rest)} never taught")
    print(f"{'decided':>8}{'comments':>9}{'of a code':>10}   {'keywords':28}{'baseline':28}coder")
    print(f"{0:>8}{0:>9}{0:>10}   {told([worded]):28}{'-':28}{told([described])}")
    for count in DECISIONS:
        plain, taught, sizes, own = [], [], [], []
        for seed in range(DRAWS):
            rows = draw(coded, half, count, seed)
            some = [texts[row] for row in rows]
            plain.append(
                f1(
                    baseline([fold(t) for t in some], coded.truth[rows], [fold(t) for t in unseen]),
                    truth,
                )
            )
            coder.teach(some, [themes[row] for row in rows], [contexts[row] for row in rows])
            taught.append(f1(coded_by(coder, unseen, under), truth))
            sizes.append(len(rows))
            own.append(coded.truth[rows].sum(axis=0).mean())
        print(
            f"{count:>8}{np.mean(sizes):>9.0f}{np.mean(own):>10.1f}   {told([worded]):28}"
            f"{told(plain):28}{told(taught)}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", help="folder of an encoder, or ngrams; else the shipped one")
    encoder = chosen_encoder(parser.parse_args().encoder)
    sets = read_coded(SETS)
    signs = [signs_of(coded, encoder) for coded in sets]
    print(f"encoder {encoder.id}; macro-F1 mean (range) and micro-F1 on comments never taught")
    for left, coded in enumerate(sets):
        others = [k for k in range(len(sets)) if k != left]
        weights = learn([sets[k] for k in others], [signs[k] for k in others])
        measure(coded, encoder, weights)


if __name__ == "__main__":
    main()
