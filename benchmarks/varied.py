"""Gold documents again and again, never twice the same: other names, other figures, lower case.

So no cache helps a benchmark that needs more texts than people marked.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count

from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.evaluation.metamorphic import rename
from medvirk_nlp.evaluation.names import origins

LOWER_CASE = 4
"""One document in so many is in lower case."""


def variation(documents: Sequence[GoldDocument], number: int) -> list[GoldDocument]:
    """Return the documents in their variation of that number, annotations carried along."""
    lot = random.Random(number)
    names = sorted(origins())
    varied = []
    for place, document in enumerate(documents):
        other = rename(document, names[(place + number) % len(names)], seed=number)
        text = "".join(lot.choice("0123456789") if c.isdigit() else c for c in other.text)
        lower = text.lower()
        if (place + number) % LOWER_CASE == 0 and len(lower) == len(text):
            text = lower
        varied.append(other.model_copy(update={"text": text}))
    return varied


def statements(documents: Sequence[GoldDocument], many: int) -> Iterator[str]:
    """Yield so many of what people said in the documents, each its own comment, no two alike.

    What holds neither name nor figure is joined to another statement where it comes again.
    """
    lot = random.Random(3)
    seen: set[int] = set()
    for number in count(1):
        said = [
            " ".join(document.text[s.start : s.end].split())
            for document in variation(documents, number)
            for s in document.segments
        ]
        if not said:
            raise SystemExit("the documents hold no statements")
        for text in said:
            while hash(text) in seen:
                text = f"{text} {lot.choice(said)}"
            seen.add(hash(text))
            yield text
            if len(seen) == many:
                return
