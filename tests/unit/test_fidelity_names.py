"""Names, negation and hearsay: what has to come back, and in which clothes it may."""

from __future__ import annotations

import pytest

from briefing.fidelity import check
from briefing.fidelity.inflection import forms
from briefing.fidelity.names import check_names
from briefing.fidelity.nametable import french_index, table
from briefing.fidelity.spelling import spelled
from briefing.finishing.naming import accented, named, without_articles


def details(source: str, target: str, kind: str) -> list[str]:
    return [flag.detail for flag in check(source, target) if flag.kind == kind]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Il vit à Londres.", "He lives in London."),
        ("L'OTAN et l'ONU se taisent.", "NATO and the UN are silent."),
        ("La Belgique vote mardi.", "Belgians vote on Tuesday."),
        ("Un accord avec Poutine est loin.", "A deal with Putin is far off."),
        ("La ville de Tchernihiv tient.", "The city of Chernihiv holds."),
        ("Le maire, Claire Fontaine, parle.", "The mayor, Ms. Fontaine, speaks."),
        ("L'Europe centrale et orientale", "Central and Eastern Europe"),
        ("Il a vu Louis Jourdain hier.", "He saw Louis Jourdain yesterday."),
        ("Le XIXe siècle fut long.", "The 19th century was long."),
        ("Les Assyriens sont venus.", "The Assyrians came."),
        ("La chance sourit aux Toulousains.", "Luck smiles on Toulouse."),
        ("Matignon dément.", "The prime minister's office denies it."),
        ("Il a parlé à une Suissesse.", "He spoke to a Swiss woman."),
        ("Elle est en CM2.", "She is in fifth grade."),
        ("Les Bleus gagnent.", "France win."),
        ("Les loups d'Île-de-France.", "The wolves of the Paris region."),
        ("Docteure en droit, elle vote.", "With a doctorate in law, she votes."),
        ("Un Airbus A320 s'est posé.", "An Airbus A-320 landed."),
        ("Il vit à Düsseldorf.", "He lives in Duesseldorf."),
        ("Le Pendjab et la Côte d'Azur.", "Punjab and the French Riviera."),
        ("La soirée des Grammy Awards.", "The Grammy night."),
        ("Il a vu Obama hier.", "He saw Barack Obama yesterday."),
        ("Historiquement, il vote.", "Historically, he votes."),
        ("Il a vu les Kirchner hier.", "He saw the Kirchners yesterday."),
        ("Elle dirige le Planning familial.", "She heads Planned Parenthood."),
        ("L'office (ČTÚ) se tait.", "The office (CTO) is silent."),
        ("MARCHER SUR LES MURS : il l'a fait.", "WALKING ON WALLS: he did it."),
        ("Elle passe une IRM.", "She has an MRI."),
        ("Il vaut 300 HUF.", "It is worth 300 forints."),
        ("Un port de la zone franche.", "A port of the Gulf."),
        ("L'Église catholique parle.", "The Roman Catholic Church speaks."),
        ("Des élèves hispanophones.", "Spanish-speaking pupils."),
        ("Elle vit au Cap depuis 2010.", "She has lived in Cape Town since 2010."),
        ("Un crime sur la Promenade des Anglais.", "On the Promenade des Anglais."),
        ("Un homme d'affaires franco-italien.", "A Franco-Italian businessman."),
    ],
)
def test_names_in_english_clothes_are_no_doubt(source: str, target: str) -> None:
    assert details(source, target, "name") == []


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("Il vit à Londres.", "He lives in Vienna.", "name in doubt: Londres → Vienna"),
        ("Il vit à Londres.", "He lives there.", "name in doubt: Londres → no London"),
        ("L'armée russe avance.", "The German army advances.", "russe → Germany"),
        ("Elle part lundi.", "She leaves on Tuesday.", "lundi → Tuesday"),
        ("Il a vu Macron hier.", "He saw Macrox yesterday.", "Macron → Macrox"),
        ("Le maire Jean Kervadec parle.", "The mayor speaks.", "Kervadec → not found"),
        (
            "Le conseil vote.",
            "The council of Zorbek votes.",
            "not in the French: Zorbek",
        ),
        (
            "La marine royale part.",
            "The Royal Zorbek leaves.",
            "not in the French: Zorbek",
        ),
        ("L'OTAN agit en mer.", "NATO acts in the sea of Canada.", "French: Canada"),
        ("Enfin, il part.", "Infin, he leaves.", "French: Infin"),
        ("L'UEFA proteste.", "The EUFA protests.", "UEFA → EUFA"),
        ("Un cas de Covid-19.", "A case of 19.", "Covid → no COVID"),
        ("Sur LCI, il nie.", "On the guidance, he denies.", "LCI → not found"),
        ("La BVA a parlé hier.", "The board spoke yesterday.", "BVA → not found"),
        ("Il a envoyé un SMS.", "He sent one.", "SMS → no text message"),
        ("Nicolas Dupont-Aignan.", "Nicolas Aignan.", "Dupont → not found"),
        ("Bruno Le Maire rit.", "Bruno Leaves laughs.", "Maire → not found"),
        ("Le président Obama part.", "The President leaves.", "Obama → not found"),
        ("Obama et Romney rient.", "Laughter and Romney laugh.", "Obama → not found"),
        ("Le mari de B. Obama rit.", "B.A's husband laughs.", "Obama → not found"),
        ("L'Allemagne vote.", "The Allemagne votes.", "Allemagne → no Germany"),
        ("La mer est calme.", "The sea of Canada is calm.", "French: Canada"),
        ("Le conseil vote.", "The South African board votes.", "French: South African"),
        ("Un Airbus A320 s'est posé.", "An Airbus A330 landed.", "A320 → A330"),
        ("Il vit à Düsseldorf.", "He lives in Düsseldf.", "Düsseldorf → Düsseldf"),
        ("Il a vu Clara Vasseur.", "He saw Claras Vaseur.", "Clara → Claras"),
        ("Il a vu Clara Vasseur.", "He saw Claras Vaseur.", "Vasseur → Vaseur"),
        ("Clara Vasseur a parlé.", "Claras Vasseur spoke.", "Clara → Claras"),
        # A name that may go may not be another.
        ("Il aime Lockwood Gardens.", "He likes Lockwood Zorbek.", "Gardens → not"),
    ],
)
def test_a_changed_name_is_told(source: str, target: str, detail: str) -> None:
    assert any(detail in found for found in details(source, target, "name"))


def test_an_adjective_may_vanish_but_not_change() -> None:
    assert details("Les élus français votent.", "The members vote.", "name") == []
    assert details("Les élus français votent.", "The Italian members vote.", "name")


def test_the_table_is_large_and_every_row_has_both_sides() -> None:
    assert len(table()) >= 600
    assert all(len(row) == 3 and row[1] and row[2] for row in table())
    assert french_index()["Londres"][0].tokens == ("Londres",)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("tchernihiv", "chernihiv"),
        ("zelenski", "zelenskyy"),
        ("iouri", "yuri"),
        ("eltsine", "yeltsin"),
        ("kassatonov", "kasatonov"),
        ("wladimir", "vladimir"),
        ("dusseldorf", "duesseldorf"),
        ("ligurie", "liguria"),
        ("platon", "plato"),
        ("boston", "bostonian"),
        ("assyriens", "assyrians"),
    ],
)
def test_names_may_be_spelled_as_english_does(french: str, english: str) -> None:
    assert spelled(french, english)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("clara", "claras"),
        ("vasseur", "vaseur"),
        ("stephen", "steephen"),
        ("massachusetts", "massachusets"),
        ("macron", "merkel"),
        ("cook", "cooks"),
        ("tommy", "tommys"),
    ],
)
def test_a_misspelled_name_is_no_spelling(french: str, english: str) -> None:
    assert not spelled(french, english)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("allemand", ("allemand", "allemands", "allemande", "allemandes")),
        ("italien", ("italien", "italiens", "italienne", "italiennes")),
        ("régional", ("régional", "régionaux", "régionale", "régionales")),
        ("français", ("français", "française", "françaises")),
        ("serbe", ("serbe", "serbes")),
    ],
)
def test_french_forms_follow_the_ending(word: str, found: tuple[str, ...]) -> None:
    assert forms(word) == found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Il ne viendra pas.", "He will not come."),
        ("Il ne viendra pas.", "He is unable to come."),
        ("N'oubliez pas de signer.", "Remember to sign."),
        ("Le taux est nettement plus haut.", "The rate is much higher."),
        ("Il refuse de signer.", "He does not want to sign."),
        ("Il n'y a qu'une issue.", "There is one way out."),
    ],
)
def test_a_negation_that_is_rendered_is_no_doubt(source: str, target: str) -> None:
    assert details(source, target, "negation") == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Il ne viendra pas.", "He will come."),
        ("Elle n'a jamais signé.", "She signed."),
        ("Il viendra demain.", "He will not come tomorrow."),
    ],
)
def test_a_negation_lost_or_gained_is_told(source: str, target: str) -> None:
    assert len(details(source, target, "negation")) == 1


def test_hearsay_told_as_a_fact_is_told() -> None:
    source = "Deux soldats auraient été tués."
    assert details(source, "Two soldiers were killed.", "modality")
    assert not details(source, "Two soldiers were reportedly killed.", "modality")
    assert not details("S'il avait su, il serait venu.", "Had he known.", "modality")


def test_a_person_with_a_last_name_is_no_king() -> None:
    assert details("Édouard Philippe parle.", "Édouard Philip speaks.", "name")
    assert not details("Édouard Philippe parle.", "Édouard Philippe speaks.", "name")
    assert not details("Édouard VII régna.", "Edward VII reigned.", "name")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("La famille de Paul Summer se tait.", "Paul's family is silent."),
        ("Le discours de Maya Summer a plu.", "Maya liked the speech."),
        ("Jean-Pierre Rochement refuse.", "Jean-Pierre Rochment refuses."),
    ],
)
def test_a_last_name_may_not_go_though_it_is_a_word(source: str, target: str) -> None:
    assert details(source, target, "name")


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("Zoé Bergé parle.", "Zoe Berge speaks.", "Zoé Bergé speaks."),
        ("Jean Placé dort.", "Jean Place sleeps.", "Jean Placé sleeps."),
        (
            "Luc-Vincent Placé dort.",
            "Luc-Vincent Place naps.",
            "Luc-Vincent Placé naps.",
        ),
        ("La Cour Suprême juge.", "The Supreme Court judges.", "="),
        ("Alexeï Morov est venu.", "Alexei Morov came.", "="),
        ("La place de Jean Placé", "Jean Place's place", "="),
        ("PÉRÉ dit non.", "PERE says no.", "="),
        ("À Londres, André Dubé", "In London, Andre Dube’s", "In London, André Dubé’s"),
        ("", "", ""),
    ],
)
def test_names_of_persons_get_their_accents(
    source: str, target: str, wanted: str
) -> None:
    assert accented(source, target) == (target if wanted == "=" else wanted)


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("L'Ukraine résiste.", "The Ukraine resists.", "Ukraine resists."),
        ("dans la Bretagne", "in the Brittany", "in Brittany"),
        ("Le budget de la France", "the France’s budget", "France’s budget"),
        ("La France de 1789", "the France of 1789", "the France of 1789"),
        ("La guerre en Ukraine", "the Ukraine war", "the Ukraine war"),
        ("Les Pays-Bas gagnent.", "The Netherlands win.", "The Netherlands win."),
        ("La France et l'Iran", "the France and the Iran", "France and Iran"),
        ("attaquer l'OTAN d'ici là", "attack the NATO by then", "attack NATO by then"),
        ("L'OTAN se réunit", "The NATO summit", "The NATO summit"),
    ],
)
def test_countries_lose_the_article_of_french(
    source: str, target: str, wanted: str
) -> None:
    assert without_articles(source, target) == wanted


def test_a_name_that_opens_a_sentence_is_one_if_no_language_has_the_word() -> None:
    assert list(
        check_names("Castaner a parlé à la presse.", "Work spoke to the press.")
    )
    assert not list(check_names("Castaner a parlé.", "Castaner spoke."))
    assert not list(check_names("Interpellés, ils ont parlé.", "Arrested, they spoke."))


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("le projet de Macron", "the Emmanuel Macron’s plan", "Macron’s plan"),
        (
            "Le président Macron, lui",
            "The Emmanuel Macron president",
            "President Macron",
        ),
        (
            "Le président Jean Roux rit.",
            "The Jean Roux president laughs.",
            "President Jean Roux laughs.",
        ),
        ("Le maire Jean Roux.", "The Jean Roux president.", "="),
        ("Chez Wendy's.", "In the Wendy's restaurant.", "="),
        ("Pour Macron, rien.", "For Emmanuel Macron, nothing.", "For Macron, nothing."),
        ("Elle (EELV) a dit", "She EELV (e.g.) said", "She (EELV) said"),
        ("Elle (EELV) a dit", "She EELV) said", "She (EELV) said"),
        ("Elle (EELV) a dit", "She, EELV, said", "She, (EELV), said"),
        ("Elle (EELV) a dit", "She (sounding) said", "She (EELV) said"),
        ("Elle (sic) dit (EELV)", "She (sic) said", "="),
        ("EELV (EELV) a dit", "EELV said", "="),
        ("Le (FMI) et le (FMI)", "The (MI) and the (MF)", "The (IMF) and the (IMF)"),
        ("Le Fonds (FMI) a dit", "The fund IMF said", "The fund (IMF) said"),
        ("B. Obama, lui, rit.", "B Obama., he laughs.", "B. Obama, he laughs."),
        ("Elle a vu B. Obama.", "She saw B Obama.", "She saw B. Obama."),
        ("B. Obama a ri.", "B Obama. laughed.", "B. Obama laughed."),
        ("M. Obama rit.", "M Obama laughs.", "="),
        ("Gilles Le Gendre rit.", "Gilles Gendre laughs.", "Gilles Le Gendre laughs."),
        ("Mme Merkel part.", "Ms. Angela Merkel leaves.", "Ms. Merkel leaves."),
        ("Angela Merkel a ri.", "Angela Merkel laughed.", "="),
        ("Angela et Mme Merkel", "Angela and Angela Merkel", "="),
        ("L'Allemand Manfred Weber part.", "German Manfred Weber leaves.", "="),
        ("l'Union de Macron", "the Union’s Macron", "="),
        ("la Merkel de 2005", "the Merkel’s", "="),
        ("l'économiste Jean-Paul Roy", "Jean- Paul Roy", "Jean-Paul Roy"),
        ("l'économiste Jean-Paul Roy", "Jean Paul Roy", "Jean-Paul Roy"),
        ("l'économiste Jean-Paul Roy", "Jean-year Paul Roy", "Jean-Paul Roy"),
        ("un non- conformiste", "a non- conformist", "="),
        ("le Fonds (FMI)", "the Fund (MI)", "the Fund (IMF)"),
        ("un référendum (RIC)", "a referendum (IC)", "a referendum (RIC)"),
        (
            "l'Onu (ONU), un RIC (RIC)",
            "a (IC) at the UN (UN)",
            "a (RIC) at the UN (UN)",
        ),
        ("un référendum (RIC)", "a referendum", "="),
        ("", "", "="),
        ("selon Alain Terzian", "for Mr. Terzian", "for Mr. Alain Terzian"),
        ("Omar Sy, Alain Roy", "Omar Sy, the Roy", "Omar Sy, Alain Roy"),
        ("Pour Beppe Grillo", "To Between Grillo", "To Beppe Grillo"),
        ("Todd Stern a ri.", "Tod Stern laughed.", "Todd Stern laughed."),
        ("prévient Todd Stern", "Warns Stern", "Warns Todd Stern"),
        ("par Jean-Paul Roy", "by Roy", "by Jean-Paul Roy"),
        ("par Jean-Jacques Roy", "by Jean-called Roy", "by Jean-Jacques Roy"),
        ("dit Jean Roy, et Roy rit", "said Jean Roy, and Roy laughed", "="),
        (
            "dit Jean Roy, et Roy rit",
            "said Roy, and Roy laughed",
            "said Jean Roy, and Roy laughed",
        ),
        ("dit Jean Roy, et Roy rit", "said Roy", "="),
        ("Jean Roy rit", "Marie Roy laughs", "Jean Roy laughs"),
        ("Guillaume II", "William II", "="),
        ("Sergueï Lavrov", "Sergei Lavrov", "="),
        ("à Paris Hilton", "to Hilton", "="),  # « Paris » is in the table
        ("à Da Lat, au Sud", "in Lat, in the South", "in Da Lat, in the South"),
        ("à Da Lat, et Lat aussi", "in Lat", "="),
        ("Du Parc il voit", "From Parc he sees", "="),
        ("Selon Hamad ben Rachid", "Says Hamad Rachid", "Says Hamad ben Rachid"),
    ],
)
def test_names_are_put_right_without_asking_anybody(source, target, wanted):
    assert named(source, target) == (target if wanted == "=" else wanted)


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("Selon Beppe Grillo, non.", "According to Between Grillo, no.", "Between"),
        ("Ici Jean-Jacques Rousseau.", "Here Jean-called Rousseau.", "called"),
        ("Selon Steve Jobs, non.", "According to Jobs, no.", None),
        ("Selon Steve Jobs, non.", "According to Chairman Jobs, no.", None),
    ],
)
def test_a_first_name_may_go_but_nothing_else_take_its_place(source, target, detail):
    found = [f.detail.rpartition(" → ")[2] for f in check(source, target)]
    assert found == ([detail] if detail else [])


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Deux Nigériens.", "Two Nigerians.", "Two Nigeriens."),
        ("L'armée nigérienne.", "The Nigerian army.", "The Nigerien army."),
        ("Deux Nigériens.", "Two Nigériens.", "Two Nigeriens."),
        ("L'armée nigériane.", "The Nigerian army.", "The Nigerian army."),
        (
            "Le Nigérien et le Nigérian.",
            "The Nigerian and the Nigerian.",
            "The Nigerian and the Nigerian.",
        ),
    ],
)
def test_what_is_of_niger_is_not_of_nigeria(french, english, right):
    assert named(french, english) == right


def test_a_rank_in_roman_numerals_is_that_of_the_french() -> None:
    assert details("Il lit le Monde.", "He reads Le Monde.", "name") == []
    source = "Il vit dans le XIVe arrondissement."
    told = ["name not in the French: XIVIe"]
    assert details(source, "He lives in the XIVIe district.", "name") == told
    assert details(source, "He lives in the XIVe district.", "name") == []
