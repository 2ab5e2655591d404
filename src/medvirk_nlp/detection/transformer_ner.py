"""The accurate NER as a spaCy component: a token classifier run by onnxruntime.

The model is one encoder with two heads: our scheme, which sets ``doc.ents``, and NorNE's nine
types, kept under ``doc.spans["norne"]`` when asked for. It reads pieces, not words, so that a name
inside a compound («Kari-saken») can be found; spans are then widened to whole spaCy tokens.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from medvirk_nlp.model_files import model_path
from medvirk_nlp.onnx_sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

if not Span.has_extension("score"):
    Span.set_extension("score", default=None)


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of pieces of one text, short enough for the model."""

    text: int
    start: int
    ids: Sequence[int]


@Language.factory(
    "medvirk_transformer_ner",
    assigns=["doc.ents"],
    default_config={
        "threshold": 0.5,
        "doubt": 0.15,
        "keep_norne": False,
        "threads": 1,
    },
)
class TransformerNer:
    """Named entities by an int8 ONNX token classifier.

    A component that is added to a pipeline, not loaded with one, opens the shipped model.

    Parameters
    ----------
    nlp : Language
    name : str
    threshold : float
        A piece belongs to an entity when the probability of *any* entity reaches this; lower finds
        more. The label is the likeliest type.
    doubt : float
        Entities that reach only this are kept as ``doc.spans["doubtful"]``, for whoever has other
        evidence.
    keep_norne : bool
        Keep the entities of the NorNE head as ``doc.spans["norne"]``.
    threads : int
        Texts read at the same time.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        threshold: float,
        doubt: float,
        keep_norne: bool,
        threads: int,
    ) -> None:
        self.name = name
        self.threshold = threshold
        self.doubt = doubt
        self.keep_norne = keep_norne
        self.threads = threads
        self._folder: Path | None = None
        self._session: InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None
        self._settings: dict[str, Any] = {}

    # -- spaCy's protocol -------------------------------------------------------------------

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the entities of a stream of docs, ``batch_size`` docs at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._annotate(batch)
            yield from batch

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model files to a folder."""
        source, target = self._located(), Path(path)
        target.mkdir(parents=True, exist_ok=True)
        for file in ("model.onnx", "tokenizer.json", "settings.json"):
            (target / file).write_bytes((source / file).read_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> TransformerNer:
        """Remember where the model lies; it is opened when first used."""
        self._folder = Path(path)
        self._settings = json.loads((self._folder / "settings.json").read_text(encoding="utf-8"))
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """Entity types of the model."""
        self._located()
        return tuple(sorted({t.split("-", 1)[1] for t in self._settings["scheme"] if t != "O"}))

    # -- the model ----------------------------------------------------------------------------

    def _located(self) -> Path:
        """Return where the model lies: where it was loaded from, or else the shipped one."""
        if self._folder is None:
            self.from_disk(model_path("ner/accurate") / "ner")
        assert self._folder is not None
        return self._folder

    def _open(self) -> tuple[InferenceSession, Tokenizer]:
        if self._session is None or self._tokenizer is None:
            from tokenizers import Tokenizer

            folder = self._located()
            self._session = open_session(folder / "model.onnx")
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return self._session, self._tokenizer

    def _annotate(self, docs: Sequence[Doc]) -> None:
        _, tokenizer = self._open()
        encodings = tokenizer.encode_batch([d.text for d in docs], add_special_tokens=False)
        scheme, norne = self._probabilities([e.ids for e in encodings])
        for i, (doc, encoding) in enumerate(zip(docs, encodings, strict=True)):
            offsets = encoding.offsets
            if self.keep_norne:
                # First, because spaCy keeps a span's score by its place: ours must be the last.
                doc.spans["norne"] = self._spans(doc, offsets, norne[i], self._settings["norne"])[0]
            sure, doubtful = self._spans(doc, offsets, scheme[i], self._settings["scheme"])
            doc.set_ents(sure, default="outside")
            doc.spans["doubtful"] = doubtful

    def _windows(self, ids: Sequence[Sequence[int]]) -> list[_Window]:
        """Cut long texts into overlapping windows."""
        size, overlap = self._settings["window"] - 2, self._settings["overlap"]
        windows = []
        for number, pieces in enumerate(ids):
            start = 0
            while True:
                windows.append(_Window(number, start, pieces[start : start + size]))
                if start + size >= len(pieces):
                    break
                start += size - overlap
        return windows

    def _probabilities(self, ids: Sequence[Sequence[int]]) -> tuple[list[Floats], list[Floats]]:
        """Return per text the tag probabilities of both heads, each (pieces, tags)."""
        settings = self._settings
        scheme = [np.zeros((len(p), len(settings["scheme"])), np.float32) for p in ids]
        norne = [np.zeros((len(p), len(settings["norne"])), np.float32) for p in ids]
        depth = [np.full(len(p), -1) for p in ids]
        windows = self._windows(ids)
        for window, results in zip(windows, self._run(windows), strict=True):
            # Where windows overlap, a piece is judged by the one that shows more around it.
            length = len(window.ids)
            inside = np.minimum(np.arange(length), np.arange(length)[::-1])
            place = slice(window.start, window.start + length)
            better = inside > depth[window.text][place]
            depth[window.text][place][better] = inside[better]
            for logits, store in zip(results, (scheme, norne), strict=False):
                shares = _softmax(logits[0, 1 : length + 1] / settings["temperature"])
                store[window.text][place][better] = shares[better]
        return scheme, norne

    def _run(self, windows: Sequence[_Window]) -> Iterator[list[Floats]]:
        """Run the model over windows, one at a time.

        Not in batches: int8 scales its activations over a whole batch, so that what a text gets
        would hang on its neighbors. Without padding it is also faster.
        """
        session, _ = self._open()
        settings = self._settings
        outputs = ["scheme", "norne"] if self.keep_norne else ["scheme"]

        def one(window: _Window) -> list[Floats]:
            pieces = np.array([[settings["start"], *window.ids, settings["end"]]], np.int64)
            inputs = {"input_ids": pieces, "attention_mask": np.ones_like(pieces)}
            results: list[Floats] = session.run(outputs, inputs)
            return results

        if self.threads == 1 or len(windows) < 2:
            yield from map(one, windows)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            yield from pool.map(one, windows)

    def _spans(
        self,
        doc: Doc,
        offsets: Sequence[tuple[int, int]],
        probabilities: Floats,
        tags: Sequence[str],
    ) -> tuple[list[Span], list[Span]]:
        """Return the sure and the doubtful entities of a doc, each disjoint and sorted."""
        sure: list[Span] = []
        doubtful: list[Span] = []
        for pieces in _runs(doc.text, offsets, probabilities, tags, self.doubt):
            surest = [p for p in pieces if p.anything >= self.threshold]
            # A doubtful neighbor does not widen a sure entity, but one inside it stays.
            kept = (
                pieces[pieces.index(surest[0]) : pieces.index(surest[-1]) + 1] if surest else pieces
            )
            span = doc.char_span(
                kept[0].start, kept[-1].end, label=kept[0].label, alignment_mode="expand"
            )
            if span is not None:
                span._.score = float(np.mean([p.anything for p in kept]))
                (sure if surest else doubtful).append(span)
        sure = _disjoint(sure)
        taken = {token.i for span in sure for token in span}
        return sure, [s for s in _disjoint(doubtful) if not any(t.i in taken for t in s)]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece that may belong to an entity.

    Attributes
    ----------
    start, end : int
        Without the space before it.
    number : int
        Its row of the probabilities.
    anything : float
        Probability that it belongs to an entity, of whatever type.
    """

    start: int
    end: int
    number: int
    anything: float
    label: str = ""


def _runs(
    text: str,
    offsets: Sequence[tuple[int, int]],
    probabilities: Floats,
    tags: Sequence[str],
    least: float,
) -> Iterator[list[_Piece]]:
    """Yield runs of pieces that read as one entity, every piece at least ``least`` probable."""
    for stretch in _stretches(text, offsets, probabilities, least):
        yield from _split(stretch, text, probabilities, tags)


def _stretches(
    text: str, offsets: Sequence[tuple[int, int]], probabilities: Floats, least: float
) -> Iterator[list[_Piece]]:
    """Yield pieces side by side on one line that belong to entities, one or several."""
    stretch: list[_Piece] = []
    for i in np.flatnonzero(1.0 - probabilities[:, 0] >= least).tolist():
        start, end = offsets[i]
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        gap = text[stretch[-1].end : start] if stretch else ""
        if stretch and (gap.strip() or "\n" in gap):
            yield stretch
            stretch = []
        stretch.append(_Piece(start, end, i, float(1.0 - probabilities[i, 0])))
    if stretch:
        yield stretch


def _split(
    stretch: Sequence[_Piece], text: str, probabilities: Floats, tags: Sequence[str]
) -> Iterator[list[_Piece]]:
    """Cut a stretch into entities by the likeliest sequence of tags (Viterbi).

    I-X stands only behind B-X or I-X, and the rest of a word goes with its beginning.
    """
    labels = sorted({tag.split("-", 1)[1] for tag in tags[1:]})
    begin = np.array([tags.index(f"B-{label}") for label in labels])
    inside = np.array([tags.index(f"I-{label}") for label in labels])
    logs = np.log(probabilities[[p.number for p in stretch]] + 1e-9)
    # A stretch may begin with I: the piece before it was too doubtful to be in it.
    best = np.logaddexp(logs[0, begin], logs[0, inside])
    steps: list[tuple[NDArray[np.bool_], int]] = []
    for row, (last, piece) in zip(logs[1:], pairwise(stretch), strict=True):
        source = int(best.argmax())
        anew = best[source] + row[begin]
        onward = best + row[inside]
        glued = (
            last.end == piece.start and text[last.end - 1].isalnum() and text[piece.start].isalnum()
        )
        begins = np.zeros(len(labels), bool) if glued else anew > onward
        best = np.where(begins, anew, onward)
        steps.append((begins, source))
    at = int(best.argmax())
    runs: list[list[_Piece]] = [[]]
    for i in range(len(stretch) - 1, -1, -1):
        runs[-1].append(replace(stretch[i], label=labels[at]))
        if i and steps[i - 1][0][at]:
            at = steps[i - 1][1]
            runs.append([])
    yield from (run[::-1] for run in reversed(runs))


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """Keep of overlapping spans the surer one, widened over both."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if kept and span.start < kept[-1].end:
            last = kept[-1]
            sure = last if last._.score >= span._.score else span
            joined = Span(last.doc, last.start, max(last.end, span.end), label=sure.label)
            joined._.score = sure._.score
            kept[-1] = joined
        else:
            kept.append(span)
    return kept
