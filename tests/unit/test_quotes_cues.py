"""Which words report, where they may stand, and how neighbors share a speaker."""

import re

import pytest

from briefing.quotes import find_quotes
from briefing.types import Document, Span


def speakers(text: str) -> list[str | None]:
    """Who is found to say each quotation of `text`."""
    lines = re.finditer(r"\S(?:.*\S)?", text)
    paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in lines)
    document = Document(id="t", text=text, paragraphs=paragraphs, source="t", sha256="")
    found = find_quotes(document, ())
    return [q.speaker.name if q.speaker else None for q in found]


NEIGHBORS = {
    "who is spoken of does not go on": (
        "Le maire Louis Perrin a vivement répondu à Anne Lasalle, qui a jugé que le "
        "pont « coûtera bien trop cher ». « Anne Lasalle raconte des histoires. » "
        "« Le chantier est déjà payé », a tranché Louis Perrin.",
        ["Anne Lasalle", "Louis Perrin", "Louis Perrin"],
    ),
    "three in a row, and the cue behind the last": (
        "Le pont a fermé hier à midi. « On l'a su par la radio. » « On nous a "
        "oubliés. » « Il faudra nager », plaisante Louis Perrin, pêcheur.",
        ["Louis Perrin", "Louis Perrin", "Louis Perrin"],
    ),
    "not where somebody else acts before": (
        "Anne Lasalle hausse les épaules. « Le pont tiendra bien. » « Il est déjà "
        "tombé », réplique Louis Perrin.",
        ["Anne Lasalle", "Louis Perrin"],
    ),
    "one voice of many": (
        "Des riverains sont venus protester. « Le pont tiendra bien. » « Il est déjà "
        "tombé », réplique un homme.",
        [None, "un homme"],
    ),
}


@pytest.mark.parametrize("case", NEIGHBORS)
def test_neighbors_share_a_speaker(case: str) -> None:
    text, expected = NEIGHBORS[case]
    assert speakers(text) == expected


PLACES = {
    "behind the question that the reporter ends": (
        "« Le pont tiendra-t-il bien », a soupiré Anne Lasalle. « Est-ce qu'un maire, "
        "parce qu'il a peur, peut fermer » le seul pont de la vallée ? a aussi demandé "
        "Louis Perrin.",
        ["Anne Lasalle", "Louis Perrin"],
    ),
    "a relative clause behind a verb is no subject": (
        "La banque a repéré un courtier, qui place les économies de ses clients dans "
        "des affaires « lointaines et douteuses », relève la préfecture.",
        ["la préfecture"],
    ),
    "a participle without its accent": (
        "« On rame depuis trois semaines sans voir la rive », a lâche Louis Perrin.",
        ["Louis Perrin"],
    ),
    "a comparison in another's report": (
        "Marie Bonnet a soutenu que le marché n'avait pas perdu son âme, comme le "
        "prétendait la préfecture, « bien qu'il ait perdu ses halles ».",
        ["Marie Bonnet"],
    ),
    "a comparison that reports": (
        "Comme l'affirme Marie Bonnet, « il vivra encore cent ans ».",
        ["Marie Bonnet"],
    ),
    "at the end of a sentence that the reporter breaks": (
        "Certains élus pointent l'intérêt de la digue : « c'est un mur qui rassure "
        "bien » les riverains, « pour qu'ils dorment un peu », a donc argumenté hier "
        "sur "
        "la radio locale Paul Marsal, maire de Briec.",
        ["Paul Marsal", "Paul Marsal"],
    ),
    "for an agency, and any verb before": (
        "« La fanfare s'est inventé un pays », prolonge pour l'AFP Anne Bonnet, "
        "cheffe de chœur. « Elle n'a peur de rien », philosophe sur RTL Paul Marsal.",
        ["Anne Bonnet", "Paul Marsal"],
    ),
    "before a colon, and nobody behind": (
        "Face à ces courriers, la préfecture se justifie : « De la gare au port, tout "
        "était en règle », précise t-on.",
        ["la préfecture"],
    ),
    "behind somebody who is somewhere": (
        "Jean Macon est rentré au village. Il y a présenté des regrets, reconnaissant "
        "ne pas « tenir tous ses engagements ».",
        ["Jean Macon"],
    ),
    "a relative clause that has ended in a report": (
        "Le tribunal avait indiqué lundi matin que Paul Marsal, un notaire qui tenait "
        "à défendre les archives, avait « perdu les clés du coffre ».",
        ["Le tribunal"],
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_cue_may_stand(case: str) -> None:
    text, expected = PLACES[case]
    assert speakers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le tribunal a annulé lundi une règle ancienne visant des « faits commis à "
        "l'étranger », dont on accuse M. Durand.",
        "« Sous la pluie », titre le plus sombre de l'album, ouvre la face B.",
        "C'est un couplet plus tranchant que « la moyenne de ses chansons ».",
        "Paul Marsal assure la sécurité des « halles et de leurs abords ».",
        "Le ministre Paul Marsal poursuivra de son côté ses rencontres avec les élus "
        "avec pour « "
        "ambition de régler leur querelle », puis partira.",
        "Les vieux, note Paul Marsal, disent un nom qui veut dire « fleur de givre ».",
        "Les gamins avaient peint hier une pancarte : « Autocar perdu, prime offerte "
        "».",
        "Sur la vieille porte, en rouge : « Chut, ici on dort ».",
    ],
)
def test_no_cue(text: str) -> None:
    assert speakers(text) == [None]


def test_what_somebody_calls_himself_is_a_name() -> None:
    text = "Il rencontre un autoproclamé « sorcier des étoiles », note le parquet."
    assert speakers(text) == []


def test_assurer_reports_what_somebody_is_told() -> None:
    text = (
        "Paul Marsal est venu. Il a assuré les marchands de « son soutien le plus "
        "entier ». Il leur a assuré que « les halles rouvriront en mai »."
    )
    assert speakers(text) == ["Paul Marsal", "Paul Marsal"]


PLACED = {
    "words that head what is said below": (
        "La chanteuse Marie Bonnet a parlé à la radio. « Il fallait le dire à tous. »"
        "\n\n« Est-ce une farce ou encore un coup de folie ? »\n\nLe maire Paul Marsal "
        "a commenté la scène. « Est-ce une farce ou encore un coup de folie ? », "
        "s'est-il interrogé lundi.",
        ["Marie Bonnet", "Paul Marsal", "Paul Marsal"],
    ),
    "who is met behind a colon says I": (
        "« J'avais des dettes et j'ai tout vendu » : Depuis deux ans, Marie Bonnet, "
        "29 ans, vit dans sa grange. La jeune femme tisse.",
        ["Marie Bonnet"],
    ),
    "another is only spoken of there": (
        "« Il nous a tous ruinés » : jeudi matin, Paul Marsal a fermé la mine.",
        [None],
    ),
    "how somebody sees it": (
        "La digue a cédé trois fois et pour le jeune Louis Perrin, maçon, c'est comme "
        "si « tout le village penchait ».",
        ["Louis Perrin"],
    ),
    "whose judgment it is": (
        "« Une soirée historique » pour la meneuse du chœur, la cheffe de l'ensemble, "
        "Marie Bonnet, native de Briec. « Nous chanterons en mai », a-t-elle réagi.",
        ["Marie Bonnet", "Marie Bonnet"],
    ),
    "the next sentence says whose word it is": (
        "Le maire Louis Perrin a parlé d'un « fiasco plus que prévisible ». "
        "L'expression est de Paul Marsal.",
        ["Paul Marsal"],
    ),
    "a slogan is nobody's": (
        "« Du pain pour les bateliers ».\n\nTel est le slogan des marins. « On a "
        "froid », dit Paul Marsal. « On a soif », ajoute Paul Marsal.",
        [None, "Paul Marsal", "Paul Marsal"],
    ),
    "a second clause has its own subject": (
        "Londres s'est dite inquiète de cette crise, et l'UE a jugé que les élus "
        "devraient « s'asseoir autour d'une table ».",
        ["UE"],
    ),
    "who is asked does not ask": (
        "La candidate Anne Lasalle a envoyé un mot à Paul Marsal lui demandant « de "
        "tenir enfin ses engagements ».",
        ["Anne Lasalle"],
    ),
    "whom it is good for": (
        "« Une belle revanche » pour Paul Marsal, élu dimanche.",
        [None],
    ),
    "what is lost for somebody": (
        "« Quelques millions de francs » perdus pour la préfecture.",
        [None],
    ),
}


@pytest.mark.parametrize("case", PLACED)
def test_without_a_verb(case: str) -> None:
    text, expected = PLACED[case]
    assert speakers(text) == expected


OTHER_CUES = {
    "an occasion to say it": (
        "Marie Bonnet coupe le maire Paul Marsal. « Il nous protège », dit-elle. "
        "L'occasion rêvée pour Paul Marsal de lui lancer une dernière pique : « Qu'il "
        "est bon d'être interrogé ainsi. »",
        ["Marie Bonnet", "Paul Marsal"],
    ),
    "what somebody has not done": (
        "Le gouvernement n'a « pour l'instant pas décidé d'interdire la fête ».",
        ["Le gouvernement"],
    ),
    "a source behind a quotation that stands alone": (
        "La police a barré le port.\n\n« Moi ce que je déplore, c'est la méthode des "
        "préfets. » Selon l'ancien maire Paul Marsal, « le but est de faire peur ».",
        ["Paul Marsal", "Paul Marsal"],
    ),
    "what somebody grants": (
        "Si « le maire est le meilleur d'entre nous », l'élue Marie Bonnet préfère "
        "attendre l'automne.",
        ["Marie Bonnet"],
    ),
    "those who call for something else": (
        "Le ministre Paul Marsal a opté pour la force en reprochant à ceux qui "
        "appellent toujours au boycott d'avoir « semé la discorde ».",
        ["Paul Marsal"],
    ),
    "letters that an editor has put in": (
        "Invité de la radio lundi matin, le ministre Paul Marsal « crain(t) plus que "
        "tout au monde » un échec.",
        ["Paul Marsal"],
    ),
    "he too": (
        "Louis Perrin, un étudiant de 23 ans, veut lui aussi « dire non à cette loi ».",
        ["Louis Perrin"],
    ),
    "what is judged stands between": (
        "Le maire Paul Marsal trouve le public « inquiet, comme avant un orage ».",
        ["Paul Marsal"],
    ),
    "whom one hears": (
        "Sur une bande, on entend le boucher Paul Marsal ordonner à son frère de "
        "« tenir les bêtes au frais ».",
        ["Paul Marsal"],
    ),
    "what one shall do, somebody asks": (
        "Son avocate, Me Marie Bonnet, exige que l'on condamne « les fautifs, non les "
        "témoins ».",
        ["Marie Bonnet"],
    ),
    "participles in a row": (
        "L'abbé Louis Perrin avait relu sa lettre, barré un mot et lâché : "
        "« Vous vous trompez vous-même. »",
        ["Louis Perrin"],
    ),
    "reflexive verbs with à": (
        "Le procureur Paul Marsal s'est refusé à « tout commentaire hâtif ». En face, "
        "Louis Perrin s'attend à « un match plutôt tendu ». La préfecture s'en était "
        "remise "
        "à « l'avis des experts ».",
        ["Paul Marsal", "Louis Perrin", "La préfecture"],
    ),
    "who is convinced": (
        "La préfète Marie Bonnet enrage, persuadée que le maire « confond "
        "vitesse et hâte ». Louis Perrin est convaincu que tous « dorment encore "
        "debout ».",
        ["Marie Bonnet", "Louis Perrin"],
    ),
    "a relative who used to say it": (
        "Paul Marsal garde ses bêtes. Son grand-père refusait de prêter le troupeau "
        ": « La montagne se mérite », répétait-il le dimanche.",
        ["Son grand-père"],
    ),
    "tenir que": (
        "Paul Marsal, paraît-il, tenait que « la vie est un voyage sans carte ».",
        ["Paul Marsal"],
    ),
    "nobody reports, somebody laughs": (
        "Le juge Paul Marsal sort. Quand on lui lit ce passage, il lève un doigt : « "
        "Une fois de trop ! »",
        ["Paul Marsal"],
    ),
}


@pytest.mark.parametrize("case", OTHER_CUES)
def test_other_cues(case: str) -> None:
    text, expected = OTHER_CUES[case]
    assert speakers(text) == expected


SHORT = {
    "somebody's word for it": (
        "La préfecture a qualifié hier la digue de « passoire géante ». Louis Perrin a "
        "parlé de « honte ».",
        ["La préfecture", "Louis Perrin"],
    ),
    "what is judged so": (
        "Marie Bonnet juge la digue « très fragile ». Louis Perrin la trouve "
        "« charmante ».",
        ["Marie Bonnet", "Louis Perrin"],
    ),
    "what somebody says of themselves": (
        "La ministre Marie Bonnet s'est dite « franchement navrée ».",
        ["Marie Bonnet"],
    ),
    "the verb in the marks": (
        "L'élue Marie Bonnet a « franchement déploré » ce choix. Louis Perrin "
        "« dénonce mollement » la digue.",
        ["Marie Bonnet", "Louis Perrin"],
    ),
    "translated between commas": (
        "Marie Bonnet rit. Le maire a dit « peut-être un jour », ce qui signifie, "
        "traduit-elle, « jamais ».",
        [None, "Marie Bonnet"],
    ),
}


@pytest.mark.parametrize("case", SHORT)
def test_a_word_or_two_that_somebody_says(case: str) -> None:
    text, expected = SHORT[case]
    assert speakers(text)[-1] == expected[-1]
    assert len(speakers(text)) == len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "On a qualifié la digue de « passoire ».",
        "Le mot « passoire » a fait rire la salle.",
        "Les ingénieurs parlent de « charge utile ».",
        "Sa digue, que les pêcheurs appellent « la passoire », tient encore.",
        "Ceux se disant « vieux marins » sont venus.",
        "Le prix « jeune public » lui est revenu.",
    ],
)
def test_a_word_or_two_that_nobody_says(text: str) -> None:
    assert speakers(text) == []


HEADLINES = {
    "a link to another article": (
        "Le maire Paul Lardin se tait.\n\n» LIRE AUSSI - Guy Tabor: «La dangereuse "
        "logique des talus»\n\n« Tout va bien ce soir », a-t-il dit.",
        ["Paul Lardin"],
    ),
    "another such link": (
        "Paul Lardin se tait.\n\nA lire : « La logique des talus »\n\nIl rit.",
        [],
    ),
    "words that follow a link": (
        "Paul Lardin se tait. A lire aussi sur Le Phare : \"Ce n'est pas un talus, "
        "c'est un mur\", a-t-il déclaré hier.",
        ["Paul Lardin"],
    ),
    "advice to read": (
        "Il faut lire aussi ce livre, dit Paul Lardin : « La logique des talus ne "
        "tient pas. »",
        ["Paul Lardin"],
    ),
}


@pytest.mark.parametrize(("text", "said"), HEADLINES.values(), ids=HEADLINES)
def test_a_headline_that_a_link_points_to_is_nobodys(
    text: str, said: list[str | None]
) -> None:
    assert speakers(text) == said


VOUCHED = {
    "whose word it is": (
        "Anne Morel se tait. « Le sel ne sera jamais taxé ici. » Foi d'Élie Corvin.",
        ["Élie Corvin"],
    ),
    "dixit": (
        "Anne Morel se tait. « Le sel ne sera jamais taxé ici. » Dixit Élie Corvin.",
        ["Élie Corvin"],
    ),
    "his own words": (
        "Élie Corvin parle au marché. Le sel y est cher.\n\n« Parler vrai, c'est "
        "parler du sel. » Ce sont aussi ses mots.",
        ["Élie Corvin"],
    ),
    "anybody's": (
        "« Le sel ne sera jamais taxé ici. » Parole de maire.",
        [None],
    ),
}


@pytest.mark.parametrize(("text", "said"), VOUCHED.values(), ids=VOUCHED)
def test_who_vouches_for_what_stands_before(text: str, said: list[str | None]) -> None:
    assert speakers(text) == said


def test_a_party_before_a_name_is_no_part_of_it() -> None:
    text = "« On verra », dit le PS Paul Lardin. « Oui, moi aussi », répond le RN."
    assert speakers(text) == ["Paul Lardin", "RN"]


MORE_VERBS = {
    "a verb of three words before a name": (
        "La crue monte. « Nous avons du bois sur les berges », met en garde Anthony "
        "Karlin, un des bergers.",
        ["Anthony Karlin"],
    ),
    "who is moved": (
        "La crue monte. « On ne peut nous exclure », s'est émue Awa Dialler.",
        ["Awa Dialler"],
    ),
    "what moves somebody is no cue": (
        "La crue monte. Awa Dialler émeut la salle. « On ne peut nous exclure. »",
        ["Awa Dialler"],
    ),
    "who comes in says nothing yet": (
        "La crue monte. La garde relevait que la fermeture intervenait « deux jours "
        "après la première vague ».",
        ["La garde"],
    ),
    "no thing adds what somebody has just said": (
        "Ces demandes interviennent alors que Bruno Mestral a reconnu que « la crue "
        "sera sévère », précisant que la digue coûterait « plus d'un bras ».",
        ["Bruno Mestral", "Bruno Mestral"],
    ),
    "how long before": (
        "La crue monte. « Tout ira bien », avait promis peu avant Gianni Contini lors "
        "d'une visite.",
        ["Gianni Contini"],
    ),
}


@pytest.mark.parametrize("case", MORE_VERBS)
def test_verbs_and_what_stands_beside_them(case: str) -> None:
    text, expected = MORE_VERBS[case]
    assert speakers(text) == expected
