"""Quotations in quotations, labels of interviews, words that others report."""

import pytest

from tests.unit.test_quotes_speakers import said_by

NESTED = {
    "what the speaker has said himself": (
        "« Je lui disais : “Descends, tu vas prendre froid” », raconte Lise Oudin.",
        ["Lise Oudin", "Lise Oudin"],
    ),
    "a noun and an adverb before the colon": (
        "Paul Duras explique : « J'ai une collègue qui dit toujours : “On maîtrise ce "
        "qu'on n'a pas vu.” »",
        ["Paul Duras", "une collègue"],
    ),
    "a clause before a fragment": (
        "Paul Duras explique : « Un chasseur m'a écrit que j'étais “un poète en "
        "uniforme”. »",
        ["Paul Duras", "Un chasseur"],
    ),
    "a pronoun for somebody named outside": (
        "Jean-Noël Pichon dirigeait la troupe. Ève Rameau, qui lui succède, s'en "
        "souvient. « Il m'a dit : “Vous avez le droit de pleurer.” », raconte Ève "
        "Rameau.",
        ["Ève Rameau", "Jean-Noël Pichon"],
    ),
    "a pronoun without a colon is left open": (
        "« Il appelait cela “la petite musique” », dit Paul Duras. Il rit.",
        ["Paul Duras", None],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), NESTED.values(), ids=NESTED)
def test_quotations_in_quotations(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


LABELS = {
    "initials and a colon": (
        "Rencontre avec Célestin Mbappou, garde.\n\nLe Courrier : Qu'est-ce qui a "
        "changé ?\n\nCélestin Mbappou : « Le silence. »\n\nLe Courrier : Et les "
        "chasseurs ?\n\nC. M. : « Ils vieillissent. »",
        ["Célestin Mbappou", "Célestin Mbappou"],
    ),
    "a name and initials before a dash": (
        "Rencontre avec Jean-Luc Abadie, garde.\n\nLe Courrier. – Qu'est-ce qui a "
        "changé ?\n\nJean-Luc Abadie. – « Le silence. »\n\nLe Courrier. – Et les "
        "chasseurs ?\n\nJ.-L. A. – « Ils vieillissent. »",
        ["Jean-Luc Abadie", "Jean-Luc Abadie"],
    ),
    "initials that two share": (
        "Paul Kern et Pia Kost répondent.\n\nP. K. : « Le silence. »",
        [None],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), LABELS.values(), ids=LABELS)
def test_labels_of_an_interview(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


REPORTED = {
    "a promise that another recalls": (
        "Anne Duval rappelle que l'hôpital s'était engagé, en 2022, à maintenir le "
        "service « aussi longtemps que des enfants naîtront ici ».",
        ["l'hôpital"],
    ),
    "what another assures of others": (
        "Paul Kern assure que ses collègues défendront « une place en crèche ».",
        ["Paul Kern"],
    ),
    "the view before a verb that a thing has": (
        "La biologiste Ingrid Thor s'y refuse. Pour elle, le mot relève « de la "
        "littérature, pas du protocole ».",
        ["Ingrid Thor"],
    ),
    "to whom something seems so": (
        "Kenji Naka, qui n'a pas pris part à l'étude, est moins prudent : les données "
        "lui paraissent « plus que suggestives ».",
        ["Kenji Naka"],
    ),
    "for whom the opinion is": (
        "Ce n'est pas l'avis de Jean-Baptiste Lauga, pour qui l'arbitre « aurait dû "
        "arrêter les frais ».",
        ["Jean-Baptiste Lauga"],
    ),
    "who has been opposite somebody else": (
        "« Il plaide comme on drague », soupire Edwige Viguier. Un magistrat, qui l'a "
        "eu face à lui, se montre moins tendre. « Brillant jusqu'à midi, pas plus. »",
        ["Edwige Viguier", "Un magistrat"],
    ),
    "a subject with its name between commas": (
        "Une avocate de Nérac, Me Rosalie Morand, y ajoute une règle : « Ne jamais "
        "signer à jeun. »",
        ["Rosalie Morand"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), REPORTED.values(), ids=REPORTED)
def test_what_others_report(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers
