"""English sentences that lost their verb, as in "The queen on Monday at noon".

A form that may be a finite verb counts as one in English, and in French only one that
surely is, so that hardly a good translation is told. A French sentence without a point
at its end may be a headline and is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from briefing import dictionary
from briefing.fidelity.lexicon import everyday, irregular
from briefing.fidelity.shape import CURLED, guillemets
from briefing.fidelity.tables import rows
from briefing.quotes.lexicon import words as quoting
from briefing.types import Flag

_ENDS = (".", "!", "?", "…", "»", '"', "”")
_WORD = re.compile(
    r"n't\b|'(?:s|re|m|ve|d|ll)\b|(?:(?!n't)[^\W\d_])+|\d[\d.,]*|[^\w\s]"
)
_CLIPPED = frozenset({"n't", "'re", "'m", "'ve", "'d", "'ll"})
_FRENCH = re.compile(r"[^\W\d_]+'?")
_PLURAL = re.compile(r"(?<!ai)ent$|(?<!r)ont$")
"""Of the present: "agree" may be English for « sont d'accord »."""
_FEWEST = 2
"""Words of English at least that are asked."""
_COMPARING = frozenset({"plus", "moins"})


def check_verbs(source: str, target: str) -> Iterator[Flag]:
    """A doubt about English without a finite verb where the French surely has one.

    Asked of the whole sentence, then of what it says around its quotations.
    """
    if not source.rstrip().endswith(_ENDS):
        return
    verb = lost_verb(source, target) or lost_verb(*around_quotations(source, target))
    if verb:
        yield Flag(kind="garbled", detail=f"no verb in the English for « {verb} »")


def lost_verb(source: str, target: str) -> str:
    """A finite verb of the French, if no word of the English can be one."""
    if len(target.split()) < _FEWEST or _plain().search(target):
        return ""
    verb = own_verb(source)
    there = verb and may_have_verb(target, plural=bool(_PLURAL.search(verb)))
    return "" if there else verb


def around_quotations(source: str, target: str) -> tuple[str, str]:
    """Both sides without what they quote; nothing if not as much is quoted in both."""
    french, quoted = CURLED.subn(" ", guillemets(source))
    english, translated = CURLED.subn(" ", target)
    return (french, english) if quoted == translated > 0 else ("", "")


@cache
def _plain() -> re.Pattern[str]:
    """Auxiliaries but for "to have" and "to do": most English sentences have one."""
    words = "|".join(_class("aux") - {"have", "do"})
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


@cache
def _class(name: str) -> frozenset[str]:
    return next(
        frozenset(row[1].split()) for row in rows("verbless.tsv") if row[0] == name
    )


def own_verb(source: str) -> str:
    """A finite verb of the French, if it has more of them than clauses that hang."""
    found: list[str] = []
    clauses = 0
    before = ""
    for written in _FRENCH.findall(source.replace("’", "'")):
        word = written.lower()
        if word in _class("fr_clause") and before not in _COMPARING:
            clauses += 1
        elif (
            word == written  # not « A Lyon », « le Grand Est »
            and before not in _class("fr_before_noun")
            and is_finite_french(word)
        ):
            found.append(word)
        before = word
    return found[0] if len(found) > clauses else ""


@lru_cache(maxsize=1 << 14)
def is_finite_french(word: str) -> bool:
    """Whether a French word, behind no article, can hardly be but a finite verb."""
    if word in _class("fr_sure"):
        return True
    if word in _class("fr_none") or dictionary.is_noun(word):
        return False
    if word in quoting("finite"):
        return True
    plural = word.endswith("ent") and not word.endswith("ment")
    return plural and any(map(dictionary.is_word, (word[:-2] + "r", word[:-3] + "re")))


def may_have_verb(target: str, *, plural: bool) -> bool:
    """Whether a word of the English may be a finite verb.

    Args:
        target: the English.
        plural: whether the verb of the French is one of a plural, so that a plain form
            may be the English one wherever it stands.
    """
    words = _WORD.findall(target.lower().replace("’", "'"))
    return any(
        may_be_verb(word, before, plural=plural)
        for before, word in pairwise(("", *words))
    )


def may_be_verb(word: str, before: str, *, plural: bool) -> bool:
    """Whether a word may be a finite verb behind another."""
    if word == "'s":
        return before in _class("pronoun")
    if word in _CLIPPED or word in _class("aux"):
        return before != "to"
    noun = before in _class("before_noun")
    if not word.isalpha() or noun or word in _class("none"):
        return False
    if is_past(word):
        return True
    if word.endswith("s") and not word.endswith("ss"):
        counted = before in _class("adjective") or before[-1:].isdigit()
        return not counted and any(map(is_plain, _plain_forms(word)))
    return is_plain(word) and (
        plural
        or before in _class("before_plain")
        or before.endswith("ly")
        or (len(before) > 3 and before.endswith("s") and not before.endswith("ss"))
    )


def is_past(word: str) -> bool:
    """Whether a word may be the past of a verb."""
    regular = word.endswith("ed") and len(word) > 3
    return regular or word in _class("past") or word in irregular()


def _plain_forms(word: str) -> tuple[str, ...]:
    """What a form in "-s" may come from: "says", "goes", "tries"."""
    other = (word[:-3] + "y",) if word.endswith("ies") else ()
    return (word[:-1], word[:-2], *other)


@lru_cache(maxsize=1 << 14)
def is_plain(word: str) -> bool:
    """Whether a word is the plain form of a verb, which has one in "-ing"."""
    stems = (word, word.removesuffix("e"), word + word[-1:])
    return len(word) > 1 and any(stem + "ing" in everyday() for stem in stems)
