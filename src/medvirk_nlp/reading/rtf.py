"""Rich Text Format: body, tables, margins, notes, comments; deletions never."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from medvirk_nlp.reading.lines import Line, split_mark
from medvirk_nlp.reading.package_parts import worded
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.rtf_groups import Piece, pieces
from medvirk_nlp.reading.structure import add_notes
from medvirk_nlp.texts import Texts

_KINDS = {
    "footnotes": "footnote",
    "margins": "header headerl headerr headerf footer footerl footerr footerf",
    "comments": "annotation",
    "properties": "title subject keywords doccomm comment category company staticval docvar",
    "people": "author operator manager atnauthor atnid revtbl",
    "pictures": "pict",
    "objects": "objdata",
    "lists": "listtext pntext",
    "names": "sn",
    "values": "sv",
    "copies": "nonshppict nonesttables",
    "silent": (
        "fonttbl filetbl colortbl stylesheet stylerestrictions listtable listoverridetable "
        "pnseclvl pntxta pntxtb pn rsidtbl generator mmathPr xmlnstbl fldinst themedata "
        "colorschememapping "
        "latentstyles datastore creatim revtim printim buptim bkmkstart bkmkend atrfstart atrfend "
        "atnref atndate atntime atnicn atnparent wgrffmtfilter pgptbl pgp template ftnsep ftnsepc "
        "ftncn aftnsep aftnsepc aftncn factoidname passwordhash writereservhash protusertbl "
        "defchp defpap oldcprops oldpprops oldtprops oldsprops datafield listname levelnumbers "
        "leveltext falt panose fontemb propname linkval hlinkbase xe tc objclass objname blipuid "
        "picprop docfmt xmlclose xmlopen"
    ),
}
"""Destinations by what becomes of their text. Those listed nowhere and ignorable are counted."""
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SHOWN = (
    "shppict shpinst shptxt shp field fldrslt object result info userprops upr ud background "
    "do dptxbxtext formfield"
)
"""Destinations whose text, or that of the groups in them, is seen."""
_ASIDE = {"margins": "margin", "comments": "comment", "properties": "properties", "alt": "picture"}
"""Parts kept as "other", and the name of their locator."""
_DESCRIPTIONS = frozenset({"wzDescription", "gtextUNICODE"})
"""Shape properties that hold words: the alternative text, and the text of WordArt."""


def read_rtf(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Read an RTF file into ``builder``.

    Body, tables, text boxes and footnotes are notes; headers, footers, comments, properties and
    alternative texts are kept as "other". Text deleted with tracked changes is counted, never
    read; so are ignorable groups that the format does not know. Embedded objects are held.

    Raises
    ------
    ReadError
        "held.damaged" or "held.limit".
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    found = Counter[str]()
    seen: set[tuple[str, int]] = set()
    name = ""
    for piece in pieces(data, frozenset(_SHOWN.split()).union(_KIND_OF)):
        kind = _kind(piece)
        new = (kind, piece.group) not in seen
        seen.add((kind, piece.group))
        found[kind] += new
        if kind == "lists":
            texts["body"] += ["• "] if new else []
        elif kind == "names":
            name = piece.text if new else name + piece.text
        elif kind == "values" and name.strip() in _DESCRIPTIONS:
            texts["alt"].append(piece.text)
        elif kind in {"properties", "people"} and new:
            texts[kind].append("\n" + piece.text)
        else:
            texts[kind].append(piece.text)
    add_notes(builder, list(_lines(texts["body"], str(words.get("reading.locator.paragraph")))))
    builder.enter("part.footnotes")
    add_notes(builder, list(_lines(texts["footnotes"], str(words.get("reading.locator.footnote")))))
    for part, locator in _ASIDE.items():
        builder.enter(f"part.{part}")
        rows = "".join(texts[part]).replace("\v", "\n").split("\n")
        for number, row in enumerate(worded(rows), start=1):
            builder.add(row, words(f"reading.locator.{locator}", number=number), "other")
    for author in "".join(texts["people"]).replace(";", "\n").split("\n"):
        builder.know_author(author.strip())
    builder.drop("dropped.deleted_text", found["deleted"])
    builder.drop("dropped.unknown_groups", found["unknown"])
    builder.drop("noted.pictures", found["pictures"])
    builder.drop("noted.letters_damaged", sum(t.count("\ufffd") for t in texts["body"]))
    for number in range(1, found["objects"] + 1):
        builder.hold(words("reading.locator.embedded", number=number), "held.embedded")


def _kind(piece: Piece) -> str:
    """Return what becomes of a piece: that of the outermost destination that decides."""
    if "upr" in piece.path and "ud" not in piece.path:
        return "copies"
    for word in piece.path:
        if word.startswith("*"):
            return "unknown"
        kind = _KIND_OF.get(word)
        if kind is not None:
            return "deleted" if piece.deleted and kind in {"footnotes", *_ASIDE} else kind
    return "deleted" if piece.deleted else "body"


def _lines(texts: list[str], place: str) -> Iterator[Line]:
    gap = True
    for number, paragraph in enumerate("".join(texts).split("\n"), start=1):
        for row in filter(str.strip, paragraph.split("\v")):
            indent, mark, rest = split_mark(row)
            yield Line(rest, place.format(number=number), mark, indent, gap)
            gap = False
        gap = gap or not paragraph.strip()
