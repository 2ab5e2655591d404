"""The codebook: the themes comments are coded by. It is the only source of codes."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from medvirk_nlp.errors import UsageError

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_FOREIGN = frozenset({".csv", ".xlsx", ".qdc", ".qdpx"})

CodeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=400)]
Explanation = Annotated[str, Field(min_length=1, max_length=100_000)]
"""Long enough for the memo of a code in another program."""
Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Guid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class _Part(BaseModel):
    # frozen: a model never renames, merges or drops a code; forbid: a misspelt key is told
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Part):
    """A name in three languages. Nynorsk and English fall back on bokmål.

    Attributes
    ----------
    nb, nn, en : str
    """

    nb: Words
    nn: str = ""
    en: str = ""

    def __getitem__(self, language: str) -> str:
        return str(getattr(self, language, "")) or self.nb


class Definition(Title):
    """What belongs under a code, in three languages.

    Attributes
    ----------
    nb, nn, en : str
    """

    nb: Explanation


class Sentences(_Part):
    """Example comments in both written forms.

    Attributes
    ----------
    nb, nn : tuple of str
    """

    nb: tuple[Words, ...] = ()
    nn: tuple[Words, ...] = ()


class Category(_Part):
    """A heading that codes stand under, and that no comment gets.

    Attributes
    ----------
    id : str
        Unlike that of any code.
    title : Title
    definition : Definition or None
    parent : str or None
        The category or code it stands under.
    color : str or None
        "#RRGGBB", for programs that show codes in colors.
    guid : str or None
        The id another program gave it.
    """

    id: CodeId
    title: Title
    definition: Definition | None = None
    parent: CodeId | None = None
    color: Color | None = None
    guid: Guid | None = None


class Code(_Part):
    """One theme.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and underscores; never changed once in use.
    title : Title
    definition : Definition
        What belongs here, in one sentence.
    include, exclude : Sentences
        Invented comments that belong here, and near misses with the code they belong to.
    keywords : tuple of str
        Beginnings of words (bokmål) that often mean this theme.
    chapter : str
        Part of the yearly report, "<number of the template's chapter>.<part>".
    bedrekommune : str or None
        Dimension of the BedreKommune survey of the same content.
    sensitive : bool
        Quotes of this theme point easily to one family.
    parent : str or None
        The category or the wider code it stands under. A comment that gets a code does not thereby
        get those above it.
    color : str or None
        "#RRGGBB", for programs that show codes in colors.
    guid : str or None
        The id another program gave it; without one it is made from the ids of codebook and code.
    """

    id: CodeId
    title: Title
    definition: Definition
    include: Sentences = Sentences()
    exclude: Sentences = Sentences()
    keywords: tuple[Words, ...] = ()
    chapter: str = "4.brukermedvirkning"
    bedrekommune: str | None = None
    sensitive: bool = False
    parent: CodeId | None = None
    color: Color | None = None
    guid: Guid | None = None


class Codebook(_Part):
    """A versioned, unchangeable list of codes.

    Attributes
    ----------
    id : str
    version : str
        Rises with every change of meaning; figures of two years are comparable under one version.
    title : Title
    codes : tuple of Code
        In the order of the report.
    categories : tuple of Category
        Headings over codes; empty in a flat codebook.
    """

    id: CodeId
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]
    title: Title
    codes: Annotated[tuple[Code, ...], Field(min_length=1, max_length=999, repr=False)]
    categories: Annotated[tuple[Category, ...], Field(repr=False)] = ()

    @model_validator(mode="after")
    def _is_a_tree(self) -> Codebook:
        above = {part.id: part.parent for part in self.parts}
        if len(above) < len(self.parts):
            raise ValueError("a code stands twice")
        if not {parent for parent in above.values() if parent} <= above.keys():
            raise ValueError("a code stands under one that is not there")
        for start in above:
            seen, at = {start}, above[start]
            while at is not None:
                if at in seen:
                    raise ValueError("codes stand under each other")
                seen.add(at)
                at = above[at]
        return self

    @classmethod
    def from_file(cls, name_or_path: str | Path) -> Codebook:
        """Read a codebook.

        Parameters
        ----------
        name_or_path : str or Path
            Name of a shipped codebook ("barnevern") or path of a YAML file, or of any other file
            that `medvirk_nlp.coding.exchange.read_codebook` reads.

        Raises
        ------
        UsageError
            ``coding.codebook.missing`` when there is no such file, ``coding.codebook.syntax`` when
            it is no YAML, ``coding.codebook.content`` when an entry is missing, unknown or twice;
            the message names the entries.
        """
        if Path(name_or_path).suffix.lower() in _FOREIGN:
            from medvirk_nlp.coding.exchange import read_codebook

            return read_codebook(Path(name_or_path))
        source: Path | Traversable = Path(name_or_path)
        if _NAME.fullmatch(str(name_or_path)):
            source = files("medvirk_nlp") / "resources" / "codebooks" / f"{name_or_path}.yaml"
        if not source.is_file():
            raise UsageError("coding.codebook.missing")
        try:
            content = yaml.safe_load(source.read_text(encoding="utf-8-sig"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise UsageError("coding.codebook.syntax") from error
        return cls.checked(content)

    @classmethod
    def checked(cls, content: object) -> Codebook:
        """Return the codebook of plain data.

        Raises
        ------
        UsageError
            ``coding.codebook.content`` when an entry is missing, unknown or twice.
        """
        try:
            return cls.model_validate(content)
        except ValidationError as error:
            raise UsageError("coding.codebook.content", places=_places(error)) from error

    def to_yaml(self) -> str:
        """Return the codebook as the text of a YAML file, without what has its default value."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)

    def with_code(self, code: Code) -> Codebook:
        """Return this codebook with one code more and the next version.

        The version's second number goes up by one («1.0» to «1.1»): what was coded before is not
        comparable with what comes after until it is coded again.

        Raises
        ------
        UsageError
            ``coding.codebook.code_exists`` when there is such a code or category.
            ``coding.codebook.content`` when the code cannot stand in this codebook.
        """
        if code.id in {part.id for part in self.parts}:
            raise UsageError("coding.codebook.code_exists", code=code.id)
        first, second, *_ = [*self.version.split("."), "0"]
        content = self.model_dump()
        content |= {"version": f"{first}.{int(second) + 1}", "codes": (*self.codes, code)}
        return Codebook.checked(content)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the codes, in the codebook's order."""
        return tuple(code.id for code in self.codes)

    @cached_property
    def parts(self) -> tuple[Code | Category, ...]:
        """Categories and codes."""
        headings: tuple[Code | Category, ...] = self.categories
        return headings + self.codes

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, independent of how the file is laid out."""
        content: dict[str, Any] = self.model_dump(mode="json")
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def __getitem__(self, code_id: str) -> Code:
        for code in self.codes:
            if code.id == code_id:
                return code
        raise KeyError(code_id)


def _places(error: ValidationError) -> str:
    """Return where the mistakes are ("codes.0.id"), without the lists that merely hold them."""
    places = {".".join(map(str, e["loc"])) or "codes" for e in error.errors()}
    holders = {p for p in places if any(other.startswith(f"{p}.") for other in places)}
    return ", ".join(sorted(places - holders))
