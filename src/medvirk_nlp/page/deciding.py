"""The queue, one passage, and the decisions about it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from medvirk_nlp.errors import MedvirkError
from medvirk_nlp.page.actions import requests_of, undo_request
from medvirk_nlp.page.desk import ConflictError, NoteClosedError
from medvirk_nlp.page.forms import Form
from medvirk_nlp.page.interest import interests
from medvirk_nlp.page.item import show
from medvirk_nlp.page.queue import (
    PRIORITIES,
    STATES,
    Filter,
    lines,
    neighbors,
    progress,
    unread_quotes,
)
from medvirk_nlp.page.sessions import Session
from medvirk_nlp.page.site import Site, address, checked, known
from medvirk_nlp.records import ENTITY_TYPES
from medvirk_nlp.review.bulk import undo_together
from medvirk_nlp.review.flags import KINDS
from medvirk_nlp.review.pace import pace
from medvirk_nlp.review.table import POLARITIES

STAYING = ("mask", "generalize", "unmask", "undo", "recode")
"""Decisions after which the reader sees what became of the passage."""


@known
async def queue(site: Site, request: Request, session: Session) -> Response:
    """Show what waits."""
    wanted = Filter.of(request.query_params, site.desk)
    return site.page(
        "queue.html",
        session,
        lines=lines(site.desk, wanted),
        wanted=wanted,
        progress=progress(site.desk),
        quotes=unread_quotes(site.desk),
        pace=pace(site.desk.decisions()),
        documents=site.desk.workspace.run.documents,
        kinds=KINDS,
        priorities=PRIORITIES,
        states=STATES,
        here=address(request),
    )


@known
async def item(site: Site, request: Request, session: Session) -> Response:
    """Show a passage."""
    if request.path_params["passage"] not in site.desk.stored:
        return site.missing(session)
    return show_item(site, request, session)


@checked
async def decide(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Take a decision about a passage."""
    desk, passage_id = site.desk, request.path_params["passage"]
    if passage_id not in desk.stored:
        return site.missing(session)
    wanted = Filter.of(request.query_params, desk)
    _, following = neighbors(lines(desk, wanted), passage_id)
    try:
        version = form.number("version")
        desk.require(passage_id, -1 if version is None else version)
        asked = requests_of(form, passage_id, desk, session.initials)
        taken = desk.take(asked, session.looked_at(passage_id))
    except ConflictError:
        return show_item(site, request, session, 409, conflict=True)
    except MedvirkError as error:
        problem = site.say(session)(error.key, **error.values)
        return show_item(site, request, session, 409, problem=problem)
    session.decided.append(tuple(decision.seq for decision in taken))
    session.told = site.say(session)(f"page.told.{form['action']}", passage=passage_id)
    stays = passage_id in {line.passage_id for line in lines(desk, wanted)}
    if stays or form["action"] in STAYING:
        return site.to(f"item/{passage_id}", wanted.query())
    return site.to(f"item/{following}" if following else "", wanted.query())


@checked
async def undo(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Take back what this reader decided last."""
    desk, say = site.desk, site.say(session)
    if not session.decided:
        session.told = say("page.told.nothing_to_undo")
        return site.to("")
    numbers = session.decided.pop()
    passage_id = desk.passage_of(numbers[0])
    try:
        if desk.is_together(numbers[0]):
            desk.after(lambda: undo_together(desk.workspace, numbers[0], reviewer=session.initials))
        else:
            desk.require(passage_id, numbers[-1])
            for _ in numbers:
                desk.take([undo_request(passage_id, desk, session.initials)])
        session.told = say("page.told.undo", passage=passage_id)
    except MedvirkError as error:
        session.told = say(error.key, **error.values)
    return site.to(f"item/{passage_id}")


def show_item(
    site: Site,
    request: Request,
    session: Session,
    status: int = 200,
    *,
    conflict: bool = False,
    problem: str = "",
    paraphrase: str = "",
) -> Response:
    """Return the page of a passage.

    Parameters
    ----------
    site : Site
    request : Request
    session : Session
    status : int
    conflict : bool
        Whether somebody else decided first.
    problem : str
        Why a decision was not taken.
    paraphrase : str
        What the reader wrote, to go on with.
    """
    desk, say = site.desk, site.say(session)
    passage_id = request.path_params["passage"]
    wanted = Filter.of(request.query_params, desk)
    found = lines(desk, wanted)
    previous, following = neighbors(found, passage_id)
    ids = [line.passage_id for line in found]
    shared = {
        "wanted": wanted,
        "previous": previous,
        "following": following,
        "place": ids.index(passage_id) + 1 if passage_id in ids else 0,
        "count": len(ids),
        "progress": progress(desk),
        "stored": desk.stored[passage_id],
        "here": address(request) if request.method == "GET" else site.url(f"item/{passage_id}"),
    }
    try:
        shown = show(desk, passage_id, say)
    except NoteClosedError as error:
        return site.page("note_closed.html", session, status, key=error.key, **shared)
    session.looks_at(passage_id)
    return site.page(
        "item.html",
        session,
        status,
        item=shown,
        codes=desk.notes.codebook.codes,
        polarities=POLARITIES,
        types=sorted(ENTITY_TYPES),
        interests=interests(shown.passage, session, say),
        same=desk.alike(passage_id),
        conflict=desk.history(passage_id)[-1:] if conflict else [],
        problem=problem,
        paraphrase=paraphrase,
        **shared,
    )
