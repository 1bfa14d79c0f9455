"""Marked spans that nobody says: titles of works, nicknames, terms, legal charges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.quotes.lexicon import any_of, role_of, verb_forms, words
from briefing.quotes.words import Token

LONGEST_TERM = 4
"""Words of the longest fragment that is taken for a term if it comes twice."""

LONGEST_TITLE = 7
"""Words of the longest title that is told by its capital alone."""
GLOSS = 8
"""Words below which a span that opens a parenthesis only glosses."""
_CALL = re.compile(
    r"(?:(?:les?|la|l['’]|tou\w+|s\w{1,2}|leurs?|chac\w+) ?.*?\b)?(?:à|au|aux) "
)
"""What somebody is called to: « appelé « tous les locataires à la patience » »."""
_THE = ("le ", "la ", "l'", "l’")
"""How a nickname begins."""


def is_term(
    tokens: Sequence[Token],
    place: int,
    content: str,
    repeated: Counter[str],
    cued: bool = False,
) -> bool:
    """Whether the span at `place` names something instead of being said.

    What comes twice is a term, unless a verb of saying follows, as in a lead.
    """
    if is_named(tokens, place, content):
        return True
    if is_charge(tokens, place):
        return True
    short = len(content.split()) < GLOSS and not _CALL.match(content)
    if short and _is_renamed(tokens, place):
        return True  # not « appelle les siens « à tenir » »
    if short and place and tokens[place - 1].text == "(":
        return True
    short = len(content.split()) <= LONGEST_TERM
    if short and _is_nickname(tokens, place, content):
        return True
    if short and not cued and _is_called(tokens, place, content):
        return True
    named = content[0].isupper() and content[-1] not in ".!?…"
    if (
        short
        and named
        and place
        and tokens[place - 1].low in any_of("determiner", "preposition")
    ):
        return True  # « le candidat de « La France insoumise » »
    return short and not cued and repeated[content.casefold()] > 1


def _is_nickname(tokens: Sequence[Token], place: int, content: str) -> bool:
    """« la complice de « l'ogre des Ardennes » »: whom somebody is called by."""
    if place < 2 or tokens[place - 1].low not in ("de", "d'", "du"):
        return False
    role = role_of(tokens[place - 2].low)
    whose = role is not None and role.kind in "phk"
    return whose and content.lower().startswith(_THE)


def _is_called(tokens: Sequence[Token], place: int, content: str) -> bool:
    """« X, « le roi des forains », »: a nickname behind a name, unless « selon Y »."""
    if place < 3 or tokens[place - 1].text != "," or place + 1 >= len(tokens):
        return False
    named = tokens[place - 2].kind == tokens[place - 3].kind == "c"
    cited = any(t.low in words("according") for t in tokens[place + 1 : place + 3])
    article = content.lower().startswith(_THE)
    return named and article and not cited


def is_named(tokens: Sequence[Token], place: int, content: str) -> bool:
    """« le livre « … » », « des rubans marqués « … » »: a name, however long."""
    if _is_inscription(tokens, place) or _is_motto(tokens, place):
        return True
    if _is_gloss(tokens, place) or _is_so_called(tokens, place, content):
        return True
    before = _before(tokens, place)
    calls = "à" in before or _CALL.match(content)  # « appelé à « … » »
    if before & words("naming") and not calls:
        return True
    return bool(before & words("work")) and content[0].isupper()


def _is_so_called(tokens: Sequence[Token], place: int, content: str) -> bool:
    """« une loi dite « de justice » »; not « X s'est dite « émue » »."""
    if place < 2 or len(content.split()) > LONGEST_TERM:
        return False
    low, noun = tokens[place - 1].low, tokens[place - 2]
    said = any(t.low in _HELPS for t in tokens[max(0, place - 4) : place - 1])
    if said or noun.kind not in "wc" or noun.low in any_of("subject", "adverb"):
        return False
    plain = low == "dit" and noun.kind == "w" and content.startswith(_OF_WHAT)
    return plain or low in ("dite", "dites", "dits")


_HELPS = frozenset(("a", "ont", "avait", "avaient", "est", "sont", "s'", "se", "vous"))
_OF_WHAT = ("de ", "d'", "d’", "du ", "des ")


def is_shown(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is text that a thing bears, or many shout: words, and no name."""
    shown = _is_inscription(tokens, place) or _is_motto(tokens, place)
    shown = shown or _is_gloss(tokens, place)
    return shown or bool(_before(tokens, place) & words("shown"))


def _is_gloss(tokens: Sequence[Token], place: int) -> bool:
    """« un nom qui veut dire « … » »: what another word means."""
    low = [t.low for t in tokens[max(0, place - 3) : place]]
    means = low[1:] in (["veut", "dire"], ["voulait", "dire"])
    return means and low[0] in ("qui", "cela", "ça")


def _is_inscription(tokens: Sequence[Token], place: int) -> bool:
    """Whether a colon shows what stands somewhere: « sur lequel était écrit : »."""
    if not place or tokens[place - 1].text != ":":
        return False
    sign = tokens[place - 2].low if place > 1 else ""
    if _is_written_on(tokens, place) or sign in words("sign"):
        return True
    made = any(t.low in words("engraved") for t in tokens[max(0, place - 5) : place])
    if made and sign in words("inscription"):
        return True  # « ils ont peint une pancarte : « … » »
    opening = [t.low for t in tokens[:_OPENING]]
    verbal = any_of("finite", "auxiliary")
    told = any(t.low in verbal for t in tokens[:place])
    if opening[0] in _ON and words("surface") & set(opening) and not told:
        return True  # « Sur la porte, une seule ligne : « … » »
    near = [t.low for t in tokens[max(0, place - 4) : place]]
    stands = {"est", "était", "étaient"} & set(near)
    return bool(stands) and bool({"écrit", "inscrit", "affiché", "peint"} & set(near))


def _is_written_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a colon shows what is put on a thing: « a fait graver sur le mur : »."""
    for at in range(max(0, place - 9), place - 2):
        if tokens[at].low not in words("engraved"):
            continue
        after = [t.low for t in tokens[at + 1 : place - 1]]
        on = next((n for n, low in enumerate(after) if low in _ON), None)
        return on is not None and bool(words("surface") & set(after[on:]))
    return False


_OPENING = 4
"""Tokens of « Sur la vieille porte »."""
_ON = frozenset(("sur", "au", "aux", "à", "dans"))


def _is_motto(tokens: Sequence[Token], place: int) -> bool:
    """« élu sur un slogan : « … » »: a text that was there before."""
    if place < 3 or tokens[place - 1].text != ":":
        return False
    plain = tokens[place - 3].low in ("un", "le", "ce", "du", "au", "une", "la", "l'")
    several = tokens[place - 3].low in words("plural")
    written = several and tokens[place - 2].low.removesuffix("s") in words("authored")
    return written or (plain and tokens[place - 2].low in words("motto"))


def is_title(tokens: Sequence[Token], place: int, content: str) -> bool:
    """« publie « Le Siècle chaud » »: a capital in mid-sentence, and no utterance."""
    if not place or not content[0].isupper() or content[-1] in ".!?…":
        return False
    if len(content.split()) > LONGEST_TITLE or content.isupper():
        return False
    before = tokens[place - 1]
    if before.text == "," and _is_apposed(tokens, place):
        return True
    if before.kind in "pqn" or before.low in ("que", "qu'", "et", "mais", "ou", "puis"):
        return False
    if _is_told(tokens, place) or _is_judged(tokens, place):
        return False
    return not _says(tokens[_past_manner(tokens, place)])


def goes_with(tokens: Sequence[Token], named: int, place: int, content: str) -> bool:
    """Whether a span is one of several titles: « A » in « « B », « C » et « A » »."""
    between = tokens[named + 1 : place]
    joined = 0 < len(between) < 3 and all(t.low in (",", "et", "ou") for t in between)
    short = len(content.split()) <= LONGEST_TITLE and content[-1] not in ".!?…"
    return joined and short and content[0].isupper()


def _past_manner(tokens: Sequence[Token], place: int) -> int:
    """The place before a span, over adverbs: « répond simplement « … » »."""
    at = place - 1
    manner = words("adverb")
    while at > 0 and (tokens[at].low in manner or tokens[at].low.endswith("ment")):
        at -= 1
    return at


def _is_judged(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is what somebody calls another: « le traite de « Y au rabais » »."""
    near = tokens[max(0, place - _JUDGED) : place]
    called = any(t.low in words("qualifies") for t in near)
    return called and near[-1].low in ("de", "d'")


_JUDGED = 6
"""Tokens before « de » in which « qualifie son rival » stands."""


def _says(token: Token) -> bool:
    return any(f.kind == "s" for f in verb_forms().get(token.low, ()))


def _is_told(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb tells it to somebody: « a crié à une cousine « Attrape » »."""
    near = tokens[max(0, place - 5) : place]
    at = next((n for n, t in enumerate(near) if t.low in ("à", "au", "aux")), 0)
    plain = all(t.kind in "wc" for t in near[at:])
    return at > 0 and plain and _says(near[at - 1])


def _is_apposed(tokens: Sequence[Token], place: int) -> bool:
    """« Son livre, « Le Temps des cerises », »: a title between commas."""
    closed = place + 1 >= len(tokens) or tokens[place + 1].text in ",.)"
    named = any_of("work", "naming")
    return closed and any(t.low in named for t in tokens[max(0, place - 5) : place])


def _before(tokens: Sequence[Token], place: int) -> set[str]:
    """The words right before a span, over articles and numbers."""
    found: set[str] = set()
    for token in reversed(tokens[max(0, place - 4) : place]):
        if token.kind in "pq" and token.text != ",":
            break
        found.add(token.low)
        if token.low not in words("determiner") | words("preposition"):
            break
    return found


def _is_renamed(tokens: Sequence[Token], place: int) -> bool:
    """« que la presse appelle déjà « … » »: a name that is given."""
    if any(t.low.startswith("qualifi") for t in tokens[max(0, place - 6) : place]):
        return False  # « Qualifiant la soupe de « divine » »
    for token in reversed(tokens[max(0, place - 4) : place]):
        if token.low in words("renaming"):
            return True
        if token.low in ("à", "au") or token.kind in "pq" or _is_saying(token):
            return False
    return False


def _is_saying(token: Token) -> bool:
    """Whether a verb says what follows: « quitte la salle en promettant de « … » »."""
    forms = verb_forms().get(token.low, ())
    return bool(forms) and all(f.kind != "w" and f.name[:2] != "pp" for f in forms)


def is_charge(tokens: Sequence[Token], place: int) -> bool:
    """« mis en examen pour « … », « … » et « … » », « une enquête pour « … » »."""
    at = _charged_for(tokens, place)
    if at < 1 or tokens[at].low not in ("pour", "du", "de", "d'", ":"):
        return False
    near = tokens[max(0, at - 9) : at]
    if tokens[at].text == ":":
        return [t.low for t in near[-2:]] in _COUNTS
    other = words("charge") | {"ouverte", "ouvertes", "ouvert"}
    if any(t.low in verb_forms() and t.low not in other for t in near[-2:]):
        return False
    counts = near[-1].low in ("chef", "chefs")  # « du chef de « … » »
    return counts or any(t.low in words("charge") for t in near)


def is_offence(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is a charge that the law words: « jugé pour « vol en réunion » ».

    Not « accusé de « tuer le marché » », which somebody says.
    """
    legal = tokens[max(0, _charged_for(tokens, place))].low in ("pour", ":")
    return legal and is_charge(tokens, place)


def _charged_for(tokens: Sequence[Token], place: int) -> int:
    """The place of the word after which charges are listed, -1 if there is none."""
    at = place - 1
    while at > 0 and (tokens[at].kind == "q" or tokens[at].text in (",", "et", "ou")):
        at -= 1
    return _list_head(tokens, at) if at < place - 1 else at


_COUNTS = (["chef", "d'accusation"], ["d'", "accusation"], ["d'", "inculpation"])
"""What a colon follows where charges are listed: « deux chefs d'accusation : »."""


def _list_head(tokens: Sequence[Token], place: int) -> int:
    """The place of « pour » in « pour corruption, « … » et « … » », else `place`."""
    for at in range(place, max(0, place - 8), -1):
        if tokens[at].low == "pour":
            return at
        if tokens[at].kind not in "wq" and tokens[at].text != ",":
            break
    return place


def count_contents(contents: Iterable[str]) -> Counter[str]:
    """How often each content is marked, whatever its case."""
    return Counter(c.casefold() for c in contents)
