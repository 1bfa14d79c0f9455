"""Who has no name: « le collectif », « un proche », by the fullest mention."""

from __future__ import annotations

from briefing.quotes.lexicon import hypernyms, role_of
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.resolution import Resolution
from briefing.types import Span


class Groups:
    """Institutions, collectives and unnamed persons of a text, by their nouns."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, list[tuple[frozenset[str], Entity]]] = {}
        self._joined: dict[Span, Entity] = {}
        """Several who are one subject, by where that stands."""

    def resolve(self, phrase: Phrase, step: str) -> Resolution:
        """An institution, a collective or somebody unnamed, by its fullest mention."""
        head = phrase.head.low if phrase.head else ""
        known = self._known.setdefault(head, [])
        if phrase.determiner in ("def", "dem"):
            for held, entity in reversed(known):
                if phrase.words <= held and entity.plural == phrase.plural:
                    if entity.plural and entity.kind == "thing":
                        entity.kind = "group"  # « certains X … les X ont dit »
                    return Resolution(
                        entity=entity, step=step, margin=0.9, chain=(entity.span,)
                    )
        entity = self._joined.get(phrase.span) or self._new(phrase)
        if phrase.persons:
            self._joined[phrase.span] = entity
        known.append((phrase.words, entity))
        return Resolution(entity=entity, step=step, margin=0.9)

    def introduced(self, phrase: Phrase) -> Entity | None:
        """Somebody unnamed whom the text has called by the same noun: « une élue ».

        Or by a more exact one: « la magistrate » is « une juge ».
        """
        head = phrase.head.low if phrase.head else ""
        known = [e for _, e in self._known.get(head, ()) if e.anonymous]
        known = known or self._more_exactly(phrase)
        return known[-1] if known and not known[-1].plural else None

    def again(self, phrase: Phrase, entity: Entity) -> Resolution:
        """Somebody unnamed who was `introduced`, by the fullest mention."""
        head = phrase.head.low if phrase.head else ""
        called = any(e is entity for _, e in self._known.get(head, ()))
        if called and phrase.determiner in ("def", "dem"):
            return self.resolve(phrase, "office")
        return Resolution(
            entity=entity, step="office", margin=0.9, chain=(entity.span,)
        )

    def _more_exactly(self, phrase: Phrase) -> list[Entity]:
        """Those of the same gender called by a noun that the phrase's one covers."""
        noun = phrase.role.noun if phrase.role is not None else ""
        under = hypernyms().get(noun, frozenset())
        bare = phrase.determiner == "def" and len(phrase.words) == 1
        return [
            entity
            for head, held in self._known.items()
            for _, entity in held
            if bare and entity.human and entity.gender == phrase.gender
            if (role := role_of(head)) is not None
            and role.noun in under
            and (entity.anonymous or role.kind == "p")
        ]

    def _new(self, phrase: Phrase) -> Entity:
        proper = phrase.head is not None and phrase.head.kind == "c"
        span = phrase.bare if proper and phrase.bare is not None else phrase.span
        span = _with_mark(self._text, span)
        anonymous = phrase.determiner == "indef" or (
            phrase.role is not None and phrase.role.kind == "a"
        )
        return Entity(
            name=span.of(self._text),
            span=span,
            kind="thing" if _is_thing(phrase) else "group",
            gender=phrase.gender,
            plural=phrase.plural,
            anonymous=anonymous,
            human=phrase.persons
            or _is_one(phrase)
            or (phrase.role is not None and phrase.role.kind in "phak"),
        )


def _is_one(phrase: Phrase) -> bool:
    """Whether it is one of several persons: « l'une des élèves »."""
    return phrase.head is not None and phrase.head.low in ("un", "une")


def _is_thing(phrase: Phrase) -> bool:
    """Whether a phrase hardly means who speaks: « des camions », « le débat »."""
    if phrase.role is not None or phrase.persons or _is_one(phrase):
        return False
    return not phrase.plural or phrase.determiner == "indef"


def _with_mark(text: str, span: Span) -> Span:
    """The span with the mark that closes one in it: « les « gilets jaunes » »."""
    name = span.of(text)
    for opening, closing in ("«»", "“”", '""'):
        odd = (
            name.count(opening) % 2
            if opening == closing
            else (name.count(opening) > name.count(closing))
        )
        end = text.find(closing, span.end, span.end + 2)
        if odd and end >= 0 and not text[span.end : end].strip():
            return Span(start=span.start, end=end + 1)
    return span
