"""Numbers and lists as a person would write them, in the language of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from medvirk_nlp.texts import texts

_ROOMS = ("reporting", "report")
"""Files of sentences, ``resources/texts/<language>/<room>.toml``; no key stands in both."""


class Wording:
    """The words of the report in one language.

    Parameters
    ----------
    language : {"nb", "nn", "en"}
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = texts(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of ``key`` with its blanks filled."""
        return self._texts(self._path(key), **values)

    def list(self, key: str) -> list[str]:
        """Return the sentences that stand under ``key``."""
        return cast("list[str]", self._texts.get(self._path(key)))

    def _path(self, key: str) -> str:
        paths = [f"{room}.{key}" for room in _ROOMS]
        return next((path for path in paths if self._texts.get(path) is not None), paths[0])

    def digits(self, number: int) -> str:
        """Return a number in digits, in groups of three."""
        return f"{number:,}".replace(",", self("language.thousands"))

    def percent(self, number: int) -> str:
        """Return whole percent with the sign: «20 %» in Norwegian, “20%” in English."""
        return self("language.percent", number=number)

    def number(self, number: int, gender: str, beside: Sequence[int] = ()) -> str:
        """Return a number in words up to twelve, in digits above.

        Parameters
        ----------
        number : int
        gender : {"neuter", "common"}
        beside : sequence of int
            Other numbers of the same sentence: digits and words are not mixed in one sentence
            (Språkrådet, «Tall, tid og dato»).
        """
        words = self.list(f"number.{gender}")
        if max((number, *beside)) < len(words):
            return words[number]
        return self.digits(number)

    def count(self, noun: str, number: int, beside: Sequence[int] = ()) -> str:
        """Return a number with its noun, in the right gender and number («ett innspill»)."""
        form = "one" if number == 1 else "many"
        gender = self(f"noun.{noun}.gender")
        return f"{self.number(number, gender, beside)} {self(f'noun.{noun}.{form}')}"

    def join(self, parts: Sequence[str]) -> str:
        """Return «a», «a og b», «a, b og c»."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('language.and')} {parts[-1]}"

    def join_clauses(self, parts: Sequence[str]) -> str:
        """Return «a», «a, og b», «a, b, og c»: whole clauses have a comma before the «og»."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])}, {self('language.and')} {parts[-1]}"

    def quote(self, text: str) -> str:
        """Return a text in the quotation marks of the language; those inside become single."""
        opening, closing = self.list("language.quotes")
        inner = self.list("language.inner_quotes")
        for mark, single in zip((opening, closing), inner, strict=True):
            text = text.replace(mark, single)
        return f"{opening}{text}{closing}"

    def counted(self, noun: str, number: int) -> str:
        """Return a number in digits with its noun, as in a list («7 innspill»)."""
        form = "one" if number == 1 else "many"
        return f"{self.digits(number)} {self(f'noun.{noun}.{form}')}"
