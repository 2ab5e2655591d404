"""Errors a user may meet.

    MedvirkError            exit code 1
    ├── UsageError          2   wrong use: bad setting, missing folder
    ├── ReadError           3   a file could not be read; caught per file, which is then held
    ├── RefusedError        4   the gate, the leak check or the lock said no
    └── ModelError          1   a model is missing or is not the one expected

Each carries a key into ``resources/texts/<language>/`` and values for its blanks, so that the
message comes out in the user's language. Values are numbers and neutral ids, never note text.
"""

from __future__ import annotations


class MedvirkError(Exception):
    """Base of all errors meant for the user.

    Parameters
    ----------
    key : str
        ``<file>.<entry>`` of the message, for example ``"reading.held.encrypted"``.
    **values
        What fills the blanks of the message.
    """

    exit_code = 1

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        from medvirk_nlp.texts import texts

        return texts("en")(self.key, **self.values)


class UsageError(MedvirkError):
    """Wrong use: a setting that cannot be, a folder that is not there."""

    exit_code = 2


class ReadError(MedvirkError):
    """A file that could not be read. The run holds the file and goes on."""

    exit_code = 3


class RefusedError(MedvirkError):
    """The release gate, the leak check or the lock of a work folder said no."""

    exit_code = 4


class ModelError(MedvirkError):
    """A model is missing, damaged or not the one this version was built with."""
