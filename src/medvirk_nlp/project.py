"""``medvirk.toml``: the settings of one project, checked when read."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from medvirk_nlp.errors import UsageError

FILE_NAME = "medvirk.toml"
PARAPHRASES_NAME = "medvirk-omskrivinger.json"
"""File among the notes with the words reviewers put in the place of others."""
MEASURES_NAMES = ("tiltak.yaml", "tiltak.xlsx", "tiltak.csv")
"""Files among the notes that tell what the service does; the first that is there counts."""
FLOOR = 3
"""Smallest group size a project may set (DESIGN.md, invariant 9)."""

Group = Literal["barn_unge", "foreldre", "fosterforeldre", "samarbeidspartner", "ansatt"]
ColumnRole = Literal["feedback", "drop", "quasi", "scale", "question"]
"""Comments, left out, who the respondent is, closed answers, the question of a table with one
answer a row."""


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
        Role of a survey column by its heading or its number from 1, where guessing is not enough.
        Goes before those of the whole project.
    """

    files: str
    group: Group | None = None
    participants: int | None = Field(default=None, ge=1)
    columns: dict[str, ColumnRole] = {}


class SurveySettings(_Settings):
    """What holds for all surveys of a project.

    Attributes
    ----------
    columns : dict of str to ColumnRole
        Role of a column by its heading or its number from 1.
    """

    columns: dict[str, ColumnRole] = {}


Chapter = Annotated[int, Field(ge=0, le=7)]
"""Number of a chapter of Bufdir's template; 0 leaves the part out."""


class Placement(_Settings):
    """In which chapter of the yearly report each part stands.

    Attributes
    ----------
    summary : int
        The three lines that sum up.
    example : int
        The composite example, where there is one.
    participation : int or "own"
        What the participants say; "own" makes it a chapter of its own after chapter 4.
    staff : int
        Themes that concern staffing and competence.
    partners : int
        Themes that concern cooperation with other services.
    challenges, measures : int
    """

    summary: Chapter = 1
    example: Chapter = 3
    participation: Annotated[int, Field(ge=1, le=7)] | Literal["own"] = 4
    staff: Chapter = 4
    partners: Chapter = 5
    challenges: Chapter = 6
    measures: Chapter = 7


class ReportSettings(_Settings):
    """How the chapter of the yearly report looks.

    Attributes
    ----------
    template : str
        A Word file (.docx) whose styles, page, header and footer are used, relative to the project
        file; empty for the looks of the program.
    into : str
        A Word file (.docx) of the municipality's own that the chapter is put into, in its looks: at
        the bookmark ``medvirkning`` or the line ``[medvirkning]``, else at the end.
    numbered : bool
        Whether the chapters' titles begin with their numbers; not needed where the styles of the
        template number the headings.
    examples : int
        Most comments shown on each side of a theme; 0 for a chapter without quotes.
    composite_example : str
        A text file with an example put together by people, relative to the project file.
    composite_example_approved_by : str
        Initials of the person who approved it; without them it is not used.
    placement : Placement
    """

    template: str = ""
    into: str = ""
    numbered: bool = True
    examples: int = Field(default=3, ge=0, le=6)
    composite_example: str = ""
    composite_example_approved_by: str = ""
    placement: Placement = Placement()


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
    coder : str
        Folder of a coder that `medvirk learn` made, relative to the project file; empty for the
        shipped one.
    k : int
        Fewest distinct participants behind any published figure or text.
    earlier : str
        Folder of the report on the earlier round, or its ``summary.json``, relative to the project
        file; empty where there is none.
    survey : SurveySettings
    report : ReportSettings
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
    coder: str = ""
    k: int = Field(default=5, ge=FLOOR)
    earlier: str = ""
    survey: SurveySettings = SurveySettings()
    report: ReportSettings = ReportSettings()
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
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("cli.error.project_syntax") from error
    try:
        return Project.model_validate(settings)
    except ValidationError as error:
        places = [e["loc"] for e in error.errors()]
        if columns := sorted({_column_place(settings, p) for p in places if "columns" in p[:-1]}):
            roles = ", ".join(get_args(ColumnRole))
            raise UsageError(
                "cli.error.column_role", settings=", ".join(columns), roles=roles
            ) from (error)
        named = ", ".join(sorted({".".join(map(str, place)) for place in places}))
        raise UsageError("cli.error.project_setting", settings=named) from error


def _column_place(settings: dict[str, Any], place: tuple[int | str, ...]) -> str:
    """Name the setting of a column by its number: the heading may hold what is not to be shown."""
    table: Any = settings
    *way, last = place
    for step in way:
        table = table[step]
    parts = [str(step + 1) if isinstance(step, int) else step for step in way]
    return f"[{'.'.join(parts)}] nr. {list(table).index(last) + 1}"
