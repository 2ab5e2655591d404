"""Who speaks: labels at line start and speaker lines of transcripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.vocabulary import Vocabulary, fold, words

_LABEL = re.compile(r"(?P<label>[^\s:«\"][^:«»\"!?]{0,38}?)\s?:\s+(?=\S)")
_TURN = re.compile(r"(?P<name>\S.{0,58}?\S),?\s{1,8}(?:kl\.?\s?)?\d{1,2}(?:[.:]\d{2}){1,2}$")
_MAX_WORDS = 4
_LEADER_WORDS = 2
_ASKS = 0.6
"""Share of turns ending in a question mark from which a speaker counts as the facilitator."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The label of a line: what is written, and where the speech begins."""

    label: str
    start: int


def label(text: str, vocabulary: Vocabulary) -> Speaker | None:
    """Return the speaker label a line opens with, None where it has none.

    A label is up to four words before a colon that begin with a capital letter or a digit, or
    one word in lower case; words like "Forslag" and "Praktisk" are labels of no speaker.
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    written = match["label"]
    parts = written.split()
    known = ("labels", "agenda", "follow_up", "attendance", "absence", "staff")
    if vocabulary.has("facilitator", parts[0]) and len(parts) <= _LEADER_WORDS:
        return Speaker(written, match.end())
    if len(parts) > _MAX_WORDS or any(vocabulary.starts(key, written) for key in known):
        return None
    if vocabulary.starts("question", written):
        return None
    capital = all(part[:1].isupper() or not part[:1].isalpha() for part in parts)
    if capital or len(parts) == 1 or (written[:1].isupper() and parts[-1][-1:].isdigit()):
        return Speaker(written, match.end())
    return None


def turn_line(text: str) -> str | None:
    """Return the name on a line that holds only a speaker and a time («Kari N   0:01:23»)."""
    match = _TURN.fullmatch(text.strip())
    if match is None or not all(
        part[0].isupper() or part[0] in "(" for part in match["name"].split()
    ):
        return None
    return match["name"].rstrip(",")


def facilitators(
    turns: Sequence[tuple[str, str]], listed: Sequence[str], vocabulary: Vocabulary
) -> frozenset[str]:
    """Return the folded labels of those who lead the talk.

    Parameters
    ----------
    turns : sequence of (label, speech)
        Every labelled turn of the document.
    listed : sequence of str
        Names that the note itself lists as leading ("Fasilitator: …").
    """
    said, asked = Counter[str](), Counter[str]()
    for who, speech in turns:
        said[fold(who)] += 1
        asked[fold(who)] += speech.rstrip(" »\"'").endswith("?")
    names = {fold(name).split(" ")[0] for name in listed if name.strip()}
    found = set()
    for who, count in said.items():
        by_word = vocabulary.has("facilitator", who) or any(
            vocabulary.has("facilitator", word) for word in words(who) if len(word) > 1
        )
        by_list = who.split(" ")[0] in names and asked[who] > 0
        by_asking = len(said) > 1 and asked[who] >= 2 and asked[who] >= _ASKS * count
        if by_word or by_list or by_asking:
            found.add(who)
    return frozenset(found)


def labelled(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Speaker | None]:
    """Return the speaker label of each line.

    A label written in lower case that no other line repeats is taken for a topic, not a speaker.
    """
    found = [label(line.text, vocabulary) if not line.heading else None for line in lines]
    counts = Counter(fold(speaker.label) for speaker in found if speaker)
    return [None if s and s.label[:1].islower() and counts[fold(s.label)] < 2 else s for s in found]
