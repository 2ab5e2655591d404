"""Label plain text with the accurate NER, for the fast one to learn from.

usage: silver.py OUT.jsonl [--shared ../../../shared]
News in bokmål and nynorsk; every sentence of NorNE's dev and test is left out. The text stays in
OUT, which is not part of the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import spacy
from corpora import norne

from medvirk_nlp.detection import transformer_ner  # noqa: F401  registers the component

SURE = 0.85
"""A sentence is used when every entity in it is at least this certain."""


def sentences(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "data" / "text" / "norbench-nb-nn").glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from line.rstrip("\n").split("\t")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    parser.add_argument("--limit", type=int, default=27000, help="sentences")
    arguments = parser.parse_args()
    corpus = norne(arguments.shared)
    measured = {"".join(t.text.split()) for split in ("dev", "test") for t in corpus[split]}
    texts = [
        text
        for text in dict.fromkeys(sentences(arguments.shared))
        if "".join(text.split()) not in measured
    ][: arguments.limit]
    nlp = spacy.load(Path(__file__).parent / "accurate")
    nlp.get_pipe("ner").keep_norne = True
    with arguments.out.open("w", encoding="utf-8") as out:
        for doc in nlp.pipe(texts):
            spans = doc.spans["norne"]
            if all(span._.score is None or span._.score >= SURE for span in spans):
                found = [(s.start_char, s.end_char, s.label_) for s in spans]
                out.write(json.dumps({"text": doc.text, "spans": found}) + "\n")


if __name__ == "__main__":
    main()
