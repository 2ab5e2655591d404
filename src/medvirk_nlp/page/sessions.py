"""Who is at the page: the link that lets somebody in once, and the readers who came in by it."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from medvirk_nlp.review.decisions import INITIALS

COOKIE = "medvirk"
LINK_LIFE = 600
"""Seconds in which the link must be used."""
_BYTES = 32


@dataclass
class Session:
    """One browser that is let in. All of it is forgotten when the page closes.

    Attributes
    ----------
    key : str
        What the cookie holds.
    csrf : str
        What every form must bring along.
    initials, role : str
        Of the reader; empty until they are told.
    name : str
        Looked for in the notes, to warn the reader of what is about himself or herself.
    language, theme : str
        Empty for those of the project and of the machine.
    keys : bool
        Whether single letters are shortcuts.
    told : str
        What is said on the next page shown.
    decided : list of tuple of int
        Numbers of this reader's decisions, what was decided by one key in one.
    shown : dict of str to float
        When a passage was first shown since it was last decided about, in seconds.
    """

    key: str
    csrf: str
    initials: str = ""
    role: str = ""
    name: str = field(default="", repr=False)
    language: str = ""
    theme: str = ""
    keys: bool = True
    told: str = ""
    decided: list[tuple[int, ...]] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)

    def introduce(self, initials: str, role: str, name: str) -> bool:
        """Take down who is reading; False when the initials cannot be."""
        if not INITIALS.fullmatch(initials):
            return False
        if initials != self.initials:
            self.decided.clear()
        self.initials, self.role, self.name = initials, role, name
        return True

    def looks_at(self, passage_id: str) -> None:
        """Note that a passage is shown."""
        self.shown.setdefault(passage_id, time.monotonic())

    def looked_at(self, passage_id: str) -> int | None:
        """Return for how many seconds a passage was shown, and begin anew."""
        since = self.shown.pop(passage_id, None)
        return None if since is None else round(time.monotonic() - since)

    def checks(self, csrf: str) -> bool:
        """Tell whether a form came from a page of this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "replace"))


class Sessions:
    """The one link and the sessions, in memory only.

    Parameters
    ----------
    clock : callable
        Returns seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._link: str | None = None
        self._until = 0.0

    def new_link(self) -> str:
        """Return a token that lets one browser in, once; an earlier one is void."""
        self._link = secrets.token_urlsafe(_BYTES)
        self._until = self._clock() + LINK_LIFE
        return self._link

    def enter(self, token: str) -> Session | None:
        """Exchange a token for a session; None when it is used, too old or wrong."""
        known = self._link
        if known is None or not hmac.compare_digest(known.encode(), token.encode()):
            return None
        self._link = None
        if self._clock() > self._until:
            return None
        session = Session(secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES))
        self._sessions[session.key] = session
        return session

    def find(self, key: str | None) -> Session | None:
        """Return the session of a cookie."""
        return self._sessions.get(key) if key else None
