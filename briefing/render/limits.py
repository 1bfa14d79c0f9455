"""What a template may spend, counted so that every machine counts the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from jinja2.exceptions import SecurityError

BASE_STEPS = 300_000
STEPS_PER_VALUE = 20
"""Turns and calls that a template may spend, and more for each value on the page. The
shipped templates need 2.3 a value at most, measured on 2,700 sentences with 1,200
quotations (html, dossier)."""

CALL_STEPS = 10
"""What a call costs, in turns of a loop that does nothing: 13 µs to 1 µs."""

BASE_LENGTH = 2_000_000
LENGTH_PER_CHARACTER = 10
"""Characters of the longest string and of the page, and more for each character of
the data. The shipped templates need 1.5 for each (html, dossier, as above)."""

_left: ContextVar[int] = ContextVar("steps left")
_longest: ContextVar[int] = ContextVar("longest string", default=BASE_LENGTH)


@contextmanager
def budget(page: Mapping[str, Any]) -> Iterator[None]:
    """Within it, a template may spend what fits the size of `page`."""
    values, characters = _extent(page)
    left = _left.set(BASE_STEPS + STEPS_PER_VALUE * values)
    longest = _longest.set(BASE_LENGTH + LENGTH_PER_CHARACTER * characters)
    try:
        yield
    finally:
        _left.reset(left)
        _longest.reset(longest)


def spend(steps: int) -> None:
    """Takes `steps` from what the page may spend."""
    left = _left.get(BASE_STEPS) - steps
    if left < 0:
        raise SecurityError("the template repeats too much")
    _left.set(left)


def turns(values: Iterable[Any]) -> Iterator[Any]:
    """The values, each counted."""
    for value in values:
        spend(1)
        yield value


def between(values: Iterable[object], separator: object) -> Iterator[object]:
    """The values with the separator between them."""
    for index, value in enumerate(turns(values)):
        if index:
            yield separator
        yield value


def bounded(parts: Iterable[Any]) -> Iterator[Any]:
    """The parts, which together must not be too long."""
    size = 0
    for part in parts:
        size += len(str(part))
        _check_length(size)
        yield part


def _check_length(size: int) -> None:
    """Raises SecurityError if a string of `size` characters is too long."""
    if size > _longest.get():
        raise SecurityError(f"more than {_longest.get()} characters")


def size_of(value: object) -> int:
    """Steps that going through `value` costs."""
    if isinstance(value, str):
        return len(value) // 64
    # Jinja's context says that it is a Mapping, but has no length.
    return len(value) if isinstance(value, Sequence | dict) else 0


def short(text: str) -> str:
    """`text`, which must not be too long."""
    _check_length(len(text))
    return text


def replace(text: object, old: str, new: str) -> str:
    """`text` with `new` for `old`, as plain text."""
    plain = str(text)
    _check_length(len(plain) + plain.count(old) * len(new))
    spend(size_of(plain))
    return plain.replace(old, new)


def metered(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, counted by the size of its arguments."""

    @wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        spend(1 + sum(map(size_of, args)))
        return function(*args, **kwargs)

    return counted


def _extent(tree: object) -> tuple[int, int]:
    """How many values and characters the tree of dicts and lists has."""
    values, characters, waiting = 0, 0, [tree]
    while waiting:
        item = waiting.pop()
        values += 1
        if isinstance(item, str):
            characters += len(item)
        elif isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    return values, characters
