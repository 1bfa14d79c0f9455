from __future__ import annotations

import json
import sys

import pytest

from briefing.render import RENDERERS, inert, renderer
from briefing.render.quotations import by_doubts
from briefing.render.view import INCIPIT_WORDS, view
from briefing.types import Flag, KeyPoint
from tests import render_cases
from tests.growth import seconds
from tests.render_cases import Line, Said, make


def test_holds_plain_data_only() -> None:
    page = view(render_cases.ferries())
    assert json.loads(json.dumps(page)) == page


def test_formats_share_one_page_and_none_changes_it() -> None:
    briefing = render_cases.ferries()
    page = view(briefing)
    before = json.dumps(page)
    for name in RENDERERS:
        renderer(name)(briefing)
        assert view(briefing) is page
    assert json.dumps(page) == before


def test_no_character_that_acts_counts_as_printable() -> None:
    acting = (inert._INVISIBLE, inert._CONTROL, inert._NEW_LINE)
    for character in map(chr, range(sys.maxunicode + 1)):
        if character.isprintable():
            assert not any(pattern.search(character) for pattern in acting)


def test_title_stands_in_both_languages() -> None:
    title = view(render_cases.ferries())["title"]
    assert title["english"] == "Channel ports want electric ferries"
    assert title["french"] == "Les ports de la Manche veulent des ferries électriques"
    assert not title["missing"]


def test_first_words_stand_for_a_missing_title() -> None:
    title = view(render_cases.untitled())["title"]
    assert title["english"].startswith("[Untitled] “Vannes city council")
    assert title["english"].endswith("on Monday…”")
    assert title["french"].startswith("«\u00a0Le conseil municipal")
    words = title["english"].removeprefix("[Untitled] ").split()
    assert len(words) == INCIPIT_WORDS
    assert title["missing"]


def test_incipit_skips_headings_and_untranslated_sentences() -> None:
    page = view(
        make(
            [
                [Line(french="Titre", english="Heading", kind="heading")],
                [Line(french="© AFP", status="skipped", reason="credit")],
                [Line(french="Il pleut.", english="It is raining.")],
            ]
        )
    )
    assert page["title"]["english"] == "[Untitled] “It is raining.”"


def test_a_doubt_about_the_first_words_is_one_about_the_title() -> None:
    doubt = Flag(kind="negation", detail="a denial was lost")
    line = Line(french="Il ne pleut pas.", english="It is raining.", flags=(doubt,))
    assert view(make([[line]]))["title"]["doubts"]


def test_text_without_any_english_still_has_a_title() -> None:
    kept = Line(french="Il pleut.", status="skipped", reason="noise")
    assert view(make([[kept]]))["title"]["english"] == "[Untitled]"


def test_title_that_was_kept_is_shown_once() -> None:
    title = Line(french="Titre", english="Titre", status="kept", reason="a name")
    shown = view(make([[Line(french="A.", english="B.")]], title=title))["title"]
    assert (shown["english"], shown["french"]) == ("Titre", "")


def test_quotation_keeps_its_letters_between_marks() -> None:
    quote = view(render_cases.ferries())["quotes"][4]
    assert quote["french"] == (
        "«\u00a0Quand le maire dit “on verra”, c’est qu’on a déjà vu\u00a0»"
    )
    assert quote["english"] == (
        "“When the mayor says ‘we shall see’, we have already seen”"
    )


def test_quotation_left_in_french_has_no_english() -> None:
    assert view(render_cases.ferries())["quotes"][5]["english"] == ""


def test_quotation_has_its_own_doubts_and_not_those_of_its_sentence() -> None:
    flag = Flag(kind="name", detail="« Kerbrat » is missing")
    line = Line(french="« Oui », dit Kerbrat.", english="“Yes”.", flags=(flag,))
    said = [Said(french="Oui", english="Yes", flags=flags) for flags in ((), (flag,))]
    clean, doubtful = (view(make([[line]], [one]))["quotes"][0] for one in said)
    assert clean["doubts"] == []
    assert doubtful["doubts"] == [{"kind": "name", "detail": flag.detail}]


@pytest.mark.parametrize(
    ("said", "name", "note"),
    [
        (Said(french="A", english="B", speaker="Léa", confidence=0.95), "Léa", ""),
        (Said(french="A", english="B", speaker="L", confidence=0.5), "L", "probable"),
        (
            Said(french="A", english="B", speaker="un élu", anonymous=True),
            "un élu",
            "unnamed source",
        ),
        (
            Said(french="A", english="B", speaker="un zinzin", anonymous=True),
            "un zinzin",
            "unnamed source, in French",
        ),
        (
            Said(french="A", english="B", speaker="les zinzins de Zut", confidence=0.5),
            "les zinzins de Zut",
            "unnamed source or document, in French, probable",
        ),
        (Said(french="A", english="B", speaker="de Zut"), "de Zut", ""),
        (Said(french="A", english="B"), "not attributed", ""),
        (
            Said(french="A", english="B", candidates=("X", "Y")),
            "not attributed",
            "perhaps X or Y",
        ),
        (
            Said(french="A", english="B", candidates=("Zut et Machin", "la police")),
            "not attributed",
            "perhaps Zut and Machin or the police",
        ),
    ],
)
def test_speaker_is_shown_with_how_sure_it_is(said: Said, name: str, note: str) -> None:
    speaker = view(make([[Line(french="A", english="B")]], [said]))["quotes"][0]
    assert (speaker["speaker"]["name"], speaker["speaker"]["note"]) == (name, note)


@pytest.mark.parametrize(
    ("name", "role", "english", "role_english", "lang"),
    [
        ("Léa Zut", "ministre de la Santé", "", "health minister", "en"),
        ("Léa Zut", "ministre de la Magie", "", "", "en"),
        ("ministère de la Santé", None, "health ministry", "", "fr"),
    ],
)
def test_role_and_body_have_english_where_the_table_covers_them(
    name: str, role: str | None, english: str, role_english: str, lang: str
) -> None:
    line = Line(french=f"{name} A", english="B")
    said = Said(french="A", english="B", speaker=name, role=role)
    page = view(make([[line]], [said]))
    speaker = page["quotes"][0]["speaker"]
    assert (speaker["name"], speaker["role"]) == (name, role or "")
    assert (speaker["english"], speaker["role_english"]) == (english, role_english)
    assert speaker["lang"] == page["speakers"][0]["lang"] == lang
    assert page["speakers"][0]["english"] == english.capitalize()


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("la fédération des zinzins", "La fédération des zinzins"),
        ("iTélé", "iTélé"),
        ("un diplomate européen", "un diplomate européen"),
    ],
)
def test_heading_over_a_speaker_has_a_capital(name: str, heading: str) -> None:
    line = Line(french=f"{name} A", english="B")
    page = view(make([[line]], [Said(french="A", english="B", speaker=name)]))
    assert page["speakers"][0]["name"] == heading
    assert page["quotes"][0]["speaker"]["name"] == name


def test_a_doubt_of_several_quotations_is_told_once() -> None:
    doubt = [{"kind": "unsure", "detail": "unsure"}]
    other = [{"kind": "name", "detail": "name lost"}, *doubt]
    quotes = [
        {"number": n, "doubts": d} for n, d in enumerate([doubt, [], other, doubt], 1)
    ]
    assert by_doubts(quotes) == [
        {"numbers": [1, 4], "doubts": doubt},
        {"numbers": [3], "doubts": other},
    ]


def test_claims_carry_the_doubts_of_their_sources_once() -> None:
    flag = Flag(kind="quantity", detail="40 became 4")
    line = Line(french="A.", english="B.", flags=(flag,))
    point = KeyPoint(text="B.", sources=(0,), flags=(flag,))
    shown = view(make([[line]], points=[point]))["points"][0]
    assert shown["doubts"] == [{"kind": "quantity", "detail": "40 became 4"}]


def test_every_sentence_is_on_the_page_and_counted() -> None:
    briefing = render_cases.ferries()
    page = view(briefing)
    shown = [s for p in page["paragraphs"] for s in p["sentences"]]
    assert [s["french"] for s in shown] == [s.text for s in briefing.article.sentences]
    counts = page["counts"]
    assert counts["sentences"] == 9
    assert counts["translated"] + counts["kept"] + counts["skipped"] == 9
    assert len(page["untranslated"]) == counts["kept"] + counts["skipped"] == 2
    assert "9 sentences: 7 translated, 1 kept in French, 1 skipped." in page["account"]


def test_segments_join_to_the_sentence_and_name_their_quotations() -> None:
    page = view(render_cases.ferries())
    for paragraph in page["paragraphs"]:
        for sentence in paragraph["sentences"]:
            joined = "".join(piece["text"] for piece in sentence["segments"])
            assert joined == sentence["french"]
    starts = [
        n
        for p in page["paragraphs"]
        for s in p["sentences"]
        for q in s["segments"]
        for n in q["starts"]
    ]
    assert starts == [1, 2, 3, 4, 5, 6]
    pieces = {
        tuple(piece["inside"]): piece["text"]
        for piece in page["paragraphs"][3]["sentences"][0]["segments"]
    }
    assert pieces[(4,)] == "mettre la main à la poche"
    assert pieces[(5, 6)] == "on verra"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2025-06-24", "24 June 2025"), ("2025-13-01", "2025-13-01"), ("juin", "juin")],
)
def test_date_is_shown_as_in_english_print(iso: str, shown: str) -> None:
    page = view(make([[Line(french="A", english="B")]], date=iso))
    assert page["document"]["date"] == shown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("javascript:alert(1)", ""),
        ("https://a.example/> [x](y)", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, link: str) -> None:
    page = view(make([[Line(french="A", english="B")]], url=url))
    assert page["document"]["link"] == link


def test_no_character_that_steers_a_terminal_or_reorders_text_is_left() -> None:
    page = json.dumps(view(render_cases.hostile()), ensure_ascii=False)
    assert not any(c in page for c in "\x1b\x00\u202e\u202c\x9b")
    assert "cité" in page


def test_french_spaces_stay_to_the_letter() -> None:
    french = "«\u202fOui\u00a0», 3\u202f000\u00a0€"
    page = view(make([[Line(french=french, english="“Yes”, €3,000")]]))
    assert page["paragraphs"][0]["sentences"][0]["french"] == french


def test_takes_linear_time_for_thousands_of_quotations_in_one_sentence() -> None:
    def taken(count: int) -> float:
        line = Line(french="« a » " * count, english="x")
        briefing = make([[line]], [Said(french="a", english="a")])
        return seconds(lambda: view(briefing))

    assert taken(20_000) < 10 * taken(5_000) + 0.2
