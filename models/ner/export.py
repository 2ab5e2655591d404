"""Export a trained token classifier to an int8 ONNX model inside a ready spaCy pipeline.

usage: export.py ENCODER_DIR CHECKPOINT.pt OUT_DIR
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from train_fast import split_compounds
from transformer import NORNE, SCHEME, TokenClassifier, line_aware, tags
from transformers import BertModel

from medvirk_nlp.detection import transformer_ner  # noqa: F401  registers the component


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    encoder = BertModel.from_pretrained(arguments.encoder, add_pooling_layer=False, attn_implementation="eager")
    model = TokenClassifier(encoder)
    model.load_state_dict(torch.load(arguments.checkpoint, weights_only=True))
    model.eval()
    part = Path(tempfile.mkdtemp())
    ids = torch.tensor([[0, 9, 12, 15, 2], [0, 9, 12, 2, 1]])
    axes = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        model, (ids, (ids != 1).long()), str(part / "float.onnx"), dynamo=False, opset_version=17,
        input_names=["input_ids", "attention_mask"], output_names=["scheme", "norne"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "scheme": axes, "norne": axes},
    )
    heads = [n.name for n in onnx.load(part / "float.onnx").graph.node if n.name.startswith(("/scheme", "/norne"))]
    quantize_dynamic(part / "float.onnx", part / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)
    line_aware(arguments.encoder / "tokenizer.json").save(str(part / "tokenizer.json"))
    settings = {"scheme": tags(SCHEME), "norne": tags(NORNE), "window": 384, "overlap": 96, "start": 0, "end": 2, "pad": 1}
    (part / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    nlp = spacy.blank("nb")
    split_compounds(nlp)
    nlp.add_pipe("medvirk_transformer_ner", name="ner").from_disk(part)
    nlp.meta.update(name="medvirk_ner_accurate", version="0.1.0", license="MIT", description="Norwegian personal data, bokmål and nynorsk")
    nlp.to_disk(arguments.out)
    print({p.name: p.stat().st_size for p in (arguments.out / "ner").iterdir()})


if __name__ == "__main__":
    main()
