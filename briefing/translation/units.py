"""Source sentences as a model can take them: what it gets, whole or in which parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, reduce

from briefing.dictionary import is_noun, is_word, papers
from briefing.quotes.lexicon import first_names
from briefing.translation.cuts import without_cuts

MAX_WORD = 200
"""Characters in one word of any language; more is data, not prose."""

MAX_SENTENCE = 10_000
"""Characters in one sentence; a model would take minutes over more."""

CAPITALS = 0.8
"""Share of capitals among the letters from which on a line is taken for a headline set
in capitals. The model reads these as spelled-out names, so they are lowered first."""

_PREPOSITIONS = {"a": "à ", "d": "de ", "l": ""}
_SHORT_TIME = re.compile(
    r"(?<![\w'’-])(?:(?P<before>[\w'’-]+) )?(?P<time>[Dd]ébut|[Ff]in) "
    r"(?P<of>(?:19|20)\d\d\b|janvier|février|mars|avril|mai|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre)"
)
_WITH_ARTICLE = {
    "début": ("le début", "au début", "du début"),
    "fin": ("la fin", "à la fin", "de la fin"),
}
"""Either alone, with « à » and with « de »."""
_ARTICLED = frozenset(("la", "le", "au", "du", "en"))
_BEFORE_TIMES = frozenset(
    ("depuis", "dès", "vers", "entre", "avant", "après", "pour", "et", "ou", "d'ici")
)
"""Words behind which a time has its article alone: « depuis la fin d'avril »."""
_BARE_A = re.compile(
    r"(?:^[«“\"(–—-]?\s*|(?<=[«“\"(:])\s?)A(?= (?P<next>[\w-]+)(?P<title> [A-Z])?)"
)
"""« A Paris » without its accent, where a sentence or a quotation begins."""
_BARE_HEAD = re.compile(r"(?<![\w-])[AEICOU][a-zà-ÿ]{2,}(?![\w-])")
_ACCENTS = {"A": "ÀÂ", "E": "ÉÈÊ", "I": "Î", "O": "Ô", "U": "Ù", "C": "Ç"}
_INITIALS = re.compile(
    r"\b(?:Afp|Asean|Brics|Cgt|Cnil|[Cc]ovid|Fifa|Iata|Insee|Inserm|Nasa|Oms|Onu|Opep"
    r"|Otan|Ratp|Sncf|Uefa|Unesco|Unicef)\b"
)
"""Initials that papers write as words; as initials the model knows them."""
_LOUD_HOUR = re.compile(r"\b([01]?\d|2[0-4]) ?H ?([0-5]\d)?(?=GMT|UTC|\b)")
"""« 18H30 » as dispatches have it: the model knows « 18h30 »."""
_IN_FULL = tuple(
    (re.compile(short), full)
    for short, full in (
        (r"\b[Pp]ar ex\.", "par exemple"),
        (r"\benv\. (?=\d)", "environ "),
        (r"\bc\.-à-d\.", "c'est-à-dire"),
        (r"\bav(?:\.|ant) J\.-C(?:\.(?!$)|(?=\.$))", "avant notre ère"),
        (r"\bap(?:\.|rès) J\.-C(?:\.(?!$)|(?=\.$))", "de notre ère"),
        (r"(?<=[IVX]e) s\.(?=\s)", " siècle"),
        (r"(?<=\d) M (?=d['’])", " millions "),
        (r"(?<=\d) ?Mds? (?=d['’])", " milliards "),
        (r"\bPr (?=[A-ZÀ-ÝŒ])", "professeur "),
        (r"(?<![\w.])(?:MM\.|Mmes|Mlles) (?=[A-ZÀ-ÝŒ])", ""),
        (r"^Me (?=[A-ZÀ-ÝŒ])", ""),
        (r"\bGilets [Jj]aunes\b", "gilets jaunes"),
    )
)
"""Short forms, and what the model knows for them.

It copied them, or took « Pr » for a president and « Me » at the head of a sentence for
"My". Several people have no title in English, nor has a lawyer.
"""
_MAY_BE_SHORT = re.compile(
    r"(?:ex|env|-d|-C|e s|MM)\.|Pr |M(?:me|lle)s |^Me |\d ?M|Gilets"
)
"""Most sentences have none of these, and the search need not begin."""
_APART = re.compile(r"[Oo]e(?=u|ill?|dèm|soph|strog|cum|nolog)|(?<=[Ff])oe(?=tus)")
"""« coeur » without its ligature, not « moelle » or « coexister »."""
_DIGITS_APART = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
_PLURALS = frozenset(("aux", "des", "les"))
_NEXT = re.compile(r"\W([^\W\d_]+)")
_LETTERS = re.compile(r"[^\W\d_]{2}|^[^\W\d_]\W*$")
_PLACE = re.compile(r"[A-ZÀ-ÝŒ][A-ZÀ-ÝŒ'’ -]* \|")
"""Of a wire: « LYON | »."""
_CUTS = (
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"(?<=[;:])\s+"),
    re.compile(r"(?<=,)\s+|\s+(?=[–—-]\s)"),
    re.compile(r"\s+(?=(?:et|mais|ou|car|puis|qui|que|dont|afin|pour|avec)\s)"),
    re.compile(r"\s+"),
)


def why_kept(source: str) -> str | None:
    """Why a source is not given to the model at all, or `None` if it is.

    Models invent text when there is nothing to translate.
    """
    if not _LETTERS.search(source):
        return "nothing to translate"
    if source.startswith("©"):
        return "a notice of copyright"
    if _PLACE.fullmatch(source):
        return "the place of a wire"
    if max(map(len, source.split())) > MAX_WORD:
        return f"a word of more than {MAX_WORD} characters"
    if len(source) > MAX_SENTENCE:
        return f"a sentence of more than {MAX_SENTENCE:,} characters"
    return None


def unshouted(source: str) -> str:
    """A line set in capitals in lower case with one capital; any other as it is."""
    letters = list(filter(str.isalpha, source))
    capitals = sum(map(str.isupper, letters))
    if len(source.split()) < 3 or capitals < CAPITALS * len(letters):
        return source
    return source.capitalize()


@lru_cache(maxsize=4096)  # every step of a sentence's way asks for it
def given(source: str) -> str:
    """A sentence as the model is given it, without the cuts that it shows."""
    return without_cuts(with_cuts(source))


def with_cuts(source: str) -> str:
    """The same with its cuts, and single spaces.

    A thin one within « » made the model stammer.
    """
    return reduce(lambda text, step: step(text), _steps().values(), _spaced(source))


def prepared(source: str) -> tuple[str, ...]:
    """What was done to a sentence before the model was given it."""
    done = []
    for name, step in _steps().items():
        changed = step(source)
        if changed != source:
            done.append(name)
        source = changed
    return tuple(done)


def _steps() -> dict[str, Callable[[str], str]]:
    """What is done to the words of a sentence, in this order."""
    return {
        "capitals lowered": unshouted,
        "spelling made plain": plainly_spelled,
        "time made whole": dated,
        "name of a paper made whole": uncontracted,
    }


def _spaced(source: str) -> str:
    return " ".join(source.split())


def plainly_spelled(source: str) -> str:
    """`source` as most French is spelled, where newspapers have habits of their own.

    Accents stand on capitals again (« À Lille », « Élus »): the model took « A Lille »
    for "A Lille", and « A la mort de » for "A death of". The « 50'000 » of the Swiss is
    « 50.000 » ("5000"), the « 18H30 » of the agencies « 18h30 » ("18:000"), and
    « Covid-19 » is « COVID-19 » ("the 19-year-old"). Short forms stand in full,
    and « voeu » is « vœu ».
    """
    source = _LOUD_HOUR.sub(_hour, _DIGITS_APART.sub(".", source))
    source = _INITIALS.sub(lambda found: found[0].upper(), source)
    if _MAY_BE_SHORT.search(source):
        for short, full in _IN_FULL:
            source = short.sub(full, source)
    source = _APART.sub(lambda found: "Œœ"[found[0][0] == "o"], source)
    return _BARE_HEAD.sub(_with_accent, _BARE_A.sub(_preposition, source))


def _hour(found: re.Match[str]) -> str:
    joined = found.string[found.end() :].startswith(("GMT", "UTC"))
    return f"{found[1]}h{found[2] or ''}{' ' if joined else ''}"


def _preposition(found: re.Match[str]) -> str:
    """« À », but for a verb, « A été jugé », and a title, "A Star Is Born"."""
    following = found["next"]
    participle = following.endswith("é") and not is_noun(following)
    if participle or following == "été" or (found["title"] and following.istitle()):
        return found[0]
    return f"{found[0][:-1]}À"


def _with_accent(found: re.Match[str]) -> str:
    """A word with an accent on its capital, if without one it is none."""
    word = found[0]
    if is_word(word.lower()) or word in papers() or word in first_names():
        return word
    others = (accent + word[1:] for accent in _ACCENTS[word[0]])
    return next((one for one in others if is_word(one.lower())), word)


def dated(source: str) -> str:
    """`source` with short times in full: « à la fin de 2019 » for « fin 2019 ».

    The short form the model took for a word at the head of a sentence ("Finally 2019"),
    and elsewhere it left it out: of 50 sentences 17 had "since April" for « depuis fin
    avril ».
    """
    return _SHORT_TIME.sub(_in_full, source)


def _in_full(found: re.Match[str]) -> str:
    before, time = found["before"] or "", found["time"].lower()
    last = before.lower().replace("’", "'")
    bare, at, of = _WITH_ARTICLE[time]
    if last in _ARTICLED:
        start = f"{before} {time}"
    elif last in _BEFORE_TIMES:
        start = f"{before} {bare}"
    elif last == "de":
        start = of
    elif last.endswith("à"):
        start = f"{before[:-1]}{at}"
    elif before:
        start = f"{before} {at}"
    else:
        start = at[0].upper() + at[1:] if found["time"][0].isupper() else at
    return f"{start} d{'’' if found['of'][0] in 'ao' else 'e '}{found['of']}"


def uncontracted(source: str) -> str:
    """`source` with the articles of papers: « à Le Figaro » for « au Figaro ».

    « Le Figaro » as such the model knows for a name, and copies it; from « au Figaro »
    it made "to the guard".
    """
    return _contracted().sub(_parted, source)


def _parted(found: re.Match[str]) -> str:
    contraction, name = found.groups()
    article, not_after, not_before = papers()[name]
    before = found.string[: found.start()].lower().split()[-1:]
    behind = _NEXT.match(found.string, found.end())
    follows = behind[1] if behind else ""
    if (
        not_after.intersection(before)
        or follows in not_before
        or (contraction.lower() in _PLURALS) != (article == "Les")
    ):
        return found[0]
    preposition = _PREPOSITIONS[contraction.lower()[0]]
    if contraction[0].isupper():
        preposition = preposition.capitalize()
    return f"{preposition}{article} {name}"


@cache
def _contracted() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(papers(), key=len, reverse=True)))
    return re.compile(rf"\b([Aa]ux?|[Dd](?:u|es)|les?) ({names})(?![\w-])")


def split_clauses(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Parts of `text`, in order, each of which fits; only white space is lost."""
    if fits(text):
        yield text
        return
    parts = split_once(text)
    if len(parts) == 1:  # one word: nothing is left to cut at
        parts = [text[: len(text) // 2], text[len(text) // 2 :]]
    for part in parts:
        yield from split_clauses(part, fits)


def split_once(text: str) -> list[str]:
    """`text` in two parts at the best place near its middle, or whole.

    Sentence ends are preferred to semicolons, these to commas, these to conjunctions,
    these to any white space; a cut in the outer fifths only serves as a last resort.
    """
    middle = len(text) / 2
    for pattern in _CUTS:
        cuts = [
            m for m in pattern.finditer(text) if m.start() > 0 and m.end() < len(text)
        ]
        central = [m for m in cuts if 0.2 <= m.start() / len(text) <= 0.8]
        found = central if pattern is not _CUTS[-1] else central or cuts
        if found:
            cut = min(found, key=lambda m: (abs(m.start() - middle), m.start()))
            return [text[: cut.start()], text[cut.end() :]]
    return [text]
