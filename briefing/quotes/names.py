"""The names of a document: persons and institutions, and where each is mentioned.

A person is known by the fullest name in the text; a surname alone, or with M. or
Mme, leads to it. Nothing is asked of an outside parser: capitals, first names,
titles, ages and appositions tell persons from places and institutions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from briefing.quotes.lexicon import is_first_name, name_gender, unaccented, words
from briefing.quotes.runs import Run, find_runs, without_openers
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
        runs = [r for s in streams for r in find_runs(s, lowercase)]
        inside = [r for s in quoted for r in find_runs(s, lowercase)]
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
        runs = list(without_openers(runs))
        self._scores = _scores(runs)
        self._lone = {r.key[0] for r in runs if len(r.tokens) == 1}
        self._enter_persons(runs)
        self._enter_all(runs)

    def _enter_persons(self, runs: Sequence[Run]) -> None:
        """Full names first, so that surnames find them wherever they stand."""
        double = _double_surnames(runs)
        for run in runs:
            surname = run.tokens[0].low in words("particle") or run.key in double
            if len(run.tokens) > 1 and not surname and self._is_person(run):
                entity = self._by_key.get(run.key)
                if entity is None:
                    entity = self._new(run, "person")
                    self._by_first.setdefault(run.key[0], []).append(entity)
                    for key in _last_names(run.key):
                        self._by_last.setdefault(key, []).append(entity)
                if run.title in ("m", "f"):
                    entity.gender = run.title

    def _is_person(self, run: Run) -> bool:
        surname_used = any(k in self._lone for k in _last_names(run.key))
        return self._scores[run.key] + 0.5 * surname_used >= 1

    def _enter_all(self, runs: Iterable[Run]) -> None:
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

    def _find(self, run: Run, latest: dict[str, Entity]) -> tuple[Entity, bool]:
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
        called = list(self._by_first.get(run.key[0], ()))
        alone = len(run.key) == 1 and len(called) == 1 and not run.article
        known_first = _has_first_name(run) and run.score < _INTRODUCED
        if alone and (run.title is not None or known_first):
            return called[0], True
        if known is not None:
            return known, True
        person = run.title is not None or self._scores[run.key] >= 2.5
        found = self._new(run, "person" if person else "name")
        if run.title in ("m", "f") and " ".join(run.key) in self._by_last:
            # « Mme Morel », whose son Paul Morel the text names too
            found.span = Span(start=run.start, end=found.span.end)
        return found, True

    def _spelled(self, run: Run) -> Entity | None:
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

    def _new(self, run: Run, kind: str) -> Entity:
        first, last = run.tokens[0], run.tokens[-1]
        start, end = first.start - run.articled, last.end + run.dotted
        entity = Entity(
            name=_text(run.tokens),
            span=Span(start=start, end=end),
            kind=kind,
            gender=(run.title if run.title in ("m", "f") else None)
            or (name_gender(first.text) if kind == "person" else "x"),
            human=kind == "person" or not _is_thing(run),
            quoted=True,
        )
        self.entities.append(entity)
        self._by_key[run.key] = entity
        return entity


def _text(tokens: Sequence[Token]) -> str:
    """A stand-in for the slice: `Speaker.name` is cut from the text by its span."""
    return " ".join(t.text for t in tokens)


def _last_names(key: tuple[str, ...]) -> set[str]:
    """The ways a full name is shortened: « de Rugy », « Rugy », « Le Pen ».

    Of « María Teresa Fernández de la Vega » « Fernández » is one as well.
    """
    found = {" ".join(key[n:]) for n in range(1, len(key))}
    tied = next((n for n in range(2, len(key)) if key[n] in ("de", "del")), 0)
    return found | ({key[tied - 1]} if tied > 2 else set())


def _double_surnames(runs: Sequence[Run]) -> set[tuple[str, ...]]:
    """The surnames of two words: « Ríos Vega », where « Ana Ríos Vega » stands too."""
    full = {r.key[1:] for r in runs if r.count > 2 and _has_first_name(r)}
    keys = {r.key for r in runs if len(r.key) > 1 and not _has_first_name(r)}
    return full & keys


def _has_first_name(run: Run) -> bool:
    return is_first_name(run.tokens[0].text)


def _scores(runs: Sequence[Run]) -> dict[tuple[str, ...], float]:
    """The best evidence for a person, by name, less what speaks for a thing."""
    scores: dict[tuple[str, ...], float] = {}
    for run in runs:
        scores[run.key] = max(run.score, scores.get(run.key, -9.0))
    for key in {r.key for r in runs if _is_thing(r) or _is_body(r)}:
        scores[key] -= _THING
    return scores


def _is_body(run: Run) -> bool:
    """Whether a name is said to be an institution's."""
    return run.body and not is_first_name(run.tokens[0].text)


def _is_thing(run: Run) -> bool:
    """Whether a name is said to be a thing's and does not look like a person's."""
    if any(c.isdigit() for t in run.tokens for c in t.text):
        return True  # « Covid-19 »
    single = len(run.tokens) == 1 and run.medium
    return run.site or (run.thing and (single or not is_first_name(run.tokens[0].text)))


_INTRODUCED = 6.0
"""Evidence from which a first name brings in somebody else: « Luc, 74 ans, »."""
_THING = 4.0
"""What « le mouvement X » takes from the evidence that X is a person."""
