"""Read the shipped encoder's weights back, to train on from them.

They were rounded to int8 when they were exported; training goes on from there within a few steps.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

QUANTIZED = "_quantized"


def read_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Return the encoder's part of a `SentenceCoder` state from ``model.onnx``."""
    graph = onnx.load(folder / "model.onnx").graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {name: a for name, a in arrays.items() if name.startswith("encoder.")}
    # A multiplication is anonymous in the graph; the bias it is added to tells whose it is.
    follows = {name: node for node in graph.node for name in node.input}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            weight = _plain(arrays, node.input[1].removesuffix(QUANTIZED))
        elif node.op_type == "DequantizeLinear" and node.output[0].endswith("_plain"):
            weight = arrays[node.input[0]].astype(np.float32) * arrays[node.input[1]]
        else:
            continue
        after = node
        while after.op_type != "Add":
            after = follows[after.output[0]]
        bias = next(name for name in after.input if name in arrays)
        state[bias.removesuffix("bias") + "weight"] = weight.T
    for name in [n for n in state if n.endswith(QUANTIZED)]:
        del state[name]
        state[name.removesuffix(QUANTIZED)] = _plain(arrays, name.removesuffix(QUANTIZED))
    return {
        name: torch.tensor(np.ascontiguousarray(array, np.float32))
        for name, array in state.items()
        if not name.endswith(("_scale", "_zero_point"))
    }


def _plain(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Return numbers from their int8 form: one scale an array, or one a column."""
    return (arrays[name + QUANTIZED].astype(np.float32) - arrays[name + "_zero_point"]) * arrays[
        name + "_scale"
    ]
