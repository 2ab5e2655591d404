"""A small invented run with real files, made without models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_folder
from medvirk_nlp.records import Finding, Flag, Passage
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.workspace import Workspace

SECRETS = ("Tuvalill", "Granbekkåsen", "Kvitkløver")
"""Invented names. None may be found in a byte of the work folder or on the terminal."""
NOTES = """# Verksted

## Hva er bra?
- Tuvalill på kontoret hørte på meg
- jeg så Tuvalill på møtet også
- så kom Tuvalill en gang til
- møtene var fine

## Hva er vanskelig?
- vi bor på kode 6 ved Granbekkåsen
- fikk vite lite om Kvitkløver-gruppa
- de andre sa ingenting
"""


@dataclass(frozen=True)
class Words:
    """Words of a passage with what was found there, or what is asked about them."""

    words: str
    entity_type: str = ""
    score: float = 0.9
    entity_id: str | None = None
    confidential: str | None = None
    flag: str = ""
    rule: str = ""


MARKS: dict[str, tuple[Words, ...]] = {
    "Tuvalill på kontoret": (
        Words("Tuvalill", "PERSON", 0.55, "p1"),
        Words("Tuvalill", flag="low_confidence", rule="weak_finding"),
    ),
    "jeg så Tuvalill": (
        Words("Tuvalill", "PERSON", 0.55, "p1"),
        Words("Tuvalill", flag="low_confidence", rule="weak_finding"),
    ),
    "så kom Tuvalill": (
        Words("Tuvalill", "PERSON", 0.55, "p1"),
        Words("Tuvalill", flag="low_confidence", rule="weak_finding"),
    ),
    "kode 6": (
        Words("Granbekkåsen", "LOCATION", 0.9),
        Words("kode 6", flag="always_stop", rule="hidden_address"),
    ),
    "Kvitkløver": (
        Words("Kvitkløver-gruppa", "HEALTH", 0.8, confidential="health"),
        Words("Kvitkløver-gruppa", flag="confidential", rule="health"),
    ),
}


@dataclass
class Invented:
    """The folders of a run, to be changed by a test before it is made."""

    root: Path
    notes: dict[str, str] = field(default_factory=lambda: {"verksted.md": NOTES})
    marks: dict[str, tuple[Words, ...]] = field(default_factory=lambda: dict(MARKS))
    language: str = "nb"

    @property
    def work(self) -> Path:
        return self.root / "arbeid"

    @property
    def source(self) -> Path:
        return self.root / "notater"

    def make(self) -> Path:
        """Write the notes and lay down the run; return the work folder."""
        self.source.mkdir(exist_ok=True)
        for name, text in self.notes.items():
            (self.source / name).write_text(text, encoding="utf-8", newline="")
        project = Project()
        documents = read_folder(self.source, project)
        policy, codebook = Policy.from_file("standard"), Codebook.from_file("barnevern")
        anonymizer = Anonymizer(policy, "nb")
        settings = RunSettings(
            version="0.1.0",
            language=self.language,
            hashes={"policy": policy.digest, "codebook": codebook.hash},
            themes=codebook.ids,
        )
        results = [self._result(p, anonymizer.anonymize) for d in documents for p in d.passages]
        Workspace.create(
            self.work,
            source=self.source,
            documents=documents,
            results=results,
            settings=settings,
        ).close()
        return self.work

    def _result(self, passage: Passage, anonymize: Callable) -> PassageResult:
        marks = [m for key, own in self.marks.items() if key in passage.text for m in own]
        findings, flags = [], []
        for mark in marks:
            start = passage.text.index(mark.words)
            end = start + len(mark.words)
            if mark.flag:
                flags.append(Flag(mark.flag, 0, start, end, mark.rule))
            else:
                findings.append(
                    Finding(
                        start,
                        end,
                        mark.entity_type,
                        mark.score,
                        "direct" if mark.entity_type == "PERSON" else "quasi",
                        mark.confidential,
                        recognizer="NerRecognizer",
                        entity_id=mark.entity_id,
                    )
                )
        clean = anonymize(passage.text, findings)
        coded = passage.role == "feedback"
        return PassageResult(
            passage,
            clean.text,
            clean.findings,
            build_flags(flags),
            ("relasjon",) if coded else (),
            (),
            {"relasjon": 0.9} if coded else {},
            "positive" if coded else None,
            0.9,
        )
