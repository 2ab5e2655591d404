"""PDF files with a text layer, by pypdf: pages, fields, annotations, bookmarks, properties."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.limits import MAX_PAGE_BYTES, MAX_PAGES, MAX_UNPACKED_BYTES
from medvirk_nlp.reading.lines import Line, read_lines
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.pdf_limits import page_cost
from medvirk_nlp.reading.structure import add_notes
from medvirk_nlp.texts import Texts

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_READABLE = 0.7
"""Share of a page's signs that must be letters, digits or ordinary punctuation: fonts without a
table of characters give signs that mean nothing."""
_PUNCTUATION = frozenset(".,;:!?()[]{}«»“”‘’\"'-–—/\\&%+=*#@§°•·●○◦▪■□☐✓→_|<>~´`^$€£…\u00ad")
_BULLET = re.compile(r"^[ \t]*[\ue000-\uf8ff][ \t]*", re.MULTILINE)
"""A bullet of a symbol font, which has no character of its own."""
_BROKEN = re.compile(r"\u00ad[ \t]*\n")
"""A word broken at the end of a line by a soft hyphen."""
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
"""«ﬁ» as one sign: no name with it would be found."""
_MOST_FIELDS = 20_000
_DEEPEST = 50
_WRITTEN = ("/Title", "/Subject", "/Keywords")
_PEOPLE = ("/Author",)
_WIDGET, _LINK, _POPUP, _ATTACHED = "/Widget", "/Link", "/Popup", "/FileAttachment"


def read_pdf(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Read a PDF into ``builder``.

    Pages are one note. What was filled into form fields is feedback; annotations, bookmarks and
    properties are kept as "other". A page without a text layer, and every attached file, is held.

    Raises
    ------
    ReadError
        "held.encrypted", "held.damaged" or "held.limit".
    """
    from pypdf import PdfReader

    # pypdf logs what it mends, and quotes the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise ReadError("reading.held.encrypted")
        if len(reader.pages) > MAX_PAGES:
            raise ReadError("reading.held.limit")
        _pages(reader, builder, words)
        _fields(reader, builder, words)
        _outline(reader, builder, words)
        _properties(reader, builder, words)
        _attached(reader, builder, words)
    except RecursionError:
        raise ReadError("reading.held.damaged") from None


def _pages(reader: PdfReader, builder: PassageBuilder, words: Texts) -> None:
    lines: list[Line] = []
    pictures = spent = 0
    for number, page in enumerate(reader.pages, start=1):
        where = words("reading.locator.page", page=number)
        pictures += _picture_count(page)
        cost = page_cost(page)
        spent += min(cost, MAX_PAGE_BYTES)
        if spent > MAX_UNPACKED_BYTES:
            raise ReadError("reading.held.limit")
        if cost > MAX_PAGE_BYTES:
            builder.hold(where, "held.limit")
            continue
        text = page.extract_text()
        if not text.strip():
            if _shows_something(page):
                builder.hold(where, "held.scanned")
            else:
                builder.drop("dropped.empty_pages")
            continue
        if not _is_readable(text):
            builder.hold(where, "held.garbled")
            continue
        place = str(words.get("reading.locator.page_line")).replace("{page}", str(number))
        lines += read_lines(_mended(text), place)
    titles = frozenset(title.strip() for title in _titles(reader.outline))
    headed = (replace(x, mark="", heading=True) if x.text in titles else x for x in lines)
    add_notes(builder, list(headed))
    builder.drop("noted.pictures", pictures)
    builder.enter("part.annotations")
    for number, page in enumerate(reader.pages, start=1):
        where = words("reading.locator.page", page=number)
        for kind, texts in _annotations(page):
            if kind == _ATTACHED:
                builder.hold(where, "held.enclosed")
            for text in texts:
                builder.add(text, where, "other")


def _mended(text: str) -> str:
    """Return the text of a page with the letters of ligatures, plain bullets, and whole words."""
    return _BULLET.sub("• ", _BROKEN.sub("", text.translate(_LIGATURES)))


def _is_readable(text: str) -> bool:
    signs = [c for c in text if not c.isspace()]
    good = sum(c.isalnum() or c in _PUNCTUATION for c in signs)
    private = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in signs)
    return good >= _READABLE * len(signs) and private < (1 - _READABLE) * len(signs)


def _shows_something(page: PageObject) -> bool:
    """Tell whether a page without text draws anything: a page with no marks is only white."""
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _picture_count(page: PageObject) -> int:
    """Return how many pictures a page draws from, without unpacking any."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    if drawn is None:
        return 0
    return sum(
        value.get_object().get("/Subtype") == "/Image" for value in drawn.get_object().values()
    )


def _annotations(page: PageObject) -> Iterator[tuple[str, list[str]]]:
    """Yield kind and texts of the annotations of a page, fields and windows of others left out."""
    listed = page.get("/Annots")
    for reference in listed.get_object() if listed is not None else ():
        annotation = reference.get_object()
        kind = str(annotation.get("/Subtype"))
        if kind in {_WIDGET, _POPUP}:
            continue
        texts = [_string(annotation.get(key)) for key in ("/Contents", "/Subj")]
        action = annotation.get("/A")
        if kind == _LINK and action is not None:
            address = _string(action.get_object().get("/URI"))
            texts += [address.partition(":")[2]] if address.startswith("mailto:") else []
        yield kind, list(dict.fromkeys(filter(str.strip, texts)))


def _fields(reader: PdfReader, builder: PassageBuilder, words: Texts) -> None:
    """Add what stands in the form's fields, each under its label."""
    builder.enter("part.fields")
    form = reader.root_object.get("/AcroForm")
    if form is None:
        return
    if "/XFA" in form.get_object():
        builder.hold(words("reading.locator.form"), "held.part")
    roots = form.get_object().get("/Fields")
    for number, field in enumerate(_leaves(roots, 0), start=1):
        if number > _MOST_FIELDS:
            raise ReadError("reading.held.limit")
        where = words("reading.locator.field", number=number)
        if field.get("/FT") == "/Btn":
            continue  # a ticked box says nothing without its label, which is text of the page
        said = _string(field.get("/V"))
        if said.strip():
            label = _string(field.get("/TU"))
            question = builder.add(label, where, "question") if label.strip() else None
            builder.add(said.strip(), where, context_id=question)


def _leaves(fields: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 - pypdf's own objects
    """Yield the fields of a form, parents before children (ISO 32000-1, § 12.7.3)."""
    if fields is None:
        return
    if depth > _DEEPEST:
        raise ReadError("reading.held.limit")
    for reference in fields.get_object():
        field = reference.get_object()
        yield field
        yield from _leaves(field.get("/Kids"), depth + 1)


def _outline(reader: PdfReader, builder: PassageBuilder, words: Texts) -> None:
    builder.enter("part.outline")
    titles = list(_titles(reader.outline))
    for number, title in enumerate(titles, start=1):
        builder.add(title.strip(), words("reading.locator.bookmark", number=number), "other")


def _titles(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title or "")


def _properties(reader: PdfReader, builder: PassageBuilder, words: Texts) -> None:
    """Add the written properties; XMP data, which repeats them, is counted."""
    builder.enter("part.properties")
    properties: Mapping[str, Any] = reader.metadata or {}
    for key in _PEOPLE:
        builder.know_author(_string(properties.get(key)))
    for number, key in enumerate(_WRITTEN, start=1):
        text = _string(properties.get(key))
        builder.add(text.strip(), words("reading.locator.properties", number=number), "other")
    others = set(properties) - {*_PEOPLE, *_WRITTEN}
    xmp = "/Metadata" in reader.root_object
    builder.drop("dropped.properties", len(others) + xmp)


def _attached(reader: PdfReader, builder: PassageBuilder, words: Texts) -> None:
    names = reader.root_object.get("/Names")
    embedded = names.get_object().get("/EmbeddedFiles") if names is not None else None
    if embedded is None:
        return
    count = max(len(list(reader.attachment_list)), 1)
    for number in range(1, count + 1):
        builder.hold(words("reading.locator.enclosed", number=number), "held.enclosed")


def _string(value: Any) -> str:  # noqa: ANN401 - pypdf's own objects
    """Return a text string of a PDF; a stream or a list of strings too."""
    if value is None:
        return ""
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, list):
        return "\n".join(_string(item) for item in value)
    if hasattr(value, "get_data"):
        return bytes(value.get_data()).decode("utf-8", "replace")
    return str(value)
