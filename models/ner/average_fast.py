"""Average the weights of fast pipelines that were trained from one another.

usage: average_fast.py OUT PIPELINE=SHARE PIPELINE=SHARE ... [--favor LABEL=BIAS]
The average of two stages finds more than either. --favor lets NorNE's recognizer begin an entity of
one type more readily: it raises that type's recall at some cost of precision.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from train_fast import HEADS, save


def parameters(nlp: Language) -> Iterator[tuple[Any, str]]:
    """Yield (node, name) of every weight once, in the same order for like pipelines."""
    seen = set()
    for pipe in ("tok2vec", *HEADS):
        for node in nlp.get_pipe(pipe).model.walk():
            for name in node.param_names:
                if node.has_param(name) and (node.id, name) not in seen:
                    seen.add((node.id, name))
                    yield node, name


def favor(nlp: Language, label: str, bias: float) -> None:
    """Raise the score of the moves that begin an entity of a type."""
    recognizer = nlp.get_pipe("norne")
    scores = recognizer.model.get_ref("upper")
    moves = [recognizer.moves.get_class_name(i) for i in range(recognizer.moves.n_moves)]
    begins = np.array([move in (f"B-{label}", f"U-{label}") for move in moves])
    scores.set_param("b", scores.get_param("b") + bias * begins.astype("float32"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", nargs="+", metavar="PIPELINE=SHARE")
    parser.add_argument("--favor", metavar="LABEL=BIAS")
    arguments = parser.parse_args()
    pairs = [part.rsplit("=", 1) for part in arguments.parts]
    pipelines = [spacy.load(path) for path, _ in pairs]
    shares = [float(share) for _, share in pairs]
    for places in zip(*map(parameters, pipelines), strict=True):
        node, name = places[0]
        mean = sum(s * n.get_param(name) for s, (n, _) in zip(shares, places, strict=True))
        node.set_param(name, mean)
    if arguments.favor:
        label, _, bias = arguments.favor.partition("=")
        favor(pipelines[0], label, float(bias))
    save(pipelines[0], arguments.out)


if __name__ == "__main__":
    main()
