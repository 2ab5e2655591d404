"""Which paragraph styles of a Word document are headings."""

from __future__ import annotations

import re
import zipfile

from medvirk_nlp.reading.word_text import W
from medvirk_nlp.reading.xml import parse

_STYLES = "word/styles.xml"
_HEADING = re.compile(r"(heading|overskrift|title|tittel|subtitle|undertittel)\b", re.IGNORECASE)
_ID = re.compile(r"(heading|overskrift)\d?$|title$|tittel$", re.IGNORECASE)


def heading_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """Return the ids of the styles that make a heading, styles built on them included.

    A style counts by its name in English or Norwegian, or by an outline level.
    """
    if _STYLES not in package.namelist():
        return frozenset()
    found: set[str] = set()
    based: dict[str, str] = {}
    for style in parse(package, _STYLES).iter(f"{W}style"):
        identity = style.get(f"{W}styleId") or ""
        name = style.find(f"{W}name")
        parent = style.find(f"{W}basedOn")
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        named = name is not None and _HEADING.match(name.get(f"{W}val") or "")
        if named or _ID.match(identity) or (outline is not None and outline.get(f"{W}val") != "9"):
            found.add(identity)
        if parent is not None:
            based[identity] = parent.get(f"{W}val") or ""
    for identity in based:
        seen = {identity}
        ancestor = based.get(identity)
        while ancestor and ancestor not in seen:
            seen.add(ancestor)
            if ancestor in found:
                found.add(identity)
            ancestor = based.get(ancestor)
    return frozenset(found)
