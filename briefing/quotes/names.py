"""The names of a document: persons and institutions, and where each is mentioned.

A person is known by the fullest name in the text; a surname alone, or with M. or
Mme, leads to it. Nothing is asked of an outside parser: capitals, first names,
titles, ages and appositions tell persons from places and institutions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from briefing.quotes.lexicon import (
    any_of,
    first_names,
    is_demonym,
    role_of,
    roles,
    unaccented,
    verb_forms,
    words,
)
from briefing.quotes.offices import office_before
from briefing.quotes.words import Token
from briefing.types import Span


class RoleOf(NamedTuple):
    """An office or description that the text gives to somebody."""

    noun: str
    words: frozenset[str]
    """Every word of it, in lower case."""
    span: Span | None
    """Where it stands; `None` if the text leaves it unsaid."""


@dataclass(slots=True, kw_only=True, eq=False)
class Entity:
    """Somebody, or some body, that the text speaks of."""

    name: str
    span: Span
    """Where `name` stands."""
    kind: str
    """`person`, `name` (a proper name of unknown kind) or `group`."""
    gender: str = "x"
    plural: bool = False
    anonymous: bool = False
    human: bool = True
    """False for institutions and things."""
    quoted: bool = False
    """Whether only quotations speak of it."""
    roles: list[RoleOf] = field(default_factory=list)

    def takes(self, gender: str, plural: bool) -> bool:
        """Whether a word of this gender and number may stand for it."""
        return self.plural == plural and (
            "x" in (gender, self.gender) or gender == self.gender
        )


class Occurrence(NamedTuple):
    """A proper name where it stands."""

    start: int
    """With the title, if there is one."""
    end: int
    size: int
    """Tokens it spans."""
    entity: Entity
    sure: bool
    """False where two persons share the name."""


@dataclass(slots=True, kw_only=True)
class _Run:
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


class Cast:
    """All names of a document."""

    def __init__(
        self,
        streams: Sequence[Sequence[Token]],
        quoted: Sequence[Sequence[Token]] = (),
        terms: Sequence[Span] = (),
    ) -> None:
        both = (*streams, *quoted)
        lowercase = {t.low for s in both for t in s if t.kind == "w"}
        runs = [r for s in streams for r in _runs(s, lowercase)]
        inside = [r for s in quoted for r in _runs(s, lowercase)]
        marked = {n for term in terms for n in range(term.start, term.end)}
        for run in runs:
            run.quoted = run.tokens[0].start in marked
        for run in inside:
            run.quoted = True
        runs += inside
        runs.sort(key=lambda r: r.start)
        self.entities: list[Entity] = []
        self.at: dict[int, Occurrence] = {}
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._by_first: dict[str, list[Entity]] = {}
        self._by_last: dict[str, list[Entity]] = {}
        runs = list(_without_openers(runs))
        self._scores = _scores(runs)
        self._lone = {r.key[0] for r in runs if len(r.tokens) == 1}
        self._enter_persons(runs)
        self._enter_all(runs)

    def _enter_persons(self, runs: Iterable[_Run]) -> None:
        """Full names first, so that surnames find them wherever they stand."""
        for run in runs:
            surname = run.tokens[0].low in words("particle")
            if len(run.tokens) > 1 and not surname and self._is_person(run):
                entity = self._by_key.get(run.key)
                if entity is None:
                    entity = self._new(run, "person")
                    self._by_first.setdefault(run.key[0], []).append(entity)
                    for key in _last_names(run.key):
                        self._by_last.setdefault(key, []).append(entity)
                if run.title in ("m", "f"):
                    entity.gender = run.title

    def _is_person(self, run: _Run) -> bool:
        surname_used = any(k in self._lone for k in _last_names(run.key))
        return self._scores[run.key] + 0.5 * surname_used >= 1

    def _enter_all(self, runs: Iterable[_Run]) -> None:
        latest: dict[str, Entity] = {}
        for run in runs:
            entity, sure = self._find(run, latest)
            if entity.kind == "person":
                for key in _last_names(tuple(unaccented(entity.name.lower()).split())):
                    latest[key] = entity
            if run.title in ("m", "f") and entity.gender == "x":
                entity.gender = run.title
            entity.quoted &= run.quoted
            end = run.tokens[-1].end
            self.at[run.start] = Occurrence(run.start, end, run.count, entity, sure)
            if run.start != run.tokens[0].start:
                first = run.tokens[0].start
                self.at[first] = Occurrence(first, end, run.count - 1, entity, sure)

    def _find(self, run: _Run, latest: dict[str, Entity]) -> tuple[Entity, bool]:
        spelled = self._spelled(run)
        if spelled is not None:
            return spelled, True
        known = self._by_key.get(run.key)
        if known is not None and len(run.tokens) > 1:
            return known, True
        namesakes = [
            e
            for e in self._by_last.get(" ".join(run.key), ())
            if run.title in (None, "x", e.gender) or e.gender == "x"
        ]
        if not run.article and namesakes:
            recent = latest.get(" ".join(run.key))
            chosen = recent if recent in namesakes else namesakes[0]
            return chosen, len(namesakes) == 1
        called = self._by_first.get(run.key[0], ())
        if len(run.key) == 1 and len(called) == 1 and not run.article:
            titled = run.title is not None
            earlier = called[0].span.start < run.start
            if titled or (earlier and is_first_name(run.tokens[0].text)):
                return called[0], True
        if known is not None:
            return known, True
        person = run.title is not None or self._scores[run.key] >= 2.5
        return self._new(run, "person" if person else "name"), True

    def _spelled(self, run: _Run) -> Entity | None:
        """Who « V. Morel » is where the text also says « Valentine Morel »."""
        initial, *rest = run.key
        if not rest or not initial.endswith("."):
            return None
        namesakes = [
            e
            for e in self._by_last.get(" ".join(rest), ())
            if "." not in e.name and unaccented(e.name.lower())[0] == initial[0]
        ]
        return namesakes[0] if len(namesakes) == 1 else None

    def _new(self, run: _Run, kind: str) -> Entity:
        first, last = run.tokens[0], run.tokens[-1]
        span = Span(start=first.start, end=last.end)
        entity = Entity(
            name=_text(run.tokens),
            span=span,
            kind=kind,
            gender=(run.title if run.title in ("m", "f") else None)
            or (name_gender(first.text) if kind == "person" else "x"),
            human=kind == "person" or not _is_thing(run),
            quoted=True,
        )
        self.entities.append(entity)
        self._by_key[run.key] = entity
        return entity


def name_gender(first: str) -> str:
    """`m`, `f` or, where a first name does not tell, `x`."""
    return first_names().get(first) or first_names().get(first.split("-")[0], "x")


def is_first_name(word: str) -> bool:
    """Whether `word` is a first name, simple or compound."""
    names = first_names()
    if word.startswith(("Saint-", "Sainte-")):
        return False
    return word in names or all(part in names for part in word.split("-"))


def _text(tokens: Sequence[Token]) -> str:
    """A stand-in for the slice: `Speaker.name` is cut from the text by its span."""
    return " ".join(t.text for t in tokens)


def _last_names(key: tuple[str, ...]) -> set[str]:
    """The ways a full name is shortened: « de Rugy », « Rugy », « Le Pen »."""
    return {" ".join(key[n:]) for n in range(1, len(key))}


def _scores(runs: Sequence[_Run]) -> dict[tuple[str, ...], float]:
    """The best evidence for a person, by name, less what speaks for a thing."""
    scores: dict[tuple[str, ...], float] = {}
    for run in runs:
        scores[run.key] = max(run.score, scores.get(run.key, -9.0))
    for key in {r.key for r in runs if _is_thing(r) or _is_body(r)}:
        scores[key] -= _THING
    return scores


def _is_body(run: _Run) -> bool:
    """Whether a name is said to be an institution's."""
    return run.body and not is_first_name(run.tokens[0].text)


def _is_thing(run: _Run) -> bool:
    """Whether a name is said to be a thing's and does not look like a person's."""
    if any(c.isdigit() for t in run.tokens for c in t.text):
        return True  # « Covid-19 »
    single = len(run.tokens) == 1 and run.medium
    return run.site or (run.thing and (single or not is_first_name(run.tokens[0].text)))


def _without_openers(runs: Sequence[_Run]) -> Iterable[_Run]:
    """The runs but lone first words of sentences that nothing shows to be names."""
    elsewhere = {t.low for r in runs if not r.opens for t in r.tokens}
    elsewhere |= {t.low for r in runs if len(r.tokens) > 1 for t in r.tokens}
    for run in runs:
        word = run.tokens[0]
        shown = run.score > 0 and not _is_adverb(word)
        shown = shown or word.low in elsewhere or word.text.isupper()
        if len(run.tokens) > 1 or not run.opens or shown:
            yield run


def _is_adverb(token: Token) -> bool:
    """Whether a word that opens a sentence is an adverb: « Autrement dit »."""
    return token.low.endswith("ment") and not is_first_name(token.text)


def _runs(tokens: Sequence[Token], lowercase: set[str]) -> Iterable[_Run]:
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
    return small and tokens[place + 1].kind == "c"


def _run_end(tokens: Sequence[Token], begin: int) -> int:
    end = begin + 1
    while end < len(tokens):
        if tokens[end].start - tokens[end - 1].end > 2:
            break
        if tokens[end].kind == "c":
            if _title(tokens, end) is not None or _ends_at_initial(tokens, begin, end):
                break
            end += 1
        elif _joins(tokens, begin, end) or _and_company(tokens, end):
            end += 2
        elif tokens[end].text in ("de", "van") and _joins(tokens, begin + 1, end + 1):
            end += 3
        else:
            break
    return end


def _ends_at_initial(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether another name begins behind « Nicolas R. »: an initial for a surname."""
    initial = tokens[place - 1].text.endswith(".") and place == begin + 2
    if not initial or place + 1 >= len(tokens) or tokens[place + 1].kind != "c":
        return False
    both = is_first_name(tokens[begin].text) and is_first_name(tokens[place].text)
    return both and not is_first_name(tokens[place + 1].text)


def _and_company(tokens: Sequence[Token], place: int) -> bool:
    """Whether « & Cie » stands at `place`."""
    return (
        tokens[place].text == "&"
        and place + 1 < len(tokens)
        and tokens[place + 1].kind == "c"
    )


def _joins(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether a particle at `place` ties two parts of a person's name."""
    if place + 1 >= len(tokens) or tokens[place + 1].kind != "c":
        return False
    particle = tokens[place].text
    if particle in ("de", "du", "d'", "d’", "des", "la", "le"):
        own = is_first_name(tokens[place - 1].text)
        full = (place - begin > 2 and not own) or is_first_name(tokens[place + 1].text)
        return (own or is_first_name(tokens[begin].text)) and not full
    return particle in words("particle")


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
        plain = low in words("function") or role
        if opens and not is_first_name(text):
            plain = plain or low in lowercase or low in verb_forms()
            plain = plain or low.endswith(("é", "ée", "és", "ées", "ant"))
        if not plain or (not opens and low in words("particle")):
            break
        begin += 1
    return begin


def _cuts(tokens: Sequence[Token], begin: int, end: int) -> Iterable[int]:
    """Where « (de) Marseille Jean-Claude Gaudin » falls apart."""
    domain = words("kept_domain")
    governed = begin > 0 and tokens[begin - 1].low in _BEFORE_PLACE
    told = begin + 2 == end and tokens[begin].low in _AGENCIES
    for place in range(begin + 1, end if told or _aged(tokens, end) else end - 1):
        before, here = tokens[place - 1], tokens[place]
        named = is_first_name(here.text) and not is_first_name(tokens[begin].text)
        named = named and (governed or _labels(before))
        named = named and not (place == begin + 1 and _heads(before))
        named = named or (governed and _acronym(before) and place == begin + 1)
        if before.kind == "c" and here.kind == "c" and (named or before.low in domain):
            yield place
            return


_AGENCIES = frozenset(("afp", "reuters", "dpa", "efe", "ap", "belga", "bfmtv", "rtl"))
"""Whom sources speak to: « a dit à l'AFP Fabrice, 46 ans »."""


def _heads(token: Token) -> bool:
    """Whether a capitalized noun begins the name of a body: « Institut Curie »."""
    role = role_of(token.low)
    return role is not None and role.kind == "i"


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
) -> _Run | None:
    part = list(tokens[begin:end])
    if not part or (len(part) > 1 and all(t.text.isupper() for t in part)):
        return None
    small = part[0].low in words("function") - words("particle") - {"les"}
    if len(part) == 1 and title is None and _is_title(part[0]):
        return None
    if (len(part) > 1 and small) or (len(part[0].text) == 1 and len(part) == 1):
        return None
    article = begin > 0 and tokens[begin - 1].low in _ARTICLES
    return _Run(
        tokens=part,
        key=tuple(unaccented(t.low) for t in part),
        start=tokens[begin - 1].start if title else part[0].start,
        count=len(part) + (title is not None),
        title=title,
        score=_score(tokens, begin, end, title, article),
        article=article,
        opens=title is None and _opens(tokens, begin),
        thing=title is None and _after_noun(tokens, begin, "thing"),
        site=title is None and begin > 0 and tokens[begin - 1].low in words("site"),
        medium=title is None and _after_noun(tokens, begin, "medium"),
        body=title is None and _after_noun(tokens, begin, "body"),
    )


def _after_noun(tokens: Sequence[Token], begin: int, name: str) -> bool:
    """Whether « mouvement », « quotidien espagnol » stands before a name."""
    if begin > 1 and tokens[begin - 1].kind == "w":
        adjective = tokens[begin - 1].low not in any_of("function", "auxiliary")
        if adjective and tokens[begin - 2].low in words(name):
            return role_of(tokens[begin - 1].low) is None
    return begin > 0 and tokens[begin - 1].low in words(name)


def _is_title(token: Token) -> bool:
    """Whether a word is a title without a name: « Me », « Dr »."""
    return any(token.text in words(f"title_{gender}") for gender in "mfx")


_LOWER_TITLES = frozenset(("monsieur", "madame"))
_BEFORE_PLACE = frozenset(
    ("de", "du", "d'", "des", "à", "au", "aux", "en", "le", "la", "l'", "les", "et")
)
_THING = 4.0
"""What « le mouvement X » takes from the evidence that X is a person."""
_ARTICLES = frozenset(("le", "la", "les", "l'", "du", "des", "au", "aux", "en", "un"))


def _score(
    tokens: Sequence[Token], begin: int, end: int, title: str | None, article: bool
) -> float:
    """How much speaks for a person: 3 a title, first name or age; 2 a role."""
    part = tokens[begin:end]
    score = 3.0 * (title is not None) + 3.0 * is_first_name(part[0].text)
    score += 1.0 * (begin > 0 and tokens[begin - 1].low in words("honor"))
    described = _described(tokens, begin, end)
    if len(part) == 1 and _another_named(tokens, end):
        described = False  # « Prudent, le physicien Ugo Marty rappelle … »
    score += 3.0 * _aged(tokens, end) + 2.0 * described
    score += 0.5 * (begin > 0 and tokens[begin - 1].low in verb_forms())
    if end < len(tokens):
        verbal = words("auxiliary") | words("finite")
        score += 0.5 * (_finite(tokens[end]) or tokens[end].low in verbal)
    full = 2 <= len(part) <= 3 and not any(_acronym(t) for t in part)
    score += 0.5 * (full and not article)
    score += 0.5 * (full and _told_of(tokens, end))
    score -= 4.0 * any(t.low in words("organization") for t in part)
    score -= 3.0 * article
    score -= 3.0 * (title is None and _acronym(part[0]))
    return score - 1.5 * (len(part) > 1 and any(_acronym(t) for t in part[:-1]))


def _told_of(tokens: Sequence[Token], end: int) -> bool:
    """Whether « , dont », « , âgé » follows, as it follows persons."""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    return tokens[end + 1].low in words("of_person")


def _finite(token: Token) -> bool:
    """Whether `token` may be a reporting verb in a finite tense."""
    readings = verb_forms().get(token.low, ())
    return any(r.name[:3] in ("pre", "imp", "pas", "fut", "con") for r in readings)


def _another_named(tokens: Sequence[Token], end: int) -> bool:
    """Whether what follows a comma has a full name of its own."""
    if end >= len(tokens) or tokens[end].text != ",":
        return False
    for one, two in pairwise(tokens[end + 1 : end + 8]):
        if one.text == ",":
            return False
        if one.kind == "c" and two.kind == "c":
            return True
    return False


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _aged(tokens: Sequence[Token], end: int) -> bool:
    """Whether « , 29 ans » or « (29 ans) » follows."""
    after = tokens[end : end + 3]
    return len(after) == 3 and after[1].kind == "n" and after[2].low == "ans"


def _described(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether a role stands right before the name or in apposition after it."""
    known = roles()
    if end - begin > 1 and office_before(tokens, begin) is not None:
        return True
    if begin and tokens[begin - 1].low in words("honor"):
        return True
    if begin and tokens[begin - 1].low in known:
        return known[tokens[begin - 1].low].kind in "pha"
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    after = tokens[end + 1 : end + 5]
    if [t.low for t in after[:3]] in (["l'", "une", "des"], ["l'", "un", "des"]):
        return True  # « X, l'une des figures du mouvement »
    for token in after:
        if token.low in known:
            return known[token.low].kind in "phak"
        if token.low not in words("before_noun") | words("determiner"):
            return False
    return False
