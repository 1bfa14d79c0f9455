import re

import pytest

from briefing.quotes import find_quotes
from briefing.quotes.english import cut
from briefing.types import Document, Sentence, Span, Translation


def english_of(units: list[tuple[str, str]]) -> list[tuple[str, str] | None]:
    """(English, method) of each quotation in one paragraph made of `units`."""
    text = " ".join(french for french, _ in units)
    document = Document(
        id="t",
        text=text,
        paragraphs=(Span(start=0, end=len(text)),),
        source="t",
        sha256="",
    )
    sentences: list[Sentence] = []
    at = 0
    for french, _ in units:
        at = text.index(french, at)
        span = Span(start=at, end=at + len(french))
        sentences.append(
            Sentence(index=len(sentences), span=span, text=french, paragraph=0)
        )
        at = span.end
    translations = [
        Translation(source=french, target=english, status="translated")
        if english
        else Translation(source=french, target=french, status="kept", reason="failed")
        for french, english in units
    ]
    found = cut(find_quotes(document, sentences), sentences, translations)
    return [(t.english, t.method) if t else None for t in found]


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_fragment_is_cut_at_the_marks_of_the_translation(marks: str) -> None:
    units = [
        (
            "Elle veut « abattre les barrières » avant l'été.",
            f"She wants to {marks[0]}break down barriers{marks[1]} before summer.",
        )
    ]
    assert english_of(units) == [("break down barriers", "marks")]


def test_whole_sentences_are_joined() -> None:
    units = [
        ("« Il pleut ici.", "“It is raining here."),
        ("Il neige là. »", "It is snowing there.”"),
    ]
    assert english_of(units) == [
        ("It is raining here. It is snowing there.", "sentences")
    ]


def test_quotation_that_ends_before_its_cue_leaves_the_cue_out() -> None:
    units = [
        ("« Nous irons loin.", "“We will go far."),
        (
            "Nous irons vite », dit Jeanne Morel.",
            "We will go fast,” says Jeanne Morel.",
        ),
    ]
    assert english_of(units) == [("We will go far. We will go fast", "marks")]


def test_second_of_two_fragments_is_the_second_in_english() -> None:
    units = [
        (
            "Il parle de « fautes très graves » et de « graves manquements répétés ».",
            "He speaks of “very serious faults” and of “repeated serious failings”.",
        )
    ]
    assert english_of(units) == [
        ("very serious faults", "marks"),
        ("repeated serious failings", "marks"),
    ]


@pytest.mark.parametrize(
    "english",
    [
        "She wants to break down barriers before summer.",
        "She wants to “break down barriers before summer.",
        "She “wants to break down all the barriers there are to be found “ before.",
        "She wants ”” this.",
        "",
    ],
)
def test_nothing_is_given_where_the_marks_do_not_tell(english: str) -> None:
    assert english_of([("Elle veut « abattre les barrières » vite.", english)]) == [
        None
    ]


def test_english_carries_no_outer_marks() -> None:
    for found in english_of(
        [("« Nous irons au bout. »", '"We will go to the end."'), ("Il rit.", "Ha.")]
    ):
        assert found is not None
        assert not re.search(r"^[\"“]|[\"”]$", found[0])
