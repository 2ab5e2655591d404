"""Coded comments of gold documents, as the coder meets them: masked, with their heading."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from medvirk_nlp.anonymization.generalize import Generalizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.records import Finding

MASK = "[maskert]"
"""A placeholder that tells nothing."""
View = Literal["clean", "masked", "raw"]
"""How personal data of a gold document is shown: as the anonymizer writes it («[sted]», «[helse]»),
behind one and the same mask, or as it stands."""

NONE = "-"
TOGETHER = 8
"""Neighboring written comments may share a scene: cross-validation keeps so many together."""


@dataclass(frozen=True)
class Example:
    text: str
    context: str | None
    themes: frozenset[str]
    polarity: str
    variety: str
    document: str
    writer: str


def is_held_out(document_id: str) -> bool:
    """Tell whether a training document is kept out of all training (about a fifth are)."""
    return int(hashlib.sha256(document_id.encode()).hexdigest(), 16) % 5 == 0


def read_examples(path: Path, view: View = "clean") -> list[Example]:
    """Return the coded comments of a gold file (.jsonl; one document a line)."""
    examples: list[Example] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = _shown(json.loads(line), view)
            for segment in document["segments"]:
                examples.append(
                    Example(
                        document["text"][segment["start"] : segment["end"]],
                        _heading(document, segment["start"]),
                        frozenset(segment["themes"]),
                        segment["polarity"],
                        document["variety"],
                        document["id"],
                        path.stem,
                    )
                )
    return examples


def read_written(folder: Path) -> list[Example]:
    """Return the comments that were written for training (``comments/*.txt``; its README)."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            variety, polarity, codes, heading, text = line.split(" | ")
            examples.append(
                Example(
                    text,
                    None if heading == NONE else heading,
                    frozenset() if codes == NONE else frozenset(codes.split(",")),
                    polarity,
                    variety,
                    f"{path.stem}-{number // TOGETHER}",
                    path.stem,
                )
            )
    return examples


def _shown(document: dict[str, Any], view: View) -> dict[str, Any]:
    """Return the document with its personal data replaced and its segments moved along."""
    if view == "raw":
        return document
    spans = sorted(document["spans"], key=lambda span: span["start"])
    labels = [MASK if view == "masked" else _label(document, span) for span in spans]
    text, kept = "", 0
    for span, label in zip(spans, labels, strict=True):
        text += document["text"][kept : span["start"]] + label
        kept = span["end"]
    text += document["text"][kept:]

    def moved(offset: int) -> int:
        shift = 0
        for span, label in zip(spans, labels, strict=True):
            if span["end"] <= offset:
                shift += len(label) - (span["end"] - span["start"])
            elif span["start"] < offset:  # inside a mask: take all of it
                return int(span["start"]) + shift + len(label)
        return offset + shift

    segments = [
        {**segment, "start": moved(segment["start"]), "end": moved(segment["end"])}
        for segment in document["segments"]
    ]
    return {**document, "text": text, "segments": segments}


@cache
def _generalizer() -> tuple[Policy, Generalizer]:
    policy = Policy.from_file("standard")
    return policy, Generalizer(policy)


def _label(document: dict[str, Any], span: dict[str, Any]) -> str:
    """Return what the anonymizer writes in the place of a gold span."""
    policy, generalizer = _generalizer()
    finding = Finding(
        span["start"],
        span["end"],
        span["type"],
        1.0,
        span["identifier"],
        span["confidential"],
        policy.types[span["type"]].action,
        "gold",
    )
    return generalizer.label(document["text"], finding)


def _heading(document: dict[str, Any], start: int) -> str | None:
    """Return the nearest line above ``start`` that holds text and belongs to no segment."""
    text, segments = document["text"], document["segments"]
    end = text.rfind("\n", 0, start)
    while end >= 0:
        first = text.rfind("\n", 0, end) + 1
        line = text[first:end].strip()
        if line and not any(s["start"] < end and s["end"] > first for s in segments):
            return str(line)
        end = first - 1 if first else -1
    return None
