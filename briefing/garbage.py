"""How often Python looks for objects that nothing but each other refers to."""

from __future__ import annotations

import gc

ALLOCATIONS = 50_000
"""New objects after which Python looks; by itself it does after 700."""
_THEN = (20, 50)
"""Looks after which it looks at older objects too, and at all."""


def look_rarely() -> None:
    """Let Python look for such objects rarely: for processes of our own only.

    The tables of words are some hundred thousand objects that stay. Looking through
    them again and again took a tenth of the time to a first briefing, for nothing.
    """
    gc.set_threshold(ALLOCATIONS, *_THEN)
