"""A console that does not know a letter gets the nearest one it knows, and never an error."""

from __future__ import annotations

import codecs
import sys
import unicodedata

_HANDLER = "medvirk.nearest"
_NEAREST = {
    "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ŋ": "n", "Ŋ": "N", "ŧ": "t",
    "«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "×": "x", "•": "*",
}  # fmt: skip


def forgive() -> None:
    """Let standard output and standard error write every text, whatever the language setting."""
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_HANDLER)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(map(_plain, unknown)), error.end


def _plain(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return _NEAREST.get(character, bare or "?")
