"""The extractive summary: what is chosen, what never is, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from briefing.errors import ModelError
from briefing.summary import english, selection
from briefing.summary.extractive import ExtractiveSummarizer
from briefing.summary.features import FEATURES, feature_matrix
from briefing.summary.leaning import stance
from briefing.summary.passages import MAX_PASSAGES, passages
from briefing.summary.salience import load, read
from briefing.types import (
    Article,
    Document,
    Evidence,
    Flag,
    Quote,
    QuoteTranslation,
    Sentence,
    Span,
    Speaker,
    Translation,
)
from briefing.words import figures, stems


def build(
    *rows: str | tuple[str, str],
    title: str | None = None,
    quotes: tuple[tuple[str, str | None, str | None], ...] = (),
    confidence: float = 0.95,
    statuses: dict[int, str] | None = None,
    flags: dict[int, tuple[Flag, ...]] | None = None,
    headings: tuple[int, ...] = (),
) -> Article:
    """An article with one sentence a row, `(French, English)` or both the same.

    `quotes` are (content, speaker's name, words next to the cue).
    """
    pairs = [(r, f"EN {r}") if isinstance(r, str) else r for r in rows]
    text, spans = "", []
    for french, _ in pairs:
        start = len(text) + (1 if text else 0)
        text = f"{text} {french}" if text else french
        spans.append(Span(start=start, end=len(text)))
    whole = (Span(start=0, end=len(text)),) if text else ()
    document = Document(
        id="d", text=text, paragraphs=whole, source="", sha256="", title=title
    )
    sentences = tuple(
        Sentence(
            index=i,
            span=span,
            text=span.of(text),
            paragraph=0,
            kind="heading" if i in headings else "prose",
        )
        for i, span in enumerate(spans)
    )
    found = tuple(
        _quote(document, sentences, i, content, name, mention, confidence)
        for i, (content, name, mention) in enumerate(quotes)
    )
    return Article(
        document=document,
        sentences=sentences,
        translations=tuple(
            _translation(i, pair, statuses or {}, flags or {})
            for i, pair in enumerate(pairs)
        ),
        quotes=found,
        quote_translations=tuple(
            QuoteTranslation(quote=q.index, english=q.content, method="kept")
            for q in found
        ),
    )


def _quote(document, sentences, index, content, name, mention, confidence):
    start = document.text.index(content)
    span = Span(start=start, end=start + len(content))
    evidence = speaker = None
    if mention:
        at = document.text.index(mention)
        place = Span(start=at, end=at + len(mention))
        evidence = Evidence(rule="test", mention=place)
    if name:
        at = document.text.index(name)
        place = Span(start=at, end=at + len(name))
        speaker = Speaker(name=name, span=place, confidence=confidence)
    return Quote(
        document=document,
        index=index,
        span=span,
        content=content,
        kind="direct",
        sentences=tuple(s.index for s in sentences if s.span.overlaps(span)),
        speaker=speaker,
        evidence=evidence,
    )


def _translation(index, pair, statuses, flags):
    status = statuses.get(index, "translated")
    target = {"translated": pair[1], "kept": pair[0], "skipped": ""}[status]
    reason = None if status == "translated" else "test"
    return Translation(
        source=pair[0],
        target=target,
        status=status,
        reason=reason,
        flags=flags.get(index, ()),
    )


PLAIN = (
    "Le conseil municipal de Lyon a voté lundi un budget de 800 millions d'euros.",
    "La ville de Lyon prévoit dix écoles neuves et trois parcs d'ici 2030.",
    "Les habitants de Villeurbanne demandent depuis longtemps une ligne de métro.",
    "Un rapport de la région chiffre la ligne de métro à deux milliards d'euros.",
    "Des commerçants du centre craignent des travaux longs et coûteux.",
)


def texts(article: Article, sentences: int = 3) -> list[str]:
    return [s.text for s in ExtractiveSummarizer(sentences)(article)]


def chosen(article: Article, sentences: int = 3) -> list[int]:
    return [i for s in ExtractiveSummarizer(sentences)(article) for i in s.sources]


def test_summary_has_as_many_sentences_as_asked_for():
    for count in (1, 2, 3, 5):
        assert len(texts(build(*PLAIN), count)) == count


def test_summary_is_the_translation_in_the_order_of_reading():
    article = build(*PLAIN)
    sources = chosen(article)
    assert sources == sorted(sources)
    assert texts(article) == [article.translations[i].target for i in sources]


def test_the_same_article_gives_the_same_summary():
    assert texts(build(*PLAIN)) == texts(build(*PLAIN))


@pytest.mark.parametrize(
    "leaning",
    [
        "Il a promis un budget de 800 millions d'euros pour la ville de Lyon.",
        "Mardi soir, elle a promis un budget de 800 millions d'euros à Lyon.",
        "Cette décision coûtera 800 millions d'euros à la ville de Lyon.",
        "Son budget de 800 millions d'euros a été voté lundi à Lyon.",
        "Selon lui, le budget de la ville de Lyon atteint 800 millions d'euros.",
        "Deux jours plus tard, la ville de Lyon a voté 800 millions d'euros.",
        "La veille, la ville de Lyon avait voté 800 millions d'euros.",
        "Et dix écoles pour la ville de Lyon avec 800 millions d'euros.",
    ],
)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_sentence_that_leans_only_comes_behind_the_one_before(leaning, count):
    found = chosen(build(*PLAIN[:2], leaning, *PLAIN[2:]), count)
    assert 2 not in found or 1 in found
    assert 0 not in chosen(build(leaning, *PLAIN), count)


def test_what_opens_an_article_may_lean_on_its_title():
    leaning = "Il a promis un budget de 800 millions d'euros pour la ville de Lyon."
    title = "Le maire de Lyon promet un budget"
    assert chosen(build(leaning, PLAIN[3], title=title), 1) == [0]
    dated = build("26 juin 2012.", leaning, PLAIN[3], title=title)
    assert chosen(dated, 1) == [1]


def test_an_opening_that_only_leads_up_is_taken_with_what_leans_on_it():
    title = "Un cadeau pour la ville de Lyon"
    opening, telling = "Un très beau cadeau pour la ville de Lyon.", PLAIN[0]
    leaning = "C'est ce que la ville de Lyon a reçu lundi du conseil régional."
    assert 0 not in chosen(build(opening, telling, *PLAIN[1:], title=title), 2)
    both = chosen(build(opening, leaning, "La mer est calme.", title=title), 2)
    assert both == [0, 1]


@pytest.mark.parametrize(
    "bare", ["• À la mer et à la plage", "le maire de la ville de Lyon.", "Pourquoi ?"]
)
def test_heads_of_lists_and_rests_of_captions_are_not_chosen(bare):
    assert chosen(build(bare, PLAIN[0]), 1) == [1]
    assert 0 not in chosen(build(bare, *PLAIN), 3)


@pytest.mark.parametrize(
    ("text", "verbless"),
    [
        ("Le conseil de Lyon estime que la ville manque de places.", False),
        ("Une menace que la ville de Lyon a mise à exécution.", True),
    ],
)
def test_a_clause_behind_a_verb_is_told_from_one_behind_a_noun(text, verbless):
    assert ("verbless" in stance(text).leanings) == verbless


@pytest.mark.parametrize(
    "lame",
    [
        "Le conseil de Lyon votera-t-il un budget de 800 millions d'euros ?",
        "À lire aussi : le budget de 800 millions d'euros de la ville de Lyon.",
        "Lyon, budget voté, 800 millions d'euros :",
        "et le budget de 800 millions d'euros de la ville de Lyon.",
    ],
)
def test_questions_fragments_and_lines_about_the_page_are_not_chosen(lame):
    assert 2 not in chosen(build(*PLAIN[:2], lame, *PLAIN[2:]), 5)


@pytest.mark.parametrize(
    "upright",
    [
        "Il faut que la ville de Lyon trouve vite 800 millions d'euros.",
        "Cette année, la ville de Lyon dépensera 800 millions d'euros.",
        "Quand Emmanuel Macron est venu à Lyon, il a salué le budget de la ville.",
    ],
)
def test_a_sentence_that_only_looks_as_if_it_leaned_may_stand(upright):
    assert 1 in chosen(build(PLAIN[0], upright, *PLAIN[2:4]), 4)


def test_headings_and_the_title_are_never_chosen():
    article = build(*PLAIN, title=PLAIN[1], headings=(0,))
    assert not {0, 1} & set(chosen(article, 5))


def test_skipped_sentences_are_never_chosen():
    assert chosen(build(*PLAIN, statuses=dict.fromkeys(range(5), "skipped"))) == []


def test_a_sentence_kept_in_french_is_only_chosen_where_there_is_no_other():
    assert 0 not in chosen(build(*PLAIN, statuses={0: "kept"}), 5)
    kept = build(*PLAIN, statuses=dict.fromkeys(range(5), "kept"))
    assert len(chosen(kept)) == 3


def test_an_article_of_leaning_sentences_still_has_a_summary():
    article = build("Il a promis dix écoles.", "Elle en veut vingt pour la ville.")
    assert len(chosen(article)) >= 1


def test_a_connective_stays_behind_the_sentence_that_it_ties_to():
    article = build(PLAIN[0], ("En outre, " + PLAIN[1], "Moreover, ten schools."))
    assert texts(article)[1] == "Moreover, ten schools."


def test_a_connective_at_the_head_is_dropped():
    article = build(("Par ailleurs, " + PLAIN[0], "In addition, the council voted."))
    assert texts(article) == ["The council voted."]


def test_doubts_about_the_english_come_along_and_weigh():
    doubt = (Flag(kind="quantity", detail="800"),)
    (best,) = chosen(build(*PLAIN), 1)
    assert chosen(build(*PLAIN, flags={best: doubt}), 1) != [best]
    only = ExtractiveSummarizer(1)(build(PLAIN[2], flags={0: doubt}))
    assert only[0].flags == doubt


def test_what_the_model_was_sure_of_is_preferred():
    article = build(*PLAIN)
    (best,) = chosen(article, 1)
    for certainty, stays in ((0.1, False), (0.9, True)):
        translations = tuple(
            replace(t, certainty=certainty if i == best else 0.5)
            for i, t in enumerate(article.translations)
        )
        unsure = replace(article, translations=translations)
        assert (chosen(unsure, 1) == [best]) == stays


def test_a_quotation_over_two_sentences_is_taken_whole_or_not_at_all():
    content = "Le budget est voté. La ville de Lyon aura ses écoles"
    article = build(
        "« Le budget est voté.",
        f"{content.split('. ')[1]} », a dit le maire Jean Petit devant le conseil.",
        *PLAIN[2:],
        quotes=((content, "Jean Petit", None),),
    )
    sources = [s.sources for s in ExtractiveSummarizer(4)(article)]
    assert (0, 1) in sources
    assert (0,) not in sources
    assert (1,) not in sources


def test_half_a_quotation_that_was_not_found_is_not_chosen():
    half = "Le budget de la ville de Lyon est voté », a dit le maire Jean Petit."
    assert 1 not in chosen(build(PLAIN[0], half, *PLAIN[2:]), 5)


def test_no_text_gives_no_summary():
    assert chosen(build()) == []


def test_only_the_head_of_a_very_long_text_is_compared():
    article = build(*(f"La ville numéro {i} a voté son budget." for i in range(2000)))
    items = passages(article.document, article.sentences, article.quotes)
    assert len(items) == MAX_PASSAGES
    assert len(chosen(article)) == 3


def test_features_are_finite_for_sentences_without_words():
    article = build("…", "1 2 3", "— — —", "!", title="?")
    items = passages(article.document, article.sentences, article.quotes)
    features, cosines = feature_matrix(items, "?", {"": 1.0})
    assert features.shape == (4, len(FEATURES))
    assert np.isfinite(features).all()
    assert np.isfinite(cosines).all()


def test_the_first_sentence_of_a_wire_outweighs_its_background():
    article = build(*PLAIN, title="Lyon : un budget de 800 millions d'euros")
    found = read(article.document, article.sentences, article.quotes)
    assert found.scores.argmax() == 0


def test_a_missing_salience_model_is_a_typed_error(tmp_path):
    with pytest.raises(ModelError, match="salience"):
        load(tmp_path)


def test_selection_is_the_best_of_all_sets():
    rng = np.random.default_rng(7)
    for _ in range(30):
        n, count = int(rng.integers(1, 10)), int(rng.integers(1, 5))
        values = rng.normal(size=n)
        points = rng.random((n, 3))
        cosines = points @ points.T
        got = selection.choose(values, cosines, count, 1.5)

        def worth(chosen, values=values, cosines=cosines):
            pairs = combinations(chosen, 2)
            return sum(values[list(chosen)]) - 1.5 * sum(cosines[p] for p in pairs)

        best = max(map(worth, combinations(range(n), min(count, n))))
        assert worth(got) == pytest.approx(best)


def test_nothing_to_select_from_gives_nothing():
    assert selection.choose([], np.zeros((0, 0)), 3, 1.0) == ()


def test_selection_of_many_equal_passages_ends():
    cosines = np.full((500, 500), 0.9)
    assert selection.choose([0.0] * 500, cosines, 8, 4.0) == tuple(range(8))


def test_of_two_sentences_that_say_the_same_one_is_taken():
    cosines = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert selection.choose([2.0, 1.9, 1.5], cosines, 2, 1.0) == (0, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("However, the mayor left.", "The mayor left."),
        ("But in addition, the mayor left.", "The mayor left."),
        ("And the mayor left.", "The mayor left."),
        ("Also known as Bob, he left.", "Also known as Bob, he left."),
        ("Nowadays, the mayor left.", "Nowadays, the mayor left."),
        ("Sofia left.", "Sofia left."),
        ("However,", "However,"),
    ],
)
def test_english_connectives_are_taken_off(text, expected):
    assert english.without_connective(text) == expected


@pytest.mark.parametrize(
    ("text", "french", "expected"),
    [
        ("VIDEO. The mayor left.", "VIDÉO. Le maire part.", "The mayor left."),
        ("Paris (AFP) – The mayor.", "PARIS (AFP) - Le maire.", "The mayor."),
        ("The mayor left.", "VIDÉO. Le maire part.", "The mayor left."),
        ("The EU - so they say.", "L'Europe - dit-on.", "The EU - so they say."),
        ("NATO is there. Good.", "L'OTAN est là. Bien.", "NATO is there. Good."),
    ],
)
def test_labels_are_taken_off_where_both_languages_have_them(text, french, expected):
    assert english.without_label(text, french) == expected


def test_a_name_goes_behind_the_pronoun_outside_quotation_marks():
    text = "“He will come”, he added."
    assert english.with_name(text, "il", "Rutte") == "“He will come”, he [Rutte] added."
    assert english.with_name("Rutte added.", "il", "Rutte") is None


OPENING = "Il a promis un budget de 800 millions d'euros à la ville de Lyon."
ENGLISH = "He promised Lyon a budget of 800 million euros."


@pytest.mark.parametrize(
    ("title", "following", "english_text", "named"),
    [
        ("Paul Vidal promet un budget", "Paul Vidal parle.", ENGLISH, True),
        ("Paul Vidal promet un budget", "Marc Roche parle.", ENGLISH, False),
        ("Anne Vidal promet un budget", "Anne Vidal parle.", ENGLISH, False),
        ("Paul Vidal cite Marc Roche", "Paul Vidal parle.", ENGLISH, False),
        ("Paul Vidal promet un budget", "Paul Vidal parle.", "Promised.", False),
    ],
)
def test_an_opening_pronoun_gets_the_name_of_the_title(
    title, following, english_text, named
):
    follows = f"{following[:-1]} devant le conseil de la ville de Lyon."
    article = build((OPENING, english_text), follows, title=title)
    assert (f"He [Paul Vidal]{ENGLISH[2:]}" in texts(article, 2)) == named


def test_a_name_is_given_where_no_sentence_before_has_it():
    said = ("Il a dit lundi : « Dix écoles à Lyon ».", "He said Monday: “Ten schools.”")
    quotes = (("Dix écoles à Lyon", "Jean Petit", "Il"),)
    later = "La ville de Lyon a voté le budget avec Jean Petit."
    shown = texts(build(PLAIN[0], said, later, quotes=quotes), 3)
    assert shown[1] == "He [Jean Petit] said Monday: “Ten schools.”"
    shown = texts(build(later, said, PLAIN[0], quotes=quotes), 3)
    assert shown[1] == said[1]


@pytest.mark.parametrize(
    ("repeated", "kept"),
    [
        ((PLAIN[0], PLAIN[0]), [PLAIN[0]]),
        (("- « Dix écoles neuves et trois parcs » -", PLAIN[1]), [PLAIN[1]]),
        (("Il a tort.", "Il a tort."), ["Il a tort.", "Il a tort."]),
    ],
)
def test_what_is_said_again_word_for_word_is_told(repeated, kept):
    article = build(*repeated, PLAIN[2])
    found = passages(article.document, article.sentences, ())
    once = [p.text for p in found if "repeated" not in p.stance.leanings]
    assert once == [*kept, PLAIN[2]]


def test_stems_fold_accents_and_drop_function_words():
    assert stems("L'élève des écoles françaises") == ["eleve", "ecoles", "franca"]
    assert figures("1,5 milliard et 35 %") == ["1,5", "35"]


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("Une lourde charge qui a agacé les élus de Lyon.", "verbless"),
        ("Même cri d'alarme à Bordeaux, autre grande ville du pays.", "verbless"),
        ("Un homme qui avait volé un vélo a été condamné à Lyon.", "noun"),
        ("Au Québec, a-t-il dit, les écoles ont ouvert lundi.", "inverted"),
        ("Deux mois et demi après, le port de Brest reste fermé.", "reference"),
        ("La première s'élevait contre le port de Brest en 2015.", "reference"),
        ("5 juillet 2012.", "fragment"),
        ("Brest : la marée monte dans le port -", "fragment"),
        ("Les marins de l'ouest redoutent qu'elle n'entraîne des pertes.", "inner"),
        ("Dans la foulée des fêtes de Brest, il avait vu le port.", "pronoun"),
        ("Mille agents iront dans les trains d'Île-de-France, a-t-il dit.", "inverted"),
        ("Un peu comme le font les marins de Brest à la pêche.", "reference"),
        ("D'ores et déjà, il sait que le port de Brest fermera.", "pronoun"),
        ("Le port de Brest juge que 70 % d'entre eux sont partis.", "inner"),
        ("L'Académie leur a proposé de passer les épreuves.", "inner"),
        ("À dix kilomètres de là, une usine de Nancy a fermé.", "inner"),
        ("Qui est menée par les marins de Brest depuis lundi.", "reference"),
        ("Comme pour redonner du lustre au port de Brest.", "reference"),
        ("La loi passe.", "short"),
        ("Selon les élus de la ville de Lyon et M.", "fragment"),
        ("Un pont réparé en hiver par la mairie de Brest.", "verbless"),
        ("Un pont réparé par la mairie de Brest, qui cite un rapport.", "verbless"),
        ("Avant de rentrer au port en 1982.", "verbless"),
        ("Résultat, 300 euros de plus pour sa boutique.", "verbless"),
        ("Boulangère de métier, elle a refait le four du port.", "pronoun"),
        ("Comme deux marins de Brest, il avait pris la mer.", "pronoun"),
        ("Plus de la moitié étaient des marins.", "reference"),
        ("Trois ont été vendus à Brest.", "reference"),
        ("Près de 200 équipes ont déjà joué.", "reference"),
        ("C'est en tout cas ce que la mairie affirme à Brest.", "reference"),
        ("Pas entièrement, puisque le port de Brest reste ouvert.", "reference"),
    ],
)
def test_what_a_sentence_leans_on_is_seen(text, leaning):
    assert leaning in stance(text).leanings


@pytest.mark.parametrize(
    "text",
    [
        "Le port, qui manque de place, grignote la plage de Brest.",
        "Alors que la mer monte, le port de Brest a fermé.",
        "Les marins l'ont dit à la mairie de Brest.",
        "Le port et l'usine, ainsi que 200 marins, ont aidé la ville.",
        "Plusieurs ports dont celui de Brest ont fermé lundi.",
        "Souhaitons que le port de Brest rouvre en hiver.",
        "Près de 200 équipes de Brest ont déjà joué cet hiver.",
        "Le 1er juillet, à Brest, il ne reste en ville que des marins.",
        "Moins d'un marin sur 270 est parti du port de Brest.",
    ],
)
def test_what_has_a_verb_and_names_its_own_subject_leans_on_nothing(text):
    assert not {"verbless", "pronoun", "reference"} & stance(text).leanings


def test_a_short_sentence_without_a_name_leans_on_its_paragraph():
    article = build(PLAIN[0], "Le chantier a été confié à des entreprises.", PLAIN[1])
    found = passages(article.document, article.sentences, ())
    assert [("bare" in p.stance.leanings) for p in found] == [False, True, False]
    article = build("Le chantier a été confié à des entreprises.", PLAIN[1])
    found = passages(article.document, article.sentences, ())
    assert "bare" not in found[0].stance.leanings


@pytest.mark.parametrize(
    "line",
    [
        "À lire aussi :",
        "A surtout lire sur Radio Lac :",
        "» LIRE AUSSI - Le plan du canton",
        "VIDÉO.",
        "L'éditorial de Jean Petit.",
        "GENÈVE |",
        "25/01/2019 00:23:18 -",
        "burs-abc/de/fgh",
    ],
)
def test_lines_of_the_page_are_told_from_the_news(line):
    assert "boilerplate" in stance(line).leanings


@pytest.mark.parametrize(
    "line",
    [
        "La vidéo a été vue par le maire.",
        "L'éditorial du journal a déplu : le maire répond.",
        "On pouvait lire sur les murs le nom du maire.",
        "Burs est un village du canton.",
    ],
)
def test_news_about_pages_are_news(line):
    assert "boilerplate" not in stance(line).leanings


@pytest.mark.parametrize(
    "text",
    [
        "- Le mur de la caserne de Brest a cédé sous la neige lundi. -",
        "– Le mur de la caserne de Brest a-t-il cédé « sous la neige. » –",
    ],
)
def test_a_frame_of_dashes_around_a_sentence_does_not_cut_it_off(text):
    assert "fragment" not in stance(text).leanings


def test_bullets_and_frames_of_dashes_are_not_shown():
    assert english.join(["- The wall gave way. -"]) == "The wall gave way."
    assert english.join(["• The wall", "gave way -"]) == "The wall gave way -"


def test_a_short_sentence_is_taken_behind_what_it_follows_only():
    article = build(PLAIN[0], "La ville de Lyon paiera.", *PLAIN[1:])
    (only,) = chosen(article, 1)
    assert only != 1
