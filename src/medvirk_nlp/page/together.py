"""One answer for many: «the same for all 14 of this name»."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from starlette.requests import Request
from starlette.responses import Response

from medvirk_nlp.errors import MedvirkError, UsageError
from medvirk_nlp.page.characters import Piece, pieces
from medvirk_nlp.page.desk import ConflictError, Desk
from medvirk_nlp.page.forms import Form
from medvirk_nlp.page.item import clean_pieces, reason_text
from medvirk_nlp.page.sessions import Session
from medvirk_nlp.page.site import Site, address, checked, known
from medvirk_nlp.records import Finding
from medvirk_nlp.review.bulk import BulkAction, Outcome, decide_all, decide_group
from medvirk_nlp.review.flags import MASK_ANSWERS, ONE_BY_ONE
from medvirk_nlp.review.groups import Group
from medvirk_nlp.texts import Texts

REACH = 60
"""Characters shown on each side of the words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words among words, to be judged at a glance."""

    id: str
    passage_id: str
    before: tuple[Piece, ...] = field(repr=False)
    words: tuple[Piece, ...] = field(repr=False)
    after: tuple[Piece, ...] = field(repr=False)
    clean: tuple[tuple[Piece, bool], ...] = field(repr=False)
    same: bool
    """The report would say just what the note says, and no words of it stand out."""


@dataclass(frozen=True, slots=True)
class Question:
    """Flags that ask the same, with what may be answered for all of them at once."""

    title: str
    text: str
    caution: str
    may_approve: bool
    may_mask: bool
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or place with all its mentions."""

    id: str
    type: str
    places: list[Place]


@known
async def same(site: Site, request: Request, session: Session) -> Response:
    """Show what asks the same as a passage does."""
    if request.path_params["passage"] not in site.desk.stored:
        return site.missing(session)
    return _shown(site, request, session)


@checked
async def decide_same(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Give one answer to all that was ticked, or to all mentions of an entity."""
    desk, say = site.desk, site.say(session)
    passage_id = request.path_params["passage"]
    if passage_id not in desk.stored:
        return site.missing(session)
    before = desk.head()
    try:
        if form.number("head") != before:
            raise ConflictError(passage_id)
        seconds = session.looked_at(_page_of(passage_id))
        outcome = desk.after(lambda: _decide(desk, form, session.initials, seconds))
    except MedvirkError as error:
        return _shown(site, request, session, 409, say(error.key, **error.values))
    session.decided.append(tuple(range(before + 1, desk.head() + 1)))
    key = "page.told.together_left" if outcome.left else "page.told.together"
    session.told = say(key, count=len(outcome.decided), left=len(outcome.left))
    return site.to("")


def _page_of(passage_id: str) -> str:
    """Return under what name the time is taken that this page is looked at."""
    return f"{passage_id}/same"


def _decide(desk: Desk, form: Form, reviewer: str, seconds: int | None) -> Outcome:
    action, entity_id = form["action"], form["entity"]
    rehash = desk.notes.sources.rehash
    if entity_id:
        for place in _mentions(desk, entity_id):
            desk.require(place[0])
        if action not in ("mask", "unmask", "withhold"):
            raise UsageError("review.decision.action")
        change = cast("BulkAction", action)
        return decide_all(
            desk.workspace, entity_id, change, reviewer=reviewer, rehash=rehash, seconds=seconds
        )
    flags = form.all("place")
    for passage_id in {flag.rpartition(".")[0] for flag in flags} & desk.stored.keys():
        desk.require(passage_id)
    if action not in ("approve", "mask", "withhold"):
        raise UsageError("review.decision.action")
    answer = cast('Literal["approve", "mask", "withhold"]', action)
    return decide_group(
        desk.workspace, flags, answer, reviewer=reviewer, rehash=rehash, seconds=seconds
    )


def _shown(
    site: Site, request: Request, session: Session, status: int = 200, problem: str = ""
) -> Response:
    desk, passage_id = site.desk, request.path_params["passage"]
    say = site.say(session)
    session.looks_at(_page_of(passage_id))
    entities = {f.entity_id: f for f in desk.state(passage_id).findings if f.entity_id}
    found = [_entity(desk, finding, say) for finding in entities.values()]
    return site.page(
        "together.html",
        session,
        status,
        passage_id=passage_id,
        questions=[_question(desk, group, say) for group in desk.alike(passage_id)],
        entities=[entity for entity in found if len(entity.places) > 1],
        head=desk.head(),
        problem=problem,
        here=address(request) if request.method == "GET" else site.url(f"item/{passage_id}/same"),
    )


def _question(desk: Desk, group: Group, say: Texts) -> Question:
    wanted = set(group.flags)
    places, flag = [], None
    for passage_id in group.passages:
        for stored in desk.waiting(passage_id):
            if stored.id in wanted:
                flag = stored.flag
                start, end = flag.start, flag.end
                places.append(_place(desk, stored.id, passage_id, start or 0, end or 0))
    assert flag is not None  # a group holds flags that wait
    return Question(
        title=say(f"page.kind.{group.kind}"),
        text=reason_text(flag, say) or say(f"review.flag.{group.kind}"),
        caution=say("page.together.caution") if group.kind in ONE_BY_ONE else "",
        may_approve=group.kind not in ONE_BY_ONE,
        may_mask=group.kind in MASK_ANSWERS and flag.start is not None,
        places=places,
    )


def _entity(desk: Desk, finding: Finding, say: Texts) -> Entity:
    assert finding.entity_id is not None
    places = [
        _place(desk, "", passage_id, found.start, found.end)
        for passage_id, found in _mentions(desk, finding.entity_id)
    ]
    return Entity(finding.entity_id, say(f"detection.type.{finding.entity_type}"), places)


def _mentions(desk: Desk, entity_id: str) -> list[tuple[str, Finding]]:
    return [
        (passage_id, finding)
        for passage_id, state in desk.states().items()
        if state.name != "withheld"
        for finding in state.findings
        if finding.entity_id == entity_id
    ]


def _place(desk: Desk, identity: str, passage_id: str, start: int, end: int) -> Place:
    """Return words with those around them, and the whole of what the report would say."""
    passage = desk.notes.passage(passage_id)
    text = passage.text if passage else ""
    clean = desk.clean(passage_id) or ""
    low, high = max(0, start - REACH), min(len(text), end + (REACH if end else 2 * REACH))
    return Place(
        identity,
        passage_id,
        tuple(pieces(text, low, start)),
        tuple(pieces(text, start, end)),
        tuple(pieces(text, end, high)),
        tuple(clean_pieces(clean)),
        clean == text and start == end,
    )
