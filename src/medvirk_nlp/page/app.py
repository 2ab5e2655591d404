"""The routes of the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from medvirk_nlp.page.desk import Desk
from medvirk_nlp.page.guard import Guard
from medvirk_nlp.page.handlers import Handlers
from medvirk_nlp.page.rendering import Renderer, static_file
from medvirk_nlp.page.sessions import Sessions


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
    handlers = Handlers(sessions, renderer, settings.secret_path, settings.touch, settings.stop)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with open_desk() as desk:
            handlers.desk = desk
            yield

    inner = [
        Route("/", handlers.queue),
        Route("/reader", handlers.reader),
        Route("/reader", handlers.introduce, methods=["POST"]),
        Route("/settings", handlers.settings, methods=["POST"]),
        Route("/item/{passage}", handlers.item),
        Route("/item/{passage}", handlers.decide, methods=["POST"]),
        Route("/undo", handlers.undo, methods=["POST"]),
        Route("/stop", handlers.stop, methods=["POST"]),
    ]
    routes = [
        Route("/open/{token}", handlers.enter),
        Route("/static/{name}", static_file),
        Mount(f"/{settings.secret_path}", routes=inner),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={404: handlers.not_found, Exception: handlers.failed},
    )
    return Guard(app, settings.host, settings.on_error)
