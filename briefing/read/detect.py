"""Which format bytes are in: their content decides, the suffix where it is silent."""

from __future__ import annotations

import io
import re
from pathlib import PurePosixPath

from briefing.errors import FormatError
from briefing.protocols import Input
from briefing.read.decode import decode

_SUFFIXES = {
    ".text": "text",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "mail",
    ".json": "record",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""Formats that are text. The others can always be told by their content."""
_UNREADABLE = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file; save it as .docx"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf", "a 7z archive; pack it as .zip"),
    (b"Rar!", "a RAR archive; pack it as .zip"),
)
_ZIPS = (
    ("word/document.xml", "docx"),
    ("META-INF/container.xml", "epub"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "odt"),
)
_HEAD = 4096
"""Bytes in which a format that can be told by its content shows itself."""
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_HEADING = re.compile(r"\s*#{1,3}[ \t]+\S")
_PROLOG = re.compile(
    # Not possessive: before Python 3.11.5 such groups match the wrong text.
    r"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*",
    re.I | re.S,
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_HTML = re.compile(r"<(?:html|head|body|title|meta|article|main|div|p|h1)\b", re.I)
_DOCTYPE = re.compile(r"\s*<!doctype\s+html", re.I)
_MAIL = re.compile(
    r"(?:From |[A-Za-z][A-Za-z0-9-]*:[ \t\n]).*\n(?:[A-Za-z][A-Za-z0-9-]*:|[ \t])", re.I
)
_ENVELOPE = re.compile(
    rb"(?:\A|\n\r?\n)From [^ \r\n]+ [^\r\n]*[0-9]:[0-9]{2}[^\r\n]*\r?\n[A-Za-z-]+:"
)
"""What begins a message in a mailbox."""
_MAIL_FIELDS = re.compile(
    r"^(?:from|date|subject|mime-version|message-id|received|return-path|to):",
    re.I | re.M,
)


def detect(source: Input) -> str:
    """The format of `source`: a key of `READERS` or of `unpack.CONTAINERS`.

    Text is `text` unless its content or the suffix speaks for more.

    Raises:
        FormatError: it is a format that cannot be read.
    """
    head = source.data[:_HEAD]
    for start, what in _UNREADABLE:
        if head.startswith(start):
            raise FormatError(f"{source.source}: this is {what}")
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(source)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _ENVELOPE.match(source.data):
        return _kind_of_mailbox(source)
    return _kind_of_text(source, head)


def _kind_of_mailbox(source: Input) -> str:
    if len(_ENVELOPE.findall(source.data)) > 1:
        raise FormatError(
            f"{source.source}: this is a mailbox of several messages; save each as .eml"
        )
    return "mail"


def _kind_of_zip(source: Input) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return "zip"  # whose reader says that it is damaged
    for member, kind in _ZIPS:
        if member in names:
            if " " in kind:
                raise FormatError(f"{source.source}: this is {kind}")
            return kind
    return "zip"


def _kind_of_text(source: Input, head: bytes) -> str:
    by_suffix = _SUFFIXES.get(PurePosixPath(source.source).suffix.lower(), "text")
    text = _beginning(head)
    if text.lstrip()[:1] == "<":
        return _kind_of_markup(text, by_suffix)
    if text.lstrip()[:1] in ("{", "["):
        return _kind_of_json(text.strip(), source, by_suffix)
    if _MAIL.match(text) and len(set(_MAIL_FIELDS.findall(_header(text)))) >= 3:
        return "mail"
    if by_suffix == "text" and (_FRONT_MATTER.match(text) or _HEADING.match(text)):
        return "markdown"
    return by_suffix if by_suffix != "record" else "text"


def _beginning(head: bytes) -> str:
    """The beginning of a text, in whatever encoding; empty if it is no text."""
    if not head:
        return ""
    # An odd cut through UTF-16 or a UTF-8 character must not decide the encoding.
    whole = head[: len(head) // 4 * 4] if len(head) == _HEAD else head
    try:
        text, _ = decode(Input(id="", source="", data=whole))
    except FormatError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header(text: str) -> str:
    return text.partition("\n\n")[0]


def _kind_of_markup(text: str, by_suffix: str) -> str:
    prolog = _PROLOG.match(text)
    rest = text[prolog.end() :] if prolog else text
    if _FEED.match(rest):
        return "feed"
    if _DOCTYPE.match(text) or _HTML.match(rest):
        return "markdown" if by_suffix == "markdown" else "html"
    return by_suffix


def _kind_of_json(text: str, source: Input, by_suffix: str) -> str:
    """JSON by what it begins with: a list of objects, lines of them, or one."""
    if re.match(r"\[\s*\{\s*\"", text):
        return "jsonl"
    if not re.match(r"\{\s*\"", text):
        return by_suffix
    first_line, _, rest = source.data.strip().partition(b"\n")
    several = first_line.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"
    return "jsonl" if several else "record"
