"""``medvirk review``, ``release`` and ``check``: what a person decides, and the way out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medvirk_nlp.cli.common import (
    SAY,
    Work,
    app,
    speak,
    tell,
)

if TYPE_CHECKING:
    from medvirk_nlp.reporting.leakcheck import Leak
    from medvirk_nlp.texts import Texts


@app.command(help=SAY("cli.help.review"))
def review(
    work: Work,
    table: Annotated[Path | None, typer.Option("--table", help=SAY("cli.help.table"))] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help=SAY("cli.help.browser"))
    ] = True,
) -> None:
    """Open the review page, or work with the decision table."""
    if table is None:
        _show_page(work, browser)
    else:
        _use_table(work, table)


def _show_page(work: Path, browser: bool) -> None:
    """Serve the page until it is closed."""
    import webbrowser

    from medvirk_nlp.page.desk import open_desk
    from medvirk_nlp.page.server import IDLE_LIMIT, serve

    with open_desk(work) as desk:
        say = speak(desk.settings.language)

        def ready(link: str) -> None:
            tell(say("cli.review.open", link=link, minutes=IDLE_LIMIT // 60))
            if browser:
                webbrowser.open(link)

        def failed(kind: str) -> None:
            tell(say("cli.error.unexpected", kind=kind), error=True)

        idled = False
        with suppress(KeyboardInterrupt):
            idled = serve(desk, say.language, on_ready=ready, on_error=failed)
        tell(say("cli.review.idle" if idled else "cli.review.closed"))


def _use_table(work: Path, table: Path) -> None:
    """Write the decision table, or read it back when it is there."""
    from medvirk_nlp.drafting import Sources
    from medvirk_nlp.releasing import Material
    from medvirk_nlp.review.table import write_table
    from medvirk_nlp.review.table_applying import apply_table
    from medvirk_nlp.review.table_reading import TableError, read_table
    from medvirk_nlp.review.workspace import Workspace

    with Workspace.open(work) as workspace:
        say = speak(workspace.run.settings.language)
        material = Material.of(workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        if not table.exists():
            count = write_table(workspace, sources.views(), table, language=say.language)
            tell(say("cli.review.written", count=count))
            return
        try:
            rows = read_table(table, workspace)
        except TableError as error:
            for line in error.lines(say.language):
                tell(line, error=True)
            raise
        apply_table(workspace, rows, sources.rehash)
        tell(say("cli.review.applied", count=len(rows)))


@app.command(help=SAY("cli.help.release"))
def release(
    work: Work,
    out: Annotated[Path, typer.Option("--out", "-o", help=SAY("cli.help.release_out"))],
    reviewer: Annotated[str, typer.Option("--reviewer", help=SAY("cli.help.reviewer"))] = "",
    withhold_open: Annotated[
        bool, typer.Option("--withhold-open", help=SAY("cli.help.withhold_open"))
    ] = False,
    replaces: Annotated[bool, typer.Option("--replaces", help=SAY("cli.help.replaces"))] = False,
) -> None:
    """Release what nothing is open about any more."""
    from medvirk_nlp.releasing import LeakError
    from medvirk_nlp.releasing import release as let_out
    from medvirk_nlp.review.gate import GateShutError, gate_lines
    from medvirk_nlp.review.run_record import read_run_record

    say = speak(read_run_record(work).settings.language if work.is_dir() else "nb")
    try:
        done = let_out(
            work, out, reviewer=reviewer, withhold_undecided=withhold_open, replaces=replaces
        )
    except GateShutError as error:
        for line in gate_lines(error.report, say.language):
            tell(line, error=True)
        raise
    except LeakError as error:
        for leak in error.leaks:
            tell(_leak_line(leak, say), error=True)
        raise
    tell(say("cli.release.done", passages=done.passages, withheld=done.withheld))
    for name in done.files:
        tell(f"  {name}")


@app.command(help=SAY("cli.help.check"))
def check(
    path: Annotated[Path, typer.Argument(help=SAY("cli.help.check_path"))],
    work: Annotated[Path, typer.Option("--work", "-w", help=SAY("cli.help.work"))],
) -> None:
    """Look for what was masked in finished files."""
    from medvirk_nlp.releasing import LeakError, check_files
    from medvirk_nlp.review.run_record import read_run_record

    say = speak(read_run_record(work).settings.language if work.is_dir() else "nb")
    leaks, count = check_files(path, work)
    for leak in leaks:
        tell(_leak_line(leak, say), error=True)
    if leaks:
        raise LeakError(leaks)
    tell(say("cli.check.clean", count=count))


def _leak_line(leak: Leak, say: Texts) -> str:
    key = "cli.release.leak" if leak.kind == "found" else "cli.release.unchecked"
    return say(key, file=leak.path_name, place=leak.place)
