"""What every command shares: the Typer app, the options, how the program speaks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.models import OptionInfo

from medvirk_nlp.errors import UsageError
from medvirk_nlp.texts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from medvirk_nlp.pipeline import Pipeline

LANGUAGE_VARIABLE = "MEDVIRK_LANG"
"""Environment variable with the language of messages; a project's own setting goes before it."""
DONE, HELD = 0, 3


def default_language() -> str:
    """Return the language of messages: the one asked for, else bokmål."""
    asked = os.environ.get(LANGUAGE_VARIABLE, "nb")
    return asked if asked in LANGUAGES else "nb"


def language_of_help(words: Sequence[str]) -> str:
    """Return the language of the help, which is written before Typer has read ``--lang``.

    Parameters
    ----------
    words : sequence of str
        The command line without the program's name.
    """
    for word, following in zip(words, (*words[1:], ""), strict=False):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in LANGUAGES:
            return asked
    return default_language()


SAY = texts(language_of_help(sys.argv[1:]))
"""Sentences of the help."""
app = typer.Typer(
    name="medvirk",
    help=SAY("cli.help.app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(help=SAY("cli.help.folder"))]
Work = Annotated[Path, typer.Argument(help=SAY("cli.help.work"))]
NewWork = Annotated[Path, typer.Option("--out", "-o", help=SAY("cli.help.new_work"))]
Out = Annotated[Path, typer.Option("--out", "-o", help=SAY("cli.help.out"))]
Fast = Annotated[bool, typer.Option("--fast", help=SAY("cli.help.fast"))]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help=SAY("cli.help.jobs"))]


def limit(key: str) -> OptionInfo:
    """Return the option of a limit that an evaluation must keep."""
    option: OptionInfo = typer.Option(min=0, max=1, help=SAY(f"cli.limit.{key}"))
    return option


@app.callback()
def _options(
    lang: Annotated[str, typer.Option("--lang", help=SAY("cli.help.lang"))] = "",
) -> None:
    if lang and lang not in LANGUAGES:
        raise UsageError("cli.error.language", languages=", ".join(LANGUAGES))
    if lang:
        os.environ[LANGUAGE_VARIABLE] = lang


def load_pipeline(fast: bool) -> Pipeline:
    """Return the shipped pipeline."""
    from medvirk_nlp.pipeline import load

    return load("fast" if fast else "accurate")


def load_project_pipeline(folder: Path, fast: bool) -> Pipeline:
    """Return the pipeline with the policy and codebook of a project folder."""
    from medvirk_nlp.pipeline import load_for
    from medvirk_nlp.project import load_project

    return load_for(load_project(folder), folder, "fast" if fast else "accurate")


def speak(language: str) -> Texts:
    """Return the sentences of the language asked for, else of the project's."""
    os.environ.setdefault(LANGUAGE_VARIABLE, language)
    return texts(default_language())


def tell(line: str, error: bool = False) -> None:
    """Print one line, on standard error if asked."""
    typer.echo(line, err=error)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for every step; on a file or pipe, nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    say = texts(default_language())
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
    )
    tasks: dict[str, TaskID] = {}
    with bar:

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(say(f"cli.step.{step}"), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield report
