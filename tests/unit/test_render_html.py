from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from briefing.errors import UsageError
from briefing.render import renderer
from briefing.render.html import HtmlRenderer
from briefing.render.templates import TemplateSource
from briefing.render.view import view
from tests import render_cases

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, and whether each is closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        tag = self.open[-1] if self.open else ""
        self.text[tag] = self.text.get(tag, "") + data

    def all(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.elements if name in attrs]


def page(case: str) -> Page:
    return Page(renderer("html")(getattr(render_cases, case)()).decode())


CASES = pytest.mark.parametrize("case", ["ferries", "untitled", "hostile"])


@CASES
def test_elements_are_nested_and_ids_unique(case: str) -> None:
    shown = page(case)
    assert shown.open == []
    ids = shown.all("id")
    assert len(ids) == len(set(ids))


@CASES
def test_every_link_leads_into_the_page_or_to_the_source(case: str) -> None:
    shown = page(case)
    ids = set(shown.all("id"))
    for href in shown.all("href"):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href == "https://courrier.example/ferries"


@CASES
def test_nothing_is_loaded_and_nothing_runs_but_the_script_of_the_template(
    case: str,
) -> None:
    shown = page(case)
    tags = [tag for tag, _ in shown.elements]
    assert tags.count("script") == tags.count("style") == 1
    assert not {"img", "iframe", "object", "form", "base", "embed", "link"} & {*tags}
    assert not shown.all("src")
    assert not [a for _, attrs in shown.elements for a in attrs if a[:2] == "on"]
    assert not shown.all("style")


def test_policy_allows_exactly_the_style_and_script_of_the_page() -> None:
    shown = page("hostile")
    policy = next(a["content"] for _, a in shown.elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        digest = hashlib.sha256(shown.text[tag].encode()).digest()
        want = f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'"
        assert want in policy
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import", shown.text["style"])


@CASES
def test_page_holds_what_the_view_holds(case: str) -> None:
    briefing = getattr(render_cases, case)()
    html = renderer("html")(briefing).decode()
    data = view(briefing)
    for text in (
        data["title"]["english"],
        data["account"],
        *(point["text"] for point in data["points"]),
        *(quote["french"] for quote in data["quotes"]),
        *(sentence["reason"] for sentence in data["untranslated"]),
        *(row["value"] for row in data["provenance"]),
        *(s["english"] for p in data["paragraphs"] for s in p["sentences"]),
    ):
        assert str(escape(text)) in html


def test_only_the_french_of_a_speaker_is_marked_as_french() -> None:
    page = renderer("html")(render_cases.ferries()).decode()
    assert '<span class="role">transport minister</span>' in page
    assert '<span class="role" lang="fr">présidente de' in page
    diplomat = '<strong>a British diplomat</strong> (<span lang="fr">un diplomate'
    assert diplomat in page


def test_each_sentence_stands_in_both_languages_with_its_doubts() -> None:
    html = renderer("html")(render_cases.ferries()).decode()
    article = html[html.index('class="article"') :]
    row = article[article.index('id="s4"') : article.index('id="s5"')]
    assert row.count('lang="fr"') == row.count('lang="en"') == 1
    assert "⚠" in row
    assert "« 40 % » in the French has no match" in row


def test_style_that_would_end_its_element_is_refused() -> None:
    files = {"style.css": b"</STYLE><script>", "page.js": b"", "x.html.j2": b""}
    source = TemplateSource(name="x", main="x.html.j2", files=files)
    with pytest.raises(UsageError, match="must not hold </style"):
        HtmlRenderer(source)


def test_image_of_the_template_becomes_part_of_the_page() -> None:
    files = {"x.html.j2": b"<img src='{{ image(\"a.png\") }}'>", "a.png": b"png"}
    source = TemplateSource(name="x", main="x.html.j2", files=files)
    html = HtmlRenderer(source)(render_cases.untitled())
    assert html == b"<img src='data:image/png;base64,cG5n'>\n"
    missing = TemplateSource(name="x", main="x.html.j2", files={**files, "a.png": b""})
    del missing.files["a.png"]  # type: ignore[attr-defined]
    with pytest.raises(UsageError, match=r"no image 'a\.png'"):
        HtmlRenderer(missing)(render_cases.untitled())
