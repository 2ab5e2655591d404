"""One file, found and hidden as a whole, written as a new file of the same kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.analysis import Finds, find_all
from medvirk_nlp.detection.alerts import alerts
from medvirk_nlp.detection.gazetteer import is_common_word
from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.errors import ReadError, RefusedError, UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.reading.decoding import decode, repair
from medvirk_nlp.reading.limits import MAX_PASSAGE_CHARACTERS
from medvirk_nlp.reading.lines import split_mark
from medvirk_nlp.reading.opening import read_bytes
from medvirk_nlp.records import DIRECT_TYPES, Document, Dropped, Finding, Held, Passage
from medvirk_nlp.reporting.leak_secrets import Secrets
from medvirk_nlp.reporting.leakcheck import leaks_in
from medvirk_nlp.texts import LANGUAGES, Texts, texts
from medvirk_nlp.writing.layout import Layout, Unit, shown
from medvirk_nlp.writing.lines import Lines

if TYPE_CHECKING:
    from medvirk_nlp.pipeline import Pipeline

OWN_KINDS = frozenset({"docx", "xlsx", "csv", "vtt", "srt", "txt", "md"})
"""Kinds of files that are written as what they were; the others become plain text."""
_PLAIN = frozenset({"txt", "md"})
_SUFFIXES = {
    "csv": (".csv", ".tsv", ".tab"),
    "txt": (".txt", ".text", ".md"),
    "md": (".md", ".markdown", ".txt"),
}
"""Endings of the files of a kind, where it has more than its own."""
_MEANT = frozenset({"times"})
_NO_TEXT = "reading.held.no_text"


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A clean file, not yet on the disk.

    Attributes
    ----------
    content : bytes
    kind : str
        What it is: one of ``OWN_KINDS``.
    findings, flags : int
        Pieces of personal data hidden, and reasons for a person to look.
    held : tuple of Held
        What could not be read, and so is not in it.
    dropped : tuple of Dropped
        What the reader left out on purpose, by keys of ``reading.toml``.
    left_out : dict of str to int
        What was read but not carried over, by keys of ``writing.toml``.
    target : Path or None
        Where it is to be written.
    """

    content: bytes = field(repr=False)
    kind: str
    findings: int
    flags: int
    held: tuple[Held, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    target: Path | None = field(default=None, repr=False)

    @property
    def whole(self) -> bool:
        """Whether everything but what identifies is in it."""
        return not self.held and self.left_out.keys() <= _MEANT


def clean_file(path: Path, pipeline: Pipeline, out: Path | None = None, jobs: int = 1) -> CleanFile:
    """Return a clean copy of a file.

    Parameters
    ----------
    path : Path
        Never changed, and never the base of the new file.
    pipeline : Pipeline
    out : Path, optional
        Where the new file is to be: a new file of the same kind, or a folder. Without it, files
        other than plain text come back as text, passage by passage.
    jobs : int
        Processes that find; worth their while from some thousand sentences on.

    Raises
    ------
    UsageError
        When there is no such file, or ``out`` cannot be used.
    ReadError
        When the file cannot be read, or has no text.
    RefusedError
        When the finished file still holds what was hidden.
    """
    if not path.is_file():
        raise UsageError("cli.error.file_missing")
    document = read_file(path, "dok-01", Project())
    if not document.passages:
        raise ReadError(f"reading.{document.held[0].reason}" if document.held else _NO_TEXT)
    words = texts(pipeline.language)
    own = out is not None or document.format in _PLAIN
    kind = document.format if own and document.format in OWN_KINDS else "txt"
    target = None if out is None else new_file(out, kind, words)
    layout = _layout(document, kind, path, words)
    with pipeline.workers(jobs) as workers:
        clean = _clean(layout, document, pipeline, workers.detector)
    return replace(clean, kind=kind, target=target)


def clean_text(content: bytes, pipeline: Pipeline) -> CleanFile:
    """Return plain text, in whatever encoding it comes, with its lines kept.

    Raises
    ------
    ReadError
        When it is no text.
    """
    document = Document("dok-01", Path(), "", "txt", ())
    return _clean(Lines(repair(decode(content)[0])[0]), document, pipeline, pipeline.detector)


def new_file(out: Path, kind: str, words: Texts) -> Path:
    """Return where a clean file goes; in a folder it gets a name that tells nothing of the source.

    Raises
    ------
    UsageError
        When the name promises another kind of file, or is taken.
    """
    suffixes = _SUFFIXES.get(kind, (f".{kind}",))
    target = out / f"{words('writing.file_name')}.{kind}" if out.is_dir() else out
    if target.suffix.lower() not in suffixes:
        raise UsageError("writing.error.suffix", expected=", ".join(suffixes))
    if target.exists() or target.is_symlink():
        raise UsageError("cli.error.file_exists")
    return target


def _layout(document: Document, kind: str, path: Path, words: Texts) -> Layout:
    if kind == "txt" and document.format not in _PLAIN:
        return Lines("\n".join(passage.text for passage in document.passages))
    data = read_bytes(path)
    if kind == "docx":
        from medvirk_nlp.writing.word import Word

        return Word(data, words)
    if kind == "xlsx":
        from medvirk_nlp.writing.sheets import Sheets

        return Sheets(data)
    text = repair(decode(data)[0])[0]
    if kind == "csv":
        from medvirk_nlp.writing.delimited import Delimited

        return Delimited(text)
    if kind in ("vtt", "srt"):
        from medvirk_nlp.writing.cues import Cues

        return Cues(text, kind, words)
    return Lines(text)


@dataclass(frozen=True, slots=True)
class _Text:
    """Units that are searched as one text, and where each of them begins in it."""

    passage: Passage
    units: tuple[int, ...]
    starts: tuple[int, ...]


def _clean(layout: Layout, document: Document, pipeline: Pipeline, detector: Finds) -> CleanFile:
    units = layout.units
    searched = list(_texts(units, document))
    elsewhere = _elsewhere(units, document)
    given = replace(document, passages=(*(text.passage for text in searched), *elsewhere))
    found, undecided = find_all([given], detector)
    clean = [""] * len(units)
    hidden: list[str] = list(document.known_names)
    findings = flags = 0
    for text in searched:
        flags += len(undecided[text.passage.id])
        for number, start in zip(text.units, text.starts, strict=True):
            own = units[number].text
            result = pipeline.anonymizer.anonymize(own, _share(found[text.passage.id], start, own))
            treated = [f for f in result.findings if f.action != "keep"]
            hidden += [own[f.start : f.end] for f in treated if f.entity_type in DIRECT_TYPES]
            findings += len(treated)
            flags += len(result.flags) + len(alerts(own, result.findings))
            clean[number] = shown(result.text)
    secrets = Secrets(hidden, is_word=is_common_word)
    leftover = 0
    for number, unit in enumerate(units):
        if secrets.in_text(clean[number]):
            # Hidden in one place and still here: a person must say which of the two is wrong.
            clean[number] = ""
            leftover += 1
        clean[number] = f"{unit.mark}{clean[number]}" if clean[number] or not unit.text else ""
    content = layout.write(clean)
    if leaks_in("", content, secrets):
        raise RefusedError("writing.error.leak")
    left_out = {
        **layout.left_out,
        "too_long": sum(len(unit.text) > MAX_PASSAGE_CHARACTERS for unit in units),
        "leftover": leftover,
        "elsewhere": sum(not _is_property(passage) for passage in elsewhere),
    }
    return CleanFile(
        content,
        "txt",
        findings,
        flags,
        document.held,
        document.dropped,
        {key: count for key, count in left_out.items() if count},
    )


def _texts(units: Sequence[Unit], document: Document) -> Iterator[_Text]:
    """Yield the units as passages, those that go on joined; too long and empty ones left out."""
    speaking = {passage.text for passage in document.passages if passage.respondent}
    group: list[int] = []
    for number, unit in enumerate(units):
        if not unit.text or len(unit.text) > MAX_PASSAGE_CHARACTERS:
            continue
        if group and not unit.joined:
            yield _text(units, group, speaking)
            group = []
        group.append(number)
    if group:
        yield _text(units, group, speaking)


def _text(units: Sequence[Unit], group: Sequence[int], speaking: set[str]) -> _Text:
    starts, position = [], 0
    for number in group:
        starts.append(position)
        position += len(units[number].text) + 1
    text = " ".join(units[number].text for number in group)
    says = text in speaking or split_mark(text)[2] in speaking
    passage = Passage(
        f"dok-01-{group[0]:06d}", "dok-01", text, "", respondent="speaker" if says else None
    )
    return _Text(passage, tuple(group), tuple(starts))


def _share(findings: Sequence[Finding], start: int, text: str) -> list[Finding]:
    """Return the findings of a joined text that touch one of its units, cut to it."""
    end = start + len(text)
    inside = [
        replace(f, start=max(f.start, start) - start, end=min(f.end, end) - start)
        for f in findings
        if f.start < end and f.end > start
    ]
    return resolve(inside, text)


def _elsewhere(units: Sequence[Unit], document: Document) -> list[Passage]:
    """Return what the reader found beside the units: comments, headers, properties.

    It is not written, but the names in it are looked for in all that is.
    """
    if document.format not in ("docx", "xlsx"):
        return []
    written = {text for unit in units for text in (unit.text, split_mark(unit.text)[2])}
    return [p for p in document.passages if p.role == "other" and p.text not in written]


def _is_property(passage: Passage) -> bool:
    """Tell whether a passage is a property of the file, which nobody misses in a new one."""
    where = (texts(language)("reading.locator.properties", number="") for language in LANGUAGES)
    return passage.locator.startswith(tuple(where))
