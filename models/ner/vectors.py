"""Train the floret vectors of the fast NER and load them into a blank spaCy pipeline.

usage: vectors.py OUT_DIR [--shared ../../../shared]      (needs the package floret)
Texts: NoReC reviews, GiellaLT's free nynorsk corpus, NorNE's and the in-domain training texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path

import floret
import spacy
from corpora import in_domain, norne
from spacy.cli.init_pipeline import convert_vectors

DIMENSIONS, ROWS = 100, 30_000
WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def lines(shared: Path):
    text = shared / "data" / "text"
    with gzip.open(text / "norec_all.txt.gz", "rt", encoding="utf-8", errors="ignore") as stream:
        yield from stream
    with gzip.open(
        text / "giellalt-corpus-nno" / "giellalt-corpus-nno.jsonl.gz", "rt", encoding="utf-8"
    ) as stream:
        for line in stream:
            record = json.loads(line)
            yield from record["paras"]
    for corpus in (norne(shared)["train"], in_domain(shared)[0] * 3):
        for item in corpus:
            yield from item.text.splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    words = arguments.out / "words.txt"
    with words.open("w", encoding="utf-8") as stream:
        for line in lines(arguments.shared):
            tokens = WORD.findall(line)
            if tokens:
                stream.write(" ".join(tokens) + "\n")
    model = floret.train_unsupervised(
        str(words),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=ROWS,
        minn=3,
        maxn=5,
        minCount=5,
        dim=DIMENSIONS,
        epoch=4,
        lr=0.05,
        thread=1,
    )
    table = arguments.out / "vectors.floret"
    model.save_floret_vectors(str(table))
    nlp = spacy.blank("nb")
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret")
    nlp.to_disk(arguments.out / "vectors")
    words.unlink()


if __name__ == "__main__":
    main()
