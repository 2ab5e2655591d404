"""``medvirk plan``: what is due this year."""

from __future__ import annotations

from medvirk_nlp.cli.common import SAY, Folder, app, speak, tell
from medvirk_nlp.errors import UsageError


@app.command(help=SAY("years.plan.help"))
def plan(folder: Folder) -> None:
    """Tell what is due this year of the council period."""
    from medvirk_nlp.planning import plan_lines
    from medvirk_nlp.project import load_project

    if not folder.is_dir():
        raise UsageError("cli.error.folder_missing")
    for line in plan_lines(folder, speak(load_project(folder).language).language):
        tell(line)
