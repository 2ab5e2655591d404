"""What reviewers decided about codes, taught to the coder, and what that is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.result import Coding
from medvirk_nlp.drafting import Sources
from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import Polarity
from medvirk_nlp.releasing import Material
from medvirk_nlp.review.workspace import Workspace

FEWEST_DECISIONS = 20
"""Comments that people have coded, below which nothing can be learned or measured."""
HELD_OUT = 5
"""One comment in so many is never trained on, in no round: it tells what the rest was worth."""
DECIDED = frozenset({"approve", "recode"})


@dataclass(frozen=True, slots=True)
class Decided:
    """A clean comment and what a person decided about its codes.

    Attributes
    ----------
    text, context : str, str or None
        In memory only.
    themes : tuple of str
    polarity : Polarity
    key : str
        SHA-256 of the clean text; decides whether it is held out.
    """

    text: str = field(repr=False)
    context: str | None = field(repr=False)
    themes: tuple[str, ...]
    polarity: Polarity
    key: str

    @property
    def held_out(self) -> bool:
        """Whether it is kept for measuring."""
        return int(self.key, 16) % HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class Score:
    """How a coder does on the comments kept for measuring.

    Attributes
    ----------
    themes : float
        Micro-F1 over all codes, 0 to 1.
    polarity : float
        Share with the right polarity, 0 to 1.
    """

    themes: float
    polarity: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of teaching.

    Attributes
    ----------
    taught, measured : int
        Comments.
    before, after : Score
    """

    taught: int
    measured: int
    before: Score
    after: Score


def learn(works: Sequence[Path], out: Path) -> Learned:
    """Teach the shipped coder what people decided, and save it.

    The shipped coder is always where it starts from: nothing is forgotten, and the same work
    folders give the same bytes.

    Parameters
    ----------
    works : sequence of Path
        Work folders of one codebook. Their notes are read again.
    out : Path
        Folder for the coder, not there yet.

    Raises
    ------
    UsageError
        ``cli.error.out_not_empty``; ``coding.learn.codebooks`` when the folders were coded by
        different codebooks; ``coding.learn.too_few`` when there is too little to learn from.
    """
    if out.exists():
        raise UsageError("cli.error.out_not_empty")
    decided: dict[tuple[str, str | None], Decided] = {}
    codebook: Codebook | None = None
    for work in works:
        with Workspace.open(work, read_only=True) as workspace:
            material = Material.of(workspace)
            if codebook is not None and material.codebook.hash != codebook.hash:
                raise UsageError("coding.learn.codebooks")
            codebook = material.codebook
            for comment in _decided(workspace, material):
                decided[comment.text, comment.context] = comment
    comments = [decided[place] for place in sorted(decided, key=lambda p: (p[0], p[1] or ""))]
    kept = [c for c in comments if c.held_out]
    taught = [c for c in comments if not c.held_out]
    if codebook is None or len(comments) < FEWEST_DECISIONS or not kept:
        raise UsageError("coding.learn.too_few", count=len(comments), least=FEWEST_DECISIONS)
    coder = Coder.load(codebook)
    before = _score(coder, kept)
    coder.teach(
        [c.text for c in taught],
        [c.themes for c in taught],
        [c.context for c in taught],
        polarities=[c.polarity for c in taught],
    )
    coder.save(out)
    return Learned(len(taught), len(kept), before, _score(coder, kept))


def _decided(workspace: Workspace, material: Material) -> Iterator[Decided]:
    """Yield the comments whose codes a person has approved or set."""
    sources = Sources(workspace, material.documents, material.anonymizer)
    for passage_id, state in sources.states.items():
        stored = sources.stored[passage_id]
        if stored.role != "feedback" or stored.kind == "non_answer":
            continue
        if not DECIDED & {decision.action for decision in state.standing}:
            continue
        coded = sources.coded(passage_id)
        if coded is not None:
            key = hashlib.sha256(coded.text.encode()).hexdigest()
            yield Decided(coded.text, coded.context, coded.themes, coded.polarity, key)


def _score(coder: Coder, comments: Sequence[Decided]) -> Score:
    codings: list[Coding] = coder.code([c.text for c in comments], [c.context for c in comments])
    hits = given = right = 0
    for comment, coding in zip(comments, codings, strict=True):
        hits += len(set(comment.themes) & set(coding.themes))
        given += len(comment.themes) + len(coding.themes)
        right += comment.polarity == coding.polarity
    return Score(2 * hits / given if given else 1.0, right / len(comments))
