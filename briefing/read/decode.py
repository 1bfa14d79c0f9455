"""Bytes to text, whatever they were saved as."""

from __future__ import annotations

import codecs
import re

from briefing.errors import EmptyError, FormatError
from briefing.protocols import Input

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ["cp1252", "iso8859_15", "mac_roman", "cp850"]
"""What French text that is not UTF-8 was saved as. Left to choose among all
encodings, charset-normalizer 3.5 finds the right one for 87 % of 300 pieces of 1,000
characters, among these for 94 % (and for 98 % or more but for cp850, 77 %)."""
_SAMPLE = 200_000
"""Bytes that are looked at to tell an encoding; more does not change the answer."""
_MAX_CONTROL = 0.02
"""Share of control bytes above which bytes are not text; random bytes have 0.11."""
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_WIDE_ZEROS = 0.3
"""Share of zero bytes in one half of the positions that speaks for UTF-16."""


def decode(source: Input) -> tuple[str, tuple[str, ...]]:
    """The text of `source` and notes on what had to be repaired.

    Raises:
        FormatError: the bytes are not text.
        EmptyError: there are none.
    """
    data = source.data
    if not data:
        raise EmptyError(f"{source.source}: the file is empty; is it the right one?")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _replacing(data, wide)
    if is_binary(data):
        raise FormatError(
            f"{source.source}: neither text nor a document of a known format;"
            f" save it as text, or see the README for the formats"
        )
    return _narrow(data)


def decode_declared(source: Input, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of `source`: valid UTF-8 is believed first, then what is declared.

    What is saved, sent or served again often keeps a wrong declaration.

    Args:
        source: the bytes.
        declared: the name of an encoding, as a page or message gives it.

    Raises:
        FormatError: the bytes are not text.
        EmptyError: there are none.
    """
    encoding = _plausible(declared)
    if encoding and not source.data.startswith(tuple(mark for mark, _ in _MARKS)):
        for name in ("utf-8", encoding):
            try:
                return source.data.decode(name), ()
            except (LookupError, ValueError):  # hex is known too, and is no encoding
                continue
    return decode(source)


def _plausible(declared: str | None) -> str | None:
    """Python's name of a declared encoding, if bytes without a mark may be in it."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # as browsers do: https://encoding.spec.whatwg.org/
    return None if name.startswith(("utf-16", "utf-32", "utf-7")) else name


def is_binary(data: bytes) -> bool:
    """Whether there are more control bytes in `data` than a text could have."""
    sample = data[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return control > 1 + _MAX_CONTROL * len(sample)


def _wide(sample: bytes) -> str | None:
    """The kind of UTF-16 that `sample` is in without saying so, if it is."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most = max(even, odd)
    if most <= _WIDE_ZEROS * len(sample) / 2 or min(even, odd) > most / 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _replacing(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, _note(lost, encoding)


def _note(lost: int, encoding: str) -> tuple[str, ...]:
    return (f"{lost} characters were not valid {encoding}",) if lost else ()


def _narrow(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text, stray = _mostly_utf8(data)
    if text is not None:
        return text, (f"{stray} stray bytes in UTF-8 were read as cp1252",)
    encoding = _legacy(data[:_SAMPLE])
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        return _replacing(data, encoding)


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _mostly_utf8(data: bytes) -> tuple[str | None, int]:
    """`data` as UTF-8 with its stray bytes as cp1252, if these are the exception."""
    text = data.decode("utf-8", errors="surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    good = len(_BEYOND_ASCII.findall(text)) - stray
    if good <= 4 * stray:
        return None, stray
    return re.sub("[\udc80-\udcff]", _as_cp1252, text), stray


def _as_cp1252(stray: re.Match[str]) -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", errors="replace")


def _legacy(sample: bytes) -> str:
    """The likeliest encoding of `sample`, which is no UTF-8."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best else "cp1252"
