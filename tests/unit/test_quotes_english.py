import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.quotes import find_quotes
from briefing.quotes.english import cut
from briefing.types import Document, Quote, Sentence, Span, Translation
from tests.growth import seconds


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


def test_a_closing_mark_before_the_full_stop_is_left_out() -> None:
    units = [
        ("Il dit : « Ils y tiennent.", "He says: “They cling to it."),
        ("Ils suivent l'article 5 ».", "They follow article 5”."),
    ]
    ((english, _),) = filter(None, english_of(units))
    assert english == "They cling to it. They follow article 5"


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


PIECES = st.sampled_from(
    [
        "«",
        "»",
        "« ",
        " »",
        "“",
        "”",
        '"',
        "‹",
        "›",
        "<<",
        ">>",
        "un deux trois",
        "10",
        ". ",
    ]
)


@given(french=st.lists(PIECES, max_size=40), english=st.lists(PIECES, max_size=40))
@example(french=["«", "un deux trois", ". "], english=["un deux trois", "”", ". "])
@settings(max_examples=200)
def test_english_is_a_piece_of_the_translation_whatever_the_marks(
    french: list[str], english: list[str]
) -> None:
    source, target = "".join(french), "".join(english)
    if not source.strip():
        return
    for found in english_of([(source, target)]):
        assert found is None or found[0] in target


def whole(text: str) -> tuple[Document, Sentence]:
    """A document of one paragraph that is one sentence."""
    span = Span(start=0, end=len(text))
    document = Document(id="t", text=text, paragraphs=(span,), source="t", sha256="")
    return document, Sentence(index=0, span=span, text=text, paragraph=0)


@given(pieces=st.lists(PIECES, min_size=1, max_size=40))
@settings(max_examples=100)
def test_same_marks_give_the_same_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    document, sentence = whole(text)
    same = Translation(source=text, target=text, status="translated")
    quotes = find_quotes(document, [sentence])
    for quote, found in zip(quotes, cut(quotes, [sentence], [same]), strict=True):
        if found is not None:
            bare = found.english.strip(' .,;:«»‹›“”"<>')
            assert bare in quote.content or quote.content.strip(" .,;:") in bare


@pytest.mark.slow  # it reads a clock
@pytest.mark.parametrize(
    "shape",
    [
        "« un deux trois » a dit Paul, ",
        "« un “deux ‹ trois quatre › cinq” six » ",
        '"un deux trois" ',
    ],
)
def test_cutting_takes_time_by_the_number_of_marks(shape: str) -> None:
    def taken(count: int) -> float:
        text = shape * (count // len(re.findall(r"[«»“”‹›\"]", shape)))
        document, sentence = whole(text)
        spans = [m.span(1) for m in re.finditer(r"[«\"]\s?([^«»\"]+?)\s?[»\"]", text)]
        quotes = [
            Quote(
                document=document,
                index=number,
                span=Span(start=start, end=end),
                content=text[start:end],
                kind="direct",
                sentences=(0,),
            )
            for number, (start, end) in enumerate(spans)
        ]
        same = Translation(source=text, target=text, status="translated")
        return seconds(lambda: cut(quotes, [sentence], [same]))

    assert taken(8_000) < 10 * taken(2_000) + 0.2


def test_marks_nested_fifteen_thousand_deep_are_cut_in_time() -> None:
    deep = 15_000
    text = "« un deux trois " * deep + " »" * deep
    document, sentence = whole(text)
    same = Translation(source=text, target=text, status="translated")
    begun = time.process_time()
    quotes = find_quotes(document, [sentence])
    assert len(cut(quotes, [sentence], [same])) == len(quotes)
    assert time.process_time() - begun < 15
