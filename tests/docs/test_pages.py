"""What the pages show is run: their Python prints what stands below it, their commands exist."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

import medvirk_nlp as mn
from medvirk_nlp.cli import app

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
RUNNABLE = sorted((ROOT / "docs" / "interop").glob("*.md"))
FENCE = re.compile(r"^```(?P<kind>[a-z]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(?:python -m medvirk_nlp|medvirk) ([^`\n]+)`")


class Snippet(NamedTuple):
    code: str
    printed: str | None
    line: int


def _name(page: Path) -> str:
    return page.relative_to(ROOT / "docs").as_posix()


def _snippets(page: Path) -> list[Snippet]:
    """Return the Python of a page, each with the output shown right below it."""
    text = page.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    found = []
    for fence, below in zip(fences, [*fences[1:], None], strict=True):
        if fence["kind"] == "python":
            is_shown = below is not None and below["kind"] == "text"
            is_next = is_shown and not text[fence.end() : below.start()].strip()
            line = text.count("\n", 0, fence.start()) + 1
            found.append(Snippet(fence["body"], below["body"] if is_next else None, line))
    return found


@pytest.mark.parametrize("page", RUNNABLE, ids=_name)
def test_the_python_of_a_page_prints_what_stands_below_it(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "page"}
    snippets = _snippets(page)
    assert any(snippet.printed for snippet in snippets)
    for snippet in snippets:
        printed = io.StringIO()
        place = "\n" * snippet.line
        with redirect_stdout(printed):
            exec(compile(place + snippet.code, str(page), "exec"), names)
        if snippet.printed is not None:
            assert printed.getvalue() == snippet.printed, f"line {snippet.line}"


def _commands(page: Path) -> list[str]:
    """Return what a page tells to type after `medvirk`."""
    text = page.read_text(encoding="utf-8")
    blocks = [f["body"] for f in FENCE.finditer(text) if f["kind"] in ("", "sh", "bash")]
    lines = [line for block in blocks for line in block.splitlines()]
    typed = [line.split("medvirk ", 1)[1] for line in lines if line.startswith("medvirk ")]
    return [*typed, *INLINE.findall(FENCE.sub("", text))]


ALL_COMMANDS = sorted({(_name(p), command) for p in PAGES for command in _commands(p)})


def test_commands_are_found_in_the_pages() -> None:
    assert len(ALL_COMMANDS) > 20


@pytest.mark.parametrize(("page", "command"), ALL_COMMANDS)
def test_a_command_of_a_page_exists_with_its_options(page: str, command: str) -> None:
    words = shlex.split(command.split("  #")[0].split("…")[0])
    here: Any = typer.main.get_command(app)
    known = {name for option in here.params for name in option.opts} | {"--help"}
    while words:
        word = words.pop(0)
        if word.startswith("-"):
            assert word in known, f"{page}: {word}"
            if any(word in o.opts and not o.is_flag for o in here.params if hasattr(o, "is_flag")):
                words = words[1:]
        elif hasattr(here, "commands"):
            assert word in here.commands, f"{page}: {word}"
            here = here.commands[word]
            known = {n for o in here.params for n in (*o.opts, *o.secondary_opts)} | {"--help"}


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{_name(page)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_tutorial_tells_what_the_example_gives(example_run: mn.Run) -> None:
    assert "åtte filer" in (ROOT / "docs" / "brukerveiledning.md").read_text(encoding="utf-8")
    assert (len(example_run.documents), example_run.held) == (8, 0)
    assert 380 <= example_run.status.passages <= 420  # «omtrent fire hundre»
    assert 20 <= example_run.status.waiting <= 99  # «noen titalls»
    assert {"always_stop", "disclosure", "combination"} <= set(example_run.status.open_kinds)
    assert example_run.status.quotes > 0
    files = {path.name for path in (example_run.work / "utkast").iterdir()}
    assert {"oppfolging.docx", "hva-ble-lest.docx"} <= files
    survey = example_run.documents[5]
    assert survey.format == "xlsx"  # «dok-06», whose names and addresses were dropped
    assert {"dropped.name_column", "dropped.email_column"} <= {d.what for d in survey.dropped}
