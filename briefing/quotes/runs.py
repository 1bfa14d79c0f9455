"""Capitalized words in a row that may be a name, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.quotes.lexicon import (
    any_of,
    is_demonym,
    is_first_name,
    role_of,
    roles,
    unaccented,
    verb_forms,
    words,
)
from briefing.quotes.particles import (
    and_company,
    are_two,
    ends_at_initial,
    is_middle,
    joins,
    of_place,
    two_join,
)
from briefing.quotes.persons import is_acronym, is_aged, person_score
from briefing.quotes.words import OF, Token

_LOWER_TITLES = frozenset(("monsieur", "madame"))
_BEFORE_PLACE = frozenset(
    ("de", "du", "d'", "des", "à", "au", "aux", "en", "le", "la", "l'", "les", "et")
)
_ARTICLES = frozenset(("le", "la", "les", "l'", "du", "des", "au", "aux", "en", "un"))


@dataclass(slots=True, kw_only=True)
class Run:
    """Capitalized words in a row."""

    tokens: list[Token]
    key: tuple[str, ...]
    """Its words in lower case, without accents."""
    start: int
    count: int
    title: str | None
    score: float
    article: bool
    opens: bool
    """Whether it opens a sentence, where any word has a capital."""
    quoted: bool = False
    """Whether it stands in a quotation."""
    thing: bool = False
    """Whether the noun before says that it is no person: « le mouvement X »."""
    site: bool = False
    """Whether it is a place called after somebody: « l'école Jules Ferry »."""
    medium: bool = False
    """Whether it says that it is a newspaper: « le magazine Paulette »."""
    body: bool = False
    """Whether it says that it is an institution: « la banque X »."""
    dotted: bool = False
    """Whether the point behind it is its own: « Nicolas R. »."""
    articled: int = 0
    """Characters of an article before it that is a part of it: « Le Monde »."""


def find_runs(tokens: Sequence[Token], lowercase: set[str]) -> Iterable[Run]:
    """The runs of `tokens`; `lowercase` are words that the text has without capital."""
    place, count = 0, len(tokens)
    while place < count:
        if tokens[place].kind != "c" and tokens[place].low not in _LOWER_TITLES:
            place += 1
            continue
        title = _title(tokens, place)
        begin = place + (title is not None)
        if title is None and tokens[begin].kind != "c":
            place += 1
            continue
        end = _run_end(tokens, begin)
        cut = _stripped(tokens, begin, end, lowercase) if title is None else begin
        cuts = [cut, *_cuts(tokens, cut, end), end]
        for one, two in pairwise(cuts):
            run = _run(tokens, one, two, title if one == begin else None)
            if run is not None:
                yield run
        place = max(end, place + 1)


def _title(tokens: Sequence[Token], place: int) -> str | None:
    """`m`, `f` or `x` if a title with a name after it stands at `place`."""
    if place + 1 >= len(tokens) or not _opens_name(tokens, place + 1):
        return None
    text = tokens[place].text
    if tokens[place + 1].text in words("not_a_name"):
        return None
    for gender in "mfx":
        if text in words(f"title_{gender}"):
            return gender
    return None


def _opens_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name begins at `place`: a capital, or « de Rugy » after a title."""
    if tokens[place].kind == "c" or place + 1 >= len(tokens):
        return tokens[place].kind == "c"
    small = tokens[place].low in words("particle") and tokens[place].kind == "w"
    return (small and tokens[place + 1].kind == "c") or are_two(tokens, place)


def _run_end(tokens: Sequence[Token], begin: int) -> int:
    end = begin + (3 if are_two(tokens, begin) else 1)
    while end < len(tokens):
        if tokens[end].start - tokens[end - 1].end > 2:
            break
        if tokens[end].kind == "c":
            titled = _title(tokens, end) is not None
            if titled and not is_middle(tokens, begin, end):
                break
            if ends_at_initial(tokens, begin, end):
                break
            end += 1
        elif tokens[end].kind == "n" and _is_numbered(tokens, begin, end):
            return end + 1
        elif _ties(tokens, begin, end):
            end += 2
        elif two_join(tokens, begin, end):
            end += 3
        else:
            break
    return end


def _is_numbered(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether a number ends the name of a station: « Europe | 1 », « France | 3 ».

    Not where it counts something: « en France 3 foyers sur dix ».
    """
    short = len(tokens[place].text) < _COUNTED
    small = any_of("function", "preposition")  # « Selon Europe 1 »
    first = begin + (tokens[begin].low in small)
    alone = place == first + 1 and tokens[place - 1].low in words("numbered")
    before = tokens[place - 2].low if place > 1 else ""
    after = tokens[place + 1].kind if place + 1 < len(tokens) else ""
    counts = after == "w" and tokens[place + 1].low not in any_of("stop", "preposition")
    return short and alone and before not in ("en", "la", "l'") and not counts


_COUNTED = 3
"""Digits from which a number is none of a station's name."""


def _ties(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether a small word at `place` is one of a name's, with a capital behind it."""
    inner = joins(tokens, begin, place) or and_company(tokens, place)
    return inner or of_place(tokens, begin, place)


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence or a quotation begins at `place`."""
    if place == 0 or tokens[place - 1].kind == "q":
        return True
    return tokens[place - 1].kind == "p" and tokens[place - 1].text not in ",;&/"


def _stripped(
    tokens: Sequence[Token], begin: int, end: int, lowercase: set[str]
) -> int:
    """`begin` without words that only the start of a sentence capitalizes."""
    opens = _opens(tokens, begin)
    while begin < end:
        low, text = tokens[begin].low, tokens[begin].text
        role = low in roles() and not text.isupper() and not is_first_name(text)
        role = role and (opens or roles()[low].kind in "pha")
        role = role or (low == "ong" and begin + 1 < end)  # « l'ONG Terre claire »
        plain = low in any_of("function", "opener") or role
        if opens and not is_first_name(text):
            plain = plain or low in lowercase or low in verb_forms()
            inflected = low.endswith(("é", "ée", "és", "ées", "ant", "ons"))
            plain = plain or (inflected and not _SHORT_NAME.fullmatch(low))
        if not plain or (not opens and low in words("particle")):
            break
        begin += 1
    return begin


_SHORT_NAME = re.compile(r"(?!(?:n|âg)ée?s?$).{3,4}")
"""A first name that only ends like a participle: « Ysé », « Noée »."""


def _cuts(tokens: Sequence[Token], begin: int, end: int) -> Iterable[int]:
    """Where « (de) Marseille Jean-Claude Gaudin » falls apart."""
    domain = words("kept_domain")
    governed = begin > 0 and tokens[begin - 1].low in _BEFORE_PLACE
    articled = governed and _is_post(tokens, begin, "du")
    told = begin + 2 == end and tokens[begin].low in _AGENCIES
    for place in range(begin + 1, end if told or is_aged(tokens, end) else end - 1):
        before, here = tokens[place - 1], tokens[place]
        named = is_first_name(here.text)
        named = named and (articled or not is_first_name(tokens[begin].text))
        named = named and (governed or _labels(before))
        body = place == begin + 1 and _is_called(tokens, begin)
        named = named and not body
        named = named or (governed and _only_acronyms(tokens[begin:place], here))
        named = named or (place == begin + 1 and _is_channel(tokens, begin))
        named = named or (is_first_name(here.text) and _is_on_air(tokens, begin, place))
        if named and _is_branch(here) and _names_first(tokens[place + 1 : end - 1]):
            continue  # « le secrétaire de la CGT Mineurs | Jean X »
        if before.kind == "c" and here.kind == "c" and (named or before.low in domain):
            yield place
            return


def _only_acronyms(before: Sequence[Token], here: Token) -> bool:
    """Whether a name begins behind acronyms: « l'animatrice de RTL TV | Anne X ».

    Not behind one that says what body it is: « le patron du CHU Bretagne Sud ».
    """
    acronyms = all(is_acronym(t) for t in before) and not is_acronym(here)
    return acronyms and not (len(before) == 1 and _heads(before[0]))


def _is_channel(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name begins behind where it was written: « sur Twitter | Anne X »."""
    before = tokens[place - 1].low if place else ""
    return before == "sur" and tokens[place].low in words("channel")


def _is_on_air(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether a name begins behind a station: « sur Franceinfo | Anne X ».

    France is a first name as well: « sur France Inter | Anne X ».
    """
    before = tokens[begin - 1].low if begin else ""
    if place == begin + 2 and tokens[begin + 1].text in words("paper"):
        return tokens[begin].low in words("definite")  # « dans Le Point | Anne X »
    if tokens[begin].low in words("station"):
        return place == begin + 2 and before in ("sur", "à", "de")
    return before == "sur" and not is_first_name(tokens[begin].text)


def _is_branch(token: Token) -> bool:
    """Whether a word says of which trade a union is: « CGT Mineurs », « FO Santé »."""
    return role_of(token.low) is not None or token.low in words("kept_domain")


def _names_first(tokens: Sequence[Token]) -> bool:
    """Whether a first name stands among words."""
    return any(is_first_name(t.text) for t in tokens)


_AGENCIES = frozenset(("afp", "reuters", "dpa", "efe", "ap", "belga", "bfmtv", "rtl"))
"""Whom sources speak to: « a dit à l'AFP Fabrice, 46 ans »."""


def _heads(token: Token) -> bool:
    """Whether a capitalized noun begins the name of a body: « Institut Curie »."""
    role = role_of(token.low)
    return role is not None and role.kind == "i"


def _is_called(tokens: Sequence[Token], begin: int) -> bool:
    """Whether a body may bear the name behind its noun: not « Sénat | Jean X »."""
    body = _heads(tokens[begin]) and tokens[begin].low not in words("only_body")
    return body and not _is_post(tokens, begin, "de")


def _is_post(tokens: Sequence[Token], begin: int, of: str) -> bool:
    """Whether an office is that of a noun at `begin`: « commissaire de | Police X ».

    Behind « du » no person's name stands: « le président du | Salvador Jean X ».
    """
    role = role_of(tokens[begin - 2].low) if begin > 1 else None
    return role is not None and role.kind == "p" and tokens[begin - 1].low == of


def _labels(token: Token) -> bool:
    """Whether a capitalized word before a name is none of it: « l'Insoumis X »."""
    return (
        token.text.isupper()
        or is_demonym(token.low)
        or token.low in any_of("political", "function", "time")
        or role_of(token.low) is not None
    )


def _run(
    tokens: Sequence[Token], begin: int, end: int, title: str | None
) -> Run | None:
    part = list(tokens[begin:end])
    if not part or (len(part) > 1 and all(t.text.isupper() for t in part)):
        return None
    small = part[0].low in words("function") - words("particle") - {"les"}
    if len(part) == 1 and title is None and _is_title(part[0]):
        return None
    if (len(part) > 1 and small) or (len(part[0].text) == 1 and len(part) == 1):
        return None
    article = begin > 0 and tokens[begin - 1].low in _ARTICLES
    capital = article and tokens[begin - 1].text[0].isupper()
    named = capital and title is None and part[0].text in words("paper")
    return Run(
        tokens=part,
        key=_key(part),
        start=tokens[begin - 1].start if title else part[0].start,
        count=len(part) + (title is not None),
        title=title,
        score=person_score(tokens, begin, end, title, article),
        article=article,
        opens=title is None and _opens(tokens, begin),
        thing=title is None and _after_noun(tokens, begin, "thing"),
        site=title is None and begin > 0 and tokens[begin - 1].low in words("site"),
        medium=title is None and _after_noun(tokens, begin, "medium"),
        body=title is None
        and (_after_noun(tokens, begin, "body") or _before_noun(tokens, end)),
        dotted=_is_initial(part) and end < len(tokens) and tokens[end].text == ".",
        articled=part[0].start - tokens[begin - 1].start if named else 0,
    )


def _key(part: Sequence[Token]) -> tuple[str, ...]:
    """The words of a name; an initial for a surname without its point."""
    key = tuple(unaccented(t.low) for t in part)
    return (*key[:-1], key[-1].rstrip(".")) if _is_initial(part) else key


def _is_initial(part: Sequence[Token]) -> bool:
    """Whether a name ends with an initial for a surname: « Nicolas R. »."""
    last = part[-1].text.rstrip(".")
    named = is_first_name(part[0].text)
    return named and len(part) == _WITH_INITIAL and len(last) == 1 and last.isalpha()


_WITH_INITIAL = 2
"""Words of « Nicolas R. »."""


def _after_noun(tokens: Sequence[Token], begin: int, name: str) -> bool:
    """Whether « mouvement », « quotidien espagnol » stands before a name."""
    if begin > 1 and tokens[begin - 1].kind == "w":
        adjective = tokens[begin - 1].low not in any_of("function", "auxiliary")
        if adjective and tokens[begin - 2].low in words(name):
            return role_of(tokens[begin - 1].low) is None
    return begin > 0 and tokens[begin - 1].low in words(name)


def _before_noun(tokens: Sequence[Token], end: int) -> bool:
    """Whether a name is said to be a body's: « Navéo, opérateur du réseau, »."""
    if end + 2 >= len(tokens) or tokens[end].text != ",":
        return False
    role = role_of(tokens[end + 1].low)
    return role is not None and role.kind == "i" and tokens[end + 2].low in OF


def _is_title(token: Token) -> bool:
    """Whether a word is a title without a name: « Me », « Dr »."""
    return any(token.text in words(f"title_{gender}") for gender in "mfx")


def without_openers(runs: Sequence[Run]) -> Iterable[Run]:
    """The runs but lone first words of sentences that nothing shows to be names."""
    elsewhere = {t.low for r in runs if not r.opens for t in r.tokens}
    elsewhere |= {t.low for r in runs if len(r.tokens) > 1 for t in r.tokens}
    for run in runs:
        word = run.tokens[0]
        shown = run.score > 0 and not _is_adverb(word)
        shown = shown or word.low in elsewhere or word.text.isupper() or run.body
        if len(run.tokens) > 1 or not run.opens or shown:
            yield run


def _is_adverb(token: Token) -> bool:
    """Whether a word that opens a sentence is an adverb: « Autrement dit »."""
    return token.low.endswith("ment") and not is_first_name(token.text)
