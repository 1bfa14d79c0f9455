import os
import re
from collections import Counter
from pathlib import Path

import pytest

from briefing.quotes import find_quotes
from briefing.types import Document, Quote, Sentence, Span

SHARED = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).parents[3] / "shared"))


def document_of(text: str) -> Document:
    lines = re.finditer(r"\S(?:.*\S)?", text)
    paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in lines)
    return Document(id="t", text=text, paragraphs=paragraphs, source="t", sha256="")


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for number, paragraph in enumerate(document.paragraphs):
        for match in re.finditer(
            r"\S.*?(?:[.!?…](?=\s|$)|$)", paragraph.of(document.text)
        ):
            span = Span(
                start=paragraph.start + match.start(),
                end=paragraph.start + match.end(),
            )
            found.append(
                Sentence(
                    index=len(found),
                    span=span,
                    text=span.of(document.text),
                    paragraph=number,
                )
            )
    return tuple(found)


def quotes_of(text: str, **options: float) -> tuple[Quote, ...]:
    document = document_of(text)
    return find_quotes(document, sentences_of(document), **options)


def speakers_of(text: str) -> list[str | None]:
    return [q.speaker.name if q.speaker else None for q in quotes_of(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Nous irons jusqu'au bout », a déclaré Jeanne Morel.", "Jeanne Morel"),
        ("Jeanne Morel a déclaré : « Nous irons jusqu'au bout. »", "Jeanne Morel"),
        ("Selon Jeanne Morel, « le plus dur est passé ».", "Jeanne Morel"),
        ("Jeanne Morel estime que « le plus dur est passé ».", "Jeanne Morel"),
        ("Jeanne Morel : « Nous irons jusqu'au bout. »", "Jeanne Morel"),
        (
            "Jeanne Morel, maire de Vannes, est revenue. "
            "« Nous irons jusqu'au bout », a-t-elle ajouté.",
            "Jeanne Morel",
        ),
        (
            "Jeanne Morel, maire de Vannes, et Paul Aubry se sont vus. "
            "« Le plus dur est passé », assure la maire.",
            "Jeanne Morel",
        ),
        (
            "Jeanne Morel a reçu Paul Aubry. « Le plus dur est passé », "
            "a expliqué M. Aubry.",
            "Paul Aubry",
        ),
        (
            "La Fédération des pêcheurs bretons (FPB) est inquiète. "
            "« Le plus dur est à venir », prévient la FPB.",
            "Fédération des pêcheurs bretons",
        ),
        (
            "« Nous irons, assure Jeanne Morel, jusqu'au bout de ce projet. »",
            "Jeanne Morel",
        ),
        (
            "Jeanne Morel a rejeté l'idée, rappelant que « rien n'est signé » "
            "avant d'ajouter : « Nous verrons bien. »",
            "Jeanne Morel",
        ),
    ],
)
def test_cue_beside_the_quotation_gives_its_speaker_the_full_name(
    text: str, speaker: str
) -> None:
    assert set(speakers_of(text)) == {speaker}


def test_no_speaker_where_nobody_speaks() -> None:
    assert speakers_of("On lit sur le mur « la mer est loin » en lettres bleues.") == [
        None
    ]


def test_below_the_confidence_asked_for_names_are_candidates_only() -> None:
    text = "« Nous irons jusqu'au bout », a déclaré Jeanne Morel."
    (quote,) = quotes_of(text, min_confidence=1.0)
    assert quote.speaker is None
    assert quote.candidates == ("Jeanne Morel",)


def test_evidence_points_at_cue_and_mention() -> None:
    text = "Jeanne Morel arrive. « Nous irons jusqu'au bout », a assuré Morel."
    (quote,) = quotes_of(text)
    assert quote.evidence is not None
    assert quote.evidence.rule == "verb-after"
    assert quote.evidence.cue is not None
    assert quote.evidence.mention is not None
    assert quote.evidence.cue.of(text) == quote.cue == "a assuré"
    assert quote.evidence.mention.of(text) == "Morel"
    assert [step.of(text) for step in quote.evidence.chain] == ["Jeanne Morel"]


def test_quotation_of_several_sentences_touches_each() -> None:
    text = "Il pleut. « Il pleut ici. Il pleut là », dit Jeanne Morel. Il neige."
    (quote,) = quotes_of(text)
    assert quote.sentences == (1, 2)


def test_on_the_real_article_every_quotation_has_its_speaker() -> None:
    articles = sorted((SHARED / "seed").glob("*.txt"))
    if not articles:
        pytest.skip("no article in ../shared/seed")
    text = articles[0].read_text("utf-8")
    quotes = quotes_of(text)
    given = Counter(q.speaker.name for q in quotes if q.speaker)
    assert len(quotes) == text.count("«") == 14
    assert given == {"Mark Rutte": 12, "OTAN": 2}
    assert all(q.content == q.span.of(text) for q in quotes)
