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

CodeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=400)]


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


class Sentences(_Part):
    """Example comments in both written forms.

    Attributes
    ----------
    nb, nn : tuple of str
    """

    nb: tuple[Words, ...] = ()
    nn: tuple[Words, ...] = ()


class Code(_Part):
    """One theme.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and underscores; never changed once in use.
    title : Title
    definition : Title
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
    """

    id: CodeId
    title: Title
    definition: Title
    include: Sentences = Sentences()
    exclude: Sentences = Sentences()
    keywords: tuple[Words, ...] = ()
    chapter: str = "4.brukermedvirkning"
    bedrekommune: str | None = None
    sensitive: bool = False


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
    """

    id: CodeId
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]
    title: Title
    codes: Annotated[tuple[Code, ...], Field(min_length=1, max_length=99)]

    @model_validator(mode="after")
    def _each_code_once(self) -> Codebook:
        if len(set(self.ids)) < len(self.codes):
            raise ValueError("a code stands twice")
        return self

    @classmethod
    def from_file(cls, name_or_path: str | Path) -> Codebook:
        """Read a codebook.

        Parameters
        ----------
        name_or_path : str or Path
            Name of a shipped codebook ("barnevern") or path of a YAML file.

        Raises
        ------
        UsageError
            ``coding.codebook.missing`` when there is no such file, ``coding.codebook.syntax`` when
            it is no YAML, ``coding.codebook.content`` when an entry is missing, unknown or twice;
            the message names the entries.
        """
        source: Path | Traversable = Path(name_or_path)
        if _NAME.fullmatch(str(name_or_path)):
            source = files("medvirk_nlp") / "resources" / "codebooks" / f"{name_or_path}.yaml"
        if not source.is_file():
            raise UsageError("coding.codebook.missing")
        try:
            content = yaml.safe_load(source.read_text(encoding="utf-8-sig"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise UsageError("coding.codebook.syntax") from error
        try:
            return cls.model_validate(content)
        except ValidationError as error:
            raise UsageError("coding.codebook.content", places=_places(error)) from error

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the codes, in the codebook's order."""
        return tuple(code.id for code in self.codes)

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
