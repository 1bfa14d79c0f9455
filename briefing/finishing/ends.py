"""Both ends of finished English: a capital at its head, dots where it breaks off."""

from __future__ import annotations

import re

_HEAD_WORD = re.compile(r"[^\W_]+")
_BROKEN_OFF = re.compile(r"\s*[-–](?=[”’\"']?$)")


def headed(source: str, target: str) -> str:
    """`target` with a capital at its head where `source` has one, but for "iPhone"."""
    first = _HEAD_WORD.search(target)
    head = _HEAD_WORD.search(source)
    if not first or not head or not head[0][0].isupper() or not first[0].islower():
        return target
    at = first.start()
    return target[:at] + target[at].upper() + target[at + 1 :]


def trailed(source: str, target: str) -> str:
    """`target` with the dots at its end that `source` has, where a dash stands."""
    dots = source.rstrip(" \u00a0\u202f»”\"'").endswith(("...", "…"))
    return _BROKEN_OFF.sub("...", target) if dots else target
