"""The French words that attribution knows, read from the tables in `data/`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from briefing.resources import rows


class VerbForm(NamedTuple):
    """One reading of a form of a reporting verb."""

    lemma: str
    name: str
    """`pres.s`, `pp.ms`, `ger`, `inf` …: tense or mood, then number and gender."""
    kind: str
    """`s` says, `o` takes the quotation as its object, `w` weak."""


class Role(NamedTuple):
    """A noun that can be who speaks."""

    noun: str
    """The masculine singular: what two mentions are compared by."""
    gender: str
    """`m`, `f` or `x` for both."""
    kind: str
    """As in `data/roles.tsv`."""
    plural: bool


@cache
def words(name: str) -> frozenset[str]:
    """The closed class `name` of `data/words.tsv`."""
    return _word_classes()[name]


@cache
def any_of(*names: str) -> frozenset[str]:
    """The words of several closed classes."""
    return frozenset().union(*(words(name) for name in names))


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    found = [*rows(__package__, "words.tsv"), *rows(__package__, "finite_verbs.tsv")]
    return {name: frozenset(rest.split()) for name, rest in found}


@cache
def sources() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Ways to name a source, by their first word, longest first."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for (line,) in sorted(
        rows(__package__, "sources.tsv"), key=lambda row: -len(row[0])
    ):
        first, *_ = found = tuple(line.split())
        table[first] = (*table.get(first, ()), found)
    return table


@cache
def first_names() -> dict[str, str]:
    """Gender (`m`, `f`, `x`) by first name, with and without its accents."""
    table = {row[0]: row[1] for row in rows(__package__, "first_names.tsv")}
    return {unaccented(name): gender for name, gender in table.items()} | table


def name_gender(first: str) -> str:
    """`m`, `f` or, where a first name does not tell, `x`."""
    for name in (first, first.split("-")[0]):
        if name in first_names():
            return first_names()[name]
        if name in any_of("name_f", "name_m"):
            return "f" if name in words("name_f") else "m"
    return "x"


def is_first_name(word: str) -> bool:
    """Whether `word` is a first name, simple or compound."""
    names = first_names()
    if word.startswith(("Saint-", "Sainte-")):
        return False
    return word in names or all(part in names for part in word.split("-"))


def unaccented(word: str) -> str:
    """`word` without its diacritics."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def verb_forms() -> dict[str, tuple[VerbForm, ...]]:
    """The readings of each form of the reporting verbs."""
    table: dict[str, tuple[VerbForm, ...]] = {}
    for form, name, lemma, kind in rows(__package__, "verb_forms.tsv"):
        table[form] = (*table.get(form, ()), VerbForm(lemma, name, kind))
    return table


@cache
def verb_phrases() -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """Verbs of several words by their last: what is between, the forms of the first."""
    table: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]] = {}
    for forms, rest in rows(__package__, "verb_phrases.tsv"):
        *tail, last = rest.split()
        one = (tuple(tail), frozenset(forms.split()))
        table[last] = (*table.get(last, ()), one)
    return table


@cache
def roles() -> dict[str, Role]:
    """Role by noun in lower case, singular and plural."""
    table: dict[str, Role] = {}
    for masculine, feminine, kind in rows(__package__, "roles.tsv"):
        if kind == "C":  # plural from the start
            table.setdefault(masculine, Role(masculine, "x", "c", True))
            continue
        both = feminine in "=" and kind in "pha"
        gender = "x" if both else "f" if feminine == "=" else "m"
        _enter(table, masculine, Role(masculine, gender, kind, False))
        if len(feminine) > 1:
            canonical = feminine if kind == "k" else masculine
            _enter(table, feminine, Role(canonical, "f", kind, False))
    return table


def _enter(table: dict[str, Role], form: str, role: Role) -> None:
    table.setdefault(form.lower(), role)
    for plural in (
        form + "s",
        form[:-2] + "aux" if form.endswith("al") else form + "x",
    ):
        kind = "c" if role.kind in "phak" else role.kind
        table.setdefault(plural.lower(), role._replace(kind=kind, plural=True))


@cache
def hypernyms() -> dict[str, frozenset[str]]:
    """Nouns that may stand for each other: « l'élu » for a mayor or a deputy."""
    return {
        name: frozenset(rest.split())
        for name, rest in rows(__package__, "hypernyms.tsv")
    }


@cache
def kin() -> dict[str, dict[str, str]]:
    """What somebody is, by gender, to a relative: « mère » to « sa fille »."""
    return {row[0]: {"m": row[1], "f": row[2]} for row in rows(__package__, "kin.tsv")}


@cache
def countries() -> dict[str, str]:
    """The country that a name or an adjective of it means: « américain »."""
    return _synonyms("countries.tsv")


def is_country(words_of: tuple[str, ...]) -> bool:
    """Whether a name in lower case is a country's: « la France », no « Hollande »."""
    name = " ".join(words_of[words_of[0] in words("definite") :])
    return countries().get(name) == name


@cache
def parties() -> dict[str, str]:
    """The initials of a party or union by a word of its name: « ouvrière »."""
    return _synonyms("parties.tsv")


def _synonyms(table: str) -> dict[str, str]:
    found = rows(__package__, table)
    return {w: name for name, rest in found for w in (name, *rest.split())}


_PREFIX = re.compile(r"^(?:ex|co|vice|sous|néo|demi|ultra|ancien)-")
_PERSON = re.compile(
    r"(?:iste|logue|naire|crate|graphe|phile|teur|trice|ologue|icienn?e?|men|man)$"
)
_FIRST = frozenset(("premier", "première", "vice-premier", "vice-première"))
_DEMONYM = re.compile(
    r"(?:ai|oi)se?$|(?:i|é)en(?:ne)?$|aine?$|ande?$|ole?$"
    r"|(?:bret|wall|gasc|bourguign|lett)on(?:ne)?$"
)


def is_demonym(word: str) -> bool:
    """Whether a capitalized word may be somebody of a place: « l'Américain »."""
    if word in words("demonym"):
        return True
    return _DEMONYM.search(word) is not None and word not in words("not_person")


@cache
def role_of(noun: str) -> Role | None:
    """The role that `noun`, in lower case, stands for, if it is one.

    « co-porte-parole » is a spokesman; a noun in -iste or -logue is a person even
    where the table does not have it.
    """
    known = roles().get(noun) or roles().get(_PREFIX.sub("", noun))
    if known is None and "-" in noun:
        known = roles().get(noun.split("-")[0])
    if known is None and len(noun) > 5 and _PERSON.search(noun):
        if noun in words("not_person"):
            return None
        return Role(noun, "x", "h", False)
    return known


@cache
def is_abstract(noun: str) -> bool:
    """Whether a noun says that it means no persons: « des craintes »."""
    told = {noun, noun.rstrip("sx")} & any_of("thing", "speech_noun", "no_source")
    ends = noun.endswith(tuple(words("abstract_ending")))
    return (bool(told) or ends) and role_of(noun) is None


@cache
def _paired() -> frozenset[str]:
    paired = [row for row in rows(__package__, "roles.tsv") if len(row[1]) > 1]
    return frozenset(row[1] if row[2] == "k" else row[0] for row in paired)


def says_gender(noun: str) -> bool:
    """Whether a role has a form for each gender: « époux », but not « victime »."""
    return noun in _paired()


def exact_role(role: Role, before: str, after: str) -> Role:
    """The office with the word beside it: « premier ministre », « avocat général »."""
    if role.noun == "ministre" and before in _FIRST:
        return role._replace(noun="premier-ministre")
    if role.noun == "avocat" and after in ("général", "générale"):
        return role._replace(noun="avocat-général")
    return role


@cache
def known_offices() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Offices by well-known name, without accents and in lower case, as words."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name, offices in rows(__package__, "known_people.tsv"):
        cut = (re.findall(r"[\w-]+['’]?", o.lower()) for o in offices.split("|"))
        table[unaccented(name).lower()] = tuple(tuple(w) for w in cut)
    return table
