"""Survey exports: rows of cells to questions and answers, identifying columns left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.aggregates import add_aggregate, is_aggregate
from medvirk_nlp.reading.blocks import Block, split_blocks
from medvirk_nlp.reading.closed import ClosedAnswers, options
from medvirk_nlp.reading.columns import IDENTIFYING_KINDS, Column, column_roles, guess_role
from medvirk_nlp.reading.header import Header, find_header
from medvirk_nlp.reading.identity import identities
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.vocabulary import fold, vocabulary
from medvirk_nlp.survey_records import ReadColumn

Place = Callable[[int, int], str]
"""Locator of the cell in row and column, both counted from 0 in the source."""
Rows = Sequence[Sequence[str]]
_WHO = ("id", "username", "email", "name")
"""Kinds of columns that tell which rows of a table are one person's, best first."""


def add_survey(
    builder: PassageBuilder,
    rows: Rows,
    place: Place,
    overrides: dict[str, ColumnRole],
    first_respondent: int = 1,
    sheet: int | None = None,
) -> int:
    """Read a table of answers into ``builder``; return how many respondents it holds.

    Parameters
    ----------
    builder : PassageBuilder
    rows : sequence of sequence of str
        Rows of any length, empty ones included so that places stay right.
    place : callable
        Gives the locator of a cell.
    overrides : dict of str to ColumnRole
        Column roles set by the project, by heading or by number from 1.
    first_respondent : int
        Number of the first respondent tag, so that sheets of one file do not share tags.
    sheet : int or None
        Number of the sheet, where the file has several.
    """
    respondents = 0
    for block in split_blocks(rows):
        if block.is_list:
            _add_list(builder, block, place)
        else:
            table = _Table(builder, block, place, overrides, first_respondent + respondents, sheet)
            respondents += table.read()
    return respondents


def _add_list(builder: PassageBuilder, block: Block, place: Place) -> None:
    """Read a question and the comments under it."""
    question: str | None = None
    for number, row in enumerate(block.rows):
        for index, cell in enumerate(row):
            where = place(block.first + number, index)
            if number == 0:
                question = builder.add(cell.strip(), where, "question") or question
            else:
                builder.add(cell.strip(), where, context_id=question)


class _Table:
    """One table with its headings."""

    def __init__(
        self,
        builder: PassageBuilder,
        block: Block,
        place: Place,
        overrides: dict[str, ColumnRole],
        first_respondent: int,
        sheet: int | None,
    ) -> None:
        self._builder = builder
        self._rows = block.rows
        self._place: Place = lambda row, column: place(block.first + row, column)
        self._overrides = overrides
        self._first = first_respondent
        self._sheet = sheet

    def read(self) -> int:
        """Read the table; return how many respondents it holds."""
        header = find_header(self._rows)
        body = [n for n in range(header.end, len(self._rows)) if _filled(self._rows[n])]
        answers = [self._rows[number] for number in body]
        if is_aggregate(header.cells, answers) and not self._overrides:
            add_aggregate(self._builder, self._rows, self._place)
            return 0
        for number in header.before:
            for index, cell in enumerate(self._rows[number]):
                self._builder.add(cell, self._place(number, index), "heading")
        width = max(map(len, answers), default=0)
        headings = [*header.cells, *[""] * (width - len(header.cells))]
        columns = column_roles(headings, answers, self._overrides)
        self._builder.columns += [
            ReadColumn(n, column.role, column.kind, self._sheet, column.setting)
            for n, column in enumerate(columns, start=1)
        ]
        asked = next((n for n, column in enumerate(columns) if column.role == "question"), None)
        if asked is None:
            return self._wide(columns, body, header)
        return self._long(columns, body, asked)

    def _wide(self, columns: Sequence[Column], body: Sequence[int], header: Header) -> int:
        """Read a table with one respondent a row."""
        questions = [
            self._builder.add(column.heading, self._place(max(header.end - 1, 0), n), "question")
            if column.role != "drop" and column.heading
            else None
            for n, column in enumerate(columns)
        ]
        closed = {
            n: ClosedAnswers(column.heading, questions[n])
            for n, column in enumerate(columns)
            if column.role == "scale"
        }
        for offset, number in enumerate(body):
            respondent = f"r{self._first + offset:03d}"
            for index, cell in enumerate(self._rows[number]):
                text, where = cell.strip(), self._place(number, index)
                if not text:
                    continue
                if columns[index].role == "drop":
                    self._drop(columns[index], cell)
                elif index in closed:
                    closed[index].add(text, where, respondent)
                elif columns[index].role == "quasi":
                    self._trait(text, where, questions[index], respondent)
                else:
                    self._builder.add(
                        text, where, context_id=questions[index], respondent=respondent
                    )
        self._count(closed.values())
        return len(body)

    def _long(self, columns: Sequence[Column], body: Sequence[int], asked: int) -> int:
        """Read a table with one answer a row; nobody is counted where no column says who."""
        people = self._people(columns, body)
        roles = self._long_roles(columns, body, asked)
        questions: dict[str, str | None] = {}
        closed: dict[str, ClosedAnswers] = {}
        traits: dict[int, str | None] = {}
        told: set[tuple[str | None, int, str]] = set()
        for number in body:
            row = self._rows[number]
            question = row[asked].strip() if asked < len(row) else ""
            if question and fold(question) not in questions:
                where = self._place(number, asked)
                questions[fold(question)] = self._builder.add(question, where, "question")
            context, respondent = questions.get(fold(question)), people.get(number)
            for index, cell in enumerate(row):
                text, where, column = cell.strip(), self._place(number, index), columns[index]
                if not text or index == asked:
                    continue
                if column.role == "drop":
                    self._drop(column, cell)
                elif column.role == "quasi":
                    if index not in traits:
                        traits[index] = self._builder.add(column.heading, where, "question")
                    if (respondent, index, fold(text)) not in told or respondent is None:
                        told.add((respondent, index, fold(text)))
                        self._trait(text, where, traits[index], respondent)
                elif roles[fold(question), index] == "scale":
                    counted = closed.setdefault(fold(question), ClosedAnswers(question, context))
                    counted.add(text, where, respondent)
                else:
                    self._builder.add(text, where, context_id=context, respondent=respondent)
        self._count(closed.values())
        return len(set(people.values()))

    def _long_roles(
        self, columns: Sequence[Column], body: Sequence[int], asked: int
    ) -> dict[tuple[str, int], ColumnRole]:
        """Return the role of each column of answers under each question."""
        given: dict[tuple[str, int], list[str]] = {}
        for number in body:
            row = self._rows[number]
            question = fold(row[asked]) if asked < len(row) else ""
            for index, cell in enumerate(row):
                answers = given.setdefault((question, index), [])
                if cell.strip():
                    answers.append(cell.strip())
        return {
            (question, index): columns[index].role
            if columns[index].setting is not None
            else guess_role("", answers)
            for (question, index), answers in given.items()
        }

    def _people(self, columns: Sequence[Column], body: Sequence[int]) -> dict[int, str]:
        """Return the respondent tag of each row, by the column that says whose row it is."""
        for kind in _WHO:
            for index, column in enumerate(columns):
                if column.kind != kind:
                    continue
                ids = [row[index].strip() if index < len(row) else "" for row in self._body(body)]
                people = {who: n for n, who in enumerate(dict.fromkeys(map(fold, ids)))}
                if all(ids) and len(people) < len(ids):
                    return {
                        number: f"r{self._first + people[fold(who)]:03d}"
                        for number, who in zip(body, ids, strict=True)
                    }
        return {}

    def _body(self, body: Sequence[int]) -> Rows:
        return [self._rows[number] for number in body]

    def _trait(self, text: str, where: str, question: str | None, respondent: str | None) -> None:
        for option in options(text):
            self._builder.add(
                option, where, "other", context_id=question, respondent=respondent, trait=True
            )

    def _count(self, closed: Iterable[ClosedAnswers]) -> None:
        counted = (answers.finish(self._builder) for answers in closed)
        self._builder.closed += [question for question in counted if question is not None]

    def _drop(self, column: Column, cell: str) -> None:
        """Count a cell of a column left out; remember what in it says who somebody is.

        Where the column asks for no identity («Hvilken stilling har du?»), only what has the form
        of a name, an address or a number is remembered: «Rektor» would else be masked in the whole
        run.
        """
        words = vocabulary()
        builder = self._builder
        identifying = column.kind in IDENTIFYING_KINDS
        if identifying and words.has("non_identity", cell):
            builder.drop("dropped.anonymous_cells")
            return
        builder.drop(f"dropped.{column.kind}_column")
        if column.kind in {"username", "email", "name"}:
            builder.know_person(cell)
        elif column.kind == "contact" and any(map(str.isdigit, cell)):
            builder.know(cell)
        elif column.kind in {"id", "override"}:
            for found in identities(cell, words):
                builder.know_person(found)


def _filled(row: Sequence[str]) -> bool:
    return any(map(str.strip, row))
