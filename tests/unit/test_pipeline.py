import re
from dataclasses import dataclass, replace

import pytest

from briefing.errors import CoverageError, DoubtError, LimitError
from briefing.pipeline import Limits, Pipeline, coverage
from briefing.types import (
    Decoding,
    Flag,
    KeyPoint,
    Provenance,
    Quote,
    QuoteTranslation,
    Sentence,
    Span,
    SummarySentence,
    Translation,
)
from tests.fakes import document, no_doubts

PROVENANCE = Provenance(
    briefing_version="0",
    model_name="fake",
    model_sha256="0",
    engine="null",
    decoding=Decoding(),
    summarizer="first",
)


def split_lines(document):
    return tuple(
        Sentence(index=i, span=span, text=span.of(document.text), paragraph=i)
        for i, span in enumerate(document.paragraphs)
    )


def find_marked(document, sentences):
    if "«" not in document.text:
        return ()
    span = Span(start=document.text.index("«") + 1, end=document.text.index("»"))
    content = span.of(document.text)
    return (
        Quote(
            document=document,
            index=0,
            span=span,
            content=content,
            kind="direct",
            sentences=(0,),
        ),
    )


@dataclass(frozen=True)
class First:
    name: str = "first"

    def __call__(self, article):
        return (SummarySentence(text=article.translations[0].target, sources=(0,)),)


def translate_upper(sources):
    return [
        Translation(source=s, target=s.upper(), status="translated") for s in sources
    ]


@pytest.fixture
def pipeline():
    return Pipeline(
        check_language=lambda document: None,
        split=split_lines,
        find_quotes=find_marked,
        translate_sources=translate_upper,
        cut_quotes=lambda quotes, sentences, translations: [None] * len(quotes),
        check=no_doubts,
        summarize=First(),
        make_key_points=lambda article, summary: (KeyPoint(text="x", sources=(0,)),),
        provenance=PROVENANCE,
        limits=Limits(max_characters=1000, max_sentences=10, min_coverage=0.5),
    )


def test_every_sentence_has_its_translation(pipeline):
    article = pipeline.brief(document("un\n\ndeux\ntrois")).article
    assert [t.target for t in article.translations] == ["UN", "DEUX", "TROIS"]


def test_articles_translated_together_are_those_translated_alone(pipeline):
    documents = [document(t) for t in ("un\ndeux", "« trois »", "quatre")]
    together = pipeline.translate([pipeline.analyze(d) for d in documents])
    alone = [pipeline.brief(d).article for d in documents]
    assert together == alone


def test_a_quotation_without_english_is_translated_apart(pipeline):
    article = pipeline.brief(document("Il dit : «oui»")).article
    assert article.quote_translations == (
        QuoteTranslation(quote=0, english="OUI", method="alone"),
    )


def say_yes(quotes, sentences, translations):
    """Every quotation cut as the same word."""
    return [
        QuoteTranslation(quote=q.index, english="YES", method="marks") for q in quotes
    ]


def test_the_english_of_a_quotation_is_checked_by_itself(pipeline):
    def check(source, target):
        return (Flag(kind="name", detail=f"{source} {target}"),)

    checked = replace(pipeline, cut_quotes=say_yes, check=check)
    (english,) = checked.brief(document("Il dit : «oui»")).article.quote_translations
    assert english.flags == (Flag(kind="name", detail="oui YES"),)


def test_english_cut_from_an_unsure_sentence_is_unsure_too(pipeline):
    def halting(sources):
        return [replace(t, certainty=0.2) for t in translate_upper(sources)]

    unsure = replace(
        pipeline, cut_quotes=say_yes, translate_sources=halting, min_certainty=0.3
    )
    (english,) = unsure.brief(document("Il dit : «oui»")).article.quote_translations
    assert english.certainty == 0.2
    assert [flag.kind for flag in english.flags] == ["unsure"]


def test_what_a_sentence_leaves_out_of_a_quotation_is_told_of_that(pipeline):
    def leaving_out(sources):
        details = ("not in the English: « oui »", "not in the English: « dit »")
        flags = tuple(Flag(kind="omission", detail=detail) for detail in details)
        return [replace(t, flags=flags) for t in translate_upper(sources)]

    lossy = replace(pipeline, cut_quotes=say_yes, translate_sources=leaving_out)
    (english,) = lossy.brief(document("Il dit : «oui»")).article.quote_translations
    assert [flag.detail for flag in english.flags] == ["not in the English: « oui »"]


def test_a_title_in_the_text_is_not_translated_twice(pipeline):
    span = Span(start=0, end=5)
    inside = document("Titre\ncorps", title="Titre", title_span=span)
    assert pipeline.brief(inside).article.title.target == "TITRE"
    assert pipeline.analyze(inside).sources == ["Titre", "corps"]


def test_a_title_of_two_sentences_has_the_english_of_both(pipeline):
    def split_words(document):
        pieces = re.finditer(r"\w+", document.text)
        spans = [Span(start=m.start(), end=m.end()) for m in pieces]
        return tuple(
            Sentence(index=i, span=span, text=span.of(document.text), paragraph=0)
            for i, span in enumerate(spans)
        )

    doubt = Flag(kind="name", detail="Blé")

    def doubting(sources):
        found = translate_upper(sources)
        return [replace(t, flags=(doubt,), certainty=0.5) for t in found]

    span = Span(start=0, end=9)
    inside = document("Blé. Cher\ncorps", title="Blé. Cher", title_span=span)
    doubtful = replace(pipeline, split=split_words, translate_sources=doubting)
    title = doubtful.brief(inside).article.title
    assert (title.source, title.target) == ("Blé. Cher", "BLÉ CHER")
    assert (title.flags, title.certainty) == ((doubt,), 0.5)


def test_a_title_from_metadata_is_translated_too(pipeline):
    article = pipeline.brief(document("corps", title="Titre")).article
    assert article.title.target == "TITRE"
    assert len(article.translations) == 1


def test_what_is_too_long_is_refused_with_the_way_out(pipeline):
    with pytest.raises(LimitError, match="max_characters"):
        pipeline.brief(document("x" * 1001))
    with pytest.raises(LimitError, match="max_sentences"):
        pipeline.brief(document("x\n" * 11))


def kept_where_short(sources):
    return [
        Translation(source=s, target=s, status="kept", reason="no")
        if len(s) < 5
        else Translation(source=s, target=s, status="translated")
        for s in sources
    ]


def test_a_document_of_which_too_little_is_translated_fails(pipeline):
    partial = replace(pipeline, translate_sources=kept_where_short)
    with pytest.raises(CoverageError, match="33%"):
        partial.brief(document("abc\nabc\nabcde\nabcd"))


def test_coverage_counts_characters_and_not_what_has_no_words(pipeline):
    partial = replace(
        pipeline,
        translate_sources=kept_where_short,
        limits=replace(pipeline.limits, min_coverage=0.0),
    )
    article = partial.brief(document("abcd\nabcdef")).article
    assert coverage(article) == pytest.approx(0.6)


def test_strict_limits_refuse_doubts(pipeline):
    def doubt(sources):
        flag = Flag(kind="quantity", detail="x")
        return [replace(t, flags=(flag,)) for t in translate_upper(sources)]

    doubtful = replace(pipeline, translate_sources=doubt)
    assert doubtful.brief(document("un")).article.translations[0].flags
    strict = replace(doubtful, limits=replace(doubtful.limits, strict=True))
    with pytest.raises(DoubtError, match="1 doubtful"):
        strict.brief(document("un"))
