"""Jinja2 for templates and texts that nobody has checked.

A template sees plain data, a fixed set of filters and nothing else. What it may spend
is counted, not timed, so that the same page succeeds or fails on every machine: turns
of loops and calls in proportion to the page's data, and lengths of strings.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from briefing.errors import UsageError
from briefing.render.limits import (
    CALL_STEPS,
    between,
    bounded,
    budget,
    metered,
    replace,
    short,
    size_of,
    spend,
    turns,
)
from briefing.render.templates import TemplateSource

_FILTERS = {
    *("capitalize", "count", "default", "dictsort", "e", "escape", "first", "groupby"),
    *("int", "items", "last", "length", "list", "lower", "map", "max", "min", "reject"),
    *("rejectattr", "reverse", "select", "selectattr", "sort", "string", "title"),
    *("trim", "truncate", "unique", "upper", "wordcount"),
}
_METHODS = {
    *("capitalize", "count", "endswith", "find", "get", "index", "isdigit", "items"),
    *("keys", "lower", "lstrip", "removeprefix", "removesuffix", "rstrip", "split"),
    *("startswith", "strip", "title", "upper", "values"),
}
_WRONG = (
    *(jinja2.TemplateError, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)


class Variables(dict[str, str]):
    """What the user set for the template with `--var`."""


class _Missing(jinja2.StrictUndefined):
    """An unknown name; any use of it is an error that says what names there are."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, parent = self._undefined_name, self._undefined_obj
        if isinstance(parent, Variables):
            return f"give it with --var {name}=…; given: {_listed(parent)}"
        if isinstance(parent, dict):
            return f"no {name!r} here: there are {_listed(parent)}"
        return f"no {name!r}"


def _listed(names: Iterable[str]) -> str:
    """The names in order, or that there are none."""
    return ", ".join(sorted(names)) or "none"


class _Limits(NodeTransformer):
    """Puts a count around what a template can repeat or grow."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name
        if node.recursive:
            raise jinja2.TemplateAssertionError("no recursive loops", node.lineno)
        self.generic_visit(node)
        node.iter = _filter(node.iter, "_turns")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "join")

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.filter = _filter(node.filter, "_short", node.lineno)
        return node

    def visit_ScopedEvalContextModifier(  # noqa: N802
        self, node: nodes.ScopedEvalContextModifier
    ) -> nodes.Node:
        raise jinja2.TemplateAssertionError("escaping stays on", node.lineno)


def _filter(node: Any, name: str, lineno: int = 0) -> nodes.Filter:
    """`node|name`."""
    line = node.lineno if node is not None else lineno
    return nodes.Filter(node, name, [], [], None, None, lineno=line)


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox with counted loops, in which `escape` makes any text inert.

    Args:
        files: templates by name; nothing else can be included.
        escape: text → the same text so that the output format shows it as it is.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, files: Mapping[str, bytes], escape: Callable[[str], str]):
        super().__init__(
            autoescape=True,
            finalize=lambda value: self.escaped(value),
            keep_trailing_newline=True,
            loader=jinja2.FunctionLoader(lambda name: _load(name, files)),
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=_Missing,
        )
        self._escape = escape
        own = {"_turns": turns, "_short": short, "join": self._join}
        kept = {name: metered(FILTERS[name]) for name in _FILTERS}
        self.filters = {**kept, **own, "replace": replace}
        del self.globals["lipsum"]

    def escaped(self, value: object) -> Markup:
        """`value` inert; what the template itself has written stays."""
        if isinstance(value, Markup):
            return value
        text = self._escape(str(value))
        return text if isinstance(text, Markup) else Markup(text)  # noqa: S704

    def _join(self, values: Iterable[object], separator: object = "") -> str:
        """The values in one string; text among markup is made inert first."""
        parts = list(bounded(between(values, separator)))
        if any(isinstance(part, Markup) for part in parts):
            return short(Markup("").join(map(self.escaped, parts)))
        return "".join(map(str, parts))

    def _parse(self, source: str, name: str | None, filename: str | None) -> Any:
        return _Limits().visit(super()._parse(source, name, filename))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers of sane size; text is joined with `~`."""
        if not all(isinstance(v, int | float) and abs(v) < 1e9 for v in (left, right)):
            raise SecurityError(f"{operator} is for numbers; join text with ~")
        if operator == "**":
            raise SecurityError("no powers")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether the template may use it: of plain values, a few methods."""
        if isinstance(obj, str | int | float | list | tuple | dict):
            return attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: `str.format` is not offered."""

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """The call, counted."""
        spend(CALL_STEPS + size_of(getattr(__obj, "__self__", None)))
        result = super().call(__context, __obj, *args, **kwargs)
        return short(result) if isinstance(result, str) else result


def _load(name: str, files: Mapping[str, bytes]) -> tuple[str, str, None] | None:
    """The text of a template, its name for tracebacks, and that it never changes."""
    data = files.get(name)
    return None if data is None else (data.decode(), name, None)


def render(
    environment: Environment, source: TemplateSource, page: Mapping[str, Any]
) -> str:
    """The text of `page`.

    Raises:
        UsageError: the template is wrong; the message has its file, line and, for an
            unknown name, the names there are.
    """
    names = {**page, "vars": Variables(source.variables)}
    try:
        with budget(page):
            chunks = environment.get_template(source.main).generate(names)
            return "".join(bounded(chunks))
    except _WRONG as error:
        message = f"{_place(error, source)}: {_message(error, names)}"
        raise UsageError(f"template {message}") from error


def _place(error: Exception, source: TemplateSource) -> str:
    """File and line of the template where `error` arose."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.name or source.main}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{f.filename}:{f.lineno}" for f in frames if f.filename in source.files]
    return places[-1] if places else source.main


def _message(error: Exception, names: Mapping[str, Any]) -> str:
    """What is wrong, in one line."""
    if isinstance(error, RecursionError):
        return "it calls itself without end"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"no file {error.name!r} in the template's folder"
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    unknown = isinstance(error, jinja2.UndefinedError) and text.startswith("no '")
    if unknown and "there are" not in text:
        return f"{text}: there are {_listed(names)}"
    return text
