"""What reading a page of a PDF costs, counted before it is read.

A page may draw a form that draws forms in its turn (ISO 32000-1, § 8.10): a few hundred bytes can
stand for billions of drawings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_DEEPEST = 20
ENDLESS = 1 << 60
"""More than any limit: forms that draw themselves, or lie too deep in one another."""


def page_cost(page: PageObject) -> int:
    """Return how many bytes of drawing a page comes to, with all forms it draws unfolded."""
    contents = page.get_contents()
    data = bytes(contents.get_data()) if contents is not None else b""
    return _cost(data, page.get("/Resources"), {}, ())


def _cost(
    data: bytes,
    resources: Any,  # noqa: ANN401 - pypdf's own objects
    known: dict[int, int],
    above: tuple[int, ...],
) -> int:
    if len(above) > _DEEPEST:
        return ENDLESS
    total = len(data)
    listed = resources.get_object().get("/XObject") if resources is not None else None
    objects = listed.get_object() if listed is not None else {}
    for name in _DRAWN.findall(data):
        drawn = objects.get("/" + name.decode("latin-1"))
        if drawn is None:
            continue
        form = drawn.get_object()
        if form.get("/Subtype") != "/Form":
            continue
        key = id(form)
        if key in above:
            return ENDLESS
        if key not in known:
            inner = form.get("/Resources", resources)
            known[key] = _cost(bytes(form.get_data()), inner, known, (*above, key))
        total += known[key]
        if total >= ENDLESS:
            return ENDLESS
    return total
