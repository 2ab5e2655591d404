"""Checking the words a reviewer wants to put in the place of what somebody said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from medvirk_nlp.page.notes import Notes
from medvirk_nlp.records import Finding, Flag
from medvirk_nlp.review.flags import CODING_KINDS
from medvirk_nlp.texts import Texts

Check = Callable[[str], tuple[list[Finding], list[Flag]]]
"""Returns what the detector finds in a text, and the flags it raises."""
_SHORTEST_SECRET = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    """Words that must not stand in a paraphrase, and why."""

    words: str = field(repr=False)
    reason: str


class Checker:
    """The detector, loaded when a paraphrase is first checked.

    Parameters
    ----------
    load : callable
        Returns a ``Check``; takes some seconds.
    """

    def __init__(self, load: Callable[[], Check]) -> None:
        self._load = load
        self._check: Check | None = None

    def check(self, text: str) -> tuple[list[Finding], list[Flag]]:
        """Return what is found in a text."""
        if self._check is None:
            self._check = self._load()
        return self._check(text)


def detector_of(notes: Notes) -> Callable[[], Check]:
    """Return what loads the shipped detector with the policy of a project."""

    def load() -> Check:
        from medvirk_nlp.pipeline import load_for

        pipeline = load_for(notes.project, notes.folder)

        def check(text: str) -> tuple[list[Finding], list[Flag]]:
            found = pipeline.anonymize(text)
            return list(found.findings), list(found.flags)

        return check

    return load


def troubles(
    text: str, found: tuple[list[Finding], list[Flag]], secrets: Collection[str], say: Texts
) -> list[Trouble]:
    """Return all that speaks against a paraphrase; it is accepted when nothing does.

    Parameters
    ----------
    text : str
    found : tuple of list
        From ``Checker.check``.
    secrets : collection of str
        What is masked elsewhere in the run.
    say : Texts
    """
    findings, flags = found
    told = [
        Trouble(text[f.start : f.end], say(f"detection.type.{f.entity_type}"))
        for f in findings
        if f.action != "keep"
    ]
    told += [
        Trouble("" if f.start is None else text[f.start : f.end], say(f"review.flag.{f.kind}"))
        for f in flags
        if f.kind not in CODING_KINDS
    ]
    plain = _plain(text)
    told += [
        Trouble(secret, say("page.rewrite.secret"))
        for secret in sorted(secrets)
        if len(secret) >= _SHORTEST_SECRET
        and re.search(rf"(?<!\w){re.escape(_plain(secret))}(?:s|')?(?!\w)", plain)
    ]
    return list({(t.words, t.reason): t for t in told}.values())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
