"""Files that hold no notes, and the order of names that does not depend on the machine."""

from __future__ import annotations

import unicodedata

from medvirk_nlp.project import FILE_NAME, MEASURES_NAMES, PARAPHRASES_NAME

_SYSTEM = (".ds_store", "desktop.ini", "thumbs.db")
_NAMES = frozenset({*_SYSTEM, FILE_NAME, PARAPHRASES_NAME, *MEASURES_NAMES})
_STARTS = ("~$", "._", ".~lock.")
"""Lock files of Word and LibreOffice and the shadow files of a Mac."""
_FOLDERS = frozenset({"__macosx"})


def is_skipped(name: str) -> bool:
    """Tell whether a file, by its name with the folders before it, is one that systems leave."""
    *folders, last = name.replace("\\", "/").split("/")
    left = last.casefold() in _NAMES or last.startswith(_STARTS)
    return left or any(folder.casefold() in _FOLDERS for folder in folders)


def name_order(name: str) -> tuple[str, str]:
    """Return the key by which names are sorted, the same on every machine."""
    return unicodedata.normalize("NFC", name).casefold(), name
