"""Places: lists, prepositions in front and the endings that Norwegian place names have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from medvirk_nlp.detection import gazetteer
from medvirk_nlp.detection.gazetteer import is_common_word, place_level
from medvirk_nlp.detection.lexical import organizations, people
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_LONGEST = 5
_SHORT = 4
"""Lower-case words of so few letters are places only behind a preposition."""


class PlaceRecognizer(NorwegianRecognizer):
    """Towns, municipalities, districts, regions and countries; never "norsk" or Norge."""

    entities = ("LOCATION",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield places; "kommune" behind one does not belong to it."""
        tokens = tokenize(view.text)
        taken = organizations.covered(view)
        index = 0
        while index < len(tokens):
            found = None if index in taken else _listed(tokens, index)
            if found is None:
                found = None if index in taken else _by_shape(tokens, index)
            if found is None:
                index += 1
                continue
            last, score, rule = found
            yield Match(tokens[index].start, tokens[last].end, score, rule)
            index = last + 1


@cache
def _long_names() -> frozenset[str]:
    """Return first words of the names of several words."""
    return frozenset(name.split(" ", 1)[0] for name in gazetteer.places() if " " in name)


def _listed(tokens: Sequence[Token], index: int) -> tuple[int, float, str] | None:
    token = tokens[index]
    if token.form in _long_names():
        for last in range(min(index + _LONGEST, len(tokens)) - 1, index, -1):
            words = tokens[index : last + 1]
            if all(t.joined for t in words[1:]):
                name = " ".join(t.form for t in words)
                if any(place_level(n) is not None for n in _bare(name)):
                    return last, 0.92, "listed"
    score = max((_word_score(tokens, index, name) for name in _bare(token.form)), default=0.0)
    return (index, score, "listed") if score else None


def _bare(name: str) -> tuple[str, ...]:
    """Return a name and what it may be the genitive or the first part of: "Oslos", "Oslo-turen"."""
    head = name.split("-", 1)[0]
    found = [name]
    if name.endswith("s") and len(name) > 4:
        found.append(name[:-1].rstrip("'"))
    if head != name and len(head) > 2:
        found.append(head)
    return tuple(found)


def _word_score(tokens: Sequence[Token], index: int, name: str) -> float:
    level = place_level(name)
    if level is None:
        return 0.0
    token = tokens[index]
    led = _led(tokens, index, strong=False)
    strong = _led(tokens, index, strong=True)
    municipal = index + 1 < len(tokens) and tokens[index + 1].form in cue("places", "after")
    is_name = people.list_level(name)
    if not token.capital:
        if level or is_common_word(name) or (is_name is not None and is_name < 4):
            return 0.6 if municipal and not is_common_word(name) else 0.0
        alone = 0.7 if len(name) > _SHORT else 0.0
        return 0.9 if strong or municipal else people.LIKELY if led else alone
    if municipal:
        return 0.95
    if is_name in (0, 1, 2, 3):
        return 0.88 if strong else people.MAYBE if led else 0.0
    if level:
        return 0.9 if strong else 0.86 if led and not token.starts else 0.3
    if strong or led:
        return 0.95
    return 0.7 if is_name is not None else 0.88


def _led(tokens: Sequence[Token], index: int, *, strong: bool) -> bool:
    key = "strong_prepositions" if strong else "prepositions"
    if index == 0 or not tokens[index].joined:
        return False
    return tokens[index - 1].form in cue("places", key)


def _by_shape(tokens: Sequence[Token], index: int) -> tuple[int, float, str] | None:
    """Score a capitalized word on no list by its preposition and its ending."""
    token = tokens[index]
    if not token.capital or token.upper or token.starts or is_common_word(token.form):
        return None
    if token.form in cue("names", "never") or len(token.form) < 3:
        return None
    level = people.list_level(token.form)
    strong = _led(tokens, index, strong=True)
    led = _led(tokens, index, strong=False)
    ending = any(
        token.form.endswith(e) and len(token.form) > len(e) + 2 for e in cue("places", "endings")
    )
    if level in (0, 1, 2, 3) or not led:
        return None
    if strong and ending:
        return index, 0.88, "shape"
    if strong:
        return index, 0.7, "shape"
    return (index, 0.7 if ending else 0.45, "shape")
