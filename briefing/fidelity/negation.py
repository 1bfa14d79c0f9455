"""Negation and hearsay: a « ne … pas » that became a yes, a rumor told as a fact."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefing.fidelity.denials import Denial, french_denials
from briefing.fidelity.spelling import fold
from briefing.fidelity.tables import rows
from briefing.types import Flag

_NEAR = 0.3
"""How far a denial may stand from a word that may render it, as a share of the
sentence."""
_CLOSE = 0.08
"""How close to a soft denial an English one must stand to be its own."""
_ENGLISH_MADE = re.compile(r"^un|less(?:ly|ness)?$|free$")
"""A French cousin does not explain these: « contact », "contactless"."""
_EVER = re.compile(
    r"\b(?:than|most|first|only|worst|best|hardly|\w+est)\b[^.;]{0,60}\bever\b"
)
_MOST = 50
"""Denials of one sentence that are looked at; what follows compares every pair."""
_PARTICLE = re.compile(r"\b(?:ne\b|n['’])")
_MAY_DENY = re.compile(r"\b(?:n['’]|(?:ne|pas|sans|non|aucune?)\b)")
"""Most sentences have none of these, and looking for them costs little."""
_DENYING = ("démen", "rejet", "réfut", "récus", "refus", "nie", "nié", "niai", "niant")
"""Most sentences have none of these, and the search for the verbs need not begin."""
_COGNATE = 5
"""So many letters in common at the head make two words cousins."""


def check_negation(source: str, target: str) -> Iterator[Flag]:
    """A doubt if one side denies more than the other can account for."""
    french, english = source.lower(), target.lower()
    there = denials(french)
    lost = unanswered(there, french, english)
    if lost:
        yield Flag(
            kind="negation", detail=f"negation in doubt: « {lost[-1].words} » is gone"
        )
    elif verb := unsaid(french, english):
        yield Flag(kind="negation", detail=f"negation in doubt: « {verb} » is gone")
    unexplained = put_in(there, french, english)
    if unexplained:
        detail = f"negation in doubt: “{unexplained}” has no counterpart"
        yield Flag(kind="negation", detail=detail)


def unsaid(french: str, english: str) -> str:
    """A verb that denies (« il dément ») where no word of the English can render it.

    Any denying word will do, wherever it stands: 5 of 12,017 human translations of news
    have none.
    """
    if not any(stem in french for stem in _DENYING):
        return ""
    verb = pattern("fr_denying").search(french)
    answers = ("en_strong", "en_weak", "en_denying")
    if not verb or any(pattern(name).search(english) for name in answers):
        return ""
    return verb.group()


def put_in(found: Sequence[Denial], french: str, english: str) -> str:
    """A plain denial of the English that the French does not account for, if any.

    Denials of the French answer for any; words such as « échouer » only for one that
    stands near.
    """
    plain = pattern("en_plain").finditer(english)
    denied = [
        Denial(m.group(), m.start() / len(english), soft=False)
        for m in itertools.islice(plain, _MOST)
    ]
    if not denied:
        return ""
    particles = len(_PARTICLE.findall(french))
    lone = particles - sum(bool(_PARTICLE.search(denial.words)) for denial in found)
    may = len(found) + max(0, lone)
    if len(denied) <= may:
        return ""
    # « J'ai pas pu » is speech; where « ne » is written, « pas » goes with it.
    names = ("fr_lexical",) if particles else ("fr_lexical", "fr_bare")
    words = itertools.chain(*(pattern(name).finditer(french) for name in names))
    places = [m.start() / len(french) for m in itertools.islice(words, _MOST)]
    left = unpaired(denied, places, _NEAR)
    return left[-1].words if len(left) > may else ""


@lru_cache(maxsize=4096)  # a sentence is read again for every answer to it
def denials(french: str) -> tuple[Denial, ...]:
    """The denials of a French text; those in turns of phrase are soft."""
    if not _MAY_DENY.search(french):
        return ()
    plain = pattern("fr_idiom").sub(lambda m: " " * len(m.group()), french)
    found = french_denials(plain)[:_MOST]
    if plain == french:
        return tuple(found)
    places = {denial.place for denial in found}
    turns = [d for d in french_denials(french) if d.place not in places]
    soft = [denial._replace(soft=True) for denial in turns]
    return tuple(sorted([*found, *soft], key=lambda denial: denial.place)[:_MOST])


def unanswered(found: Sequence[Denial], french: str, english: str) -> list[Denial]:
    """The denials of `found` for which the English has no word.

    Outright denials answer for any; words such as "fail" only for one that stands
    near, and not if the French has their counterpart anyway (« échouer »).
    """
    if not found:
        return []
    must = [denial for denial in found if not denial.soft]
    if not must:
        return []
    size = max(len(english), 1)
    strong = [m.start() / size for m in pattern("en_strong").finditer(english)][:_MOST]
    left = unpaired(must, unclaimed(strong, found), 1.0)
    if _EVER.search(english):  # « mieux que jamais », "better than ever"
        left = [denial for denial in left if not denial.words.endswith("jamais")]
    return unpaired(left, weak_answers(french, english), _NEAR) if left else []


def unclaimed(answers: list[float], found: Sequence[Denial]) -> list[float]:
    """The answers that are not those of soft denials close by."""
    spare = list(answers)
    for soft in (denial for denial in found if denial.soft):
        near = [a for a in spare if abs(a - soft.place) <= _CLOSE]
        rivals = [d.place for d in found if not d.soft]
        near = [a for a in near if all(abs(a - r) > 2 * _CLOSE for r in rivals)]
        if near:
            spare.remove(min(near, key=lambda a: abs(a - soft.place)))
    return spare


def unpaired(found: list[Denial], answers: list[float], reach: float) -> list[Denial]:
    """The denials of `found` for which no answer is left within `reach`."""
    spare = list(answers)
    left: list[Denial] = []
    for denial in found:
        near = [place for place in spare if abs(place - denial.place) <= reach]
        if near:
            spare.remove(min(near, key=lambda place: abs(place - denial.place)))
        else:
            left.append(denial)
    return left


def weak_answers(french: str, english: str) -> list[float]:
    """Where words stand that may render a denial and that nothing else explains."""
    found = list(pattern("en_weak").finditer(english))
    if not found:
        return []
    cousins = {fold(word)[:_COGNATE] for word in re.findall(r"[^\W\d_]{6,}", french)}
    spare = {i: len(fr.findall(french)) for i, (fr, _) in enumerate(counterparts())}
    places: list[float] = []
    for match in found:
        word = match.group()
        if word[:_COGNATE] in cousins and not _ENGLISH_MADE.search(word):
            continue
        known = (i for i, (_, en) in enumerate(counterparts()) if en.fullmatch(word))
        explained = next((i for i in known if spare[i]), None)
        if explained is None:
            places.append(match.start() / max(len(english), 1))
        else:
            spare[explained] -= 1
    return places[:_MOST]


def check_modality(source: str, target: str) -> Iterator[Flag]:
    """A doubt if hearsay (« aurait été tué ») is told as a fact."""
    french, english = source.lower(), target.lower()
    hearsay = pattern("fr_hearsay").search(french)
    if not hearsay or pattern("fr_if").search(french):
        return
    if not pattern("en_hearsay").search(english):
        detail = f"hearsay told as fact: « {hearsay.group()} »"
        yield Flag(kind="modality", detail=detail)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression `name` of `data/polarity.tsv`, its rows joined by `|`."""
    parts = [row[1] for row in rows("polarity.tsv") if row[0] == name]
    return re.compile("|".join(parts))


@cache
def counterparts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """French and English expressions that explain each other."""
    return tuple(
        (re.compile(row[1]), re.compile(row[2]))
        for row in rows("polarity.tsv")
        if row[0] == "pair"
    )
