"""``withdraw``, ``purge``, ``risk`` and ``reidentify``: what a privacy officer asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, Work, app, speak, tell
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.texts import Texts


def _say_for(work: Path) -> Texts:
    """Return the sentences in the language of a work folder, if it tells one."""
    from medvirk_nlp.review.run_record import read_run_record

    try:
        return speak(read_run_record(work).settings.language)
    except RefusedError:
        return speak("nb")


@app.command(help=SAY("privacy.help.withdraw"))
def withdraw(
    work: Work,
    passages: Annotated[list[str] | None, typer.Argument(help=SAY("privacy.help.passages"))] = None,
    reviewer: Annotated[str, typer.Option("--reviewer", help=SAY("privacy.help.reviewer"))] = "",
    document: Annotated[str, typer.Option("--document", help=SAY("privacy.help.document"))] = "",
    respondent: Annotated[
        str, typer.Option("--respondent", help=SAY("privacy.help.respondent"))
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help=SAY("privacy.help.undo"))] = False,
) -> None:
    """Take one participant's contribution out, and count anew."""
    from medvirk_nlp.withdrawal import withdraw_contribution

    say = _say_for(work)
    if not reviewer:
        raise UsageError("privacy.withdraw.reviewer_missing")
    done = withdraw_contribution(
        work,
        passages or (),
        document=document,
        respondent=respondent,
        reviewer=reviewer,
        undo=undo,
    )
    key = "privacy.withdraw.undone" if undo else "privacy.withdraw.done"
    tell(say(key, count=len(done.passages)))
    for passage in done.passages:
        tell(f"  {passage}")
    if done.exposed:
        tell(say("privacy.withdraw.exposed", passages=", ".join(done.exposed)))
    if not undo:
        tell(say("privacy.withdraw.notes"))


@app.command(help=SAY("privacy.help.purge"))
def purge(
    work: Work,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help=SAY("privacy.help.receipt"))
    ] = None,
    reviewer: Annotated[str, typer.Option("--reviewer", help=SAY("privacy.help.reviewer"))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=SAY("privacy.help.yes"))] = False,
) -> None:
    """Delete a work folder and write down that it was done."""
    from medvirk_nlp.paraphrases import forget_paraphrases
    from medvirk_nlp.review.purging import count_files, default_receipt
    from medvirk_nlp.review.purging import purge as delete

    say = _say_for(work)
    files = count_files(work)
    if not yes and not agrees(say("privacy.purge.ask", files=files), say):
        tell(say("privacy.purge.not_done"))
        return
    target = receipt or default_receipt(work)
    done = delete(work, target, by=reviewer, forget=forget_paraphrases)
    tell(say("privacy.purge.done", files=len(done.files), receipt=target.name))
    if done.paraphrases:
        tell(say("privacy.purge.paraphrases", count=done.paraphrases))
    tell(say("privacy.purge.beyond"))


def agrees(question: str, say: Texts) -> bool:
    """Ask, and tell whether the answer was yes; breaking off is no."""
    try:
        answer: str = typer.prompt(question, default="", show_default=False)
    except typer.Abort:
        return False
    return answer.strip().casefold() in say("privacy.purge.agreed").split()


@app.command(help=SAY("privacy.help.reidentify"))
def reidentify(
    work: Work,
    attendance: Annotated[Path, typer.Option("--attendance", help=SAY("privacy.help.attendance"))],
    most: Annotated[int, typer.Option("--max", min=0, help=SAY("privacy.help.most"))] = 0,
) -> None:
    """Try to tell who said what, with a list of those who took part."""
    from medvirk_nlp.reidentification.trial import reidentify as attempt

    say = _say_for(work)
    done = attempt(work, attendance)
    before, after = done.before, done.after
    tell(say("privacy.reidentify.people", people=after.people, tried=after.tried))
    for name, told in (("before", before), ("after", after)):
        told_values = {"linked": len(told.linked), "narrowed": len(told.narrowed), "k": done.k}
        tell(say(f"privacy.reidentify.{name}", **told_values))
    if after.linked:
        tell(say("privacy.reidentify.found", passages=", ".join(after.linked)))
    else:
        tell(say("privacy.reidentify.none"))
    tell(say("privacy.reidentify.limits"))
    if len(after.linked) > most:
        raise RefusedError("privacy.reidentify.too_many", count=len(after.linked))


@app.command(help=SAY("privacy.help.risk"))
def risk(
    work: Work,
    out: Annotated[Path, typer.Option("--out", "-o", help=SAY("privacy.help.risk_out"))],
) -> None:
    """Write the page on residual risk for the privacy officer."""
    from medvirk_nlp.risk_page import write_risk_page

    say = _say_for(work)
    if out.exists():
        raise UsageError("cli.error.file_exists")
    if out.suffix.lower() != ".docx":
        raise UsageError("privacy.risk.only_docx")
    write_risk_page(work, out)
    tell(say("privacy.risk.done"))
