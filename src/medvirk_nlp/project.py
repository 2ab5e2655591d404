"""``medvirk.toml``: the settings of one project, checked when read."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from medvirk_nlp.errors import UsageError

FILE_NAME = "medvirk.toml"
FLOOR = 3
"""Smallest group size a project may set (DESIGN.md, invariant 9)."""

Group = Literal["barn_unge", "foreldre", "fosterforeldre", "samarbeidspartner", "ansatt"]
ColumnRole = Literal["feedback", "drop", "quasi", "scale"]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Settings):
    """What is known of the files whose names match ``files``.

    Attributes
    ----------
    files : str
        Shell pattern on the file name, case-insensitive ("*ungdom*.docx").
    group : Group or None
        Who speaks.
    participants : int or None
        How many persons took part, all matching files of one session together.
    columns : dict of str to ColumnRole
        Role of a survey column by its heading, where guessing is not enough.
    """

    files: str
    group: Group | None = None
    participants: int | None = Field(default=None, ge=1)
    columns: dict[str, ColumnRole] = {}


class Project(_Settings):
    """Settings of a project.

    Attributes
    ----------
    title, municipality : str
        Printed in the report. The municipality publishes the report, so its name is not masked
        there, only in what people said.
    language : {"nb", "nn", "en"}
        Of messages and report.
    period : str
        The council's four years, "2024-2027".
    cycle_year : {1, 2, 3, 4}
        Which year of the period.
    year : int
        Calendar year of the material.
    policy, codebook : str
        Name of a shipped file or path to an own one, relative to the project file.
    k : int
        Fewest distinct participants behind any published figure or text.
    sources : list of Source
        First match wins.
    """

    title: str = "Medvirkningsverksted"
    municipality: str = ""
    language: Literal["nb", "nn", "en"] = "nb"
    period: str = Field(default="", pattern=r"^(\d{4}-\d{4})?$")
    cycle_year: Literal[1, 2, 3, 4] = 3
    year: int | None = Field(default=None, ge=2000, le=2100)
    policy: str = "standard"
    codebook: str = "barnevern"
    k: int = Field(default=5, ge=FLOOR)
    sources: tuple[Source, ...] = ()

    def source(self, file_name: str) -> Source:
        """Return the settings for a file, empty ones where no pattern matches."""
        for source in self.sources:
            if fnmatchcase(file_name.casefold(), source.files.casefold()):
                return source
        return Source(files="*")

    @staticmethod
    def own_file(name: str, folder: Path) -> str | Path:
        """Return the project's own policy or codebook if ``name`` is one, else ``name``."""
        path = folder / name
        return path if path.is_file() else name


def load_project(folder: Path) -> Project:
    """Read ``medvirk.toml`` of a folder; a folder without one gets the defaults.

    Raises
    ------
    UsageError
        When the file is no TOML or holds a setting that cannot be; the message names the setting.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Project()
    try:
        return Project.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("cli.error.project_syntax") from error
    except ValidationError as error:
        places = ", ".join(sorted({".".join(map(str, e["loc"])) for e in error.errors()}))
        raise UsageError("cli.error.project_setting", settings=places) from error
