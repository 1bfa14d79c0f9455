"""French words whose English is nearly always there, counted over linked pairs."""

from collections import Counter

from models.training import arrays, sure
from models.training.arrays import NO_LINK
from models.training.sure import Seen
from tests.unit.test_training_senses import Letters


def test_a_pair_is_seen_by_its_plain_words_and_its_links():
    pairs = arrays.from_sequences([[0, 1, 2]], [[4, 5, 3]], [[2, NO_LINK, 2]])
    (found,) = sure.seen(pairs, Letters.PIECES)
    assert found.french == {"usine"}
    assert found.english == {"plant", "work"}
    assert found.links == {("usine", "plant"), ("usine", "work")}


def test_capitals_numerals_and_short_words_do_not_count():
    words = ["maire", "Maire", "trente", "douzaines", "rue", "dans", "l'été"]
    assert [word for word in words if sure.counts(word)] == ["maire"]


def pair(french, english, *links):
    return Seen(frozenset(french.split()), frozenset(english.split()), frozenset(links))


def test_a_word_becomes_what_is_linked_to_it_and_no_common_word():
    often = [pair("maire", "mayor said", ("maire", "mayor"), ("maire", "said"))] * 5
    found = [pair("maire", "mayor", ("maire", "mayor"))] * 25
    other = [pair("rue", "said")] * 100
    known = sure.translations([*often, *found, *other])
    assert known["maire"][0] == "mayor"
    assert "said" not in known["maire"]


def test_a_pair_is_credited_to_the_commonest_family_that_is_there():
    known = {"maire": ("mayor", "city")}
    plain = [pair("maire", "mayor city"), pair("maire", "city"), pair("maire", "")]
    credit, total = sure.credited(plain, known)
    assert credit == {"maire": {"mayor": 1, "city": 1}}
    assert total == {"maire": 3}


def test_a_word_is_sure_by_what_accounts_for_it():
    credit = {
        "maire": Counter(mayor=995, city=1),
        "pense": Counter(think=700, mean=200),
    }
    found = sure.sure(credit, Counter(maire=1000, pense=1000), 0.93)
    assert found == {"maire": ["mayor"]}


def test_the_press_alone_is_asked_where_it_has_a_word_often():
    everywhere = {"maire": ["mayor"], "tour": ["round"], "élu": ["elected"]}
    written = {"maire": ["mayor"]}
    known = {"maire": ("mayor", "mayoral"), "tour": ("tower", "round")}
    found = sure.merged(everywhere, written, known)
    assert found == {"maire": ["mayor", "mayoral"], "élu": ["elected"]}
