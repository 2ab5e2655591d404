"""What every handler stands on: the desk, the reader's session, and the way back to the reader."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from medvirk_nlp.page.desk import Desk
from medvirk_nlp.page.forms import Form, read_form
from medvirk_nlp.page.rendering import Renderer
from medvirk_nlp.page.sessions import COOKIE, Session, Sessions
from medvirk_nlp.texts import Texts

BEFORE_INTRODUCTION = ("reader", "settings", "stop")
"""Addresses for a reader whose initials are not known yet."""
Handler = Callable[["Site", Request, Session], Awaitable[Response]]
FormHandler = Callable[["Site", Request, Session, Form], Awaitable[Response]]
Route = Callable[["Site", Request], Awaitable[Response]]


class Site:
    """The page while it is served. One thread answers all requests, one after the other.

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
        self.sessions = sessions
        self.stop = stop
        self.root = f"/{secret_path}/"
        self.page = renderer.page
        self.url = renderer.url
        self._say = renderer.say
        self._touch = touch

    def session(self, request: Request) -> Session | None:
        """Return the session of a request, which keeps the page open."""
        session = self.sessions.find(request.cookies.get(COOKIE))
        if session is not None:
            self._touch()
        return session

    def say(self, session: Session) -> Texts:
        """Return the sentences in the language of a reader."""
        return self._say(session)

    def to(self, path: str, query: dict[str, str] | None = None) -> Response:
        """Send the reader on."""
        return RedirectResponse(self.url(path, query), 303)

    def missing(self, session: Session | None) -> Response:
        """Answer what is not there."""
        return self.page("closed.html", session, 404, reason="missing")

    def introduced(self, session: Session, request: Request) -> bool:
        """Tell whether a reader may have this address."""
        allowed = {self.url(path) for path in BEFORE_INTRODUCTION}
        return bool(session.initials) or request.url.path in allowed


def known(handler: Handler) -> Route:
    """Let in only who has a session, and ask first who is reading."""

    @wraps(handler)
    async def answer(site: Site, request: Request) -> Response:
        session = site.session(request)
        if session is None:
            return site.page("closed.html", None, 403, reason="link")
        if not site.introduced(session, request):
            return site.to("reader")
        return await handler(site, request, session)

    return answer


def checked(handler: FormHandler) -> Route:
    """Let in only forms of the reader's own pages."""

    @wraps(handler)
    async def answer(site: Site, request: Request) -> Response:
        session = site.session(request)
        form = await read_form(request)
        if session is None or not session.checks(form["csrf"]):
            return site.page("closed.html", None, 403, reason="link")
        if not site.introduced(session, request):
            return site.to("reader")
        return await handler(site, request, session, form)

    return answer


def address(request: Request) -> str:
    """Return where the reader is, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
