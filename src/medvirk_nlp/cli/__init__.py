"""The ``medvirk`` commands: thin, each calls one function of the library.

Nothing heavy is imported before a command needs it, so that ``medvirk --help`` answers at once. A
module holds commands that belong together; importing it registers them, in the order of the help.
"""

from medvirk_nlp.cli import starting, working, reviewing, single  # noqa: F401, I001
from medvirk_nlp.cli import measuring, agreeing, learning, comparing, planning, codebooks, privacy  # noqa: F401
from medvirk_nlp.cli.common import app
from medvirk_nlp.cli.program import main

__all__ = ["app", "main"]
