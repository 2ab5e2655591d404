"""Variations of in-domain and NorNE texts that keep the spans right.

Notes are written in lower case, in capitals, without æ, ø and å, with slips of the finger, and
about people from all over the world, by name, by a name that is a word too, by an initial. Every
variation rewrites single spans or single characters and carries the span offsets along.
"""

from __future__ import annotations

import csv
import json
import random
import re
import string
import tomllib
from dataclasses import replace
from pathlib import Path

from corpora import Text

NAME_TYPES = frozenset({"PERSON", "PER"})
NUMBER_TYPES = frozenset(
    [
        "NATIONAL_ID",
        "PHONE_NUMBER",
        "BANK_ACCOUNT",
        "CASE_NUMBER",
        "LICENSE_PLATE",
        "DUF_NUMBER",
        "IP_ADDRESS",
        "STREET_ADDRESS",
        "USERNAME",
    ]
)
PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


MEASURED = (
    Path(__file__).resolve().parents[2] / "src/medvirk_nlp/resources/evaluation/origin_names.toml"
)
"""The names that the name test uses: no model may learn them from this recipe."""


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [row[name] for row in csv.DictReader(lines)]


def _by_origin(path: Path) -> list[tuple[list[str], list[str]]]:
    groups = tomllib.loads(path.read_text(encoding="utf-8")).values()
    return [(group["first"], group["last"]) for group in groups]


class Names:
    """First names and surnames by origin, from lists whose licence allows it."""

    def __init__(self, shared: Path) -> None:
        folder = shared / "data" / "names"
        person = json.loads((folder / "mimesis-no" / "person.json").read_text(encoding="utf-8"))
        ssb_first = _column(folder / "ssb-2026" / "ssb_first_names.csv", "name")
        ssb_last = _column(folder / "ssb-2026" / "ssb_surnames.csv", "surname")
        first: dict[str, list[str]] = {}
        last: dict[str, list[str]] = {}
        with (folder / "faker" / "faker_names.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                pool = first if row["kind"] == "first" else last
                pool.setdefault(row["locale"], []).append(row["name"])
        words = _column(folder / "ambiguous" / "first_names_also_words.csv", "name")
        measured, own = _by_origin(MEASURED), _by_origin(Path(__file__).with_name("names.toml"))
        unseen = {n for pools in measured for names in pools for n in names}
        own_first = [[n for n in names if n not in unseen] for names, _ in own]
        own_last = [[n for n in names if n not in unseen] for _, names in own if names]
        self.first = [
            ssb_first,
            person["names"]["female"] + person["names"]["male"],
            words,
            *own_first,
            *first.values(),
        ]
        self.last = [ssb_last, person["surnames"], *own_last, *last.values()]
        self.weights_first = [18, 10, 5, *[4.0] * len(own_first), *[0.7] * len(first)]
        self.weights_last = [10, 5, *[2.5] * len(own_last), *[0.4] * len(last)]

    def draw(self, rng: random.Random, surname: bool) -> str:
        """Draw a single-word name."""
        pools, weights = (
            (self.last, self.weights_last) if surname else (self.first, self.weights_first)
        )
        for _ in range(20):
            name = rng.choice(rng.choices(pools, weights)[0])
            if re.fullmatch(r"[^\W\d_][\w'’-]+", name):
                return name
        return "Kari"


def _rewrite(text: Text, new: dict[int, str]) -> Text:
    """Replace the words of spans (by index) and move all offsets."""
    out, spans, position = "", [], 0
    for i, (start, end, label) in enumerate(text.spans):
        out += text.text[position:start]
        surface = new.get(i, text.text[start:end])
        spans.append((len(out), len(out) + len(surface), label))
        out += surface
        position = end
    return replace(text, text=out + text.text[position:], spans=tuple(spans))


def swap_names(text: Text, names: Names, rng: random.Random) -> Text:
    """Give every person of the text another name, the same everywhere, genitive and case kept."""
    chosen: dict[str, str] = {}

    def other(word: str, surname: bool) -> str:
        genitive = word.endswith("s") and len(word) > 3 and rng.random() < 0.5
        stem = word[:-1] if genitive and word[:-1].casefold() in chosen else word
        suffix = word[len(stem) :]
        new = chosen.setdefault(stem.casefold(), names.draw(rng, surname))
        if word.islower():
            new = new.lower()
        elif word.isupper() and len(word) > 2:
            new = new.upper()
        return new + suffix

    new = {}
    for i, (start, end, label) in enumerate(text.spans):
        surface = text.text[start:end]
        if label not in NAME_TYPES or not re.fullmatch(
            r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){0,3}", surface
        ):
            continue
        words = surface.split(" ")
        new[i] = " ".join(
            other(w, surname=len(words) > 1 and j == len(words) - 1) for j, w in enumerate(words)
        )
    return _rewrite(text, new)


def restyle_names(text: Text, rng: random.Random) -> Text:
    """Write all names of a text in lower case, in capitals, or as initials."""
    style = rng.random()

    def written(surface: str) -> str:
        if style < 0.65:
            return surface.lower()
        if style < 0.8:
            return surface.upper()
        initials = [word[0] for word in surface.split() if word[0].isalpha()]
        if not initials or len(surface) < 3:
            return surface
        return ".".join(initials) + "." if style < 0.9 else "".join(initials)

    new = {
        i: written(text.text[start:end])
        for i, (start, end, label) in enumerate(text.spans)
        if label in NAME_TYPES and len(text.text[start:end].lower()) == end - start
    }
    return _rewrite(text, new)


def new_numbers(text: Text, rng: random.Random) -> Text:
    """Draw the digits of numbers anew, so that no model can learn one by heart."""
    new = {
        i: "".join(rng.choice(string.digits) if c.isdigit() else c for c in text.text[start:end])
        for i, (start, end, label) in enumerate(text.spans)
        if label in NUMBER_TYPES
    }
    return _rewrite(text, new)


def _map_characters(text: Text, change) -> Text:
    pieces = [change(c) for c in text.text]
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    spans = tuple((offsets[s], offsets[e], label) for s, e, label in text.spans)
    return replace(text, text="".join(pieces), spans=spans)


def slips(text: Text, rng: random.Random, rate: float = 0.015) -> Text:
    """Drop, double or swap single letters now and then."""

    def change(c: str) -> str:
        if not c.isalpha() or rng.random() > rate:
            return c
        return rng.choice(["", c + c, rng.choice("aeiorstnlkdgm")])

    return _map_characters(text, change)


def vary(text: Text, names: Names, rng: random.Random, swap: float, restyle: float = 0.0) -> Text:
    """Return a random variation of a text; many keep their case and letters.

    ``swap`` and ``restyle`` are the shares of texts whose people get other names, or the same
    names written in another way.
    """
    if rng.random() < swap:
        text = swap_names(text, names, rng)
    text = new_numbers(text, rng)
    if rng.random() < restyle:
        text = restyle_names(text, rng)
    if rng.random() < 0.08:
        text = slips(text, rng)
    if rng.random() < 0.06:
        text = _map_characters(text, lambda c: c.translate(PLAIN_LETTERS))
    draw = rng.random()
    if draw < 0.22:
        text = _map_characters(text, lambda c: c.lower() if len(c.lower()) == 1 else c)
    elif draw < 0.25:
        text = _map_characters(text, lambda c: c.upper() if len(c.upper()) == 1 else c)
    return replace(text, spans=tuple(s for s in text.spans if s[0] < s[1]))
