"""What each address of the page does. One thread answers them all, one request after the other."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from medvirk_nlp.errors import MedvirkError
from medvirk_nlp.page.actions import requests_of, undo_request
from medvirk_nlp.page.desk import ConflictError, Desk, NoteClosedError
from medvirk_nlp.page.forms import Form, read_form
from medvirk_nlp.page.item import show
from medvirk_nlp.page.queue import PRIORITIES, STATES, Filter, lines, neighbors, progress
from medvirk_nlp.page.rendering import THEMES, Renderer
from medvirk_nlp.page.sessions import COOKIE, Session, Sessions
from medvirk_nlp.records import ENTITY_TYPES
from medvirk_nlp.review.flags import KINDS
from medvirk_nlp.review.table import POLARITIES
from medvirk_nlp.texts import LANGUAGES

ROLES = ("employee", "leader", "facilitator", "other")
_Handler = Callable[["Handlers", Request, Session], Awaitable[Response]]
_FormHandler = Callable[["Handlers", Request, Session, Form], Awaitable[Response]]
_Route = Callable[["Handlers", Request], Awaitable[Response]]


def _known(handler: _Handler) -> _Route:
    """Let in only who has a session, and ask first who is reading."""

    @wraps(handler)
    async def answer(self: Handlers, request: Request) -> Response:
        session = self.session(request)
        if session is None:
            return self.page("closed.html", None, 403, reason="link")
        if not session.initials and request.url.path != self.url("reader"):
            return self.to("reader")
        return await handler(self, request, session)

    return answer


def _checked(handler: _FormHandler) -> _Route:
    """Let in only forms of the reader's own pages."""

    @wraps(handler)
    async def answer(self: Handlers, request: Request) -> Response:
        session = self.session(request)
        form = await read_form(request)
        if session is None or not session.checks(form["csrf"]):
            return self.page("closed.html", None, 403, reason="link")
        if not session.initials and request.url.path not in self.before_introduction:
            return self.to("reader")
        return await handler(self, request, session, form)

    return answer


def address(request: Request) -> str:
    """Return where the reader is, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


class Handlers:
    """The answers of the page.

    Parameters
    ----------
    sessions : Sessions
    renderer : Renderer
    secret_path : str
    touch, stop : callable
        See ``app.Settings``.
    """

    desk: Desk

    def __init__(
        self,
        sessions: Sessions,
        renderer: Renderer,
        secret_path: str,
        touch: Callable[[], None],
        stop: Callable[[], None],
    ) -> None:
        self._sessions = sessions
        self._touch = touch
        self._stop = stop
        self._cookie_path = f"/{secret_path}/"
        self._renderer = renderer
        self.page = renderer.page
        self.url = renderer.url
        self.before_introduction = {self.url(path) for path in ("reader", "settings", "stop")}

    def session(self, request: Request) -> Session | None:
        """Return the session of a request, which keeps the page open."""
        session = self._sessions.find(request.cookies.get(COOKIE))
        if session is not None:
            self._touch()
        return session

    def to(self, path: str, query: dict[str, str] | None = None) -> Response:
        """Send the reader on."""
        return RedirectResponse(self.url(path, query), 303)

    async def enter(self, request: Request) -> Response:
        """Exchange the link for a cookie."""
        session = self._sessions.enter(request.path_params["token"])
        if session is None:
            return self.page("closed.html", None, 403, reason="link")
        answer = self.to("reader")
        answer.set_cookie(
            COOKIE, session.key, path=self._cookie_path, httponly=True, samesite="strict"
        )
        return answer

    async def not_found(self, request: Request, error: Exception) -> Response:
        """Answer what is not there."""
        return self.page("closed.html", self.session(request), 404, reason="missing")

    async def failed(self, request: Request, error: Exception) -> Response:
        """Answer when something unforeseen went wrong, without a word of what it was."""
        return self.page("closed.html", None, 500, reason="failed")

    @_known
    async def reader(self, request: Request, session: Session) -> Response:
        """Ask who is reading."""
        return self.page("reader.html", session, roles=ROLES, problem="")

    @_checked
    async def introduce(self, request: Request, session: Session, form: Form) -> Response:
        """Take down who is reading."""
        role = form["role"] if form["role"] in ROLES else ""
        if not session.introduce(form["initials"].strip(), role, form["name"].strip()[:200]):
            problem = self._renderer.say(session)("review.decision.initials")
            return self.page("reader.html", session, 422, roles=ROLES, problem=problem)
        return self.to("")

    @_checked
    async def settings(self, request: Request, session: Session, form: Form) -> Response:
        """Change language, colors or shortcuts, and go back."""
        if form["language"] in LANGUAGES:
            session.language = form["language"]
        if form["theme"] in (*THEMES, "auto"):
            session.theme = form["theme"].removeprefix("auto")
        if form["keys"] in ("on", "off"):
            session.keys = form["keys"] == "on"
        back = form["back"]
        return RedirectResponse(back if back.startswith(self._cookie_path) else self.url(""), 303)

    @_known
    async def queue(self, request: Request, session: Session) -> Response:
        """Show what waits."""
        wanted = Filter.of(request.query_params, self.desk)
        return self.page(
            "queue.html",
            session,
            lines=lines(self.desk, wanted),
            wanted=wanted,
            progress=progress(self.desk),
            documents=self.desk.workspace.run.documents,
            kinds=KINDS,
            priorities=PRIORITIES,
            states=STATES,
            here=address(request),
        )

    @_known
    async def item(self, request: Request, session: Session) -> Response:
        """Show a passage."""
        passage_id = request.path_params["passage"]
        if passage_id not in self.desk.stored:
            return self.page("closed.html", session, 404, reason="missing")
        return self._item(request, session, passage_id)

    @_checked
    async def decide(self, request: Request, session: Session, form: Form) -> Response:
        """Take a decision about a passage."""
        passage_id = request.path_params["passage"]
        if passage_id not in self.desk.stored:
            return self.page("closed.html", session, 404, reason="missing")
        wanted = Filter.of(request.query_params, self.desk)
        _, following = neighbors(lines(self.desk, wanted), passage_id)
        try:
            version = form.number("version")
            self.desk.require(passage_id, -1 if version is None else version)
            asked = requests_of(form, passage_id, self.desk, session.initials)
            self.desk.take(asked)
        except ConflictError:
            return self._item(request, session, passage_id, 409, conflict=True)
        except MedvirkError as error:
            say = self._renderer.say(session)
            problem = say(error.key, **error.values)
            return self._item(request, session, passage_id, 409, problem=problem)
        session.decided.append(tuple(request.passage_id for request in asked))
        say = self._renderer.say(session)
        session.told = say(f"page.told.{form['action']}", passage=passage_id)
        stays = passage_id in {line.passage_id for line in lines(self.desk, wanted)}
        if stays or form["action"] in ("mask", "unmask", "undo", "recode"):
            return self.to(f"item/{passage_id}", wanted.query())
        if following is None:
            return self.to("", wanted.query())
        return self.to(f"item/{following}", wanted.query())

    @_checked
    async def undo(self, request: Request, session: Session, form: Form) -> Response:
        """Take back what this reader decided last."""
        say = self._renderer.say(session)
        if not session.decided:
            session.told = say("page.told.nothing_to_undo")
            return self.to("")
        passages = session.decided.pop()
        try:
            for passage_id in dict.fromkeys(passages):
                self.desk.require(passage_id)
                if self.desk.history(passage_id)[-1].reviewer != session.initials:
                    raise ConflictError(passage_id)
            for passage_id in passages:
                self.desk.take([undo_request(passage_id, self.desk, session.initials)])
            session.told = say("page.told.undo", passage=passages[0])
        except MedvirkError as error:
            session.told = say(error.key, **error.values)
        return self.to(f"item/{passages[0]}")

    @_checked
    async def stop(self, request: Request, session: Session, form: Form) -> Response:
        """Close the page and the program."""
        answer = self.page("closed.html", None, reason="stopped")
        self._stop()
        return answer

    def _item(
        self,
        request: Request,
        session: Session,
        passage_id: str,
        status: int = 200,
        *,
        conflict: bool = False,
        problem: str = "",
    ) -> Response:
        wanted = Filter.of(request.query_params, self.desk)
        found = lines(self.desk, wanted)
        previous, following = neighbors(found, passage_id)
        ids = [line.passage_id for line in found]
        shared = {
            "wanted": wanted,
            "previous": previous,
            "following": following,
            "place": ids.index(passage_id) + 1 if passage_id in ids else 0,
            "count": len(ids),
            "progress": progress(self.desk),
            "stored": self.desk.stored[passage_id],
            "conflict": self.desk.history(passage_id)[-1:] if conflict else [],
            "problem": problem,
            "here": address(request),
        }
        try:
            item = show(self.desk, passage_id, self._renderer.say(session))
        except NoteClosedError as error:
            return self.page("note_closed.html", session, status, key=error.key, **shared)
        session.shown.setdefault(passage_id, time.monotonic())
        return self.page(
            "item.html",
            session,
            status,
            item=item,
            codes=self.desk.notes.codebook.codes,
            polarities=POLARITIES,
            types=sorted(ENTITY_TYPES),
            **shared,
        )
