"""Lines of a note to passages with roles, context, board, speaker and number of mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medvirk_nlp.reading import attendance
from medvirk_nlp.reading.boards import Board, Legend
from medvirk_nlp.reading.greetings import letter_lines, signed_name, split_letter
from medvirk_nlp.reading.headings import find_headings
from medvirk_nlp.reading.lines import Line
from medvirk_nlp.reading.multiplicity import multiplicity, repeats, without_mark
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.respondents import same_person
from medvirk_nlp.reading.sections import HEAD_LINES, section_role
from medvirk_nlp.reading.slashes import split_slashes
from medvirk_nlp.reading.speakers import facilitators, labelled
from medvirk_nlp.reading.talk import asks, is_small_talk, sentences
from medvirk_nlp.reading.transcript import speaker_turns
from medvirk_nlp.reading.vocabulary import Vocabulary, fold, vocabulary
from medvirk_nlp.records import Role

_WHEN = re.compile(
    r"\b\d{1,2}[./]\s?\d{1,2}([./-]\s?\d{2,4})?\b|\b(19|20)\d{2}\b|\bkl\.?\s?\d"
    r"|\b\d{1,2}[.:]\d{2}\b|\b\d{1,2}\.\s?[a-zæøå]{3,}"
)
_EMPTY = frozenset("-–—−*•·")
"""Points of a list with nothing in them."""
_CLOCK_SPAN = re.compile(r"(?:kl\.?\s?)?\d{1,2}[.:]\d{2}(?:\s?[-–]\s?\d{1,2}[.:]\d{2})?\b")
_FRAME_WORDS = 24
"""Longest line of the block under the title that is still taken for place, time or people."""
_ASSIGNED = re.compile(r"@[^\W\d_][\w.-]*(?:\s[^\W\d_][\w.-]*)?\s?:\s")
"""A task and whose it is («@Siv: bestill lokale»)."""
_COUNT_WORDS = 12
"""Longest such line in which a number of people («7 ungdommer») is taken for those present."""


def add_notes(builder: PassageBuilder, lines: Sequence[Line]) -> None:
    """Read the lines of one note, or of one story of a document, into ``builder``."""
    _NoteReader(builder, lines, vocabulary()).read()


class _NoteReader:
    def __init__(self, builder: PassageBuilder, lines: Sequence[Line], words: Vocabulary) -> None:
        self._builder = builder
        self._words = words
        self._lines, self._turns = speaker_turns(lines, builder)
        self._headings = [
            yes and (turn is None or line.heading)  # what somebody says is no heading
            for yes, turn, line in zip(
                find_headings(self._lines, words), self._turns, self._lines, strict=True
            )
        ]
        self._letter = letter_lines(self._lines, self._headings, words)
        self._speakers = labelled(self._lines, words)
        self._legend = Legend(words)
        self._role: Role = "feedback"
        self._strong = False
        self._items: list[Line] = []
        self._context: str | None = None
        self._outer: str | None = None
        self._small_talk = False
        self._said = False
        self._board: Board | None = None
        self._staff: list[str] = []
        self._people: list[str] = []
        self._present: list[str] = []
        self._heard: list[str] = []
        self._frame_end = self._end_of_frame()
        self._name_block = self._end_of_name_block()
        self._last_heading = max(
            (n for n, yes in enumerate(self._headings) if yes), default=len(self._lines)
        )

    def read(self) -> None:
        for line in self._lines:
            if line.role is not None:
                continue
            self._legend.learn(line.text)
            key, rest = attendance.split_key(line.text)
            if rest and self._words.starts("staff", key):
                self._staff += attendance.listed(rest)
        spoken = [
            (turn or (speaker.label if speaker else ""), line.text)
            for line, speaker, turn in zip(self._lines, self._speakers, self._turns, strict=True)
            if turn or speaker
        ]
        self._leading = facilitators(spoken, self._staff, self._words)
        first = len(self._builder.passages)
        for index, line in enumerate(self._lines):
            self._line(index, line)
        people = same_person(self._heard, [*self._present, *self._staff])
        self._builder.tag_respondents(first, people)
        for name in self._present:
            self._builder.know(name)
        if self._people and self._builder.participants is None:
            self._builder.participants = attendance.count(self._people, self._words)

    def _line(self, index: int, line: Line) -> None:
        if line.role is not None:
            if line.role in {"heading", "question"}:
                self._open_section(line, line.role, "feedback")
            else:
                self._emit(line, line.role)
            return
        if self._role != "feedback" and self._section_ends(line):
            self._role, self._context = "feedback", self._outer or self._context
        if index in self._letter:
            self._letter_line(line.text, line)
            return
        if self._keyed(index, line) or self._frame(index, line):
            return
        speaker = self._speakers[index]
        if self._headings[index] and speaker and fold(speaker.label) in self._leading:
            self._led(line, line.text[speaker.start :])
        elif self._headings[index]:
            self._heading(index, line)
        elif self._role != "feedback":
            self._section_item(line)
        elif not self._special(index, line):
            self._said = True
            self._feedback(index, line)

    # --- sections -----------------------------------------------------------------------------

    def _open_section(self, line: Line, role: Role, section: Role) -> None:
        self._role, self._strong, self._items = section, line.heading, []
        if section == "feedback":
            self._outer = None
        elif self._outer is None:
            self._outer = self._context
        self._context = self._builder.add(line.text, line.locator, role)
        self._board = self._legend.board(line.text)

    def _heading(self, index: int, line: Line) -> None:
        end = next(
            (n for n in range(index + 1, len(self._lines)) if self._headings[n]), len(self._lines)
        )
        section = section_role(
            line.text,
            index,
            [below.text for below in self._lines[index + 1 : end] if below.role is None],
            last=index == self._last_heading,
            vocabulary=self._words,
        )
        question = line.text.rstrip().endswith("?")
        self._open_section(line, "question" if question else "heading", section)

    def _section_ends(self, line: Line) -> bool:
        """Tell whether a line is past a section of attendance, agenda or follow-up."""
        if self._role == "attendance" and self._speaks(line):
            return True
        if not self._items:
            return False
        if not line.mark and self._role == "follow_up" and self._reads_like_feedback(line):
            return True
        return line.gap and not self._strong and self._role != "follow_up"

    def _reads_like_feedback(self, line: Line) -> bool:
        worded = len(line.text.split()) >= 4 and not attendance.is_contact(line.text)
        return worded and self._words.any_word("opinion", line.text)

    def _speaks(self, line: Line) -> bool:
        """Tell whether a line in a list of people is a statement of one of them."""
        return len(line.text.split()) >= 5 and self._words.any_word("first_person", line.text)

    def _section_item(self, line: Line) -> None:
        self._items.append(line)
        if self._role == "attendance":
            self._people.append(line.text)
        self._emit(line, self._role)

    # --- lines --------------------------------------------------------------------------------

    def _keyed(self, index: int, line: Line) -> bool:
        """Read a line of the kind «Til stede: …»; tell whether it was one."""
        words = self._words
        key, rest = attendance.split_key(line.text.replace("**", ""))
        whole = line.text.strip(" :.*")
        register = attendance.is_register_head(line.text, words)
        if not key or not rest or register:
            listed = words.has("attendance", whole) and index < HEAD_LINES
            if (register or listed) and not line.mark and not line.heading:
                self._open_section(line, "heading", "attendance")
                return True
            return False
        if words.has("follow_up", key) and not words.any_word("opinion", rest):
            self._emit(line, "follow_up")
            return True
        present = words.starts("attendance", key)
        absent = words.starts("absence", key) or words.starts("staff", key)
        if present or absent:
            in_list = bool(line.mark) and self._role != "attendance"
            top = absent and 0 < index < HEAD_LINES and not words.has("facilitator", key)
            if in_list or not (top or attendance.are_people(rest)):
                return False
            if present:
                self._people.append(rest)
            self._emit(line, "attendance")
            return True
        framed = words.has("agenda", key) or words.has("agenda_headings", key)
        if framed and not line.mark and index < HEAD_LINES:
            self._emit(line, "agenda")
            return True
        if words.has("question", key) and (not line.mark or line.mark[0].isdigit()):
            self._context = self._emit(line, "question")
            self._board = None
            return True
        return self._inline_board(key, rest, line)

    def _inline_board(self, key: str, rest: str, line: Line) -> bool:
        """Read «GUL (bra): snille folk / pizza»; tell whether it was such a line."""
        parts = split_slashes(rest, self._words)
        if line.mark or len(parts) < 2 or self._legend.board(key) is None:
            return False
        self._context = self._builder.add(key, line.locator, "heading")
        self._board = self._legend.board(key)
        for part in parts:
            self._statement(part, line, None)
        return True

    def _frame(self, index: int, line: Line) -> bool:
        """Read place, time and people in the block under the title."""
        if line.heading or self._headings[index]:
            return False
        if 0 < index < self._name_block:
            self._people.append(line.text)
            self._emit(line, "attendance")
            return True
        if line.mark:
            return False
        named = attendance.names_only(line.text) and not self._speaks(line)
        if 0 < index < HEAD_LINES and named:
            self._people.append(line.text)
            self._emit(line, "attendance")
            return True
        if not 0 < index < self._frame_end or self._speakers[index]:
            return False
        length = len(line.text.split())
        if length <= _FRAME_WORDS and not self._words.any_word("first_person", line.text):
            if length <= _COUNT_WORDS and attendance.tells_number(line.text):
                self._people.append(line.text)
            self._emit(line, "other" if self._tells_making(line) else "agenda")
            return True
        return False

    def _end_of_frame(self) -> int:
        """Return the index after the block under the title, 0 where there is no such block."""
        if not self._lines or not self._headings[0] or self._lines[0].role is not None:
            return 0
        for index in range(1, len(self._lines)):
            line = self._lines[index]
            if line.gap or line.mark or self._headings[index]:
                return index
        return 0

    def _end_of_name_block(self) -> int:
        """Return the index after a block of one name a line under the title, 0 for none."""
        if not self._lines or not self._headings[0]:
            return 0
        end = 1
        while end < len(self._lines) and not self._headings[end]:
            if self._lines[end].gap and end > 1:
                break
            end += 1
        block = [line.text for line in self._lines[1:end]]
        return end if attendance.is_name_block(block) else 0

    def _special(self, index: int, line: Line) -> bool:
        """Read greeting, signature, agenda and follow-up lines outside their sections."""
        words, text = self._words, line.text
        length = len(text.split())
        exclaimed = line.mark.startswith("!") or text.startswith(("! ", "!! ", "[ ] ", "[x] "))
        assigned = bool(_ASSIGNED.match(text))
        if exclaimed or assigned or words.starts("follow_up_openings", text):
            self._emit(line, "follow_up")
        elif text in _EMPTY or self._is_aside(line) or self._tells_making(line):
            self._emit(line, "other")
        elif self._is_agenda(line, length):
            self._emit(line, "agenda")
        elif not self._speakers[index] and self._repeats(text):
            self._emit(line, "other")
        else:
            return False
        return True

    def _is_aside(self, line: Line) -> bool:
        """Tell whether a line is the writer's own remark, or there for a number or an address."""
        if line.mark or self._words.any_word("opinion", line.text):
            return False
        bracketed = line.text.startswith("(") and line.text.endswith(")")
        return bracketed or attendance.is_contact(line.text)

    def _tells_making(self, line: Line) -> bool:
        """Tell whether a line says how the note was made («Skrevet av lappene dagen etter»)."""
        if line.mark or self._words.any_word("first_person", line.text):
            return False
        return self._words.starts("making_openings", line.text) or (
            not self._said and self._words.any_word("making", line.text)
        )

    def _is_agenda(self, line: Line, length: int) -> bool:
        if line.mark and not line.mark[0].isdigit():
            return False
        if self._words.has("agenda_lines", line.text.strip(" .:!")):
            return True
        return not line.mark and length <= 4 and bool(_CLOCK_SPAN.match(line.text))

    def _feedback(self, index: int, line: Line) -> None:
        speaker, turn = self._speakers[index], self._turns[index]
        who = turn or (speaker.label if speaker else None)
        if who is not None and fold(who) in self._leading:
            self._led(line, line.text[speaker.start :] if speaker else line.text)
            return
        small = turn is not None and is_small_talk(line.text, self._words, reply=self._small_talk)
        if small:
            self._emit(line, "other")
            return
        self._small_talk = False
        greeting, said, closing = split_letter(line.text, self._words)
        self._letter_line(greeting, line)
        for part in split_slashes(said, self._words):
            self._statement(part, line, who)
        self._letter_line(closing, line)

    def _letter_line(self, text: str, line: Line) -> None:
        """Keep greeting and signature out of the comments; a name alone is known from then on."""
        if not text:
            return
        self._builder.add(text, line.locator, "other")
        self._builder.drop("noted.letter_lines")
        self._builder.know_person(signed_name(text, self._words))

    def _led(self, line: Line, said: str) -> None:
        """Read what the one who leads says; only a real question becomes the context."""
        asked = asks(said, self._words)
        self._small_talk = not asked and any(
            is_small_talk(sentence, self._words) for sentence in sentences(said)
        )
        probe = said.rstrip(" »").endswith("?") and not self._small_talk
        role: Role = "question" if asked or probe else "other"
        added = self._builder.add(line.text, line.locator, role)
        if asked:
            self._role, self._context, self._board = "feedback", added, None

    def _statement(self, text: str, line: Line, who: str | None) -> None:
        if who is None and self._repeats(text):
            self._builder.add(text, line.locator, "other", context_id=self._context)
            return
        self._heard += [who] if who else []
        self._builder.add(
            text,
            line.locator,
            context_id=self._context,
            respondent=fold(who) if who else None,
            board=self._board,
        )
        if self._words.any_word("follow_up_inside", text):
            self._builder.add(
                text,
                line.locator,
                "follow_up",
                context_id=self._context,
                respondent=fold(who) if who else None,
            )

    def _repeats(self, text: str) -> bool:
        """Count the statement above again for «samme» and «samme x4»; tell whether it was that."""
        more = repeats(text)
        if more is None and self._words.has("same", without_mark(text).strip(" .!")):
            more = multiplicity(text)
        return more is not None and self._builder.repeat_last(more)

    def _emit(self, line: Line, role: Role) -> str | None:
        if role == "attendance":
            self._present += attendance.names(line.text, self._words)
        return self._builder.add(line.text, line.locator, role, context_id=self._context)
