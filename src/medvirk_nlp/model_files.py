"""Where the shipped models lie: inside the installed package, or in ``models/`` of a checkout."""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.errors import ModelError

DEFAULTS = {"ner": "ner/accurate", "encoder": "encoder/e5"}


def model_path(name: str) -> Path:
    """Return the folder of a shipped model.

    Parameters
    ----------
    name : str
        "ner/accurate", "ner/fast" (spaCy pipelines), "ner" (the default of them), "encoder",
        "coder".

    Raises
    ------
    ModelError
        When the installation holds no such model.
    """
    name = DEFAULTS.get(name, name)
    package = Path(__file__).resolve().parent
    for root in (package / "models", package.parents[1] / "models"):
        if (root / name).is_dir():
            return root / name
    raise ModelError("cli.error.model_missing", name=name)
