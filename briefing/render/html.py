"""HTML pages from Jinja2 templates: one file that asks the network for nothing.

Style and script stand in the page; its policy lets the browser run these two, by
their hashes, and load nothing at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from markupsafe import Markup, escape

from briefing.errors import UsageError
from briefing.render.environment import Environment, render
from briefing.render.passages import View
from briefing.render.templates import TemplateSource
from briefing.render.view import view
from briefing.types import Briefing

_IMAGES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class HtmlRenderer:
    """Fills a `.html.j2` template.

    Beside the page's data a template has `css` and `js` (the files `style.css` and
    `page.js`), `csp` (the policy that fits them) and `image(name)` (a file of the
    template's folder as a `data:` address).
    """

    suffix = ".html"

    def __init__(self, source: TemplateSource) -> None:
        self._source = source
        css, js = (_text(source.files, name) for name in ("style.css", "page.js"))
        self._environment = Environment(source.files, escape)
        self._environment.globals |= {
            "css": _inside("style", css),
            "js": _inside("script", js),
            "csp": policy(css, js),
            "image": lambda name: image(name, source.files),
        }

    def __call__(self, briefing: Briefing) -> bytes:
        """UTF-8.

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
        return (text.strip("\n") + "\n").encode()


def policy(css: str, js: str) -> str:
    """A content security policy that allows this style and script and nothing else."""
    rules = {
        "default-src": "'none'",
        "style-src": _hash(css),
        "script-src": _hash(js),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def image(name: str, files: Mapping[str, bytes]) -> str:
    """The image file as a `data:` address.

    Raises:
        UsageError: there is no such image in the template's folder.
    """
    kind = next((k for end, k in _IMAGES.items() if name.endswith(end)), None)
    if kind is None or name not in files:
        raise UsageError(f"no image {name!r} in the template's folder")
    return f"data:{kind};base64,{base64.b64encode(files[name]).decode()}"


def _hash(text: str) -> str:
    """The source expression that allows exactly `text`."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _text(files: Mapping[str, bytes], name: str) -> str:
    """The file's text with the line ends that a browser hashes."""
    return files.get(name, b"").decode().replace("\r\n", "\n").strip("\n")


def _inside(tag: str, text: str) -> Markup:
    """`text` as the content of `tag`, which it must not end.

    Raises:
        UsageError: it does.
    """
    if f"</{tag}" in text.lower():
        raise UsageError(f"the template's {tag} must not hold </{tag}")
    return Markup(text)  # noqa: S704 - a file of the template, not of the article
