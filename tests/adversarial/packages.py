"""Office packages with what no program would write in one file: every story, every hiding place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(parts: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    """Pack parts into a zip file, packed hard so that bombs are small."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = comment
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def word(body: str, parts: Mapping[str, bytes | str] | None = None, comment: bytes = b"") -> bytes:
    """A Word file with the given body and further parts."""
    document = f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **(parts or {})}, comment)


def story(tag: str, body: str) -> str:
    """A part of a Word file that is a story of its own."""
    return f"<w:{tag} {_SPACES}>{body}</w:{tag}>"


def runs(*texts: str) -> str:
    """A paragraph of several runs; what looks like markup is taken as it stands."""
    pieces = (t if t.startswith("<") else f"<w:t>{escape(t)}</w:t>" for t in texts)
    return "<w:p>" + "".join(f"<w:r>{piece}</w:r>" for piece in pieces) + "</w:p>"


def table(*cells: str) -> str:
    """A table of one row."""
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr></w:tbl>"


def relations(*entries: tuple[str, str, bool]) -> str:
    """Relationships: kind, target, whether outside of the package."""
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for n, (kind, target, outside) in enumerate(entries, start=1)
    )
    home = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{home}">{lines}</Relationships>'


def changed(package: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The same package with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        kept = {name: source.read(name) for name in source.namelist()}
    return zipped({**kept, **parts})
