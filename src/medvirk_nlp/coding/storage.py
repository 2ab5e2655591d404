"""A saved coder: numbers in ``coder.npz``, everything else in ``coder.json``. Never a pickle."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medvirk_nlp.errors import ModelError

FORMAT = 2
_JSON, _NPZ = "coder.json", "coder.npz"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""Date of the entries, so that the same numbers give the same bytes."""


def write(folder: Path, described: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write both files; the same content gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"format": FORMAT, **described}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0)
    (folder / _JSON).write_text(text + "\n", encoding="utf-8", newline="\n")
    with zipfile.ZipFile(folder / _NPZ, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            numbers = io.BytesIO()
            rows_first = np.ascontiguousarray(arrays[name])
            np.lib.format.write_array(numbers, rows_first, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", _NO_TIME),
                numbers.getvalue(),
                zipfile.ZIP_DEFLATED,
            )


def read(folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return what `write` was given.

    Raises
    ------
    ModelError
        ``coding.model.damaged`` when a file is missing, cannot be parsed or has another format.
    """
    try:
        described: dict[str, Any] = json.loads((folder / _JSON).read_text(encoding="utf-8"))
        with np.load(folder / _NPZ, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError("coding.model.damaged") from error
    if described.get("format") != FORMAT:
        raise ModelError("coding.model.damaged")
    return described, arrays
