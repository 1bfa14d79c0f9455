"""Whether a French sentence has a verb of its own, told by the forms of its words.

« Un prix remporté par sa sœur, qui chante. » has none: its only verb stands in the
clause behind « qui ». A form that may be a verb counts as one, so that what has none
surely has none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing.dictionary import is_noun, is_word
from briefing.quotes.lexicon import verb_forms, words
from briefing.resources import rows

_WORD = re.compile(r"[^\W\d_]+'?|\d+")
_ENDING = re.compile(r"(?:aient|[rv]ait|ra|ront|[éèiu]rent)$")
_COMMANDS = re.compile(r"\W*\w+(?:ons|ez)\b", re.IGNORECASE)


@cache
def _classes() -> dict[str, frozenset[str]]:
    found = rows(__package__, "verbs.tsv")
    return {name: frozenset(words.split()) for name, words in found}


def has_own_verb(text: str) -> bool:
    """Whether a verb may stand in `text` outside the clauses that hang on a noun.

    Args:
        text: a French sentence with straight apostrophes.
    """
    if _COMMANDS.match(text):
        return True
    markers, subjects = _classes()["marker"], _classes()["subject"]
    verbs, clauses, before, awaited = 0, 0, "", False
    for place, word in enumerate(map(str.lower, _WORD.findall(text))):
        if word in markers and before not in _classes()["comparing"]:
            if place < 2:
                return True  # « Alors que … », « Celui qui … »: more follows
            clauses += 1
        elif word in subjects or _is_verb(word, before):
            # A pronoun and its verb are one, whatever the form of the verb.
            verbs += not awaited
            awaited = word in subjects
        if verbs and not clauses:
            return True
        before = word
    return verbs > clauses


def _is_verb(word: str, before: str) -> bool:
    if before in _classes()["before_nouns"]:
        return False
    if before in _classes()["before_both"]:
        return _is_known_verb(word) and not is_noun(word)
    return _is_known_verb(word) or any(map(is_word, _infinitives(word)))


@lru_cache(maxsize=1 << 14)
def _is_known_verb(word: str) -> bool:
    if word in _classes()["common"] or word in words("finite") or word in _forms():
        return word not in _classes()["none"]
    return bool(_ENDING.search(word))


@cache
def _forms() -> frozenset[str]:
    """Forms of reporting verbs that are no participle and no infinitive."""
    return frozenset(
        form
        for form, readings in verb_forms().items()
        if any(r.name.split(".")[0] not in ("pp", "inf", "ger") for r in readings)
    )


@lru_cache(maxsize=1 << 14)
def _infinitives(word: str) -> tuple[str, ...]:
    """What a form in « -e », « -ent », « -a », « -ait », « -t » or « -d » may be of."""
    if word in _classes()["none"]:
        return ()
    if word.endswith("ent") and not word.endswith("ment"):
        return (word[:-2] + "r", word[:-3] + "re", word[:-3] + "ir")
    if word.endswith("ait"):
        return (word[:-3] + "er", word[:-3] + "re", word[:-3] + "ir")
    if word.endswith("e"):
        return (word + "r",)
    if word.endswith("a"):
        return (word[:-1] + "er",)
    if word.endswith(("t", "d")):
        return (word[:-1] + "r", word[:-1] + "re", word + "re")
    return ()
