"""Fine-tune the trimmed multilingual-e5-small to themes and polarity of comments.

usage: train.py ENCODER_DIR OUT_DIR [--shared ../../../shared] [--epochs 5] [--drop WRITER ...]
                [--start CHECKPOINT or shipped] [--everything]
                [--written SHARE] [--whole WRITER ...]
ENCODER_DIR is what shared/tools/trim_encoder.py writes. Trains on eval/train less the fifth that
`examples.is_held_out` names (with --everything: on that too), and less the writers of --drop, and
on the comments written for it (models/coder/comments): SHARE of them an epoch, and all by the
writers of --whole (whom CHECKPOINT has not met). Dev is only measured on. Personal data is shown
now as the anonymizer writes it, now masked, now as it stands: a comment is coded the same before
and after.
NoReC_sentence (film and product reviews) teaches praise and blame on the side. Needs torch and
transformers; about half an hour on one core. The weights kept are an average over the last steps.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from sentence_coder import SentenceCoder, pieces, tensors
from shipped import read_weights
from tokenizers import Tokenizer
from transformers import BertModel

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "coder"))
from examples import is_held_out, read_examples, read_written

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.encoder import prepare
from medvirk_nlp.coding.result import POLARITIES
from medvirk_nlp.coding.spelling import fold

PIECES = 1024
FILM = ["Negative", "Neutral", "Positive"]
AVERAGE = 0.99
VIEWS = {"raw": 0.45, "clean": 0.45, "masked": 0.1}
"""Share of the comments that are shown so."""
SHIPPED = Path(__file__).parent / "e5"
HALVES = torch.ops.mkldnn._is_mkldnn_bf16_supported()
"""Whether the processor multiplies bfloat16 itself; made up for, it is far slower than float32."""
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def vary(text: str, rng: random.Random) -> str:
    """Write a comment another way now and then: lower case, no æøå, a slip, dialect folded."""
    text = prepare(text)
    if rng.random() < 0.15:
        text = text.lower()
    if rng.random() < 0.04:
        text = text.translate(PLAIN)
    if rng.random() < 0.08:
        text = "".join(
            c if not c.isalpha() or rng.random() > 0.02 else rng.choice(["", c + c]) for c in text
        )
    if rng.random() < 0.15:
        text = fold(text).strip() or text
    return text


def views_of(path):
    """Return, for each coded comment of a gold file, how it may be shown, most usual view first."""
    return list(zip(*(read_examples(path, view) for view in VIEWS), strict=True))


def batches(rows, rng):
    rows = sorted(rows, key=lambda r: len(r[0][0]) + rng.random() * 6)
    groups, group = [], []
    for row in rows:
        if group and (len(group) + 1) * max(len(row[0][0]), len(group[-1][0][0])) > PIECES:
            groups.append(group)
            group = []
        group.append(row)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def logits(model, tokenizer, examples, view=prepare):
    """Return (themes, polarity) logits of examples, in order."""
    model.eval()
    rows = [pieces(tokenizer, view(e.text), e.context and prepare(e.context)) for e in examples]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    themes = np.zeros((len(rows), model.themes.out_features), np.float32)
    polarity = np.zeros((len(rows), model.polarity.out_features), np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            part = order[start : start + 32]
            vector = model.vector(*tensors([rows[i] for i in part]))
            themes[part] = model.themes(vector).numpy()
            polarity[part] = model.polarity(vector).numpy()
    model.train()
    return themes, polarity


def f1(given, gold):
    return 2 * (given & gold).sum() / max(given.sum() + gold.sum(), 1)


def macro_micro(scores, gold, thresholds):
    given = scores >= thresholds
    return np.mean([f1(given[:, j], gold[:, j]) for j in range(gold.shape[1])]), f1(given, gold)


def best_thresholds(scores, gold):
    out = np.zeros(scores.shape[1])
    for j in range(scores.shape[1]):
        grid = np.quantile(scores[:, j], np.linspace(0.5, 0.999, 200))
        f = [
            2
            * ((scores[:, j] >= t) & gold[:, j]).sum()
            / ((scores[:, j] >= t).sum() + gold[:, j].sum())
            for t in grid
        ]
        out[j] = grid[int(np.argmax(f))]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--start", help="checkpoint to go on from, or 'shipped'; without the reviews"
    )
    parser.add_argument("--everything", action="store_true")
    parser.add_argument("--written", type=float, default=1.0)
    parser.add_argument("--whole", nargs="*", default=[])
    parser.add_argument("--drop", nargs="*", default=[])
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    codes = Codebook.from_file("barnevern").ids
    model = SentenceCoder(
        BertModel.from_pretrained(arguments.encoder, add_pooling_layer=False),
        len(codes),
        len(POLARITIES),
    ).train()
    files = sorted((arguments.shared / "eval" / "train").glob("*.jsonl"))
    everything = [views for file in files for views in views_of(file)]
    training = [
        views
        for views in everything
        if (arguments.everything or not is_held_out(views[0].document))
        and views[0].writer not in arguments.drop
    ]
    written = read_written(Path(__file__).resolve().parents[1] / "coder" / "comments")
    whole = [e for e in written if e.writer in arguments.whole]
    drawn = [e for e in written if e.writer not in arguments.whole]
    held_out = [views[0] for views in everything if is_held_out(views[0].document)]
    dropped = [views[0] for views in everything if views[0].writer in arguments.drop]
    development = arguments.shared / "eval" / "dev.jsonl"
    dev, dev_clean = read_examples(development, "raw"), read_examples(development, "clean")
    film = json.loads(
        (arguments.shared / "data/sentiment/norec_sentence/3class_train.json").read_text("utf-8")
    )
    film = rng.sample(film, len(film) // 2)
    print(f"{len(training)} + {len(written)} comments, {len(film)} review sentences", flush=True)
    if arguments.start == "shipped":
        model.load_state_dict(read_weights(SHIPPED), strict=False)
    elif arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    if not arguments.start or arguments.start == "shipped":
        share = torch.tensor([[float(c in v[0].themes) for c in codes] for v in training]).mean(0)
        with torch.no_grad():
            model.themes.bias.copy_(torch.logit(share.clamp(1e-3, 1 - 1e-3)))

    def epoch(with_film: bool):
        rows = []
        shown = [rng.choices(views, VIEWS.values())[0] for views in training]
        shown += whole + rng.sample(drawn, round(arguments.written * len(drawn)))
        for e in shown:
            heading = None if rng.random() < 0.12 else e.context and prepare(e.context)
            goal = [float(code in e.themes) for code in codes]
            row = pieces(tokenizer, vary(e.text, rng), heading)
            rows.append((row, goal, POLARITIES.index(e.polarity)))
        groups = [("own", g) for g in batches(rows, rng)]
        if with_film:
            reviews = [
                (pieces(tokenizer, r["text"], None), None, FILM.index(r["label"])) for r in film
            ]
            groups += [("film", g) for g in batches(reviews, rng)]
            rng.shuffle(groups)
        return groups

    steps = [
        s for number in range(arguments.epochs) for s in epoch(number == 0 and not arguments.start)
    ]
    per_epoch = len(steps) // arguments.epochs
    inner = list(model.encoder.parameters())
    heads = [*model.themes.parameters(), *model.polarity.parameters(), *model.film.parameters()]
    # The vectors are short: heads that learn as slowly as the encoder would take all the epochs.
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in inner if p.ndim > 1], "weight_decay": 0.01},
            {"params": [p for p in inner if p.ndim <= 1], "weight_decay": 0.0},
            {"params": heads, "weight_decay": 0.01, "lr": 25 * arguments.rate},
        ],
        lr=arguments.rate,
    )
    warm = int(0.08 * len(steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (len(steps) - s) / (len(steps) - warm)))
    )
    average = None
    begun, running = time.time(), {"own": 2.0, "film": 1.0}
    parts = {"dev": dev, "dev clean": dev_clean, "held-out": held_out, "dropped": dropped}
    gold = {
        name: np.array([[c in e.themes for c in codes] for e in examples])
        for name, examples in parts.items()
    }

    def report(name: str) -> None:
        scores, _ = logits(model, tokenizer, held_out)
        cut = best_thresholds(scores, gold["held-out"])
        for part, examples in parts.items():
            if not examples:
                continue
            themes, polarity = logits(model, tokenizer, examples)
            guess = polarity.argmax(1)
            right = np.array([POLARITIES.index(e.polarity) for e in examples])
            felt = np.mean(
                [
                    2
                    * ((guess == p) & (right == p)).sum()
                    / ((guess == p).sum() + (right == p).sum())
                    for p in range(len(POLARITIES))
                ]
            )
            wide, micro = macro_micro(themes, gold[part], cut)
            print(f"{name} {part}: themes {wide:.3f} {micro:.3f} polarity {felt:.3f}", flush=True)

    for number, (kind, group) in enumerate(steps, 1):
        ids, mask, own = tensors([row for row, *_ in group])
        felt = torch.tensor([p for *_, p in group])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES):
            vector = model.dropout(model.vector(ids, mask, own))
        vector = vector.float()
        if kind == "film":
            loss = torch.nn.functional.cross_entropy(model.film(vector), felt)
        else:
            goal = torch.tensor([g for _, g, _ in group])
            themes = torch.nn.functional.binary_cross_entropy_with_logits(
                model.themes(vector), goal, reduction="none"
            )
            loss = themes.sum(1).mean() + torch.nn.functional.cross_entropy(
                model.polarity(vector), felt, label_smoothing=0.05
            )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if number > 0.6 * len(steps):
            with torch.no_grad():
                if average is None:
                    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
                for key, value in model.state_dict().items():
                    if value.dtype.is_floating_point:
                        average[key].lerp_(value, 1 - AVERAGE)
        running[kind] = 0.98 * running[kind] + 0.02 * loss.item()
        if number % 50 == 0:
            told = "  ".join(f"{k} {v:.3f}" for k, v in running.items())
            pace = (time.time() - begun) / number
            print(f"step {number}/{len(steps)}  {told}  {pace:.2f} s/step", flush=True)
        if number % per_epoch == 0 and number >= 2 * per_epoch:
            report(f"step {number}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    report("last")
    torch.save(model.state_dict(), arguments.out / "last.pt")
    model.load_state_dict(average)
    report("average")
    torch.save(model.state_dict(), arguments.out / "model.pt")


if __name__ == "__main__":
    main()
