"""Names of a sentence against those of its translation.

Names with an English form of their own stand in `data/names.tsv`; all other
capitalized words that are no common French words must come back as they are, give or
take a transliteration (« Tchernihiv », "Chernihiv").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefing.fidelity.acronyms import check_acronyms
from briefing.fidelity.invented import check_invented, check_places, extra, strangers
from briefing.fidelity.nametable import (
    RANK,
    Found,
    adjoins,
    check_known,
    common_words,
    covered_by,
    doubt,
    find,
    french_index,
    last_name,
    rows_in,
    surname,
)
from briefing.fidelity.peoples import check_peoples
from briefing.fidelity.spelling import (
    Token,
    capitalized,
    close,
    fold,
    opens,
    spelled,
    squeezed,
    tokenize,
)
from briefing.fidelity.tables import rows
from briefing.fidelity.words import common, unheard_of
from briefing.quotes.lexicon import first_names
from briefing.types import Flag

_MOST = 50
"""Names of one sentence that are looked for; each is compared with every word."""
_CODE = re.compile(
    r"(?<![\w-])(?![^\W\d_]+-[12]\d{3}\b)(?:[A-ZÀ-Ý]{1,6}|[A-ZÀ-Ý][^\W\d_]{1,2})"
    r"-?\d[\dA-Z]*(?:-\d+)?(?=s?(?!\w))"
)
"""Few letters, capitals most of them, with digits right behind."""
_RANK = re.compile(r"(?<![\w'’-])[IVXLCDM]{2,}(?:er|re|è?[mr]e|[eè])(?!\w)")
"""A French rank in Roman numerals, « XVIIIe »."""
_ARTICLES = frozenset(("Le", "La", "Du", "Des"))
"""Articles that last names begin with."""
_CODED = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?<=[^\W\d_]-\d))")
"""Most sentences have none of these, and the search for codes need not begin."""
_COUSINS = re.compile("(?:able|ible|tion|sion|ance|ence|isme|ment|age)$")
"""Endings that French and English words share, and names hardly ever have."""
_OF_PLACE = re.compile(
    r"(?:ais|aise|ois|oise|i?en|i?enne|ain|aine|in|ine|an|ane|ard|arde)s?$"
)
"""Endings of words for the people of a place."""
_PLURALS = frozenset(
    {"les", "des", "aux", "ces", "ses", "nos", "vos", "leurs", "mes", "tes", "deux"}
    | {"trois", "quatre", "quelques", "plusieurs", "autres", "certains", "certaines"}
)


def check_names(source: str, target: str) -> Iterator[Flag]:
    """The doubts about names: those of the table, then all others."""
    words, listed = french_names(source)
    english = tokenize(target)
    there = {word.text for word in english}
    found = [f for f in listed if not surname(f, words, source, there)]
    present = rows_in(there)
    strange_rows = yield from check_known(found, present)
    yield from check_peoples(found, words, source, present, english, target)
    yield from check_places(strange_rows, words, english)
    covered = covered_by(found)
    strange = strangers(words, english, target)
    yield from check_acronyms(words, covered, english, source, target)
    yield from check_unknown(words, source, english, target, covered, lone=not strange)
    yield from check_invented(strange, english, target)
    yield from check_codes(source, target)


@lru_cache(maxsize=4096)  # a sentence is read again for every answer to it
def french_names(source: str) -> tuple[tuple[Token, ...], tuple[Found, ...]]:
    """The words of a French sentence, and the names of the table among them."""
    words = tuple(tokenize(source))
    return words, tuple(find(words, source))


def check_unknown(
    words: Sequence[Token],
    text: str,
    english: Sequence[Token],
    target: str,
    covered: set[int],
    *,
    lone: bool,
) -> Iterator[Flag]:
    """A doubt for each other name that does not come back.

    A first name may be left out (« Steve Jobs », "Jobs") unless something else stands
    in its place, and an English word, if no other name stands there for it (`lone`); a
    last name may not. The first word of a
    sentence may be any word: unless French has no such word, it is a doubt only if the
    English has it gone wrong.
    """
    names = [
        i
        for i in capitalized(words)
        if i not in covered
        and (may_be_name(words[i]) or follows_article(words, i, text))
    ]
    there = {fold(word.text) for word in english} if names else set()
    absent = {
        words[i].text: i for i in reversed(names) if fold(words[i].text) not in there
    }
    for name, i in sorted(absent.items(), key=lambda item: item[1])[:_MOST]:
        back = comes_back(fold(name), there, plural=follows_plural(words, i))
        if back or of_place(name, english):
            continue
        last = last_name(words, i, text)
        rival = mangled(name, words, english)
        if rival and not last and cognate(name, fold(rival)):
            continue
        given = first_name(words, i, text) and may_be_left_out(words[i], text)
        head = opens(words[i], text) and not only_name(words[i].text)
        if head and not (given and name in first_names()):
            may_go = not rival or common(fold(rival))
        else:
            may_go = not rival and lone
            may_go &= given or (english_itself(name) and not last)
        other = displacing(words, i, english, target) if given else ""
        if may_go and not other:
            continue
        yield doubt(name, rival or other or "not found")


def follows_article(words: Sequence[Token], i: int, text: str) -> bool:
    """Whether a word is a last name by its article: « Bruno Le Maire »."""
    if i < 2 or words[i - 1].text not in _ARTICLES or words[i].text.isupper():
        return False
    joined = adjoins(words[i - 1], words[i], text)
    return joined and last_name(words, i - 1, text)


def comes_back(name: str, there: set[str], *, plural: bool) -> bool:
    """Whether one of the English words is how `name` may be spelled; all folded."""
    singular = name.removesuffix("s")
    return any(
        spelled(name, word)
        or (plural and (spelled(name, word.removesuffix("s")) or word == singular))
        for word in there
    )


def of_place(name: str, english: Sequence[Token]) -> bool:
    """Whether people are there as their place: « les Toulousains », "Toulouse"."""
    ending = _OF_PLACE.search(name)
    stem = fold(name[: ending.start()]) if ending else ""
    return len(stem) > 3 and any(
        word.text[0].isupper() and fold(word.text).startswith(stem) for word in english
    )


def follows_plural(words: Sequence[Token], i: int) -> bool:
    """Whether « les », « deux » or their like stands before: « les jeunes Maoris »."""
    before = words[max(0, i - 3) : i]
    return any(word.text.lower() in _PLURALS for word in before)


def english_itself(name: str) -> bool:
    """Whether a name is an English word (« Awards »), which may move or go.

    Not one that is a name in English too: « Obama », « Facebook ».
    """
    word = name.lower()
    plain = len(name) > 3 and fold(name) == word and common(word)
    return plain and word not in english_names()


@cache
def english_names() -> frozenset[str]:
    """Words of English, in small letters, that always have a capital."""
    return frozenset(word for (word,) in rows("capitals_en.tsv"))


def first_name(words: Sequence[Token], i: int, text: str) -> bool:
    """Whether another capitalized word follows at once."""
    if i + 1 == len(words) or not words[i + 1].text[0].isupper():
        return False
    return adjoins(words[i], words[i + 1], text)


def may_be_left_out(word: Token, text: str) -> bool:
    """Whether a word before a name is no half of it: « Dupont-Aignan »."""
    return text[word.end] != "-" or word.text in first_names()


def displacing(
    words: Sequence[Token], i: int, english: Sequence[Token], target: str
) -> str:
    """What stands for a first name before its last name: "Between Grillo", if anything.

    That is a capitalized word, no title and not of the French, or the second half of a
    name with a hyphen: "Jean-called Rousseau".
    """
    if words[i].text not in first_names():
        return ""
    last = fold(words[i + 1].text)
    places = (at for at, word in enumerate(english) if fold(word.text) == last)
    return displaced_at(words, english, next(places, 0), target)


def displaced_at(
    words: Sequence[Token], english: Sequence[Token], at: int, target: str
) -> str:
    """What stands before the last name at `at` and is no part of it, if anything."""
    other = english[at - 1] if at else None
    if other is None or target[other.end : english[at].start] != " ":
        return ""
    if other.text.islower():
        return other.text if target[other.start - 1 : other.start] == "-" else ""
    french = {fold(word.text) for word in words}
    title = (other.text,) in rows("titles_en.tsv") or fold(other.text) in french
    return "" if title or not other.text[0].isupper() else other.text


def mangled(name: str, words: Sequence[Token], english: Sequence[Token]) -> str:
    """A capitalized word of the English that looks like `name` gone wrong."""
    french = {fold(word.text) for word in words}
    for word in english:
        folded = fold(word.text)
        if (
            word.text[0].isupper()
            and folded not in french
            and close(fold(name), folded)
        ):
            return word.text
    return ""


def cognate(name: str, folded: str) -> bool:
    """Whether a word came back as its English cousin: « Baromètre », « Aimable »."""
    accents = fold(name) != name.lower() and fold(name)[:5] == folded[:5]
    accents = accents and common(folded)
    ending = _COUSINS.search(fold(name))
    return accents or bool(ending and folded.endswith(ending.group()))


def may_be_name(word: Token) -> bool:
    """Whether a word of the French is capitalized and not common."""
    if not word.text[0].isupper() or len(word.text) < 3 or word.text.isupper():
        return False
    return fold(word.text) not in common_words() and not RANK.fullmatch(word.text)


def is_name(word: Token, text: str) -> bool:
    """Whether a word is surely a name: capitalized inside a sentence, not common."""
    return may_be_name(word) and (not opens(word, text) or only_name(word.text))


def only_name(text: str) -> bool:
    """Whether a word can only be a name: French has none such, or it is one in English.

    Asked of words at the head of a sentence, where all have a capital.
    """
    return unheard_of(text) or text.lower() in english_names()


def check_codes(source: str, target: str) -> Iterator[Flag]:
    """A doubt for each code (« A320 », « H5N1 ») that does not come back."""
    missing = [c for c in lost_codes(source, target) if c not in french_index()]
    added = lost_codes(target, source)
    for code in missing:
        yield doubt(code, added.pop(0) if added else "not found")
    for code in (*added, *strange_ranks(source, target)):
        yield extra(code)


def strange_ranks(source: str, target: str) -> list[str]:
    """Ranks in Roman numerals that the French has not so: "the XIVIe district"."""
    there = frozenset(_RANK.findall(source))
    return [rank for rank in dict.fromkeys(_RANK.findall(target)) if rank not in there]


def lost_codes(text: str, other: str) -> list[str]:
    """Codes of `text` that `other` does not have, hyphens and spaces aside."""
    found = list(dict.fromkeys(_CODE.findall(text))) if _CODED.search(text) else []
    there = squeezed(other) if found else ""
    return [code for code in found if squeezed(code) not in there]
