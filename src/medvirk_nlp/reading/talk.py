"""What those who lead a talk say: questions, probes, and small talk about sound and picture."""

from __future__ import annotations

import re

from medvirk_nlp.reading.vocabulary import Vocabulary

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_SMALL_TALK_WORDS = 12
_REPLY_WORDS = 6
"""Longest turn that may still be but small talk, and but a reply to it."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a turn, parted at their marks."""
    return _SENTENCE.split(text)


def is_small_talk(text: str, vocabulary: Vocabulary, *, reply: bool = False) -> bool:
    """Tell whether a turn is about the meeting's sound, picture or recording.

    Parameters
    ----------
    text : str
    vocabulary : Vocabulary
    reply : bool
        Whether it answers small talk; then any few words are («Ja, fint»).
    """
    length = len(text.split())
    told = length <= _SMALL_TALK_WORDS and vocabulary.any_word("small_talk", text)
    return told or (reply and length <= _REPLY_WORDS)


def asks(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a turn puts a question that answers may stand under.

    A probe («Kan du si mer?», «Ikke sant?») and small talk («Hører dere meg?») put none.
    """
    return any(
        sentence.rstrip(" »\"'").endswith("?")
        and not vocabulary.has("probes", sentence.strip(" .?!»«\"'"))
        and not vocabulary.any_word("small_talk", sentence)
        for sentence in sentences(text)
    )
