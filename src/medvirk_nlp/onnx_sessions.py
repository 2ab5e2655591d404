"""Opening models on onnxruntime: one thread each, on the processor, and silent."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"


def open_session(model: Path) -> InferenceSession:
    """Open a model.

    Builds of onnxruntime since 1.31 carry a telemetry client, on Linux too: on import it leaves a
    file in the folder for temporary files, and it may call its maker. The variable turns it off,
    but only if it is set before the import; where somebody has imported onnxruntime already, its
    own switch is all that is left.

    Parameters
    ----------
    model : Path
        An ``.onnx`` file.
    """
    os.environ[_NO_TELEMETRY] = "1"
    import onnxruntime as ort

    ort.disable_telemetry_events()
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
