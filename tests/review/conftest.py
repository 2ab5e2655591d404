"""An invented run of two files, one of which could not be read."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from medvirk_nlp.records import Document, Dropped, Finding, Flag, Held, Passage
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.workspace import Workspace

SECRETS = ("Tuvalill", "Granbekkåsen", "Kvitkløver")
"""Invented names of the fixture. None of them may be found in a byte of the work folder."""


@dataclass
class Sample:
    """The parts of a run, to be changed by a test before the work folder is made."""

    root: Path
    settings: RunSettings = field(
        default_factory=lambda: RunSettings(
            version="0.1.0",
            hashes={"policy": "a" * 64, "model.ner": "b" * 64},
            themes=("relasjon", "medvirkning", "informasjon"),
        )
    )
    documents: list[Document] = field(default_factory=list)
    results: list[PassageResult] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.root / "arbeid"

    @property
    def source(self) -> Path:
        return self.root / "notater"

    def create(self) -> Workspace:
        return Workspace.create(
            self.folder,
            source=self.source,
            documents=self.documents,
            results=self.results,
            settings=self.settings,
        )


def make_results() -> list[PassageResult]:
    passages = [
        Passage("dok-01-0001", "dok-01", "Hva er bra?", "linje 1", role="heading"),
        Passage("dok-01-0002", "dok-01", "Tuvalill på kontoret hørte på meg", "linje 2"),
        Passage("dok-01-0003", "dok-01", "Vi bor på kode 6 ved Granbekkåsen", "linje 3"),
        Passage("dok-01-0004", "dok-01", "Fikk vite lite om Kvitkløver-gruppa", "linje 4"),
    ]
    person = Finding(0, 8, "PERSON", 0.6, recognizer="ner", entity_id="p1")
    place = Finding(21, 33, "LOCATION", 0.9, identifier="quasi", recognizer="ner")
    group = Finding(18, 28, "HEALTH", 0.7, identifier="quasi", confidential="health")
    return [
        PassageResult(passages[0], passages[0].text),
        PassageResult(
            passages[1],
            "[PERSON] på kontoret hørte på meg",
            findings=(person,),
            flags=build_flags([Flag("low_confidence", 3, 0, 8, "score")], ["medvirkning"], 0.9),
            themes=("relasjon",),
            doubtful=("medvirkning",),
            confidence={"relasjon": 0.91, "medvirkning": 0.48, "informasjon": 0.02},
            polarity="positive",
            polarity_confidence=0.9,
        ),
        PassageResult(
            passages[2],
            "Vi bor på kode 6 ved [STED]",
            findings=(place,),
            flags=build_flags(
                [Flag("always_stop", 0, 10, 16, "kode_6"), Flag("leftover", 2, 21, 33, "x")]
            ),
            polarity="neutral",
            polarity_confidence=0.8,
        ),
        PassageResult(
            passages[3],
            "Fikk vite lite om [HELSE]-gruppa",
            findings=(group,),
            flags=build_flags([Flag("confidential", 0, 18, 28, "art9")]),
            themes=("informasjon",),
            confidence={"informasjon": 0.8},
            polarity="negative",
            polarity_confidence=0.9,
        ),
    ]


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    results = make_results()
    made = Sample(tmp_path, results=results)
    made.source.mkdir()
    made.documents = [
        Document(
            "dok-01",
            made.source / "Tuvalill 3.3.docx",
            "1" * 64,
            "docx",
            tuple(result.passage for result in results),
            dropped=(Dropped("dropped.email_column", 7),),
            group="barn_unge",
            participants=8,
        ),
        Document("dok-02", made.source / "b.pdf", "2" * 64, "pdf", (), (Held("", "held.pdf"),)),
    ]
    return made
