"""From a large table to a table of clean texts and codes, with a part of it in memory at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.analysis import Step, silent
from medvirk_nlp.errors import UsageError
from medvirk_nlp.large.comments import Comment, State, Treated
from medvirk_nlp.large.sources import comments_of, open_table
from medvirk_nlp.large.targets import check_target, open_target
from medvirk_nlp.large.treating import GRAVE, treat
from medvirk_nlp.processes import Crew

if TYPE_CHECKING:
    from medvirk_nlp.pipeline import Pipeline

COMMENTS = 200
"""Comments treated together, unless told otherwise: some seconds of work, so that several processes
finish about together."""
CHARACTERS = 100_000
"""Most text of them, for the memory's sake."""
STATUS = "unreviewed, internal: nobody has read this; not to be published or shared"


@dataclass(slots=True)
class Account:
    """What became of the comments of a large table: read = the sum of all states.

    Attributes
    ----------
    states : counter of State
    grave : int
        How many tell of something for which a person should read them soon.
    reasons : counter of str
        Why comments wait or were not read.
    """

    states: Counter[State] = field(default_factory=Counter)
    grave: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All comments."""
        return self.states.total()

    def add(self, rows: Sequence[Treated]) -> None:
        """Count some more."""
        for row in rows:
            self.states[row.state] += 1
            self.reasons.update(row.reasons)
            self.grave += not GRAVE.isdisjoint(row.reasons)


def code_table(
    source: Path,
    columns: Sequence[str],
    out: Path,
    pipeline: Pipeline,
    *,
    chunk: int = COMMENTS,
    jobs: int = 1,
    report: Step = silent,
) -> Account:
    """Anonymize and code columns of a large table, each comment for itself.

    The result has a row a comment: where it stood, its clean text and its codes (`Treated`). It is
    marked as not reviewed. A comment about which a person must decide keeps its codes, but its text
    is not in it; no other column of the source is. The same comment gets the same row however the
    table is split, and whoever does the work.

    Parameters
    ----------
    source : Path
        csv, parquet, or a folder of parquet files.
    columns : sequence of str
        Headings of the comments.
    out : Path
        A new csv or parquet file.
    pipeline : Pipeline
    chunk : int
        Comments treated together: more memory, and no other result.
    jobs : int
        Processes, each with the models in memory.
    report : callable
        Told how far it has come, in bytes or rows.

    Raises
    ------
    UsageError
        When a file, a column or a number cannot be used, or pyarrow is missing.
    ReadError
        When the source cannot be read to its end; then nothing is written.
    """
    if chunk < 1 or jobs < 1:
        raise UsageError("large.error.chunk" if chunk < 1 else "cli.error.jobs")
    check_target(out)
    table = open_table(source)
    comments = comments_of(table, columns)
    account = Account()
    with open_target(out, _about(pipeline)) as target:
        for rows in _treated(pipeline, pieces_of(comments, chunk), jobs):
            account.add(rows)
            target.write(rows)
            report("treat", *table.progress())
        target.finish()
    return account


def pieces_of(comments: Iterable[Comment], most: int) -> Iterator[list[Comment]]:
    """Yield comments in pieces of ``most``, or fewer where they are long."""
    piece: list[Comment] = []
    length = 0
    for comment in comments:
        if piece and (len(piece) == most or length + len(comment.text) > CHARACTERS):
            yield piece
            piece, length = [], 0
        piece.append(comment)
        length += len(comment.text)
    if piece:
        yield piece


def _treated(
    pipeline: Pipeline, pieces: Iterator[list[Comment]], jobs: int
) -> Iterator[list[Treated]]:
    if jobs == 1:
        yield from (treat(pipeline, piece) for piece in pieces)
        return
    with Crew(pipeline, jobs) as crew:
        yield from crew.map(treat, pieces)


def _about(pipeline: Pipeline) -> dict[str, str]:
    return {
        "medvirk.status": STATUS,
        "medvirk.version": version("medvirk_nlp"),
        **{f"medvirk.{name}": value for name, value in pipeline.hashes().items()},
    }
