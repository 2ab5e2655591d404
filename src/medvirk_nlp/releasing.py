"""The way out: the gate, the leak check, then the finished files, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.detection.gazetteer import is_common_word
from medvirk_nlp.drafting import Sources, shown_passages, years_in
from medvirk_nlp.earlier import RECORD, may_stand_beside, record_with
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.project import Project, load_project
from medvirk_nlp.reading import read_folder
from medvirk_nlp.records import DIRECT_TYPES, Document
from medvirk_nlp.report_files import write_report
from medvirk_nlp.reporting.leakcheck import Leak, leak_check
from medvirk_nlp.reporting.qdpx import project_qdpx
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data
from medvirk_nlp.reporting.years import years_additions
from medvirk_nlp.review.building import RELEASE_PART, clear_away
from medvirk_nlp.review.gate import require_open, withhold_open
from medvirk_nlp.review.private_files import (
    make_private_folder,
    make_way,
    put_folder_in_place,
    write_private,
)
from medvirk_nlp.review.release import release_record
from medvirk_nlp.review.run_record import digest
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.withdrawal import exposed, still_counted


class LeakError(RefusedError):
    """The leak check found something in the finished files, which were deleted.

    Attributes
    ----------
    leaks : tuple of Leak
        In which file and where, never what.
    """

    def __init__(self, leaks: Sequence[Leak]) -> None:
        super().__init__("cli.error.leak", count=len(leaks))
        self.leaks = tuple(leaks)


@dataclass(frozen=True, slots=True)
class Release:
    """What left the house.

    Attributes
    ----------
    folder : Path
    files : tuple of str
        Names of the files in it.
    passages, withheld : int
        Comments released, and feedback held back.
    """

    folder: Path
    files: tuple[str, ...]
    passages: int
    withheld: int


@dataclass(frozen=True)
class Material:
    """A work folder with its notes read again."""

    project: Project
    documents: tuple[Document, ...]
    codebook: Codebook
    anonymizer: Anonymizer

    @classmethod
    def of(cls, workspace: Workspace) -> Material:
        """Read the notes of a work folder again, with the settings of the project.

        Raises
        ------
        UsageError
            When the folder of the notes is not there any more.
        RefusedError
            When policy or codebook are not those of the run.
        """
        source = workspace.source
        if not source.is_dir():
            raise UsageError("cli.error.source_missing")
        project = load_project(source)
        policy = Policy.from_file(project.own_file(project.policy, source))
        codebook = Codebook.from_file(project.own_file(project.codebook, source))
        made_with = workspace.run.settings.hashes
        if (policy.digest, codebook.hash) != (made_with["policy"], made_with["codebook"]):
            raise RefusedError("cli.error.settings_changed")
        documents = tuple(read_folder(source, project))
        return cls(project, documents, codebook, Anonymizer(policy, project.language))

    def secrets(self, sources: Sources) -> Iterator[str]:
        """Yield every surface that was masked as a direct identifier, and every known name."""
        for document in self.documents:
            yield from document.known_names
            for passage in document.passages:
                state = sources.states.get(passage.id)
                for finding in state.findings if state else ():
                    if finding.entity_type in DIRECT_TYPES and finding.action != "keep":
                        yield passage.text[finding.start : finding.end]


def release(
    work: Path | str,
    out: Path | str,
    *,
    reviewer: str = "",
    withhold_undecided: bool = False,
    replaces: bool = False,
) -> Release:
    """Release what nothing is open about any more.

    Parameters
    ----------
    work : path
        A work folder that `run` made.
    out : path
        Missing or empty; gets the finished files.
    reviewer : str
        Initials of the person who releases; needed for ``withhold_undecided``.
    withhold_undecided : bool
        Leave out what nobody has decided, instead of refusing.
    replaces : bool
        Nobody has the earlier releases of this work folder, or they were withdrawn.

    Raises
    ------
    RefusedError
        When the difference from an earlier release tells of a few people
        (see `medvirk_nlp.earlier.may_stand_beside`).
    GateShutError
        While anything is open, has changed, or rests on too few people.
    LeakError
        When a finished file holds what was masked. Nothing is left behind.
    UsageError
        When a folder cannot be used.
    """
    target = Path(out)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError("cli.error.out_not_empty")
    if withhold_undecided and not reviewer:
        raise UsageError("cli.error.reviewer_missing")
    with Workspace.open(Path(work)) as workspace:
        material = Material.of(workspace)
        _refuse_inside(target, workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        singled = exposed(workspace, material.documents, material.anonymizer)
        if withhold_undecided:
            withhold_open(workspace, reviewer, sources.hashes, singled)
            singled = ()
        project, documents = material.project, still_counted(workspace, material.documents)
        shown = shown_passages(workspace, documents, material.anonymizer)
        summary = summarize(
            shown.passages,
            documents,
            material.codebook,
            project,
            shown.withheld,
            shown.undecided,
        )
        too_few = () if summary.mentions is not None else ("total",)
        report = require_open(workspace, sources.hashes, lambda: (*too_few, *singled))
        years = years_in(workspace.source, shown, summary, material.codebook, project)
        data = summary_data(summary, project, years_additions(years))
        out_then = may_stand_beside(workspace, data, project, replaces=replaces)
        record = record_with(release_record(workspace, report), out_then)
        if not target.parent.exists():  # one that is there keeps the rights its owner gave it
            make_way(target)
        part = workspace.folder / RELEASE_PART
        clear_away(workspace.folder)
        try:
            make_private_folder(part)
            files = write_report(
                part, shown, summary, project, years, draft=False, source=workspace.source
            )
            files.append(part / "prosjekt.qdpx")
            project_qdpx(summary, shown.passages, material.codebook, project, files[-1])
            allowed = (project.municipality, project.title)
            leaks = leak_check(files, material.secrets(sources), allowed, is_common_word)
            if leaks:
                raise LeakError(leaks)
            # The log comes first: what cannot be written down does not leave.
            content = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
            write_private(workspace.folder / RECORD, f"{content}\n".encode())
            workspace.log_release(digest(record))
            put_folder_in_place(part, target)
        except BaseException:
            clear_away(workspace.folder)
            raise
        return Release(target, tuple(f.name for f in files), len(shown.passages), shown.withheld)


def _refuse_inside(target: Path, workspace: Workspace) -> None:
    """Keep the finished files apart from raw notes and work folder."""
    resolved = target.resolve()
    for other in (workspace.source, workspace.folder.resolve()):
        if resolved == other or other in resolved.parents:
            raise UsageError("cli.error.out_inside")


def check_files(path: Path, work: Path) -> tuple[list[Leak], int]:
    """Look for what was masked in a run in finished files.

    Parameters
    ----------
    path : Path
        A file, or a folder with all that is in it.
    work : Path
        The work folder of the run.

    Returns
    -------
    tuple
        The leaks, and how many files were looked at.

    Raises
    ------
    UsageError
        When there is nothing at ``path``.
    """
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if not p.is_dir())
    if not files:
        raise UsageError("cli.error.file_missing")
    with Workspace.open(work, read_only=True) as workspace:
        material = Material.of(workspace)
        sources = Sources(workspace, material.documents, material.anonymizer)
        allowed = (material.project.municipality, material.project.title)
        return leak_check(files, material.secrets(sources), allowed, is_common_word), len(files)
