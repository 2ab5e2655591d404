"""The road from raw notes to a draft that waits for review, readable top to bottom."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from medvirk_nlp.analysis import Step, Workers, analyze, silent
from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.detection.alerts import alerts
from medvirk_nlp.detection.detector import Detector, Ner
from medvirk_nlp.drafting import DRAFT, Shown, shown_passages, write_draft
from medvirk_nlp.errors import UsageError
from medvirk_nlp.following_up import write_service_list
from medvirk_nlp.frames import codings_frame
from medvirk_nlp.model_files import model_path
from medvirk_nlp.project import Project, load_project
from medvirk_nlp.quoting import mark_quotes
from medvirk_nlp.reading import read_folder
from medvirk_nlp.records import Anonymized, Document, Finding, Flag
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.status import Status, status
from medvirk_nlp.review.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

    from medvirk_nlp.coding.coder import Coder
    from medvirk_nlp.reporting.summary_records import Summary

_RECIPE = frozenset({".md", ".py", ".pyc", ".txt"})
"""Endings of what tells how a model was made: beside it in a checkout, not in the package."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run leaves behind.

    Attributes
    ----------
    work : Path
        The work folder, with the draft under ``utkast``.
    summary : Summary
        Figures over the passages that nothing is open about.
    flags : dict of str to tuple of Flag
        By passage id, of those passages that have any.
    shown : Shown
        The comments that nothing is open about.
    documents : tuple of Document
    status : Status
    to_follow : int
        Points that the service must see to itself, on the internal list of the draft.
    """

    work: Path
    summary: Summary
    flags: dict[str, tuple[Flag, ...]] = field(repr=False)
    shown: Shown = field(repr=False)
    documents: tuple[Document, ...]
    status: Status
    to_follow: int = 0

    @property
    def frame(self) -> pd.DataFrame:
        """One row a comment of ``shown``: clean text, themes, polarity, group."""
        return self.shown.frame()

    @property
    def held(self) -> int:
        """Files and parts of files that could not be read."""
        return self.status.held_documents + self.status.held_parts


class Pipeline:
    """Detection, policy and coder, loaded once, when first needed. Made by `load`.

    Another process gets the settings alone, and loads for itself.

    Parameters
    ----------
    policy : Policy
    codebook : Codebook
    language : {"nb", "nn", "en"}
        Of placeholders and messages.
    ner : {"accurate", "fast"}
    coder_folder : Path, optional
        Of a coder that `medvirk learn` made.
    """

    def __init__(
        self,
        policy: Policy,
        codebook: Codebook,
        language: str,
        ner: Ner,
        coder_folder: Path | None = None,
    ) -> None:
        self.policy = policy
        self.codebook = codebook
        self.language = language
        self.anonymizer = Anonymizer(policy, language)
        self._ner = ner
        self._own_coder = coder_folder
        self._coder_folder = coder_folder or model_path("coder")
        self._detector: Detector | None = None
        self._coder: Coder | None = None

    def __reduce__(self) -> tuple[type[Pipeline], tuple[object, ...]]:
        settings = (self.policy, self.codebook, self.language, self._ner, self._own_coder)
        return Pipeline, settings

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from a pipeline with other settings."""
        own = str(self._own_coder or "")
        return self.policy.digest, self.codebook.hash, self.language, self._ner, own

    @property
    def detector(self) -> Detector:
        """The detector, its models read when first needed."""
        if self._detector is None:
            self._detector = Detector(self._ner)
        return self._detector

    @property
    def coder(self) -> Coder:
        """The coder for the codebook, read when first needed."""
        if self._coder is None:
            # what only finds and masks need not wait for scikit-learn
            from medvirk_nlp.coding.coder import Coder

            self._coder = Coder.load(self.codebook, self._coder_folder)
        return self._coder

    def open(self) -> None:
        """Read what finds personal data now, instead of when it is first needed."""
        self.detector  # noqa: B018, asking for it is what loads it

    def detect(self, text: str) -> list[Finding]:
        """Find personal data in a text.

        Returns
        -------
        list of Finding
            Sorted, disjoint, with the action of the policy.
        """
        return next(self.detect_batch([text]))

    def detect_batch(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """Find personal data in a stream of texts, one list a text, in order."""
        return (list(result.findings) for result in self.anonymize_batch(texts))

    def anonymize(self, text: str) -> Anonymized:
        """Return a text with its personal data replaced, the findings, and the flags."""
        return next(self.anonymize_batch([text]))

    def anonymize_batch(self, texts: Iterable[str]) -> Iterator[Anonymized]:
        """Anonymize a stream of texts, one result a text, in order.

        Each text is taken for itself; `run` also carries names from text to text.
        """
        given, read = tee(texts)
        for text, findings in zip(given, self.detector.detect(read), strict=True):
            clean = self.anonymizer.anonymize(text, findings)
            flags = (*alerts(text, clean.findings), *clean.flags)
            yield Anonymized(clean.text, clean.findings, flags)

    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> pd.DataFrame:
        """Code clean comments.

        Parameters
        ----------
        texts : sequence of str
        context : sequence of (str or None), optional
            The heading or question each stands under.

        Returns
        -------
        pandas.DataFrame
            One row a text; see `medvirk_nlp.codings_frame`.
        """
        return codings_frame(self.coder.code(texts, context))

    def run(
        self,
        folder: Path | str,
        out: Path | str,
        *,
        project: Project | None = None,
        report: Step = silent,
        jobs: int = 1,
    ) -> Run:
        """Take a folder of notes to the gate: read, find, mask, code, flag, draft.

        Parameters
        ----------
        folder : path
            The notes, with ``medvirk.toml`` if there is one. Nothing in it is changed.
        out : path
            The work folder; decisions already in it stay.
        project : Project, optional
            Read from the folder by default.
        report : callable
            Told how far it has come.
        jobs : int
            Processes that find and code, each with the models in memory. The outcome is the same.

        Raises
        ------
        UsageError
            When a folder or a setting cannot be used.
        RefusedError
            When somebody else works in ``out``.
        """
        source, work = Path(folder), Path(out)
        project = project or load_project(source)
        with (
            closing(Workspace.claim(work, source=source)) as lock,
            self.workers(jobs) as workers,
        ):
            documents = read_folder(source, project, lambda done, of: report("read", done, of))
            flags: dict[str, tuple[Flag, ...]] = {}
            found = analyze(
                documents, workers.detector, self.anonymizer, workers.coder, report, project.k
            )
            marked = mark_quotes(list(found), documents, self.codebook, project)
            with Workspace.create(
                work,
                source=source,
                documents=documents,
                results=_noting(marked, flags, work),
                settings=self.settings(project),
                lock=lock,
            ) as workspace:
                report("draft", 0, 1)
                shown = shown_passages(workspace, documents, self.anonymizer)
                summary = write_draft(workspace, shown, documents, self.codebook, project)
                to_follow = write_service_list(workspace, documents, self.anonymizer, project)
                report("draft", 1, 1)
                return Run(
                    work=work,
                    summary=summary,
                    flags=flags,
                    shown=shown,
                    documents=tuple(documents),
                    status=status(workspace),
                    to_follow=to_follow,
                )

    @contextmanager
    def workers(self, jobs: int = 1) -> Iterator[Workers]:
        """Lend out a detector and a coder: this process's own, or those of several others.

        Parameters
        ----------
        jobs : int

        Raises
        ------
        UsageError
            ``cli.error.jobs`` for fewer than one.
        """
        if jobs == 1:
            yield self
            return
        from medvirk_nlp.processes import Crew

        with Crew(self, jobs) as crew:
            yield crew

    def settings(self, project: Project) -> RunSettings:
        """Return what decides the outcome of a run, by hash."""
        return RunSettings(
            version=version("medvirk_nlp"),
            language=project.language,
            k=project.k,
            hashes=self.hashes(),
            themes=self.codebook.ids,
            options={"period": project.period, "year": project.year},
        )

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of the policy, the codebook and each model."""
        return {
            "policy": self.policy.digest,
            "codebook": self.codebook.hash,
            "model.ner": _folder_hash(model_path(f"ner/{self._ner}")),
            "model.coder": _folder_hash(self._coder_folder),
            "model.encoder": _folder_hash(model_path("encoder")),
        }


def load(
    ner: Ner = "accurate",
    policy: str | Path = "standard",
    codebook: str | Path = "barnevern",
    language: Literal["nb", "nn", "en"] = "nb",
    coder: Path | None = None,
) -> Pipeline:
    """Return a pipeline with the shipped models.

    Parameters
    ----------
    ner : {"accurate", "fast"}
        Which model finds names and stories beside the rules.
    policy, codebook : str or path
        A shipped one by name, or an own file.
    language : {"nb", "nn", "en"}
        Of the placeholders.
    coder : Path, optional
        Folder of a coder that `medvirk learn` made.
    """
    return Pipeline(Policy.from_file(policy), Codebook.from_file(codebook), language, ner, coder)


def load_for(project: Project, folder: Path, ner: Ner = "accurate") -> Pipeline:
    """Return the pipeline a project asks for: its own policy, codebook and coder if it has them.

    Raises
    ------
    UsageError
        ``cli.error.coder_missing`` when the project names a coder that is not there.
    """
    policy, codebook = (
        project.own_file(project.policy, folder),
        project.own_file(project.codebook, folder),
    )
    coder = folder / project.coder if project.coder else None
    if coder is not None and not coder.is_dir():
        raise UsageError("cli.error.coder_missing")
    return load(ner, policy, codebook, project.language, coder)


def _noting(
    results: Iterable[PassageResult], flags: dict[str, tuple[Flag, ...]], work: Path
) -> Iterator[PassageResult]:
    """Pass results on, note their flags, and take the old draft away when all of them are there."""
    for result in results:
        if result.flags:
            flags[result.passage.id] = result.flags
        yield result
    shutil.rmtree(work / DRAFT, ignore_errors=True)


def _folder_hash(folder: Path) -> str:
    """Return one SHA-256 of all files of a model, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in _RECIPE):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
