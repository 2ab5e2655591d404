"""The released comments as a project for NVivo, MAXQDA, ATLAS.ti, QualCoder and the like.

Format: REFI-QDA standard 1.0, ``resources/schemas/refi-qda/Project.xsd``: a zip with
``project.qde`` and the sources as plain text. It shows what `medvirk_nlp.reporting.shown` lets out
and nothing more: no respondent, no document, no code whose figure is hidden. What the program coded
and what a person coded stand under two users of their own.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.exchange.naming import guid, guid_of
from medvirk_nlp.coding.exchange.refi import PROJECT_NAMESPACE, add_codes, element, serialized
from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.packaging import repack
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.shown import ShownComment, shown_comments
from medvirk_nlp.reporting.summary_records import SIDES, Row, Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

_COMMENTS_A_SOURCE = 500
"""The programs become slow with longer texts."""
_SUGGESTION = "suggestion"


def project_qdpx(
    summary: Summary,
    passages: Iterable[CodedPassage],
    codebook: Codebook,
    project: Project,
    path: Path,
) -> None:
    """Write the released comments with their codes as a ``.qdpx`` project.

    Parameters
    ----------
    summary : Summary
    passages : iterable of CodedPassage
        Released comments.
    codebook : Codebook
        The one they were coded with.
    project : Project
        For title and language.
    path : Path
        The file is readable by its owner only, and is written whole or not at all.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    writer = _Writer(codebook, words, shown_comments(summary, passages))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("project.qde", writer.document(project.title))
        for name, text in writer.sources.items():
            package.writestr(f"sources/{name}.txt", text.encode())
    write_private(path, repack(stream.getvalue()))


class _Writer:
    """Builds ``project.qde`` and the texts it points at."""

    def __init__(
        self, codebook: Codebook, words: Wording, comments: Sequence[ShownComment]
    ) -> None:
        self.codebook = codebook
        self.words = words
        self.comments = comments
        self.sources: dict[str, str] = {}
        self._machine = guid("user", "machine")
        self._person = guid("user", "person")
        self._met: Counter[str] = Counter()

    def document(self, title: str) -> bytes:
        root = element("Project", PROJECT_NAMESPACE)
        root.set("name", visible(title))
        root.set("origin", f"medvirk_nlp {version('medvirk_nlp')}")
        root.set("creatingUserGUID", self._machine)
        users = _below(root, "Users")
        _below(users, "User", guid=self._machine, name=f"medvirk_nlp {version('medvirk_nlp')}")
        _below(users, "User", guid=self._person, name=self.words("qdpx.person"))
        add_codes(_below(root, "CodeBook"), self.codebook, PROJECT_NAMESPACE)
        self._add_own_codes(root)
        if self.comments:
            sources = _below(root, "Sources")
            for start in range(0, len(self.comments), _COMMENTS_A_SOURCE):
                part = self.comments[start : start + _COMMENTS_A_SOURCE]
                self._add_source(sources, part, start // _COMMENTS_A_SOURCE + 1)
        _below(root, "Description").text = self.words("spreadsheet.note")
        return serialized(root, self.codebook)

    def _add_own_codes(self, root: etree._Element) -> None:
        """Add codes for polarity and kind, and for the rows of the table that are no theme."""
        codes = next(root.iter("{*}Codes"))
        rows = {row.code: row for comment in self.comments for row in comment.rows}
        for row in rows.values():
            if row.code not in self.codebook.ids:
                self._add_code(codes, row.code, row_title(row, self.words))
        judged = self._add_code(codes, "polarity", self.words("spreadsheet.polarity"), "false")
        for side in SIDES:
            self._add_code(judged, side, self.words(f"polarity.{side}"))
        self._add_code(codes, _SUGGESTION, self.words("spreadsheet.suggestion"))

    def _add_code(
        self, above: etree._Element, own: str, name: str, codable: str = "true"
    ) -> etree._Element:
        return _below(above, "Code", guid=guid("own", own), name=name, isCodable=codable)

    def _add_source(
        self, above: etree._Element, comments: Sequence[ShownComment], number: int
    ) -> None:
        text = "\n".join(comment.text for comment in comments)
        name = guid("source", str(number), hashlib.sha256(text.encode()).hexdigest())
        self.sources[name] = text
        source = _below(
            above,
            "TextSource",
            guid=name,
            name=f"{self.words('spreadsheet.comments')} {number}",
            plainTextPath=f"internal://{name}.txt",
            creatingUser=self._machine,
        )
        start = 0
        for comment in comments:
            self._add_comment(source, comment, start)
            start += len(comment.text) + 1

    def _add_comment(self, source: etree._Element, comment: ShownComment, start: int) -> None:
        self._met[comment.text] += 1
        selection = guid("selection", comment.text, str(self._met[comment.text]))
        user = self._person if comment.recoded else self._machine
        marked = _below(
            source,
            "PlainTextSelection",
            guid=selection,
            startPosition=str(start),
            endPosition=str(start + len(comment.text)),
            creatingUser=user,
        )
        if comment.multiplicity > 1:
            told = f"{self.words('spreadsheet.multiplicity')}: {comment.multiplicity}"
            _below(marked, "Description").text = told
        for code in self._codes(comment):
            coding = _below(
                marked, "Coding", guid=guid("coding", selection, code), creatingUser=user
            )
            _below(coding, "CodeRef", targetGUID=code)

    def _codes(self, comment: ShownComment) -> Iterator[str]:
        """Yield the guids of the codes of a comment."""
        yield from map(self._theme, comment.rows)
        if comment.side is not None:
            yield guid("own", comment.side)
        if comment.kind == _SUGGESTION:
            yield guid("own", _SUGGESTION)

    def _theme(self, row: Row) -> str:
        if row.code not in self.codebook.ids:
            return guid("own", row.code)
        return guid_of(self.codebook, self.codebook[row.code])


def _below(above: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, f"{{{PROJECT_NAMESPACE}}}{tag}", attributes)
