"""What the codebook misses in a work folder: from its comments to proposals a person reads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.coding.induction import Induction, induce
from medvirk_nlp.coding.non_answers import screen
from medvirk_nlp.drafting import shown_passages
from medvirk_nlp.model_files import model_path
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.releasing import Material
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.reporting.plain_text import cell_text
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.texts import texts

if TYPE_CHECKING:
    from medvirk_nlp.coding.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposals, and the clean comments they come from.

    Attributes
    ----------
    induction : Induction
    comments : tuple of str
        Clean comments without a code; the places in ``induction`` are theirs.
    """

    induction: Induction
    comments: tuple[str, ...] = field(repr=False)

    def lines(self, language: str) -> list[str]:
        """Return the proposals for the screen: figures and k-safe keywords, no comment."""
        say = texts(language)
        found = self.induction
        head = say("coding.induction.uncoded", count=len(self.comments))
        if found.ranked:
            return [head, say("coding.induction.few", count=len(found.ranked))]
        if not found.proposals:
            return [head, say("coding.induction.nothing")]
        told = [
            say(
                "coding.induction.proposal",
                name=proposal.name,
                comments=proposal.comments,
                people=proposal.people,
                keywords=", ".join(proposal.keywords),
            )
            for proposal in found.proposals
        ]
        return [head, *told, say("coding.induction.next")]

    def write(self, path: Path, language: str) -> None:
        """Write proposals with examples, or the ranked list, as an Excel file for its owner only.

        The comments are clean but not released: the file is for whoever keeps the codebook.

        Raises
        ------
        OSError
            When the file cannot be written.
        """
        import xlsxwriter

        say = texts(language)
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        book.set_properties({"created": FIXED_DATE})
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        columns = ("name", "comments", "people", "keywords", "example")
        for column, (key, width) in enumerate(zip(columns, (30, 10, 10, 50, 90), strict=True)):
            sheet.set_column(column, column, width, wrapped)
            sheet.write_string(0, column, say(f"coding.induction.column.{key}"), head)
        for line, cells in enumerate(self._rows(), start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell_text(cell))
        book.close()
        write_private(path, repack(stream.getvalue()))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for proposal in self.induction.proposals:
            about = (proposal.name, str(proposal.comments), str(proposal.people))
            keywords = ", ".join(proposal.keywords)
            for place in proposal.examples:
                yield (*about, keywords, self.comments[place])
        for place in self.induction.ranked:
            yield ("", "", "", "", self.comments[place])


def propose_codes(work: Path, encoder: Encoder | None = None) -> Proposed:
    """Propose codes for what got none in a work folder.

    Only comments that nothing is open about are looked at.

    Parameters
    ----------
    work : Path
    encoder : Encoder, optional
        The shipped one by default, n-grams where it is not installed.
    """
    with Workspace.open(work, read_only=True) as workspace:
        material = Material.of(workspace)
        shown = shown_passages(workspace, material.documents, material.anonymizer)
    uncoded = [p for p in shown.passages if not p.themes and p.kind != "non_answer"]
    kept = screen([p.text for p in uncoded], [p.context for p in uncoded]).answers
    passages = [uncoded[place] for place in kept]
    comments = [p.text for p in passages]
    vectors = (encoder or _encoder()).encode(comments)
    induction = induce(comments, vectors, [_speaker(p) for p in passages], material.project.k)
    return Proposed(induction, tuple(comments))


def _speaker(passage: CodedPassage) -> str:
    """Return what counts as one person: a respondent, or a document that does not tell."""
    if passage.respondent is None:
        return passage.document_id
    return f"{passage.document_id}/{passage.respondent}"


def _encoder() -> Encoder:
    from medvirk_nlp.coding.encoder import TransformerEncoder
    from medvirk_nlp.coding.local_encoders import NgramEncoder
    from medvirk_nlp.errors import ModelError

    try:
        return TransformerEncoder(model_path("encoder/e5"))
    except ModelError:
        return NgramEncoder()
