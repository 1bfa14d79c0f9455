"""Which name, and how much of it, the words beside a quotation give its speaker."""

import pytest

from tests.unit.test_quotes_speakers import quotes_of, said_by

NAMES_WITH_TWO_PARTICLES = {
    "von der": (
        "« Le gué tiendra », a promis hier Solène von der Rath. « Rien ne presse », "
        "a noté plus tard Mme von der Rath.",
        ["Solène von der Rath", "Solène von der Rath"],
    ),
    "van den": (
        "« Le blé manque », regrettait le meunier Joris van den Broek.",
        ["Joris van den Broek"],
    ),
    "de la behind one first name": (
        "« La vigne gèle », a soupiré Inès de la Serre.",
        ["Inès de la Serre"],
    ),
    "de los": (
        "« On replante », a assuré Carlos de los Pinos.",
        ["Carlos de los Pinos"],
    ),
    "no body": ("« On attend », a glissé Paul de la CGT.", ["Paul"]),
}


@pytest.mark.parametrize(
    ("text", "speakers"),
    NAMES_WITH_TWO_PARTICLES.values(),
    ids=NAMES_WITH_TWO_PARTICLES,
)
def test_two_particles_are_part_of_a_name(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers


BODIES_CALLED_AFTER_SOMEBODY = {
    "a foundation, beside another body": (
        "« Les loutres ont froid », dit Lupa. « Tant mieux pour l'étang ! », s'est "
        "réjouie la fondation Hector Blin.",
        ["Lupa", "la fondation Hector Blin"],
    ),
    "a body that is told something": (
        "« La digue fuit », a confié au journal Hector Blin.",
        ["Hector Blin"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"),
    BODIES_CALLED_AFTER_SOMEBODY.values(),
    ids=BODIES_CALLED_AFTER_SOMEBODY,
)
def test_a_body_called_after_somebody(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


NAMES_BEHIND_WHAT_THEY_PRESIDE_OVER = {
    "a body that there is once": (
        "Selon le président du Sénat Gilles Larroque, « mieux vaut laisser mûrir "
        "ce dossier ».",
        ["Gilles Larroque"],
    ),
    "a palace": (
        "« La neige arrive », a averti la porte-parole du Kremlin Olga Smirnova.",
        ["Olga Smirnova"],
    ),
    "a country that is a first name too": (
        "La présidente du Salvador Inès Quintana a fermé les ponts. « On rouvrira », "
        "a promis mardi Mme Quintana.",
        ["Inès Quintana"],
    ),
    "an institute called after somebody": (
        "« Les frelons reviennent », note la directrice de l'Institut Paul Hervieu.",
        ["la directrice de l'Institut Paul Hervieu"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"),
    NAMES_BEHIND_WHAT_THEY_PRESIDE_OVER.values(),
    ids=NAMES_BEHIND_WHAT_THEY_PRESIDE_OVER,
)
def test_what_somebody_presides_over_is_no_part_of_the_name(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers


NAMES_BEHIND_WHAT_IS_TOLD_FIRST = {
    "an elected woman who was called": (
        "Selon une élue jointe jeudi par téléphone, Jeanne Morel, « une bonne moitié » "
        "des ormes est tombée.",
        ["Jeanne Morel"],
    ),
    "a neighbour who was met": (
        "Selon une riveraine rencontrée par la radio, Inès Quintana, « une bonne "
        "moitié » des ormes est tombée.",
        ["Inès Quintana"],
    ),
    "somebody else may be named": (
        "Selon une élue contactée par le préfet, Luc Morel, « une bonne moitié » des "
        "ormes est tombée.",
        ["une élue"],
    ),
    "a body without a determiner": (
        "« La halle rouvre », a précisé après un point presse Luc Andrieu.",
        ["Luc Andrieu"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"),
    NAMES_BEHIND_WHAT_IS_TOLD_FIRST.values(),
    ids=NAMES_BEHIND_WHAT_IS_TOLD_FIRST,
)
def test_a_name_behind_what_is_told_first(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SEVERAL_BODIES = {
    "a union and its partners": (
        "Lasse d'attendre, la CGT et ses partenaires (FO, Unsa et Sud) ont demandé à "
        "la mairie « de revoir sa copie ». « Sinon, aucun tram ne roulera jeudi "
        "matin », ont-ils menacé.",
        ["la CGT et ses partenaires", "la CGT et ses partenaires"],
    ),
    "two subjects of two verbs": (
        "La ligue attend et ses alliés demandent « de revoir toute la copie ».",
        ["ses alliés"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), SEVERAL_BODIES.values(), ids=SEVERAL_BODIES
)
def test_a_body_and_its_partners_are_one_subject(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers


THINGS_SAY_NOTHING = {
    "grounds that justify": (
        "Dans les raisons justifiant son choix, la maire met en avant des « fissures "
        "graves dans le mur ».",
        ["la maire"],
    ),
    "what is put forward": (
        "La maire met en avant les « fissures graves dans le mur ».",
        ["La maire"],
    ),
    "an age that is not given": (
        "La gérante d'un hôtel ne voulant pas livrer son âge a indiqué que ces traces "
        "« manquaient encore hier ».",
        ["La gérante d'un hôtel"],
    ),
    "the manager of a hotel, beside an elected man": (
        "Selon un élu joint par la radio, Luc Andrieu, « une dizaine de tags » a été "
        "vue. Le gérant d'un hôtel a dit que ces traces « manquaient encore hier ».",
        ["Luc Andrieu", "Le gérant d'un hôtel"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), THINGS_SAY_NOTHING.values(), ids=THINGS_SAY_NOTHING
)
def test_things_say_nothing(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WORDS_REPEATED = {
    "of a writer": (
        "Pressé d'en finir, le bourgmestre a cité le poète Jean Pascal : « Nul ne perd "
        "à changer de sentier ».",
        ["Jean Pascal"],
    ),
    "of a relative, by a gerund": (
        "« Nous verrons bien », a dit Luc Andrieu, citant sa grand-mère Inès Blin : "
        "« Nul ne perd à changer de sentier ».",
        ["Luc Andrieu", "Inès Blin"],
    ),
    "an example": (
        "Luc Andrieu a cité un exemple : « Nul ne perd à changer de sentier ».",
        ["Luc Andrieu"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), WORDS_REPEATED.values(), ids=WORDS_REPEATED
)
def test_whom_somebody_cites_speaks(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SURVEYS = {
    "whom it asked is no source": (
        "La moitié des potiers « vivent des tensions avec le voisinage » (28 %), "
        "d'après cette enquête menée auprès de potiers du pays.",
        ["cette enquête"],
    ),
    "how it was made is no part of its name": (
        "La moitié des potiers « vivent des tensions avec le voisinage » (28 %), "
        "selon un sondage mené auprès de mille artisans.",
        ["un sondage"],
    ),
    "its other shares are its own": (
        "Les potiers « vivent des tensions avec le voisinage », selon un sondage "
        "mené auprès de mille artisans.\n\nSix sur dix « peinent à vendre leurs "
        "cruches », et 12 % veulent « changer de métier ou de vallée ».",
        ["un sondage", "un sondage", "un sondage"],
    ),
    "somebody else comments on it": (
        "Les potiers « vivent des tensions avec le voisinage », selon un sondage "
        "mené auprès de mille artisans. « Un tiers, c'est déjà trop », a soupiré Inès "
        "Quintana.",
        ["un sondage", "Inès Quintana"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SURVEYS.values(), ids=SURVEYS)
def test_a_survey_is_a_source(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WRITTEN = {
    "a letter says what its writer says": (
        "Une lettre de Marcel Didier, luthier, estime que ce bois « laisserait filer "
        "le son des violons ».",
        ["Marcel Didier"],
    ),
    "a body's paper, and the same one again": (
        "« Les ruches seront comptées », précise une note de la préfecture. La même "
        "note ajoute que « rien ne sera fait avant avril ».",
        ["la préfecture", "la préfecture"],
    ),
    "a paper for the press is nobody's": (
        "« Les ruches seront comptées », affirme un communiqué de presse.",
        ["un communiqué de presse"],
    ),
    "a recent paper": (
        "Un récent communiqué du collectif assure que « les ruches vont se vider ».",
        ["collectif"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), WRITTEN.values(), ids=WRITTEN)
def test_who_has_written_a_paper(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SPELLINGS = {
    "a paper that begins with figures": (
        "« Il a dormi là », écrit 44Heures.",
        ["44Heures"],
    ),
    "an initial for a surname keeps its point": (
        "Les potiers Louis M. et Paul R. sont jugés. « Je ne sais pas », dit Paul R. "
        "« Moi non plus », ajoute Louis M.",
        ["Paul R.", "Louis M."],
    ),
    "those of whom a share speaks": (
        "Un tiers d'entre eux affirment que le bac « va changer la vie du bourg ».",
        ["Un tiers d'entre eux"],
    ),
    "an adjective in the name of a ministry": (
        "Ils veulent « garder le gué », a précisé le ministère basque des Rivières, "
        "selon lequel ce départ, « prévu depuis un certain temps », est proche.",
        ["le ministère basque des Rivières", "le ministère basque des Rivières"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SPELLINGS.values(), ids=SPELLINGS)
def test_the_whole_name(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


def test_a_man_who_acts_behind_a_name_is_no_office_of_it() -> None:
    text = "Comme l'écrit Luc Dorval, un homme a crié. « Il dormait », dit Luc Dorval."
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.role is None


RELAYED = {
    "a paper relays, and who spoke goes on": (
        "Le passeur indique aux agents que « la corde avait cédé la veille », note "
        "Le Phare, et que « la barque prenait l'eau ».",
        ["Le passeur", "Le passeur"],
    ),
    "whose view it is that a paper relays": (
        "Selon Luc Bertin, « Anne Morel ne pourra pas nager », rapporte le journal.",
        ["Luc Bertin"],
    ),
    "a paper that speaks for itself": (
        "Selon Luc Bertin, tout va bien. « La rive s'effondre », rapporte Le Phare.",
        ["Le Phare"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), RELAYED.values(), ids=RELAYED)
def test_who_relays_is_not_who_speaks(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


BEHIND_A_BODY = {
    "where it was said, in one word": (
        "« Le gué tiendra », a indiqué mardi sur Radiomarne Lucas Mercadier, "
        "secrétaire de la fédération des meuniers.",
        ["Lucas Mercadier"],
    ),
    "a station called after a country, which is a first name as well": (
        "« Le gué tiendra », a indiqué mardi sur France Rivière Lucas Mercadier.",
        ["Lucas Mercadier"],
    ),
    "the trade of a union": (
        "Le secrétaire de la CGT Cheminots Lucas Mercadier reste ferme. « Le gué "
        "tiendra », a répété le syndicaliste.",
        ["Lucas Mercadier"],
    ),
    "a paper whose article opens its name": (
        "« Rien ne va », s'agace dans Le Parisien Karine Morvan.",
        ["Karine Morvan"],
    ),
    "an age that opens a sentence is no name": (
        "Âgée de 27 ans, la jeune femme vient de loin. Née à Gap dans une famille de "
        "meuniers, elle a quitté la vallée. « On y avait froid », raconte-t-elle.",
        ["la jeune femme"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), BEHIND_A_BODY.values(), ids=BEHIND_A_BODY
)
def test_a_name_behind_a_body(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


SAID_WHEN = {
    "a month of last year": (
        "« Les blessés vont bien », confiait au Phare la mairie de Gap en novembre "
        "dernier.",
        ["la mairie de Gap"],
    ),
    "behind initials": (
        "« Les gués sont sûrs », a noté l'Organisation mondiale des gués (OMG) début "
        "juillet.",
        ["Organisation mondiale des gués"],
    ),
    "before the rest": (
        "« Les blessés vont bien », a dit l'élu de la Drôme en préambule.",
        ["l'élu de la Drôme"],
    ),
    "while something else is done": (
        "« Il savait tout », a lancé l'avocate générale en requérant une amende.",
        ["l'avocate générale"],
    ),
    "with what in mind": (
        "« La route rouvrira », a promis le ministère faisant allusion au dégel.",
        ["le ministère"],
    ),
    "of a paper": (
        "Selon une étude parue début 2019, le gué « perd un pouce par an ».",
        ["une étude"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SAID_WHEN.values(), ids=SAID_WHEN)
def test_when_it_is_said_is_no_part_of_a_name(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WHO_IS_THAT = {
    "behind a paper": (
        "Catherine Labord est malade. « C'est neuf pour moi », se souvient dans le "
        "JDD celle qui se croit au cœur d'un cyclone.",
        ["Catherine Labord"],
    ),
    "behind a newspaper without a name": (
        "Catherine Labord est malade. « C'est neuf pour moi », explique dans le "
        "journal celle qui a quitté la scène.",
        ["Catherine Labord"],
    ),
    "whose follower somebody is": (
        "Luc Morvan est venu. « Pas encore », indique le député Paul Garnier, fidèle "
        "de M. Morvan, selon lequel il n'y aura « aucune annonce décisive » en mai.",
        ["Paul Garnier", "Paul Garnier"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), WHO_IS_THAT.values(), ids=WHO_IS_THAT)
def test_whom_that_stands_for(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


LEAFLETS = {
    "that says": ("« La rive est perdue », indique le tract.", ["le tract"]),
    "to be read in": (
        "« La rive est perdue », peut-on lire dans le tract.",
        ["le tract"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), LEAFLETS.values(), ids=LEAFLETS)
def test_a_leaflet_is_a_paper(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WHO_IS_TOLD = {
    "an agency, and a trade behind it": (
        "La crue monte. « On a perdu gros », affirme à l'AFP la bergère Solène Ramier.",
        ["Solène Ramier"],
    ),
    "a channel, and a name behind it": (
        "La crue monte. « On a perdu gros », s'est désolée auprès de la chaîne "
        "d'information Muriel Bayard, des éditions du Gué.",
        ["Muriel Bayard"],
    ),
    "a page of the web": (
        "La crue monte. « On a perdu gros », raconte à Crues.fr Gérard Morvan.",
        ["Gérard Morvan"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), WHO_IS_TOLD.values(), ids=WHO_IS_TOLD)
def test_who_is_told_it_is_not_who_speaks(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WHERE_FROM = {
    "a river that is a verb as well": (
        "La crue monte. « On a perdu gros », a déploré l'élu de la Somme.",
        ["l'élu de la Somme"],
    ),
    "nobody else but a place": (
        "« Nous sommes bergers », confie ce Mauritanien de 16 ans, dans la cour.",
        ["ce Mauritanien"],
    ),
    "a body that ends like a people": (
        "La crue monte. « On a perdu gros », indique la Métropole.",
        ["Métropole"],
    ),
    "a station and its number": (
        "La crue monte. « On a perdu gros », indique France 3. Selon Europe 1, le "
        "pont est « près de céder ».",
        ["France 3", "Europe 1"],
    ),
    "a number that counts is none of a name": (
        "En France 3 ponts ont cédé. « On a perdu gros », rappelle Luc Morvan.",
        ["Luc Morvan"],
    ),
    "a page of the web that speaks": (
        "La crue monte. « Le prix a doublé », indique assurances.com.",
        ["assurances.com"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), WHERE_FROM.values(), ids=WHERE_FROM)
def test_where_somebody_is_from(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers
