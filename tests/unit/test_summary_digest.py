"""The digest: copies folded, topics gathered, contradictions shown; planted texts."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.digest import entry_of, make_digest
from briefing.digest.contradictions import contradictions
from briefing.digest.copies import find_copies, signature
from briefing.digest.counts import counts
from briefing.digest.page import digest_view
from briefing.digest.records import briefing_of
from briefing.digest.topics import find_topics, telling_words
from briefing.keypoints import key_points
from briefing.render import fill_page
from briefing.render.json import record
from briefing.render.templates import DIGEST
from briefing.summary.extractive import ExtractiveSummarizer
from briefing.types import Article, Briefing, Decoding, KeyPoint, Provenance
from models.training.salience import article_of
from tests.render_cases import ferries, hostile, untitled
from tests.unit.test_summary import build

GOLD = json.loads(
    (Path(__file__).parents[1] / "data" / "digest" / "digest.json").read_text("utf-8")
)

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


def copies(texts):
    return find_copies([signature(text) for text in texts])


def test_copies_are_found_and_nothing_else():
    originals = [wire(i) for i in range(len(CITIES))]
    edited = [text.replace("maire", "mairie") + " Fin (afp)." for text in originals]
    others = [" ".join(telling(e, c, 40 + i, 0)) for i, (e, c) in enumerate(planted())]
    groups = copies([*originals, *others, *edited])
    n = len(CITIES)
    expected = {(i, i + 2 * n) for i in range(n)}
    found = {g for g in groups if len(g) > 1}
    assert len(found & expected) >= 0.9 * n
    assert len(found - expected) <= 0.1 * len(found)


def test_a_text_without_a_run_of_words_is_no_copy_of_another():
    assert copies(["", "", "un deux"]) == [(0,), (1,), (2,)]


def test_articles_of_one_event_are_one_topic():
    vectors = []
    for i, (event, city) in enumerate(planted()[:12]):
        for way in (0, 1):
            lines = telling(event, city, 50 + i, way)
            vectors.append(telling_words(lines[0], " ".join(lines)))
    topics = find_topics(vectors)
    assert sorted(i for t in topics for i in t) == list(range(24))
    together = sum(any({2 * i, 2 * i + 1} <= set(t) for t in topics) for i in range(12))
    assert together >= 11


def differ(first: Article, second: Article) -> list[tuple[str, str]]:
    """The figures that the two tell differently."""
    a, b = counts(first), counts(second)
    return [(a[i].shown, b[j].shown) for i, j in contradictions(a, b)]


def test_planted_contradictions_are_found():
    found = 0
    for i, (event, city) in enumerate(planted()):
        first = build(*telling(event, city, 40 + i, 0))
        second = build(*telling(event, city, 60 + 2 * i, 1))
        found += len(differ(first, second)) == 1
    assert found >= 0.9 * len(CITIES)


def test_articles_that_agree_do_not_contradict():
    false = 0
    for i, (event, city) in enumerate(planted()):
        first = build(*telling(event, city, 40 + i, 0))
        second = build(*telling(event, city, 40 + i, 1))
        false += bool(differ(first, second))
    assert false <= 0.1 * len(CITIES)


def test_the_same_thing_in_another_town_does_not_contradict():
    entries = [
        entry_of(briefing(*telling(event, city, 40 + i, i % 2)))
        for i, (event, city) in enumerate(planted())
    ]
    topics = make_digest(entries).topics
    assert not any(topic.differences for topic in topics)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Environ 200 personnes ont défilé à Lyon.",
            "À Lyon, 210 personnes ont défilé.",
        ),
        ("Le tram coûtera 2 millions d'euros.", "Le tram coûtera 2 000 000 d'euros."),
        ("Dix et 20 élus ont voté à Lyon.", "À Lyon, 20 et 10 élus ont voté."),
        ("Le feu a fait 12 blessés.", "Le feu a fait 12 morts et 12 blessés."),
        ("L'engin pèse 3,8 tonnes.", "L'engin pèse 3 800 kilos."),
        ("Le car est parti à 6 h 40.", "Il était 6 h 40 au départ du car."),
    ],
)
def test_figures_that_agree_in_other_words_do_not_contradict(one, other):
    assert differ(build(one), build(other)) == []


@pytest.mark.parametrize(
    ("one", "other", "figures"),
    [
        (
            "Le feu a blessé quatre pompiers.",
            "Sept soldats du feu ont été blessés.",
            ("quatre", "Sept"),
        ),
        (
            "L'engin pèse 3,8 tonnes.",
            "L'engin pèse 4 200 kilos.",
            ("3,8 tonnes", "4 200 kilos"),
        ),
        (
            "Le pont sera ouvert en 2027.",
            "Le pont sera ouvert en 2028.",
            ("en 2027", "en 2028"),
        ),
        (
            "La mort de 12 passagers et 30 blessés sont à déplorer.",
            "On compte 15 morts et 30 blessés parmi les voyageurs.",
            ("12", "15"),
        ),
    ],
)
def test_figures_for_the_same_thing_in_other_words_contradict(one, other, figures):
    assert differ(build(one), build(other)) == [figures]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Le rendement du bon a reculé à 3,6 %, a dit la banque du Trésor.",
            "Le rendement du bon a reculé de 4,1 %, a dit la banque du Trésor.",
        ),
        (
            "Le rendement du bon est de 3,6 % contre 3,8 % avant.",
            "Le rendement du bon est de 3,6 % contre 4,1 % avant.",
        ),
        (
            "Les ventes des commerçants de Lyon accusent 50 % de recul.",
            "À Lyon, 65 % des commerçants ont vu leurs ventes en recul.",
        ),
        (
            "Les commerçants de Lyon ont perdu 40 % de leurs ventes.",
            "Parmi les commerçants de Lyon, 45 % jugent leurs ventes en danger.",
        ),
    ],
)
def test_what_a_share_is_of_and_what_it_is_held_against_tell_figures_apart(one, other):
    assert differ(build(one), build(other)) == []


def test_two_weekdays_in_articles_of_two_days_are_no_contradiction():
    line = "La Bourse de Lyon a gagné {} % {}, a dit la banque du Trésor de Lyon."
    lines = line.format("3", "jeudi"), line.format("2", "vendredi")
    days = ("2025-03-06", "2025-03-07")
    one, other = (
        briefing("La Bourse de Lyon.", text, date=day)
        for text, day in zip(lines, days, strict=True)
    )
    assert not any(t.differences for t in digest_of(one, other).topics)
    same = briefing("La Bourse de Lyon.", lines[1], date=days[0])
    assert any(t.differences for t in digest_of(one, same).topics)


def test_figures_far_apart_tell_two_events_of_one_town_from_each_other():
    fire = "Un incendie a ravagé la nuit dernière {} de Saurelle, en pleine campagne."
    facts = "Les pompiers ont évacué {} habitants et {} maisons ont brûlé en {} heures."

    def told(place, *figures, date=None):
        return briefing(fire.format(place), facts.format(*figures), date=date)

    one = told("le camping", 320, 41, 3)
    # Nothing is the same: another fire.
    other = told("l'entrepôt", 24, 36, 2)
    assert not any(t.differences for t in digest_of(one, other).topics)
    # The same houses: more people were found, but it is the same fire.
    again = told("le camping", 24, 41, 2)
    assert any(t.differences for t in digest_of(one, again).topics)


def test_injured_are_never_held_against_dead():
    one = build("L'explosion a fait 12 morts à Lyon.")
    other = build("L'explosion a fait 15 blessés à Lyon.")
    assert differ(one, other) == []


def briefing(*lines: str, title: str = "", quotes=(), date=None) -> Briefing:
    article = build(*lines, title=title or lines[0], quotes=quotes)
    article = replace(article, document=replace(article.document, date=date))
    points = tuple(
        KeyPoint(text=line, sources=(i,)) for i, line in enumerate(lines) if i
    )
    return Briefing(
        article=article, summary=(), key_points=points, provenance=PROVENANCE
    )


PROVENANCE = Provenance(
    briefing_version="0",
    model_name="",
    model_sha256="",
    engine="",
    decoding=Decoding(),
    summarizer="",
)


def digest_of(*briefings: Briefing):
    return make_digest([entry_of(b) for b in briefings])


def page(digest, name="md") -> bytes:
    return fill_page(name, digest_view(digest), kind=DIGEST)


@pytest.fixture(scope="module", params=["dated", "undated"])
def gold(request):
    """The digest of the articles in `tests/data/digest`, French for English."""
    rows = GOLD["articles"]
    if request.param == "undated":
        rows = [{**row, "date": None} for row in rows]
    return digest_of(*(gold_briefing(row) for row in rows))


def gold_briefing(row) -> Briefing:
    article = article_of({"title": row["title"], "article": row["text"]})
    document = replace(
        article.document, id=row["id"], date=row["date"], publisher=row["publisher"]
    )
    article = replace(article, document=document)
    summary = ExtractiveSummarizer()(article)
    return Briefing(
        article=article,
        summary=summary,
        key_points=key_points(article, summary=summary),
        provenance=PROVENANCE,
    )


def test_copies_among_articles_of_many_writers_are_folded(gold):
    planted = {frozenset(pair) for pair in GOLD["duplicates"]}
    ids = [entry.id for entry in gold.entries]
    found = {
        frozenset((ids[a], ids[b]))
        for topic in gold.topics
        for lead, others in zip(topic.articles, topic.copies, strict=True)
        for a in (lead, *others)
        for b in (lead, *others)
        if a < b
    }
    assert len(planted) >= 30
    assert len(found & planted) >= 0.9 * len(planted)
    assert len(found - planted) <= 0.1 * len(found)


def facts_of(gold, figure):
    """The facts that a figure of the digest was planted for."""
    entry = gold.entries[figure.article]
    row = next(a for a in GOLD["articles"] if a["id"] == entry.id)
    count = entry.counts[figure.count]
    passage = entry.passages[figure.sentence].french
    start = row["text"].index(passage) + count.start
    return {
        (fact["event"], fact["fact"])
        for fact in GOLD["facts"]
        for said in fact["statements"]
        if said["article"] == entry.id
        and said["start"] < start + len(count.shown)
        and start < said["end"]
    }


def test_contradictions_among_articles_of_many_writers_are_shown(gold):
    labels = {(f["event"], f["fact"]): f["label"] for f in GOLD["facts"]}
    planted = {fact for fact, label in labels.items() if label == "contradict"}
    found, false = set(), 0
    differences = [d for topic in gold.topics for d in topic.differences]
    for difference in differences:
        facts = set.intersection(
            *(
                set().union(*(facts_of(gold, f) for f in version.figures))
                for version in difference.versions
            )
        )
        false += not facts & planted
        found |= facts & planted
    assert len(planted) >= 30
    assert len(found) >= 0.9 * len(planted), planted - found
    assert false <= 0.1 * len(differences)


def test_every_briefing_stands_in_exactly_one_topic():
    found = [
        briefing(*telling(e, c, 40 + i, i % 2)) for i, (e, c) in enumerate(planted())
    ]
    digest = digest_of(*found, *found)
    placed = [i for topic in digest.topics for i in topic.everyone]
    assert sorted(placed) == list(range(2 * len(found)))
    assert all(len(t.copies[0]) >= 1 for t in digest.topics)


def test_a_copy_with_another_figure_still_shows_the_contradiction():
    text = wire(0).removesuffix(".").split(". ")
    toll = (
        "Le feu de Lyon a blessé {} pompiers de la caserne du centre de Villeurbanne."
    )
    first = briefing(*(f"{t}." for t in text), toll.format(12))
    second = briefing(*(f"{t}." for t in text), toll.format(15))
    (topic,) = digest_of(first, second).topics
    assert topic.articles == (0,)
    assert topic.copies == ((1,),)
    (difference,) = topic.differences
    assert [v.shown for v in difference.versions] == ["12", "15"]


def test_another_toll_a_week_later_is_no_contradiction():
    lines = telling(0, "Lyon", 40, 0), telling(0, "Lyon", 60, 1)
    days = ("2025-03-01", "2025-03-09")
    digest = digest_of(
        *(briefing(*one, date=day) for one, day in zip(lines, days, strict=True))
    )
    assert not any(topic.differences for topic in digest.topics)


def test_the_same_point_of_two_articles_is_shown_once_with_both():
    lines = telling(1, "Lyon", 800, 0), telling(1, "Lyon", 800, 1)
    (topic,) = digest_of(*(briefing(*one) for one in lines)).topics
    merged = [p for p in (*topic.summary, *topic.points) if p.also]
    assert (0, 0, ((1, 0),)) in [(p.article, p.claim, p.also) for p in merged]


def test_points_whose_figures_differ_are_not_merged():
    lines = telling(1, "Lyon", 800, 0), telling(1, "Lyon", 900, 1)
    (topic,) = digest_of(*(briefing(*one) for one in lines)).topics
    shown = [p for p in (*topic.summary, *topic.points) if p.claim == 0]
    assert not any(p.also for p in shown)


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
    (topic,) = digest_of(one, two).topics
    (found,) = topic.statements
    assert found.speaker == "Jean Petit"
    assert [(s.article, s.claim) for s in found.statements] == [(0, 0), (1, 0)]


def test_what_two_articles_quote_alike_is_shown_once_in_its_longer_form():
    head = "Le maire de Lyon a présenté les comptes de la commune devant le conseil."
    long = "Nous ouvrirons dix écoles dans les quartiers du nord dès la rentrée"
    short = "Nous ouvrirons dix écoles dans les quartiers du nord"
    pair = [
        briefing(
            head,
            f"« {text} », a dit Jean Petit {where}.",
            *(f"La {word} de Lyon coûte cher au maire." for word in others),
            quotes=((text, "Jean Petit", None),),
        )
        for text, where, others in (
            (short, "devant le conseil", WORDS[:6]),
            (long, "à la presse", WORDS[6:12]),
        )
    ]
    (topic,) = digest_of(*pair).topics
    (said,) = topic.statements
    assert [(s.article, s.also) for s in said.statements] == [(1, ((0, 0),))]


def test_no_briefings_make_an_empty_digest():
    digest = make_digest([])
    assert digest.topics == ()
    assert b"# Digest of 0 articles" in page(digest)


def test_the_page_shows_both_figures_and_lists_every_article():
    lines = telling(0, "Lyon", 40, 0), telling(0, "Lyon", 60, 1)
    found = page(digest_of(*(briefing(*one) for one in lines))).decode()
    assert "**40** [1] — or — **60** [2]" in found
    assert all(line in found for line in (lines[0][1], lines[1][1]))
    assert "# Digest of 2 articles" in found
    assert "\n| 2 | " in found.split("## Sources")[1]


@pytest.mark.parametrize("name", ["md", "html"])
def test_the_page_leaves_no_markup_of_the_articles_alive(name):
    lines = ("Un <script>alert(1)</script> [lien](javascript:x) est dans le titre.",)
    found = page(digest_of(briefing(*lines)), name).decode()
    assert "<script>alert" not in found
    assert "[lien](" not in found or name == "html"


@pytest.mark.parametrize("name", ["md", "html", "pdf"])
def test_the_page_is_the_same_each_time(gold, name):
    assert page(gold, name) == page(gold, name)


def test_missing_articles_are_told_of(gold):
    assert "2 articles could not be read" in digest_view(gold, missing=2)["account"]


@pytest.mark.parametrize("make", [ferries, untitled, hostile])
def test_a_briefing_read_back_from_json_is_the_one_written(make):
    case = make()
    again = briefing_of(json.loads(json.dumps(record(case))))
    assert record(again) == record(case)
    assert again.article.sentences == case.article.sentences
