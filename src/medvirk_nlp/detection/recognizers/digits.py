"""Digits in groups, as people write them, and the checksums of Norwegian numbers."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_GROUP = re.compile(r"\d+")
_GAP = re.compile(r"[ \t]{0,2}[./\-]?[ \t]{0,2}(?:\r?\n[ \t]{0,8})?")
_LONGEST_GAP = 14
_MOST_GROUPS = 12
"""A number of at most twelve digits has no more groups."""
_USUAL_GROUPS = 5
"""More groups than these are one number only where no other digits follow or go before."""


class Digits(NamedTuple):
    """Neighboring groups of digits.

    Attributes
    ----------
    start, end : int
        Offsets into the text.
    digits : str
        All of them, without what stands between.
    shape : tuple of int
        Length of each group.
    gaps : str
        What stands between the groups, joined.
    alone : bool
        No group follows or goes before.
    """

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    gaps: str
    alone: bool


def windows(text: str, least: int, most: int) -> Iterator[Digits]:
    """Yield every run of neighboring digit groups that holds ``least`` to ``most`` digits.

    Groups are neighbors when at most a dot, slash or dash, blanks and one line break stand between
    them. Linear in the length of the text.

    Parameters
    ----------
    text : str
        Normalized text.
    least, most : int
        Number of digits, both included; ``most`` is at most 12.
    """
    chain: deque[tuple[int, int]] = deque(maxlen=_MOST_GROUPS)
    linked_before = False
    for match in _GROUP.finditer(text):
        if not (chain and _linked(text, chain[-1][1], match.start())):
            chain.clear()
            linked_before = False
        linked_before = linked_before or len(chain) == _MOST_GROUPS
        chain.append(match.span())
        total = 0
        for first in range(len(chain) - 1, -1, -1):
            total += chain[first][1] - chain[first][0]
            if total > most:
                break
            if total >= least:
                alone = first == 0 and not linked_before and not _continues(text, match.end())
                if alone or len(chain) - first <= _USUAL_GROUPS:
                    yield _digits(text, list(chain)[first:], alone)


def _digits(text: str, groups: Sequence[tuple[int, int]], alone: bool) -> Digits:
    gaps = "".join(text[end:start] for (_, end), (start, _) in pairwise(groups))
    return Digits(
        groups[0][0],
        groups[-1][1],
        "".join(text[start:end] for start, end in groups),
        tuple(end - start for start, end in groups),
        gaps,
        alone,
    )


def _linked(text: str, end: int, start: int) -> bool:
    return start - end <= _LONGEST_GAP and _GAP.fullmatch(text, end, start) is not None


def _continues(text: str, end: int) -> bool:
    gap = _GAP.match(text, end)
    return gap is not None and gap.end() > end and text[gap.end() : gap.end() + 1].isdigit()


def glued(text: str, start: int, end: int) -> bool:
    """Tell whether a number is part of a larger token: a word, a decimal, a time."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before and (before.isalnum() or before == "_"):
        return True
    if after and (after.isalnum() or after == "_"):
        return True
    return bool(
        (before and before in ",:." and text[max(0, start - 2) : start - 1].isdigit())
        or (after and after in ",:" and text[end + 1 : end + 2].isdigit())
    )


def weighted(digits: str, weights: Sequence[int]) -> int:
    """Return the sum of digits times weights, modulo 11; control digits may be part of both."""
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11


def national_id_checks(digits: str) -> bool:
    """Check the control digits of a fødselsnummer, D-number or a kindred number.

    The first control digit may leave a rest of 0 to 3, as numbers issued from 2032 do
    (Skatteetaten; navikt/fnrvalidator).
    """
    first = weighted(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1))
    second = weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return first <= 3 and second == 0


def account_checks(digits: str) -> bool:
    """Check the control digit of a Norwegian bank account number."""
    return weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0


def organization_checks(digits: str) -> bool:
    """Check the control digit of an organization number."""
    return weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0


def duf_checks(digits: str) -> bool:
    """Check the control digits of a DUF number.

    The weights are public in SSB's validator, though UDI's own example fails them.
    """
    return weighted(digits[:10], (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)) == int(digits[10:])
