from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.render import inert, renderer
from briefing.render.view import view
from tests import render_cases

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ACTIVE = {"link_open", "image", "html_inline", "html_block", "code_inline", "fence"}


def tokens(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def shown(text: str) -> str:
    """What a reader sees of Markdown that should be one paragraph of plain text."""
    return "".join(t.content for t in tokens(text) if t.type.startswith("text"))


HARD = st.text(
    st.sampled_from("*_`[]()<>#+-.!|~$&\\{}:=/ ?\"'a1é«»\u00a0\u202f")
    | st.characters(),
    max_size=40,
)


@given(HARD)
@example("1. un")
@example("- un")
@example("# un")
@example("&lt; &#35; &amp")
@example("http://x.y www.x.y")
@example("    code")
@example("~~~")
@example("a\n---\nb")
@example("[a]: b")
@example("===")
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    text = inert.inert(text).strip(" ")
    kinds = {t.type for t in tokens(f"x {inert.markdown(text)} x")}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text"} | {
        "text_special"
    }
    assert shown(f"x {inert.markdown(text)} x") == f"x {text} x"


@given(HARD, HARD)
@example("[a]", "(b)")
@example("&", "lt;")
@example("a*", "*b")
@example("_", "a_")
def test_two_texts_side_by_side_are_shown_as_they_are(one: str, two: str) -> None:
    one, two = (inert.inert(text).strip(" ") for text in (one, two))
    written = f"x {inert.markdown(one)}{inert.markdown(two)} x"
    assert not {t.type for t in tokens(written)} & {*ACTIVE, "em_open", "strong_open"}


@pytest.mark.parametrize(
    "text",
    ["Il [Mark Rutte] dit", "[…] et", "a_b_c.txt", "la R&D va", "3 < 4", "n° 1.5"],
)
def test_ordinary_brackets_and_names_of_files_stay_as_they_are(text: str) -> None:
    assert inert.markdown(text) == text.replace("<", "&lt;")


@given(HARD)
@example("1) un")
@example("#")
@example("-")
@example("+ x")
@example("> x")
@example(": x")
def test_escaped_text_starts_no_block(text: str) -> None:
    written = inert.markdown(inert.inert(text)).strip(" ")
    blocks = [t.type for t in PARSER.parse(written) if t.level == 0]
    assert blocks in ([], ["paragraph_open", "paragraph_close"])


@given(HARD)
def test_escaped_text_stays_in_its_table_cell(text: str) -> None:
    cell = inert.markdown(inert.inert(text))
    table = f"| a | b |\n|---|---|\n| {cell} | z |\n"
    cells = [t for t in PARSER.parse(table) if t.type == "td_open"]
    assert len(cells) == 2


def test_hostile_article_comes_out_as_text() -> None:
    written = renderer("md")(render_cases.hostile()).decode()
    assert not {t.type for t in tokens(written)} & ACTIVE
    headings = [t for t in PARSER.parse(written) if t.type == "heading_open"]
    assert len(headings) == 8
    assert "{{" not in written
    assert "\x1b" not in written


def test_ordinary_french_stands_without_a_backslash() -> None:
    written = renderer("md")(render_cases.ferries()).decode()
    assert "\\" not in written
    for quote in render_cases.ferries().article.quotes:
        assert f"«\u00a0{quote.content}\u00a0»" in written


@pytest.mark.parametrize("case", ["ferries", "untitled", "hostile"])
def test_page_holds_what_the_view_holds(case: str) -> None:
    briefing = getattr(render_cases, case)()
    written = renderer("md")(briefing).decode()
    page = view(briefing)
    for text in (
        page["title"]["english"],
        page["account"],
        *(point["text"] for point in page["points"]),
        *(quote["french"] for quote in page["quotes"]),
        *(quote["speaker"]["name"] for quote in page["quotes"]),
        *(sentence["french"] for sentence in page["doubtful"]),
        *(sentence["reason"] for sentence in page["untranslated"]),
        *(row["value"] for row in page["provenance"]),
    ):
        assert inert.markdown(text) in written


def test_role_is_english_and_a_body_has_its_french_behind_it() -> None:
    text = renderer("md")(render_cases.ferries()).decode()
    assert "**Hervé Lamblin**, *transport minister*" in text
    assert "*présidente de l’Amarrage breton*" in text
    assert "**a British diplomat** (un diplomate britannique) (unnamed source" in text


def test_tables_have_as_many_cells_as_columns() -> None:
    for case in (render_cases.ferries, render_cases.hostile):
        written = renderer("md")(case()).decode()
        rows = [r for r in written.splitlines() if r.startswith("| ")]
        for row in rows:
            assert len(re.findall(r"(?<!\\)\|", row)) in (4, 5)


def test_same_briefing_gives_same_bytes() -> None:
    make = renderer("md")
    assert make(render_cases.ferries()) == renderer("md")(render_cases.ferries())


def test_is_linear_on_hostile_input() -> None:
    for text in (" " * 300_000, "&" * 300_000, "\n " * 150_000, "w" * 300_000):
        inert.markdown(inert.inert(text))
