"""Letters in notes: greeting, closing and signature, told apart from what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medvirk_nlp.reading.attendance import is_contact
from medvirk_nlp.reading.identity import is_person
from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.vocabulary import Vocabulary, words

_CLOSING_WORDS = 8
_LETTER_END = 0.6
"""Share of a text after which a line may be its signature, wherever it stands."""
_SIGNATURE_LINES = 6
_SIGNATURE_WORDS = 7
_GREETING_WORDS = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def letter_lines(
    lines: Sequence[Line], headings: Sequence[bool], vocabulary: Vocabulary
) -> frozenset[int]:
    """Return which lines greet, close or sign a letter.

    A letter is the note, or what stands under a heading of it («Ettersendt på e-post:»).
    """
    found: set[int] = set()
    starts = [0, *(n + 1 for n, yes in enumerate(headings) if yes)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        stop = end - 1 if end < len(lines) or (headings and headings[-1]) else end
        greeted = next(
            (n for n in range(start, min(start + 2, stop)) if _greets(lines[n], vocabulary)), None
        )
        if greeted is not None:
            found.add(greeted)
        closing = next(
            (n for n in range(start, stop) if _closes(lines, n, stop, vocabulary)),
            None,
        )
        if closing is not None:
            found.update(range(closing, stop))
    return frozenset(found)


def _greets(line: Line, vocabulary: Vocabulary) -> bool:
    short = len(line.text.split()) <= _CLOSING_WORDS
    return not line.mark and short and vocabulary.starts("greeting", line.text)


def _closes(lines: Sequence[Line], at: int, stop: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a line closes a letter and nothing but a signature follows."""
    line = lines[at]
    if line.mark or len(line.text.split()) > _CLOSING_WORDS:
        return False
    below = lines[at + 1 : stop]
    signed = len(below) <= _SIGNATURE_LINES and all(_signs(line, vocabulary) for line in below)
    late = at >= _LETTER_END * len(lines) or bool(below) or at == stop - 1
    return vocabulary.starts("closing", line.text) and signed and late


def _signs(line: Line, vocabulary: Vocabulary) -> bool:
    """Tell whether a line may stand in a signature: a name, a title, a number, «Sendt fra …»."""
    text = line.text
    if line.mark or len(text.split()) > _SIGNATURE_WORDS or text.endswith("?"):
        return False
    return (
        is_contact(text)
        or is_person(text, vocabulary)
        or vocabulary.starts("closing", text)
        or not (vocabulary.any_word("first_person", text) or vocabulary.any_word("opinion", text))
    )


def split_letter(text: str, vocabulary: Vocabulary) -> tuple[str, str, str]:
    """Return greeting, words and closing of a message on one line; empty where there is none.

    >>> from medvirk_nlp.reading.vocabulary import vocabulary
    >>> split_letter("Hei! De må ringe først. Klem fra Mia", vocabulary())
    ('Hei!', 'De må ringe først.', 'Klem fra Mia')
    """
    parts = _SENTENCE.split(text)
    greeting = closing = ""
    if len(parts) > 1 and _is_greeting(parts[0], vocabulary):
        greeting, parts = parts[0], parts[1:]
    if len(parts) > 1 and _is_closing(parts[-1], vocabulary):
        closing, parts = parts[-1], parts[:-1]
    if not greeting and not closing:
        return "", text, ""
    start = len(greeting)
    return greeting, text[start : len(text) - len(closing)].strip(), closing


def _is_greeting(sentence: str, vocabulary: Vocabulary) -> bool:
    short = len(words(sentence.strip(" !.,"))) <= _GREETING_WORDS
    return short and vocabulary.starts("greeting", sentence)


def _is_closing(sentence: str, vocabulary: Vocabulary) -> bool:
    short = len(words(sentence.strip(" !.,"))) <= _GREETING_WORDS
    return short and vocabulary.starts("closing", sentence)


def signed_name(text: str, vocabulary: Vocabulary) -> str:
    """Return the name in a line of a letter («Klem fra Mia», «Mia Moe»); empty for none.

    A name alone may be a first name only where a closing or greeting stands before it.
    """
    rest = text.strip(" .,!")
    for key in ("closing", "greeting"):
        for entry in vocabulary.entries(key):
            if vocabulary.starts(key, rest) and rest.casefold().startswith(entry):
                rest = rest[len(entry) :].strip(" .,!")
    opened = rest != text.strip(" .,!")
    parts = rest.split()
    named = all(part[:1].isupper() and part.replace("-", "").isalpha() for part in parts)
    return rest if is_person(rest, vocabulary) or (opened and named and len(parts) == 1) else ""
