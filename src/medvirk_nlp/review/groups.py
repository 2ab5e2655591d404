"""Flags that ask the same question, so that one answer may do for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from medvirk_nlp.review.flags import MASK_ANSWERS, ONE_BY_ONE
from medvirk_nlp.review.model import StoredFlag, StoredPassage
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.workspace import Workspace

Words = Callable[[str, int, int], str]
"""Returns the words of a passage id between two offsets into its source text."""


@dataclass(frozen=True, slots=True)
class Group:
    """Flags that ask the same question, so that one answer may do for all.

    Attributes
    ----------
    kind, rule : str
        Of the flags.
    entity_id : str or None
        Where all are about the same person, place ….
    flags, passages : tuple of str
        Ids, in the order of the queue. A flag that is always answered by itself is a group of one.
    """

    kind: str
    rule: str
    entity_id: str | None
    flags: tuple[str, ...]
    passages: tuple[str, ...]


def groups(workspace: Workspace, words: Words | None = None) -> list[Group]:
    """Gather what waits, the gravest first.

    Parameters
    ----------
    workspace : Workspace
    words : callable or None
        With it, doubtful words that look alike are gathered too.
    """
    states = workspace.states()
    found: dict[tuple[object, ...], list[tuple[StoredPassage, StoredFlag, str | None]]]
    found = defaultdict(list)
    for passage in workspace.passages():
        state = states[passage.id]
        if state.name == "withheld":
            continue
        for stored in (*state.open_flags, *state.other_flags):
            entity = _entity(stored, state)
            found[_question(passage, state, stored, entity, words)].append(
                (passage, stored, entity)
            )
    gathered = [
        (
            min(stored.flag.priority for _, stored, _ in members),
            Group(
                kind=members[0][1].flag.kind,
                rule=members[0][1].flag.rule,
                entity_id=_only({entity for _, _, entity in members}),
                flags=tuple(stored.id for _, stored, _ in members),
                passages=tuple(dict.fromkeys(passage.id for passage, _, _ in members)),
            ),
        )
        for members in found.values()
    ]
    return [group for _, group in sorted(gathered, key=lambda item: (item[0], item[1].flags))]


def _question(
    passage: StoredPassage,
    state: PassageState,
    stored: StoredFlag,
    entity: str | None,
    words: Words | None,
) -> tuple[object, ...]:
    """Return what a flag asks; flags with the same question are one group."""
    flag = stored.flag
    if flag.kind in ONE_BY_ONE - MASK_ANSWERS:
        return (stored.id,)
    if flag.kind in ("confidential", "combination", "review_type", "quote"):
        return (flag.kind, flag.rule)
    if flag.kind == "uncertain_code":
        doubtful = next((c.theme for c in passage.codes if c.verdict == "ask"), None)
        return (flag.kind, flag.rule, state.polarity if flag.rule == "polarity" else doubtful)
    if entity is not None:
        return (flag.kind, entity)
    if words is not None and flag.start is not None and flag.end is not None:
        return (flag.kind, words(passage.id, flag.start, flag.end).casefold())
    # the same words come out of both: whoever may leave in the one may leave in the other
    return (flag.kind, flag.rule, state.clean_sha256)


def _only(entities: set[str | None]) -> str | None:
    return entities.pop() if len(entities) == 1 else None


def _entity(stored: StoredFlag, state: PassageState) -> str | None:
    start, end = stored.flag.start, stored.flag.end
    if start is None or end is None:
        return None
    return next((f.entity_id for f in state.findings if f.start < end and start < f.end), None)
