"""The verdict on one sentence: what is a doubt, and what is not."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files

import pytest

from briefing.fidelity import check, severity
from briefing.fidelity.lexicon import UNSEEN, everyday, listed
from briefing.fidelity.shape import check_articles, check_echo, check_marks
from briefing.types import Flag
from tests.growth import seconds


def kinds(source: str, target: str) -> list[str]:
    return [flag.kind for flag in check(source, target)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le plan coûte 1,5 milliard d'euros.", "The plan costs €1.5 billion."),
        ("Il arrive à 18 h 30.", "He arrives at 6:30 p.m."),
        ("En un demi-siècle, tout changea.", "In 50 years everything changed."),
        ("Vers dix heures et demie.", "Around 10:30."),
        ("Une personne sur 12 millions.", "One person in 12 million."),
        ("Une personne sur 12 millions.", "A person in 12 million."),
        ("Le championnat d'Europe commence.", "The Euro begins."),
        ("Le web 2.0 est arrivé.", "Web 2.0 is here."),
        ("Un camp à Greensboro, en Caroline du Nord.", "A camp at Greensboro, N.C."),
        ("Au IIIe siècle après Jésus-Christ.", "In the 3rd century AD."),
        ("Plus de 7,5 millions d'électeurs.", "More than 7.5m voters."),
        ("Un emprunt de 500 millions d'euros.", "A €500-million loan."),
        ("Une quinzaine de jours suffisent.", "Two weeks are enough."),
        ("Un homme d'une quarantaine d'années.", "A man in his 40s."),
        ("Elle est en quatorzaine.", "She is in a 14-day quarantine."),
        ("Il gagne en 2 heures 6 minutes.", "He wins in 2 hours, 6 minutes."),
        ("Il gagne en 2 h 6 min 14 s.", "He wins in 2:06:14."),
        ("Un film long de 2h43.", "A film 2 hours and 43 minutes long."),
        ("Avec 1 minute 48 d'avance.", "With a lead of 1 minute 48 seconds."),
        ("Une heure et quart après.", "An hour and a quarter later."),
        ("Une vidéo de douze secondes.", "A 12-second video."),
        ("À moins d'un mille du port.", "Less than a mile from the port."),
        ("Il sort sans que personne ne le voie.", "He leaves without anyone seeing."),
        ("Il n'en fallait pas plus.", "That was all it took."),
        ("Elle a résisté à la crue.", "It withstood the flood."),
        ("Hérodote décrit la guerre de Troie.", "Herodotus describes the Trojan War."),
        ("La moitié des 12 000 salariés ont voté.", "Half of the 12,000 staff voted."),
        ("Le train roule à 225 km/h.", "The train runs at 140 mph."),
        ("Quatre-vingt-dix-sept élus.", "Ninety-seven elected members."),
        ("Au XIXe siècle.", "In the 1800s."),
        ("Les deux ministres sont venus.", "Both ministers came."),
        ("a) Le premier point", "a) The first point"),
        ("Une cinquantaine de chaises.", "About 50 chairs."),
        ("Depuis le 11 septembre 2001.", "Since Sept. 11, 2001."),
        ("Elle part le 5 octobre.", "She leaves Oct. 5."),
        ("En mai 1969, tout changea.", "In May of 1969 everything changed."),
        ("Cela coûte cinq pence.", "It costs 5p."),
        ("Entre 20 et 30 dollars.", "Between 20 and 30 dollars."),
        ("Le train de 16h30 est en retard.", "The 16h30 train is late."),
        ("La v3.2 est là.", "V3.2 is here."),
        ("Du vent à 105 miles par heure.", "Winds of 105 mph."),
        ("Il fait 30 degrés.", "It is 30 degrees Celsius."),
        ("Un lac de 70 km².", "A lake of 70 sq km (27 sq mi)."),
        ("Dans onze régions sur treize.", "In 11 of the 13 regions."),
        ("« Il a rien dit, il a tiré. »", "“He didn't say anything, he fired.”"),
        ("« Je vote plus », dit-il.", "“I don't vote anymore,” he says."),
        ("Son restaurant ne désemplit pas.", "His restaurant is always full."),
        ("La plainte a été classée sans suite.", "The complaint was dropped."),
    ],
)
def test_a_faithful_translation_is_clean(source: str, target: str) -> None:
    assert check(source, target) == ()


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        (
            "Le plan coûte 1,5 milliard.",
            "The plan costs 1.5 million.",
            "figure in doubt: 1,5 milliard → 1.5 million",
        ),
        ("Trois hommes.", "Two men.", "figure in doubt: Trois → Two"),
        ("Il a payé 283,82 €.", "He paid.", "figure missing: 283,82 €"),
        ("Il a payé.", "He paid 45 euros.", "figure not in the French: 45 euros"),
        ("Un massacre de corneilles.", "A thousand crows.", "figure not in the French"),
        ("Le milliardaire vote.", "The 1 billion man votes.", "figure not in the Fren"),
        ("Au XVIIIe siècle.", "In XVIIII.", "figure missing: XVIIIe siècle"),
        # "hour" says 60 of a duration, of a percentage it says nothing.
        ("Soixante pour cent à cette heure.", "Booked at this hour.", "figure missing"),
        ("Le prix : 20 dollars.", "The price: 20 euros.", "currency"),
        ("Le 24 juin 2025.", "On June 25, 2025.", "figure in doubt"),
        ("Le 24 juin 2025.", "On July 24, 2025.", "figure in doubt"),
        ("Deux billions d'euros.", "Two billion euros.", "figure in doubt"),
        ("La hausse est de 3,125 %.", "The rise is 3,125%.", "figure in doubt"),
        ("Il coûte 2.500 euros.", "It costs 2.500 euros.", "figure in doubt"),
        ("Soit 10.809,25 points.", "That is 10.809,25 points.", "figure missing"),
        (
            "Avec 2 220 et 2 207 voix.",
            "With 2,220, 207 votes.",
            "figure missing: 2 207",
        ),
        ("À 11H00 et à 18H00.", "At 11H00 and 18Hs.", "figure missing: 18H00"),
        ("Soit 3,9 % cette année.", "That is 3.9% of 3.9%.", "figure not in"),
        ("Une cinquantaine de chaises.", "55 chairs.", "figure in doubt"),
        ("Le 18 décembre à midi.", "On the 18th at noon.", "figure missing: 18 déc"),
        ("Elle pèse 80 kilos.", "It weighs 80 kilometres.", "unit in doubt: 80 kilos"),
        ("Un lac de 7000 mètres carrés.", "A lake of 7000 metres.", "unit in doubt"),
        ("Il a pris 72 ans.", "He got 72 days.", "unit in doubt: 72 ans → 72 days"),
        ("Le billet est à 60 $.", "The ticket is at 60.", "currency missing: 60 $"),
        ("De 20 à 30 euros.", "From 20 to 30.", "currency missing: 20 à 30 euros"),
        (
            "Il a payé 19 euros en mai 2019.",
            "He paid 2019 euros in May 2019.",
            "a year told as an amount: 2019 euros",
        ),
    ],
)
def test_a_changed_figure_is_named(source: str, target: str, detail: str) -> None:
    found = [f.detail for f in check(source, target) if f.kind == "quantity"]
    assert any(text.startswith(detail) for text in found)


def test_an_empty_target_is_one_flag() -> None:
    assert kinds("Il est venu.", " ") == ["empty"]


def test_text_out_of_nothing_is_invented() -> None:
    assert kinds("—", "No, no, no.") == ["invented"]
    assert kinds("…", "…") == []


def test_a_loop_is_repetition() -> None:
    looped = "He said he said he said he came to the town."
    assert "repetition" in kinds("Il a dit être venu dans la ville hier.", looped)
    assert kinds("Non, non, non, non !", "No, no, no, no!") == []


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("The text is fully fully adopted.", ["repetition"]),
        ("The text of the of the law is adopted.", ["repetition", "garbled"]),
        ("He had had it adopted.", []),
        ("The text... it is adopted...", []),
        ("The buddy-buddy text is adopted.", []),
    ],
)
def test_a_word_said_twice_is_told(target: str, kind: list[str]) -> None:
    assert kinds("Le texte est totalement adopté.", target) == kind


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("Des chevaux, des poneys.", "Some horses, horses.", ["echo"]),
        ("Les camions et les poids lourds.", "The trucks and trucks.", ["echo"]),
        ("Des heures et des heures.", "Hours and hours and hours.", []),
        ("De moins en moins.", "Ever less and less.", []),
    ],
)
def test_one_word_for_two_of_a_list_is_told(
    source: str, target: str, kind: list[str]
) -> None:
    assert [flag.kind for flag in check_echo(source, target)] == kind


def test_a_target_much_too_short_is_flagged() -> None:
    long = "Le ministre a longuement présenté les mesures du gouvernement pour l'école."
    assert kinds(long, "The minister spoke.") == ["length"]


def test_french_left_standing_is_copied() -> None:
    source = "Les habitants du quartier réclament une piscine au maire de la commune."
    some = "The people here ask the mairie of the town for a better piscine."
    most = "The habitants du quartier réclament une piscine to the maire."
    assert "copied" in kinds(source, some)
    assert "untranslated" in kinds(source, most)


def test_a_denial_by_verb_must_not_become_a_claim() -> None:
    source = "La mairie dément tout retard du chantier."
    assert "negation" in kinds(source, "The city hall has a delay in the works.")
    assert "negation" not in kinds(
        source, "The city hall denies any delay in the works."
    )
    assert "negation" not in kinds(
        source, "The works are not late, the city hall says."
    )
    refused = "Les éleveurs ont refusé l’offre de la laiterie."
    assert "negation" in kinds(refused, "Farmers have offered the dairy.")
    assert "negation" not in kinds(refused, "Farmers turned the dairy’s offer down.")


def test_words_of_no_language_are_garbled() -> None:
    source = "Le ministre a promis des logements aux habitants de la vallée."
    lost = "The minister promised fouslying dwells to the brussorks of the valley."
    rare = "The minister promised lobate dwellings to the people of the valley."
    assert "garbled" in kinds(source, lost)
    assert kinds(source, rare) == []


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("Une bombe a explosé.", "A bomb explosed.", ["explosed"]),
        ("C'est raisonnablement sûr.", "It is reasonablely safe.", ["reasonablely"]),
        ("C'est dit simplement.", "It is wryly, publicly and simply said.", []),
        ("Au Journal du dimanche.", "In Le Journal du dimanche.", []),
        ("Au marché du dimanche.", "In the dimanche market.", ["dimanche"]),
        ("Il perd de la vitesse.", "He is losing vitesse.", ["vitesse"]),
        ("« dissuader et défendre »", "“dissuader and defend”", ["dissuader"]),
        ("« Nous devons innover. »", "“We must innover.”", ["innover"]),
        ("Le camp semble vide.", "The camp sembers empty.", ["sembers"]),
        ("C'est pleinement vrai.", "It is fullly true.", ["fullly"]),
        ("Un désaccord profond.", "A deep mistrenk.", ["mistrenk"]),
        ("La région indo-pacifique.", "The indo-pactive region.", ["pactive"]),
        ("Il parle avec dédain.", "He speaks with dedain.", ["dedain"]),
        ("Le chat dort sur un pont.", "The cat sleeps on a pont.", ["pont"]),
        ("Les gratte-ciels montent.", "The gratteciels rise.", ["gratteciels"]),
        ("Il a klaxonné deux fois.", "He klaxonné twice.", ["klaxonné"]),
        ("Une boîte de vis.", "A box of vis.", ["vis"]),
        ("Les uns vis-à-vis des autres.", "One vis-à-vis the other.", []),
        ("Elle vit à Los Angeles.", "She lives in los Angeles.", []),
        ("Le nid du merle.", "The nest du blackbird.", ["du"]),
        ("Évidemment, il dort.", "Évidently, he sleeps.", ["Évidently"]),
        ("Un vice-préfet dort.", "A Vicepréty sleeps.", ["Vicepréty"]),
        ("Il vit à l'Île-aux-Loups.", "He lives in theÎle-aux-Loups.", ["theÎle"]),
        ("Une élite naïve.", "A naïve élite.", []),
        ("Concluant, il s'assit.", "Concluant, he sat down.", ["Concluant"]),
        ("Les pays lourds du monde.", "The world’sourds.", ["sourds"]),
        ("Il est neuf heures.", "It’s nine o’clock, they’ll say we’ve won.", []),
        ("Des concessions.", "Some con[c]essions, (mostly) small.", []),
        ("M. Travers est là.", "Travers is here.", []),
        # Learned cousins, inflected and rare words, other spellings, titles.
        ("L'homéostasie du corps.", "The homeostasis of the body.", []),
        ("Il a vandalisé la gare.", "He vandalised the station.", []),
        ("Une hémorragie cérébrale.", "A cerebral haemorrhage.", []),
        ("Des cafards partout.", "Cockroaches everywhere.", []),
        ("Le film « La vitesse ».", "The film “La vitesse”.", []),
        ("Une idée pseudo-simple.", "A pseudo-simple idea, a no-brainer.", []),
        ("Sa page instagram.", "Her instagram page.", []),
        ("Le hangi des Maoris.", "The hangi of the Maori.", []),
        ("La démarche se veut discrète.", "The unshowiness of it.", []),
        ("Un réseau de microcentrales.", "A network of microplants.", []),
    ],
)
def test_a_french_word_left_or_gone_wrong_is_told(
    source: str, target: str, detail: list[str]
) -> None:
    found = [f.detail for f in check(source, target) if f.kind == "word"]
    assert found == [f"no English word: {word}" for word in detail]


@pytest.mark.parametrize(
    ("target", "doubt"),
    [
        ("He supports a on the run.", "no noun behind: a on"),
        ("The of the town left.", "no noun behind: The of"),
        ("An in-depth look by the on-duty doctor.", None),
        ("Tests in an in vitro study, hepatitis A and E.", None),
        ("Everyone has an idea and the will.", None),
    ],
)
def test_an_article_needs_a_noun(target: str, doubt: str | None) -> None:
    found = [f.detail for f in check_articles("", target)]
    assert found == ([doubt] if doubt else [])


def test_marks_lose_their_partner() -> None:
    assert kinds("Il est (presque) prêt.", "He is (almost ready.") == ["marks"]
    assert kinds("« Il est prêt », dit-elle.", '"He is ready, she says.') == ["marks"]
    assert kinds("« Il est prêt », dit-elle.", "“He is ready, she says.") == ["marks"]
    assert kinds("« Nous sommes prêts.", "“We are ready.") == []


@pytest.mark.parametrize(
    ("target", "doubt"),
    [
        (
            "He says “yes,” then the end” and “no”.",
            "unpaired “” in the English",
        ),
        (
            "He says “yes” then the end” and “no.",
            "quotation marks astray: ” then the end”",
        ),
        (
            "He says “yes, whatever may be the end” and “no”.",
            "quotes more than the French: “yes, whatever may be the end” for « oui »",
        ),
        ("He says “yes” and “no”.", None),
    ],
)
def test_quotations_begin_and_end_as_in_french(target: str, doubt: str | None) -> None:
    for source in ("Il dit « oui » puis « non ».", 'Il dit "oui" puis "non".'):
        found = [flag.detail for flag in check_marks(source, target)]
        assert found == ([doubt] if doubt else [])


def test_severity_is_zero_only_without_doubts_and_grows() -> None:
    small = Flag(kind="marks", detail="")
    large = Flag(kind="quantity", detail="")
    assert severity(()) == 0
    assert 0 < severity((small,)) < severity((large,)) < severity((large, small))


@pytest.mark.parametrize(
    "text", ["1 ", "deux cent ", "(", "ne pas ", "sans ", "fail ", "Zorbek ", "a"]
)
def test_time_grows_no_faster_than_a_hostile_sentence(text: str) -> None:
    def taken(times: int) -> float:
        return seconds(lambda: check(text * times, text * times))

    taken(10)
    # Quadratic time would make it 64 times as long.
    assert taken(4_000) <= 24 * taken(500) + 0.05


def test_the_words_are_those_of_the_package() -> None:
    packed = files("spellchecker") / "resources" / "en.json.gz"
    counts = json.loads(gzip.decompress(packed.read_bytes()))
    assert listed("en") == counts.keys()
    assert everyday() >= {word for word, count in counts.items() if count > UNSEEN}


def test_a_letter_that_stands_alone_is_no_word() -> None:
    (flag,) = check("Une dizaine d'élèves chantent.", "Ten s students sing.")
    assert (flag.kind, flag.detail) == ("word", "no English word: s")
    assert (
        kinds("Le plan b est prêt, le 4 x 4 aussi.", "Plan b is ready, so is 4 x 4.")
        == []
    )
