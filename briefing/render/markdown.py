"""Markdown pages from Jinja2 templates."""

from __future__ import annotations

import re

from markupsafe import Markup

from briefing.render import inert
from briefing.render.environment import Environment, render
from briefing.render.passages import View
from briefing.render.quotations import by_doubts
from briefing.render.templates import TemplateSource
from briefing.render.view import view
from briefing.types import Briefing

_BLANK_LINES = re.compile(r"\n{3,}")


class MarkdownRenderer:
    """Fills a `.md.j2` template; all text of the article is escaped."""

    suffix = ".md"

    def __init__(self, source: TemplateSource) -> None:
        self._source = source
        self._environment = Environment(source.files, inert.markdown)
        self._environment.filters["address"] = _address
        self._environment.filters["by_doubts"] = by_doubts

    def __call__(self, briefing: Briefing) -> bytes:
        """UTF-8 with single blank lines.

        Raises:
            UsageError: the template is wrong.
        """
        return self.fill(view(briefing))

    def fill(self, page: View) -> bytes:
        """The template with the data of any page.

        Raises:
            UsageError: the template is wrong.
        """
        text = render(self._environment, self._source, page)
        return (_BLANK_LINES.sub("\n\n", text).strip("\n") + "\n").encode()


def _address(link: str) -> Markup:
    """`link`, which `view` found to be a plain web address, as one that is clicked."""
    return Markup(f"<{link}>")  # noqa: S704 - holds no > or space
