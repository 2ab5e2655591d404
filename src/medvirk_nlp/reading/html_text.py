"""The text of an HTML page, such as the body of an e-mail, as a person sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from medvirk_nlp.errors import ReadError

_SILENT = frozenset({"script", "style", "head", "title", "meta", "link", "template"})
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th "
    "thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACE = re.compile(r"[ \t\r\n\f]+")
_QUOTES = frozenset({"blockquote"})
QUOTE_MARK = "> "
"""Put before a line of a quotation, as mail programs do in plain text."""


def page_text(page: str) -> tuple[str, list[str]]:
    """Return the text of a page, a line for each block, and the mail addresses it links to.

    What is hidden by a style is read too; scripts and styles are not text.

    Raises
    ------
    ReadError
        "held.damaged" for what no HTML parser can make anything of.
    """
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ReadError("reading.held.damaged") from None
    rows = _SPACE.sub(" ", "".join(_pieces(root, 0)).replace("\n", " ")).split("\v")
    links = [str(link.get("href")) for link in root.iter("a")]
    addresses = [
        link.partition(":")[2].partition("?")[0] for link in links if link.startswith("mailto:")
    ]
    return "\n".join(row.strip() for row in rows if row.strip(" >")), addresses


def _pieces(element: etree._Element, quoted: int) -> Iterator[str]:
    """Yield the text of an element; a vertical tab stands where a new line begins."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    block = element.tag in _BLOCKS
    inner = quoted + (element.tag in _QUOTES)
    start = "\v" + QUOTE_MARK * inner
    if block:
        yield start
    yield element.text or ""
    if element.tag in {"img", "area"} and element.get("alt"):
        yield f" {element.get('alt')} "
    if element.tag in {"input", "textarea"} and element.get("value"):
        yield f" {element.get('value')} "
    for child in element:
        yield from _pieces(child, inner)
        yield child.tail or ""
    if block:
        yield "\v" + QUOTE_MARK * quoted
