from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.render import RENDERERS, renderer
from briefing.types import Briefing, Flag, KeyPoint, SummarySentence
from tests.render_cases import Line, Said, make

ACTIVE = {"link_open", "image", "html_inline", "html_block", "code_inline", "fence"}

words = st.text(
    st.sampled_from("«»“”\"'’_*`[](){}<>#|&$\\~!:/.-= \u00a0\u202e\u200b\x1b\x00\n€é")
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
)
text = words.filter(lambda s: bool(s.strip()))


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    french = draw(st.lists(text, min_size=1, max_size=4))
    flag = Flag(kind=draw(text), detail=draw(text))
    lines = [Line(french=f, english=draw(text), flags=(flag,)) for f in french]
    lines.append(Line(french=draw(text), status="skipped", reason=draw(text)))
    speaker = draw(st.none() | text)
    said = [Said(french=french[0], english=draw(text), speaker=speaker, role=speaker)]
    return make(
        [lines],
        said,
        title=draw(st.none() | text.map(lambda t: Line(french=t, english=t))),
        summary=[SummarySentence(text=draw(text), sources=(0,))],
        points=[KeyPoint(text=draw(text), sources=(0,), quotes=(0,))],
        source=draw(text),
        author=draw(st.none() | text),
        url=draw(st.none() | text),
        notes=(draw(text),),
    )


MAKERS = {name: renderer(name) for name in RENDERERS}
TAGS = ("<script", "<style", "<meta", "</script", "</style", "<img", "<svg", "<base")


@pytest.mark.parametrize("name", sorted(RENDERERS))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(briefing=briefings())
def test_every_format_takes_any_text_and_repeats_itself(
    name: str, briefing: Briefing
) -> None:
    data = MAKERS[name](briefing)
    assert data == MAKERS[name](briefing)


@given(briefing=briefings())
def test_markdown_of_any_text_does_nothing(briefing: Briefing) -> None:
    written = MAKERS["md"](briefing).decode()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = [
        token
        for block in parser.parse(written)
        for token in (block, *(block.children or ()))
        if token.type in ACTIVE
    ]
    assert not [t for t in found if not str(t.attrs.get("href", "")).startswith("http")]


@given(briefing=briefings())
def test_html_of_any_text_holds_no_element_of_its_own(briefing: Briefing) -> None:
    written = MAKERS["html"](briefing).decode()
    assert [written.count(tag) for tag in TAGS] == [1, 1, 4, 1, 1, 0, 0, 0]


@given(briefing=briefings())
def test_json_keeps_any_text_to_the_letter(briefing: Briefing) -> None:
    data = json.loads(MAKERS["json"](briefing))
    assert data["document"]["text"] == briefing.article.document.text
