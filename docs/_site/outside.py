"""Links out of ``docs/``: right where the code is read, and made to fit the site.

A link to a file that the site has a page for leads to that page; of any other, the words stay.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<path>\.\.?/[^)#\s]+)(?:#[^)\s]*)?\)")


def lead(app: Sphinx, page: str, source: list[str]) -> None:
    """Rewrite the links of one page."""
    docs = Path(app.srcdir).resolve()
    here = (docs / page).parent

    def led(link: re.Match[str]) -> str:
        target = (here / link["path"]).resolve()
        if target.is_relative_to(docs):
            return link[0]
        inside = app.config.outside_pages.get(target.relative_to(docs.parent).as_posix())
        return f"[{link['words']}](/{inside})" if inside else link["words"]

    source[0] = LINK.sub(led, source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_config_value("outside_pages", {}, "env")
    app.connect("source-read", lead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
