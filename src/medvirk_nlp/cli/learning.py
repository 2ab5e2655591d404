"""``medvirk learn``: teach the coder what reviewers decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import SAY, Out, app, default_language, tell
from medvirk_nlp.texts import texts


@app.command(help=SAY("cli.help.learn"))
def learn(
    works: Annotated[list[Path], typer.Argument(help=SAY("cli.help.works"))],
    out: Out,
) -> None:
    """Teach the coder what people decided in one or more work folders."""
    from medvirk_nlp.learning import learn as teach

    say = texts(default_language())
    done = teach(works, out)
    tell(say("cli.learn.counts", taught=done.taught, measured=done.measured))
    for when, score in (("before", done.before), ("after", done.after)):
        tell(
            say(
                f"cli.learn.{when}",
                themes=round(100 * score.themes),
                polarity=round(100 * score.polarity),
            )
        )
    tell(say("cli.learn.use", folder=out.name))
