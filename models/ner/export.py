"""Export a trained token classifier to an int8 ONNX model inside a ready spaCy pipeline.

usage: export.py ENCODER_DIR CHECKPOINT.pt OUT_DIR [--shared ../../../shared]
                 [--earlier EARLIER.pt --share 0.28]
With --earlier the weights are an average of two stages of one training (Wortsman et al. 2022): what
a late stage gains on hard cases, without what it forgets of the ordinary ones.
The scores are calibrated on eval/dev by one temperature, fitted to the quantized model's logits.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import spacy
import torch
from corpora import read_scheme
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from train_fast import split_compounds
from transformer import NORNE, SCHEME, TokenClassifier, line_aware, piece_tags, tags
from transformers import BertModel

from medvirk_nlp.detection import transformer_ner  # noqa: F401  registers the component


def temperature(model: Path, tokenizer, dev: Path) -> float:
    """Return what to divide the logits by, so that the tags of the dev set are likeliest."""
    session = ort.InferenceSession(model)
    logits, gold = [], []
    for text in read_scheme(dev):
        encoding = tokenizer.encode(text.text, add_special_tokens=False)
        ids = np.array([[0, *encoding.ids[:382], 2]], np.int64)
        (scores,) = session.run(["scheme"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        logits.append(scores[0, 1:-1])
        gold += piece_tags(text.text, encoding.offsets, text.spans, SCHEME)[:382]
    scores, right = np.concatenate(logits), np.array(gold)

    def loss(t: float) -> float:
        scaled = scores / t
        return float((logsumexp(scaled, axis=1) - scaled[np.arange(len(right)), right]).mean())

    return round(float(minimize_scalar(loss, bounds=(0.5, 5.0), method="bounded").x), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared"
    )
    parser.add_argument("--earlier", type=Path)
    parser.add_argument("--share", type=float, default=0.28, help="of the earlier weights")
    arguments = parser.parse_args()
    state = torch.load(arguments.checkpoint, weights_only=True)
    if arguments.earlier:
        earlier = torch.load(arguments.earlier, weights_only=True)
        for name, value in state.items():
            if value.dtype.is_floating_point:
                value.lerp_(earlier[name], arguments.share)
    encoder = BertModel.from_pretrained(
        arguments.encoder, add_pooling_layer=False, attn_implementation="eager"
    )
    model = TokenClassifier(encoder)
    model.load_state_dict(state)
    model.eval()
    part = Path(tempfile.mkdtemp())
    ids = torch.tensor([[0, 9, 12, 15, 2], [0, 9, 12, 2, 1]])
    axes = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        model,
        (ids, (ids != 1).long()),
        str(part / "float.onnx"),
        dynamo=False,
        opset_version=17,
        input_names=["input_ids", "attention_mask"],
        output_names=["scheme", "norne"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "scheme": axes, "norne": axes},
    )
    heads = [
        n.name
        for n in onnx.load(part / "float.onnx").graph.node
        if n.name.startswith(("/scheme", "/norne"))
    ]
    quantize_dynamic(
        part / "float.onnx",
        part / "model.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=heads,
    )
    line_aware(arguments.encoder / "tokenizer.json").save(str(part / "tokenizer.json"))
    fitted = temperature(
        part / "model.onnx",
        line_aware(arguments.encoder / "tokenizer.json"),
        arguments.shared / "eval" / "dev.jsonl",
    )
    settings = {
        "temperature": fitted,
        "scheme": tags(SCHEME),
        "norne": tags(NORNE),
        "window": 384,
        "overlap": 96,
        "start": 0,
        "end": 2,
        "pad": 1,
    }
    (part / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    nlp = spacy.blank("nb")
    split_compounds(nlp)
    nlp.add_pipe("medvirk_transformer_ner", name="ner").from_disk(part)
    nlp.meta.update(
        name="medvirk_ner_accurate",
        version="0.1.0",
        license="MIT",
        description="Norwegian personal data, bokmål and nynorsk",
    )
    nlp.to_disk(arguments.out)
    print(
        "temperature", fitted, {p.name: p.stat().st_size for p in (arguments.out / "ner").iterdir()}
    )


if __name__ == "__main__":
    main()
