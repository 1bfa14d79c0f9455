"""The digest: copies folded, topics gathered, contradictions shown; planted texts."""

from __future__ import annotations

import random

import pytest

from briefing.digest import (
    digest_page,
    find_contradictions,
    find_copies,
    find_topics,
    make_digest,
)
from briefing.types import Briefing, Decoding, KeyPoint, Provenance
from tests.unit.test_summary import build

CITIES = [
    "Lyon",
    "Nantes",
    "Brest",
    "Dijon",
    "Metz",
    "Nancy",
    "Tours",
    "Nice",
    "Lille",
    "Rouen",
    "Reims",
    "Caen",
    "Pau",
    "Albi",
    "Arras",
    "Laval",
    "Niort",
    "Vannes",
    "Quimper",
    "Angers",
    "Limoges",
    "Amiens",
    "Troyes",
    "Nevers",
    "Bourges",
    "Colmar",
    "Cannes",
    "Antibes",
    "Toulon",
    "Hyères",
    "Ajaccio",
    "Bastia",
    "Cholet",
    "Saumur",
    "Royan",
]

# Event, the thing counted, and two ways to tell it; {n} is the figure.
EVENTS = (
    (
        "Un incendie a détruit un entrepôt de meubles à {c} dans la nuit.",
        "Les pompiers de {c} ont évacué {n} habitants du quartier de l'entrepôt.",
        "Selon la préfecture, {n} habitants du quartier de l'entrepôt ont été évacués "
        "par les pompiers de {c}.",
        "La fumée de l'incendie se voyait à des kilomètres et les meubles ont brûlé.",
    ),
    (
        "Le conseil municipal de {c} a voté la construction d'un tramway.",
        "Le chantier du tramway de {c} coûtera {n} millions d'euros à la métropole.",
        "La métropole paiera {n} millions d'euros pour le chantier du tramway de {c}.",
        "Les rails du tramway passeront devant la gare et devant l'université.",
    ),
    (
        "Une grève des éboueurs paralyse le ramassage des déchets à {c}.",
        "À la mairie de {c}, {n} % des éboueurs ont suivi la grève des déchets.",
        "La grève des déchets a été suivie par {n} % des éboueurs de la mairie de {c}.",
        "Les poubelles débordent et les syndicats d'éboueurs demandent une prime.",
    ),
)


def telling(event: int, city: str, number: int, way: int) -> tuple[str, ...]:
    head, first, second, tail = EVENTS[event]
    lines = (head, (first, second)[way], tail)
    return tuple(line.format(c=city, n=number) for line in lines)


def planted() -> list[tuple[int, str]]:
    return [(i % 3, city) for i, city in enumerate(CITIES)]


WORDS = [
    "maire",
    "dette",
    "commune",
    "salle",
    "immeubles",
    "centre",
    "crèches",
    "gymnases",
    "débat",
    "quartiers",
    "port",
    "budget",
    "piscine",
    "marché",
    "forêt",
    "tempête",
    "usine",
    "hôpital",
    "lycée",
    "pont",
    "rivière",
    "musée",
    "fête",
    "orchestre",
    "stade",
    "club",
    "match",
    "tribunal",
    "enquête",
    "police",
    "route",
    "train",
    "aéroport",
    "récolte",
]


def wire(seed: int) -> str:
    """A text of its own for each seed, of 60 words."""
    rng = random.Random(seed)  # noqa: S311
    return " ".join(f"La {w} va bien." for w in rng.choices(WORDS, k=20))


def test_copies_are_found_and_nothing_else():
    originals = [wire(i) for i in range(len(CITIES))]
    edited = [text.replace("maire", "mairie") + " Fin (afp)." for text in originals]
    others = [" ".join(telling(e, c, 40 + i, 0)) for i, (e, c) in enumerate(planted())]
    groups = find_copies([*originals, *others, *edited])
    n = len(CITIES)
    expected = {(i, i + 2 * n) for i in range(n)}
    found = {g for g in groups if len(g) > 1}
    assert len(found & expected) >= 0.9 * n
    assert len(found - expected) <= 0.1 * len(found)


def test_a_text_without_a_run_of_words_is_no_copy_of_another():
    assert find_copies(["", "", "un deux"]) == [(0,), (1,), (2,)]


def test_articles_of_one_event_are_one_topic():
    texts = []
    for i, (event, city) in enumerate(planted()[:12]):
        for way in (0, 1):
            lines = telling(event, city, 50 + i, way)
            texts.append((lines[0], " ".join(lines)))
    topics = find_topics(texts)
    assert sorted(i for t in topics for i in t) == list(range(24))
    together = sum(any({2 * i, 2 * i + 1} <= set(t) for t in topics) for i in range(12))
    assert together >= 11


def test_planted_contradictions_are_found():
    found = 0
    for i, (event, city) in enumerate(planted()):
        first = build(*telling(event, city, 40 + i, 0))
        second = build(*telling(event, city, 60 + 2 * i, 1))
        pairs = find_contradictions([first, second], [0, 1])
        found += [(p.first.sentence, p.second.sentence) for p in pairs] == [(1, 1)]
    assert found >= 0.9 * len(CITIES)


def test_articles_that_agree_do_not_contradict():
    false = 0
    for i, (event, city) in enumerate(planted()):
        first = build(*telling(event, city, 40 + i, 0))
        second = build(*telling(event, city, 40 + i, 1))
        other = build(*telling(event, CITIES[i - 1], 90 + i, 1))
        false += bool(find_contradictions([first, second], [0, 1]))
        false += bool(find_contradictions([first, other], [0, 1]))
    assert false <= 0.1 * len(CITIES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Environ 200 personnes ont défilé à Lyon.",
            "À Lyon, 210 personnes ont défilé.",
        ),
        ("Le tram coûtera 2 millions d'euros.", "Le tram coûtera 2 000 000 d'euros."),
        ("Dix et 20 élus ont voté à Lyon.", "À Lyon, 20 et 10 élus ont voté."),
    ],
)
def test_figures_that_agree_in_other_words_do_not_contradict(one, other):
    assert find_contradictions([build(one), build(other)], [0, 1]) == []


def briefing(*lines: str, title: str = "", quotes=()) -> Briefing:
    article = build(*lines, title=title or lines[0], quotes=quotes)
    points = tuple(
        KeyPoint(text=line, sources=(i,)) for i, line in enumerate(lines) if i
    )
    return Briefing(
        article=article,
        summary=(),
        key_points=points,
        provenance=Provenance(
            briefing_version="0",
            model_name="",
            model_sha256="",
            engine="",
            decoding=Decoding(),
            summarizer="",
        ),
    )


def test_every_briefing_stands_in_exactly_one_topic():
    briefings = [
        briefing(*telling(e, c, 40 + i, i % 2)) for i, (e, c) in enumerate(planted())
    ]
    digest = make_digest([*briefings, *briefings])
    placed = [
        i
        for topic in digest.topics
        for lead, copies in zip(topic.articles, topic.copies, strict=True)
        for i in (lead, *copies)
    ]
    assert sorted(placed) == list(range(2 * len(briefings)))
    assert all(len(t.copies[0]) >= 1 for t in digest.topics)


def test_a_copy_with_another_figure_still_shows_the_contradiction():
    text = wire(0).removesuffix(".").split(". ")
    toll = "Le feu de Lyon a blessé {} pompiers de la caserne du centre."
    first = briefing(*(f"{t}." for t in text), toll.format(12))
    second = briefing(*(f"{t}." for t in text), toll.format(15))
    (topic,) = make_digest([first, second]).topics
    assert topic.articles == (0,)
    assert topic.copies == ((1,),)
    assert [(c.first.shown, c.second.shown) for c in topic.contradictions] == [
        ("12", "15")
    ]


def test_the_same_point_of_two_articles_is_shown_once_with_both():
    lines = telling(1, "Lyon", 800, 0), telling(1, "Lyon", 800, 1)
    (topic,) = make_digest([briefing(*one) for one in lines]).topics
    merged = [p for p in topic.points if p.also]
    assert next((p.article, p.point, p.also) for p in merged) == (0, 0, ((1, 0),))


def test_statements_of_one_speaker_are_gathered_under_the_full_name():
    said = "« Nous ouvrirons dix écoles », a dit {} devant la salle du conseil."
    more = "« La dette de la ville a baissé », a dit {} devant la presse hier."
    head = "Le maire de Lyon a présenté les comptes de la commune devant le conseil."
    one = briefing(
        head,
        said.format("Jean Petit"),
        quotes=(("Nous ouvrirons dix écoles", "Jean Petit", None),),
    )
    two = briefing(
        head,
        more.format("M. Petit"),
        quotes=(("La dette de la ville a baissé", "Petit", None),),
    )
    (topic,) = make_digest([one, two]).topics
    assert [(s.speaker, s.quotes) for s in topic.statements] == [
        ("Jean Petit", ((0, 0), (1, 0)))
    ]


def test_no_briefings_make_an_empty_digest():
    assert make_digest([]).topics == ()


def test_the_page_shows_both_figures_and_lists_every_article():
    lines = telling(0, "Lyon", 40, 0), telling(0, "Lyon", 60, 1)
    briefings = [briefing(*one) for one in lines]
    page = digest_page(make_digest(briefings), briefings).decode()
    assert "**40** or **60**?" in page
    assert all(line in page for line in (lines[0][1], lines[1][1]))
    assert "# Digest of 2 articles" in page
    assert "\n2. " in page.split("## Articles")[1]


def test_the_page_leaves_no_markup_of_the_articles_alive():
    lines = ("Un <script>alert(1)</script> [lien](javascript:x) est dans le titre.",)
    page = digest_page(make_digest([briefing(*lines)]), [briefing(*lines)]).decode()
    assert "<script>" not in page
    assert "[lien](" not in page


def test_the_page_is_the_same_each_time():
    briefings = [
        briefing(*telling(e, c, 40 + i, i % 2)) for i, (e, c) in enumerate(planted())
    ]
    pages = {digest_page(make_digest(briefings), briefings) for _ in range(3)}
    assert len(pages) == 1
