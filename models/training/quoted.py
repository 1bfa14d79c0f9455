"""Who says it, as the sentences around quotations have it, in both languages.

    a déclaré mardi le ministre.         said the minister on Tuesday.
    ajoute-t-elle.                       she adds.
    Jean Martin a prévenu :              Jean Martin warned:
    « Le rapport sera publié », dit-il.  "The report will be published," he says.

A quotation is translated apart from the words that report it
(`briefing.translation.speech`), which the corpora have no sentences like: the verb
first, or nothing behind the colon.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from models.training.corpora import Pair
from models.training.figures import Both, names, table, upper_first

FORMS = (("after", 0.55), ("before", 0.2), ("behind", 0.15), ("in front", 0.1))
"""Where somebody is said to speak, with the quotation left out or there."""
TENSES = (("present", 0.4), ("perfect", 0.4), ("pluperfect", 0.05), ("simple", 0.15))
TITLES = (("M.", "Mr."), ("Mme", "Ms."))
PRONOUNS = (("il", "he"), ("elle", "she"))
_QUOTES = frozenset('«»“”"')


def may_be_quoted(pair: Pair) -> bool:
    """Whether both sides are one plain sentence that ends with a full stop."""
    return all(
        text.endswith(".") and text[0].isupper() and _QUOTES.isdisjoint(text)
        for text in pair
    )


def quoted(pair: Pair, r: random.Random) -> Pair:
    """Who says what stands in `pair`, with it or without it."""
    kinds, weights = zip(*FORMS, strict=True)
    form = r.choices(kinds, weights)[0]
    french, english = pair
    if form in ("before", "in front"):
        cue, told = reported(r)
        cue, told = upper_first(cue), upper_first(told)
        if form == "before":
            return f"{cue} :", f"{told}:"
        return f"{cue} : « {french} »", f'{told}: "{english}"'
    cue, told = inverted(r)
    if form == "after":
        return f"{cue}.", f"{told}."
    return f"« {french[:-1]} », {cue}.", f'"{english[:-1]}," {told}.'


def reported(r: random.Random) -> Both:
    """Somebody and a verb: « le ministre a prévenu », "the minister warned"."""
    who, english = r.choice(PRONOUNS) if r.random() < 0.3 else speaker(r)
    verb, told = conjugated(r.choice(table("reporting")), r)
    comma = "," if "," in who else ""
    return f"{who}{comma} {verb}", f"{english}{comma} {told}"


def inverted(r: random.Random) -> Both:
    """The same with the verb first, in both languages: the order is easily learned."""
    row = r.choice(table("reporting"))
    verb, told = conjugated(row, r)
    when, english_when = adjunct(r)
    if r.random() < 0.4:
        pronoun, english = r.choice(PRONOUNS)
        return f"{turned(verb, pronoun)}{when}", f"{english} {told}{english_when}"
    who, english = speaker(r)
    if r.random() < 0.5:
        return f"{verb}{when} {who}", f"{told} {english}{english_when}"
    return f"{verb} {who}{when}", f"{told} {english}{english_when}"


def conjugated(row: Mapping[str, str], r: random.Random) -> Both:
    """A verb of the table in a tense that it has."""
    kinds, weights = zip(*TENSES, strict=True)
    tense = r.choices(kinds, weights)[0]
    if tense in ("perfect", "pluperfect") and row["participle"] == "-":
        tense = "present"
    if tense == "present":
        return row["present"], row["english"]
    if tense == "simple":
        return row["simple"], row["past"]
    auxiliary = "a" if tense == "perfect" else "avait"
    return f"{auxiliary} {row['participle']}", row["past"]


def turned(verb: str, pronoun: str) -> str:
    """The verb with its subject behind it: « a-t-il dit », « dit-elle »."""
    reflexive = verb.startswith("se ")
    first, _, rest = verb[3:].partition(" ") if reflexive else verb.partition(" ")
    link = "-" if first[-1] in "dt" else "-t-"
    return f"{'se ' * reflexive}{first}{link}{pronoun}{rest and ' ' + rest}"


def adjunct(r: random.Random) -> Both:
    """When, where or how somebody spoke, or nothing; with a space before it."""
    if r.random() < 0.5:
        return "", ""
    row = r.choice(table("adjuncts"))
    return f" {row['french']}", f" {row['english']}"


def speaker(r: random.Random) -> Both:
    """A person by name, with an office or without, or the office alone."""
    kind = r.random()
    if kind < 0.3:
        return office(r)
    last = r.choice(names("last"))
    if kind < 0.45:
        title, english = r.choice(TITLES)
        return f"{title} {last}", f"{english} {last}"
    name = f"{r.choice(names('first'))} {last}"
    if kind < 0.7:
        return name, name
    role, english = office(r)
    if kind < 0.85:
        return f"{role} {name}", f"{english} {name}"
    return f"{name}, {role.split(' ', 1)[-1]}", f"{name}, {english}"


def office(r: random.Random) -> Both:
    """An office, with its article."""
    row = r.choice(table("offices"))
    english = row["english"].rstrip(",")
    article = "" if english.startswith("the ") else "the "
    return row["name"].rstrip(","), article + english
