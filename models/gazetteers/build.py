"""Make the gazetteer files of the package again from the published lists.

    python models/gazetteers/build.py --data ../shared/data --train ../shared/eval/train \\
        --out src/medvirk_nlp/resources/gazetteers

Reads only lists whose licence lets them ship (see NOTICE) and, for how ordinary a word is,
counts over running text of which nothing but a yes or no per word remains. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ORDINARY = 150
"""Lower-case occurrences in 17.5 million words that make a name an everyday word (level 2)."""
FAKER_LOCALES = (
    *("az_AZ", "da_DK", "en_IN", "en_KE", "en_PK", "es_ES", "et_EE", "fi_FI", "fr_DZ", "ha_NG"),
    *("hr_HR", "hu_HU", "lt_LT", "lv_LV", "no_NO", "pl_PL", "pt_PT", "ro_RO", "sv_SE", "sw"),
    *("tr_TR", "uz_UZ", "vi_VN", "yo_NG"),
)
LATIN_NAME = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]{2,})*")


def fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()


def rows(path: Path, delimiter: str = ",", encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def field_words(train: Path) -> set[str]:
    """Return words that invented notes write lower-case twice or more outside names."""
    seen: Counter[str] = Counter()
    named: set[str] = set()
    for path in sorted(train.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            text = list(document["text"])
            for span in document["spans"]:
                surface = document["text"][span["start"] : span["end"]]
                if span["type"] in ("PERSON", "LOCATION", "ORGANIZATION", "USERNAME"):
                    named |= {fold(w) for w in WORD.findall(surface)}
                text[span["start"] : span["end"]] = " " * len(surface)
            seen.update(w for w in WORD.findall("".join(text)) if w.islower())
    return {fold(w) for w, n in seen.items() if n >= 2 and len(w) > 1} - named


class Usage:
    """How often a word is written lower-case, and capitalised inside a sentence."""

    def __init__(self, data: Path, train: Path) -> None:
        self.field = field_words(train)
        self.lower: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        with gzip.open(data / "text" / "norec_all.txt.gz", "rt", encoding="utf-8") as file:
            self._read(file)
        nynorsk = data / "text" / "talk-of-norway-sentences"
        with (nynorsk / "sentences_talk_of_norway_cleaned_10k_nno.txt").open(encoding="utf-8") as f:
            before = self.lower.copy()
            self._read(f)
        self.nynorsk = {w for w, n in self.lower.items() if n - before[w] >= 2}
        self.dictionary = {
            line.split("\t", 1)[0]
            for line in (data / "wordlists/norsk-ordbank-spacy/nb_fullforms.tsv").open(
                encoding="utf-8"
            )
        }
        self.lemmas = {
            lemma
            for row in rows(data / "wordlists/altmorph/nno.csv")
            for lemma in row["lemma"].strip("{}").replace('"', "").split(",")
        }

    def _read(self, lines: Iterable[str]) -> None:
        for line in lines:
            start = True
            last = 0
            for match in WORD.finditer(line):
                start = start or bool(re.search(r"[.!?:«\"]", line[last : match.start()]))
                word = match.group()
                if word.islower():
                    self.lower[word] += 1
                elif word.istitle() and not start:
                    self.capital[word.lower()] += 1
                last, start = match.end(), False

    def is_word(self, form: str) -> bool:
        """Tell whether a folded form is (also) an ordinary word of bokmål or nynorsk."""
        if form in self.dictionary or form in self.lemmas or form in self.nynorsk:
            return True
        return self.lower[form] >= 10 and self.lower[form] > self.capital[form] / 4

    def level(self, form: str) -> int:
        """Return 0 for no word, 1 for a rare word, 2 for an everyday word."""
        if not self.is_word(form) or self.lower[form] * 50 < self.capital[form]:
            return 0
        everyday = self.lower[form] >= ORDINARY or form in self.nynorsk
        return 2 if everyday and self.lower[form] * 20 > self.capital[form] else 1

    def common(self) -> list[str]:
        """Return the ordinary words that a text is likely to hold."""
        known = {w for w, n in self.lower.items() if n >= 8 and self.is_word(w)}
        known |= {w for w, n in self.lower.items() if n >= 2 and w in self.dictionary}
        return sorted({w for w in known if len(w) > 1} | self.nynorsk | self.field)


def names(data: Path, usage: Usage) -> tuple[dict[str, str], dict[str, str]]:
    """Return first names and surnames with a flag: n Norwegian list, f list from elsewhere."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    ssb = data / "names" / "ssb-2026"
    person = json.loads((data / "names/mimesis-no/person.json").read_text(encoding="utf-8"))
    norwegian_first = [r["name"] for r in rows(ssb / "ssb_first_names.csv")]
    for group in person["names"].values():
        norwegian_first += group
    surnames = person["surnames"]
    flat = surnames if isinstance(surnames, list) else [s for g in surnames.values() for s in g]
    norwegian_last = [r["surname"] for r in rows(ssb / "ssb_surnames.csv")] + flat
    for target, source in ((first, norwegian_first), (last, norwegian_last)):
        for name in source:
            for part in name.split():
                if LATIN_NAME.fullmatch(part):
                    target.setdefault(fold(part), "n")
    elsewhere: list[tuple[str, str]] = [
        (row["kind"], row["name"])
        for row in rows(data / "names/faker/faker_names.csv")
        if row["locale"] in FAKER_LOCALES
    ]
    popular = data / "names" / "sigpwned-popular"
    for kind, file in (("first", "forenames"), ("last", "surnames")):
        for row in rows(popular / f"common-{file}-by-country.csv"):
            elsewhere.append((kind, row["Romanized Name"] or row["Localized Name"]))
    for kind, name in elsewhere:
        target = first if kind == "first" else last
        for part in name.split():
            form = fold(part)
            if len(form) > 3 and LATIN_NAME.fullmatch(part) and not usage.is_word(form):
                target.setdefault(form, "f")
    return first, last


def kommune_names(data: Path) -> set[str]:
    found: set[str] = set()
    for row in rows(data / "places/kommuner-2024/kommuner_2024.csv"):
        found.add(row["navn_norsk"])
        found |= set(re.split(r"\s*[|;/]\s*|\s+-\s+", row["navn_andre"]))
    for row in rows(data / "places/kommuner-2024/fylker_2024.csv"):
        found |= {row["navn_norsk"], *re.split(r"\s*[|;/]\s*|\s+-\s+", row["navn_andre"])}
    old = data / "places" / "kommuner-historisk"
    for row in rows(old / "fra_2019kommuner_til_2020kommuner.csv", ";", "latin-1"):
        found |= {row["kommunenavn_2019"], row["kommunenavn_2020"]}
    old_file = old / "kommunenummer_fra2013_til2020_lang_gyldighet.csv"
    for row in rows(old_file, ";", "latin-1"):
        found.add(row["kommunenavn_2020"])
    return {re.sub(r"\s*\(.*?\)", "", n).strip() for n in found}


def settlements(data: Path) -> set[str]:
    found = {row["name"] for row in rows(data / "places/geonames/geonames_no_cities500.csv")}
    for row in rows(data / "places/datahotellet/valglokaler_2017.csv", ";"):
        area = (row["area"] or "").strip()
        if len(area) > 1 and not re.search(r"\d", area):
            found.add(area.title().replace(" I ", " i ").replace(" På ", " på "))
    return found


def countries(data: Path) -> set[str]:
    home = {"NO", "001"}
    found: set[str] = set()
    for row in rows(data / "places/cldr/cldr_names.csv"):
        if row["kind"] == "territories" and row["code"] not in home:
            found |= {row[c] for c in ("nb", "nn", "se") if row[c]}
    return {n for n in found if not re.search(r"[()]|^(de|dei|den|det) ", n)}


def places(data: Path, usage: Usage) -> dict[str, int]:
    """Return places with their ambiguity level; a name of several words has none."""
    result: dict[str, int] = {}
    for name in sorted(kommune_names(data) | settlements(data) | countries(data)):
        clean = unicodedata.normalize("NFC", name).strip()
        if len(clean) > 1 and re.fullmatch(r"[^\W\d_][\w .'’&-]*", clean):
            result[clean] = 0 if " " in clean else usage.level(fold(clean))
    return result


def demonyms(data: Path, usage: Usage) -> list[str]:
    """Return adjectives, languages and inhabitants of countries, all inflections, folded."""
    lands = {fold(n) for n in countries(data)}
    found: set[str] = set()
    for row in rows(data / "domain/nationality-words/nationality_words_nb.csv"):
        land = re.search(
            r"(?:person fra|innbygger i|som gjelder) ([^\W\d_][\w-]+)", row["definition"]
        )
        if land and fold(land.group(1)) in lands:
            found |= {fold(f) for f in row["inflections"].split(" | ")}
    for row in rows(data / "places/cldr/cldr_names.csv"):
        if row["kind"] == "languages":
            for name in (row["nb"], row["nn"]):
                form = fold(name)
                sure = form.endswith("sk") or (len(form) > 3 and not usage.is_word(form))
                if re.fullmatch(r"[^\W\d_]{3,}", form) and sure:
                    found |= {form, form + "e"} if form.endswith("sk") else {form}
    found = {w for w in found if usage.level(w) < 2 or w.endswith(("sk", "ske"))}
    return sorted(
        w for w in found if not w.startswith(("norsk", "nordmann", "nordmenn", "bokmål", "nynorsk"))
    )


def write(path: Path, title: str, lines: Iterable[str]) -> None:
    text = f"# {title}\n# Made by models/gazetteers/build.py; do not edit. Sources: see NOTICE.\n"
    text += "".join(f"{line}\n" for line in lines)
    if path.suffix == ".gz":
        with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
            packed.write(text.encode())
    else:
        path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    usage = Usage(args.data, args.train)
    first, last = names(args.data, usage)
    for file, title, found in (
        ("first_names", "First names", first),
        ("surnames", "Surnames", last),
    ):
        lines = (f"{n}\t{flag}{usage.level(n)}" for n, flag in sorted(found.items()))
        write(args.out / f"{file}.txt.gz", title, lines)
    where = places(args.data, usage)
    write(args.out / "places.txt.gz", "Places", (f"{n}\t{v}" for n, v in sorted(where.items())))
    write(args.out / "demonyms.txt", "Peoples and languages", demonyms(args.data, usage))
    write(args.out / "common_words.txt.gz", "Ordinary words", usage.common())


if __name__ == "__main__":
    main()
