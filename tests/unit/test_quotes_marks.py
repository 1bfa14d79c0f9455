import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.quotes import find_quotes
from briefing.quotes.marks import MAX_LEVEL, find_marked
from briefing.types import Document, Span
from tests.growth import seconds


def document_of(text: str) -> Document:
    lines = re.finditer(r"\S(?:.*\S)?", text)
    paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in lines)
    return Document(id="t", text=text, paragraphs=paragraphs, source="t", sha256="")


def contents_of(text: str) -> list[tuple[int, str]]:
    return [(m.level, m.inner.of(text)) for m in find_marked(document_of(text))]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Il dit « oui et non » ici.", ["oui et non"]),
        ("Il dit «oui et non» ici.", ["oui et non"]),
        ("Il dit «\u202foui et non\u202f» ici.", ["oui et non"]),
        ("Il dit “oui et non” ici.", ["oui et non"]),
        ("Il dit „oui et non“ ici.", ["oui et non"]),
        ('Il dit "oui et non" ici.', ["oui et non"]),
        ("Il dit ‹ oui et non › ici.", ["oui et non"]),
        ("Il dit << oui et non >> ici.", ["oui et non"]),
        ("Il dit 'oui et non' ici, c'est l'été.", ["oui et non"]),
        ("Il dit ‘oui et non’ ici, c’est l’été.", ["oui et non"]),
        ("L'an d'avant, c'était l'été aujourd'hui.", []),
        ("L’an d’avant, c’était l’été aujourd’hui.", []),
        ('Un écran de 15" et un clavier.', []),
    ],
)
def test_each_kind_of_mark_opens_and_closes(text: str, contents: list[str]) -> None:
    assert [content for _, content in contents_of(text)] == contents


def test_marks_nest_to_three_levels_and_no_further() -> None:
    text = "« un “deux « trois “quatre” » fin” »"
    assert [level for level, _ in contents_of(text)] == [0, 1, 2]
    assert MAX_LEVEL == 3


def test_quotation_goes_on_in_the_next_paragraph_that_opens_with_a_mark() -> None:
    text = "« Nous irons loin.\n\n« Nous irons vite », dit Jeanne Morel."
    (found,) = contents_of(text)
    assert found == (0, "Nous irons loin.\n\n« Nous irons vite")


def test_mark_left_open_costs_at_most_its_own_paragraph() -> None:
    text = "« Nous irons loin, dit-elle\n\nIl pleut. « Nous irons vite », dit-il."
    contents = [content for _, content in contents_of(text)]
    assert contents[-1] == "Nous irons vite"
    assert all("\n" not in content for content in contents)


def test_stray_closing_mark_is_no_opening() -> None:
    text = 'Une phase préoccupante", dit-il. Puis "une autre chose" vient.'
    assert ("une autre chose") in [content for _, content in contents_of(text)]


MARKS = "«»‹›“”„‟\"'‘’<>"
hostile = st.text(alphabet=MARKS + "ab A.,:!\n-–— \u202fél’", max_size=120)
prose = st.lists(
    st.sampled_from(
        [
            "« Oui et non »",
            "a-t-il dit",
            ", a déclaré",
            "Jean Morel",
            "M. Morel",
            "le maire de Vannes",
            "selon",
            "pour qui",
            "qui",
            "« ",
            " »",
            "“",
            "”",
            '"',
            "'",
            ".",
            ",",
            ":",
            "(",
            ")",
            "\n\n",
            "\n\n– ",
            "Elle",
            "l'un d'eux",
            "ce dernier",
            "la Banque & Cie (BC)",
            "de",
            "comme le dit",
            "on",
            "aux yeux de",
            "avant d'ajouter",
            "d'autres",
            "la première",
            "A",
            "É",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(st.text(max_size=200), hostile, prose))
@settings(max_examples=400, derandomize=True)
def test_any_text_gives_exact_slices_in_order_and_no_exception(text: str) -> None:
    document = document_of(text)
    quotes = find_quotes(document, ())
    assert all(q.content == q.span.of(text) for q in quotes)
    assert [q.index for q in quotes] == list(range(len(quotes)))
    assert [q.span.start for q in quotes] == sorted(q.span.start for q in quotes)
    assert all(
        q.speaker is None or q.speaker.name == q.speaker.span.of(text) for q in quotes
    )


@pytest.mark.parametrize(
    "unit",
    [
        "« a b c » ",
        '"',
        "«",
        "»",
        "' x",
        "“a ”",
        "« Oui et non », a déclaré Jean Morel. ",
        "Jean Morel, ",
        "le maire de ",
        "(",
        "– Oui, dit Jean.\n",
        "« a\n",
    ],
)
@pytest.mark.slow
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    short, long = (document_of(unit * times) for times in (2_000, 20_000))
    once = seconds(lambda: find_quotes(short, ()))
    assert seconds(lambda: find_quotes(long, ())) < 20 * max(once, 0.02)
