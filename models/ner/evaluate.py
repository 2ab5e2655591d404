"""Print what the model card says: NorNE's nine types, and our types on in-domain texts.

usage: evaluate.py accurate|fast [--shared ../../../shared]
Exact spans and labels, as NorNE is scored; in-domain figures are of the bare model, without rules
and clusters (`medvirk evaluate` measures the whole). The held-out fifth of eval/train was in no
training run.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import spacy
from corpora import Text, in_domain, norne, read_scheme

from medvirk_nlp.detection import fast_ner, transformer_ner  # noqa: F401  registers components


def score(nlp: spacy.Language, texts: list[Text], key: str) -> tuple[Counter, Counter, Counter]:
    right, guessed, gold = Counter(), Counter(), Counter()
    for doc, text in zip(nlp.pipe(t.text for t in texts), texts, strict=True):
        spans = doc.ents if key == "scheme" else doc.spans["norne"]
        found = {(s.start_char, s.end_char, s.label_) for s in spans}
        wanted = set(text.spans)
        right.update(label for *_, label in found & wanted)
        guessed.update(label for *_, label in found)
        gold.update(label for *_, label in wanted)
    return right, guessed, gold


def show(name: str, counts: tuple[Counter, Counter, Counter], focus: str) -> None:
    right, _guessed, gold = counts
    r, g, w = (sum(c.values()) for c in counts)
    share = right[focus] / gold[focus]
    print(
        f"{name:22} F1 {2 * r / (g + w):.3f}  precision {r / g:.3f}  recall {r / w:.3f}",
        f" {focus} recall {share:.3f}  of {w}",
    )


def show_reliability(nlp: spacy.Language, texts: list[Text]) -> None:
    """Print how often a score is right: a character of the entity lies in gold."""
    bins: dict[int, list[float]] = {}
    for doc, text in zip(nlp.pipe(t.text for t in texts), texts, strict=True):
        for span in (*doc.ents, *doc.spans.get("doubtful", ())):
            hit = any(s < span.end_char and span.start_char < e for s, e, _ in text.spans)
            bins.setdefault(min(int(span._.score * 10), 9), []).append(hit)
    told = (f"{b / 10:.1f}: {sum(h) / len(h):.2f} of {len(h)}" for b, h in sorted(bins.items()))
    print("scores that are right  " + "  ".join(told))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=["accurate", "fast"])
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    arguments = parser.parse_args()
    nlp = spacy.load(Path(__file__).parent / arguments.model)
    if arguments.model == "accurate":
        nlp.get_pipe("ner").keep_norne = True
    corpus = norne(arguments.shared)
    for split in ("dev", "test"):
        for variety in ("nb", "nn"):
            show(
                f"NorNE {variety} {split}",
                score(nlp, [t for t in corpus[split] if t.variety == variety], "norne"),
                "PER",
            )
    _, held_out = in_domain(arguments.shared)
    show("held-out fifth", score(nlp, held_out, "scheme"), "PERSON")
    dev = list(read_scheme(arguments.shared / "eval" / "dev.jsonl"))
    show("eval/dev", score(nlp, dev, "scheme"), "PERSON")
    if arguments.model == "accurate":
        show_reliability(nlp, held_out)
        nlp.get_pipe("ner").keep_norne = False
    else:
        nlp.disable_pipes("norne", "set_aside")
    begun = time.process_time()
    list(nlp.pipe(t.text for t in held_out))
    words = sum(len(t.text.split()) for t in held_out)
    print(f"{words / (time.process_time() - begun):.0f} words per CPU second")


if __name__ == "__main__":
    main()
