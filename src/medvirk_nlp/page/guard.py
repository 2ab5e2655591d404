"""The wall around the page: what is let in, and what every answer carries.

The page answers on loopback to one browser. Any site the reader visits can still make that browser
send requests here, and a name server can be made to point at 127.0.0.1. So a request must name
this very address as its host, a form must come from it, and nothing of another origin is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 64 * 1024
"""Bytes of a form. The longest is a paraphrase of a comment."""
_FORM = "application/x-www-form-urlencoded"
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # not "no-referrer": a form would then say that its origin is null
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "x-robots-tag": "noindex",
}


@dataclass
class Guard:
    """ASGI middleware.

    Attributes
    ----------
    app : ASGIApp
    host : str
        Host and port that requests must name, "127.0.0.1:49321".
    on_error : callable
        Told the kind of an unforeseen error and nothing else of it.
    """

    app: ASGIApp
    host: str
    on_error: Callable[[str], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refused = self._refused(scope)
        body = b"" if refused else await _body(receive)
        if body is None:
            refused = 413
        if refused:
            await PlainTextResponse("", refused)(scope, receive, send_guarded)
            return

        async def receive_read() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        try:
            await self.app(scope, receive_read, send_guarded)
        except Exception as error:
            # its message may quote a note, so the server must never see it
            self.on_error(type(error).__name__)
            if not started:
                await PlainTextResponse("", 500)(scope, receive, send_guarded)

    def _refused(self, scope: Scope) -> int | None:
        """Return the status of a request that is not let in."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.host]:
            return 421
        # "none" is the reader's own doing: a link opened from the terminal, the address bar
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return 403
        if scope["method"] == "GET":
            return None
        if scope["method"] != "POST":
            return 405
        if headers.getlist("origin") != [f"http://{self.host}"]:
            return 403
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            return 415
        return None


async def _body(receive: Receive) -> bytes | None:
    """Return the body of a request, None when it is too long to be ours."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_LIMIT:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)
