"""The last look before anything leaves: is anything that was removed still in the finished files?

The check opens the bytes as they lie on the disk and shares no code with the rooms that found and
removed personal data, or with the writers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medvirk_nlp.reporting.leak_parts import CannotOpenError, Part, parts
from medvirk_nlp.reporting.leak_secrets import Secrets


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A place that must be mended before release. Never says what was found.

    Attributes
    ----------
    path_name : str
        Name of the finished file.
    place : str
        Numbers of the members within the file («/7» is the seventh, «/7/b» something packed as
        base64 in it), «/0» for the list of members, "name" for the name of the file itself, empty
        for the file as a whole.
    kind : {"found", "unchecked"}
        Something was found, or a part could not be opened and so not be checked.
    """

    path_name: str
    place: str
    kind: Literal["found", "unchecked"] = "found"


def leak_check(
    paths: Iterable[Path],
    secrets: Iterable[str],
    allowed: Iterable[str] = (),
    is_word: Callable[[str], bool] | None = None,
) -> list[Leak]:
    """Look for secrets in finished files, in every part, encoding and way of writing.

    Parameters
    ----------
    paths : iterable of Path
        Finished files.
    secrets : iterable of str
        What must not be in them: the surface of what was masked. Compared without regard to case,
        composition, hidden characters, signs and line breaks; numbers of six digits and more by
        their digits alone. Single letters are never looked for: an M stands in every drawing.
    allowed : iterable of str
        What the report prints on purpose, such as the name of the municipality.
    is_word : callable, optional
        Whether a lower-case word is an ordinary one; see `Secrets`.

    Returns
    -------
    list of Leak
        Sorted, each place once; empty where the files are clean. A path that is no file is reported
        as not checked.
    """
    wanted = Secrets(secrets, allowed, is_word)
    leaks: set[Leak] = set()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            content = None
            leaks.add(Leak(path.name, "", "unchecked"))
        leaks.update(leaks_in(path.name, content or b"", wanted))
    return sorted(leaks)


def leaks_in(name: str, content: bytes, wanted: Secrets) -> list[Leak]:
    """Look for secrets in the name and the bytes of one finished file.

    Returns
    -------
    list of Leak
        Sorted, each place once.
    """
    leaks: set[Leak] = set()
    if wanted.in_part(Part("", name.encode("utf-8", "surrogatepass"))):
        leaks.add(Leak(name, "name"))
    try:
        for part in parts(content):
            if wanted.in_part(part):
                leaks.add(Leak(name, part.place))
    except CannotOpenError as error:
        leaks.add(Leak(name, str(error), "unchecked"))
    return sorted(leaks)
