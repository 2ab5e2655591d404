"""Encoders beside the shipped one: letters alone, or a model that somebody has on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from medvirk_nlp.coding.encoder import Encoder, TransformerEncoder, Vectors, prepare
from medvirk_nlp.coding.spelling import fold
from medvirk_nlp.errors import UsageError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class NgramEncoder:
    """Hashed n-grams of letters of the folded comment; no model, no meaning, very fast.

    Parameters
    ----------
    width : int
        Length of the vectors.
    """

    def __init__(self, width: int = 1024) -> None:
        self.id = f"ngrams-{width}"
        self._hashing = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 5),
            n_features=width,
            lowercase=False,  # folding has done it
            dtype=np.float32,
        )

    def encode(self, texts: Sequence[str], contexts: Sequence[str | None] | None = None) -> Vectors:
        """Return the vectors, (texts, width); the heading is left aside."""
        hashed: Vectors = self._hashing.transform([fold(text) for text in texts]).toarray()
        return hashed


class SentenceTransformersEncoder:
    """A model of the sentence-transformers library, from a folder; nothing is downloaded.

    Parameters
    ----------
    folder : Path
        As ``SentenceTransformer.save`` wrote it.

    Raises
    ------
    UsageError
        ``coding.encoder.library`` when sentence-transformers is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise UsageError("coding.encoder.library") from error
        self.id = folder.name
        self._model: SentenceTransformer = SentenceTransformer(str(folder), local_files_only=True)

    def encode(self, texts: Sequence[str], contexts: Sequence[str | None] | None = None) -> Vectors:
        """Return the vectors, (texts, width); the heading is left aside.

        One text at a time: padding to a neighbor's length moves the last bits.
        """
        read = [self._model.encode(prepare(text), show_progress_bar=False) for text in texts]
        return np.array(read, np.float32)


def open_encoder(folder: Path) -> Encoder:
    """Return the encoder in a folder: one of our own form, or of sentence-transformers.

    Raises
    ------
    UsageError
        ``coding.encoder.unknown`` when the folder holds neither.
    """
    if (folder / "settings.json").is_file() and (folder / "model.onnx").is_file():
        return TransformerEncoder(folder)
    if (folder / "modules.json").is_file():
        return SentenceTransformersEncoder(folder)
    raise UsageError("coding.encoder.unknown")
