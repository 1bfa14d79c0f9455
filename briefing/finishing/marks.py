"""Marks of news agencies inside quotations: « +gros mot+ » is ‘rude word’."""

from __future__ import annotations

import re

_INNER = re.compile(r"(?<![\w+])\+([^\W\d_][^+]{0,90}?[\w?!.…])\+(?!\w)")


def inner_marked(source: str, target: str) -> str:
    """`target` with quotation marks for the plus signs that both texts have."""
    if len(_INNER.findall(source)) != len(_INNER.findall(target)):
        return target
    return _INNER.sub(r"‘\1’", target)
