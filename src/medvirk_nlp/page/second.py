"""The second reader: a sample read again, without seeing what the first decided."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from medvirk_nlp.errors import MedvirkError
from medvirk_nlp.page.desk import Desk, NoteClosedError
from medvirk_nlp.page.forms import Form
from medvirk_nlp.page.interest import interests
from medvirk_nlp.page.item import show
from medvirk_nlp.page.sampling import agreement, opinion, sample
from medvirk_nlp.page.sessions import Session
from medvirk_nlp.page.site import Site, address, checked, known
from medvirk_nlp.review.model import Payload
from medvirk_nlp.review.model import Request as Asked


@known
async def overview(site: Site, request: Request, session: Session) -> Response:
    """Show how much is left to read, and how far the readers agree."""
    drawn = sample(site.desk)
    return site.page(
        "second.html",
        session,
        drawn=len(drawn),
        waiting=_waiting(site.desk, session),
        own=[p for p in drawn if _decided_by(site.desk, p, session)],
        agreement=agreement(site.desk),
        here=address(request),
    )


@known
async def reading(site: Site, request: Request, session: Session) -> Response:
    """Show a passage without what was decided about it."""
    return _shown(site, request, session)


@checked
async def opine(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Take down what the second reader would have decided."""
    desk, passage_id = site.desk, request.path_params["passage"]
    if passage_id not in desk.stored:
        return site.missing(session)
    say = site.say(session)
    stored, state = desk.stored[passage_id], desk.state(passage_id)
    asked = Asked(
        passage_id,
        "second",
        session.initials,
        stored.text_sha256,
        state.clean_sha256,
        payload=Payload(lets_out={"yes": True, "no": False}.get(form["lets_out"])),
    )
    try:
        version = form.number("version")
        desk.require(passage_id, -1 if version is None else version)
        desk.take([asked], session.looked_at(passage_id))
    except MedvirkError as error:
        return _shown(site, request, session, 409, say(error.key, **error.values))
    session.told = say("page.told.second", passage=passage_id)
    left = _waiting(desk, session)
    return site.to(f"second/{left[0]}" if left else "second")


def _shown(
    site: Site, request: Request, session: Session, status: int = 200, problem: str = ""
) -> Response:
    desk, passage_id = site.desk, request.path_params["passage"]
    if passage_id not in desk.stored:
        return site.missing(session)
    say = site.say(session)
    here = site.url(f"second/{passage_id}")
    try:
        item = show(desk, passage_id, say)
    except NoteClosedError as error:
        session.told = say(error.key)
        return site.to("second")
    session.looks_at(passage_id)
    return site.page(
        "second_item.html",
        session,
        status,
        item=item,
        interests=interests(item.passage, session, say),
        left=len(_waiting(desk, session)),
        problem=problem,
        here=here,
    )


def _waiting(desk: Desk, session: Session) -> list[str]:
    return [
        passage_id
        for passage_id in sample(desk)
        if opinion(desk, passage_id) is None and not _decided_by(desk, passage_id, session)
    ]


def _decided_by(desk: Desk, passage_id: str, session: Session) -> bool:
    own = session.initials.casefold()
    return any(d.reviewer.casefold() == own for d in desk.state(passage_id).standing)
