"""Every parser of ours takes anything and raises no errors but its own."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.batch.ledger import parse_line
from briefing.config import load_config
from briefing.errors import BriefingError, UsageError
from briefing.fidelity import check, quantities
from briefing.glossary.reading import read_terms
from briefing.protocols import Input
from briefing.quotes import find_quotes
from briefing.read.clean import clean, one_line
from briefing.read.decode import decode
from briefing.read.head import day_of, stated_author, stated_day
from briefing.read.markdown import front_matter
from briefing.read.markdown import read as read_markdown
from briefing.read.text import read as read_text
from briefing.read.unpack import slug
from briefing.sentences import split
from briefing.types import Document

PIECES = st.sampled_from(
    [
        *(
            "« ",
            " »",
            "“",
            "”",
            '"',
            "‹",
            "›",
            "— ",
            "- ",
            "(",
            ")",
            "[",
            "]",
            "…",
            ". ",
        ),
        *(" : ", ", ", " ; ", "? ", "! ", "\n", "\n\n", "\u00a0", "\u202f", "\u202e"),
        *("M. ", "Mme ", "Dr ", "J.-P. ", "n° ", "art. ", "Jean Dupont ", "Macron "),
        *("a-t-il dit ", "selon ", "il ", "elle ", "qui ", "dont ", "que ", "d’après "),
        *(
            "12 ",
            "1 500,5 ",
            "3,4 ",
            "0,",
            "1er ",
            "20 % ",
            "€ ",
            "$",
            "milliards ",
            "de ",
        ),
        *(
            "vingt et un ",
            "deux mille ",
            "mars ",
            "2019 ",
            "14h30 ",
            "XIVe ",
            "p. 100 ",
        ),
        *(
            "# ",
            "> ",
            "* ",
            "---\n",
            "`",
            "title: ",
            "{{ ",
            "}}",
            "<b>",
            "&amp;",
            "\x1b[",
        ),
    ]
)
FRENCH = st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join)
ANY = FRENCH | st.text(max_size=200)


def document(text: str, name: str = "a.txt") -> Document | None:
    read = read_markdown if name.endswith(".md") else read_text
    try:
        return read(Input(id="a", source=name, data=text.encode("utf-8", "replace")))
    except BriefingError:
        return None


@given(ANY, st.sampled_from(["a.txt", "a.md"]))
def test_spans_of_a_document_lie_in_its_text_in_order(text: str, name: str) -> None:
    found = document(text, name)
    if found is not None:
        ends = [0]
        for span in found.paragraphs:
            assert ends[-1] <= span.start < span.end <= len(found.text)
            assert span.of(found.text) == span.of(found.text).strip()
            ends.append(span.end)


@given(ANY)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    found = document(text)
    if found is not None:
        cleaned, _ = clean(found.text)
        assert clean(cleaned)[0] == cleaned
        assert one_line(one_line(text)) == one_line(text)


@settings(max_examples=150)
@given(ANY)
def test_quotations_are_slices_and_sentences_join_to_the_text(text: str) -> None:
    found = document(text)
    if found is None:
        return
    sentences = split(found)
    end = 0
    for sentence in sentences:
        assert not found.text[end : sentence.span.start].strip()
        assert sentence.span.of(found.text) == sentence.text
        end = sentence.span.end
    assert not found.text[end:].strip()
    for quote in find_quotes(found, sentences, min_confidence=0.0, indirect=True):
        assert quote.content in quote.span.of(found.text)


@settings(max_examples=150)
@given(ANY)
def test_figures_lie_in_the_text_and_agree_with_themselves(text: str) -> None:
    for read in (quantities.french, quantities.english):
        found = read(text)
        assert read(text) == found
        for quantity in found:
            assert 0 <= quantity.span.start < quantity.span.end <= len(text)


@settings(max_examples=150)
@given(ANY, ANY)
def test_any_pair_is_judged(source: str, target: str) -> None:
    assert check(source, target) == check(source, target)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(Input(id="a", source="a", data=data))
    except BriefingError:
        return
    text.encode()  # no surrogate is left


@given(ANY)
def test_front_matter_takes_no_text_away(text: str) -> None:
    _, rest, _ = front_matter(text)
    assert text.endswith(rest)


@given(st.text(alphabet=string.printable + "éœ’‘\u202e", max_size=80))
def test_a_slug_is_a_safe_name(text: str) -> None:
    assert set(slug(text)) <= set(string.ascii_letters + string.digits + "-")
    assert len(slug(text)) <= 60


@given(ANY)
def test_days_and_authors_are_plain(text: str) -> None:
    day = day_of(text)
    assert day is None or len(day) in (4, 7, 10)
    paragraphs = text.split("\n\n")
    stated_day(paragraphs)
    author = stated_author(paragraphs)
    assert author is None or author in text


TABLES = st.sampled_from(
    [
        *("[[terms]]\n", "source = 'OTAN'\n", 'target = "NATO"\n', "source,target\n"),
        *("OTAN,NATO\n", '"a""b",c\n', "<?xml version='1.0'?>", "<tbx>", "<termEntry>"),
        *(
            "<langSet xml:lang='fr'>",
            "<term>OTAN</term>",
            "</langSet>",
            "</tbx>",
            "=",
            "[",
        ),
        *(
            "<!DOCTYPE x [<!ENTITY a 'b'>]>",
            "&a;",
            "case = true\n",
            "\ufeff",
            ";",
            "\t",
        ),
    ]
)
SOUP = st.lists(TABLES | st.text(max_size=8), max_size=20).map("".join)


@pytest.mark.parametrize("name", ["a.toml", "a.csv", "a.tbx"])
@given(text=SOUP)
def test_any_glossary_is_read_or_refused(name: str, text: str) -> None:
    try:
        terms = read_terms(text.encode("utf-8", "replace"), name)
    except UsageError as error:
        assert name in str(error) or str(error)
        return
    assert all(term.source.strip() for term in terms)


@given(
    text=st.sampled_from(["formats = ", "jobs = ", "model = "]).flatmap(
        lambda key: ANY.map(lambda value: key + value)
    )
)
def test_any_configuration_is_read_or_refused(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.toml"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        load_config(path, {})
    except UsageError as error:
        assert "\n" not in str(error).strip()


@given(ANY)
def test_any_line_of_a_ledger_is_read_or_refused(text: str) -> None:
    try:
        parse_line(text)
    except ValueError:
        return
