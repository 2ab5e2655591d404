"""The training and measuring texts of the NER recipes: NorNE and the in-domain sets.

Every corpus becomes a list of ``Text``: a string and its labelled character spans. Nothing of it is
written anywhere but into model weights: NorNE's text may not be republished.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FORMS = {"nob": "nb", "nno": "nn"}
HEADLINE = "|"
NO_SPACE_BEFORE = frozenset(".,;:!?)]}»”’%…")
NO_SPACE_AFTER = frozenset("([{«“")


@dataclass(frozen=True)
class Text:
    """A text with labelled spans ``(start, end, label)``, sorted and disjoint."""

    id: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    variety: str = "nb"


def held_out(document_id: str) -> bool:
    """Tell whether an in-domain document is kept out of every training run (one in five)."""
    return int(hashlib.sha256(document_id.encode()).hexdigest(), 16) % 5 == 0


def read_scheme(path: Path) -> Iterator[Text]:
    """Read documents in the scheme of ``eval/SCHEME.md``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = tuple(sorted((s["start"], s["end"], s["type"]) for s in record["spans"]))
        yield Text(record["id"], record["text"], spans, record["variety"])


def in_domain(shared: Path) -> tuple[list[Text], list[Text]]:
    """Return (training, held-out) documents of ``eval/train``."""
    texts = [
        t for path in sorted((shared / "eval" / "train").glob("*.jsonl")) for t in read_scheme(path)
    ]
    return [t for t in texts if not held_out(t.id)], [t for t in texts if held_out(t.id)]


def _name_tag(misc: str) -> str:
    for part in misc.split("|"):
        if part.startswith("name="):
            return part[5:]
    return "O"


def _sentences(lines: Iterable[str]) -> Iterator[list[tuple[str, str, bool]]]:
    """Yield sentences as (word, tag, followed by a space) from CoNLL or CoNLL-U lines."""
    rows: list[tuple[str, str, bool]] = []
    for line in lines:
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                rows.append(
                    (
                        columns[1],
                        _name_tag(columns[9] if len(columns) > 9 else columns[8]),
                        "SpaceAfter=No" not in line,
                    )
                )
    if rows:
        yield rows


def _detokenize(words: list[str]) -> list[bool]:
    """Guess which words are followed by a space; NDT does not say."""
    spaces = []
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        opening_quote = word == '"' and words[:i].count('"') % 2 == 0
        closing_quote = following == '"' and words[: i + 1].count('"') % 2 == 1
        tight = (
            word in NO_SPACE_AFTER or following in NO_SPACE_BEFORE or opening_quote or closing_quote
        )
        spaces.append(bool(following) and not tight)
    return spaces


def _text(name: str, rows: list[tuple[str, str, bool]], variety: str) -> Text:
    text, spans, open_span = "", [], None
    for word, tag, space in rows:
        start = len(text)
        text += word
        if tag.startswith("I-") and open_span and open_span[2] == tag[2:]:
            open_span = (open_span[0], len(text), open_span[2])
        else:
            if open_span:
                spans.append(open_span)
            open_span = (start, len(text), tag[2:]) if tag != "O" else None
        text += " " if space else ""
    if open_span:
        spans.append(open_span)
    return Text(name, text.rstrip(), tuple(spans), variety)


def norne(shared: Path) -> dict[str, list[Text]]:
    """Return NorNE as "train", "dev" and "test".

    The official training file is not at hand: training sentences are those of NDT that are in
    neither dev nor test, matched on the words without the headline mark.
    """
    splits: dict[str, list[Text]] = {"train": [], "dev": [], "test": []}
    seen: set[tuple[str, ...]] = set()
    plain: list[tuple[str, str, list[tuple[str, str, bool]]]] = []
    with tarfile.open(shared / "data" / "norne" / "norne.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is None:
                continue
            parts = member.name.split("/")
            sentences = _sentences(stream.read().decode("utf-8").splitlines())
            if parts[1] == "ndt":
                plain += [
                    (FORMS[parts[2]], f"{parts[3]}-{i}", rows) for i, rows in enumerate(sentences)
                ]
            else:
                split = "dev" if "-dev" in parts[3] else "test"
                for i, rows in enumerate(sentences):
                    seen.add(tuple(w for w, _, _ in rows if w != HEADLINE))
                    splits[split].append(_text(f"{parts[3]}-{i}", rows, FORMS[parts[2]]))
    for variety, name, rows in plain:
        words = tuple(w for w, _, _ in rows if w != HEADLINE)
        if words in seen or not words:
            continue
        rows = [(w, t, s) for w, t, s in rows if w != HEADLINE]
        spaces = _detokenize([w for w, _, _ in rows])
        splits["train"].append(
            _text(name, [(w, t, s) for (w, t, _), s in zip(rows, spaces, strict=True)], variety)
        )
    return splits
