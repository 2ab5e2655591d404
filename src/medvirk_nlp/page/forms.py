"""Forms as the browser sends them."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

_MOST_FIELDS = 500


class Form:
    """The fields of a form.

    Parameters
    ----------
    fields : list of (str, str)
    """

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        """Return the first value of a field, empty where there is none."""
        return next((value for key, value in self._fields if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field."""
        return tuple(value for key, value in self._fields if key == name)

    def number(self, name: str) -> int | None:
        """Return a whole number of at most nine digits, None where there is none."""
        value = self[name]
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


async def read_form(request: Request) -> Form:
    """Read a form; one that cannot be is empty, so that no check passes.

    A button may bring fields of its own in its address, which then go before those of the form.
    """
    body = await request.body()
    try:
        told = body.decode("utf-8")
        fields = parse_qsl(told, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return Form([])
    return Form([*request.query_params.multi_items(), *fields])
