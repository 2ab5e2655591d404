"""The flags of a passage: what detection and policy raised, and where the coder is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from medvirk_nlp.records import Flag
from medvirk_nlp.review.run_record import digest

KINDS = (
    "always_stop",
    "disclosure",
    "changed",
    "confidential",
    "combination",
    "own_case",
    "low_confidence",
    "leftover",
    "review_type",
    "quote",
    "uncertain_code",
)
"""Every kind of flag, in the order they are looked at. ``changed`` is raised by the review room
itself, for a passage whose text or basis is another than the one decided on."""
CODING_KINDS = frozenset({"uncertain_code"})
"""Kinds that concern the figures and nobody's privacy."""
NOT_IN_THE_WAY = frozenset({"quote"}) | CODING_KINDS
"""Kinds a release need not wait for: a comment that nobody has read is counted but not quoted."""
ONE_BY_ONE = frozenset({"always_stop", "disclosure", "confidential"})
"""Kinds that an approval of the whole passage does not cover, nor one of many passages."""
MASK_ANSWERS = frozenset({"confidential", "leftover", "low_confidence", "review_type"})
"""Kinds that are settled when their words are masked, of many passages at once too: that only takes
words away. The others are about more than words."""

POLARITY_FLOOR = 0.5
"""A polarity less probable than this is doubtful."""


def blocking_kinds(coding_blocks: bool = False) -> frozenset[str]:
    """Return the kinds that hold back a release."""
    return frozenset(KINDS) - NOT_IN_THE_WAY | (CODING_KINDS if coding_blocks else frozenset())


def build_flags(
    raised: Iterable[Flag],
    doubtful: Iterable[str] = (),
    polarity_confidence: float | None = None,
) -> tuple[Flag, ...]:
    """Return the flags of a passage, each once, the gravest first.

    Parameters
    ----------
    raised : iterable of Flag
        From detection and policy.
    doubtful : iterable of str
        Codes that the coder asks a person about.
    polarity_confidence : float or None
        None for a passage that is not coded.

    Raises
    ------
    ValueError
        When a flag is of a kind that nobody would look at.
    """
    flags = list(raised)
    if any(doubtful):
        flags.append(Flag("uncertain_code", 0, rule="theme"))
    if polarity_confidence is not None and polarity_confidence < POLARITY_FLOOR:
        flags.append(Flag("uncertain_code", 0, rule="polarity"))
    kept: dict[tuple[object, ...], Flag] = {}
    for flag in sorted(flags, key=_order):
        # the same words for the same kind of reason are looked at once, whichever rules saw them
        place = (flag.start, flag.end) if flag.start is not None else flag.rule
        kept.setdefault((flag.kind, place), replace(flag, priority=KINDS.index(flag.kind)))
    return tuple(kept.values())


def flag_id(passage_id: str, text_sha256: str, flag: Flag) -> str:
    """Return the id of a flag: the same as long as text, words and reason are the same."""
    told = [text_sha256, flag.kind, flag.start, flag.end, flag.rule]
    return f"{passage_id}.{digest(told)[:10]}"


def _order(flag: Flag) -> tuple[int, int, int, int, str]:
    start = -1 if flag.start is None else flag.start
    end = -1 if flag.end is None else flag.end
    return (KINDS.index(flag.kind), flag.priority, start, end, flag.rule)
