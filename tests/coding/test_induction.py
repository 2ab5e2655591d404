from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.induction import FEWEST, Induction, accept, induce
from medvirk_nlp.coding.spelling import lexicon
from medvirk_nlp.errors import UsageError

TOPICS = {
    "buss": ("bussen", "skyss", "kjøring", "reisetid", "billett"),
    "hund": ("hunden", "katten", "kjæledyr", "stallen", "hest"),
    "mat": ("middagen", "maten", "frokost", "kjøkkenet", "pålegg"),
}
FILL = ("var", "det", "vi", "savner", "hadde", "aldri", "ofte", "med", "lenge", "siden")


def own(topic: str, number: int) -> str:
    """Return a word that stands in one comment alone."""
    return "zq" + topic[::-1] + "".join(chr(97 + int(digit)) for digit in f"{number:03}")


def comments(number: int = 80) -> list[str]:
    drawn = random.Random(5)
    return [
        " ".join([*drawn.sample(words, 3), *drawn.sample(FILL, 4), own(topic, n)])
        for topic, words in TOPICS.items()
        for n in range(number)
    ]


@cache
def _direction(word: str) -> tuple[float, ...]:
    seed = sum(ord(c) * 31**i for i, c in enumerate(word)) % 2**32
    return tuple(np.random.default_rng(seed).normal(size=24))


def encode(texts: list[str]) -> np.ndarray:
    """A toy encoder: words of one topic point the same way, all others nowhere much."""
    topic_of = {word: topic for topic, words in TOPICS.items() for word in words}
    rows = []
    for text in texts:
        vector = np.zeros(24)
        for word in text.split():
            topic = topic_of.get(word)
            vector += np.array(_direction(topic)) * 2 if topic else np.array(_direction(word)) * 0.2
        rows.append(vector)
    return np.array(rows, dtype=np.float32).reshape(len(texts), 24)


def run(texts: list[str], speakers: list[str] | None = None, k: int = 5) -> Induction:
    return induce(texts, encode(texts), speakers or [f"p{n}" for n in range(len(texts))], k)


def test_what_several_people_speak_of_is_proposed() -> None:
    texts = comments()
    found = run(texts)
    assert found.ranked == ()
    words = {w for p in found.proposals for w in p.keywords}
    assert {w for topic in TOPICS.values() for w in topic} >= {
        p.name.split(" / ")[0] for p in found.proposals
    }
    assert all(set(topic) & words for topic in TOPICS.values())
    assert found.grouped + found.left == len(texts)
    best = found.proposals[0]
    assert 1 <= len(best.examples) <= 5 and set(best.examples) <= set(best.places)
    assert best.people == best.comments >= 5


def test_no_keyword_is_a_function_word_or_said_by_few() -> None:
    found = run(comments())
    told = [w for p in found.proposals for w in p.keywords]
    assert not {"var", "det", "vi", "med", "hadde"}.intersection(told)
    assert not any(word.startswith("zq") for word in told)


def test_one_person_is_no_theme() -> None:
    texts = comments()
    alone = [
        "den samme" if set(TOPICS["hund"]) & set(text.split()) else f"p{n}"
        for n, text in enumerate(texts)
    ]
    found = run(texts, alone)
    words = {w for p in found.proposals for w in p.keywords}
    assert not set(TOPICS["hund"]) & words
    assert set(TOPICS["buss"]) & words
    assert run(texts, ["den samme"] * len(texts)).proposals == ()


def test_every_keyword_is_written_so_by_k_people() -> None:
    texts = comments()
    for k in (5, 12):
        for proposal in run(texts, k=k).proposals:
            for word in proposal.keywords:
                assert sum(word in texts[p].split() for p in proposal.places) >= k


def test_order_changes_nothing() -> None:
    texts = comments()
    speakers = [f"p{n % 60}" for n in range(len(texts))]
    turned = list(range(len(texts)))
    random.Random(2).shuffle(turned)
    one = run(texts, speakers)
    other = run([texts[i] for i in turned], [speakers[i] for i in turned])
    assert [(p.name, p.keywords, p.comments, p.people) for p in one.proposals] == [
        (p.name, p.keywords, p.comments, p.people) for p in other.proposals
    ]
    assert [{texts[i] for i in p.places} for p in one.proposals] == [
        {texts[turned[i]] for i in p.places} for p in other.proposals
    ]


def test_the_same_words_again_move_nothing() -> None:
    texts = comments()
    again = [*texts, *[texts[0].upper() + "!"] * 30]
    speakers = [f"p{n}" for n in range(len(texts))] + ["p0"] * 30
    one, other = run(texts), run(again, speakers)
    assert [p.keywords for p in one.proposals] == [p.keywords for p in other.proposals]
    assert [p.people for p in one.proposals] == [p.people for p in other.proposals]


def test_a_large_material_is_grouped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medvirk_nlp.coding.induction._MOST_AT_ONCE", 120)
    found = run(comments())
    words = {w for p in found.proposals for w in p.keywords}
    assert all(set(topic) & words for topic in TOPICS.values())


def test_few_comments_are_listed_and_not_grouped() -> None:
    texts = [*comments(20), "noe helt for seg selv om romskip", "NOE helt for seg selv om romskip!"]
    assert len(texts) < FEWEST
    found = run(texts)
    assert found.proposals == () and found.left == len(texts)
    assert len(found.ranked) == len(texts) - 1  # the same wording once
    assert texts[found.ranked[-1]].casefold().startswith("noe helt")


def test_masks_are_no_keywords() -> None:
    texts = [f"{text} [navn {n % 3}] [sted]" for n, text in enumerate(comments())]
    told = {w for p in run(texts).proposals for w in p.keywords}
    assert not told & {"navn", "sted", "plassholder"}


def test_nothing_is_nothing() -> None:
    assert run([]) == Induction((), (), 0, 0)
    with pytest.raises(UsageError):
        induce(["a"], encode([]), ["p"])


def test_a_person_makes_a_code_of_it() -> None:
    book = Codebook.from_file("barnevern")
    proposal = run(comments()).proposals[0]
    grown = accept(
        book,
        proposal,
        "Å komme seg dit",
        "Reise og skyss.",
        ["Ingen buss."],
    )
    code = grown.codes[-1]
    assert (grown.version, code.id) == ("1.1", "a_komme_seg_dit")
    assert code.keywords == proposal.keywords
    assert code.include.nb == ("Ingen buss.",)
    assert grown.codes[:-1] == book.codes
    with pytest.raises(UsageError) as caught:
        accept(book, proposal, "Skyss", "")
    assert caught.value.key == "coding.codebook.content"


def test_the_function_words_hold_no_negation() -> None:
    words = lexicon("function_words")["words"].split()
    assert not {"ikke", "aldri", "ingen", "ingenting", "ikkje", "inga"} & set(words)
    assert all(word.isalpha() for word in words)
