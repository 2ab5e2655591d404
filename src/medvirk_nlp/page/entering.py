"""Coming in, telling who one is, choosing how the page looks, and closing it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from medvirk_nlp.page.forms import Form
from medvirk_nlp.page.rendering import THEMES
from medvirk_nlp.page.sessions import COOKIE, Session
from medvirk_nlp.page.site import Site, checked, known
from medvirk_nlp.texts import LANGUAGES

ROLES = ("employee", "leader", "facilitator", "other")
_LONGEST_NAME = 200


async def enter(site: Site, request: Request) -> Response:
    """Exchange the link for a cookie."""
    session = site.sessions.enter(request.path_params["token"])
    if session is None:
        return site.page("closed.html", None, 403, reason="link")
    answer = site.to("reader")
    answer.set_cookie(COOKIE, session.key, path=site.root, httponly=True, samesite="strict")
    return answer


@known
async def reader(site: Site, request: Request, session: Session) -> Response:
    """Ask who is reading."""
    return site.page("reader.html", session, roles=ROLES, problem="")


@checked
async def introduce(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Take down who is reading."""
    role = form["role"] if form["role"] in ROLES else ""
    if not session.introduce(form["initials"].strip(), role, form["name"].strip()[:_LONGEST_NAME]):
        problem = site.say(session)("review.decision.initials")
        return site.page("reader.html", session, 422, roles=ROLES, problem=problem)
    return site.to("")


@checked
async def settings(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Change language, colors or shortcuts, and go back."""
    if form["language"] in LANGUAGES:
        session.language = form["language"]
    if form["theme"] in (*THEMES, "auto"):
        session.theme = form["theme"].removeprefix("auto")
    if form["keys"] in ("on", "off"):
        session.keys = form["keys"] == "on"
    back = form["back"]
    return RedirectResponse(back if back.startswith(site.root) else site.url(""), 303)


@checked
async def stop(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Close the page and the program."""
    answer = site.page("closed.html", None, reason="stopped")
    site.stop()
    return answer


async def not_found(site: Site, request: Request) -> Response:
    """Answer what is not there."""
    return site.missing(site.session(request))


async def failed(site: Site, request: Request) -> Response:
    """Answer when something unforeseen went wrong, without a word of what it was."""
    return site.page("closed.html", None, 500, reason="failed")
