"""E-mail files (RFC 5322 and MIME): the body as a letter, attachments as files of their own."""

from __future__ import annotations

import email
import email.message
import email.policy
import mimetypes
from collections.abc import Iterator
from functools import partial

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.decoding import decode
from medvirk_nlp.reading.letter import Letter, add_letter
from medvirk_nlp.reading.limits import MAX_ENCLOSED
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.texts import Texts

_PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc")
_READ = frozenset({*_PEOPLE, "subject"})


def read_mail(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Read an e-mail into ``builder``; its attachments are handed on as enclosed files.

    Raises
    ------
    ReadError
        "held.limit" for more parts than allowed.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = list(_leaves(message))
    if len(parts) > MAX_ENCLOSED:
        raise ReadError("reading.held.limit")
    bodies: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for number, part in enumerate(parts, start=1):
        kind = part.get_content_type()
        if kind in bodies and not part.is_attachment() and not part.get_filename():
            bodies[kind].append(_text(part, builder))
        elif part.get_content_maintype() == "image" and not part.is_attachment():
            builder.drop("noted.pictures")
        else:
            content = _content(part)
            builder.enclose(_name(part, number), len(content), partial(bytes, content))
    letter = Letter(
        subject=str(message.get("subject", "")),
        plain="\n".join(bodies["text/plain"]),
        page="\n".join(bodies["text/html"]),
        people=tuple(str(value) for name in _PEOPLE for value in message.get_all(name, [])),
    )
    add_letter(builder, letter, words)
    builder.drop("dropped.mail_headers", sum(name.lower() not in _READ for name in message))


def _leaves(message: email.message.EmailMessage) -> Iterator[email.message.EmailMessage]:
    """Yield the parts of a message that hold no further parts; a mail in a mail is one part."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        assert isinstance(part, email.message.EmailMessage)
        yield from _leaves(part)


def _text(part: email.message.EmailMessage, builder: PassageBuilder) -> str:
    """Return the text of a body in the encoding it names, or in the one it looks to be in."""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        text, guessed = decode(data) if data.strip() else ("", False)
        builder.drop("noted.encoding_guessed", int(guessed))
        return text


def _content(part: email.message.EmailMessage) -> bytes:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        messages = inner if isinstance(inner, list) else []
        return b"".join(m.as_bytes() for m in messages if isinstance(m, email.message.Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _name(part: email.message.EmailMessage, number: int) -> str:
    """Return a name with an ending that fits, where the part has none."""
    if part.get_content_type() == "message/rfc822":
        return f"{number}.eml"
    return part.get_filename() or f"{number}{mimetypes.guess_extension(part.get_content_type())}"
