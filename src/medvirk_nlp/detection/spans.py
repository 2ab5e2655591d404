"""From overlapping findings to a sorted, disjoint set.

Recognizers overlap: "Kari Nordmanns gate 5" is a name and an address. What is masked is the union
of what overlaps, under one label, so that no rest of either shows. Findings to be kept yield to
all others; a wide one can therefore not hide a person inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from medvirk_nlp.records import Finding

_SPECIFICITY = (
    *("LOCATION", "ORGANIZATION", "DATE", "AGE", "OCCUPATION", "FAMILY", "EVENT", "DEMOGRAPHIC"),
    *("HEALTH", "PERSON", "STREET_ADDRESS", "URL", "USERNAME", "EMAIL_ADDRESS", "PHONE_NUMBER"),
    *("LICENSE_PLATE", "IP_ADDRESS", "ORG_NUMBER", "CASE_NUMBER", "BANK_ACCOUNT", "DUF_NUMBER"),
    "NATIONAL_ID",
)
"""Entity types from the vaguest to the most particular."""
_TRUSTED = 0.5
"""A more specific type gives the label only if its finding is at least this sure."""

_EDGE = set(',;:!?…«»“”„"*•-–—')
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
_APOSTROPHES = "'’"
_GAP_IN_NAME = re.compile(r"[ \t\u00a0\u2009]{0,2}[-‐‑]?[ \t\u00a0\u2009]{0,2}")


def resolve(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Return sorted, disjoint findings that cover all that the given ones cover.

    Whitespace and punctuation at the edges of a finding are left out. Where findings overlap, the
    result spans their union; a direct identifier gives the label before a quasi-identifier, a
    trusted score before a weak one, then the most specific type, then the highest score. Parts of
    one name, side by side, become one finding. Findings whose action is "keep" are cut to what no
    other finding covers.

    Parameters
    ----------
    findings : iterable of Finding
        In any order.
    text : str
        What the offsets point into.

    Raises
    ------
    ValueError
        When a finding ends behind the text.
    """
    trimmed = [_trim(finding, text) for finding in findings]
    hiding = [_trim(f, text) for f in _unite(f for f in trimmed if f.action != "keep")]
    # A lone bracket is trimmed only when a name beside it has taken it in.
    hiding = [_trim(finding, text) for finding in _join_names(hiding, text)]
    kept = _unite(f for f in trimmed if f.action == "keep")
    rests = [_trim(rest, text) for rest in _cut(kept, hiding)]
    rests = [_trim(rest, text) for rest in _join_names(rests, text)]
    return sorted([*hiding, *rests], key=lambda f: f.start)


def _trim(finding: Finding, text: str) -> Finding:
    """Leave out whitespace and punctuation at the edges, unless nothing else is there."""
    start, end = finding.start, finding.end
    if end > len(text):
        raise ValueError(f"finding ends at {end}, the text at {len(text)}")
    while start < end:
        if _idle_first(text, start, end):
            start += 1
        elif _idle_last(text, start, end):
            end -= 1
        else:
            return replace(finding, start=start, end=end)
    return finding


def _idle_first(text: str, start: int, end: int) -> bool:
    char = text[start]
    if char in _BRACKETS:  # kept where it closes inside: "(+47) 912 34 567"
        return _BRACKETS[char] not in text[start : end - 1]
    return char.isspace() or char in _EDGE or char in _CLOSING or char in _APOSTROPHES + "."


def _idle_last(text: str, start: int, end: int) -> bool:
    char = text[end - 1]
    if char in _CLOSING:
        return _CLOSING[char] not in text[start + 1 : end]
    before = text[end - 2] if end - start >= 2 else " "
    if char == ".":  # part of initials: "Kari N.", "K.N."
        return not (before.isalpha() and (end < 3 or not text[end - 3].isalpha()))
    if char in _APOSTROPHES:  # the genitive of a name in s, x, z
        return before not in "sxzSXZ"
    return char.isspace() or char in _EDGE or char in _BRACKETS


def _rank(finding: Finding) -> tuple[object, ...]:
    """Order in which findings may give the label, highest first; no two unequal ones tie."""
    return (
        finding.identifier == "direct",
        finding.score >= _TRUSTED,
        _SPECIFICITY.index(finding.entity_type),
        finding.score,
        finding.end - finding.start,
        finding.action,
        finding.confidential or "",
        finding.entity_id or "",
        finding.recognizer,
        finding.start,
    )


def _unite(findings: Iterable[Finding]) -> list[Finding]:
    """Replace each group of overlapping findings by one over their union."""
    groups: list[list[Finding]] = []
    reach = -1
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if finding.start < reach:
            groups[-1].append(finding)
        else:
            groups.append([finding])
        reach = max(reach, finding.end)
    return [_one(group) for group in groups]


def _one(group: list[Finding]) -> Finding:
    """Return the label of a group over the union of its spans."""
    if len(group) == 1:
        return group[0]
    ranked = sorted(group, key=_rank, reverse=True)
    label = ranked[0]
    same = [f for f in ranked if f.entity_type == label.entity_type]
    return replace(
        label,
        start=min(f.start for f in group),
        end=max(f.end for f in group),
        score=max(f.score for f in group),
        confidential=next((f.confidential for f in ranked if f.confidential), None),
        entity_id=next((f.entity_id for f in same if f.entity_id), None),
    )


def _join_names(findings: list[Finding], text: str) -> list[Finding]:
    """Join neighbouring parts of one name: first name and surname, "Lill" and "Ann"."""
    joined: list[Finding] = []
    for finding in findings:
        before = joined[-1] if joined else None
        if before is not None and _same_name(before, finding, text):
            joined[-1] = _one([before, finding])
        else:
            joined.append(finding)
    return joined


def _same_name(left: Finding, right: Finding, text: str) -> bool:
    if not left.entity_type == right.entity_type == "PERSON" or left.action != right.action:
        return False
    if left.entity_id and right.entity_id and left.entity_id != right.entity_id:
        return False
    return _GAP_IN_NAME.fullmatch(text, left.end, right.start) is not None


def _cut(kept: list[Finding], hiding: list[Finding]) -> list[Finding]:
    """Return what the hiding findings leave of the kept ones. Both sorted and disjoint."""
    rests: list[Finding] = []
    first = 0
    for finding in kept:
        start = finding.start
        while first < len(hiding) and hiding[first].end <= start:
            first += 1
        while first < len(hiding) and hiding[first].start < finding.end:
            if hiding[first].start > start:
                rests.append(replace(finding, start=start, end=hiding[first].start))
            start = max(start, hiding[first].end)
            if start >= finding.end:  # it may also reach into the next kept one
                break
            first += 1
        if start < finding.end:
            rests.append(replace(finding, start=start))
    return rests
