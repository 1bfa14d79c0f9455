"""Pairs with quotation marks around their sentences, and who says them.

    Le rapport sera publié.                          The report will be published.
    « Le rapport sera publié », a-t-elle ajouté.     "The report will be published," …

The corpora quote seldom, the press in every third sentence: a model that has hardly
seen a sentence open with a mark writes "There" for whatever comes behind it.
"""

from __future__ import annotations

import random

from models.training.corpora import Pair
from models.training.figures import Both, names, table, upper_first

FORMS = (
    ("opened", 0.2),
    ("closed", 0.1),
    ("whole", 0.15),
    ("after", 0.4),
    ("before", 0.15),
)
"""How a sentence is quoted, and how often."""
TITLES = (("M.", "Mr."), ("Mme", "Ms."))
_QUOTES = frozenset('«»“”"')


def may_be_quoted(pair: Pair) -> bool:
    """Whether both sides are one plain sentence that ends with a full stop."""
    return all(
        text.endswith(".") and text[0].isupper() and _QUOTES.isdisjoint(text)
        for text in pair
    )


def quoted(pair: Pair, r: random.Random) -> Pair:
    """`pair` with marks, in one of the forms."""
    kinds, weights = zip(*FORMS, strict=True)
    form = r.choices(kinds, weights)[0]
    french, english = pair
    if form == "opened":
        return f"« {french}", f'"{english}'
    if form == "closed":
        return f"{french} »", f'{english}"'
    if form == "whole":
        return f"« {french} »", f'"{english}"'
    cue, told = cue_of(form, r)
    if form == "after":
        return f"« {french[:-1]} », {cue}.", f'"{english[:-1]}," {told}.'
    return f"{upper_first(cue)} « {french} »", f'{upper_first(told)} "{english}"'


def cue_of(place: str, r: random.Random) -> Both:
    """What reports the speech, in both languages, with somebody in it."""
    row = r.choice([row for row in table("cues") if row["place"] == place])
    french, english = speaker(r)
    return (
        row["french"].replace("{who}", french),
        row["english"].replace("{who}", english),
    )


def speaker(r: random.Random) -> Both:
    """A person by name, or an office."""
    kind = r.random()
    if kind < 0.35:
        office = r.choice(table("offices"))
        english = office["english"].rstrip(",")
        article = "" if english.startswith("the ") else "the "
        return office["name"].rstrip(","), article + english
    last = r.choice(names("last"))
    if kind < 0.6:
        title, english = r.choice(TITLES)
        return f"{title} {last}", f"{english} {last}"
    name = f"{r.choice(names('first'))} {last}"
    return name, name
