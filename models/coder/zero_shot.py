"""Learn how much each sign of a code that nobody taught is worth: a minute, and no coder needed.

    python models/coder/zero_shot.py [--encoder FOLDER | --encoder ngrams] [--into models/coder]

Learned on the invented sets of benchmarks/own_codebooks, which no encoder was trained on; our own
codes would make the encoder look better than it is for a codebook it has never met. Prints F1 of
each set with the weights of the others. --into writes the weights into a saved coder; otherwise
nothing is written.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from medvirk_nlp.coding import storage
from medvirk_nlp.coding.encoder import Encoder, TransformerEncoder
from medvirk_nlp.coding.local_encoders import NgramEncoder, open_encoder
from medvirk_nlp.coding.untaught import SIGNS, Untaught, learn_weights
from medvirk_nlp.evaluation.coded import CodedSet, read_coded

SETS = Path(__file__).parents[2] / "benchmarks" / "own_codebooks"


def chosen_encoder(name: str | None) -> Encoder:
    """Return the encoder in a folder, "ngrams", or without a name the shipped one."""
    if name == "ngrams":
        return NgramEncoder()
    return open_encoder(Path(name)) if name else TransformerEncoder()


def signs_of(coded: CodedSet, encoder: Encoder) -> NDArray:
    """Return the signs of a set, (comments, codes, signs)."""
    unweighed = dict.fromkeys((*SIGNS, "possible", "least", "sure"), 0.0)
    untaught = Untaught(coded.codebook, (), encoder, unweighed)
    return untaught.signs(coded.texts, encoder.encode(coded.texts))


def learn(sets: Sequence[CodedSet], signs: Sequence[NDArray]) -> dict[str, float]:
    """Return the weights learned on all of ``sets``."""
    return learn_weights(
        np.vstack([sign.reshape(-1, len(SIGNS)) for sign in signs]),
        np.concatenate([coded.truth.ravel() for coded in sets]),
    )


def f1(given: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Return macro-F1 and micro-F1."""
    hits, both = (given & truth).sum(axis=0), given.sum(axis=0) + truth.sum(axis=0)
    return float((2 * hits / np.maximum(both, 1)).mean()), float(2 * hits.sum() / both.sum())


def zero_shot_weights(encoder: Encoder) -> dict[str, float]:
    """Print leave-one-codebook-out figures and return the weights learned on all sets."""
    sets = read_coded(SETS)
    signs = [signs_of(coded, encoder) for coded in sets]
    for left, coded in enumerate(sets):
        others = [k for k in range(len(sets)) if k != left]
        weights = learn([sets[k] for k in others], [signs[k] for k in others])
        likely = expit(signs[left] @ np.array([weights[sign] for sign in SIGNS]))
        macro, micro = f1(likely >= weights["least"], coded.truth)
        worded = f1(signs[left][:, :, SIGNS.index("keyword")] > 0, coded.truth)
        sure = likely >= weights["sure"]
        told = f"{coded.truth[sure].mean():.2f} of {sure.sum()}" if sure.any() else "never"
        asked = ((likely >= weights["possible"]) & ~sure).mean()
        print(
            f"unseen codebook {coded.name:15} macro {macro:.3f} micro {micro:.3f}  "
            f"keywords alone {worded[0]:.3f} {worded[1]:.3f}  yes right {told}, "
            f"asked {asked:.2f} of the codes"
        )
    return learn(sets, signs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", help="folder of an encoder, or ngrams; else the shipped one")
    parser.add_argument("--into", type=Path, help="folder of a saved coder")
    arguments = parser.parse_args()
    if arguments.encoder == "ngrams":
        encoder: Encoder = NgramEncoder()
    else:
        encoder = (
            open_encoder(Path(arguments.encoder)) if arguments.encoder else TransformerEncoder()
        )
    weights = zero_shot_weights(encoder)
    print(weights)
    if arguments.into:
        described, arrays = storage.read(arguments.into)
        storage.write(arguments.into, described | {"zero_shot": weights}, arrays)


if __name__ == "__main__":
    main()
