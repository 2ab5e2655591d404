"""Outlook messages (MS-OXMSG), by python-oxmsg: the body as a letter, attachments as files."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from medvirk_nlp.reading.letter import Letter, add_letter
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.texts import Texts

if TYPE_CHECKING:
    from oxmsg import Message
    from oxmsg.attachment import Attachment

_RTF_BODY = 0x1009
"""Property of a body kept as compressed RTF only (MS-OXPROPS, PidTagRtfCompressed)."""


def read_outlook(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Read an Outlook message into ``builder``; its attachments are handed on as enclosed files.

    A message inside the message, and a body that is compressed RTF alone, are held.

    Raises
    ------
    ReadError
        "held.damaged".
    """
    from oxmsg import Message

    message = Message.load(io.BytesIO(data))
    plain, page = message.body or "", message.html_body or ""
    if not (plain.strip() or page.strip()) and message.properties.binary_prop_value(_RTF_BODY):
        builder.hold(words("reading.locator.mail_body"), "held.part")
    add_letter(builder, Letter(message.subject, plain, page, _people(message)), words)
    builder.drop("dropped.mail_headers", len(message.message_headers))
    for number, attachment in enumerate(message.attachments, start=1):
        content = _content(attachment)
        if content is None:
            builder.hold(words("reading.locator.enclosed", number=number), "held.embedded")
        else:
            name = attachment.file_name or str(number)
            builder.enclose(name, len(content), partial(bytes, content))


def _people(message: Message) -> tuple[str, ...]:
    listed = [f'"{person.name}" <{person.email_address}>' for person in message.recipients]
    return (message.sender or "", *listed)


def _content(attachment: Attachment) -> bytes | None:
    """Return the bytes of an attachment, None for one that is no file but a message or a link."""
    try:
        return attachment.file_bytes
    except (KeyError, AssertionError, ValueError):
        return None
