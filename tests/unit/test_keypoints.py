"""Key points: self-contained, different from each other, with their quotations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.keypoints import FEWEST, MOST, key_points
from briefing.types import Flag, SummarySentence
from tests.unit.test_summary import PLAIN, build

SAID = "Le maire Jean Petit a présenté lundi le budget de la ville de Lyon."
CONTENT = "La ville ouvrira dix écoles"


def quoted(sentence: str, english: str, mention: str | None = "Il", **more):
    return build(
        (SAID, "Mayor Jean Petit presented the budget on Monday."),
        (sentence, english),
        *PLAIN[2:],
        quotes=((CONTENT, "Jean Petit", mention),),
        **more,
    )


def point_on(article, sentence):
    found = [p for p in key_points(article, 8) if sentence in p.sources]
    return found[0] if found else None


def test_there_are_as_many_points_as_asked_for():
    assert [len(key_points(build(*PLAIN), n)) for n in (1, 2, 4)] == [1, 2, 4]


def test_count_follows_the_length_of_the_article():
    subjects = ("budget", "métro", "parc", "stade", "musée", "port", "marché")
    long = [
        f"Le {s} de la ville {t} numéro {i} coûtera {i} millions d'euros aux habitants."
        for i, (s, t) in enumerate((s, t) for s in subjects for t in "ABCDEFGHIJ")
    ]
    assert len(key_points(build(*PLAIN))) == FEWEST
    assert len(key_points(build(*long))) == MOST


def test_points_come_in_the_order_of_reading():
    sources = [p.sources for p in key_points(build(*PLAIN), 4)]
    assert sources == sorted(sources)


def test_a_quotation_hangs_on_the_point_that_holds_it():
    sentence = f"« {CONTENT} », a déclaré le maire Jean Petit devant la presse."
    english = "“The city will open ten schools,” said Jean Petit."
    article = quoted(sentence, english, mention=None)
    assert point_on(article, 1).quotes == (0,)
    assert all(p.quotes == () for p in key_points(article, 8) if 1 not in p.sources)


def test_a_pronoun_that_surely_is_the_speaker_gets_the_name_in_brackets():
    article = quoted(f"Il a ajouté : « {CONTENT} ».", "He added: “Ten schools.”")
    assert point_on(article, 1).text == "He [Jean Petit] added: “Ten schools.”"


def test_an_inverted_pronoun_gets_the_name_too():
    article = quoted(
        f"« {CONTENT} », a-t-il ajouté lundi devant la presse.",
        "“Ten schools,” he added on Monday.",
        mention="il ajouté",
    )
    assert point_on(article, 1) is None
    article = quoted(
        f"« {CONTENT} », a-t-il ajouté lundi devant la presse.",
        "“Ten schools,” he added on Monday.",
        mention="il",
    )
    assert (
        point_on(article, 1).text == "“Ten schools,” he [Jean Petit] added on Monday."
    )


def test_a_bare_quotation_gets_its_speaker_in_brackets():
    article = quoted(f"« {CONTENT}. »", "“Ten schools.”", mention=None)
    assert point_on(article, 1).text == "“Ten schools.” [Jean Petit]"


@pytest.mark.parametrize("confidence", [0.3, 0.79])
def test_a_doubtful_speaker_resolves_nothing(confidence):
    article = quoted(
        f"Il a ajouté : « {CONTENT} ».",
        "He added: “Ten schools.”",
        confidence=confidence,
    )
    assert point_on(article, 1) is None


def test_a_pronoun_without_a_quotation_is_no_point():
    article = build(SAID, "Il a promis dix écoles neuves à la ville.", *PLAIN[2:])
    assert point_on(article, 1) is None


def test_no_point_where_the_translation_lost_the_pronoun():
    article = quoted(f"Il a ajouté : « {CONTENT} ».", "Added: “Ten schools.”")
    assert point_on(article, 1) is None


def test_connectives_at_the_head_are_dropped():
    article = build(("En outre, " + PLAIN[0], "Moreover, the council voted."))
    assert key_points(article)[0].text == "The council voted."


def test_a_point_and_its_copy_do_not_both_stand():
    points = key_points(build(PLAIN[0], PLAIN[0], *PLAIN[1:]), 3)
    assert sum(bool({0, 1} & set(p.sources)) for p in points) == 1


def test_days_get_their_date_where_the_article_has_one():
    article = build(("Le conseil de Lyon a voté mardi.", "The council voted Tuesday."))
    dated = replace(article, document=replace(article.document, date="2025-06-24"))
    assert key_points(dated)[0].text == "The council voted Tuesday [24 June 2025]."
    assert key_points(article)[0].text == "The council voted Tuesday."


def test_a_speaker_without_a_name_is_not_put_in_brackets():
    article = quoted("« La ville ouvrira dix écoles ».", "“Ten schools.”", mention=None)
    quote = article.quotes[0]
    unnamed = replace(quote.speaker, name="le maire de la ville")
    quotes = (replace(quote, document=article.document, speaker=unnamed),)
    assert point_on(replace(article, quotes=quotes), 1) is None


def test_a_description_with_its_article_is_no_name():
    said = "Le maire a présenté le budget avec l'Allemand de la ville de Lyon."
    article = build(
        said,
        (f"« {CONTENT} ».", "“Ten schools.”"),
        quotes=((CONTENT, "Allemand", None),),
    )
    assert point_on(article, 1) is None


def test_what_is_not_translated_is_no_point():
    article = build(*PLAIN, statuses={0: "kept", 1: "skipped"})
    assert not {0, 1} & {i for p in key_points(article, 8) for i in p.sources}


def test_points_say_what_the_summary_has_not_said():
    article = build(*PLAIN)
    (first,) = key_points(article, 1)
    above = [SummarySentence(text=first.text, sources=first.sources)]
    assert first not in key_points(article, 5, above)


def test_points_say_what_the_summary_has_not_said_in_other_words():
    again = PLAIN[0].replace("a voté lundi", "votera mardi")
    article = build(*PLAIN, again)
    above = [SummarySentence(text="-", sources=(0,))]
    assert point_on(article, len(PLAIN)) is not None
    shown = {i for p in key_points(article, 8, above) for i in p.sources}
    assert not {0, len(PLAIN)} & shown


def test_points_repeat_no_sentence_of_the_summary_where_there_are_others():
    above = [SummarySentence(text="-", sources=(0,))]
    (all_there_is,) = key_points(build(*PLAIN[:1]), 8, above)
    assert all_there_is.sources == (0,)
    for count in (2, 3, 5):
        points = key_points(build(*PLAIN[:count]), 8, above)
        assert len(points) == count - 1
        assert all(0 not in point.sources for point in points)


def test_points_say_the_like_where_there_is_nothing_else():
    again = PLAIN[0].replace("a voté lundi", "votera mardi")
    above = [SummarySentence(text="-", sources=(0,))]
    (point,) = key_points(build(PLAIN[0], again), 3, above)
    assert point.sources == (1,)


def test_no_name_vouches_for_a_pronoun_behind_on():
    french = f"Quand on lui demande pourquoi, elle répond : « {CONTENT} »."
    english = "When she asks why, she answers: “Ten schools.”"
    assert point_on(quoted(french, english, mention="elle"), 1) is None


def test_a_label_of_the_paper_is_no_part_of_a_point():
    french = f"LE SCAN POLITIQUE - {PLAIN[0]}"
    (point,) = key_points(build((french, "The political scan - The mayor voted.")))
    assert point.text == "The mayor voted."


def test_what_points_outside_further_on_is_taken_where_there_is_little_else():
    leaning = "Le conseil de Lyon juge que 70 % d'entre eux ont voté la réforme."
    assert point_on(build(PLAIN[0], leaning), 1) is not None
    assert point_on(build(*PLAIN, leaning), len(PLAIN)) is None


def test_doubts_come_along():
    doubt = (Flag(kind="name", detail="Lyon"),)
    assert key_points(build(PLAIN[0], flags={0: doubt}))[0].flags == doubt


def test_no_sentences_give_no_points():
    assert key_points(build()) == ()
