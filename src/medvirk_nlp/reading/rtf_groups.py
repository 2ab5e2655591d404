"""Rich Text Format (specification 1.9.1): the grammar of groups, words and signs.

Only what decides which text a reader sees is understood; formatting is passed over.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from medvirk_nlp.errors import ReadError

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|(?P<skip>[\r\n]+|\\)",
    re.DOTALL,
)
_DEEPEST = 500
_CHARACTERS = {
    b"par": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"line": "\v",
    b"row": "\n",
    b"nestrow": "\n",
    b"cell": "\n",
    b"nestcell": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"emspace": " ",
    b"enspace": " ",
}
_SIGNS = {b"~": "\u00a0", b"-": "", b"_": "-", b"\n": "\n", b"\r": "\n"}
_CODE_PAGES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850", b"ansi": "cp1252"}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
"""Character sets of fonts (``fcharset``) as code pages."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a file, and the group it stands in.

    Attributes
    ----------
    text : str
        A paragraph ends with a line feed, a line within it with a vertical tab.
    path : tuple of str
        Control words of the destinations around it, the outermost first: ``("footnote",)``. One
        that is marked as ignorable and not known has a star before it.
    group : int
        Number of the group it stands in: pieces of one group have the same.
    deleted : bool
        Whether it was deleted with tracked changes.
    """

    text: str = field(repr=False)
    path: tuple[str, ...]
    group: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class _State:
    path: tuple[str, ...] = ()
    group: int = 0
    deleted: bool = False
    skip: int = 1
    """Signs that stand in for one of Unicode, for old programs (``uc``)."""
    encoding: str = "cp1252"
    named: bool = False
    """Whether the group has shown what it is, by its first word."""


def pieces(data: bytes, destinations: frozenset[str]) -> Iterator[Piece]:
    """Yield the text of all groups of a file, in order.

    Parameters
    ----------
    data : bytes
    destinations : frozenset of str
        Control words that make the group they begin a destination of its own.

    Raises
    ------
    ReadError
        "held.damaged" for groups that do not end, or end twice, "held.limit" for endless nesting.
    """
    yield from _Scanner(data, destinations).pieces()


class _Scanner:
    def __init__(self, data: bytes, destinations: frozenset[str]) -> None:
        self._data = data
        self._destinations = destinations
        self._groups = 0
        self._star = False
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._page = "cp1252"
        self._to_skip = 0
        self._surrogate = 0
        self._bytes = bytearray()

    def pieces(self) -> Iterator[Piece]:
        position, end = 0, len(self._data)
        while position < end:
            match = _TOKEN.match(self._data, position)
            if match is None:
                raise ReadError("reading.held.damaged")
            position = match.end()
            if match["byte"] or match["text"]:
                given = match["byte"]
                self._add_bytes(bytes.fromhex(given.decode()) if given else match["text"])
                continue
            if match["skip"]:
                continue
            yield from self._flush()
            if match["open"] or match["close"]:
                self._to_skip, self._star = 0, False
            if match["open"]:
                if len(self._stack) >= _DEEPEST:
                    raise ReadError("reading.held.limit")
                self._stack.append(self._state)
                self._groups += 1
                self._state = replace(self._state, named=False, group=self._groups)
            elif match["close"]:
                if not self._stack:
                    raise ReadError("reading.held.damaged")
                self._state = self._stack.pop()
                if not self._stack:
                    return
            elif match["sign"]:
                yield from self._sign(match["sign"])
            elif match["word"] == b"bin":
                position += max(int(match["number"] or 0), 0)
            else:
                number = int(match["number"]) if match["number"] else None
                yield from self._word(match["word"], number)
        raise ReadError("reading.held.damaged")

    def _add_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> Iterator[Piece]:
        if self._bytes:
            text = bytes(self._bytes).decode(self._state.encoding, "replace")
            self._bytes.clear()
            self._state = replace(self._state, named=True)
            yield self._piece(text)

    def _piece(self, text: str) -> Piece:
        return Piece(text, self._state.path, self._state.group, self._state.deleted)

    def _sign(self, sign: bytes) -> Iterator[Piece]:
        if sign == b"*":  # the next word names a group that old programs may pass over
            self._star = True
        elif sign not in {b"|", b":"}:
            yield self._piece(_SIGNS.get(sign, sign.decode("latin-1")))

    def _word(self, word: bytes, number: int | None) -> Iterator[Piece]:
        state = self._state
        name = word.decode("ascii")
        if word == b"u" and number is not None:
            yield from self._unicode(number & 0xFFFF)
            self._to_skip = state.skip
            return
        if word in _CHARACTERS:
            yield self._piece(_CHARACTERS[word])
        elif word == b"uc":
            self._state = replace(state, skip=max(number or 0, 0))
        elif word in {b"deleted", b"plain"}:
            self._state = replace(state, deleted=word == b"deleted" and number != 0)
        elif word in _CODE_PAGES or word == b"ansicpg":
            self._page = _known(f"cp{number}") if word == b"ansicpg" else _CODE_PAGES[word]
            self._state = replace(state, encoding=self._page)
        elif word == b"f":
            self._font = number or 0
            self._state = replace(state, encoding=self._fonts.get(self._font, self._page))
        elif word == b"fcharset" and number is not None:
            self._fonts[self._font] = _CHARSETS.get(number, self._page)
        if not state.named and (self._star or name in self._destinations):
            entry = name if name in self._destinations else f"*{name}"
            self._state = replace(self._state, path=(*state.path, entry))
        self._state = replace(self._state, named=True)
        self._star = False

    def _unicode(self, code: int) -> Iterator[Piece]:
        """Yield a sign outside the code page; two halves (UTF-16) make one."""
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000:
            pair = self._surrogate
            self._surrogate = 0
            if not pair:
                yield self._piece("\ufffd")
                return
            code = 0x10000 + ((pair - 0xD800) << 10) + (code - 0xDC00)
        yield self._piece(chr(code))


def _known(encoding: str) -> str:
    try:
        return codecs.lookup("utf-8" if encoding == "cp65001" else encoding).name
    except LookupError:
        return "cp1252"
