"""Other words in the place of what somebody said, checked before they are taken."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from medvirk_nlp.errors import MedvirkError, RefusedError
from medvirk_nlp.page.deciding import show_item
from medvirk_nlp.page.desk import ConflictError, Desk
from medvirk_nlp.page.forms import Form
from medvirk_nlp.page.paraphrase import troubles
from medvirk_nlp.page.sessions import Session
from medvirk_nlp.page.site import Site, checked
from medvirk_nlp.paraphrases import LONGEST, keep_paraphrase
from medvirk_nlp.review.model import Payload, text_hash
from medvirk_nlp.review.model import Request as Asked


@checked
async def rewrite(site: Site, request: Request, session: Session, form: Form) -> Response:
    """Check a paraphrase and put it in the place of a passage."""
    desk, passage_id = site.desk, request.path_params["passage"]
    if passage_id not in desk.stored:
        return site.missing(session)
    say = site.say(session)
    text = " ".join(form["paraphrase"].split())
    version = form.number("version")
    if not text or len(text) > LONGEST or "[" in text or "]" in text:
        problem = say("page.rewrite.length", longest=LONGEST)
        return show_item(site, request, session, 422, problem=problem, paraphrase=text)
    # the detector may have to be loaded: other tabs are answered meanwhile
    found = await run_in_threadpool(desk.checker.check, text)
    try:
        desk.require(passage_id, -1 if version is None else version)
        against = troubles(text, found, desk.notes.secrets(), say)
        if against:
            told = "; ".join(f"«{t.words}»: {t.reason}" if t.words else t.reason for t in against)
            problem = say("page.rewrite.found", found=told)
            return show_item(site, request, session, 422, problem=problem, paraphrase=text)
        numbers = _put(desk, passage_id, text, session)
    except ConflictError:
        return show_item(site, request, session, 409, conflict=True, paraphrase=text)
    except MedvirkError as error:
        problem = say(error.key, **error.values)
        return show_item(site, request, session, 409, problem=problem, paraphrase=text)
    session.decided.append(numbers)
    session.told = say("page.told.rewrite", passage=passage_id)
    return site.to(f"item/{passage_id}")


def _put(desk: Desk, passage_id: str, text: str, session: Session) -> tuple[int, ...]:
    """Keep a paraphrase, then note it, so that no decision ever stands on words that are lost."""
    sources = desk.notes.sources
    in_use = {state.rewritten for state in desk.states().values() if state.rewritten}
    try:
        sources.paraphrases = keep_paraphrase(desk.notes.folder, text, sources.paraphrases, in_use)
    except OSError as error:
        raise RefusedError("page.rewrite.unwritable") from error
    stored, state = desk.stored[passage_id], desk.state(passage_id)
    asked = Asked(
        passage_id,
        "rewrite",
        session.initials,
        stored.text_sha256,
        state.clean_sha256,
        payload=Payload(result_sha256=text_hash(text)),
    )
    return tuple(d.seq for d in desk.take([asked], session.looked_at(passage_id)))
