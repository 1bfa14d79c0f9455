"""A role while it is read, and its English once it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.glossary.terms import english_plural
from briefing.indefinite import vowel_sound
from briefing.roles.bodies import OWN_WORDS
from briefing.roles.names import Part
from briefing.roles.tables import Entry, Words, index, key, with_plurals, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """English of a role while it is read."""

    noun: str
    head: Words
    """The French of the noun, as the tables have it."""
    entry: Entry
    end: int
    """Where the French read so far ends."""
    times: tuple[str, ...] = ()
    """"former", which stands before all else."""
    people: str = ""
    before: tuple[str, ...] = ()
    """Other words before the noun, in their order."""
    domains: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    """What stands behind the noun, each with its preposition."""
    kept: bool = False
    """Whether the last of that is a name as it stood: more might belong to it."""

    def has(self, note: str) -> bool:
        """Whether the head has a note in the table."""
        return note in self.entry.notes

    @property
    def bare(self) -> bool:
        """Whether nothing is told but the head."""
        return not (self.people or self.before or self.domains or self.behind)

    @property
    def aged(self) -> tuple[str, ...]:
        """How old somebody is, among the words before the noun."""
        return tuple(word for word in self.before if word.endswith("-year-old"))

    @property
    def word_for_de(self) -> str:
        """English of « de » behind it: "of", or the first time the head's own word."""
        return "of" if self.behind else self.entry.note("by") or "of"


def with_complement(phrase: Phrase, word: str, part: Part) -> Phrase:
    """`phrase` with one more complement."""
    behind = (*phrase.behind, f"{word} {part.english}")
    return replace(phrase, behind=behind, end=part.end)


def called(phrase: Phrase, sort: str) -> Phrase:
    """`phrase` as English calls its head there: "chairman" of a company."""
    row = with_plurals(sort).get(phrase.head)
    if row is None or phrase.behind:
        return phrase
    noun = english_plural(row.english) if row.plural else row.english
    own = {
        note
        for note in phrase.entry.notes
        if note.startswith(("by:", "bodies:", "sorted"))
    }
    notes = (phrase.entry.notes - own) | row.notes
    return replace(phrase, noun=noun, entry=phrase.entry._replace(notes=notes))


def determined(determiner: str, english: str) -> str:
    """`english` with its determiner; "an" before a vowel."""
    if determiner == "des":
        return english
    if determiner == "a" and _an(english):
        determiner = "an"
    return f"{determiner} {english}".strip()


def _an(english: str) -> bool:
    """Whether "an" stands before `english`."""
    if english[0].isdigit():
        return english[0] == "8" or english.startswith(("11-", "18-"))
    return vowel_sound(english)


def spoken(phrase: Phrase) -> str | None:
    """The English of `phrase`; none where English has no such office."""
    noun, before = phrase.noun, phrase.before
    if phrase.people == "US" and phrase.has("lawmaker"):
        noun = "lawmakers" if phrase.entry.plural else "lawmaker"
    office = " ".join((phrase.people, *phrase.domains))
    if phrase.has("cabinet") or (
        phrase.domains and phrase.people in OWN_WORDS and noun == "minister"
    ):
        known = index("cabinet").get(key(words(office)))
        if known is None or phrase.before:
            return None
        return " ".join((*phrase.times, known.english, *phrase.behind))
    first, _, rest = noun.partition(" ")
    before = tuple(word for word in before if word not in phrase.aged)
    times = (*phrase.times, *phrase.aged)
    inner = (*times, phrase.people, *before, *phrase.domains, noun)
    if rest and first == "senior":
        inner = (*times, first, phrase.people, *before, rest)
    if rest and first == "deputy" and phrase.domains:
        inner = (*times, phrase.people, *before, first, *phrase.domains, rest)
    return " ".join(word for word in (*inner, *phrase.behind) if word)
