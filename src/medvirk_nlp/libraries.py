"""How the libraries beneath behave: they say nothing of what they read, and keep to one core."""

from __future__ import annotations

import logging
import os

_TALKATIVE = ("presidio-analyzer", "presidio-anonymizer", "spacy")
"""Presidio and spaCy tell things about the text they read."""
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "RAYON_NUM_THREADS",  # tokenizers
)


def silence() -> None:
    """Let no library log what it reads."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def keep_to_one_core() -> None:
    """Give this process one thread of each library, whether it is loaded already or not.

    Processes side by side that each take all cores for every small product of matrices are slower
    than one.
    """
    for name in _THREADS:
        os.environ[name] = "1"
    import numpy as np  # noqa: F401, threadpoolctl sees only what is loaded
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
