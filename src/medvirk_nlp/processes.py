"""Several processes that each hold the models and work on pieces of the same material.

The processes are spawned, never forked, so that all systems work alike and no half-used model is
copied. Texts and results travel over pipes, never over the disk. A process ends at once when the
one that started it lets go or dies: raw text is not left in the memory of an orphan.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, TypeVar

from medvirk_nlp.errors import MedvirkError, UsageError
from medvirk_nlp.libraries import keep_to_one_core, silence

if TYPE_CHECKING:
    from medvirk_nlp.coding.result import Coding
    from medvirk_nlp.pipeline import Pipeline
    from medvirk_nlp.records import Finding

Piece = TypeVar("Piece")
Result = TypeVar("Result")

CHARACTERS = 20_000
"""Text handed to a process at a time, some seconds of work: enough that the way there costs
nothing, and little enough that all processes finish about together."""
TEXTS = 256
"""Texts of a piece, however short."""
_AHEAD = 2
"""Pieces that wait for each process, so that none is idle and memory does not grow."""

_pipeline: Pipeline | None = None
"""Of a process of a crew: loaded once, for all its pieces."""


class Crew:
    """Processes that hold the same pipeline. A context manager.

    A script that uses it does so under ``if __name__ == "__main__":``, as all that use
    `multiprocessing` do.

    Parameters
    ----------
    pipeline : Pipeline
        What each process loads anew; this one need not have opened it.
    jobs : int
        How many; one more is this process, which deals out and collects.

    Raises
    ------
    UsageError
        ``cli.error.jobs`` for fewer than one.
    """

    def __init__(self, pipeline: Pipeline, jobs: int) -> None:
        if jobs < 1:
            raise UsageError("cli.error.jobs")
        self._jobs = jobs
        context = get_context("spawn")
        their_end, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_begin, initargs=(pipeline, their_end)
        )
        with _deaf_to_interrupts():
            # They are started here and now, and load while the files are read.
            for _ in range(jobs):
                self._pool.submit(_wake)

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._lifeline.close()  # nobody waits for what they may be doing: they end at once
        self._pool.shutdown(wait=True, cancel_futures=True)

    def map(
        self, task: Callable[[Pipeline, Piece], Result], pieces: Iterable[Piece]
    ) -> Iterator[Result]:
        """Yield ``task(pipeline, piece)`` of every piece, in order.

        Parameters
        ----------
        task : callable
            A function of a module, so that the other processes find it.
        pieces : iterable
            Read only as far ahead as keeps everybody busy.

        Raises
        ------
        MedvirkError
            ``cli.error.process_ended`` when a process is no more, for want of memory by most;
            errors of the task as they are.
        """
        waiting: deque[Future[Result]] = deque()
        try:
            for piece in pieces:
                waiting.append(self._pool.submit(_work, task, piece))
                if len(waiting) > self._jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise MedvirkError("cli.error.process_ended") from error
        # What still waits is not cancelled here: the pool's own thread may be telling it just then
        # that the processes are gone, and would fail (Python 3.11). Leaving the crew ends it all.

    @property
    def detector(self) -> Crew:
        """Whoever finds."""
        return self

    @property
    def coder(self) -> Crew:
        """Whoever codes."""
        return self

    def detect(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """Find personal data, as `Detector.detect` does."""
        return chain.from_iterable(self.map(_detect, pieces_of(texts)))

    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> list[Coding]:
        """Code clean comments, as `Coder.code` does."""
        headings = context if context is not None else [None] * len(texts)
        rows = list(zip(texts, headings, strict=True))
        distinct = list(dict.fromkeys(rows))
        ahead = iter(distinct)
        pieces = (list(islice(ahead, len(p))) for p in pieces_of(text for text, _ in distinct))
        coded = chain.from_iterable(self.map(_code, pieces))
        codings = dict(zip(distinct, map(_closed, coded), strict=True))
        return [codings[row] for row in rows]


def pieces_of(
    texts: Iterable[str], characters: int = CHARACTERS, most: int = TEXTS
) -> Iterator[list[str]]:
    """Yield the texts in pieces of about ``characters``, each of one text at least."""
    piece: list[str] = []
    length = 0
    for text in texts:
        if piece and (length + len(text) > characters or len(piece) == most):
            yield piece
            piece, length = [], 0
        piece.append(text)
        length += len(text)
    if piece:
        yield piece


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let processes that are started here ignore Ctrl-C: it is this process that ends them.

    On Windows, where they do not inherit it, they do so themselves as soon as they run.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(pipeline: Pipeline, lifeline: Connection) -> None:
    """Load the models; called once in each process."""
    global _pipeline
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    silence()
    keep_to_one_core()
    pipeline.open()
    _pipeline = pipeline


def _end_with_parent(lifeline: Connection) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        os._exit(1)


def _wake() -> None:
    """Do nothing: the first task makes a process start."""


def _work(task: Callable[[Pipeline, Piece], Result], piece: Piece) -> Result:
    if _pipeline is None:
        raise RuntimeError("this is no process of a crew")
    return task(_pipeline, piece)


def _detect(pipeline: Pipeline, texts: list[str]) -> list[list[Finding]]:
    return list(pipeline.detector.detect(texts))


def _code(pipeline: Pipeline, rows: list[tuple[str, str | None]]) -> list[Coding]:
    codings = pipeline.coder.code([text for text, _ in rows], [heading for _, heading in rows])
    return [replace(coding, confidence=dict(coding.confidence)) for coding in codings]


def _closed(coding: Coding) -> Coding:
    """Close the confidences to changes again: what is closed cannot travel."""
    return replace(coding, confidence=MappingProxyType(coding.confidence))
