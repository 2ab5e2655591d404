"""Tasks for processes that load no models: `spawn` finds them by the name of this module."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from threadpoolctl import threadpool_info

from medvirk_nlp.errors import UsageError


@dataclass(frozen=True)
class NoPipeline:
    """Stands in for a pipeline."""

    said: str = "hei"

    def open(self) -> None:
        """Open nothing."""


def later_first(pipeline: NoPipeline, piece: int) -> str:
    """Take the longer the earlier the piece."""
    time.sleep(0.3 if piece == 0 else 0.0)
    return f"{pipeline.said} {piece}"


def threads(pipeline: NoPipeline, piece: int) -> set[int]:
    """Return how many threads the libraries of a process would use."""
    return {library["num_threads"] for library in threadpool_info()}


def refuse(pipeline: NoPipeline, piece: int) -> None:
    """Fail as a task may."""
    raise UsageError("reading.error.unknown_column", number=piece, section="x")


def die(pipeline: NoPipeline, piece: int) -> None:
    """End as a process does that the machine has no memory for."""
    os._exit(9)


def own_number(pipeline: NoPipeline, piece: int) -> int:
    """Return the number of the process."""
    time.sleep(0.2)  # long enough for the other one to get a piece too
    return os.getpid()


def rest(pipeline: NoPipeline, piece: int) -> None:
    """Work until somebody stops it."""
    time.sleep(600)
