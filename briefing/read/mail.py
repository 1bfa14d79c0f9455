"""E-mail messages (.eml) to documents: the text of a newsletter or press release."""

from __future__ import annotations

import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from briefing.errors import EmptyError
from briefing.protocols import Input
from briefing.read.blocks import Block, Content, Metadata, document, with_title
from briefing.read.clean import clean
from briefing.read.decode import decode_declared
from briefing.read.html import page_content
from briefing.read.sandbox import call
from briefing.read.text import text_blocks
from briefing.types import Document

_Body = tuple[tuple[Block, ...], tuple[str, ...]]
"""What a message says, and notes on what was left out of it."""
_FORWARDED = re.compile(r"^(?:\s*(?:re|fw|fwd|tr|rép|ref)\s*:)+\s*", re.I)
_SOFT_BREAK = re.compile(r"(?<!^--) \n", re.M)
_SIGNATURE = re.compile(r"^-- ?\n.*", re.M | re.S)


def read(source: Input) -> Document:
    """The document in a message: its HTML part, else its plain text.

    The subject is the title, the sender the publisher. Attachments are left out; a
    message that only forwards another is read as that.

    Raises:
        EmptyError: the message has no text.
        FormatError: it is damaged.
    """
    content = Content.from_json(call(f"{__name__}:extract", source.data, source.source))
    return document(source, content)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The content of a message as JSON. Runs in the sandbox."""
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError(type(message))
    message, (blocks, notes) = _with_text(message, name)
    metadata = _metadata(message)
    content = Content(
        blocks=with_title(metadata.title, blocks),
        metadata=metadata,
        notes=(*notes, *_attachments(message)),
    )
    return content.as_json()


def _with_text(message: EmailMessage, name: str) -> tuple[EmailMessage, _Body]:
    """`message` and its text; if it has none, the message that it forwards."""
    body = _body(message)
    if body[0]:
        return message, body
    parts = message.iter_parts() if message.is_multipart() else ()
    for part in parts:
        if isinstance(part, EmailMessage):
            with suppress(EmptyError):
                return _with_text(part, name)
    raise EmptyError(f"{name}: there is no text in the message")


def _body(message: EmailMessage) -> _Body:
    part = message.get_body(preferencelist=("html", "plain"))
    data = part and part.get_payload(decode=True)
    if part is None or not isinstance(data, bytes) or not data.strip():
        return (), ()
    source = Input(id="", source="message", data=data)
    text, repaired = decode_declared(source, part.get_content_charset())
    if part.get_content_subtype() == "html":
        page = page_content(text, repaired)
        return page.blocks, page.notes
    text, notes = clean(text)
    notes = (*repaired, *notes)
    if part.get_param("format") == "flowed":
        text = _SOFT_BREAK.sub(" ", text)
    text, signed = _SIGNATURE.subn("", text)
    left_out = ("the sender's signature was left out",) if signed else ()
    return text_blocks(text), (*notes, *left_out)


def _metadata(message: EmailMessage) -> Metadata:
    sender, date = message["from"], message["date"]
    address = sender.addresses[0] if sender and sender.addresses else None
    moment = date.datetime if date else None
    return Metadata(
        title=_FORWARDED.sub("", str(message["subject"] or "")) or None,
        date=moment.date().isoformat() if moment else None,
        publisher=(address.display_name or address.domain) if address else None,
    )


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    names = [a.get_filename() or "unnamed" for a in message.iter_attachments()]
    return (f"attachments were left out: {', '.join(names)}",) if names else ()
