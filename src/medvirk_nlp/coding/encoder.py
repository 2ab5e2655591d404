"""Encoders: a comment and its heading in, one vector out.

The shipped one is a transformer of our own, fine-tuned on invented comments (`models/encoder`).
Whoever has another model on disk wraps it in three lines: anything with an ``id`` and ``encode``
is an `Encoder`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from medvirk_nlp.coding.spelling import neutralize
from medvirk_nlp.errors import ModelError
from medvirk_nlp.model_files import model_path
from medvirk_nlp.onnx_sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

SHIPPED = "medvirk-e5-4"
"""Id of the encoder that comes with the program."""
_ANYBODY = "X"
"""What a placeholder becomes that tells nothing but that somebody or somewhere was named."""


@runtime_checkable
class Encoder(Protocol):
    """Something that turns a comment into a vector.

    Attributes
    ----------
    id : str
        Name and version; a saved coder demands the encoder it was trained with.
    """

    id: str

    def encode(self, texts: Sequence[str], contexts: Sequence[str | None] | None = None) -> Vectors:
        """Return one row a text, of the same width always, whatever stands beside it.

        Parameters
        ----------
        texts : sequence of str
        contexts : sequence of (str or None), optional
            The heading or question each stands under; an encoder may leave it aside.
        """
        ...


def unit_length(vectors: Vectors) -> Vectors:
    """Return the rows of ``vectors``, each of length one (zeros stay zeros)."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-6)
    return scaled


def prepare(text: str) -> str:
    """Return a text as the encoder reads it: NFC, one line, no brackets around placeholders."""
    return " ".join(neutralize(text, _ANYBODY).split())


class TransformerEncoder:
    """A transformer on onnxruntime, read when first needed.

    One comment at a time, not in batches: int8 scales its activations over a whole batch, so that
    the vector of a comment would hang on its neighbors.

    Parameters
    ----------
    folder : Path, optional
        Holds ``model.onnx`` (inputs ``input_ids``, ``attention_mask`` and ``own``, all int64 of
        shape (1, pieces); output ``vector`` of shape (1, width)), ``tokenizer.json`` and
        ``settings.json``. The shipped encoder by default.
    threads : int
        Comments read at the same time.

    Raises
    ------
    ModelError
        ``coding.model.damaged`` when the settings are missing or cannot be read.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        self.folder = folder or model_path("encoder")
        self.threads = threads
        try:
            settings = json.loads((self.folder / "settings.json").read_text(encoding="utf-8"))
            self.id: str = settings["id"]
        except (OSError, ValueError, KeyError) as error:
            raise ModelError("coding.model.damaged") from error
        self._settings: dict[str, Any] = settings
        self._session: InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None

    def __getstate__(self) -> dict[str, Any]:
        # An open session cannot be copied or sent to another process; it is opened again there.
        return self.__dict__ | {"_session": None, "_tokenizer": None}

    def encode(self, texts: Sequence[str], contexts: Sequence[str | None] | None = None) -> Vectors:
        """Return the vectors, (texts, width)."""
        headings = contexts if contexts is not None else [None] * len(texts)
        session, _ = self._open()
        rows = list(self._pieces(texts, headings))
        # What is said twice in the same place is read once.
        distinct = sorted(set(rows))

        def one(row: tuple[tuple[int, ...], int]) -> Vectors:
            ids = np.array([row[0]], np.int64)
            own = np.zeros_like(ids)
            own[0, row[1] : -1] = 1
            inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "own": own}
            vector: Vectors = session.run(["vector"], inputs)[0][0]
            return vector

        if self.threads == 1:
            found = dict(zip(distinct, map(one, distinct), strict=True))
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                found = dict(zip(distinct, pool.map(one, distinct), strict=True))
        width = int(self._settings["width"])
        return np.array([found[row] for row in rows], np.float32).reshape(len(rows), width)

    def _pieces(
        self, texts: Sequence[str], headings: Sequence[str | None]
    ) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield the piece ids of heading and comment, and where the comment begins."""
        _, tokenizer = self._open()
        start, end = self._settings["start"], self._settings["end"]
        ahead = {
            heading: tokenizer.encode(prepare(heading), add_special_tokens=False).ids[
                : self._settings["longest_context"]
            ]
            for heading in set(headings)
            if heading
        }
        encodings = tokenizer.encode_batch(
            [prepare(text) for text in texts], add_special_tokens=False
        )
        for encoding, heading in zip(encodings, headings, strict=True):
            own = encoding.ids[: self._settings["longest_text"]]
            before = ahead.get(heading, []) if heading else []
            lead = [start, *before, end, end] if before else [start]
            yield (*lead, *own, end), len(lead)

    def _open(self) -> tuple[InferenceSession, Tokenizer]:
        if self._session is None or self._tokenizer is None:
            from tokenizers import Tokenizer

            self._session = open_session(self.folder / "model.onnx")
            self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        return self._session, self._tokenizer
