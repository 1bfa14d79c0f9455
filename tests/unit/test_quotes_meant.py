"""Who is meant: descriptions, pronouns and names, and whom each stands for."""

import pytest

from tests.unit.test_quotes_speakers import said_by

OFFICES = {
    "a party called after a country is nobody": (
        "« Ce budget est un mirage », explique la sénatrice du Gers. Elle juge le "
        "texte « plus creux qu'une noix ».\n\nDeux élus se sont abstenus : Odile Tarn "
        "et la sénatrice La Belgique unie, Nelly Fabre.",
        ["la sénatrice du Gers", "la sénatrice du Gers"],
    ),
    "a pronoun that opens a text is the office named next": (
        "Elle avait d'abord assuré que le projet « tenait la route ».\n\n"
        "« Je retire mon amendement », explique la sénatrice du Gers.",
        ["la sénatrice du Gers", "la sénatrice du Gers"],
    ),
    "who says more is the woman, not the source that told of her": (
        "Arrêtée avec son mari Rémi Caradec, son épouse de 40 ans a été relâchée, a "
        "dit une source policière.\n\n« Il a changé depuis l'été », a-t-elle déclaré.",
        ["son épouse de 40 ans"],
    ),
    "a paper keeps the article of its name": (
        "L'enquête dure.\n\nLe Monde écrit que « le dossier est presque vide ».",
        ["Le Monde"],
    ),
    "one source is no two suspects": (
        "Deux membres présumés de la bande ont été arrêtés à Gap, selon un greffier. "
        "« Ils seront jugés en mars », a précisé cette même source.",
        ["cette même source"],
    ),
    "another's office is no guide to who is named much later": (
        "La cour a relaxé le berger. « Il peut rentrer ce soir », a dit la "
        "présidente.\n\nPlus tôt, la présidente du tribunal des eaux a jugé le "
        "dossier « trop mince pour condamner ».\n\nLe village fête la nouvelle. "
        "« C'est un soulagement », a dit Maïwenn Kerdraon, présidente de l'amicale "
        "des bergers.",
        [
            "la présidente",
            "la présidente du tribunal des eaux",
            "Maïwenn Kerdraon",
        ],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), OFFICES.values(), ids=OFFICES)
def test_an_office_without_a_holder(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SEVERAL = {
    "a list of complements and another body": (
        "Un collectif de bergers, d'apiculteurs et la Ligue des prairies ont publié "
        "un texte, lundi, pour réclamer « des haies le long des routes ». Le préfet "
        "a pris note. « Chaque talus compte », insistent-ils.",
        [
            "Un collectif de bergers, d'apiculteurs et la Ligue des prairies",
            "Un collectif de bergers, d'apiculteurs et la Ligue des prairies",
        ],
    ),
    "two who act, and speak after that": (
        "La mairie et le diocèse ont signé un bail. Ils affirment que la chapelle "
        "« servira à tout le quartier ».",
        ["La mairie et le diocèse"],
    ),
    "one of two acts alone": (
        "La mairie et le diocèse se taisent, et le bedeau assure que la chapelle "
        "« restera fermée tout l'hiver ».",
        ["le bedeau"],
    ),
    "a text that finds something": (
        "Le comité des rives a remis sa copie. Ce rapport dresse le constat que « les "
        "berges s'effritent plus vite qu'avant ».",
        ["Le comité des rives"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SEVERAL.values(), ids=SEVERAL)
def test_several_as_one_subject(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


PERSONS = {
    "another clause, another subject": (
        "Bruges s'est dite « très attristée » par ce vol, et le diocèse a estimé que "
        "les vitraux devaient « revenir avant Pâques ».",
        ["Bruges", "le diocèse"],
    ),
    "who speaks is no demand": (
        "Les craintes du bourg et leurs protestations ont gagné la vallée. Ils "
        "demandent que le moulin « ferme la nuit ».",
        [None],
    ),
    "a woman by her age": (
        "Peu de voisins ramassent les coques, comme Ornella Sturbois, venue avec sa "
        "fille.\n\n« J'en remplis deux seaux par marée », explique la femme de "
        "42 ans.",
        ["Ornella Sturbois"],
    ),
    "a wife is another": (
        "Le potier Ugo Delsart a fermé. « Il dort mieux », dit la femme du potier.",
        ["la femme du potier"],
    ),
    "the only woman of the text is who is concerned": (
        "Le bac coule, affirme la batelière Ysoline Carrec.\n\nElle a déposé une "
        "plainte. « J'ai tout vu », s'emporte l'intéressée.",
        ["Ysoline Carrec"],
    ),
    "who is concerned is not who spoke last": (
        "Lise Aubrac a gagné la régate. Nora Vials a salué « une barreuse d'un autre "
        "temps ».\n\nElle gardera la coupe tout l'hiver. Selon l'intéressée, elle est "
        "« laide mais très solide ».",
        ["Nora Vials", "Lise Aubrac"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), PERSONS.values(), ids=PERSONS)
def test_which_person_is_meant(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


VOICES = {
    "to whom it is said is not who says it": (
        "La cheffe du chœur a cédé sa place et envoyé un mot à M. Brévin lui demandant "
        "« de chanter sans elle ».",
        ["La cheffe du chœur"],
    ),
    "the left is not the right": (
        "« La vallée respire », a commenté Gildas Orvault, ancien maire de gauche de "
        "la ville.\n\nÀ Brenac, le représentant de la droite a concédé son échec, "
        "annonçant « un hiver sans pitié ».",
        ["Gildas Orvault", "le représentant de la droite"],
    ),
    "a name with a foreign particle": (
        "Le vote « change la carte du pays », estimait le quotidien Gazzetta della "
        "Valle, premier titre du nord.",
        ["Gazzetta della Valle"],
    ),
    "a body with its place": (
        "Côté exploitant, Aéroports de Valmont conseille de venir « deux heures avant "
        "le décollage ».",
        ["Aéroports de Valmont"],
    ),
    "a surname that is a first name too": (
        "« Le pré restera un pré », a tranché la mairesse Clotilde de Gabriel. Elle "
        "veut « des vaches, pas des voitures ».",
        ["Clotilde de Gabriel", "Clotilde de Gabriel"],
    ),
    "in whose eyes": (
        "En mai, M. Tissot annonçait que la cour serait « pleine de promesses ».\n\n"
        "Pourtant, le lieu ne manque pas de grâce aux yeux du paysagiste Gaëtan "
        "Arzur.\n\n« Le vide est un décor », estime-t-il.",
        ["Tissot", "Gaëtan Arzur"],
    ),
    "a paper is its author's": (
        "Le lichen pousse « trois fois moins vite », selon le communiqué de "
        "l'Observatoire des landes.",
        ["Observatoire des landes"],
    ),
    "through whom a body speaks": (
        "La préfecture, par la bouche de Cyprien Loubet, a vite répondu : « nous ne "
        "céderons pas un mètre ». « Voilà tout », a-t-il ajouté.",
        ["Cyprien Loubet", "Cyprien Loubet"],
    ),
    "its spokesman": (
        "La coopérative, via son porte-parole Aurèle Gandin, a assuré que la digue "
        "« tiendrait encore un hiver ».",
        ["Aurèle Gandin"],
    ),
    "a text signed by somebody speaks for itself": (
        "La fédération, fondée par Edwige Mallard, a estimé que la digue « tiendrait "
        "encore un hiver ».",
        ["La fédération"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), VOICES.values(), ids=VOICES)
def test_whose_voice_it_is(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


HIM = {
    "who has been there has a subject": (
        "En mai, Ghislain Tarbel avait ouvert son atelier à tous. Il y a donné trois "
        "fêtes, admettant avoir « trop longtemps vécu en ours ».",
        ["Ghislain Tarbel"],
    ),
    "there is need of nobody": (
        "Ghislain Tarbel a fermé son atelier. Il y a nécessité, dans ce bourg, de "
        "garder une « maison ouverte à tous les vents ».",
        [None],
    ),
    "who starts something may have any trade": (
        "« C'est une fête pour tous », répète l'initiateur de la « Grande foulée », "
        "Laurent Ibarra. Cet horloger vosgien a lancé l'idée au printemps, lorsqu'il "
        "a constaté que « personne ne sortait plus ».",
        ["Laurent Ibarra", "Laurent Ibarra"],
    ),
    "a political adjective is no office": (
        "Le meneur de la marche écologiste des dunes, Dominique Sarrat, est venu. "
        "« Nous reviendrons à l'automne », a-t-il promis.",
        ["Dominique Sarrat"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), HIM.values(), ids=HIM)
def test_whom_he_stands_for(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SPOKEN_OF = {
    "who acts in the quotation does not say it": (
        "Gérard Malin soutient le président du conseil, son mentor Hugo Verdan. "
        "Hugo Verdan rit. « Hugo Verdan veut le Sénat et moi je prendrai la "
        "vallée », aurait-il expliqué.",
        ["Gérard Malin"],
    ),
    "who is spoken to may say it": (
        "Hugo Verdan raconte sa nuit. « On me crie : Hugo Verdan est là, sauvez "
        "vos poules », dit-il.",
        ["Hugo Verdan"],
    ),
    "who is named before the colon, and who tells of it": (
        "Jean Morel a parlé de la famine. Les meuniers tremblaient tandis que "
        "Corvin lançait : « Voulez-vous du pain sans farine ? », souligne-t-il.",
        ["Corvin"],
    ),
    "whoever it was is nobody named": (
        "Paul Lardin est venu hier. Pourquoi alors quelqu'un a-t-il dit que le gué "
        "était « bien trop large pour un bœuf » ?",
        [None],
    ),
    "a subject that a pronoun takes up": (
        "Paul Lardin est venu hier. Pourquoi Jean Morel a-t-il répondu que c'était "
        "« trop tard pour traverser » ?",
        ["Jean Morel"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SPOKEN_OF.values(), ids=SPOKEN_OF)
def test_who_is_spoken_of(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


MANY = {
    "more than ten": (
        "Vingt bergers de la vallée tirent la sonnette d'alarme dans une tribune. "
        "« Nous nous habituons à l'intolérable », écrivent-ils.",
        ["Vingt bergers de la vallée"],
    ),
    "a network that speaks for itself": (
        "« Nous retirons ces messages », souligne Snapchat dans un courriel.",
        ["Snapchat"],
    ),
    "a network where somebody speaks": (
        "« Nous retirons ces messages », a écrit sur Snapchat la mairie de Gap.",
        ["la mairie de Gap"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), MANY.values(), ids=MANY)
def test_bodies_and_groups(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers
