"""The entry point of the program: every error becomes a plain message and an exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from medvirk_nlp.cli.common import (
    DONE,
    app,
    default_language,
    tell,
)
from medvirk_nlp.cli.console import forgive
from medvirk_nlp.errors import MedvirkError, UsageError
from medvirk_nlp.libraries import silence
from medvirk_nlp.texts import texts


def main() -> NoReturn:
    """Run the program: every error becomes a plain message and an exit code."""
    silence()
    forgive()
    try:
        app(standalone_mode=True)
    except SystemExit as ended:
        # Typer has told in English what it missed; a command of ours ends in a MedvirkError.
        if ended.code == UsageError.exit_code and sys.argv[1:]:
            tell(texts(default_language())("cli.error.usage"), error=True)
        raise
    except MedvirkError as error:
        tell(texts(default_language())(error.key, **error.values), error=True)
        sys.exit(error.exit_code)
    except MemoryError:
        tell(texts(default_language())("cli.error.memory"), error=True)
        sys.exit(1)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        tell(texts(default_language())("cli.error.system", reason=reason), error=True)
        sys.exit(1)
    except Exception as error:
        # The message of an unforeseen error may quote what somebody said: only its kind is told.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).stem}:{place.tb_lineno}" if place else ""
        told = f"{type(error).__name__} {where}"
        tell(texts(default_language())("cli.error.unexpected", kind=told), error=True)
        sys.exit(1)
    sys.exit(DONE)
