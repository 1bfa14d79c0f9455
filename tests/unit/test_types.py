import pytest

from briefing.types import (
    Article,
    Briefing,
    KeyPoint,
    Quote,
    Span,
    SummarySentence,
    Translation,
)
from tests.fakes import document
from tests.unit.test_pipeline import PROVENANCE


def quote(content, start, end):
    return Quote(
        document=document("Il a dit oui."),
        index=0,
        span=Span(start=start, end=end),
        content=content,
        kind="direct",
        sentences=(0,),
    )


def test_a_quotation_is_an_exact_slice_or_nothing():
    assert quote("oui", 9, 12).content == "oui"
    for content, start, end in [
        ("Oui", 9, 12),
        ("oui", 8, 11),
        ("", 9, 9),
        ("x", 99, 100),
    ]:
        with pytest.raises(ValueError, match="not a slice"):
            quote(content, start, end)


def test_a_span_runs_forward():
    with pytest.raises(ValueError, match="not a span"):
        Span(start=3, end=2)


def test_paragraphs_do_not_overlap():
    with pytest.raises(ValueError, match="out of order"):
        document("abc", paragraphs=(Span(start=0, end=2), Span(start=1, end=3)))


def test_what_is_not_translated_has_a_reason():
    with pytest.raises(ValueError, match="without a reason"):
        Translation(source="a", target="a", status="kept")
    with pytest.raises(ValueError, match="translated with target"):
        Translation(source="a", target="", status="translated")


def empty_article():
    return Article(
        document=document(""),
        sentences=(),
        translations=(),
        quotes=(),
        quote_translations=(),
    )


def test_every_sentence_is_accounted_for():
    with pytest.raises(ValueError, match="do not match"):
        Article(
            document=document(""),
            sentences=(),
            translations=(Translation(source="a", target="b", status="translated"),),
            quotes=(),
            quote_translations=(),
        )


@pytest.mark.parametrize(
    "parts",
    [
        {"summary": (SummarySentence(text="x", sources=()),)},
        {"summary": (SummarySentence(text="x", sources=(0,)),)},
        {"key_points": (KeyPoint(text="x", sources=(0,)),)},
    ],
)
def test_nothing_rests_on_a_sentence_that_is_not_there(parts):
    values = {"summary": (), "key_points": ()} | parts
    with pytest.raises(ValueError, match="rests on no source sentence"):
        Briefing(article=empty_article(), provenance=PROVENANCE, **values)
