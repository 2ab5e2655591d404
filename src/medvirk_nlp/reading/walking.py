"""All that lies in a folder and the folders in it, links not followed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def paths_below(folder: Path, is_skipped: Callable[[str], bool]) -> list[Path]:
    """Return every file, special file and link, and every folder that cannot be opened.

    Parameters
    ----------
    folder : Path
    is_skipped : callable
        Tells of a name whether it is passed over.
    """
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename))

    for root, directories, names in os.walk(folder, followlinks=False, onerror=closed):
        here = Path(root)
        links = [name for name in directories if (here / name).is_symlink()]
        directories[:] = [name for name in directories if name not in links]
        found += [here / name for name in [*names, *links] if not is_skipped(name)]
    return found


def size_of(path: Path) -> int:
    """Return the bytes of a file, without following a link; 0 where that cannot be told."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0
