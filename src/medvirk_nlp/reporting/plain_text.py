"""Text that is safe to put in a file: no hidden characters, nothing a spreadsheet would run."""

from __future__ import annotations

import re
import unicodedata

FORMULA_START = "=+-@"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANKS = re.compile(r"\s+")


def visible(text: str) -> str:
    """Return ``text`` on one line and without what a reader cannot see.

    Control, format (bidirectional marks, zero-width, soft hyphen, tags), surrogate, private-use and
    unassigned characters go; so do variation selectors. The result is in NFC.
    """
    spaced = _BLANKS.sub(" ", _VARIATION_SELECTORS.sub("", text))
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _HIDDEN)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", kept)).strip()


def cell_text(text: str) -> str:
    """Return ``text`` for a spreadsheet cell: visible, and never the start of a formula.

    A text that begins like a formula gets an apostrophe in front, as OWASP advises («CSV
    Injection»); taking the apostrophe away gives the text back.
    """
    shown = visible(text)
    return f"'{shown}" if shown.startswith(tuple(FORMULA_START)) else shown
