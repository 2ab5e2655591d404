"""Train the accurate NER: trimmed multilingual-e5-small, two heads, NorNE and in-domain together.

usage: train_accurate.py ENCODER_DIR OUT_DIR [--shared ../../../shared]
                         [--norne-epochs 3] [--domain-epochs 5] [--start CHECKPOINT --rate 5e-5]
ENCODER_DIR is what shared/tools/trim_encoder.py writes. Needs torch and transformers; one CPU core
does, in about an hour. AdamW 8e-5 with warm-up and linear decay, 1,024 pieces a batch, bfloat16
autocast. A checkpoint is kept every 500 steps.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from augment import Names, vary
from corpora import Text, in_domain, norne
from transformer import IGNORED, NORNE, SCHEME, TokenClassifier, line_aware, piece_tags
from transformers import BertModel

PIECES = 1024
WINDOW = 384
PAD = 1


def windows(texts, tokenizer, labels, names, rng, swap, restyle):
    """Encode varied texts into windows of at most ``WINDOW`` pieces, cut at line breaks if any."""
    for text in texts:
        varied = vary(text, names, rng, swap, restyle)
        encoding = tokenizer.encode(varied.text, add_special_tokens=False)
        ids, tag = encoding.ids, piece_tags(varied.text, encoding.offsets, varied.spans, labels)
        start = 0
        while start < len(ids):
            end = min(start + WINDOW - 2, len(ids))
            if end < len(ids):
                breaks = [
                    i
                    for i in range(start + WINDOW // 2, end)
                    if "\n" in varied.text[slice(*encoding.offsets[i])]
                ]
                end = breaks[-1] + 1 if breaks else end
            yield [0, *ids[start:end], 2], [IGNORED, *tag[start:end], IGNORED]
            start = end


def batches(examples, rng):
    """Group examples of like length into batches of about ``PIECES`` pieces, in random order."""
    examples = sorted(examples, key=lambda e: len(e[0]) + rng.random() * 4)
    groups, group = [], []
    for example in examples:
        if group and (len(group) + 1) * max(len(example[0]), len(group[-1][0])) > PIECES:
            groups.append(group)
            group = []
        group.append(example)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def tensors(group):
    width = max(len(ids) for ids, _ in group)
    ids = torch.tensor([i + [PAD] * (width - len(i)) for i, _ in group])
    goal = torch.tensor([t + [IGNORED] * (width - len(t)) for _, t in group])
    return ids, (ids != PAD).long(), goal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    parser.add_argument("--norne-epochs", type=int, default=3)
    parser.add_argument("--domain-epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--nynorsk", type=int, default=1, help="NorNE's nynorsk, times an epoch")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    names = Names(arguments.shared)
    tokenizer = line_aware(arguments.encoder / "tokenizer.json")
    model = TokenClassifier(
        BertModel.from_pretrained(arguments.encoder, add_pooling_layer=False)
    ).train()
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    domain, _ = in_domain(arguments.shared)
    news = [
        text
        for text in norne(arguments.shared)["train"]
        for _ in range(arguments.nynorsk if text.variety == "nn" else 1)
    ]
    print(f"{len(news)} NorNE sentences, {len(domain)} in-domain documents", flush=True)

    def epoch_batches(texts: list[Text], labels, swap: float, restyle: float):
        return batches(list(windows(texts, tokenizer, labels, names, rng, swap, restyle)), rng)

    # In-domain epochs are spread so that the last steps see both corpora.
    plan = [
        ("norne", g)
        for _ in range(arguments.norne_epochs)
        for g in epoch_batches(news, NORNE, 0.15, 0.02)
    ]
    own = [
        ("scheme", g)
        for _ in range(arguments.domain_epochs)
        for g in epoch_batches(domain, SCHEME, 0.5, 0.15)
    ]
    step_of = sorted(
        [((i + rng.random()) / len(plan), item) for i, item in enumerate(plan)]
        + [(0.06 + 0.94 * (i + rng.random()) / len(own), item) for i, item in enumerate(own)],
        key=lambda pair: pair[0],
    )
    steps = [item for _, item in step_of]
    decay = {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": 0.01}
    plain = {"params": [p for p in model.parameters() if p.ndim <= 1], "weight_decay": 0.0}
    optimizer = torch.optim.AdamW([decay, plain], lr=arguments.rate)
    warm = max(1, int(0.06 * len(steps)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (len(steps) - s) / (len(steps) - warm)))
    )
    print(f"{len(plan)} NorNE + {len(own)} in-domain steps", flush=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    begun, running = time.time(), {"norne": 1.0, "scheme": 1.0}
    for number, (head, group) in enumerate(steps, 1):
        ids, mask, goal = tensors(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scheme, other = model(ids, mask)
            logits = scheme if head == "scheme" else other
        loss = torch.nn.functional.cross_entropy(
            logits.float().flatten(0, 1), goal.flatten(), ignore_index=IGNORED
        )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        running[head] = 0.98 * running[head] + 0.02 * loss.item()
        if number % 50 == 0:
            pace = (time.time() - begun) / number
            losses = "  ".join(f"{name} {value:.4f}" for name, value in running.items())
            print(f"step {number}/{len(steps)}  {losses}  {pace:.2f} s/step", flush=True)
        if number % 500 == 0 or number == len(steps):
            torch.save(model.state_dict(), arguments.out / "model.pt.part")
            (arguments.out / "model.pt.part").rename(arguments.out / "model.pt")
    print("done", flush=True)


if __name__ == "__main__":
    main()
