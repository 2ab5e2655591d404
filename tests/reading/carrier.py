"""Files of every format with an invented word in every place that can hold one.

Each maker returns the bytes, and the words by what must become of them: ``read`` stand in a
passage, ``known`` are known names, ``held`` are the reasons and how often each is met, ``dropped``
the same for what is left out on purpose, and ``gone`` may stand nowhere.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Carrier:
    name: str
    data: bytes
    read: tuple[str, ...]
    known: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("part.body",)
    inside: tuple[str, ...] = field(default=())
    """Words that stand in the documents of files inside this one."""


def zipped(parts: dict[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            z.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return buffer.getvalue()
