"""The forms of the dictionary's lemmas: `data/lemmas.tsv` to `inflected.tsv`.

    python -m models.training.lemmas

Lemmas of `words.tsv`, which has the forms that some press texts happen to have, get
their other forms too. French ones come from the rules of `quotes_verbs` and those
below, English ones from `lemminflect`. Only regular French verbs are conjugated; of
others the infinitive stands alone. Forms that another table of the dictionary has are
left out: what was written by hand or counted goes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from briefing.dictionary import ALTERNATIVES, attested, entries
from briefing.fidelity import inflection
from briefing.words import is_stop_word
from models.training.figures import table
from models.training.quotes_verbs import conjugate, softened

TABLE = Path(__file__).parents[2] / "briefing" / "dictionary" / "data" / "inflected.tsv"
HEAD = """\
# Forms of rarer French words: form, code as in `words.tsv`, and the English that would
# stand in their place, then other English that says the same. Made from
# `models/training/data/lemmas.tsv` by `python -m models.training.lemmas`.
"""
SHORTEST = 4
"""Letters of a form that is asked for at least."""
PLURAL = "="
"""Stands before English of which there is only the plural."""
MASS = "~"
"""Stands behind English that has no plural."""

_VERB = {
    "inf": ("inf", "VB", ""),
    "pres.s": ("pr3s", "VBZ", ""),
    "pres.p": ("pr3p", "VB", ""),
    "imp.s": ("im3s", "VBD", ""),
    "imp.p": ("im3p", "VBD", ""),
    "past.s": ("ps3s", "VBD", ""),
    "past.p": ("ps3p", "VBD", ""),
    "fut.s": ("fu3s", "VB", "will"),
    "fut.p": ("fu3p", "VB", "will"),
    "cond.s": ("co3s", "VB", "would"),
    "cond.p": ("co3p", "VB", "would"),
    "ger": ("ger", "VBG", ""),
    "pp.ms": ("pp", "VBN", ""),
    "pp.fs": ("ppf", "VBN", ""),
    "pp.mp": ("ppp", "VBN", ""),
    "pp.fp": ("ppfp", "VBN", ""),
    "1s.imp": ("v12", "VBD", ""),
    "1s.fut": ("v12", "VB", "will"),
    "1s.cond": ("v12", "VB", "would"),
    "1p": ("v12", "VB", ""),
    "2p": ("v12", "VB", ""),
    "1p.fut": ("v12", "VB", "will"),
    "2p.fut": ("v12", "VB", "will"),
}
"""Code of each French form; the English form, and what stands before it."""

_FEMININE = (
    ("eur", ("euse", "rice", "eure")),
    ("eux", ("euse",)),
    ("oux", ("ouse",)),
    ("er", ("ère",)),
    ("if", ("ive",)),
    ("el", ("elle",)),
    ("eil", ("eille",)),
    ("en", ("enne",)),
    ("on", ("onne",)),
    ("et", ("ette", "ète")),
    ("c", ("que", "che")),
    ("eau", ("elle",)),
    ("gu", ("guë",)),
)
"""Ends of masculine words, and those of their feminines, the usual one first."""
_OF = (" of ", " in ", " for ", " on ", " at ", " with ", " from ", " by ", " to ")


_LEMMAS = {"inf": "v", "nms": "nm", "nfs": "nf", "ams": "a"}
"""Class of what `words.tsv` has under a code that may be a lemma's."""


class Form(NamedTuple):
    """A French form and what it is in English."""

    french: str
    code: str
    english: tuple[str, ...]
    """What would stand in its place, then others that say the same."""


def forms(row: Mapping[str, str], words: frozenset[str]) -> Iterator[Form]:
    """All forms of a lemma.

    Args:
        row: `lemma`, `class` (v, nm, nf, nmf, a, adv, x) and `english`, alternatives
            behind semicolons.
        words: forms that French has, to choose between possible ones.
    """
    lemma, kind = row["lemma"], row["class"]
    english = [word.strip() for word in row["english"].split(";")]
    if kind == "v":
        yield from _verb(lemma, english, words)
    elif kind[0] == "n":
        for code, french in _genders(lemma, kind[1:], words):
            plural = code.endswith("p")
            yield Form(
                french, f"n{code}", tuple(_noun(word, plural) for word in english)
            )
    elif kind == "a":
        for code, french in _genders(lemma, "mf", words):
            yield Form(french, f"a{code}", tuple(english))
    else:
        yield Form(lemma, kind, tuple(english))


def _verb(lemma: str, english: Iterable[str], words: frozenset[str]) -> Iterator[Form]:
    """The forms of a verb; the infinitive alone where the rules give no real ones."""
    regular = lemma.endswith(("er", "ir", "dre"))
    found = {**conjugate(lemma, ""), **persons(lemma)} if regular else {}
    if found.get("pres.p") not in words and not lemma.endswith("er"):
        found = {"inf": lemma}
    for name, french in found.items():
        code, tag, auxiliary = _VERB[name]
        yield Form(french, code, tuple(_inflected(e, tag, auxiliary) for e in english))


def persons(lemma: str) -> dict[str, str]:
    """First and second persons of a regular verb, as far as news has them."""
    third = conjugate(lemma, "")
    imperfect, future = third["imp.s"][:-1], third["fut.s"]
    stem = third["imp.s"][:-3]
    plain = lemma[:-2] if lemma.endswith("er") else stem
    return {
        "1s.imp": imperfect + "s",
        "1s.fut": future + "i",
        "1s.cond": third["cond.s"][:-1] + "s",
        "1p": (softened(plain) if lemma.endswith("er") else stem) + "ons",
        "2p": plain + "ez",
        "1p.fut": future[:-1] + "ons",
        "2p.fut": future[:-1] + "ez",
    }


def _genders(
    lemma: str, genders: str, words: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Code and form of a noun or adjective in its genders and numbers."""
    for gender in genders:
        turned = gender == "f" and genders == "mf"
        singular = feminine(lemma, words) if turned else lemma
        yield f"{gender}s", singular
        yield f"{gender}p", plural(singular, words)


def feminine(masculine: str, words: frozenset[str]) -> str:
    """The feminine of a word, the one that French has where several may be."""
    if masculine.endswith("e"):
        return masculine
    ends = next((e for e in _FEMININE if masculine.endswith(e[0])), ("", ("e",)))
    stem = masculine.removesuffix(ends[0])
    possible = [stem + end for end in ends[1]]
    possible += [masculine + "e"] * (possible[0] != masculine + "e")
    return next((word for word in possible if word in words), possible[0])


def plural(singular: str, words: frozenset[str]) -> str:
    """The plural of a word, the one that French has where two may be."""
    if singular + "s" in words:
        return singular + "s"
    return inflection.plural(singular)


def _noun(english: str, several: bool) -> str:
    """An English noun in its number."""
    plain = english.strip(PLURAL + MASS)
    if not several or english != plain:
        return plain
    head, of, rest = next(
        (plain.partition(of) for of in _OF if of in plain), (plain, "", "")
    )
    before, space, last = head.rpartition(" ")
    return before + space + _inflect(last, "NNS") + of + rest


def _inflected(english: str, tag: str, auxiliary: str) -> str:
    """An English verb in a form: "handed over", "will hand over"."""
    verb, space, rest = english.partition(" ")
    if verb == "be":
        found = {"VBZ": "is", "VBD": "was", "VBN": "been", "VBG": "being"}.get(
            tag, "be"
        )
    else:
        found = _inflect(verb, tag)
    return f"{auxiliary} {found}{space}{rest}".strip()


def _inflect(word: str, tag: str) -> str:
    """A form of one English word: the first that the library knows, American."""
    from lemminflect import getInflection

    head, hyphen, last = word.rpartition("-")
    if tag == "VB":
        return word
    found = getInflection(word, tag) or getInflection(last, tag)
    return found[0] if found[0].startswith(head) else head + hyphen + found[0]


def known_lemmas() -> Iterator[dict[str, str]]:
    """What may be lemmas among the forms that were written one by one.

    Not « livres » or « prix »: whatever ends like a plural is no singular for sure, and
    what has several words in English may be bound to its form.
    """
    for form, code, english in entries():
        if code in _LEMMAS and form[-1] not in "sxz" and " " not in english:
            yield {"lemma": form, "class": _LEMMAS[code], "english": english}


def inflected(
    lemmas: Iterable[Mapping[str, str]], words: frozenset[str]
) -> dict[str, Form]:
    """All forms that no other table has, by their French; nouns before the others.

    A form of several lemmas has the English of all.
    """
    found: dict[str, Form] = {}
    written = frozenset(form for form, _, _ in entries())
    rows = sorted(lemmas, key=lambda row: row["class"][0] != "n")
    for form in (form for row in rows for form in forms(row, words)):
        if len(form.french) < SHORTEST or is_stop_word(form.french, "fr"):
            continue
        if form.french in written or attested(form.french):
            continue
        before = found.get(form.french, form)
        english = tuple(dict.fromkeys((*before.english, *form.english)))
        found[form.french] = before._replace(english=english)
    return found


def lines() -> Iterator[str]:
    """The lines of the table, in order."""
    from briefing.fidelity.lexicon import listed

    lemmas = (*table("lemmas"), *known_lemmas())
    found = inflected(lemmas, frozenset(listed("fr")))
    for _, form in sorted(found.items()):
        yield f"{form.french}\t{form.code}\t{ALTERNATIVES.join(form.english)}\n"


def main() -> None:
    """Write the table."""
    TABLE.write_text(HEAD + "".join(lines()), "utf-8")


if __name__ == "__main__":
    main()
