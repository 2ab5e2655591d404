"""Pages in Norwegian: the language of the page, and the words of the theme around it."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def speak(app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Give a Norwegian page its language and its words."""
    for language, patterns in app.config.norwegian_pages.items():
        if any(fnmatch(page, pattern) for pattern in patterns):
            context["language"] = language
            context["_"] = context["gettext"] = partial(say, WORDS[language])


def say(words: dict[str, str], text: str) -> str:
    """Return a text of the theme in another language, or as it is."""
    return words.get(text, text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_config_value("norwegian_pages", {}, "html")
    app.connect("html-page-context", speak)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
