"""Templates and the files beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from medvirk_nlp.page.sessions import Session
from medvirk_nlp.texts import LANGUAGES, Texts, texts

_STATIC = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
THEMES = ("light", "dark")


class Renderer:
    """Turns templates into answers.

    Parameters
    ----------
    secret_path : str
    language : {"nb", "nn", "en"}
        Where the reader has not chosen another.
    """

    def __init__(self, secret_path: str, language: str) -> None:
        self._path = secret_path
        self._language = language
        # autoescape by default: no template of ours turns it off or marks anything safe
        self._templates = Environment(
            loader=PackageLoader("medvirk_nlp.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["clock"] = _clock

    def say(self, session: Session | None) -> Texts:
        """Return the sentences in the language of a reader."""
        return texts((session.language if session else "") or self._language)

    def url(self, path: str, query: Mapping[str, str] | None = None) -> str:
        """Return the address of a page behind the secret path."""
        return f"/{self._path}/{path}" + (f"?{urlencode(query)}" if query else "")

    def page(
        self, template: str, session: Session | None, status: int = 200, **values: object
    ) -> Response:
        """Return a page. What was to be told is told by it."""
        told = ""
        if session is not None:
            told, session.told = session.told, ""
        content = self._templates.get_template(template).render(
            say=self.say(session),
            url=self.url,
            session=session,
            told=told,
            languages=LANGUAGES,
            themes=THEMES,
            **values,
        )
        return HTMLResponse(content.encode("utf-8", "replace"), status)


def _clock(time: str) -> str:
    """Return when something was decided, as the reader's own clock tells it."""
    return datetime.fromisoformat(time).astimezone().strftime("%d.%m. %H:%M")


def static_file(request: Request) -> Response:
    """Return the style sheet, the script or the icon."""
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("", 404)
    content = (files("medvirk_nlp.page") / "static" / name).read_bytes()
    return Response(content, media_type=_STATIC[name])
