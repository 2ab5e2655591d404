"""Coded comments of a codebook of their own, to measure coding without training on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medvirk_nlp.coding.codebook import Codebook


@dataclass(frozen=True, slots=True)
class CodedSet:
    """Comments and what a person coded them as.

    Attributes
    ----------
    name : str
    codebook : Codebook
    texts : tuple of str
    contexts : tuple of (str or None)
        The question each comment answers.
    truth : array of bool, (comments, codes)
    """

    name: str
    codebook: Codebook
    texts: tuple[str, ...]
    contexts: tuple[str | None, ...]
    truth: NDArray[np.bool_]

    @property
    def themes(self) -> list[tuple[str, ...]]:
        """The codes of each comment."""
        ids = np.array(self.codebook.ids)
        return [tuple(ids[row].tolist()) for row in self.truth]


def read_coded(folder: Path) -> list[CodedSet]:
    """Return the sets of a folder, by name.

    Parameters
    ----------
    folder : Path
        Each set is a codebook, ``NAME.yaml``, and its comments, ``NAME.jsonl``: a line each with
        "text", "context" and "themes".
    """
    sets = []
    for path in sorted(folder.glob("*.yaml")):
        codebook = Codebook.from_file(path)
        lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        sets.append(
            CodedSet(
                path.stem,
                codebook,
                tuple(row["text"] for row in rows),
                tuple(row["context"] for row in rows),
                np.array([[code in row["themes"] for code in codebook.ids] for row in rows]),
            )
        )
    return sets
