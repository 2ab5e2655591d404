"""The ``medvirk`` commands: thin, each calls one function of the library.

Nothing heavy is imported before a command needs it, so that ``medvirk --help`` answers at once.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.models import OptionInfo

from medvirk_nlp.errors import MedvirkError, RefusedError, UsageError
from medvirk_nlp.texts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from medvirk_nlp.pipeline import Pipeline

LANGUAGE_VARIABLE = "MEDVIRK_LANG"
"""Environment variable with the language of messages; a project's own setting goes before it."""
DONE, HELD = 0, 3


def _default_language() -> str:
    asked = os.environ.get(LANGUAGE_VARIABLE, "nb")
    return asked if asked in LANGUAGES else "nb"


_say = texts(_default_language())
app = typer.Typer(
    name="medvirk",
    help=_say("cli.help.app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(help=_say("cli.help.folder"))]
Work = Annotated[Path, typer.Argument(help=_say("cli.help.work"))]
NewWork = Annotated[Path, typer.Option("--out", "-o", help=_say("cli.help.work"))]
Out = Annotated[Path, typer.Option("--out", "-o", help=_say("cli.help.out"))]
Fast = Annotated[bool, typer.Option("--fast", help=_say("cli.help.fast"))]


def _limit(key: str) -> OptionInfo:
    """Return the option of a limit that an evaluation must keep."""
    option: OptionInfo = typer.Option(min=0, max=1, help=_say(f"cli.limit.{key}"))
    return option


@app.callback()
def _options(
    lang: Annotated[str, typer.Option("--lang", help=_say("cli.help.lang"))] = "",
) -> None:
    if lang and lang not in LANGUAGES:
        raise UsageError("cli.error.language", languages=", ".join(LANGUAGES))
    if lang:
        os.environ[LANGUAGE_VARIABLE] = lang


@app.command(help=_say("cli.help.run"))
def run(folder: Folder, out: NewWork, fast: Fast = False) -> None:
    """Take a folder of notes to a draft that waits for review."""
    from medvirk_nlp.project import load_project

    if not folder.is_dir():
        raise UsageError("cli.error.folder_missing")
    project = load_project(folder)
    os.environ.setdefault(LANGUAGE_VARIABLE, project.language)
    say = texts(_default_language())
    with _progress() as report:
        report("load", 0, 1)
        pipeline = _pipeline_for(folder, fast)
        report("load", 1, 1)
        done = pipeline.run(folder, out, project=project, report=report)
    from medvirk_nlp.drafting import DRAFT
    from medvirk_nlp.review.status import status_lines

    for document in done.documents:
        _print(
            say(
                "cli.run.document",
                id=document.id,
                format=document.format,
                passages=len(document.passages),
            )
        )
        for left in document.dropped:
            _print("  " + say(f"reading.{left.what}", count=left.count))
        for held in document.held:
            _print(
                "  "
                + say("cli.run.held", reason=say(f"reading.{held.reason}"), locator=held.locator)
            )
    _print("")
    *told, _ = status_lines(done.status, say.language)
    for line in told:
        _print(line)
    _print(say("cli.run.draft", folder=DRAFT))
    _print(say("cli.run.next" if done.status.waiting else "cli.run.next_release"))
    raise typer.Exit(HELD if done.held else DONE)


@app.command(help=_say("cli.help.review"))
def review(
    work: Work,
    table: Annotated[Path, typer.Option("--table", help=_say("cli.help.table"))],
) -> None:
    """Write the decision table, or read it back when it is there."""
    from medvirk_nlp.drafting import Sources
    from medvirk_nlp.releasing import Material
    from medvirk_nlp.review.table import write_table
    from medvirk_nlp.review.table_applying import apply_table
    from medvirk_nlp.review.table_reading import TableError, read_table
    from medvirk_nlp.review.workspace import Workspace

    with Workspace.open(work) as workspace:
        say = _speak(workspace.run.settings.language)
        material = Material.of(workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        if not table.exists():
            count = write_table(workspace, sources.views(), table, language=say.language)
            _print(say("cli.review.written", count=count))
            return
        try:
            rows = read_table(table, workspace)
        except TableError as error:
            for line in error.lines(say.language):
                _print(line, error=True)
            raise
        apply_table(workspace, rows, sources.rehash)
        _print(say("cli.review.applied", count=len(rows)))


@app.command(help=_say("cli.help.status"))
def status(work: Work) -> None:
    """Tell how far the review has come."""
    from medvirk_nlp.review.status import status as count
    from medvirk_nlp.review.status import status_lines
    from medvirk_nlp.review.workspace import Workspace

    with Workspace.open(work, read_only=True) as workspace:
        say = _speak(workspace.run.settings.language)
        for line in status_lines(count(workspace), say.language):
            _print(line)


@app.command(help=_say("cli.help.release"))
def release(
    work: Work,
    out: Out,
    reviewer: Annotated[str, typer.Option("--reviewer", help=_say("cli.help.reviewer"))] = "",
    withhold_open: Annotated[
        bool, typer.Option("--withhold-open", help=_say("cli.help.withhold_open"))
    ] = False,
) -> None:
    """Release what nothing is open about any more."""
    from medvirk_nlp.releasing import LeakError
    from medvirk_nlp.releasing import release as let_out
    from medvirk_nlp.review.gate import GateShutError, gate_lines
    from medvirk_nlp.review.run_record import read_run_record

    say = _speak(read_run_record(work).settings.language if work.is_dir() else "nb")
    try:
        done = let_out(work, out, reviewer=reviewer, withhold_undecided=withhold_open)
    except GateShutError as error:
        for line in gate_lines(error.report, say.language):
            _print(line, error=True)
        raise
    except LeakError as error:
        for leak in error.leaks:
            _print(say("cli.release.leak", file=leak.path_name, place=leak.place), error=True)
        raise
    _print(say("cli.release.done", passages=done.passages, withheld=done.withheld))
    for name in done.files:
        _print(f"  {name}")


@app.command(help=_say("cli.help.anonymize"))
def anonymize(
    file: Annotated[Path | None, typer.Argument(help=_say("cli.help.file"))] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help=_say("cli.help.one_out"))] = None,
    fast: Fast = False,
) -> None:
    """Anonymize one file, or what comes on standard input, as text."""
    from medvirk_nlp.quick import anonymize_file, anonymize_text

    say = texts(_default_language())
    pipeline = _pipeline(fast)
    clean = (
        anonymize_text(sys.stdin.buffer.read(), pipeline)
        if file is None
        else anonymize_file(file, pipeline)
    )
    if out is None:
        sys.stdout.buffer.write(clean.text.encode())
        sys.stdout.buffer.flush()
    else:
        from medvirk_nlp.review.private_files import write_private

        if out.exists():
            raise UsageError("cli.error.file_exists")
        write_private(out, clean.text.encode())
    _print(say("cli.anonymize.done", findings=clean.findings, flags=clean.flags), error=True)
    for reason in clean.held:
        _print(say("cli.run.held", reason=say(f"reading.{reason}"), locator=""), error=True)
    raise typer.Exit(HELD if clean.held else DONE)


@app.command(help=_say("cli.help.code"))
def code(
    file: Annotated[Path, typer.Argument(help=_say("cli.help.table_file"))],
    column: Annotated[str, typer.Option("--column", "-c", help=_say("cli.help.column"))],
    out: Out,
    fast: Fast = False,
) -> None:
    """Anonymize and code one column of a csv or xlsx file."""
    from medvirk_nlp.quick import code_column

    say = texts(_default_language())
    count = code_column(file, column, out, _pipeline(fast))
    _print(say("cli.code.done", count=count))


@app.command(help=_say("cli.help.check"))
def check(
    path: Annotated[Path, typer.Argument(help=_say("cli.help.check_path"))],
    work: Annotated[Path, typer.Option("--work", "-w", help=_say("cli.help.work"))],
) -> None:
    """Look for what was masked in finished files."""
    from medvirk_nlp.releasing import LeakError, check_files
    from medvirk_nlp.review.run_record import read_run_record

    say = _speak(read_run_record(work).settings.language if work.is_dir() else "nb")
    leaks, count = check_files(path, work)
    for leak in leaks:
        _print(say("cli.release.leak", file=leak.path_name, place=leak.place), error=True)
    if leaks:
        raise LeakError(leaks)
    _print(say("cli.check.clean", count=count))


@app.command(help=_say("cli.help.evaluate"))
def evaluate(
    gold: Annotated[Path, typer.Argument(help=_say("cli.help.gold"))],
    coding: Annotated[bool, typer.Option("--coding", help=_say("cli.help.coding"))] = False,
    metamorphic: Annotated[
        bool, typer.Option("--metamorphic", help=_say("cli.help.metamorphic"))
    ] = False,
    json: Annotated[Path | None, typer.Option("--json", help=_say("cli.help.json"))] = None,
    misses: Annotated[int, typer.Option("--misses", min=0, help=_say("cli.help.misses"))] = 0,
    show_text: Annotated[
        bool, typer.Option("--show-text", help=_say("cli.help.show_text"))
    ] = False,
    min_direct: Annotated[float | None, _limit("min_direct")] = None,
    min_quasi: Annotated[float | None, _limit("min_quasi")] = None,
    min_precision: Annotated[float | None, _limit("min_precision")] = None,
    max_leaked: Annotated[float | None, _limit("max_leaked")] = None,
    min_themes: Annotated[float | None, _limit("min_themes")] = None,
    min_polarity: Annotated[float | None, _limit("min_polarity")] = None,
    max_name_loss: Annotated[float | None, _limit("max_name_loss")] = None,
    fast: Fast = False,
) -> None:
    """Compare with an annotated set, and fail where a limit is not kept."""
    from medvirk_nlp.evaluation.evaluate import evaluate as compare
    from medvirk_nlp.evaluation.gold import read_gold
    from medvirk_nlp.evaluation.report import limit_lines, miss_lines
    from medvirk_nlp.evaluation.thresholds import Thresholds

    if misses and not show_text:
        raise UsageError("evaluation.error.show_text")
    if json is not None and json.exists():
        raise UsageError("cli.error.file_exists")
    limits = Thresholds(
        min_direct, min_quasi, min_precision, max_leaked, min_themes, min_polarity, max_name_loss
    )
    say = texts(_default_language())
    documents = read_gold(gold)
    with _progress() as report:
        report("load", 0, 1)
        pipeline = _pipeline(fast)
        report("load", 1, 1)
        done = compare(
            documents,
            pipeline,
            coding=coding or limits.ask_coding,
            metamorphic=metamorphic or limits.ask_metamorphic,
            report=report,
        )
    for line in done.lines(say.language):
        _print(line)
    if misses:
        for line in miss_lines(done, documents, misses, say.language):
            _print(line)
    if json is not None:
        json.write_text(done.to_json(), encoding="utf-8")
    broken = limits.broken(done)
    for line in limit_lines(broken, say.language):
        _print(line, error=True)
    if broken:
        raise RefusedError("evaluation.error.limits", count=len(broken))


def main() -> NoReturn:
    """Run the program: every error becomes a plain message and an exit code."""
    # Presidio and spaCy tell things about the text they read.
    for name in ("presidio-analyzer", "presidio-anonymizer", "spacy"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        app(standalone_mode=True)
    except MedvirkError as error:
        _print(texts(_default_language())(error.key, **error.values), error=True)
        sys.exit(error.exit_code)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        _print(texts(_default_language())("cli.error.system", reason=reason), error=True)
        sys.exit(1)
    except Exception as error:
        # The message of an unforeseen error may quote what somebody said: only its kind is told.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).stem}:{place.tb_lineno}" if place else ""
        told = f"{type(error).__name__} {where}"
        _print(texts(_default_language())("cli.error.unexpected", kind=told), error=True)
        sys.exit(1)
    sys.exit(DONE)


def _pipeline(fast: bool) -> Pipeline:
    from medvirk_nlp.pipeline import load

    return load("fast" if fast else "accurate")


def _pipeline_for(folder: Path, fast: bool) -> Pipeline:
    from medvirk_nlp.pipeline import load_for
    from medvirk_nlp.project import load_project

    return load_for(load_project(folder), folder, "fast" if fast else "accurate")


def _speak(language: str) -> Texts:
    """Return the sentences of the language asked for, else of the project's."""
    os.environ.setdefault(LANGUAGE_VARIABLE, language)
    return texts(_default_language())


def _print(line: str, error: bool = False) -> None:
    typer.echo(line, err=error)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for every step; on a file or pipe, nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    say = texts(_default_language())
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
