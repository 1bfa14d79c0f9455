"""Words that choose between persons: « le premier », « l'autre », « l'intéressée »."""

import pytest

from tests.unit.test_quotes_speakers import said_by

OF_TWO = {
    "the first and the second of two": (
        "Chez Sophie et David, l'été se négocie tôt. « On a un tableur », raconte la "
        "première. « Elle a un tableur », corrige le second.",
        ["Sophie", "David"],
    ),
    "one of two accuses the other": (
        "Rémi Mirand et Victoire Kergal ont débattu. Le premier accuse sa rivale de "
        "vouloir « punir ceux qui se lèvent tôt ».",
        ["Rémi Mirand"],
    ),
    "an office beside the first": (
        "Gaël Lornac et Raoul Trévidic se taisent. Le premier, ancien adjoint à la "
        "formation, reconnaît tout. Le second nie. « Je signais », souffle l'ancien "
        "adjoint.",
        ["Gaël Lornac"],
    ),
    "the opponent of who has just spoken": (
        "Rémi Mirand et Victoire Kergal ont débattu. « Ils prennent le bus », dit "
        "Victoire Kergal. Son adversaire lève les yeux au ciel : « Et pourquoi pas "
        "des chevaux ? »",
        ["Victoire Kergal", "Rémi Mirand"],
    ),
    "the neighbor of who acts": (
        "Colette Hébrard et Ernest Soulages plaident. Ernest Soulages jure n'avoir "
        "« jamais rien planté ». « Votre oncle l'arrosait », coupe sa voisine.",
        ["Ernest Soulages", "Colette Hébrard"],
    ),
    "the other of two": (
        "Philippe Corty a croisé Gaël Bise. « À prix d'ami », a plaidé Philippe "
        "Corty. « À prix plein », répond l'autre.",
        ["Philippe Corty", "Gaël Bise"],
    ),
    "the same as before": (
        "Régis Amblard s'était engagé à « ne rien fermer avant 2030 ». Le même "
        "assurait que le train était « l'épine dorsale de la vallée ».",
        ["Régis Amblard", "Régis Amblard"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), OF_TWO.values(), ids=OF_TWO)
def test_one_of_two(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


CONCERNED = {
    "whom a quotation has just named": (
        "Carole Imbert et Solange Nadau tiennent la cantine. « On ne touche pas à "
        "Solange Nadau », reconnaît le maire. L'intéressée hausse les épaules : « Je "
        "ne suis pas un monument. »",
        ["le maire", "Solange Nadau"],
    ),
    "whom the text has heard first, not who has just spoken": (
        "« Il manque une virgule », dit Suzanne Villar. Sa sœur, Mireille Villar, "
        "décrit une enfant « qui corrigeait les menus ». L'intéressée confirme : « Il "
        "y avait des fautes partout. »",
        ["Suzanne Villar", "Mireille Villar", "Suzanne Villar"],
    ),
    "and who goes on": (
        "« Il manque une virgule », dit Suzanne Villar. Ses rivaux la craignent. "
        "Sa sœur, Mireille Villar, décrit une enfant « qui corrigeait les menus ». "
        "L'intéressée confirme. Et de sourire, enfin : « Il y avait des fautes. »",
        ["Suzanne Villar", "Mireille Villar", "Suzanne Villar"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), CONCERNED.values(), ids=CONCERNED)
def test_who_is_concerned(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


UNNAMED = {
    "a wider noun for somebody unnamed": (
        "« Ne signez jamais à jeun », conseille une avocate, Me Rosalie Morand.\n\n"
        "Une juge aux affaires familiales, tenue à la réserve, confie avoir partagé "
        "« un chien et un piano ». « Le piano, c'était dur », assure la magistrate.",
        [
            "Rosalie Morand",
            "Une juge aux affaires familiales",
            "Une juge aux affaires familiales",
        ],
    ),
    "whoever sighs is no ministry": (
        "Anne Duval dirige le théâtre. La Ville invoque « un effort partagé par "
        "tous ». « Nous faisons l'effort, elle fait le partage », sourit-elle.",
        ["Ville", "Anne Duval"],
    ),
    "what somebody does meanwhile is no part of them": (
        "« Elle avance jusqu'au bout », ironise un étudiant en le pliant en avion.",
        ["un étudiant"],
    ),
    "a verb that is no part of a body": (
        "L'agence de santé finance l'opération. Elle la juge « tout à fait probante ».",
        ["L'agence de santé"],
    ),
    "a name by the body that stands beside it": (
        "Navéa, opérateur du réseau, évoque « un état préoccupant des rails ».",
        ["Navéa"],
    ),
    "the author of an investigation, not the investigation": (
        "Une enquête a été ouverte par le parquet de Vernoy, qui a précisé que les "
        "auditions auraient lieu « avant la fin de la semaine ».",
        ["le parquet de Vernoy"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), UNNAMED.values(), ids=UNNAMED)
def test_who_has_no_name(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SHARES = {
    "a percentage": (
        "Ainsi, 62 % des personnes interrogées jugent la mesure « très souhaitable ».",
        ["62 % des personnes interrogées"],
    ),
    "a fraction": (
        "Un tiers des cadres la croient en revanche « impossible dans leur métier ».",
        ["Un tiers des cadres"],
    ),
    "so many of ten": (
        "Six Français sur dix jugent la mesure « très souhaitable ».",
        ["Six Français sur dix"],
    ),
    "a source": (
        "Selon 42 % des sondés, la mesure est « une erreur totale ».",
        ["42 % des sondés"],
    ),
    "no share": (
        "Un quart d'heure plus tard, le maire juge la mesure « très souhaitable ».",
        ["le maire"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SHARES.values(), ids=SHARES)
def test_shares_of_those_asked(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


GOES_ON = {
    "a second verb of the same subject": (
        "La COP « reconnaît le rôle des bergers, chargés de livrer le foin » aux "
        "pays, et « invite les parties à faire usage des fourches ».",
        ["COP", "COP"],
    ),
    "what somebody does next": (
        "Le Parti vert aide Luc Marion. Anne Morel en rit. Et le maire Paul Lardin "
        "d'ajouter : « Ainsi les votes ont servi. »",
        ["Paul Lardin"],
    ),
    "one who asks, and asks again": (
        "Jean Sorel parle d'un jeu. « N'est-ce pas une ruse ? », interroge l'avocat "
        "Pierre Cornuel. « Vous étiez-vous assuré du gué ? » « Non, pas du tout », "
        "se défend Jean Sorel.",
        ["Pierre Cornuel", "Pierre Cornuel", "Jean Sorel"],
    ),
    "what one does besides": (
        "Anne Morel promet de parler et de répondre : « Les votes ont servi. »",
        ["Anne Morel"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), GOES_ON.values(), ids=GOES_ON)
def test_a_sentence_that_goes_on(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers
