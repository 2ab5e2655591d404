"""Train the fast NER: a spaCy pipeline tok2vec → norne → ner on floret vectors.

usage: train_fast.py VECTORS_DIR OUT_DIR [--shared ../../../shared] [--epochs 8]
                     [--start PIPELINE --rate 0.0005 --words 400] [--silver FILE]
VECTORS_DIR is what vectors.py writes, FILE what silver.py writes. Both recognizers listen to one
tok2vec; every batch trains the one whose corpus it comes from. The pipeline kept is the best on a
tenth of the in-domain training documents, never on the held-out ones or on eval/dev.
"""

from __future__ import annotations

import argparse
import json
import random
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from augment import Names, vary
from corpora import Text, in_domain, norne
from spacy.language import Language
from spacy.training import Example
from spacy.util import compile_infix_regex, compile_suffix_regex, fix_random_seed
from thinc.api import Adam, Config
from transformer import NORNE, SCHEME

from medvirk_nlp.detection import fast_ner  # noqa: F401  registers "set_aside"

HEADS = {"norne": NORNE, "ner": SCHEME}

PIPELINE = """
[nlp]
lang = "nb"
pipeline = ["tok2vec","norne","set_aside","ner"]
batch_size = 256

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM","PREFIX","SUFFIX","SHAPE"]
rows = [5000,1000,2500,2500]
include_static_vectors = true

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[components.set_aside]
factory = "medvirk_set_aside"
key = "norne"
"""

HEAD = """

[components.{name}]
factory = "ner"

[components.{name}.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.{name}.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "tok2vec"
"""


def split_compounds(nlp: Language) -> None:
    """Let the tokenizer split «Kari-saken», «snap:tuva» and «16år»: a span can end inside."""
    infixes = [
        *nlp.Defaults.infixes,
        r"(?<=[^\W\d_])[-–:;.](?=[^\W\d_]{2})",
        r"(?<=\d)(?=år\b)",
        r"(?<=\w)[/;:](?=\w)",
    ]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer.suffix_search = compile_suffix_regex(
        [*nlp.Defaults.suffixes, r"['’]", r"(?<=\w):"]
    ).search


def pipeline(vectors: Path) -> Language:
    """Build the untrained pipeline."""
    config = Config().from_str(PIPELINE + "".join(HEAD.format(name=head) for head in HEADS))
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.vocab.vectors = spacy.load(vectors).vocab.vectors
    split_compounds(nlp)
    return nlp


def example(nlp: Language, text: Text) -> Example:
    doc = nlp.make_doc(text.text)
    reference = nlp.make_doc(text.text)
    spans = [
        reference.char_span(s, e, label=label, alignment_mode="expand")
        for s, e, label in text.spans
    ]
    reference.ents = spacy.util.filter_spans([s for s in spans if s is not None and s.text.strip()])
    return Example(doc, reference)


def read_silver(path: Path) -> list[Text]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Text(str(n), r["text"], tuple(map(tuple, r["spans"]))) for n, r in enumerate(rows)]


@dataclass
class Batch:
    head: str
    texts: Sequence[Text]


def scores(nlp: Language, texts: Sequence[Text], head: str) -> dict[str, float]:
    """Return precision, recall and F1 over exact spans and labels of one head."""
    right = guessed = gold = 0
    for doc, text in zip(nlp.pipe(t.text for t in texts), texts, strict=True):
        spans = doc.ents if head == "ner" else doc.spans.get("norne", ())
        found = {(s.start_char, s.end_char, s.label_) for s in spans}
        wanted = set(text.spans)
        right, guessed, gold = right + len(found & wanted), guessed + len(found), gold + len(wanted)
    return {
        "p": right / max(guessed, 1),
        "r": right / max(gold, 1),
        "f": 2 * right / max(guessed + gold, 1),
    }


def save(nlp: Language, out: Path) -> None:
    """Write the pipeline without the words it saw: only labels and the language's own strings."""
    nlp.to_disk(out)
    labels = {label for head in HEADS for label in nlp.get_pipe(head).labels}
    kept = sorted({*spacy.blank("nb").vocab.strings, *labels})
    strings = json.dumps(kept, ensure_ascii=False, indent=0)
    (out / "vocab" / "strings.json").write_text(strings, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.001)
    parser.add_argument("--words", type=int, default=900, help="about how many in a batch")
    parser.add_argument("--plain", type=float, default=0, help="share of the news left as printed")
    parser.add_argument("--start", type=Path, help="pipeline to go on from")
    parser.add_argument("--silver", type=Path, help="text that the accurate NER has labelled")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message=".*E1010|W030.*")
    fix_random_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    names = Names(arguments.shared)
    domain, _ = in_domain(arguments.shared)
    rng.shuffle(domain)
    tuning, domain = domain[: len(domain) // 10], domain[len(domain) // 10 :]
    corpus = norne(arguments.shared)
    silver = read_silver(arguments.silver) if arguments.silver else []
    if arguments.start:
        nlp = spacy.load(arguments.start)
    else:
        nlp = pipeline(arguments.vectors)
        for head, labels in HEADS.items():
            for label in labels:
                nlp.get_pipe(head).add_label(label)
        nlp.initialize(lambda: [example(nlp, t) for t in domain[:200]])
    optimizer = Adam(
        arguments.rate,
        beta1=0.9,
        beta2=0.999,
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )
    tok2vec = nlp.get_pipe("tok2vec")
    listeners = {head: tok2vec.listener_map[head] for head in HEADS}

    def batches(texts: Sequence[Text], head: str, swap: float, plain: float = 0) -> list[Batch]:
        varied = [t if rng.random() < plain else vary(t, names, rng, swap) for t in texts]
        varied.sort(key=lambda t: len(t.text))
        out, group, words = [], [], 0
        for text in varied:
            group.append(text)
            words += len(text.text) // 6
            if words > arguments.words:
                out.append(Batch(head, group))
                group, words = [], 0
        return [*out, Batch(head, group)] if group else out

    total, step, best = arguments.epochs, 0, 0.0
    for epoch in range(total):
        plan = (
            batches(corpus["train"], "norne", 0.15, arguments.plain)
            + batches(rng.sample(silver, len(silver) // 2), "norne", 0.15, arguments.plain)
            + batches(domain, "ner", 0.4)
            + batches(domain, "ner", 0.4)
        )
        rng.shuffle(plan)
        losses: dict[str, float] = {}
        for number, batch in enumerate(plan):
            optimizer.learn_rate = arguments.rate * max(
                0.1, 1 - (epoch + number / len(plan)) / total
            )
            tok2vec.listener_map = {batch.head: listeners[batch.head]}
            other = next(h for h in HEADS if h != batch.head)
            examples = [example(nlp, t) for t in batch.texts]
            nlp.update(
                examples, sgd=optimizer, drop=0.15, losses=losses, exclude=[other, "set_aside"]
            )
            step += 1
        tok2vec.listener_map = dict(listeners)
        with nlp.use_params(optimizer.averages):
            own, news = scores(nlp, tuning, "ner"), scores(nlp, corpus["dev"][::4], "norne")
            print(
                epoch,
                step,
                {k: round(v, 1) for k, v in losses.items()},
                "tuning",
                own,
                "norne",
                news,
                flush=True,
            )
            if own["f"] + news["f"] > best:
                best = own["f"] + news["f"]
                save(nlp, arguments.out)
    print("done", flush=True)


if __name__ == "__main__":
    main()
