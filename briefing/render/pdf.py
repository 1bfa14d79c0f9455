"""PDF pages from Typst templates.

The page travels as JSON in `sys.inputs`: Typst reads it as data and never evaluates
it. Only the fonts inside the typst wheel are used and the only date written is the
article's, so that the bytes depend on the page alone. Files conform to PDF/UA-1
(tagged, titled, with the language of each passage) and, where the article has a date,
to PDF/A-2a, unless a character stands in none of the fonts, or a user's template does
not allow it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date as calendar_day
from typing import Any

from briefing.errors import UsageError
from briefing.render.passages import View
from briefing.render.templates import TemplateSource, variable_names
from briefing.render.view import view
from briefing.types import Briefing

_LONG = re.compile(r"\S{28,}")
"""No more than the longest words of French, which are hyphenated."""
_PIECE = re.compile(r"\S{12}(?=\S)")


class PdfRenderer:
    """Fills a `.typ` template."""

    suffix = ".pdf"

    def __init__(self, source: TemplateSource) -> None:
        self._source = source

    def __call__(self, briefing: Briefing) -> bytes:
        """A PDF 1.7 file, A4 with the shipped templates.

        Raises:
            UsageError: the template is wrong; the message has its file and line.
        """
        return self.fill(view(briefing), briefing.article.document.date)

    def fill(self, page: View, date: str | None = None) -> bytes:
        """The template with the data of any page; `date` is the day of the article.

        Raises:
            UsageError: the template is wrong.
        """
        kept = {"provenance": page["provenance"]}
        inputs = {
            "page": json.dumps(breakable(page) | kept),
            "vars": json.dumps(dict(self._source.variables)),
            "day": _whole_day(date),
        }
        return compile_typst(self._source, inputs)


def _whole_day(date: str | None) -> str:
    """`date` if it is a day of the calendar; empty if it is a year, a month, none."""
    try:
        return calendar_day.fromisoformat(date or "").isoformat()
    except ValueError:
        return ""


def breakable(value: Any) -> Any:
    """`value` with places to break in words too long for a column."""
    if isinstance(value, str):
        return _LONG.sub(lambda match: _PIECE.sub("\\g<0>\u200b", match[0]), value)
    if isinstance(value, dict):
        return {key: breakable(item) for key, item in value.items()}
    return [breakable(item) for item in value] if isinstance(value, list) else value


def compile_typst(source: TemplateSource, inputs: Mapping[str, str]) -> bytes:
    """The PDF of the template with `inputs`; a user's own is compiled in a child.

    Raises:
        UsageError: the template is wrong.
    """
    import typst

    from briefing.render.typst_child import ChildError, compile_apart
    from briefing.render.typst_files import compile_files

    files = {**source.files, "main.typ": source.files[source.main]}
    try:
        return (compile_files if source.trusted else compile_apart)(files, inputs)
    except (typst.TypstError, ChildError) as error:
        raise UsageError(_message(error, source)) from error


def _message(error: Any, source: TemplateSource) -> str:
    """File, line and what is wrong there."""
    found = re.search(r"┌─ (\S+):(\d+):\d+", getattr(error, "diagnostic", "") or "")
    file, line = (found[1], f":{found[2]}") if found else ("main.typ", "")
    name = source.main if file == "main.typ" else file
    message = re.sub(r" \(searched at .*\)", "", str(error))
    return f"template {name}{line}: {message}{_advice(message, source)}"


def _advice(message: str, source: TemplateSource) -> str:
    """What to do about it, for the mistakes that have a remedy here."""
    if "download package" in message:
        return "; nothing is fetched: put its files into the template's folder"
    key = re.search(r'does not contain key "([^"]+)"', message)
    if not key or key[1] not in variable_names(source.files):
        return ""
    given = ", ".join(sorted(source.variables)) or "none"
    return f"; give it with --var {key[1]}=…; given: {given}"
