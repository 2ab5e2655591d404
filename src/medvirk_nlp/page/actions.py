"""From a form of the page to decisions the work folder checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from medvirk_nlp.errors import UsageError
from medvirk_nlp.page.desk import Desk, NoteClosedError
from medvirk_nlp.page.forms import Form
from medvirk_nlp.records import BY_REVIEWER, ENTITY_TYPES, Finding, Polarity
from medvirk_nlp.review.flags import CODING_KINDS, MASK_ANSWERS, ONE_BY_ONE
from medvirk_nlp.review.model import DecisionAction, Payload, Request, StoredFlag
from medvirk_nlp.review.state import with_mask

_NO_PAYLOAD = Payload()
ACTIONS = ("approve", "mask", "generalize", "unmask", "withhold", "unquote", "recode", "undo")


def requests_of(form: Form, passage_id: str, desk: Desk, reviewer: str) -> list[Request]:
    """Return the decisions a form asks for, in the order they must be taken.

    New codes come first, whatever the button, since they were on the page when it was pressed.

    Raises
    ------
    UsageError
        "review.decision.action" or "review.decision.words".
    """
    action = form["action"]
    if action not in ACTIONS:
        raise UsageError("review.decision.action")
    if action not in ("undo", "withhold") and desk.clean(passage_id) is None:
        raise NoteClosedError("page.note.paraphrase")
    return list(_Asking(form, passage_id, desk, reviewer).requests(action))


def undo_request(passage_id: str, desk: Desk, reviewer: str) -> Request:
    """Return the request that takes back the newest decision about a passage."""
    passage, state = desk.stored[passage_id], desk.state(passage_id)
    return Request(passage_id, "undo", reviewer, passage.text_sha256, state.clean_sha256)


def graves(desk: Desk, passage_id: str) -> list[StoredFlag]:
    """Return the flags that must be answered one by one, the gravest first.

    An approval answers the first of them, and with the last one also all others that wait.
    """
    return [f for f in desk.waiting(passage_id) if f.flag.kind in ONE_BY_ONE]


class _Asking:
    def __init__(self, form: Form, passage_id: str, desk: Desk, reviewer: str) -> None:
        self._form = form
        self._desk = desk
        self._reviewer = reviewer
        self._passage = desk.stored[passage_id]
        self._state = desk.state(passage_id)

    def requests(self, action: str) -> Iterator[Request]:
        if action == "undo":
            yield undo_request(self._passage.id, self._desk, self._reviewer)
            return
        if action == "withhold":
            yield self._ask("withhold")
            return
        yield from self._recodings(asked=action == "recode")
        if action == "approve":
            yield self._approval()
        elif action in ("mask", "generalize"):
            yield from self._masks(coarser=action == "generalize")
        elif action == "unmask":
            yield self._unmask()
        elif action == "unquote":
            yield self._ask("unquote")

    def _ask(
        self, action: DecisionAction, flag: str | None = None, payload: Payload = _NO_PAYLOAD
    ) -> Request:
        seen = (self._passage.text_sha256, self._state.clean_sha256)
        return Request(self._passage.id, action, self._reviewer, *seen, flag, payload)

    def _approval(self) -> Request:
        """Return an approval of the flag that was shown as the one to answer."""
        asked = self._form["flag"]
        grave = graves(self._desk, self._passage.id)
        if asked != (grave[0].id if grave else ""):
            raise UsageError("review.decision.unknown_flag", passage=self._passage.id)
        if len(grave) > 1:
            return self._ask("approve", asked)
        # the last grave thing is answered with the whole text in view, and so is the rest
        others = tuple(f.id for f in self._waiting() if f not in grave)
        return self._ask("approve", asked or None, Payload(flags=others))

    def _recodings(self, asked: bool) -> Iterator[Request]:
        """Yield new codes if there are any; codes that are saved as such settle every doubt."""
        if not self._form["coded"]:
            return
        chosen = set(self._form.all("theme"))
        if chosen - set(self._desk.settings.themes):
            raise UsageError("review.decision.code", passage=self._passage.id)
        themes = tuple(theme for theme in self._desk.settings.themes if theme in chosen)
        told = self._form["polarity"]
        polarity = next((word for word in get_args(Polarity) if word == told), None)
        same = set(themes) == set(self._state.themes) and polarity in (None, self._state.polarity)
        if same and not asked:
            return
        doubts: list[str | None] = [None]
        if asked:
            doubts = [f.id for f in self._waiting() if f.flag.kind in CODING_KINDS] or doubts
        for flag in doubts:
            yield self._ask("recode", flag, Payload(themes=themes, polarity=polarity))

    def _masks(self, coarser: bool) -> Iterator[Request]:
        """Yield one mask for every flag that it settles, or a single one."""
        start, end = self._words()
        start, end = self._whole_words(start, end)
        findings = self._state.findings
        touched = [f for f in findings if f.start < end and start < f.end]
        start, end = (
            min([start, *(f.start for f in touched)]),
            max([end, *(f.end for f in touched)]),
        )
        told = self._form["type"]
        fallback = touched[0].entity_type if touched else "PERSON"
        entity_type = told if told in ENTITY_TYPES else fallback
        masked = with_mask(findings, start, end, entity_type, coarser=coarser)
        result = self._desk.notes.sources.rehash(self._passage.id, masked)
        payload = Payload(
            start=start,
            end=end,
            entity_type=entity_type,
            result_sha256=result,
            coarser=coarser or None,
        )
        settled: list[str | None] = [f.id for f in self._waiting() if _settles(f, start, end)]
        seen = (self._passage.text_sha256, self._state.clean_sha256)
        for flag in settled or [None]:
            yield Request(self._passage.id, "mask", self._reviewer, *seen, flag, payload)
            seen = (self._passage.text_sha256, result)

    def _unmask(self) -> Request:
        finding = self._finding()
        shown = tuple(f for f in self._state.findings if f != finding)
        result = self._desk.notes.sources.rehash(self._passage.id, shown)
        place = Payload((), finding.start, finding.end, finding.entity_type, result)
        return self._ask("unmask", None, place)

    def _finding(self) -> Finding:
        start, end = self._words()
        for finding in self._state.findings:
            if (
                finding.start < end
                and start < finding.end
                and finding.recognizer not in BY_REVIEWER
            ):
                return finding
        raise UsageError("review.decision.words", passage=self._passage.id)

    def _words(self) -> tuple[int, int]:
        start, end = self._form.number("start"), self._form.number("end")
        if start is None or end is None or not start < end <= self._passage.length:
            raise UsageError("review.decision.words", passage=self._passage.id)
        return start, end

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Widen a place to whole words: half of a name still tells it."""
        passage = self._desk.notes.passage(self._passage.id)
        text = passage.text if passage else ""
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return start, end

    def _waiting(self) -> tuple[StoredFlag, ...]:
        return self._desk.waiting(self._passage.id)


def _settles(stored: StoredFlag, start: int, end: int) -> bool:
    flag = stored.flag
    if flag.kind not in MASK_ANSWERS or flag.start is None or flag.end is None:
        return False
    return start <= flag.start and flag.end <= end
