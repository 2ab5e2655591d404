"""The leak oracle: what finished bytes give away, and what a run must never do on the way.

Written apart from `medvirk_nlp.reporting.leakcheck`, so that neither can hide the other's holes.
`judge` asks the six questions after a run and a release:

1. the exit code tells what happened, and no user sees a traceback
2. no secret stands in any output byte
3. nor on the screen, in a temporary file or in a file name
4. the notes are as they were, nothing was written elsewhere, no socket was opened
5. what was not read is listed with a reason, and the counts add up
6. the same notes give the same bytes
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

EXAMPLE = Path(__file__).parents[1] / "examples" / "medvirkningsverksted-2026"
SECRETS = Path(__file__).parent / "data" / "example_secrets.json"
DONE, HELD, REFUSED = 0, 3, 4
_TAG = re.compile(r"<[^>]*>")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_BROKEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_FEWEST_DIGITS = 7
_CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "sqlite3.connect")
_OWN = frozenset(["__pycache__", "matplotlib"])
"""Folders in which Python and matplotlib (its list of fonts) keep what they need again."""
PART = ".medvirk-"
"""Beginning of the name of the folder that becomes the report when all is well."""


def plain(text: str) -> str:
    """Fold a text so that no way of writing it can hide: composed, no Cf, lower case, one space."""
    if not text.isascii():
        text = "".join(map(_shown, text))
    folded = unicodedata.normalize("NFKC", _BROKEN.sub("", html.unescape(text))).casefold()
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", folded))


def leaks(paths: Iterable[Path], secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Return (file, secret) for every secret that stands as a word of its own in a file."""
    return [
        (path.name, secret)
        for path in paths
        for secret in leaked({path.name, *_texts(path.read_bytes())}, secrets)
    ]


def leaked(texts: Iterable[str], secrets: Iterable[str]) -> list[str]:
    """Return the secrets that stand in any of the texts, digits by themselves."""
    haystack = "\n".join({plain(view) for text in texts for view in _unescaped(text)})
    digits = re.sub(r"\D+", " ", haystack).split()
    joined = re.sub(r"(?<=\d)[\s.,/()+\u2010-\u2015-]{1,3}(?=\d)", "", haystack)
    found = []
    for secret in secrets:
        number = re.sub(r"\D", "", plain(secret))
        as_number = len(number) >= _FEWEST_DIGITS and (number in digits or number in joined)
        as_word = rf"(?<!\w){re.escape(plain(secret))}(?:['’]?s)?(?!\w)"
        if as_number or re.search(as_word, haystack):
            found.append(secret)
    return found


def files_below(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return sorted(p for p in folder.rglob("*") if p.is_file())


def _shown(char: str) -> str:
    """Return what is seen of a character: nothing of a hidden one, 0-9 for every digit."""
    category = unicodedata.category(char)
    selects = "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e01ef"
    if category == "Cf" or selects:
        return ""
    return str(unicodedata.decimal(char)) if category == "Nd" else char


def _texts(content: bytes) -> Iterator[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _readings(archive.comment)
            for entry in archive.infolist():
                yield entry.filename
                yield from _readings(entry.comment + b"\n" + entry.extra)
                yield from _texts(archive.read(entry))
        return
    if content.startswith(b"\x89PNG"):
        content = b"\n".join(_chunks(content))
    yield from _readings(content)


def _readings(content: bytes) -> Iterator[str]:
    wide = ("utf-16-le", "utf-16-be") if b"\0" in content else ()
    for encoding in ("utf-8", "cp1252", *wide):
        text = content.decode(encoding, "ignore")
        yield text
        yield _TAG.sub("", text)  # words split over runs
        yield _TAG.sub(" ", text)  # words of different paragraphs


def _chunks(picture: bytes) -> Iterator[bytes]:
    """Yield what a PNG says beside its dots, unpacked."""
    at = 8
    while at + 8 <= len(picture):
        length, kind = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
        body = picture[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IDAT":
            continue
        yield body
        begin = body.find(b"\x78")
        if kind in (b"zTXt", b"iTXt") and begin >= 0:
            with_rest = zlib.decompressobj()
            try:
                yield with_rest.decompress(body[begin:])
            except zlib.error:
                continue


def _unescaped(text: str) -> Iterator[str]:
    for _ in range(3):
        yield text
        undone = _JSON.sub(lambda m: chr(int(m[1], 16)), text).replace("\\n", "\n")
        undone = unquote_plus(html.unescape(undone), errors="replace")
        if undone == text:
            return
        text = undone


@dataclass
class Watch:
    """What a command did to the machine, told by Python's own audit events.

    Attributes
    ----------
    written : set of Path
        Files opened for writing, made, renamed or removed.
    sockets : list of str
        Names of the events of the network and of other programs started.
    """

    written: set[Path] = field(default_factory=set)
    sockets: list[str] = field(default_factory=list)

    def note(self, event: str, args: tuple[Any, ...]) -> None:
        """Take one audit event."""
        if event == "open":
            path, mode, flags = args
            writes = (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if isinstance(path, str | bytes) and (writes or set(str(mode or "")) & set("wax+")):
                self.written.add(Path(os.fsdecode(path)).absolute())
        elif event in _CHANGES:
            paths = [os.fsdecode(a) for a in args if isinstance(a, str | bytes | os.PathLike)]
            bare = [path.removeprefix("file:").partition("?")[0] for path in paths]
            self.written |= {Path(path).absolute() for path in bare}
        elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec")):
            self.sockets.append(event)

    def outside(self, *allowed: Path) -> list[Path]:
        """Return what was written to outside of the allowed folders."""
        resolved = [folder.resolve() for folder in allowed]
        return sorted(
            path
            for path in self.written
            if path != Path(os.devnull)
            and not _OWN.intersection(path.parts)
            and not any(path.resolve().is_relative_to(folder) for folder in resolved)
            and not any(part.startswith(PART) for part in path.parts)
        )


_watching: list[Watch] = []
_hooked: list[bool] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    for watch in _watching:
        watch.note(event, args)


@contextmanager
def watched() -> Iterator[Watch]:
    """Note everything that is written or connected to inside the block."""
    if not _hooked:
        sys.addaudithook(_hook)  # it cannot be taken out again, so it is put in once
        _hooked.append(True)
    watch = Watch()
    _watching.append(watch)
    try:
        yield watch
    finally:
        _watching.remove(watch)


def snapshot(folder: Path) -> dict[str, tuple[int, str]]:
    """Return mode and digest of everything below a folder, links and special files too."""
    found = {}
    for root, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(root) / name
            mode = path.lstat().st_mode
            link = path.is_symlink() and str(path.readlink())
            regular = path.is_file() and not link
            told = hashlib.sha256(path.read_bytes()).hexdigest() if regular else str(link)
            found[path.relative_to(folder).as_posix()] = (mode, told)
    return found


@dataclass(frozen=True)
class Outcome:
    """What came of a folder of notes.

    Attributes
    ----------
    code : int
        Exit code of ``medvirk run``.
    told : str
        All it said on the screen, both runs and the release.
    work, report : Path
    record : dict
        ``run.json``.
    released : dict
        ``release.json``; empty where the gate stayed shut.
    """

    code: int
    told: str
    work: Path
    report: Path
    record: dict[str, Any]
    released: dict[str, Any]

    def held(self, document: str) -> list[str]:
        """Return the reasons why parts of a document were not read."""
        entry = next(d for d in self.record["documents"] if d["id"] == document)
        return [held["reason"] for held in entry["held"]]

    def written(self) -> str:
        """Return all text of the work folder and the report, folded."""
        files = files_below(self.work) + files_below(self.report)
        return "\n".join(plain(text) for path in files for text in _texts(path.read_bytes()))


Medvirk = Callable[..., tuple[int, str, str]]
"""Runs a command with its words; returns exit code, stdout and stderr."""


def judge(
    notes: Path, secrets: Sequence[str], medvirk: Medvirk, place: Path, *, twice: bool = True
) -> Outcome:
    """Run and release a folder of notes, and ask the six questions.

    Parameters
    ----------
    notes : Path
        Folder with the hostile input.
    secrets : sequence of str
        What no output may hold.
    medvirk : callable
    place : Path
        Empty folder; the work folder, the report and temporary files come here.
    twice : bool
        Whether to ask the sixth question too, which takes twice the time.
    """
    work, again = place / "arbeid", place / "arbeid-igjen"
    report, report_again, temp = place / "rapport", place / "rapport-igjen", place / "tmp"
    temp.mkdir(parents=True)
    place.chmod(0o755)
    rounds = [(work, report), (again, report_again)] if twice else [(work, report)]
    before = snapshot(notes)
    kept, tempfile.tempdir = tempfile.tempdir, str(temp)
    try:
        with watched() as watch:
            ran = [medvirk("run", notes, "-o", folder) for folder, _ in rounds]
            let_out = [
                medvirk("release", folder, "-o", out, "--withhold-open", "--reviewer", "AB")
                for folder, out in rounds
            ]
    finally:
        tempfile.tempdir = kept
    codes, gate = [code for code, _, _ in ran], [code for code, _, _ in let_out]
    told = "\n".join(out + err for _, out, err in ran + let_out)
    assert "Traceback" not in told
    assert codes[0] in (DONE, HELD) and len(set(codes)) == 1, told
    assert gate[0] in (DONE, REFUSED) and len(set(gate)) == 1, told
    assert (gate[0] == DONE) == report.exists()

    (place / "skjerm.txt").write_text(told, encoding="utf-8")
    assert leaks(files_below(place), secrets) == []
    assert files_below(temp) == []

    assert snapshot(notes) == before
    assert place.stat().st_mode & 0o777 == 0o755
    assert [p for p in watch.outside(work, again, temp, report, report_again) if p != place] == []
    assert watch.sockets == []

    record = json.loads((work / "run.json").read_text(encoding="utf-8"))
    assert bool(record["totals"]["held"]) == (codes[0] == HELD)
    _adds_up(record["totals"], record["documents"])
    for document in record["documents"]:
        lines = told.split(f"{document['id']} (", 1)[1]
        assert len(re.findall(r"^  Ikke lest: .+", lines, re.M)) >= len(document["held"])
    released = {}
    if gate[0] == DONE:
        released = json.loads((work / "release.json").read_text(encoding="utf-8"))
        counts = released["counts"]
        assert counts["read"] == counts["released"] + counts["held"] + counts["rejected"]

    if twice:
        assert _bytes(work / "utkast") == _bytes(again / "utkast")
        assert _bytes(report) == _bytes(report_again)
    return Outcome(codes[0], told, work, report, record, released)


def _adds_up(totals: dict[str, int], documents: Sequence[dict[str, Any]]) -> None:
    assert totals["read"] == totals["releasable"] + totals["held"] + totals["rejected"]
    assert totals["held"] == sum(len(d["held"]) for d in documents)
    assert totals["read"] == totals["held"] + sum(sum(d["counts"].values()) for d in documents)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files_below(folder)}
