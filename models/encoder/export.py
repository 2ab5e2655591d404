"""Export a fine-tuned encoder to int8 ONNX, and its heads for the coder's recipe.

usage: export.py ENCODER_DIR CHECKPOINT.pt OUT_DIR
OUT_DIR gets model.onnx, tokenizer.json and settings.json; next to the checkpoint comes heads.npz,
which `models/coder/train.py` builds the shipped coder from.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_coder import END, LONGEST_CONTEXT, LONGEST_TEXT, START, SentenceCoder
from tokenizers import Tokenizer
from transformers import BertModel

from medvirk_nlp.coding.encoder import SHIPPED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    state = torch.load(arguments.checkpoint, weights_only=True)
    encoder = BertModel.from_pretrained(
        arguments.encoder, add_pooling_layer=False, attn_implementation="eager"
    )
    model = SentenceCoder(encoder, len(state["themes.bias"]), len(state["polarity.bias"]))
    model.load_state_dict(state)
    model.eval()
    part = Path(tempfile.mkdtemp())
    ids = torch.tensor([[0, 9, 12, 15, 2], [0, 9, 12, 2, 1]])
    own = torch.tensor([[0, 1, 1, 1, 0], [0, 1, 1, 0, 0]])
    axes = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        model,
        (ids, (ids != 1).long(), own),
        str(part / "float.onnx"),
        dynamo=False,
        opset_version=17,
        input_names=["input_ids", "attention_mask", "own"],
        output_names=["vector"],
        dynamic_axes={
            "input_ids": axes,
            "attention_mask": axes,
            "own": axes,
            "vector": {0: "batch"},
        },
    )
    arguments.out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        part / "float.onnx",
        arguments.out / "model.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    shutil.rmtree(part)
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    settings = {
        "id": SHIPPED,
        "width": encoder.config.hidden_size,
        "start": START,
        "end": END,
        "longest_text": LONGEST_TEXT,
        "longest_context": LONGEST_CONTEXT,
    }
    (arguments.out / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    heads = {
        name: state[name].float().numpy()
        for name in ("themes.weight", "themes.bias", "polarity.weight", "polarity.bias")
    }
    np.savez(arguments.checkpoint.with_name("heads.npz"), **heads)
    print({p.name: p.stat().st_size for p in arguments.out.iterdir()})


if __name__ == "__main__":
    main()
