"""Names in English that the model wrote: accents, hyphens, articles, initials.

What can be told from the two texts alone is put right without asking anybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from briefing.fidelity.acronyms import english_initials
from briefing.fidelity.names import (
    comes_back,
    displaced_at,
    first_name,
    follows_article,
    french_names,
    may_be_name,
)
from briefing.fidelity.nametable import (
    RANK,
    adjoins,
    common_words,
    covered_by,
    last_name,
    table,
)
from briefing.fidelity.spelling import Token, capitalized, fold, opens, tokenize
from briefing.fidelity.tables import rows
from briefing.quotes.lexicon import first_names

_ARTICLES = frozenset(("la", "le", "l"))
_NAMED_BY = re.compile(
    r"Congo|Gambia|Vatican|United|Republic|Kingdom|Union|Soviet|USSR"
)
"""Words in the names of states that have an article in English."""
_NO_PART = r"(?!-| of\b| [A-Z])"
"""Behind a country that is no part of a longer name."""
BEHIND = (
    "and|or|as|at|by|for|from|in|on|to|with|against|after|before|since|until"
    "|has|had|is|was|will|would|can|could|may|must|that|which"
)
"""Words behind a name that show that it stands by itself, before no noun."""
_ALONE = rf"(?= (?:{BEHIND})\b|[.,;:!?)”’]|$)"
"""Behind a body that no noun follows, as in "the NATO summit"."""
_TRANSCRIBED = re.compile("[aeou]ï|ïa")
"""Letters of names that French writes by ear."""
_MOST = 50
"""Names of one sentence that are looked at; each is looked for in all of it."""
_INITIALED = re.compile(r"(?<![\w.-])([A-LN-ZÀ-Ý])\. ([A-ZÀ-Ý][\w-]+)")
"""Not « M. », which is no first name."""
_JOINED = re.compile(r"(?<![\w-])[A-ZÀ-Ý][^\W\d_]+-[A-ZÀ-Ý][^\W\d_]+(?![\w-])")
_TWO = re.compile(r"\b([A-ZÀ-ÖØ-Þ][\w-]+)(?= ([A-ZÀ-ÖØ-Þ][\w-]+)\b)")
_SHORT = re.compile(
    r"(?<![\w.’'-])(?!(?:Au|Ce|De|Dr|Du|En|Et|Il|La|Le|Ma|Me|Ni|On|Or|Ou|Pr|Sa|Si|St|Ta|Tu"
    r"|Un|Aux|Car|Ces|Des|Eux|Ils|Les|Mes|Mgr|Mme|Mon|Nos|Par|Qui|Ses|Son|Ste|Sur|Tes|Ton"
    r"|Une|Via|Vos)\b)([A-Z][a-zã]{1,2}) ([A-Z][a-z]{2,})(?![\w’'-])"
)
"""A short word before another of a name: « Da Nang », « Los Angeles »."""
_PARTED = re.compile(
    r"\b([A-Z][\w-]+) ((?:(?:al|ben|bin|da|den|der|di|dos|el|ibn|van|von) )+)"
    r"([A-Z][\w-]+)"
)
_TITLES = {
    "président": "president",
    "présidente": "president",
    "ministre": "minister",
    "maire": "mayor",
    "sénateur": "senator",
    "sénatrice": "senator",
    "chancelier": "chancellor",
    "chancelière": "chancellor",
    "général": "general",
    "pape": "pope",
    "juge": "judge",
}
"""Offices that stand right before names in both languages."""
_TITLED = re.compile(
    r"\b[Tt]he ((?:[A-ZÀ-Ý][\w-]+ )+[A-ZÀ-Ý][\w-]+)"
    rf" ({'|'.join(dict.fromkeys(_TITLES.values()))})\b"
)
"""A whole name and an office in the order of no language."""
_ARTICLED = frozenset(("le", "la", "les", "l", "du", "des", "au", "aux", "ce", "cette"))
_OF_NIGER = re.compile(r"\bnigérien", re.IGNORECASE)
_OF_NIGERIA = re.compile(r"\bnig[eé]ria", re.IGNORECASE)
_NIGERIAN = re.compile(r"\b[Nn]ig(?:erian|érien(?:ne)?)(s?)\b")
_NOISE = re.compile(r"\([a-z.,]{1,8}\)")
"""What is written for initials that the model does not know: "(e.g.)"."""
_BRACKETED = re.compile(r"\(([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ\d]{1,6})\)")


def named(source: str, target: str) -> str:
    """`target` with its names as they should be."""
    for mend in (
        *(accented, initialed, rejoined),
        *(without_first, with_first, with_article, with_short, entitled),
        *(without_articles, bracketed, nigerien),
    ):
        target = mend(source, target)
    return target


def accented(source: str, target: str) -> str:
    """`target` with the accents of the persons' names in `source`: « Bergé », "Berge".

    Names with an English form of their own keep that, as do those that French spells
    in its own way: « Alexeï ».
    """
    words, listed = french_names(source)
    covered = covered_by(listed)
    names = {
        words[i].text
        for i in capitalized(words)
        if i not in covered and _keeps_accents(words, i, source)
    }
    if not names:
        return target
    others = {fold(word.text) for word in words if word.text not in names}
    spellings = {fold(name): name for name in names if fold(name) not in others}
    parts: list[str] = []
    at = 0
    for word in tokenize(target):
        name = spellings.get(fold(word.text))
        if name and word.text[0].isupper() and not word.text.isupper():
            parts += target[at : word.start], name
            at = word.end
    return "".join([*parts, target[at:]])


def nigerien(source: str, target: str) -> str:
    """`target` with what is of Niger, where the French says so and not of Nigeria.

    No model of this size has seen enough of both to keep them apart.
    """
    if not _OF_NIGER.search(source) or _OF_NIGERIA.search(source):
        return target
    return _NIGERIAN.sub(r"Nigerien\1", target)


def without_articles(source: str, target: str) -> str:
    """`target` without the article of French before countries: "The Ukraine".

    Countries that English has an article for keep it, and so do those with "of" behind:
    "the France of the sixties"; bodies lose it where no noun may follow: "the NATO".
    """
    words, listed = french_names(source)
    bare: Counter[tuple[str, str]] = Counter()
    for found in listed:
        kind, _, forms = table()[found.row]
        english = forms.split("|")[0]
        before = words[found.start - 1].text.lower() if found.start else ""
        if before in _ARTICLES and _takes_none(kind, english):
            bare[english, _ALONE if kind == "org" else _NO_PART] += 1
    for (english, behind), times in bare.items():
        article = rf"\b[Tt]he (?={re.escape(english)}\b{behind})"
        target = re.sub(article, "", target, count=times)
    return target


def initialed(source: str, target: str) -> str:
    """`target` with the points of initials as in `source`: « B. Obama », "B Obama."."""
    for initial, name in islice(dict.fromkeys(_INITIALED.findall(source)), _MOST):
        bare = rf"\b{initial} {re.escape(name)}\b(?:\.(?=[,;:]| [a-z]))?"
        target = re.sub(bare, f"{initial}. {name}", target)
    return target


def rejoined(source: str, target: str) -> str:
    """`target` with names joined as in `source`: "Jean- Paul", "Jean-year Paul"."""
    for whole in islice(dict.fromkeys(_JOINED.findall(source)), _MOST):
        if whole not in target:
            first, second = map(re.escape, whole.split("-"))
            apart = rf"\b{first}(?:- ?| |-[a-z]+[ -]){second}\b"
            target = re.sub(apart, whole, target)
    return target


def bracketed(source: str, target: str) -> str:
    """`target` with initials in brackets as in `source`: « (FMI) », "(MI)" → "(IMF)".

    Others take their place only if both sides have as many. Initials that lost their
    brackets get them back: "LREM (e.g.)".
    """
    there = _BRACKETED.findall(target)
    lacking: list[tuple[str, str]] = []
    for initials in islice(_BRACKETED.findall(source), _MOST):
        own = english_initials(initials)
        known = next((one for one in there if one in own), None)
        if known is None:
            lacking.append((initials, own[0]))
        else:
            there.remove(known)
    if len(lacking) == len(there):
        changes = {one: right for one, (_, right) in zip(there, lacking, strict=True)}
        return _BRACKETED.sub(lambda m: f"({changes.get(m[1], m[1])})", target)
    lost = []
    for initials, english in lacking:
        bare = rf"(?<![\w(])\(?{english}(?:\)| {_NOISE.pattern}|\b(?!-))"
        if source.count(initials) == 1 and re.search(bare, target):
            target = re.sub(bare, f"({english})", target, count=1)
        else:
            lost.append(english)
    if len(lost) == len(_NOISE.findall(target)) and not _NOISE.search(source):
        instead = iter(lost)
        return _NOISE.sub(lambda _: f"({next(instead)})", target)
    return target


def without_first(source: str, target: str) -> str:
    """`target` without first names that the French does not have: « Mme Merkel ».

    The model has read "Angela Merkel" so often that it writes both. « L'Allemand » is
    no first name: "the German Manfred Weber".
    """
    alone = _last_names_alone(source)
    if not alone:
        return target
    words, listed = french_names(source)
    known = {fold(word.text) for word in words}
    known |= {fold(form) for name in listed for form in table()[name.row][2].split("|")}
    for first, last in set(_TWO.findall(target)):
        if last in alone and first in first_names() and fold(first) not in known:
            target = target.replace(f"{first} {last}", last)
    return target


def with_first(source: str, target: str) -> str:
    """`target` with the first names that it lacks: « Alain Terzian », "Terzian".

    They take the place of an article or of what displaced them: "the Terzian", "Between
    Grillo". The model loses them where it does not know them; people write them once.
    """
    words, listed = french_names(source)
    covered = covered_by(listed)
    for i in reversed(list(islice(capitalized(words), _MOST))):
        if {i, i + 1} & covered or words[i].text not in first_names():
            continue
        if first_name(words, i, source) and source[words[i].end] != "-":
            target = _with_first(words, i, source, target)
    return target


def _with_first(words: Sequence[Token], i: int, source: str, target: str) -> str:
    """`target` with the first name at `i`, if the last name behind it stands there."""
    first, last = words[i].text, words[i + 1].text
    english = tokenize(target)
    there = {fold(word.text) for word in english}
    if RANK.fullmatch(last) or comes_back(fold(first), there, plural=False):
        return target
    spots = [k for k, word in enumerate(english) if word.text == last]
    mentions = [k for k, word in enumerate(words) if word.text == last]
    if len(spots) != len(mentions):
        return target
    k = spots[mentions.index(i + 1)]
    at = english[k].start
    start, before = at, english[k - 1] if k else None
    if before is not None and target[before.end : at] == " ":
        verb = opens(before, target) and not opens(words[i], source)  # "Warns Sy"
        displaced = not verb and displaced_at(words, english, k, target)
        if displaced or before.text.lower() == "the":
            start = before.start
    head = _joined_before(words, i, source)
    whole = first if head and target[:start].endswith(head) else head + first
    return f"{target[:start]}{whole} {target[at:]}"


def _joined_before(words: Sequence[Token], i: int, source: str) -> str:
    """What a hyphen joins to a first name: « Jean- » in « Jean-Paul »."""
    joined = i and source[words[i - 1].end : words[i].start] == "-"
    return f"{words[i - 1].text}-" if joined else ""


def with_article(source: str, target: str) -> str:
    """`target` with the articles that last names begin with: « Gilles Le Gendre »."""
    words, _ = french_names(source)
    for i in islice(capitalized(words), _MOST):
        if follows_article(words, i, source):
            first, article, last = (word.text for word in words[i - 2 : i + 1])
            target = _between(article, first, last, target)
    return target


def _between(words: str, first: str, last: str, target: str) -> str:
    """`target` with `words` between two parts of a name that stand side by side."""
    bare = rf"\b{re.escape(first)} {re.escape(last)}\b"
    return re.sub(bare, f"{first} {words} {last}", target)


def with_short(source: str, target: str) -> str:
    """`target` with the short parts of names: « Da Nang », « Mohammed ben Zayed »."""
    for first, last in islice(dict.fromkeys(_SHORT.findall(source)), _MOST):
        whole, alone = f"{first} {last}", rf"\b{last}\b"
        mentions = len(re.findall(alone, source))
        if whole not in target and mentions == source.count(whole) == len(
            re.findall(alone, target)
        ):
            target = re.sub(rf"(?:\b[Tt]he )?{alone}", whole, target)
    for first, particles, last in islice(_PARTED.findall(source), _MOST):
        target = _between(particles.strip(), first, last, target)
    return target


def entitled(source: str, target: str) -> str:
    """`target` with persons called as English does: "the Macron president"."""
    target = _TITLED.sub(lambda said: _entitled(said, source), target)
    for last, before in _last_names_alone(source).items():
        if f"he {last}" not in target:
            continue
        if before in _TITLES:
            title = _TITLES[before]
            odd = rf"\b[Tt]he {last} {title}\b"
            target = re.sub(odd, f"{title.capitalize()} {last}", target)
        elif before not in _ARTICLED and not re.search(rf"\b{last}['’]s\b", source):
            # « de Macron » and « la Macron » differ; « Macy's » has it in French too
            target = re.sub(rf"\b[Tt]he (?={last}['’]s\b)", "", target)
    return target


def _entitled(said: re.Match[str], source: str) -> str:
    """A person's name behind the office, where the French has it so."""
    before = re.search(rf"(\w+) {re.escape(said[1])}\b", source)
    known = before and _TITLES.get(before[1].lower()) == said[2]
    return f"{said[2].capitalize()} {said[1]}" if known else said[0]


def _last_names_alone(source: str) -> dict[str, str]:
    """Names that no first name stands before in the French, by the word before them."""
    words, listed = french_names(source)
    covered = covered_by(listed)
    found: dict[str, str] = {}
    for i in capitalized(words):
        name = words[i].text
        before = (
            words[i - 1].text if i and adjoins(words[i - 1], words[i], source) else ""
        )
        first = before[:1].isupper() and fold(before) not in common_words()
        if first:
            covered.add(i)
        elif i not in covered and may_be_name(words[i]):
            found.setdefault(name, before.lower())
    said = {words[i].text for i in covered}
    return {name: before for name, before in found.items() if name not in said}


def _takes_none(kind: str, english: str) -> bool:
    """Whether a country, region or body of this name has no article in English."""
    if kind in ("region", "org"):
        return (english,) in rows("no_article.tsv")
    return (
        kind == "state" and not english.endswith("s") and not _NAMED_BY.search(english)
    )


def _keeps_accents(words: Sequence[Token], i: int, text: str) -> bool:
    name = words[i].text
    if name.isascii() or name.isupper() or _TRANSCRIBED.search(name):
        return False
    return name in first_names() or last_name(words, i, text)
