"""The routes of the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from medvirk_nlp.page import deciding, entering, rewriting, second, together
from medvirk_nlp.page.desk import Desk
from medvirk_nlp.page.guard import Guard
from medvirk_nlp.page.rendering import Renderer, static_file
from medvirk_nlp.page.sessions import Sessions
from medvirk_nlp.page.site import Route as Answer
from medvirk_nlp.page.site import Site


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Settings:
    """How the page is served.

    Attributes
    ----------
    host : str
        "127.0.0.1:<port>".
    secret_path : str
        First part of every address but the link's. The cookie is bound to it, since browsers send
        a cookie of 127.0.0.1 to every port there, and another user of the machine may listen on
        one.
    language : {"nb", "nn", "en"}
    touch : callable
        Told of every request of a reader who is let in.
    stop : callable
        Ends the program.
    on_error : callable
        Told the kind of an unforeseen error.
    """

    host: str
    secret_path: str
    language: str
    touch: Callable[[], None] = _nothing
    stop: Callable[[], None] = _nothing
    on_error: Callable[[str], None] = lambda _: None


def create_app(
    open_desk: Callable[[], AbstractContextManager[Desk]], sessions: Sessions, settings: Settings
) -> ASGIApp:
    """Return the page as an ASGI application.

    Parameters
    ----------
    open_desk : callable
        Opens the work folder, in the thread that answers requests.
    sessions : Sessions
    settings : Settings
    """
    renderer = Renderer(settings.secret_path, settings.language)
    site = Site(sessions, renderer, settings.secret_path, settings.touch, settings.stop)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with open_desk() as desk:
            site.desk = desk
            yield

    def route(path: str, answer: Answer, method: str = "GET") -> Route:
        async def endpoint(request: Request) -> Response:
            return await answer(site, request)

        return Route(path, endpoint, methods=[method])

    async def missing(request: Request, _: Exception) -> Response:
        return await entering.not_found(site, request)

    async def failed(request: Request, _: Exception) -> Response:
        return await entering.failed(site, request)

    inner = [
        route("/", deciding.queue),
        route("/reader", entering.reader),
        route("/reader", entering.introduce, "POST"),
        route("/settings", entering.settings, "POST"),
        route("/stop", entering.stop, "POST"),
        route("/item/{passage}", deciding.item),
        route("/item/{passage}", deciding.decide, "POST"),
        route("/item/{passage}/rewrite", rewriting.rewrite, "POST"),
        route("/item/{passage}/same", together.same),
        route("/item/{passage}/same", together.decide_same, "POST"),
        route("/undo", deciding.undo, "POST"),
        route("/second", second.overview),
        route("/second/{passage}", second.reading),
        route("/second/{passage}", second.opine, "POST"),
    ]
    app = Starlette(
        routes=[
            route("/open/{token}", entering.enter),
            Route("/static/{name}", static_file),
            Mount(f"/{settings.secret_path}", routes=inner),
        ],
        lifespan=lifespan,
        exception_handlers={404: missing, Exception: failed},
    )
    return Guard(app, settings.host, settings.on_error)
