"""An e-mail, whatever file it came in: own words, signature, what is quoted, who wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import getaddresses

from medvirk_nlp.reading.html_text import page_text
from medvirk_nlp.reading.identity import is_person
from medvirk_nlp.reading.lines import Line, read_lines
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.structure import add_notes
from medvirk_nlp.reading.vocabulary import vocabulary
from medvirk_nlp.texts import Texts

_SIGNATURE_MARK = "-- "
"""Line that begins a signature (RFC 3676, § 4.3)."""
_SIGNATURE_LINES = 15
_CLOSING_WORDS = 8
_HEADER_LINES = 4
"""Lines within which a pasted header of an earlier mail names a second field."""
_FIELD = re.compile(r"\W*(?P<name>[^\W\d_]{2,10})\s?:\s?\S")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says.

    Attributes
    ----------
    subject : str
    plain, page : str
        The body as plain text and as HTML; empty where the mail has none of the kind.
    people : tuple of str
        Sender and receivers, as in the header.
    """

    subject: str = field(repr=False)
    plain: str = field(repr=False)
    page: str = field(repr=False)
    people: tuple[str, ...] = field(repr=False)


def add_letter(builder: PassageBuilder, letter: Letter, words: Texts) -> None:
    """Read an e-mail into ``builder``.

    The writer's own words are a note under the subject. Greeting and signature, and what is
    quoted of earlier mails, are kept as "other": searched, not counted. Sender and receivers are
    left out and known by name.
    """
    place = str(words.get("reading.locator.line"))
    for name, address in getaddresses(letter.people):
        builder.know_person(name)
        builder.know(address)
        builder.drop("dropped.mail_people")
    own, signature, quoted = _split(_body(builder, letter, place).splitlines())
    builder.enter("part.body")
    subject = " ".join(letter.subject.split())
    title = [Line(subject, words("reading.locator.subject"), gap=True, heading=True)]
    add_notes(builder, (title if subject else []) + read_lines("\n".join(own), place))
    for line in signature:
        if is_person(line.strip(), vocabulary()):
            builder.know_person(line)
    start = len(own)
    for part, rows in (("part.signature", signature), ("part.quoted", quoted)):
        builder.enter(part)
        for number, row in enumerate(rows, start=start + 1):
            builder.add(row.strip(), place.format(number=number), "other")
        start += len(rows)
    builder.enter("part.body")


def _body(builder: PassageBuilder, letter: Letter, place: str) -> str:
    """Return the body: plain text where it says all that the page says, else the page.

    The receiver saw the page. Words that only the plain text has are then kept as "other".
    """
    if not letter.page.strip():
        return letter.plain
    shown, addresses = page_text(letter.page)
    for address in addresses:
        builder.know(address)
    if _words(shown) <= _words(letter.plain):
        return letter.plain
    builder.enter("part.alternative")
    seen = _words(shown)
    for number, line in enumerate(letter.plain.splitlines(), start=1):
        if _words(line) - seen:
            builder.add(line.strip(), place.format(number=number), "other")
    return shown


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _split(rows: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the writer's own rows, those of the signature, and those of earlier mails."""
    end = next((n for n in range(len(rows)) if _begins_quote(rows, n)), len(rows))
    own, quoted = rows[:end], rows[end:]
    quoted = [row for row in own if row.lstrip().startswith(">")] + quoted
    own = [row for row in own if not row.lstrip().startswith(">")]
    start = next((n for n in range(len(own)) if _begins_signature(own, n)), len(own))
    own, signature = own[:start], own[start:]
    return own, signature, quoted


def _begins_quote(rows: list[str], at: int) -> bool:
    """Tell whether an earlier mail begins here: a rule, «… skrev:», or a pasted header."""
    words, row = vocabulary(), rows[at].strip()
    ruled = row.startswith(("-", "_", "*")) or row.endswith(":")
    if ruled and words.starts("quote_rules", row.strip("-_* ")):
        return True
    if words.starts("quote_openings", row) and row.endswith(":"):
        return words.any_word("quote_verbs", row)
    return _is_field(row, "quote_senders") and any(
        _is_field(below, "quote_fields") for below in rows[at + 1 : at + 1 + _HEADER_LINES]
    )


def _is_field(row: str, key: str) -> bool:
    match = _FIELD.match(row)
    return match is not None and vocabulary().has(key, match["name"])


def _begins_signature(rows: list[str], at: int) -> bool:
    """Tell whether the rest is a signature: its mark, or a closing with a few short lines."""
    if rows[at].rstrip("\r\n") in {_SIGNATURE_MARK, _SIGNATURE_MARK.strip()}:
        return True
    rest = [row for row in rows[at:] if row.strip()]
    short = len(rows[at].split()) <= _CLOSING_WORDS and len(rest) <= _SIGNATURE_LINES
    return short and vocabulary().starts("closing", rows[at].strip())
