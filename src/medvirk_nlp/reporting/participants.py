"""How many people stand behind a set of comments.

The group-size rule is about people, never about lines. Where the source tells who speaks (a row of
a survey, a speaker's turn), each respondent of a document counts once. Where notes do not tell:

* and the number who took part is known, the comments can come from no more people than there are
  comments, and from no more than took part; the smaller of the two is used and called an estimate;
* and it is not known, the whole document counts as one person; so do an e-mail and all that was
  attached to it.

Documents that may be two parts of one session are counted as one session.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from medvirk_nlp.records import CodedPassage, Document


class Crowd:
    """The people behind the comments of a run.

    Parameters
    ----------
    coded : sequence of CodedPassage
        All comments of the run; a document counts as one that tells who speaks as soon as one of
        its comments has a respondent.
    documents : sequence of Document
        Where the comments come from; only ``participants``, ``group`` and ``carrier`` are looked
        at.
    """

    def __init__(self, coded: Sequence[CodedPassage], documents: Sequence[Document]) -> None:
        self._participants = {document.id: document.participants for document in documents}
        self._group = {document.id: document.group for document in documents}
        self._sender = {document.id: document.carrier or document.id for document in documents}
        self._tagged = {p.document_id for p in coded if p.respondent is not None}

    def people(self, passages: Iterable[CodedPassage]) -> int:
        """Return how many people at least, or by estimate, stand behind ``passages``.

        More passages never give fewer people.
        """
        respondents: defaultdict[str, set[str | None]] = defaultdict(set)
        lines: defaultdict[tuple[str | None, int], int] = defaultdict(int)
        unknown: set[str] = set()
        for passage in passages:
            participants = self._participants.get(passage.document_id)
            if passage.document_id in self._tagged:
                respondents[passage.document_id].add(passage.respondent)
            elif participants is None:
                unknown.add(self._sender.get(passage.document_id, passage.document_id))
            else:
                lines[self._group.get(passage.document_id), participants] += 1
        return (
            sum(self._respondents(document, tags) for document, tags in respondents.items())
            + sum(min(took_part, count) for (_, took_part), count in lines.items())
            + len(unknown)
        )

    def estimated(self, passages: Iterable[CodedPassage]) -> bool:
        """Say whether the number for ``passages`` rests on anything but respondents counted."""
        return any(passage.document_id not in self._tagged for passage in passages)

    def took_part(self, passages: Iterable[CodedPassage]) -> int | None:
        """Return how many took part in the sessions ``passages`` come from; None if not known."""
        passages = list(passages)
        sessions: set[tuple[str | None, int]] = set()
        total = 0
        for document in sorted({passage.document_id for passage in passages}):
            participants = self._participants.get(document)
            if document in self._tagged:
                own = [p for p in passages if p.document_id == document]
                total += participants or self.people(own)
            elif participants is None:
                return None
            else:
                sessions.add((self._group.get(document), participants))
        return total + sum(participants for _, participants in sessions)

    def _respondents(self, document: str, tags: set[str | None]) -> int:
        # A comment without a tag may be by one of those who have one, so it adds nobody.
        counted = max(len(tags - {None}), 1)
        participants = self._participants.get(document)
        return counted if participants is None else min(counted, participants)
