"""Briefing → the bytes of one file. A format is a row in `RENDERERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from briefing.errors import UsageError
from briefing.protocols import Renderer
from briefing.render.templates import (
    TemplateInfo,
    TemplateSource,
    sha256,
    starter_files,
    template_infos,
    template_names,
    template_source,
)

__all__ = [
    "RENDERERS",
    "TemplateInfo",
    "TemplateSource",
    "fill_page",
    "renderer",
    "starter_files",
    "template_infos",
    "template_names",
    "template_sha256",
    "template_source",
]


def _lazy(module: str, name: str) -> Callable[[TemplateSource], Renderer]:
    """A function that imports `module` when a renderer is first asked for."""

    def make(source: TemplateSource) -> Renderer:
        factory: Callable[[TemplateSource], Renderer]
        factory = getattr(import_module(f"briefing.render.{module}"), name)
        return factory(source)

    return make


RENDERERS: dict[str, Callable[[TemplateSource], Renderer]] = {
    "md": _lazy("markdown", "MarkdownRenderer"),
    "html": _lazy("html", "HtmlRenderer"),
    "pdf": _lazy("pdf", "PdfRenderer"),
    "json": _lazy("json", "JsonRenderer"),
    "docx": _lazy("docx", "DocxRenderer"),
}


def renderer(
    format: str,  # noqa: A002 - the word that the command line uses
    template: str | None = None,
    variables: Mapping[str, str] | None = None,
) -> Renderer:
    """The renderer of `format` with `template`.

    Args:
        format: a key of `RENDERERS`.
        template: name of a shipped template, or path to a user's file or folder.
        variables: what `vars` holds in the template.

    Raises:
        UsageError: there is no such format, template or variable; the message lists
            what there is.
    """
    return _factory(format)(template_source(format, template, variables))


def fill_page(
    format: str,  # noqa: A002 - the word that the command line uses
    page: Mapping[str, Any],
    template: str | None = None,
    variables: Mapping[str, str] | None = None,
    kind: str = "",
) -> bytes:
    """A page of another kind than that of an article: `kind` names its template.

    Raises:
        UsageError: there is no such format, template or variable.
    """
    made: Any = _factory(format)(template_source(format, template, variables, kind))
    data: bytes = made.fill(page)
    return data


def template_sha256(
    format: str,  # noqa: A002 - the word that the command line uses
    template: str | None = None,
    variables: Mapping[str, str] | None = None,
) -> str:
    """A hash of all that the look of the page depends on, in hexadecimal."""
    _factory(format)
    return sha256(template_source(format, template, variables))


def _factory(format: str) -> Callable[[TemplateSource], Renderer]:  # noqa: A002
    """The row of `format`."""
    try:
        return RENDERERS[format]
    except KeyError:
        raise UsageError(
            f"no format {format!r}: there are {', '.join(RENDERERS)}"
        ) from None
