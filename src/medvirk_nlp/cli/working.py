"""``medvirk run`` and ``status``: from a folder of notes to a draft that waits for review."""

from __future__ import annotations

import os

import typer

from medvirk_nlp.cli.common import (
    DONE,
    HELD,
    LANGUAGE_VARIABLE,
    SAY,
    Fast,
    Folder,
    Jobs,
    NewWork,
    Work,
    app,
    default_language,
    load_project_pipeline,
    progress,
    speak,
    tell,
)
from medvirk_nlp.errors import UsageError
from medvirk_nlp.texts import texts


@app.command(help=SAY("cli.help.run"))
def run(folder: Folder, out: NewWork, fast: Fast = False, jobs: Jobs = 1) -> None:
    """Take a folder of notes to a draft that waits for review."""
    from medvirk_nlp.project import load_project
    from medvirk_nlp.review.building import refuse_bad_place

    if not folder.is_dir():
        raise UsageError("cli.error.folder_missing")
    project = load_project(folder)
    os.environ.setdefault(LANGUAGE_VARIABLE, project.language)
    refuse_bad_place(out, folder)  # before the models, which take seconds to load
    say = texts(default_language())
    with progress() as report:
        report("load", 0, 1)
        pipeline = load_project_pipeline(folder, fast)
        if jobs == 1:
            pipeline.open()
        report("load", 1, 1)
        done = pipeline.run(folder, out, project=project, report=report, jobs=jobs)
    from medvirk_nlp.drafting import DRAFT
    from medvirk_nlp.following_up import FILE
    from medvirk_nlp.reading.column_settings import column_lines
    from medvirk_nlp.reading.inventory import inventory_line
    from medvirk_nlp.review.status import status_lines

    for document in done.documents:
        tell(
            say(
                "cli.run.document",
                id=document.id,
                format=document.format,
                passages=len(document.passages),
            )
        )
        if read := inventory_line(document.read_parts, say):
            tell("  " + read)
        for line in column_lines(document.columns, say):
            tell("  " + line)
        for left in document.dropped:
            tell("  " + say(f"reading.{left.what}", count=left.count))
        for held in document.held:
            tell(
                "  "
                + say("cli.run.held", reason=say(f"reading.{held.reason}"), locator=held.locator)
            )
    if any(document.columns for document in done.documents):
        tell(say("reading.column.help"))
    tell("")
    *told, _ = status_lines(done.status, say.language)
    for line in told:
        tell(line)
    tell(say("cli.run.draft", folder=DRAFT))
    if done.to_follow:
        tell(say("cli.run.to_follow", count=done.to_follow, file=FILE))
    tell(say("cli.run.next" if done.status.waiting else "cli.run.next_release"))
    raise typer.Exit(HELD if done.held else DONE)


@app.command(help=SAY("cli.help.status"))
def status(work: Work) -> None:
    """Tell how far the review has come."""
    from medvirk_nlp.review.status import status as count
    from medvirk_nlp.review.status import status_lines
    from medvirk_nlp.review.workspace import Workspace

    with Workspace.open(work, read_only=True) as workspace:
        say = speak(workspace.run.settings.language)
        for line in status_lines(count(workspace), say.language):
            tell(line)
