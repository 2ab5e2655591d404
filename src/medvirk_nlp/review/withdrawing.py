"""A participant takes back what was said: found by passage, or by document and respondent.

Withdrawing is a decision of its own kind in the chain. It can be taken back until a report is
released; after that it is refused, since nobody can find one person's words in the report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from medvirk_nlp.errors import UsageError
from medvirk_nlp.review.model import Decision, Payload, Request, StoredPassage
from medvirk_nlp.review.workspace import Workspace

_NUMBER = re.compile(r"[a-z]*0*(\d+)")


def contribution(
    workspace: Workspace,
    passages: Collection[str] = (),
    *,
    document: str = "",
    respondent: str = "",
) -> list[StoredPassage]:
    """Return the passages that are meant, all that one respondent said and filled in among them.

    Parameters
    ----------
    workspace : Workspace
    passages : collection of str
        Ids of passages.
    document : str
        Id of a document, together with ``respondent``.
    respondent : str
        Tag of a speaker or a row of a survey ("s2", "r005"), or its number alone ("5").

    Raises
    ------
    UsageError
        "review.withdraw.nothing" when a passage or a respondent is not there,
        "review.withdraw.ambiguous" when a number fits several respondents.
    """
    known = workspace.passages()
    found = [p for p in known if p.id in set(passages)]
    if len(found) != len(set(passages)):
        raise UsageError("review.withdraw.nothing")
    if document or respondent:
        within = [p for p in known if p.document_id == document and p.respondent]
        tags = _tags({p.respondent for p in within if p.respondent}, respondent)
        if len(tags) > 1:
            raise UsageError("review.withdraw.ambiguous")
        own = [p for p in within if p.respondent in tags and p not in found]
        if not own:
            raise UsageError("review.withdraw.nothing")
        found += own
    if not found:
        raise UsageError("review.withdraw.nothing")
    return found


def withdraw(
    workspace: Workspace, passages: Sequence[StoredPassage], *, reviewer: str
) -> list[Decision]:
    """Note that passages are withdrawn.

    Parameters
    ----------
    workspace : Workspace
    passages : sequence of StoredPassage
        From `contribution`.
    reviewer : str
        Initials of the person who notes it, not of the participant.

    Raises
    ------
    UsageError
        "review.withdraw.already" when all of it is withdrawn.
    RefusedError
        "review.withdraw.released" when a report has left the house; as ``Workspace.decide``.
    """
    states = workspace.states()
    left = [p for p in passages if not states[p.id].withdrawn]
    if not left:
        raise UsageError("review.withdraw.already")
    together = Payload(together=len(left) if len(left) > 1 else None)
    return workspace.decide(
        *(
            Request(
                p.id,
                "withdraw",
                reviewer,
                p.text_sha256,
                states[p.id].clean_sha256,
                payload=together,
            )
            for p in left
        )
    )


def restore(
    workspace: Workspace, passages: Sequence[StoredPassage], *, reviewer: str
) -> list[Decision]:
    """Take a withdrawal back, where it is the last thing decided about a passage.

    Raises
    ------
    UsageError
        "review.withdraw.not_withdrawn" when nothing of it is.
    RefusedError
        As `withdraw`.
    """
    states = workspace.states()
    gone = [
        p
        for p in passages
        if (standing := states[p.id].standing) and standing[-1].action == "withdraw"
    ]
    if not gone:
        raise UsageError("review.withdraw.not_withdrawn")
    return workspace.decide(
        *(Request(p.id, "undo", reviewer, p.text_sha256, states[p.id].clean_sha256) for p in gone)
    )


def _tags(tags: Collection[str], asked: str) -> list[str]:
    asked = asked.strip().casefold()
    if asked in tags:
        return [asked]
    if not asked.isdecimal():
        return []
    number = str(int(asked))
    return sorted(t for t in tags if (match := _NUMBER.fullmatch(t)) and match[1] == number)
