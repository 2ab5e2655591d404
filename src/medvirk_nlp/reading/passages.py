"""Builds the passages of one document: numbers them and refuses what is over the limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.boards import Board
from medvirk_nlp.reading.hidden_characters import count_hidden
from medvirk_nlp.reading.identity import names_nobody, without_role
from medvirk_nlp.reading.limits import MAX_PASSAGE_CHARACTERS, MAX_PASSAGES
from medvirk_nlp.reading.multiplicity import multiplicity
from medvirk_nlp.reading.respondents import tags
from medvirk_nlp.reading.vocabulary import vocabulary
from medvirk_nlp.records import Dropped, Held, Passage, ReadPart, Role
from medvirk_nlp.survey_records import ClosedQuestion, ReadColumn


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside another: a member of a zip file or what was attached to an e-mail.

    Attributes
    ----------
    name : str
        As the file that holds it calls it. Only its ending is used, and to find the settings of
        the project; it is never a path and never shown.
    size : int
        Bytes.
    load : callable
        Returns the bytes; raises ReadError where they cannot be unpacked.
    """

    name: str = field(repr=False)
    size: int
    load: Callable[[], bytes] = field(repr=False)


class PassageBuilder:
    """Collects what a reader finds in one document.

    Parameters
    ----------
    document_id : str
        Neutral id, the first part of every passage id.
    """

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self._passages: list[Passage] = []
        self._held: list[Held] = []
        self._dropped = Counter[str]()
        self._names: dict[str, None] = {}
        self._part = "part.body"
        self._read = Counter[str]()
        self._enclosed: list[Enclosed] = []
        self.participants: int | None = None
        self.columns: list[ReadColumn] = []
        self.closed: list[ClosedQuestion] = []
        self._tags: Mapping[str, str] = {}
        self._repeatable: int | None = None
        """Place of the last feedback under the heading or question that is open."""

    def add(
        self,
        text: str,
        locator: str,
        role: Role = "feedback",
        *,
        context_id: str | None = None,
        respondent: str | None = None,
        board: Board | None = None,
        trait: bool = False,
    ) -> str | None:
        """Add a passage and return its id; hold it and return None when it is too long.

        Raises
        ------
        ReadError
            "held.limit" when the document has more passages than allowed.
        """
        if not text.strip():
            return None
        if len(text) > MAX_PASSAGE_CHARACTERS:
            self.hold(locator, "held.too_long")
            return None
        if len(self._passages) >= MAX_PASSAGES:
            raise ReadError("reading.held.limit")
        passage = Passage(
            id=f"{self.document_id}-{len(self._passages) + 1:04d}",
            document_id=self.document_id,
            text=text,
            locator=locator,
            role=role,
            context_id=context_id,
            respondent=respondent,
            multiplicity=multiplicity(text) if role == "feedback" else 1,
            board=board,
            trait=trait,
        )
        if role in {"heading", "question"}:
            self._repeatable = None
        elif role == "feedback":
            self._repeatable = len(self._passages)
        self._passages.append(passage)
        self.drop("noted.hidden_characters", count_hidden(text))
        self._read[self._part] += 1
        return passage.id

    def enter(self, part: str) -> None:
        """Say which part of the file comes next; ``part`` is a key of ``reading.toml``."""
        self._part = part

    def enclose(self, name: str, size: int, load: Callable[[], bytes]) -> None:
        """Keep a file found inside this one, to be read as a document of its own."""
        self._enclosed.append(Enclosed(name, size, load))
        self._read["part.enclosed"] += 1

    def repeat_last(self, times: int = 1) -> bool:
        """Count the last feedback passage ``times`` more («samme x4»); tell if there was one."""
        if self._repeatable is None:
            return False
        passage = self._passages[self._repeatable]
        more = replace(passage, multiplicity=passage.multiplicity + times)
        self._passages[self._repeatable] = more
        return True

    def tag_respondents(self, first: int, people: Mapping[str, str | None]) -> None:
        """Put opaque tags for the labels of the passages from number ``first`` on.

        Parameters
        ----------
        first : int
            How many passages there were before the story.
        people : mapping of str to (str or None)
            The person behind each label, None for unknown; persons keep their tag from story to
            story of the document.
        """
        self._tags = tags(people, self._tags)
        for index in range(first, len(self._passages)):
            label = self._passages[index].respondent
            if label is not None:
                person = people.get(label)
                tag = self._tags[person] if person else None
                self._passages[index] = replace(self._passages[index], respondent=tag)

    def hold(self, locator: str, reason: str) -> None:
        """Note a part that was not read; ``reason`` is a key of ``reading.toml``."""
        self._held.append(Held(locator, reason))

    def drop(self, what: str, count: int = 1) -> None:
        """Count something left out on purpose; ``what`` is a key of ``reading.toml``."""
        self._dropped[what] += count

    def know(self, name: str) -> None:
        """Remember a name or address that was left out, so that it is searched for."""
        if any(character.isalnum() for character in name):
            self._names[name.strip()] = None

    def know_person(self, name: str) -> None:
        """Remember a person's name as written, in brackets («Gjest (Amina Y)») and turned round."""
        for number, part in enumerate(re.split(r"[()\[\]]", name)):
            described = number > 0 and not any(map(str.isupper, part))  # «(mor til to)»
            if not described and not names_nobody(part, vocabulary()):
                self.know(without_role(part.strip(" ,"), vocabulary()))
            surname, comma, given = part.partition(",")
            if comma and surname.strip() and given.strip():
                self.know(f"{given.strip()} {surname.strip()}")

    def know_author(self, name: str) -> None:
        """Remember the author of a file, a comment or a change; words that name nobody are not."""
        if name.strip() and not names_nobody(name, vocabulary()):
            self.drop("dropped.author_names")
            self.know_person(name)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages so far."""
        return tuple(self._passages)

    @property
    def held(self) -> tuple[Held, ...]:
        """What was not read."""
        return tuple(self._held)

    @property
    def read_parts(self) -> tuple[ReadPart, ...]:
        """How many passages each part gave, in the order they were read."""
        return tuple(ReadPart(what, count) for what, count in self._read.items())

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """Files found inside this one."""
        return tuple(self._enclosed)

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What was left out on purpose, by key."""
        return tuple(Dropped(what, n) for what, n in sorted(self._dropped.items()) if n)

    @property
    def known_names(self) -> tuple[str, ...]:
        """Names and addresses left out, sorted."""
        return tuple(sorted(self._names))
