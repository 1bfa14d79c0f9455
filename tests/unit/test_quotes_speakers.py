import re

import pytest

from briefing.quotes import find_quotes
from briefing.types import Document, Quote, Span


def quotes_of(text: str, **options: bool) -> tuple[Quote, ...]:
    lines = re.finditer(r"\S(?:.*\S)?", text)
    paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in lines)
    document = Document(id="t", text=text, paragraphs=paragraphs, source="t", sha256="")
    return find_quotes(document, (), **options)


def said_by(text: str) -> list[tuple[str | None, str | None]]:
    """(speaker, rule) of each quotation."""
    return [
        (q.speaker.name if q.speaker else None, q.evidence.rule if q.evidence else None)
        for q in quotes_of(text)
    ]


CASES = {
    "who told the speaker something is not the speaker": (
        "Marcel Roubaud a refusé. « Vous dormirez enfin, lui avait promis le "
        "représentant du groupe. Vous serez riche. »",
        ["le représentant du groupe"],
    ),
    "how it is said stands between verb and name": (
        "Les gardiens y voient un « outil très utile ». « Des listes, il y en a "
        "déjà, observe, dubitatif, Me Fabien Marsal, avocat. À quoi bon ? »",
        ["Les gardiens", "Fabien Marsal"],
    ),
    "an unknown verb is told by its subject": (
        "André Morin, 63 ans, conduit le bac. « Quarante mille traversées, et pas "
        "un noyé », compte le sexagénaire.",
        ["André Morin"],
    ),
    "whose answer it is": (
        "« Vous renoncez ? », l'interroge le journaliste Éric Dussol. La réponse de "
        "Bertin fuse : « Tout le monde est las », assène-t-il. François Bertin rit.",
        ["Éric Dussol", "François Bertin"],
    ),
    "a question about somebody is not theirs": (
        "Jean Bendol répond à la cour. « Je ne savais rien », dit-il.\n\n"
        "Abel Costa ? « Je suis son premier ennemi. »",
        ["Jean Bendol", "Jean Bendol"],
    ),
    "a trade is that of the one to whom the text gives it": (
        "L'animatrice de BFT TV Apolline Garnier a reçu Ingrid Levasseur. « Elle a "
        "décidé de renoncer », a déclaré la journaliste.",
        ["Apolline Garnier"],
    ),
    "both names that a source stands behind": (
        "Guy Marsal le rappelle. « Personne ne sait si cela marche », car on obtient "
        "« dix fois moins de cellules » avec ce procédé, selon lui.",
        ["Guy Marsal", "Guy Marsal"],
    ),
    "what is written somewhere": (
        "Armand Castéra aime les canards. Il a même fait inscrire au fronton de la "
        "mairie : « La nature est notre maison ».",
        [None],
    ),
    "an answer with words of the reporter behind it": (
        "Yanis Kermarec a coulé. Le navigateur raconte son naufrage.\n\nAvez-vous eu "
        "peur ?\n\n« Pas tout de suite. »\n\nVotre mère vous disait-elle "
        "inconscient ?\n\n« On me l'avait prédit dix fois. » Il montre sa jambe.",
        ["Yanis Kermarec", "Yanis Kermarec"],
    ),
    "a king by his country": (
        "Le roi Abdallah II de Jordanie a été le premier à réagir. « Il devrait "
        "démissionner », a dit le roi de Jordanie, pays voisin.",
        ["Abdallah II de Jordanie"],
    ),
    "an age is called after somebody": (
        "Un faucon de l'ère Brush, l'ancien ambassadeur John Bolt, a qualifié le "
        "discours de « terne, ampoulé et sans souffle ».",
        ["John Bolt"],
    ),
    "a middle initial is no title": (
        "Le secrétaire à la Défense, Robert M. Garner a déclaré que rien « ne sera "
        "décidé avant la fin de l'année ».",
        ["Robert M. Garner"],
    ),
    "these last are persons": (
        "Face aux marins qui ont bloqué les accès de plusieurs ports bretons, le "
        "préfet a cédé. Ces derniers ont promis de « reprendre la mer ».",
        [None],
    ),
    "who says it and adds something": (
        "La régie met ses offres entre parenthèses, s'est indignée la CGP, soulignant "
        "que la direction « n'était pas fichue de régler un problème ».",
        ["CGP"],
    ),
    "then goes back to the first": (
        "Le conseiller de la ville compose un numéro de téléphone, raccroche, puis "
        "informe la diplomate que l'homme « est actuellement à Paris ».",
        ["Le conseiller de la ville"],
    ),
    "somebody left unnamed stays so": (
        "Un officier présent au gala, auquel participait l'amiral Michel Mull, n'a pas "
        "aimé. « On nous a traités en orphelins », a écrit l'officier.",
        ["Un officier présent"],
    ),
    "a relative clause has ended": (
        "Avec ses millions d'abonnés qui ajoutent trois messages par jour, la "
        "« supernova des données » grossit.",
        [None],
    ),
    "a quotation that the next paragraph signs": (
        "Le Comité croit que ces propos étaient abusifs.\n\n« J'ai déjà purgé ma "
        "suspension. »\n\n« Mon dossier est vierge », a déclaré Stéphane Dupin.",
        ["Stéphane Dupin", "Stéphane Dupin"],
    ),
    "it is written by nobody": (
        "Bernard Kouch a répondu. À la fin de la rencontre, est-il écrit, « il a remis "
        "un papier à la secrétaire ».",
        [None],
    ),
    "a network that speaks for itself": (
        "« Nous pleurons avec vous », a réagi Twitter dans la soirée.",
        ["Twitter"],
    ),
    "pronoun looks into its own paragraph first": (
        "Paul Aubry a protesté. « C'est une honte », a-t-il lancé.\n\n"
        "Marc Vidal est arrivé. « Tout est prêt », a-t-il assuré.",
        ["Paul Aubry", "Marc Vidal"],
    ),
    "pronoun agrees in gender": (
        "Jeanne Morel a reçu Paul Aubry. « Nous avancerons », a-t-elle dit. "
        "« Nous verrons bien », a-t-il répondu.",
        ["Jeanne Morel", "Paul Aubry"],
    ),
    "family is told apart by title and first name": (
        "Anne Ferrand et Gilles Ferrand dirigent la scierie. « Il ne m'écoute pas », "
        "dit Mme Ferrand. « Elle ne dort jamais », répond Gilles Ferrand.",
        ["Anne Ferrand", "Gilles Ferrand"],
    ),
    "acronym stands for its expansion": (
        "La Fédération nationale des pêcheurs (FNP) a écrit au préfet. "
        "« Nous ne tiendrons pas », prévient la FNP.",
        ["Fédération nationale des pêcheurs"],
    ),
    "relative clause and apposition": (
        "Jean Dupont, maire de Vannes, qui dort peu, a soupiré : « Il est tard. »",
        ["Jean Dupont"],
    ),
    "role and name after an inverted verb": (
        "« Rien n'est joué d'avance », a déclaré jeudi à la presse le maire de "
        "Vannes, Jean Dupont, à l'issue de la réunion.",
        ["Jean Dupont"],
    ),
    "kin": (
        "Léo Garnier ne marche plus. « Il se bat », dit sa mère.",
        ["sa mère"],
    ),
    "last name before ce dernier, over a list": (
        "La lettre a l'appui d'actrices comme Odile Garrec et de députés comme "
        "Laurence Bastin. Cette dernière avait dénoncé « les blessures profondes »"
        " du texte.",
        ["Laurence Bastin"],
    ),
    "cue inside with an addressee": (
        "« Il était bien renseigné, assure une source proche du dossier au Courrier. "
        "Il a tout prévu. »",
        ["une source proche du dossier"],
    ),
    "somebody unnamed before a colon": (
        "Rien n'est clair, explique au Courrier un pilier du parti : « Tout le monde "
        "attend une doctrine. »",
        ["un pilier du parti"],
    ),
    "newspaper that only relays": (
        "Le ministre Paul Aubry a dénoncé, selon Le Courrier, « une manœuvre de bas "
        "étage ».",
        ["Paul Aubry"],
    ),
    "former office is another's than the office": (
        "Gilles Bourdel, maire de Chalain, accuse Bruno Rétali, ancien président de "
        "la région. Il évoque un « détournement de fonds publics ». Ce dernier se "
        "tait. « Tout nous est refusé », écrit l'élu.",
        ["Gilles Bourdel"] * 2,
    ),
    "country and its adjective": (
        "Donald Trump a parlé lundi. « Nous devons agir vite », a déclaré le "
        "président des Etats-Unis.",
        ["Donald Trump"],
    ),
    "office of another country": (
        "Luc Tessier, ministre français des Affaires étrangères, se tait. « Nous ne "
        "donnons pas nos notes », a dit le ministre russe des Affaires étrangères.",
        ["le ministre russe des Affaires étrangères"],
    ),
    "object of a relative clause is no subject": (
        "Nicolas Dupuis qui soutenait Marine Lepage a assuré que « cette politique "
        "était très vieille ».",
        ["Nicolas Dupuis"],
    ),
    "single name after an office": (
        "Luc Tessier a parlé. « Aucun pays n'est à l'abri », a résumé le président "
        "de l'Office indonésien des statistiques, Suharno.",
        ["Suharno"],
    ),
    "initial for a first name": (
        "Valentine Sapin, de l'université, a tout vu. « Rien n'est sûr ici », a "
        "indiqué V. Sapin.",
        ["Valentine Sapin"],
    ),
    "spokesman is not whom he speaks for": (
        "Mark Vidal se tait. Le porte-parole de M. Vidal a déclaré qu'il suivait "
        "« toutes les directives en vigueur ».",
        ["Le porte-parole de M. Vidal"],
    ),
    "kin says the gender": (
        "Kris Ugboma, épouse du comédien Bovi, a parlé. « La douleur a diminué », "
        "dit-elle.",
        ["Kris Ugboma"],
    ),
    "Et de after a body": (
        "L'Unsa-Ville a donné une consigne. Et de prévenir : « Les ronds-points ne "
        "sont pas à vous. »",
        ["Unsa-Ville"],
    ),
    "cue over a title in its sentence": (
        "« Deux hommes sont détenus » depuis hier, alors qu'ils suivaient une marche "
        "au côté du président Luc Tessier, a dénoncé le syndicat des livreurs.",
        ["le syndicat des livreurs"],
    ),
    "call to do something": (
        "Luc Tessier a répondu. Il a aussi appelé à « considérer la colère des uns ».",
        ["Luc Tessier"],
    ),
    "any verb with its subject tied on": (
        "Luc Tessier est venu. « Était-ce assez rapide ? Pas sûr », a-t-il euphémisé.",
        ["Luc Tessier"],
    ),
    "agent over a time": (
        "Une affaire décrite à l'époque par Michel Chasse comme le « plus grave "
        "épisode de la décennie ».",
        ["Michel Chasse"],
    ),
    "inscription": (
        "Luc Tessier parlait d'un bus sur lequel était écrit : « Quand tout sera à "
        "vendre, on vendra tout ».",
        [None],
    ),
    "relative clause after an apposition": (
        "La radio rapportait les propos de Max Dubois, conseiller du président "
        "pendant la campagne, qui estime que c'était « un débat au résultat stérile ».",
        ["Max Dubois"],
    ),
    "shared view": (
        "Sentiment partagé par Cécile Herbin, l'une des voix du collectif, une "
        "association locale : « Personne ne peut le résumer. »",
        ["Cécile Herbin"],
    ),
    "announced by one, written by another": (
        "François Ollier affirme : « Il travaille pour après », écrit Gaspard Gantier "
        "dans son livre.",
        ["François Ollier"],
    ),
    "name in marks": (
        "« Nous sommes des millions à le dire », écrivent d'ailleurs les « gilets "
        "jaunes libres ».",
        ["les « gilets jaunes libres »"],
    ),
    "magazine with a first name": (
        "Mélanie Georget a tout quitté. Sa dernière interview au magazine Paulette "
        "date de mars, une éternité. Elle ne renie rien. « Je ne dirai jamais que "
        "j'ai menti », explique-t-elle.",
        ["Mélanie Georget"],
    ),
    "words of somebody about something": (
        "Malgré les propos du préfet Paul Aubry sur la « réglementation très "
        "stricte », la CGT doute.",
        ["Paul Aubry"],
    ),
    "name after a week": (
        "« Ce débat étalera nos divisions », écrivait la semaine dernière Luc "
        "Tessier dans une lettre.",
        ["Luc Tessier"],
    ),
    "name after a call": (
        "La sonde a touché « comme une très grande plage », a raconté lors d'une "
        "conférence téléphonique Dante Lauretti, de l'université.",
        ["Dante Lauretti"],
    ),
    "things do not speak": (
        "Les résultats sont attendus. « L'indice ne compte pas les odeurs », ont "
        "précisé les autorités.",
        ["les autorités"],
    ),
    "answer to the reporter's own question": (
        "Armand Guilloux forge toujours. Ses clients ? « Des gens qui ne veulent pas "
        "jeter. »",
        ["Armand Guilloux"],
    ),
    "answer as a noun": (
        "Le maire, Émile Castaing, tient bon. Réponse du maire : « Nous voterons avec "
        "des gants. »",
        ["Émile Castaing"],
    ),
    "only speaker of a portrait": (
        "Vanina Costes est venue. « Il y a du monde », dit-elle. « On ne lâchera "
        "rien », dit Vanina Costes. « Je ne regrette rien », dit-elle.\n\n"
        "Elle cherche d'autres voies, plus longues. Cet engagement « n'est même pas "
        "affaire de situation personnelle ».",
        ["Vanina Costes"] * 4,
    ),
    "plan that is launched": (
        "Le comité va donc lancer un « plan de relance de l'activité ».",
        [None],
    ),
    "unnamed source keeps its description": (
        "« Le dossier est vide », confie une source proche du dossier.",
        ["une source proche du dossier"],
    ),
    "source beside on": (
        "« La réforme se fera », dit-on dans l'entourage du président.",
        ["l'entourage du président"],
    ),
    "nobody beside on": ("« La réforme se fera », dit-on.", [None]),
    "the writer is no source": ("À cela je réponds : « Il est tard. »", [None]),
    "eyes of somebody": (
        "Aux yeux de Jean Dupont, « le plus dur est passé ».",
        ["Jean Dupont"],
    ),
    "as somebody says": (
        "Comme le dit Jean Dupont, « le plus dur est passé ».",
        ["Jean Dupont"],
    ),
    "noun of speech": (
        "La réponse de Jean Dupont tient en peu de mots : « Il est trop tard. »",
        ["Jean Dupont"],
    ),
    "name in parentheses": (
        "« Le plus dur est passé » (Jean Dupont, hier soir).",
        ["Jean Dupont"],
    ),
    "signature below": (
        "« Le plus dur est passé, mais il faut tenir bon encore longtemps. »\n\n"
        "Jean Dupont, maire",
        ["Jean Dupont"],
    ),
    "continuation": (
        "« Il pleut encore », dit Jean Dupont. « Et demain il pleuvra toujours. »",
        ["Jean Dupont", "Jean Dupont"],
    ),
    "sentence that turns to somebody else": (
        "« Il pleut encore », dit Jean Dupont. Paul Aubry hausse les épaules. "
        "« Cela ne durera pas longtemps. »",
        ["Jean Dupont", "Paul Aubry"],
    ),
    "intertitle that repeats": (
        "« Il pleut sur nos têtes »\n\n"
        "« Il pleut sur nos têtes depuis dix jours », dit Jean Dupont.",
        ["Jean Dupont", "Jean Dupont"],
    ),
    "interview": (
        "Jean Dupont dirige le théâtre.\n\nPourquoi partir ?\n\n"
        "« Parce qu'il est temps, et que je suis fatigué. »",
        ["Jean Dupont"],
    ),
    "dialogue": (
        "Louison Ferrer attend. Émile Castan aussi.\n\n"
        "– Vous partez loin ? demande Louison.\n\n"
        "– Je ne pars pas, répond Émile.\n\n– Tous les soirs ?",
        ["Louison Ferrer", "Émile Castan", "Louison Ferrer"],
    ),
    "cue inside the marks": (
        "« Il y a du bruit la nuit, dit une voisine, et personne ne vient. »",
        ["une voisine"],
    ),
    "fragment that goes on": (
        "« Il pleut encore », dit Jean Dupont. À Vannes, la situation reste « très "
        "incertaine et plutôt inquiétante pour nous tous ».",
        ["Jean Dupont", "Jean Dupont"],
    ),
    "subject of the sentence just before": (
        "« Il est tard », dit Anne Ferrand. Lucie Vidal hausse les épaules. "
        "« Il est tôt », répond-elle.",
        ["Anne Ferrand", "Lucie Vidal"],
    ),
    "the same source as before": (
        "Jean Dupont se tait. « Il est tard », glisse un proche du maire. "
        "« Il est tôt », ajoute ce même proche.",
        ["un proche du maire", "un proche du maire"],
    ),
    "what somebody repeats": (
        "Jean Dupont n'a pas oublié ce que répétait son père : « Rien ne presse. »",
        ["son père"],
    ),
    "somebody of a place": (
        "Loïc Abgrall a perdu. « Les jambes manquaient », a expliqué le Breton.",
        ["Loïc Abgrall"],
    ),
    "answer to the question of another": (
        "Paul Aubry se lève. « J'ai signé », dit-il. « Pourquoi cela ? », demande "
        "Anne Ferrand. « Par peur, madame. »",
        ["Paul Aubry", "Anne Ferrand", "Paul Aubry"],
    ),
    "the second of two": (
        "« On est mal payées », dit l'une d'elles. « C'est vrai », assure la seconde.",
        ["l'une d'elles", "la seconde"],
    ),
    "several cues in one sentence": (
        "« Il est tard », a dit Jean Dupont, ajoutant que « rien n'est perdu ».",
        ["Jean Dupont", "Jean Dupont"],
    ),
    "relative clause before the main verb": (
        "Jean Dupont, qui parle de « fautes très graves », a demandé une enquête.",
        ["Jean Dupont"],
    ),
    "prime minister is no other minister": (
        "Le ministre de la Mer, Paul Aubry, et le Premier ministre, Marc Vidal, sont "
        "venus. « Nous avons tranché », a dit le Premier ministre.",
        ["Marc Vidal"],
    ),
    "office of another place is another person": (
        "Jean Dupont, maire de Vannes, écoute. « Je refuse tout net », "
        "a lancé le maire de Lorient.",
        ["le maire de Lorient"],
    ),
    "somebody of a place is not called by it": (
        "« Nous ne céderons rien », lance un Allemand venu de Brême.",
        ["un Allemand venu de Brême"],
    ),
    "somebody of a place with the name": (
        "« Nous ne céderons rien », lance l'Allemand Hans Keller.",
        ["Hans Keller"],
    ),
    "movement is nobody": (
        "Le mouvement Me Too a tout changé. Anne Ferrand s'en réjouit. "
        "« Nous avons osé parler enfin », dit-elle.",
        ["Anne Ferrand"],
    ),
    "surname with a particle behind a title": (
        "« Rien n'est joué dans ce dossier », a confié Me de Veulle, avocat.",
        ["de Veulle"],
    ),
    "verb of several words": (
        "Jean Dupont met en garde : « Rien n'est joué dans cette affaire. »",
        ["Jean Dupont"],
    ),
    "verb that another governs": (
        "« Rien n'est joué dans cette affaire », tient à rappeler Anne Ferrand.",
        ["Anne Ferrand"],
    ),
    "whose word it is": (
        "Le mot est de Jean Dupont : « Rien n'est joué dans cette affaire. »",
        ["Jean Dupont"],
    ),
    "view of somebody": (
        "Pour Jean Dupont, maire de Vannes, « le plus dur est passé ».",
        ["Jean Dupont"],
    ),
    "view of a body with its initials": (
        "Pour la Ligue des plages (LDP), les élus ont de « graves torts dans le "
        "dossier ».",
        ["Ligue des plages"],
    ),
    "as for somebody": (
        "Paul Aubry est arrivé. Quant au ministre de la Mer, Marc Vidal, il s'est dit "
        "« très confiant pour la suite ».",
        ["Marc Vidal"],
    ),
    "words of somebody": (
        "Avec les mots de Jean Dupont, « le plus dur est passé ».",
        ["Jean Dupont"],
    ),
    "quotation over paragraphs": (
        "« Rien n'est joué dans cette affaire.\n\nIl faudra tenir jusqu'au printemps "
        "prochain », prévient Jean Dupont.",
        ["Jean Dupont"],
    ),
    "one of two offices of a kind": (
        "L'un des deux procureurs, Marc Vidal, a parlé. « Le dossier est presque "
        "clos », a dit le procureur.",
        ["Marc Vidal"],
    ),
    "who held the office before": (
        "Jean Dupont, ancien maire de Vannes, a écouté. Le maire de Vannes, Paul "
        "Aubry, a répondu. « Je ne changerai rien », a déclaré le maire.",
        ["Paul Aubry"],
    ),
    "cross-reference to another article": (
        "LIRE AUSSI : Paul Aubry répond à ses juges\n\n"
        "Jean Dupont est venu. « Je ne changerai rien à ce projet », a-t-il dit.",
        ["Jean Dupont"],
    ),
    "besides is no verb of speech": (
        "Par ailleurs, la route est coupée. Jean Dupont est inquiet. "
        "« Nous manquons de sel », dit-il.",
        ["Jean Dupont"],
    ),
    "somebody new without a name": (
        "Jeanne Morel attend. Une journaliste de la radio entre. "
        "« Je n'ai rien vu de tel », dit-elle.",
        ["Une journaliste de la radio"],
    ),
    "initial for a surname": (
        "« Rien n'est joué ici », souligne Nicolas R., 34 ans.",
        ["Nicolas R."],
    ),
    "by whom something is called so": (
        "Qualifiée par Anne Ferrand de « folie douce et coûteuse », la digue, jugée "
        "« bien trop basse et fragile » par Jean Dupont, sera rasée.",
        ["Anne Ferrand", "Jean Dupont"],
    ),
    "infinitive that tells": (
        "Jean Dupont est venu. Et le collectif d'enfoncer le clou : « Rien n'est prêt "
        "dans cette ville. »",
        ["le collectif"],
    ),
    "first name behind an agency": (
        "« On tient bon depuis hier », a affirmé à l'AFP Fabrice, un fonctionnaire.",
        ["Fabrice"],
    ),
    "the last one of that gender": (
        "Muriel Cousin est venue, épouse à la ville de Stéphane Guillon. Celle-ci a "
        "ainsi taclé son patron : « Tu ne me fais pas peur. »",
        ["Muriel Cousin"],
    ),
    "verb in the report of another": (
        "Jean Dupont est là. Il a assuré que la France poursuivrait « son action "
        "contre les pillards ».",
        ["Jean Dupont"],
    ),
    "line that asks is no signature": (
        "« Le plus dur est passé, mais il faut tenir bon encore longtemps. »\n\n"
        "Jean Dupont ?",
        [None],
    ),
    "verb that ends a subject": (
        "Le préfet aime l'ordre. Il l'a répété vendredi : « La rue est à tous. »",
        ["Le préfet"],
    ),
    "pronoun over short paragraphs": (
        "Nour Belkacem a bouclé son tour. Elle a maigri.\n\nLe port est plein.\n\n"
        "On l'attend.\n\nIl pleut.\n\n« C'était le vent », corrige-t-elle.",
        ["Nour Belkacem"],
    ),
    "celle-ci is who was mentioned last, named or not": (
        "Hélène Prat a lutté. Il est né d'un père tourneur et d'une mère couturière. "
        "Celle-ci répétait qu'« un ourlet se juge à l'envers ».",
        ["une mère couturière"],
    ),
    "time between verb and subject": (
        "Paul Aubry a parlé. Le chantier sera fini « au plus tard en mai », a assuré "
        "il y a une semaine le général Corbin.",
        ["Corbin"],
    ),
    "somebody in a clause of time": (
        "Elias Kovac rit. Il rit encore quand le gardien s'avance et demande « ce "
        "qu'il y a de si drôle ».",
        ["le gardien"],
    ),
    "whose view a colon opens": (
        "Luc Oehler a parlé. « Je suis effaré », a-t-il dit. Un sentiment partagé par "
        "le professeur Gilles Dray : « C'est franchement fou », a-t-il écrit.",
        ["Luc Oehler", "Gilles Dray"],
    ),
    "à l'entendre": (
        "François Lorrain parle. À l'entendre, ses rivaux sont des « nostalgiques de "
        "la bougie ».",
        ["François Lorrain"],
    ),
    "on after a body": (
        "« Le dossier est clos », a indiqué la préfecture. « Rien ne changera », "
        "a-t-on ajouté.",
        ["la préfecture", "la préfecture"],
    ),
    "words of the writer are nobody's": (
        "Paul Aubry a parlé. « Nous avons tenu parole », a-t-il dit. Traduction : "
        "« Débrouillez-vous sans nous. »",
        ["Paul Aubry", None],
    ),
    "common talk is nobody's": (
        "Paul Aubry a parlé. « Nous avons tenu parole », a-t-il dit. « Il faut "
        "tourner la page » : voilà ce qu'on lit partout.",
        ["Paul Aubry", None],
    ),
    "name that opens a sentence": (
        "Chacun dort. Montaigne le disait déjà : « Je ne veux pas que le dormir "
        "m'échappe. »",
        ["Montaigne"],
    ),
    "formula of somebody": (
        "La formule de Claire Vasseur, « un plan sans carte et sans boussole », "
        "restera.",
        ["Claire Vasseur"],
    ),
    "mother of whom a daughter is named": (
        "Rosalie Quentin chante. Sa fille Alma, 12 ans, tient la caisse. « Je préfère "
        "les chevaux », dit-elle. La mère éclate de rire. « Elle ment comme moi. »",
        ["Alma", "Rosalie Quentin"],
    ),
    "sister by her surname": (
        "Maurice et Brigitte Vaucelle contestent. « Il n'écrivait plus », affirme "
        "Maurice Vaucelle. Sa sœur évoque « une signature trop ressemblante ».",
        ["Maurice Vaucelle", "Brigitte Vaucelle"],
    ),
    "accused by what is said of her": (
        "Nadège Pommier, infirmière, répond aux assises d'un décès. Christine Fabre "
        "s'effondre. « Elle a trop duré », dit-elle. L'accusée pleure à son tour. "
        "« Elle me parlait de ses cerisiers », murmure-t-elle.",
        ["Christine Fabre", "Nadège Pommier"],
    ),
    "minister of whom no other is spoken": (
        "Nathalie Loizeau est venue. « Je suis prête », a déclaré la ministre des "
        "Affaires européennes.",
        ["Nathalie Loizeau"],
    ),
    "office of today": (
        "Ségolène Royer écrit. L'actuelle ambassadrice des pôles s'estime libre. "
        "« Mes enfants sont grands », dit-elle.",
        ["Ségolène Royer"],
    ),
    "party said otherwise": (
        "L'eurodéputé et membre de la direction du Rassemblement national, Luc Bay, "
        "proteste. Le président Paul Aubry l'a voulu ainsi, a dit Paul Aubry. "
        "« C'est un marchandage », a estimé le représentant du RN.",
        ["Luc Bay"],
    ),
    "second office of one body, by its initials": (
        "Pour Agnès Lebrun, vice-présidente et porte-parole de l'Association des "
        "maires du Sud (AMS), le cas est grave. « C'est vrai », dit Jean Petit. « Nous "
        "demandons une réponse », indique la porte-parole de l'AMS.",
        ["Jean Petit", "Agnès Lebrun"],
    ),
    "particle with a capital": (
        "« Cela ne sert à rien », affirme Francis D'Hulst, élu de Portail.",
        ["Francis D'Hulst"],
    ),
    "titles after a colon": (
        "Emmanuel Kasar a écrit plusieurs ouvrages : « Le masque de bois noir » et un "
        "conte.",
        [None],
    ),
    "order of a trade": (
        "« Rien n'est dû », a souligné vendredi l'Ordre des médecins.",
        ["Ordre des médecins"],
    ),
    "answer to a question of the writer": (
        "Maud Kerbrat est rentrée dimanche. Elle reçoit chez elle.\n\nEt demain ? "
        "« Je dormirai toute la journée. »",
        ["Maud Kerbrat"],
    ),
    "what the writer quotes to whom they ask": (
        "La navigatrice Maud Kerbrat reçoit chez elle.\n\nComment allez-vous ?\n\n"
        "Bien.\n\nVous avez déclaré que « la mer est un tribunal ». Le pensez-vous ?",
        ["Maud Kerbrat"],
    ),
    "a source that tells a paper": (
        "« Le pont est vieux », concède une source ministérielle au quotidien local.",
        ["une source ministérielle"],
    ),
    "words that stand in what somebody says": (
        "Le plan sera prêt « dans la première semaine du mois ».\n\nLe pont rouvre. "
        "« Il sera prêt dans la première semaine du mois », a dit Paul Marsal.",
        ["Paul Marsal", "Paul Marsal"],
    ),
    "a text that can be read": (
        "« Tout vélo garé devant la halle est enlevé », peut-on lire dans l'arrêté.",
        ["l'arrêté"],
    ),
    "somebody else behind a cue that is spent": (
        "Alors que le maire, Paul Marsal, a averti que « des mesures plus dures sont "
        "possibles », Anne Morel s'est voulue rassurante : « Personne ne va fermer le "
        "pont. »",
        ["Paul Marsal", "Anne Morel"],
    ),
    "somebody who acts behind a title": (
        "Sa partenaire dans « Le Port du large » Anne Morel lui a rendu hommage : « Il "
        "m'a tout appris. »",
        ["Anne Morel"],
    ),
    "object before an auxiliary": (
        "Le directeur de course m'a appelée : « Reviens tout de suite au port. »",
        ["Le directeur de course"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), CASES.values(), ids=CASES.keys())
def test_speaker(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Jean Dupont a lu « Le Vent du large » en une nuit.",
        "Jean Dupont publie « Le Vent du large », un essai.",
        "Il est mis en examen pour « abus de confiance aggravé », dit Jean Dupont.",
        "Le parti de Jean Dupont, « La France debout », a réagi.",
        "Jean Dupont, que la presse appelle « le roi du pneu », est absent.",
        "Surnommé « la dame aux ruches », Jean Dupont vend du miel.",
        "Sur une pancarte, ces mots : « Rendez-nous le train. »",
        "Jean Dupont est arrivé. Le mot « sobriété énergétique durable » a été banni.",
    ],
)
def test_titles_names_charges_and_inscriptions_have_no_speaker(text: str) -> None:
    assert {name for name, _ in said_by(text)} <= {None}


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Elle joue dans la série « Port d'attache » et dans « Sans toi ».", []),
        ("Son film s'intitule « Nos dimanches perdus ».", []),
        ("Elle figure au casting de « Mon frère est fou ! » cet été.", []),
        ("On lui doit des tubes comme « La pluie du soir » et « Rends ma clé ».", []),
        ("L'amendement dit « des cent pas » a été retiré.", []),
        ("Une cellule dite « de réponse locale » a été créée.", []),
        ("Une aurore type « rideau de feu » est annoncée, appelée « rideau de feu ».",
         []),
        ("Elle est poursuivie pour « vol de vélos en réunion ».", []),
        ("Elle s'est dite « très inquiète » hier.", ["très inquiète"]),
        ("Le maire répond simplement « Je verrai tout cela demain ».",
         ["Je verrai tout cela demain"]),
        ("Paul Marsal accuse le maire de « tuer le petit commerce ».",
         ["tuer le petit commerce"]),
        ("Elle a défilé aux cris de « Rendez-nous nos trains ».",
         ["Rendez-nous nos trains"]),
    ],
)  # fmt: skip
def test_names_of_works_and_charges_are_no_quotations(
    text: str, contents: list[str]
) -> None:
    assert [q.content for q in quotes_of(text)] == contents


def test_short_marked_words_are_terms_unless_they_are_said() -> None:
    text = "Il faut une « réforme » et du « bon sens ». « Jamais », a dit Jean Dupont."
    assert [q.content for q in quotes_of(text)] == ["Jamais"]


def test_quotation_in_a_quotation_has_its_own_speaker() -> None:
    text = "« Mon père disait : “Ne signe jamais rien.” Il riait », dit Jean Dupont."
    outer, inner = quotes_of(text)
    assert (outer.level, inner.level) == (0, 1)
    assert outer.speaker is not None
    assert inner.speaker is not None
    assert (outer.speaker.name, inner.speaker.name) == ("Jean Dupont", "Mon père")


def test_unnamed_speaker_is_marked_anonymous_and_a_named_one_has_a_role() -> None:
    text = (
        "« Il est tard », dit un diplomate. "
        "« Il est tôt », dit Jean Dupont, maire de Vannes."
    )
    first, second = quotes_of(text)
    assert first.speaker is not None
    assert second.speaker is not None
    assert first.speaker.anonymous
    assert not second.speaker.anonymous
    assert second.speaker.role == "maire de Vannes"


def test_kinds_of_quotation() -> None:
    text = (
        "« Nous irons jusqu'au bout de ce projet », dit Jean Dupont. "
        "Il parle de « fautes très graves ». Jean Dupont ajoute que la mer monte."
    )
    kinds = [q.kind for q in quotes_of(text, indirect=True)]
    assert kinds == ["direct", "mixed", "indirect"]
    assert [q.kind for q in quotes_of(text)] == ["direct", "mixed"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Jean Dupont affirme que la mer monte vite.", "la mer monte vite"),
        ("La mer monte très vite ici, a-t-il ajouté.", None),
        (
            "Jean Dupont est là. La mer monte très vite, a-t-il ajouté.",
            "La mer monte très vite",
        ),
        ("Selon Jean Dupont, la mer monte vite.", "la mer monte vite"),
        ("Selon Jean Dupont, maire de Vannes, la mer monte vite.", "la mer monte vite"),
        ("Selon Jean Dupont, qui vit là, la mer monte vite.", "la mer monte vite"),
        ("Selon une étude du port, publiée lundi, la mer monte.", "la mer monte"),
        ("Selon Jean Dupont, le vent et la pluie usent.", "le vent et la pluie usent"),
        ("Jean Dupont, qui affirme que la mer monte vite, se tait.", None),
        ("Jean Dupont estime qu'il y a « urgence ».", "il y a « urgence »"),
    ],
)
def test_speech_without_marks_is_given_on_request(
    text: str, content: str | None
) -> None:
    found = [q.content for q in quotes_of(text, indirect=True)]
    assert found == ([content] if content else [])


def test_names_are_shown_on_one_line_without_soft_hyphens() -> None:
    text = "« Rien n'est joué dans cette affaire », dit Valérie \u00adLesage."
    assert [name for name, _ in said_by(text)] == ["Valérie Lesage"]


WHO_ACTED_LAST = {
    "sentences on lines of their own do not end what is said of somebody": (
        "Paul Morel et Jean Vidal se sont parlé.\nPaul Morel a pris le premier train.\n"
        "La gare était vide.\nLe quai aussi.\n« Je pensais arriver avant tout le "
        "monde », dit-il.",
        ["Paul Morel"],
    ),
    "a man who acts in between is none for « elle »": (
        "Anne Morel dirige le port. Paul Vidal a pris un train. « Les bateaux "
        "reviendront au printemps », promet-elle.",
        ["Anne Morel"],
    ),
    "who is brought in is whom « cet homme » means": (
        "Paul Morel est sculpteur. « J'aime les vieilles pierres du pont », dit-il. "
        "Les blocs viennent d'un dépôt que Jean Vidal a ouvert. Cet homme de 44 ans "
        "vend du grès. « Il serait honteux de les casser », dit-il.",
        ["Paul Morel", "Jean Vidal"],
    ),
    "another speaks « de son côté »": (
        "L'entraîneur Paul Morel a salué Jean Vidal, né à Lille. « Il a beaucoup "
        "appris avec nous », dit Paul Morel. « Je veux aller de l'avant », assure de "
        "son côté le joueur.",
        ["Paul Morel", "Jean Vidal"],
    ),
    "who describes somebody named with a preposition does not act": (
        "En présence de Paul Morel, le président de la ligue, ou de Rosa Vidal, la "
        "ministre des Sports, Jean Costa a rendu hommage aux joueurs. Il a salué "
        "« la révélation de cette saison ».",
        ["Jean Costa"],
    ),
    "whose view a judgment without a verb is": (
        "Paul Morel a tout filmé. Une justification grotesque, pour l'avocat de la "
        "ville, Jean Vidal, qui doute que Paul Morel soit seul. « Je ne crois pas du "
        "tout qu'il ait agi seul », a-t-il assuré.",
        ["Jean Vidal"],
    ),
    "« qui » looks past an acronym in parentheses": (
        "Le ministre était là avec Paul Morel, le président de la Chambre du bois "
        "(CDB), qui a précisé : « Chacun a le droit de choisir. »",
        ["Paul Morel"],
    ),
    "a run of quotations is whose name stands after the last": (
        "La ville a voté.\n« Nous avons attendu dix ans pour cela. »\n« Nous "
        "n'attendrons plus. »\n« Demain, nous creusons le premier trou », dit "
        "Anne Morel.",
        ["Anne Morel", "Anne Morel", "Anne Morel"],
    ),
    "an office in the lead is whose it is later on": (
        "« Rien n'a changé dans ce métier », confie le journaliste, qui revient à "
        "la radio. Paul Morel a quitté l'antenne en mai. « J'ai eu de la chance », "
        "ajoute le journaliste.",
        ["Paul Morel", "Paul Morel"],
    ),
    "double surnames": (
        "Ana Ríos Vega a parlé mardi. Le port attend. Ríos Vega est sûre d'elle. "
        "« Nous aurons un quai neuf », a dit Ríos Vega.",
        ["Ana Ríos Vega"],
    ),
    "a post does not begin a name": (
        "Le commissaire de Police Raymond W. Costa était là. M. Costa a souri. "
        "« Il fallait agir tôt le matin », a-t-il dit.",
        ["Raymond W. Costa"],
    ),
    "« maintenant » does not report": (
        "Paul Morel est là. Il a avoué que la tendance du secteur bancaire maintenant "
        "« est d'augmenter les commissions ».",
        ["Paul Morel"],
    ),
    "objects before a verb are nobody": (
        "Des amis de Paul Morel les organisent chaque été. « Nous avons fait "
        "l'impossible pour eux », dit Paul Morel.",
        ["Paul Morel"],
    ),
    "a trade that both have is not a man's": (
        "Anne-Lise Morel, médecin à Vannes, a écrit au maire. « Nous manquons de "
        "lits », écrit-elle.",
        ["Anne-Lise Morel"],
    ),
    "« il » behind a colon is who acts before it": (
        "Jean Vidal est optimiste. « Tout ira mieux », a-t-il dit. Le doyen Paul "
        "Morel ne le croit pas : « Rien ne changera avant dix ans », dit-il.",
        ["Jean Vidal", "Paul Morel"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), WHO_ACTED_LAST.values(), ids=WHO_ACTED_LAST
)
def test_who_acted_last_speaks(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WHOM_A_NOUN_MEANS = {
    "the guest of the writer": (
        "Ludivine Arnaud dirige l'atelier de Namur. « Nous réparons tout », dit-elle. "
        "Le magasin Marcel Cycles est plein.\n\n« Notre idée est de vendre moins », "
        "poursuit notre interlocutrice. « Le client attend deux jours. »",
        ["Ludivine Arnaud", "Ludivine Arnaud", "Ludivine Arnaud"],
    ),
    "a guest who has not spoken yet": (
        "Le photographe Luc Jansen a passé la nuit au poste. « On m'a laissé dehors "
        "sans un verre d'eau », relate notre confrère.",
        ["Luc Jansen"],
    ),
    "the country is not what two offices share": (
        "Le président français Armand Kessler « n'a plus le choix », estime le "
        "secrétaire général de la CGTE, Luc Berthier.\n\n« Il faut partager le pouvoir "
        "dès ce mois », souligne le dirigeant du premier syndicat français.",
        ["Luc Berthier", "Luc Berthier"],
    ),
    "« son rival » is somebody else": (
        "Yves Marchal a pris la tête du club en juin, après Karim Belloun. « Nous "
        "gagnerons », a-t-il promis. Son prédécesseur a répondu : « Bonne chance à "
        "lui. »",
        ["Yves Marchal", "Karim Belloun"],
    ),
    "a name behind « à la tête de »": (
        "Le successeur de Karim Belloun à la tête du club, Yves Marchal, a parlé. « "
        "Nous allons reconstruire une équipe », a-t-il promis.",
        ["Yves Marchal"],
    ),
    "« son complice de toujours » is not who acts": (
        "Le commentateur Thierry Morand est mort samedi. Avec son complice de "
        "toujours, Jean-Marc Laroque, il était de tous les matchs. Un soir, il avait "
        "lâché : « Vous êtes un scandale ! »",
        ["Thierry Morand"],
    ),
    "who is pointed at, and told of at length": (
        "Claude Morvan dirige un garage de Vannes. Il n'a pas rouvert. « Je n'arrive "
        "plus à payer mes frais, explique ce commerçant installé là depuis dix ans. »",
        ["Claude Morvan"],
    ),
    "a body that an acronym opens": (
        "Le Pr Mallet en doute. « On suit les tests de près, a expliqué le patron de "
        "l'IHU Bretagne Santé sur Radio Ouest. Il y a eu un pic. »",
        ["Mallet"],
    ),
    "two papers with a slash": (
        "Fanny Vernet écrit : « Les prix sont en panne. » Serge Lacour dans L'Union "
        "/ L'Ardennais avance une explication : « C'est la considération qui manque. »",
        ["Fanny Vernet", "Serge Lacour"],
    ),
    "a guess does not make itself sure": (
        "« Ils sont las », dit Stan Gaudin, le délégué d'Union 12. Le policier décrit "
        "des collègues fatigués.\n\nTous ne sont pas d'accord. « Je n'aime pas cela », "
        "tranche David Lebret, le secrétaire général des commissaires. « Nous n'avons "
        "pas à le faire », assène le policier.",
        ["Stan Gaudin", "David Lebret", "David Lebret"],
    ),
    "a zone is nobody": (
        "« Nous restons », a dit la porte-parole du groupement. Les policiers de la "
        "zone Famelle Ardin sont passés. « On ne bloque personne ici », poursuit la "
        "porte-parole.",
        ["la porte-parole du groupement", "la porte-parole du groupement"],
    ),
    "what placards say is no body's": (
        "« Tout le monde déteste la grêle », ont scandé les manifestants.\n\n« Pas de "
        "récolte sans filets », « stop à la spéculation », pouvait-on aussi lire sur "
        "des pancartes.",
        ["les manifestants", None, None],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), WHOM_A_NOUN_MEANS.values(), ids=WHOM_A_NOUN_MEANS
)
def test_whom_a_noun_means(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WHO_IS_MEANT_IN_OPINION = {
    "answers that are made up in a row": (
        "Lucie Barrault a vendu la piscine. Ses amis applaudissent. Les nageurs ? « "
        "Ils iront ailleurs. » Les enfants ? « Ils grandiront bien. »",
        [None, None],
    ),
    "answers of somebody in a row": (
        "« Je vends tout », dit Lucie Barrault. Les nageurs ? « Ils iront ailleurs. » "
        "Les enfants ? « Ils grandiront bien. »",
        ["Lucie Barrault"] * 3,
    ),
    "a writer who asks and answers": (
        "« Il faut payer », rappelle Lucie Barrault. Faut-il taxer les piscines ? Oui. "
        "Et les maires qui les inaugurent ? « Ce serait mesquin. »",
        ["Lucie Barrault", None],
    ),
    "a writer who says « je » quotes books as well": (
        "Lucie Barrault a écrit un roman. « Je l'ai fini en mars », dit-elle. « Il "
        "m'a coûté cher », ajoute-t-elle. « Mon chat dort dessus », rit-elle.\n\nJe "
        "l'ai lu deux fois. Une phrase revient sans cesse, comme une porte qui bat : "
        "« Qui donc a laissé la lampe allumée ? »",
        ["Lucie Barrault"] * 3 + [None],
    ),
    "to whom a letter is written has said « vous » things": (
        "Madame Barrault, vous avez juré que « la piscine resterait ouverte ». Elle "
        "est vide.",
        ["Barrault"],
    ),
    "what is read in somebody's letter": (
        "Lucie Barrault a écrit aux nageurs. « Le bassin est vide en mars », lit-on "
        "dans sa lettre.",
        ["Lucie Barrault"],
    ),
    "what can be read in the message of a body": (
        "La piscine ferme. « Nous avons tout essayé », peut-on lire dans le message du "
        "syndicat des nageurs.",
        ["syndicat des nageurs"],
    ),
    "what the writer comments on": (
        "« J'écris la nuit », dit Lucie Barrault. « Entrez, la soupe est encore "
        "chaude » : je connais cette page par cœur.",
        ["Lucie Barrault", None],
    ),
    "another clause, another subject": (
        "Victor Sénac répétait que « la vie est longue à qui sait la remplir » ; "
        "Gérard la remplit de réunions. Il m'a écrit hier : « Je suis débordé ! »",
        ["Victor Sénac", "Gérard"],
    ),
    "an author whom an aside describes": (
        "Sénèque, que l'on cite sans le lire, disait que la vie « est longue à qui "
        "sait la remplir ».",
        ["Sénèque"],
    ),
    "to whom a letter is written is no « elle »": (
        "Madame Barrault, vous avez fermé la piscine. Quand ma voisine l'a su, elle a "
        "demandé : « Où vais-je nager ? »",
        [None],
    ),
    "a cover says it, not who wrote the book": (
        "Lucie Barrault sort un roman. La couverture promet « un grand livre sur les "
        "petites gens ».",
        [None],
    ),
    "words that somebody else has used": (
        "Lucie Barrault a conclu en reprenant les mots prononcés mardi par Jean "
        "Ferrand : « Il n'y a plus d'eau. »",
        ["Jean Ferrand"],
    ),
    "a phrase that a speech opens with": (
        "« Le bassin est vide. » La phrase ouvre le discours de Lucie Barrault.",
        ["Lucie Barrault"],
    ),
    "somebody's circle": (
        "Dans l'entourage de la maire, on assure que « rien n'est encore décidé ».",
        ["l'entourage de la maire"],
    ),
    "how a paper came out is none of its name": (
        "Le bassin est « fermé jusqu'à nouvel ordre », selon un message affiché dans "
        "le hall.",
        ["un message"],
    ),
    "a cue with which what is quoted ends": (
        "Rose Alaric range ses lunettes et rien ne bouge. « Les casiers parlent, se "
        "dit-elle page 12 », et c'est tout.",
        ["Rose Alaric"],
    ),
    "turns of a dialogue in the perfect": (
        "Rose entre.\n\n— Vous fermez ?\n\n— Pas avant midi, a répondu Lucie.",
        [None, "Lucie"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), WHO_IS_MEANT_IN_OPINION.values(), ids=WHO_IS_MEANT_IN_OPINION
)
def test_who_is_meant_in_opinion(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


WHO_IS_MEANT_IN_NEWS = {
    "a newspaper that only relays": (
        "La direction avait promis « des mesures immédiates et un contrôle renforcé », "
        "rappelle Le Courrier.",
        ["La direction"],
    ),
    "a verb behind an aside in dashes": (
        "Il n'y aura « pas de question interdite » lors du débat – qui se tient "
        "jusqu'en mars – assure Paul Morel.",
        ["Paul Morel"],
    ),
    "a headline's words, and who says so behind the colon": (
        "« Je n'ai aucun mort sur la conscience » : face aux avocats, Jawad Morel, "
        "jugé en appel, a répété qu'il ne savait rien.",
        ["Jawad Morel"],
    ),
    "whose figures they are": (
        "Le mouvement a réuni « entre mille et deux mille personnes », selon les "
        "chiffres donnés par la préfecture de l'île.",
        ["la préfecture de l'île"],
    ),
    "whose testimony it is": (
        "Selon le témoignage écrit de Paul Morel, le tir a laissé « une plaie béante "
        "au front et de multiples fractures ».",
        ["Paul Morel"],
    ),
    "several who are counted": (
        "Une centaine de chercheurs demandent de « lever enfin le voile », dans une "
        "tribune.\n\n« Des lycéens ont été blessés », s'indignent-ils.",
        ["Une centaine de chercheurs", "Une centaine de chercheurs"],
    ),
    "the same source once more": (
        "« Nous avons tout vérifié », assure l'entourage du ministre Paul Morel. « Les "
        "consignes sont claires et connues », a complété la source.",
        ["l'entourage du ministre Paul Morel"] * 2,
    ),
    "whom the words speak of does not say them": (
        "Le maire Paul Morel a rencontré son adjoint Jean Durand. « M. Durand sait ce "
        "que je lui dois », a-t-il dit.",
        ["Paul Morel"],
    ),
    "who says the name for his own": (
        "Le maire Paul Morel a pris la parole. « Moi, Paul Morel, je ne céderai "
        "rien », a-t-il dit.",
        ["Paul Morel"],
    ),
    "the same words stand for the same person twice": (
        "Le chef du parti a écrit un billet sur Éric Darmont. « Voyez ce que fait M. "
        "Éric Darmont », écrit le député du Gard, qui dit avoir « tant de fascination "
        "pour lui ».",
        ["le député du Gard"] * 2,
    ),
    "whose words a sentence is about": (
        "« Cela suffit », a dit Luc Garnier.\n\nLes mots de Jean Morel illustrent la "
        "volonté du parti. « Ce mouvement me donne raison », avait-il dit lundi.",
        ["Luc Garnier", "Jean Morel"],
    ),
    "who goes on": (
        "« Tout est fini », dit Jean Morel. Et de faire un parallèle avec Paul Durand, "
        "qui comparaît en juin. « Sur ce tableau, on voit un pistolet. »",
        ["Jean Morel", "Jean Morel"],
    ),
    "a question of the writer": (
        "Le président Paul Morel a parlé. Pense-t-il que « des vies seront perdues "
        "pour cela » ?",
        [None],
    ),
    "a nickname behind a name": (
        "À l'appel de Marcel Campas, « le roi des forains » connu pour sa grande "
        "roue, des camions bloquaient la ville.",
        [None],
    ),
    "an article inside a surname": (
        "Le président Paul Morel a parlé. Du chemin reste à faire, a dit l'hôte "
        "Mohamed Ould Cheikh El Ghazali. « Rien n'est gagné », a-t-il prévenu.",
        ["Mohamed Ould Cheikh El Ghazali"],
    ),
    "a body's name behind what it is": (
        "« Ils sont détenus depuis lundi », a dénoncé le principal syndicat de la "
        "presse au Vénézia, le Syndicat national des travailleurs de la presse "
        "(SNTP).",
        ["Syndicat national des travailleurs de la presse"],
    ),
    "several bodies are no name of the first": (
        "« Nous irons tous », a prévenu le syndicat, la CGM, la CFDM et les autres.",
        ["le syndicat"],
    ),
    "a party behind an office": (
        "Le vice-premier ministre Open Vld et ministre de la Mer, Alexander De Coo, "
        "refuse. Il a appelé lundi chacun à « garder la tête froide dans ce débat ».",
        ["Alexander De Coo"],
    ),
    "whose judgment it is": (
        "Les observateurs sont inquiets. A leur avis, « ils doivent parler d'une même "
        "voix pour apaiser les cœurs ».",
        ["Les observateurs"],
    ),
    "of what people were accused": (
        "Seize personnes ont été interpellées notamment pour « outrage », « jets de "
        "trois projectiles » et « maintien dans un attroupement », a indiqué la "
        "préfecture du Nord.",
        [],
    ),
    "where it was said, without a preposition": (
        "« Nous pleurons les personnes tuées », a réagi Twitter le porte-parole du "
        "gouvernement, Stefan Seiber.",
        ["Stefan Seiber"],
    ),
    "who tells what another did to them": (
        "« Je suis têtue », dit Corinne Zaugg. Elle a hérité de l'usine à 30 ans. Le "
        "notaire lui a remis un carnet. « Je n'y ai rien compris. »",
        ["Corinne Zaugg", "Corinne Zaugg"],
    ),
    "a source that relays what somebody told another": (
        "La ministre Hortense Vallier a dit à Casterain, selon son entourage, que sa "
        "porte restait « ouverte, mais pas battante ».",
        ["Hortense Vallier"],
    ),
    "nobody in view": (
        "Le prévenu, Jean Mokola, prend des notes. « Rien », dit-il. Un murmure, dans "
        "la salle : « Il regardait ailleurs. »",
        ["Jean Mokola", None],
    ),
    "whoever is asked does not ask on": (
        "Fabien Tournadre se tait. « De quels bébés parlez-vous ? », interroge le "
        "président, Xavier Delahousse. « Des miens. J'en ai trois. »",
        ["Xavier Delahousse", None],
    ),
    "a mother with the name of her son": (
        "Aurélien Oddot joue chaque jour. Mme Oddot avoue rester dans la voiture, "
        "« juste pour la fin du morceau ».",
        ["Mme Oddot"],
    ),
    "a quotation that ends with another": (
        "Jacqueline Dorpe n'y croyait pas. « J'ai dit à Éric : “Tu es tombé sur la "
        "tête.” » Depuis, elle a embauché deux personnes.",
        ["Jacqueline Dorpe", "Jacqueline Dorpe"],
    ),
    "something happens between whoever acts and what they say": (
        "Jordan Pélissier jubile. Son équipe grimpe à la cinquième place. « Je ne vais "
        "pas le dire à mes joueurs. »",
        ["Jordan Pélissier"],
    ),
    "a remark between a quotation and its speaker": (
        "« Je préviens toujours les journalistes. » Le ton est donné. À 38 ans, Oumou "
        "Fadiga dirige l'agence.",
        ["Oumou Fadiga"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), WHO_IS_MEANT_IN_NEWS.values(), ids=WHO_IS_MEANT_IN_NEWS
)
def test_who_is_meant_in_news(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


def test_who_has_warned_is_no_defendant() -> None:
    text = "« Non », a prévenu lundi Karim Bensaïd, le porte-parole des pays du Sud."
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.role == "porte-parole des pays du Sud"


@pytest.mark.parametrize("trial", ["jugé en appel à Lyon,", "qui comparaissait hier,"])
def test_who_is_tried_is_the_accused_and_has_no_office(trial: str) -> None:
    text = f"Karim Bensaïd, {trial} s'est tu. « Je suis innocent », a dit l'accusé."
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.name == "Karim Bensaïd"
    assert quote.speaker.role is None


def test_an_adjective_before_a_name_is_no_office() -> None:
    text = (
        "Un baromètre de l'agence de promotion commerciale Business France assure "
        "que le pays est « le plus attractif du continent »."
    )
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.name == "Business France"
    assert quote.speaker.role is None


def test_a_sentence_may_end_with_an_adjective_for_its_noun() -> None:
    text = "« Nous avons gagné deux fois », dit Karim Bensaïd\n\nAprès la seconde"
    assert said_by(text) == [("Karim Bensaïd", "verb-after")]


NEWS_OF_MANY_KINDS = {
    "a minister whose name is also a thing": (
        "« Le sentier restera fermé tout l'hiver », a répété samedi Camille Borne.",
        ["Camille Borne"],
    ),
    "many who are not counted": (
        "De nombreux riverains ont déploré une « signalisation vraiment trompeuse ».",
        ["De nombreux riverains"],
    ),
    "whom somebody calls to what": (
        "Le syndic Armand Vauclin a appelé « tous les locataires à la patience ».",
        ["Armand Vauclin"],
    ),
    "a view that another shares": (
        "Un avis que partage la potière Solveig Lanteri: « rien ne vaut un bon four »",
        ["Solveig Lanteri"],
    ),
    "what somebody does next": (
        "Léonce Barrat, trésorier du club, sourit. Et le trésorier du club d'ajouter "
        ": « Il reste trois euros. » Et la gérante du café de répondre : « Vous "
        "paierez demain. »",
        ["Léonce Barrat", "la gérante du café"],
    ),
    "a complement before the name": (
        "« Aucun phare ne s'éteindra », a promis mardi le ministre des Liens avec "
        "les Îles, Aubin Tessaire.",
        ["Aubin Tessaire"],
    ),
    "the name of a body is not its secretary's": (
        "« On manque de bras », raconte le secrétaire adjoint du syndicat "
        "Opale-Union Forêt, Jean-Loup Castagnou.",
        ["Jean-Loup Castagnou"],
    ),
    "the object of an infinitive behind an adverb": (
        "« La digue tient bon », a jugé Bastien Ogereau, le porte-parole des "
        "éclusiers.\n\n"
        "Sans évoquer clairement les deux brèches, le porte-parole des pêcheurs, "
        "Lazare Quentric, a reçu des visiteurs.\n\n"
        "« On va déplacer les filets », a-t-il annoncé.",
        ["Bastien Ogereau", "Lazare Quentric"],
    ),
    "where somebody is from": (
        "Anders Lindevang plie son journal. Ce Danois de 71 ans revient chaque été. "
        "« La mer m'a manqué tout l'hiver, souffle-t-il. Le pain aussi. »",
        ["Anders Lindevang"],
    ),
    "the name ends the sentence": (
        "« Les nuits sont courtes », glisse ce campeur, Théodore Maki Vasseur.",
        ["Théodore Maki Vasseur"],
    ),
    "what a body is for": (
        "« Les hérissons reviennent », assurait lundi la Ligue pour la sauvegarde "
        "des haies (LSH).",
        ["Ligue pour la sauvegarde des haies"],
    ),
    "another one": (
        "« Quel drôle de marché », soupirait un autre.",
        ["un autre"],
    ),
    "one of several, and then a pronoun": (
        "« Le gâteau était cru », a raconté l'une des apprenties au Brellois. « Le "
        "chef dormait debout », a-t-elle ajouté.",
        ["l'une des apprenties", "l'une des apprenties"],
    ),
    "a fragment with its own verb": (
        "Ludovic Arpajou « redoute avec une pointe d'ennui » la fin du lavoir.",
        ["Ludovic Arpajou"],
    ),
    "a fragment with its own participle": (
        "Marthe Olivari a « toujours gardé ce carnet rempli de recettes ».",
        ["Marthe Olivari"],
    ),
    "who opens an article as a pronoun": (
        "« Je guette le jour où la gare rouvrira », a-t-il confié mardi.\n\n"
        "Gaspard Lemoigne, président du comité, a répondu que les travaux traînaient.",
        ["Gaspard Lemoigne"],
    ),
    "to whom it was told": (
        "Basile Trumeau a crié à une cousine « Attrape ce panier », et tous ont ri.",
        ["Basile Trumeau"],
    ),
    "a channel that speaks": (
        "Interrogé, Telegram a promis « relire soigneusement ces règles » d'usage.",
        ["Telegram"],
    ),
    "where somebody writes is not in the name": (
        "« J'ai retrouvé mon violon », a annoncé sur Twitter Ombeline Tarquet, "
        "luthière de Brelles.",
        ["Ombeline Tarquet"],
    ),
    "a suspect is no prosecutor": (
        "Le procureur de Valmorin, Lothaire Pinson, a visité la grange. Le suspect a "
        "juré ne pas avoir vu « le moindre briquet dans la paille ».",
        ["Le suspect"],
    ),
    "near whom it was learned": (
        "« Le bac repart à midi », a-t-on appris auprès du rectorat.",
        ["rectorat"],
    ),
    "a source in a parenthesis is another clause's": (
        "Elle prépare un chant pour un « troc villageois au printemps » (qui "
        "accueillerait ce qui est cultivé selon un procédé très ancien).",
        [None],
    ),
    "a pronoun inside, its person before the colon": (
        "Clément Vasquin a parlé hier. « Il faut semer », a-t-il dit. L'horloger Juan "
        "Pedro Altamira veut garder sa boutique : « sinon, dit-il, la rue n'aura plus "
        "d'heure. »",
        ["Clément Vasquin", "Juan Pedro Altamira"],
    ),
    "charges behind a colon": (
        "Nadège Ferrouk reste poursuivie pour trois chefs d'accusation : « tapage "
        "dans un jardin public ».",
        [],
    ),
    "what is added in a paper": (
        "La moisson est finie, selon Gilles Tourneur. « Les sacs doivent rester bien "
        "fermés », est-il précisé dans le bulletin.",
        ["le bulletin"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), NEWS_OF_MANY_KINDS.values(), ids=NEWS_OF_MANY_KINDS
)
def test_news_of_many_kinds(text: str, speakers: list[str | None]) -> None:
    assert [name for name, _ in said_by(text)] == speakers


INTERTITLES = {
    "one that shortens what it repeats": (
        "Des potiers patients",
        "Anne Morel a lu un éloge des « potiers si patients de la colline ».",
        ["Anne Morel", "Anne Morel"],
    ),
    "one with an article before the marks": (
        "sotte querelle paroissiale",
        "Au village, le comité a fustigé une « sotte querelle paroissiale ».",
        ["le comité", "le comité"],
    ),
    "one that has hardly a word in common": (
        "Des potiers patients",
        "Anne Morel a loué « le courage des ramoneurs du bourg ».",
        [None, "Anne Morel"],
    ),
}


@pytest.mark.parametrize(
    ("heading", "below", "speakers"), INTERTITLES.values(), ids=INTERTITLES
)
def test_an_intertitle_is_whose_words_it_repeats(
    heading: str, below: str, speakers: list[str | None]
) -> None:
    text = f"Il a plu hier sur toute la côte.\n\nUne « {heading} »\n\n{below}"
    assert [name for name, _ in said_by(text)] == speakers


NEAR_MISSES = {
    "what a hall is left with is no name of it": (
        "Le ministre a quitté la salle en promettant de « recoller les deux camps ».",
        ["Le ministre"],
    ),
    "a participle with an infinitive": (
        "Anne Morel s'en tient là, se bornant à juger le match « triste à voir ».",
        ["Anne Morel"],
    ),
    "somebody whom nobody knows": (
        "« Il tient », dit Anne Morel. Quelqu'un, au fond, a crié : « Il ploie ! »",
        ["Anne Morel", None],
    ),
    "a first name like a participle": (
        "Ysé Morel l'avait annoncé : « J'arrête tout. » Son frère, Luc Morel, rit.",
        ["Ysé Morel"],
    ),
    "an office with a party and a place": (
        "Le député La France Insoumise de Brest, Luc Morel, rit. « Tant pis », dit-il.",
        ["Luc Morel"],
    ),
    "no general in a general inspection": (
        "Elle cite un rapport de la Direction générale des ponts, qui jugeait l'arche "
        "« usée jusqu'à la corde ».",
        ["un rapport de la Direction générale des ponts"],
    ),
    "who is only cited for something else": (
        "Luc Morel est venu. Comme l'a écrit la presse, il dit hésiter, « nous verrons "
        "bien la suite ».",
        ["Luc Morel"],
    ),
    "a charge that was pressed": (
        "Anne Morel a dit que le voisin avait porté plainte, « par peur des coqs ».",
        ["Anne Morel"],
    ),
    "who acts behind a complement": (
        "Dans une lettre à son notaire, Luc Morel se plaignait d'être « traité en "
        "simple valet ».",
        ["Luc Morel"],
    ),
}


@pytest.mark.parametrize(
    ("text", "speakers"), NEAR_MISSES.values(), ids=list(NEAR_MISSES)
)
def test_who_stands_near_is_not_always_who_speaks(
    text: str, speakers: list[str | None]
) -> None:
    assert [name for name, _ in said_by(text)] == speakers
