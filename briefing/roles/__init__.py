"""English of offices and bodies by a table, for the words beside a quotation.

    english_role("ancienne ministre de la Santé")  # "former health minister"
    english_name("ministère de l'Intérieur")  # "interior ministry"

Only what the table covers to the last word has English; of all else there is none,
and pages show the French. Nothing is guessed, and persons keep their names.

    French ─words→ grammar ┬─ modifiers    « ancien », « LR », « de 62 ans »
                           ├─ complements  « de la Santé », « à l'ONU »
                           │    └─ bodies, domains, names
                           └─→ Phrase ─spoken→ English

`tables` has the rows of `data/roles.tsv`, which all of them look up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from briefing.fidelity.spelling import squeezed
from briefing.glossary import shipped as shipped_glossary
from briefing.quotes.lexicon import is_first_name
from briefing.roles.bodies import body, common, complement
from briefing.roles.described import ARTICLES, described
from briefing.roles.grammar import role
from briefing.roles.names import power
from briefing.roles.phrase import Phrase, spoken
from briefing.roles.tables import Words, heads, index, key, longest, words

MAX_LENGTH = 200
"""Characters of a role or name; more is a sentence."""
MAX_WORDS = 30

_SPACES = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
_MARKS = str.maketrans("", "", '"«»“”')


@lru_cache(maxsize=10_000)
def english_role(french: str) -> str | None:
    """English of an office or description; `None` unless every word is covered."""
    text = _text(french)
    return _roles(text, 0) if text else None


@lru_cache(maxsize=10_000)
def english_name(french: str) -> str | None:
    """English of a body or of a source without a name; `None` for all others."""
    text = _text(french)
    if not text or (len(text) == 1 and is_first_name(text[0])):
        return None
    english = _source(text) or _together(text)
    if english is None or squeezed(english) == squeezed(french):
        return None
    return english


def _text(french: str) -> Words:
    """The words of `french`, none if it is too long or marks in it do not match."""
    if len(french) > MAX_LENGTH or french.count('"') % 2:
        return ()
    if any(french.count(a) != french.count(b) for a, b in ("«»", "“”")):
        return ()
    found = words(french.translate(_SPACES).translate(_MARKS))
    return found if len(found) <= MAX_WORDS else ()


def _roles(text: Words, at: int) -> str | None:
    """One role to the end of `text`, or several with "and" between them."""
    known = heads()
    found: list[Phrase] = []
    while True:
        phrase = role(text, at, known)
        if phrase is None or (phrase.has("told") and not phrase.aged):
            return None
        found.append(phrase)
        if phrase.end == len(text):
            break
        if text[phrase.end] not in ("et", ",") or phrase.end + 1 == len(text):
            return None
        at = phrase.end + 1
    return _listed(found)


def _listed(found: Sequence[Phrase]) -> str | None:
    """The roles in one line; an adjective behind the last may belong to all."""
    *first, last = found
    if first and (last.people or last.before) and any(p.bare for p in first):
        return None
    parts = [spoken(phrase) for phrase in found]
    if not all(parts):
        return None
    *early, end = [part for part in parts if part]
    return f"{', '.join(early)} and {end}" if early else end


def _source(text: Words) -> str | None:
    """A body or a source without a name, of one kind."""
    known = longest(index("whole"), text, 0)
    if known and known[1] == len(text):
        return known[0].english
    found = described(text) or _body(text) or described(text, things=True)
    return found or _bare(text)


def _bare(text: Words) -> str | None:
    """One without an article, as a headline has it: « source policière »."""
    if not text[0].islower():
        return None
    one = ("le", *text)
    found = described(one) or _body(one) or described(one, things=True)
    found = found or described(("les", *text))
    return found.removeprefix("the ") if found else None


def _together(text: Words) -> str | None:
    """Two of them: « la préfète et le président du club », « le maire et sénateur »."""
    for at in (i for i, word in enumerate(text) if i and word == "et"):
        rest = text[at + 1 :]
        own = any(longest(index(kind), rest, 0) for kind in ("one", "several"))
        first = _source(text[:at]) if own else described(text[:at])
        second = first and rest and (_source(rest) if own else _roles(rest, 0))
        if second:
            return f"{first} and {second}"
    return None


def _body(text: Words) -> str | None:
    """A body, with the article that its French has."""
    article = text[0].lower() if text[0].lower() in ARTICLES else ""
    at = 1 if article else 0
    if at == len(text):
        return None
    alone = len(text) == at + 1
    known = body(text, at, article or "le")
    if known is None and not alone and (article or not _is_called(text)):
        known = complement(text, at, article or "le")
    elif known is None and article and text[at].islower():
        known = common(text, at, article)
    if known and known.end == len(text):
        return known.english if article else known.english.removeprefix("the ")
    return power(text) or shipped().get(key(text))


def _is_called(text: Words) -> bool:
    """Whether `text` opens with a noun that a name follows: « Fondation X »."""
    noun = longest(index("noun"), text, 0)
    return noun is not None and "|" in noun[0].extra


@lru_cache(maxsize=1)
def shipped() -> dict[Words, str]:
    """Institutions of the glossary that ships, by their French.

    A single word with a capital may be a person's name: « Bourgogne ».
    """
    return {
        key(words(term.source)): term.target
        for term in shipped_glossary().terms
        if term.target[0].isupper()
        and term.source[0].isupper()
        and (term.source.isupper() or len(words(term.source)) > 1)
    }
