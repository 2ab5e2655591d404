"""A new project folder: settings with explanations, and a codebook to make one's own."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from string import Template

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import FILE_NAME
from medvirk_nlp.texts import LANGUAGES

CODEBOOK_FILE = "kodebok.yaml"
_HEAD = re.compile(r"\A(?:#[^\n]*\n|\n)*")


def shipped_codebooks() -> tuple[str, ...]:
    """Return the names of the codebooks that come with the program."""
    folder = files("medvirk_nlp") / "resources" / "codebooks"
    names = [entry.name for entry in folder.iterdir()]
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def start_project(folder: Path, codebook: str = "barnevern", language: str = "nb") -> None:
    """Write ``medvirk.toml`` and a copy of a codebook into a folder for notes.

    Parameters
    ----------
    folder : Path
        Made if it is not there. Other files in it stay as they are.
    codebook : str
        Name of a shipped codebook.
    language : {"nb", "nn", "en"}
        Of the explanations, and the project's own.

    Raises
    ------
    UsageError
        ``cli.init.exists`` when the folder is a project already, ``cli.init.codebook`` when no such
        codebook is shipped, ``cli.error.language`` for another language.
    OSError
        When the folder cannot be written.
    """
    if language not in LANGUAGES:
        raise UsageError("cli.error.language", languages=", ".join(LANGUAGES))
    if codebook not in shipped_codebooks():
        raise UsageError("cli.init.codebook", names=", ".join(shipped_codebooks()))
    settings, themes = folder / FILE_NAME, folder / CODEBOOK_FILE
    if settings.exists() or themes.exists():
        raise UsageError("cli.init.exists")
    resources = files("medvirk_nlp") / "resources"
    template = (resources / "templates" / f"medvirk.{language}.toml").read_text(encoding="utf-8")
    head = (resources / "templates" / f"codebook.{language}.txt").read_text(encoding="utf-8")
    shipped = (resources / "codebooks" / f"{codebook}.yaml").read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    filled = Template(template).substitute(language=language, codebook=CODEBOOK_FILE)
    # The shipped head is for developers; the one for whoever edits the copy takes its place.
    themes.write_text(head + _HEAD.sub("", shipped), encoding="utf-8", newline="\n")
    settings.write_text(filled, encoding="utf-8", newline="\n")
