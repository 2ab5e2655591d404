"""The leak oracle: all that a reader could get out of finished bytes, and what must not be there.

Written apart from `medvirk_nlp.reporting.leakcheck`, so that neither can hide the other's holes.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "medvirkningsverksted-2026"
SECRETS = Path(__file__).parent / "data" / "example_secrets.json"
_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """Fold a text so that no way of writing it can hide: composed, no Cf, lower case, one space."""
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", html.unescape(shown))).casefold()


def _texts(content: bytes) -> Iterable[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename
                yield from _texts(archive.read(entry))
        return
    for encoding in ("utf-8", "cp1252", "utf-16-le"):
        text = content.decode(encoding, "ignore")
        yield text
        yield _TAG.sub("", text)  # words split over runs
        yield _TAG.sub(" ", text)  # words of different paragraphs


def leaks(paths: Iterable[Path], secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Return (file, secret) for every secret that stands as a word of its own in a file."""
    found = []
    patterns = {s: re.compile(rf"(?<!\w){re.escape(plain(s))}(?!\w)") for s in secrets}
    for path in paths:
        haystack = "\n".join({plain(t) for t in (path.name, *_texts(path.read_bytes()))})
        digits = re.sub(r"\D+", " ", haystack).split()
        for secret, pattern in patterns.items():
            number = re.sub(r"\D", "", secret)
            as_number = len(number) >= 7 and number in digits
            if pattern.search(haystack) or as_number:
                found.append((path.name, secret))
    return found


def files_below(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return sorted(p for p in folder.rglob("*") if p.is_file())
