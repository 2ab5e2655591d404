"""``medvirk evaluate``: figures on an annotated set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medvirk_nlp.cli.common import (
    SAY,
    Fast,
    app,
    default_language,
    limit,
    load_pipeline,
    progress,
    tell,
)
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.texts import texts


@app.command(help=SAY("cli.help.evaluate"))
def evaluate(
    gold: Annotated[Path, typer.Argument(help=SAY("cli.help.gold"))],
    coding: Annotated[bool, typer.Option("--coding", help=SAY("cli.help.coding"))] = False,
    metamorphic: Annotated[
        bool, typer.Option("--metamorphic", help=SAY("cli.help.metamorphic"))
    ] = False,
    json: Annotated[Path | None, typer.Option("--json", help=SAY("cli.help.json"))] = None,
    misses: Annotated[int, typer.Option("--misses", min=0, help=SAY("cli.help.misses"))] = 0,
    show_text: Annotated[bool, typer.Option("--show-text", help=SAY("cli.help.show_text"))] = False,
    min_direct: Annotated[float | None, limit("min_direct")] = None,
    min_quasi: Annotated[float | None, limit("min_quasi")] = None,
    min_precision: Annotated[float | None, limit("min_precision")] = None,
    max_leaked: Annotated[float | None, limit("max_leaked")] = None,
    min_themes: Annotated[float | None, limit("min_themes")] = None,
    min_polarity: Annotated[float | None, limit("min_polarity")] = None,
    max_name_loss: Annotated[float | None, limit("max_name_loss")] = None,
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
    say = texts(default_language())
    documents = read_gold(gold)
    with progress() as report:
        report("load", 0, 1)
        pipeline = load_pipeline(fast)
        report("load", 1, 1)
        done = compare(
            documents,
            pipeline,
            coding=coding or limits.ask_coding,
            metamorphic=metamorphic or limits.ask_metamorphic,
            report=report,
        )
    for line in done.lines(say.language):
        tell(line)
    if misses:
        for line in miss_lines(done, documents, misses, say.language):
            tell(line)
    if json is not None:
        json.write_text(done.to_json(), encoding="utf-8")
    broken = limits.broken(done)
    for line in limit_lines(broken, say.language):
        tell(line, error=True)
    if broken:
        raise RefusedError("evaluation.error.limits", count=len(broken))
