"""Turning the rows of a decision table into decisions, all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from medvirk_nlp.records import Finding, Flag
from medvirk_nlp.review.model import Decision, DecisionAction, Payload, Request, StoredPassage
from medvirk_nlp.review.state import PassageState, changed_flag, with_mask
from medvirk_nlp.review.table_reading import TableDecision
from medvirk_nlp.review.workspace import Workspace

Rehash = Callable[[str, tuple[Finding, ...]], str]
"""Applies findings to the source text of a passage id and hashes the result (``text_hash``)."""


def apply_table(
    workspace: Workspace, rows: Sequence[TableDecision], rehash: Rehash
) -> list[Decision]:
    """Take the decisions of a table.

    A passage that one row withholds is withheld, whatever other rows say. Otherwise masks come
    first, so that approvals are of the text that results.

    Parameters
    ----------
    workspace : Workspace
    rows : sequence of TableDecision
        From ``read_table``.
    rehash : callable

    Raises
    ------
    UsageError, RefusedError
        As ``Workspace.decide``; nothing is then applied.
    """
    by_passage: dict[str, list[TableDecision]] = defaultdict(list)
    for row in rows:
        by_passage[row.passage_id].append(row)
    states = workspace.states()
    basis = workspace.run.settings.basis
    requests = [
        request
        for passage in workspace.passages()
        if passage.id in by_passage
        for request in _requests(passage, states[passage.id], by_passage[passage.id], basis, rehash)
    ]
    return workspace.decide(*requests)


def _requests(
    passage: StoredPassage,
    state: PassageState,
    rows: Sequence[TableDecision],
    basis: str,
    rehash: Rehash,
) -> Iterator[Request]:
    clean = state.clean_sha256

    def ask(
        row: TableDecision, action: DecisionAction, flag_id: str | None, payload: Payload
    ) -> Request:
        seen = (passage.text_sha256, clean)
        return Request(passage.id, action, row.reviewer, *seen, flag_id, payload)

    for row in rows:
        if row.action == "withhold":
            yield ask(row, "withhold", row.flag_id, Payload())
            return
    flags = {f.id: f.flag for f in (*state.open_flags, *state.other_flags)}
    findings = state.findings
    for row in rows:
        if row.action == "mask":
            start, end, entity_type = _words(flags[row.flag_id], findings)
            findings = with_mask(findings, start, end, entity_type)
            result = rehash(passage.id, findings)
            place = Payload(start=start, end=end, entity_type=entity_type, result_sha256=result)
            yield ask(row, "mask", row.flag_id, place)
            clean = result
    for row in rows:
        flag = flags[row.flag_id]
        coding = flag.kind == "uncertain_code"
        if row.themes is not None or row.polarity is not None:
            codes = Payload(themes=row.themes, polarity=row.polarity)
            yield ask(row, "recode", row.flag_id if coding else None, codes)
            if coding:
                continue
        if row.action == "approve":
            again = changed_flag(passage, clean, basis).id
            yield ask(row, "approve", again if flag.kind == "changed" else row.flag_id, Payload())
        elif row.action == "unquote":
            yield ask(row, "unquote", None, Payload())


def _words(flag: Flag, findings: Sequence[Finding]) -> tuple[int, int, str]:
    """Return the words of a flag, and their type where something was found there."""
    assert flag.start is not None and flag.end is not None
    start, end = flag.start, flag.end
    types = [f.entity_type for f in findings if f.start < end and start < f.end]
    return start, end, types[0] if types else "PERSON"
