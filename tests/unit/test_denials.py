"""Which French denials English has to render, and which doubts follow."""

from __future__ import annotations

import pytest

from briefing.fidelity import check
from briefing.fidelity.negation import denials


def told(text: str, *, soft: bool = False) -> list[str]:
    return [d.words for d in denials(text.lower()) if d.soft == soft]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Il ne viendra pas.", ["ne … pas"]),
        ("Il a promis de ne pas venir.", ["ne … pas"]),
        ("Je ne crois pas que ce soit vrai.", ["ne … pas"]),
        ("Cela n'indique en aucun cas que tout va.", ["n' … aucun"]),
        ("Personne n'est venu.", ["personne … n'"]),
        ("Aucun élu n'a plus rien dit.", ["n' … plus"]),
        ("Un accord sans aucune sanction.", ["sans"]),
        ("Il veut des actes, pas des mots.", ["pas"]),
        ("Il faut agir et non parler.", ["non"]),
        ("On ne peut l'admettre.", ["ne peut"]),
        ("C'est pas possible.", ["pas"]),
    ],
)
def test_denials_of_every_kind_are_found_once(text: str, words: list[str]) -> None:
    assert told(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Il n'y a qu'une issue.",
        "Il ne reste plus que deux jours.",
        "Il a plu plus qu'en aucune autre année.",
        "Il viendra sans doute.",
        "N'oubliez pas de signer.",
        "Ce n'est pas rare.",
        "À n'importe quel prix.",
        "Le premier pas est fait.",
        "Plus que jamais, il faut agir.",
        "Avant qu'il ne parte.",
        "Un peu plus d'un an.",
    ],
)
def test_what_denies_nothing_is_not_asked_for(text: str) -> None:
    assert told(text) == []


def test_the_later_ones_of_a_chain_are_soft() -> None:
    text = "Ils ne volent pas, ne mendient pas et ne boivent pas."
    assert told(text) == ["ne … pas"]
    assert len(told(text, soft=True)) == 2
    assert not check(text, "They do not steal, beg or drink.")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Un accord sans sanction est prêt.", "A deal with the sanction is ready."),
        ("Aucun élu n'est venu mardi.", "An official came on Tuesday."),
        ("Il ne veut rien changer.", "He wants to change it."),
        ("Il promet de ne pas voter.", "He promises to vote."),
        # The failure that the French tells of does not answer for the denial.
        ("L'échec n'est pas certain.", "The failure is certain."),
        ("L'opposition ne votera pas.", "The opposition will vote."),
    ],
)
def test_a_denial_that_is_gone_is_told(source: str, target: str) -> None:
    assert [flag.kind for flag in check(source, target)] == ["negation"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Un accord sans sanction est prêt.", "A sanction-free deal is ready."),
        ("Il n'a pas pu venir mardi.", "He was unable to come on Tuesday."),
        ("Il ne respecte pas la loi.", "He fails to respect the law."),
        ("Ce n'est pas clair.", "It is unclear."),
        ("Les tarifs n'ont jamais été si bas.", "Fares are lower than ever."),
        ("Que ce soit vrai ou non, il part.", "Whether it is true, he leaves."),
    ],
)
def test_a_denial_in_other_words_is_no_doubt(source: str, target: str) -> None:
    assert check(source, target) == ()


@pytest.mark.parametrize(
    "source", ["Le bilan serait de 12 morts.", "Il y aurait 12 morts."]
)
def test_hearsay_of_the_present_is_told(source: str) -> None:
    assert [f.kind for f in check(source, "There are 12 dead.")] == ["modality"]
    assert check(source, "There are reportedly 12 dead.") == ()
