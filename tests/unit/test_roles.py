from __future__ import annotations

import subprocess
import sys

import pytest

from briefing.fidelity.nametable import table
from briefing.roles import english_name, english_role, shipped
from briefing.roles.tables import _fields, index, key, words

ROLES = [
    ("Secrétaire général", "secretary-general"),
    ("secrétaire générale de l’OTAN", "secretary-general of NATO"),
    ("ministre de l'Intérieur", "interior minister"),
    ("ministre de l’Economie et des Finances", "economy and finance minister"),
    ("ministre de la Santé israélien", "Israeli health minister"),
    ("ministre adjointe de la Santé", "deputy health minister"),
    ("ministre déléguée chargée des Transports", "minister delegate for transport"),
    ("secrétaire d'Etat au Numérique", "secretary of state for digital affairs"),
    ("président américain", "US president"),
    ("présidente", "president"),
    ("ex-président de la République", "former president of the Republic"),
    ("ancienne première ministre danoise", "former Danish prime minister"),
    ("maire de Londres", "mayor of London"),
    ("maire du Havre", "mayor of Le Havre"),
    ("maire (LR) de Trifouillis", "LR mayor of Trifouillis"),
    ("maire PS de Trifouillis (Ain)", "PS mayor of Trifouillis (Ain)"),
    (
        "maire de Trifouillis (Seine-Saint-Denis)",
        "mayor of Trifouillis (Seine-Saint-Denis)",
    ),
    ("maire de Trifouillis (PS)", "mayor of Trifouillis (PS)"),
    ("députée de la 3e circonscription de l'Ain", "MP for the 3rd constituency of Ain"),
    ("préfet de la Vienne", "prefect of Vienne"),
    ("sénatrice PS de la Sarthe", "PS senator for Sarthe"),
    ("chef de l'opposition", "leader of the opposition"),
    ("chef de l'État", "head of state"),
    ("porte-parole du gouvernement allemand", "German government spokesperson"),
    ("porte-parole du PS", "spokesperson for the PS"),
    (
        "directrice de l'Organisation mondiale de la santé (OMS)",
        "director of the World Health Organization (WHO)",
    ),
    ("avocat du prévenu", "lawyer for the defendant"),
    ("avocate de Zoé Trucmuche", "lawyer for Zoé Trucmuche"),
    ("conseiller de Dominique de Machin", "adviser to Dominique de Machin"),
    ("retraitée de 62 ans", "62-year-old pensioner"),
    ("sociologue et historienne", "sociologist and historian"),
    ("professeure de droit", "professor of law"),
    ("historien de la laïcité", "historian of secularism"),
    ("haute responsable européenne", "senior European official"),
    ("présidente de la commission des finances", "chair of the finance committee"),
    ("porte-parole du “collectif” Zut", "spokesperson for the Zut collective"),
    ("procureurs", "prosecutors"),
    ("procureure de Trifouillis", "prosecutor in Trifouillis"),
    ("princesse héritière", "crown princess"),
    ("secrétaire générale de l'Alliance", "secretary-general of the Alliance"),
    ("chef de la diplomatie américaine", "US secretary of state"),
    ("directeur général de la Santé", "director-general for health"),
    ("maire (Agir) de Trifouillis", "Agir mayor of Trifouillis"),
    ("maire de Trifouillis (sud-ouest)", "mayor of Trifouillis (south-west)"),
    (
        "maire de Trifouillis (nord de la France)",
        "mayor of Trifouillis (northern France)",
    ),
    ("vice-président du PS (gauche)", "vice-president of the PS (left)"),
    ("directeur de cette usine", "director of this factory"),
    ("patronne d'un restaurant", "owner of a restaurant"),
    ("chef du restaurant", "chef of the restaurant"),
    ("mère de trois enfants", "mother of three children"),
    ("frère de Gaspardou", "brother of Gaspardou"),
    ("Français d'origine malienne", "French man of Malian origin"),
    ("infirmière à la retraite", "retired nurse"),
    ("étudiante originaire du Mali", "student from Mali"),
    ("professeur principal", "form teacher"),
    ("professeure de génétique", "professor of genetics"),
    ("chef du service de pédiatrie", "head of the department of paediatrics"),
    ("astronome de l'Observatoire de Paris", "astronomer at the Paris Observatory"),
    ("première adjointe au maire", "first deputy mayor"),
    ("jeune maire de Trifouillis", "young mayor of Trifouillis"),
    ("députée du Val d'Oise", "MP for Val d'Oise"),
    ("maire de Trifouillis depuis 2014", "mayor of Trifouillis since 2014"),
    (
        "présidente de l'union départementale CGT",
        "president of the CGT departmental union",
    ),
    (
        "auteurs de l'étude malienne",
        "authors of the Malian study",
    ),
    ("femme de Zoé Trucmuche", "wife of Zoé Trucmuche"),
    ("femme du prévenu", "wife of the defendant"),
    ("femme de 53 ans", "53-year-old woman"),
    ("homme noir de 30 ans", "30-year-old Black man"),
    ("épouse du comédien malien Zinzin", "wife of the Malian actor Zinzin"),
    ("avocate des deux prévenus", "lawyer for the two defendants"),
    ("avocat de la famille Trucmuche", "lawyer for the Trucmuche family"),
    ("directrice de son école", "head of his or her school"),
    (
        "candidate LR à la mairie de Trifouillis",
        "LR candidate for mayor of Trifouillis",
    ),
    ("candidat à la mairie du Havre", "candidate for mayor of Le Havre"),
    ("procureure de la République à Trifouillis", "public prosecutor in Trifouillis"),
    ("avocat des parents du prévenu", "lawyer for the parents of the defendant"),
    ("vigneron en Charente-Maritime", "winegrower in Charente-Maritime"),
    ("professeure en droit public", "professor of public law"),
]

FRENCH_NAMES = [
    (
        "président de la Fédération nationale des zinzins",
        "president of the Fédération nationale des zinzins",
    ),
    (
        "directeur du Centre de recherches sur les zinzins",
        None,
    ),
    (
        "porte-parole du Syndicat des zinzins (SDZ)",
        "spokesperson for the Syndicat des zinzins (SDZ)",
    ),
    (
        "administratrice du Comité de zinzin",
        "board member of the Comité de zinzin",
    ),
    (
        "présidente de l'Union des zinzins et des trucs",
        "president of the Union des zinzins et des trucs",
    ),
    (
        "président de l'Union des zinzins et maire de Trifouillis",
        "president of the Union des zinzins and mayor of Trifouillis",
    ),
]

HEADS_BY_BODY = [
    ("président de Renault", "chairman of Renault"),
    ("présidente de la SNCF", "chairwoman of the SNCF"),
    ("présidents du groupe LR", "leaders of the LR group"),
    ("président du club", "president of the club"),
    (
        "président de la Chambre des représentants",
        "speaker of the House of Representatives",
    ),
    ("président des députés LR", "leader of the LR MPs"),
    ("PDG d'Airbus", "chief executive of Airbus"),
    ("directeur général de Renault", "chief executive of Renault"),
    ("directrice générale de Trucmuche", "chief executive of Trucmuche"),
    ("directeur général de l'OMS", "director-general of the WHO"),
    ("directeur général de l'hôpital", "director-general of the hospital"),
    ("directeur général", "director-general"),
    ("président d'Orange Trucmuche", "president of Orange Trucmuche"),
    ("responsable de la CGT", "official from the CGT"),
    ("secrétaire général du syndicat Zut", "general secretary of the Zut union"),
    ("secrétaire général de l'ONU", "secretary-general of the UN"),
    ("députée de Forza Italia", "MP from Forza Italia"),
    ("député de la majorité", "MP of the ruling majority"),
    ("directrice de l'école", "head of the school"),
]

OWN_ARTICLE = [
    (
        "porte-parole des députés La République en marche",
        "spokesperson for the LREM MPs",
    ),
    (
        "membre du parti La République en marche",
        "member of the party La République en Marche",
    ),
    ("président du tribunal de La Rochelle", "president of the court of La Rochelle"),
    ("présidente de La République en marche", "president of La République en Marche"),
]

UNKNOWN = [
    "",
    " ",
    "(",
    "l'",
    "jugé",
    "chef",
    "chef à Lyon",
    "chef de Truc",
    "conseiller",
    "conseiller de Paris",
    "professeur",
    "professeur de français",
    "commandant",
    "auteur",
    "femme",
    "homme",
    "femme du quartier",
    "élu à la Zut",
    "maire à Valence",
    "procureur de Trifouillis à Zut",
    "directeur du centre de formation",
    "femme de Trifouillis",
    "épouse du comédien ZZT",
    "archevêque de Vienne",
    "maire de Valence",
    "avocat de Washington",
    "conseiller de Hollande",
    "président de Région",
    "maire de Trifouillis (Zut)",
    "maire de Trifouillis (",
    "maire de Trifouillis ()",
    "président du Zinzin",
    "délégué général des Jeunes",
    "ministre des Machines",
    "administrateur du port",
    "directrice de l'Institut mondial des zinzins",
    "président de l'Union des zinzins d'Espagne",
    "ministre de la Magie",
    "ministre britannique de la Magie",
    "ministre de l'Intérieur et des poissons",
    "écrivain et journaliste américain",
    "animateur du collectif",
    "président de Gremi de Zut",
    'pape" autoproclamé',
    "président de la commission",
    "médecin préféré du quartier",
]

NO_NAME = [
    ("source policière", "police source"),
    ("les artisans et pompiers", "the craftspeople and firefighters"),
    (
        "la députée de l'Ain et présidente du club",
        "the MP for Ain and president of the club",
    ),
    ("site d'information", "news website"),
    ("l'homme âgé de 87 ans", "the 87-year-old man"),
    ("un ingénieur de formation", "an engineer by training"),
    ("le journal satirique", "the satirical newspaper"),
    ("la femme de Zoé Trucmuche", "the wife of Zoé Trucmuche"),
    ("la femme de 53 ans", "the 53-year-old woman"),
    ("un sondage Ifop", "an Ifop poll"),
    ("un membre de sa famille", "a member of his or her family"),
    ("un de ses voisins", "one of the neighbours"),
    ("l'une des passagères", "one of the passengers"),
    ("certains d'entre eux", "some of them"),
    ("son oncle", "his or her uncle"),
    ("ses avocats", "the lawyers"),
    ("leur avocate", "their lawyer"),
    ("un autre diplomate", "another diplomat"),
    ("les trois signataires", "the three signatories"),
    ("12,5 % des Français", "12.5% of French people"),
    ("une trentaine de manifestants", "about thirty protesters"),
    ("plusieurs sources policières", "several police sources"),
    ("une majorité", "a majority"),
    ("des militants écologistes", "environmental activists"),
    ("des médias officiels", "official media outlets"),
    ("la jeune femme de 30 ans", "the 30-year-old woman"),
    ("une Malienne de 30 ans", "a 30-year-old Malian woman"),
    ("un Belge", "a Belgian national"),
    ("un responsable malien", "a Malian official"),
    ("une avocate spécialisée en droit pénal", "a lawyer specialising in criminal law"),
    ("la ministre de la Santé Zoé Trucmuche", "the health minister Zoé Trucmuche"),
    ("l'entourage de Zoé Trucmuche", "the entourage of Zoé Trucmuche"),
    ("la préfète et le maire", "the prefect and the mayor"),
    ("un rapport du gouvernement malien", "a report by the Malian government"),
    ("le groupe agroalimentaire", "the agri-food group"),
    ("la chaîne économique américaine", "the US business channel"),
    ("le site Public Zut", "the website Public Zut"),
    ("la famille du prévenu", "the family of the defendant"),
    ("l'usine de Trifouillis", "the Trifouillis factory"),
    ("la ville de Trifouillis", "the city of Trifouillis"),
    ("les experts de l'agence", "the experts at the agency"),
    ("les autorités maliennes", "the Malian authorities"),
    ("l'agence spatiale américaine", "NASA"),
    ("la préfecture maritime de l'Atlantique", "the Atlantic maritime prefecture"),
    ("le gouverneur du Texas", "the governor of Texas"),
    ("le gouvernement des Pays-Bas", "the government of the Netherlands"),
]

NO_SOURCE = [
    "des accusations",  # of what somebody did, not who accuses in court
    "La Défense",
    "La Tribune",
    "une source à l'AFP",  # which it spoke to
    "un conseiller à l'AFP",
    "leur souhait",
    "certains professeurs",
]

NAMES = [
    ("OTAN", "NATO"),
    ("ministère de l'Intérieur", "interior ministry"),
    ("le ministère chinois des Affaires étrangères", "the Chinese foreign ministry"),
    ("le ministère américain de la Défense", "the US Defense Department"),
    ("Commission européenne", "European Commission"),
    ("Ligue des droits de l'homme", "Human Rights League"),
    ("la région Trifouillis-Comté", "the Trifouillis-Comté region"),
    ("parquet de Paris", "Paris prosecutor's office"),
    ("le parquet de Trifouillis", "the Trifouillis prosecutor's office"),
    ("préfecture de police", "police headquarters"),
    ("Pékin", "Beijing"),
    ("un diplomate européen", "a European diplomat"),
    ("une source proche du dossier", "a source close to the case"),
    ("un ancien ministre", "a former minister"),
    ("une élue", "an elected official"),
    ("des élus de l'opposition", "elected officials of the opposition"),
    ("la porte-parole de M. Machin", "the spokesperson for Mr. Machin"),
    ("les «gilets jaunes»", "the yellow vests"),
]

PERSONS = [
    *("Le Maire", "Maire", "Boulanger", "Léger", "Prince", "Hollande", "Iris"),
    *("Bourgogne", "Berger", "Le Roi", "Leroy", "Le Prince", "Pape", "Londres Zut"),
    *(
        "Mark Rutte",
        "Jean Président",
        "M. le Maire",
        "Fondation Zut",
        "Général Machin",
        "CGT",
    ),
]


@pytest.mark.parametrize(("french", "english"), ROLES)
def test_role_that_the_table_covers_has_its_english(french: str, english: str) -> None:
    assert english_role(french) == english


@pytest.mark.parametrize(("french", "english"), HEADS_BY_BODY)
def test_head_is_called_as_english_calls_it_there(french: str, english: str) -> None:
    assert english_role(french) == english


@pytest.mark.parametrize(("french", "english"), OWN_ARTICLE)
def test_no_article_stands_before_a_name_that_has_one(
    french: str, english: str
) -> None:
    assert english_role(french) == english


@pytest.mark.parametrize(("french", "english"), FRENCH_NAMES)
def test_french_name_of_a_body_is_kept_where_its_end_is_sure(
    french: str, english: str | None
) -> None:
    assert english_role(french) == english


@pytest.mark.parametrize(("french", "english"), NO_NAME)
def test_source_without_a_name_has_its_english(french: str, english: str) -> None:
    assert english_name(french) == english


@pytest.mark.parametrize("french", NO_SOURCE)
def test_what_may_be_another_thing_has_none(french: str) -> None:
    assert english_name(french) is None


@pytest.mark.parametrize("french", UNKNOWN)
def test_role_of_which_a_word_is_open_has_none(french: str) -> None:
    assert english_role(french) is None


@pytest.mark.parametrize(("french", "english"), NAMES)
def test_body_or_source_without_a_name_has_its_english(
    french: str, english: str
) -> None:
    assert english_name(french) == english


@pytest.mark.parametrize("name", PERSONS)
def test_no_person_gets_another_name(name: str) -> None:
    assert english_name(name) is None


def test_people_of_one_country_differ_by_gender_only_in_french() -> None:
    for masculine, feminine in (("président", "présidente"), ("maire", "maire")):
        found = {english_role(f"{masculine} grec"), english_role(f"{feminine} grecque")}
        assert len(found) == 1


def test_office_with_another_name_abroad_is_no_minister() -> None:
    assert english_role("ministre américain de la Défense") == "US defence secretary"
    assert english_role("députée américaine") == "US lawmaker"
    assert english_role("ministre américain du Numérique") is None


def test_words_that_are_no_noun_phrase_have_none() -> None:
    assert english_name("le") is None
    assert english_name("président du") is None
    assert english_name("\ud800") is None
    assert english_name("et le maire") is None


def test_sort_of_a_body_may_be_told_by_the_last_word() -> None:
    assert english_role("chef du groupe communiste") == "head of the Communist group"


def test_long_text_is_refused_before_it_is_read() -> None:
    assert english_role("président " * 10**5) is None
    assert english_name("(" * 10**6) is None


def test_every_row_has_a_kind_that_is_read_and_an_english() -> None:
    kinds = {
        *("head", "adjective", "people", "domain", "body", "noun", "dropped", "place"),
        *("field", "matter", "cabinet", "department", "one", "several", "time"),
        *("title", "capital", "sort", "unknown", "quality", "inner", "whole", "tail"),
        *("where", "special", "relation", "side", "aside", "part", "titled", "foreign"),
        *("end", "alone", "outlet", "related"),
        *(entry.english for entry in index("sort").values()),
    }
    for kind, french, english, _ in _fields():
        assert kind in kinds
        assert french
        assert english or kind == "dropped"


def test_no_row_hides_another() -> None:
    kinds = ("head", "adjective", "people", "domain", "body", "noun", "place", "sort")
    for kind in kinds:
        seen: dict[tuple[str, ...], str] = {}
        for row, french, _, _ in _fields():
            for form in french.split("|") if row == kind else ():
                assert key(words(form)) not in seen, form
                seen[key(words(form))] = form


def test_heads_of_a_sort_of_body_are_heads() -> None:
    for sort in {entry.english for entry in index("sort").values()} | {
        "unknown",
        "alone",
    }:
        assert index(sort), sort
        assert index(sort).keys() <= index("head").keys(), sort


def test_peoples_are_those_of_the_table_of_names() -> None:
    known = {
        form.rstrip("+"): english.split("|")
        for _, french, english in table()
        for form in french.split("|")
    }
    others = {"Luxembourg", "Emirati", "US", "Philippine"}
    for kind, french, english, _ in _fields():
        first = french.split("|")[0]
        if kind == "people" and first in known and english not in others:
            assert english in known[first], first


def test_bodies_are_called_as_in_the_glossary_that_ships() -> None:
    others = {"force ouvrière", "banque de france"}
    for phrase, entry in index("body").items():
        wanted = shipped().get(phrase)
        if wanted and " ".join(phrase) not in others:
            assert entry.english.removeprefix("the ") == wanted, phrase


def test_tables_are_read_only_when_a_role_is_asked_for() -> None:
    code = "import briefing.cli, briefing.render.view, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "briefing.roles" not in done.stdout.split()
