"""Serving the page: loopback only, any free port, nothing logged, closed when nobody reads."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

import uvicorn

from medvirk_nlp.page.app import Settings, create_app
from medvirk_nlp.page.desk import Desk
from medvirk_nlp.page.sessions import Sessions

ADDRESS = "127.0.0.1"
IDLE_LIMIT = 30 * 60
"""Seconds without a request of a reader after which the page closes."""
_LOOK = 5  # seconds between two looks at the clock


@dataclass
class Idle:
    """When somebody last used the page."""

    clock: Callable[[], float] = time.monotonic
    last: float = field(init=False)

    def __post_init__(self) -> None:
        self.touch()

    def touch(self) -> None:
        """Note that the page is in use."""
        self.last = self.clock()

    def longer_than(self, seconds: float) -> bool:
        """Tell whether nobody used it for so long."""
        return self.clock() - self.last > seconds


def serve(
    desk: Desk,
    language: str,
    *,
    on_ready: Callable[[str], None],
    on_error: Callable[[str], None],
    idle_limit: float = IDLE_LIMIT,
) -> bool:
    """Serve the page until the reader closes it, nobody uses it, or the program is stopped.

    Parameters
    ----------
    desk : Desk
    language : {"nb", "nn", "en"}
    on_ready : callable
        Given the link, which lets one browser in, once.
    on_error : callable
        Given the kind of an unforeseen error.
    idle_limit : float
        Seconds.

    Returns
    -------
    bool
        True when the page closed because nobody used it.
    """
    for name in ("uvicorn.error", "uvicorn.asgi", "asyncio"):
        # what they say of an error may quote a note
        logging.getLogger(name).setLevel(logging.CRITICAL)
    listener = socket.create_server((ADDRESS, 0))
    host = f"{ADDRESS}:{listener.getsockname()[1]}"
    sessions, idle = Sessions(), Idle()

    def stop() -> None:
        server.should_exit = True

    settings = Settings(host, secrets.token_urlsafe(16), language, idle.touch, stop, on_error)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(lambda: nullcontext(desk), sessions, settings),
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
            http="h11",
            loop="asyncio",
            limit_concurrency=64,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=2,
        )
    )
    on_ready(f"http://{host}/open/{sessions.new_link()}")
    return asyncio.run(_run(server, listener, idle, idle_limit))


async def _run(
    server: uvicorn.Server, listener: socket.socket, idle: Idle, idle_limit: float
) -> bool:
    async def watch() -> bool:
        while not idle.longer_than(idle_limit):
            await asyncio.sleep(min(_LOOK, idle_limit))
        server.should_exit = True
        return True

    watching = asyncio.create_task(watch())
    try:
        await server.serve(sockets=[listener])
    finally:
        idled = watching.done()
        watching.cancel()
    return idled
