"""What the codebook misses: themes proposed from the comments that got no code.

Only a person makes a code of a proposal, and gives it name and definition. What is proposed hangs
on the set of comments alone: not on their order, their files or the number of processes.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from medvirk_nlp.coding.codebook import Code, Codebook
from medvirk_nlp.coding.exchange.naming import id_from
from medvirk_nlp.coding.non_answers import wording
from medvirk_nlp.coding.spelling import fold, lexicon, neutralize
from medvirk_nlp.errors import UsageError

FEWEST = 150
"""Comments below which groups are chance: they are listed one by one instead."""
_MOST_AT_ONCE = 3_000
"""Comments that are grouped; the rest are put to the nearest group."""
_MOST_GROUPS = 40
_MOST_PROPOSALS = 12
_EXAMPLES = 5
_KEYWORDS = 8
_NAME_WORDS = 2
_SHORTEST_WORD = 3
_CLOSE = 0.35
"""Cosine similarity, after centering, from which two comments count as alike."""
_WORD = re.compile(r"[^\W\d_]+")

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A theme that several people spoke of and that has no code.

    Attributes
    ----------
    name : str
        Its strongest keywords; a person finds a better one.
    keywords : tuple of str
        Each used by at least k people in these comments.
    comments, people : int
    examples : tuple of int
        Places of the most typical comments. For the person who decides, not for the codebook.
    places : tuple of int
        Of all its comments.
    """

    name: str
    keywords: tuple[str, ...]
    comments: int
    people: int
    examples: tuple[int, ...]
    places: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Induction:
    """What was found in the comments without a code.

    Attributes
    ----------
    proposals : tuple of Proposal
        The one most people spoke of first; empty for fewer than `FEWEST` comments.
    ranked : tuple of int
        Places of all comments of different wording, those first that most others are like; only
        for fewer than `FEWEST`.
    grouped, left : int
        Comments in proposals, and the others.
    """

    proposals: tuple[Proposal, ...]
    ranked: tuple[int, ...]
    grouped: int
    left: int


def induce(
    texts: Sequence[str], vectors: Vectors, speakers: Sequence[str], k: int = 5
) -> Induction:
    """Propose themes for comments that got no code.

    Parameters
    ----------
    texts : sequence of str
        Clean comments without a code, non-answers left out.
    vectors : array of float, (texts, width)
        From an `Encoder`.
    speakers : sequence of str
        Who said each, or the document where the notes do not tell: what counts as one person.
    k : int
        Fewest people behind a proposal, and behind each of its keywords.

    Raises
    ------
    UsageError
        ``coding.model.lengths`` when the sequences differ in length.
    """
    if not len(texts) == len(vectors) == len(speakers):
        raise UsageError("coding.model.lengths")
    order = sorted(range(len(texts)), key=lambda place: _chance(texts[place], speakers[place]))
    first: dict[str, int] = {}
    for place in order:
        first.setdefault(wording(texts[place]), place)
    distinct = list(first.values())
    if not distinct:
        return Induction((), (), 0, 0)
    points = _centered(vectors[distinct])
    if len(distinct) < FEWEST:
        return Induction((), _ranked(distinct, points), 0, len(texts))
    members: defaultdict[int, list[int]] = defaultdict(list)
    label_of = dict(zip(first, _groups(points), strict=True))
    for place in order:
        members[label_of[wording(texts[place])]].append(place)
    row_of = dict(zip(distinct, points, strict=True))
    groups = {
        label: [(place, row_of[first[wording(texts[place])]]) for place in places]
        for label, places in members.items()
    }
    # What one person pasted forty times weighs once.
    once = set(distinct)
    weights = _telling_words(
        [[texts[p] for p in members[label] if p in once] for label in sorted(members)]
    )
    found = [
        _proposal(groups[label], texts, speakers, weight, k)
        for label, weight in zip(sorted(members), weights, strict=True)
    ]
    proposals = sorted(
        (p for p in found if p is not None), key=lambda p: (-p.people, -p.comments, p.name)
    )[:_MOST_PROPOSALS]
    grouped = sum(p.comments for p in proposals)
    return Induction(tuple(proposals), (), grouped, len(texts) - grouped)


def new_code(
    codebook: Codebook,
    title: str,
    definition: str,
    keywords: Iterable[str] = (),
    examples: Iterable[str] = (),
) -> Code:
    """Make a code a person describes, with an id that is free in a codebook.

    Parameters
    ----------
    codebook : Codebook
    title, definition : str
        In bokmål.
    keywords, examples : iterable of str
        Examples are written by that person. Comments themselves do not go into a codebook: it is
        passed on.

    Raises
    ------
    UsageError
        ``coding.codebook.content`` when a text is empty or too long.
    """
    taken = {part.id for part in codebook.parts}
    code = {
        "id": id_from(title, taken),
        "title": {"nb": title},
        "definition": {"nb": definition},
        "include": {"nb": tuple(examples)},
        "keywords": tuple(keywords),
    }
    checked = Codebook.checked(
        {"id": codebook.id, "version": "1", "title": {"nb": title}, "codes": [code]}
    )
    return checked.codes[0]


def accept(
    codebook: Codebook,
    proposal: Proposal,
    title: str,
    definition: str,
    examples: Iterable[str] = (),
) -> Codebook:
    """Make a code of a proposal; return the codebook with it and the next version.

    Parameters
    ----------
    codebook : Codebook
    proposal : Proposal
        Gives the keywords.
    title, definition, examples
        As in `new_code`.

    Raises
    ------
    UsageError
        As `new_code` and `Codebook.with_code`.
    """
    return codebook.with_code(new_code(codebook, title, definition, proposal.keywords, examples))


def _chance(text: str, speaker: str) -> tuple[str, str]:
    """Order that hangs on what was said, not on when or where."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), speaker


def _centered(vectors: Vectors) -> Vectors:
    points = vectors.astype(np.float64)
    points -= points.mean(axis=0)
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    # Rounded: the last bits of a sum differ between machines, and would decide between equals.
    rounded: Vectors = np.round(points / np.where(lengths > 0, lengths, 1), 6).astype(np.float32)
    return rounded


def _ranked(places: Sequence[int], points: Vectors) -> tuple[int, ...]:
    alike = (points @ points.T >= _CLOSE).sum(axis=1)
    near = np.round((points @ points.T).mean(axis=1), 4)
    ranks = sorted(range(len(places)), key=lambda row: (-alike[row], -near[row], row))
    return tuple(places[row] for row in ranks)


def _groups(points: Vectors) -> list[int]:
    """Return a group for every point: Ward's method on a part of them, the rest to the nearest."""
    from sklearn.cluster import AgglomerativeClustering

    part = points[:_MOST_AT_ONCE]  # in an order that hangs on the texts alone
    number = min(_MOST_GROUPS, max(2, round(math.sqrt(len(part)))))
    labels = AgglomerativeClustering(n_clusters=number, linkage="ward").fit_predict(part)
    middles = np.stack([part[labels == label].mean(axis=0) for label in range(number)])
    nearest = (points[len(part) :] @ middles.T).argmax(axis=1)
    return [int(label) for label in (*labels, *nearest)]


def _proposal(
    group: Sequence[tuple[int, Vectors]],
    texts: Sequence[str],
    speakers: Sequence[str],
    weight: dict[str, float],
    k: int,
) -> Proposal | None:
    """Return what a group proposes; None where too few stand behind it or it has no common word."""
    middle = np.mean([point for _, point in group], axis=0)
    length = float(np.linalg.norm(middle))
    if length == 0:
        return None
    near = {place: float(np.round(point @ middle / length, 4)) for place, point in group}
    close = [place for place, _ in group if near[place] >= _CLOSE]
    people = {speakers[place] for place in close}
    keywords = _keywords(close, texts, speakers, weight, k)
    if len(people) < k or not keywords:
        return None
    typical = sorted(close, key=lambda place: (-near[place], _chance(texts[place], "")))
    chosen: dict[str, int] = {}
    for place in typical:
        chosen.setdefault(wording(texts[place]), place)
    return Proposal(
        " / ".join(keywords[:_NAME_WORDS]),
        keywords,
        len(close),
        len(people),
        tuple(chosen.values())[:_EXAMPLES],
        tuple(sorted(close)),
    )


def _telling_words(groups: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Return by group how much each word tells it from the others.

    Class-based TF-IDF: ``tf * log(1 + A / f)``, where tf is the share of the word in the group, f
    how often it stands in all groups, A the average number of words of a group. Source:
    Grootendorst 2022, "BERTopic", arXiv 2203.05794, section 3.3.
    """
    counts = [Counter(word for text in group for word in _words(text)) for group in groups]
    together = sum(counts, Counter())
    average = together.total() / max(len(groups), 1)
    return [
        {
            word: number / count.total() * math.log(1 + average / together[word])
            for word, number in count.items()
        }
        for count in counts
    ]


def _keywords(
    places: Sequence[int],
    texts: Sequence[str],
    speakers: Sequence[str],
    weight: dict[str, float],
    k: int,
) -> tuple[str, ...]:
    """Return the most telling words, each as at least k people wrote it."""
    people: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in places:
        for form in _WORD.findall(neutralize(texts[place]).casefold()):
            people[fold(form).strip()][form].add(speakers[place])
    safe = {
        word: max(forms, key=lambda form: (len(forms[form]), form))
        for word, forms in people.items()
        if word in weight and max(map(len, forms.values())) >= k
    }
    ranked = sorted(safe, key=lambda word: (-round(weight[word], 9), word))
    return tuple(safe[word] for word in ranked[:_KEYWORDS])


def _words(text: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(fold(text))
        if len(word) >= _SHORTEST_WORD and word not in _function_words()
    ]


@cache
def _function_words() -> frozenset[str]:
    words: str = lexicon("function_words")["words"]
    return frozenset(fold(word).strip() for word in words.split())
