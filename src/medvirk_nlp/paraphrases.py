"""The words reviewers have put in the place of what somebody said.

The work folder knows them by their hash only, as it holds no text. The words themselves lie in a
file of their own among the notes, on the same disk and under the same rules for deletion.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from medvirk_nlp.errors import MedvirkError
from medvirk_nlp.project import PARAPHRASES_NAME
from medvirk_nlp.review.model import text_hash
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.review.workspace import Workspace

LONGEST = 4000
"""Characters of a paraphrase."""


def read_paraphrases(folder: Path) -> dict[str, str]:
    """Return the paraphrases of a folder of notes by their hash; none where there is no file.

    A text that is not the one of its hash is left out, so that the passage goes back to review.
    """
    try:
        told = json.loads((folder / PARAPHRASES_NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {key: text for key, text in told.items() if _is_of(text, key)}


def keep_paraphrase(
    folder: Path, text: str, known: Mapping[str, str], in_use: Collection[str]
) -> dict[str, str]:
    """Write a paraphrase down beside those still in use, and return them all.

    Parameters
    ----------
    folder : Path
        Of the notes.
    text : str
    known : mapping of str to str
        From ``read_paraphrases``.
    in_use : collection of str
        Hashes that some decision still stands on; the others are dropped.

    Raises
    ------
    OSError
        When the folder cannot be written to.
    """
    kept = {key: known[key] for key in sorted(known) if key in in_use}
    kept[text_hash(text)] = text
    _write(folder / PARAPHRASES_NAME, kept)
    return kept


def forget_paraphrases(work: Path) -> int:
    """Delete the paraphrases that decisions in a work folder name, and return how many they were.

    Others in the same file stay: another work folder may stand on them. A folder whose decisions
    cannot be read names none.

    Parameters
    ----------
    work : Path

    Raises
    ------
    OSError
        When the file cannot be written or deleted.
    """
    try:
        with Workspace.open(work, read_only=True) as workspace:
            source = workspace.source
            named = {d.payload.result_sha256 for d in workspace.decisions()}
    except MedvirkError:
        return 0
    path = source / PARAPHRASES_NAME
    known = read_paraphrases(source)
    kept = {key: text for key, text in known.items() if key not in named}
    if len(kept) == len(known):
        return 0
    if kept:
        _write(path, kept)
    else:
        path.unlink()
    return len(known) - len(kept)


def _write(path: Path, texts: Mapping[str, str]) -> None:
    content = json.dumps(texts, ensure_ascii=False, indent=1, sort_keys=True)
    write_private(path, f"{content}\n".encode())


def _is_of(text: object, key: str) -> bool:
    return isinstance(text, str) and text_hash(text) == key
