"""Warning a reader of a passage that may be about the reader."""

from __future__ import annotations

import re

from medvirk_nlp.page.sessions import Session
from medvirk_nlp.records import Passage
from medvirk_nlp.texts import LANGUAGES, Texts, texts

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3


def interests(passage: Passage, session: Session, say: Texts) -> list[str]:
    """Return why somebody else should decide about a passage, in words; mostly nothing.

    Parameters
    ----------
    passage : Passage
    session : Session
        With the reader's name and role, which live in memory only.
    say : Texts
    """
    words = {word.casefold() for word in _WORD.findall(passage.text)}
    own = {part.casefold() for part in _WORD.findall(session.name) if len(part) >= _SHORTEST}
    own |= {f"{part}s" for part in own}
    found = []
    if own & words or _initials(session.initials, passage.text):
        found.append(say("page.interest.named"))
    if session.role == "leader" and words & _leader_words():
        found.append(say("page.interest.leader"))
    return found


def _initials(initials: str, text: str) -> bool:
    """Tell whether the reader's initials stand in a text as they are written."""
    bare = "".join(filter(str.isalnum, initials)).upper()
    written = r"\.?".join(map(re.escape, bare))
    return len(bare) > 1 and re.search(rf"(?<!\w){written}(?!\w)", text) is not None


def _leader_words() -> set[str]:
    lists = (texts(language).get("page.interest.leader_words") for language in LANGUAGES)
    return {str(word) for words in lists if isinstance(words, list) for word in words}
