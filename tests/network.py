"""Watches that no test asks for a name on the network."""

from __future__ import annotations

import contextlib
import ipaddress
import sys

_ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
ASKED: list[str] = []
"""Names that this process has looked up, other than its own machine's."""


def watch() -> None:
    """Begin to write down what names are asked for."""
    sys.addaudithook(_note)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in _ASKING and not _is_here(arguments[0]):
        ASKED.append(str(arguments[0]))


def _is_here(host: object) -> bool:
    """Whether a host needs no look-up: an address, or this machine."""
    text = host.decode(errors="replace") if isinstance(host, bytes) else str(host or "")
    if text in ("", "localhost") or text.isdecimal():
        return True
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(text)
        return True
    return False
