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
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_coder import END, LONGEST_CONTEXT, LONGEST_TEXT, START, SentenceCoder
from tokenizers import Tokenizer
from transformers import BertModel

from medvirk_nlp.coding.encoder import SHIPPED


def round_weights(model: onnx.ModelProto, names: Sequence[str]) -> None:
    """Store the weights of some multiplications as int8, a scale a column, and compute in float32.

    What goes into the second half of the first layers' feed-forward part has a few very large
    numbers. Rounded to 256 steps with them, the others lose most of what they say (measured: the
    vectors' mean cosine with the exact ones is .985 with all rounded, .996 without these six).
    """
    graph = model.graph
    arrays = {i.name: i for i in graph.initializer}
    for place, node in reversed(list(enumerate(graph.node))):
        if node.name not in names:
            continue
        weight = arrays[node.input[1]]
        exact = numpy_helper.to_array(weight)
        scale = (np.abs(exact).max(axis=0) / 127).astype(np.float32)
        new = {
            f"{weight.name}_rounded": np.round(exact / scale).astype(np.int8),
            f"{weight.name}_scale": scale,
        }
        graph.initializer.remove(weight)
        graph.initializer.extend(numpy_helper.from_array(a, name) for name, a in new.items())
        plain = f"{weight.name}_plain"
        graph.node.insert(place, helper.make_node("DequantizeLinear", list(new), [plain], axis=1))
        node.input[1] = plain


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
    layers = encoder.config.num_hidden_layers // 2
    exact = [f"/encoder/encoder/layer.{n}/output/dense/MatMul" for n in range(layers)]
    quantize_dynamic(
        part / "float.onnx",
        part / "rounded.onnx",
        weight_type=QuantType.QUInt8,
        per_channel=True,
        nodes_to_exclude=exact,
    )
    graph = onnx.load(part / "rounded.onnx")
    round_weights(graph, exact)
    onnx.save(graph, arguments.out / "model.onnx")
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
