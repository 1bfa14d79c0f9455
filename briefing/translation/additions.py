"""What a translation has that the French has not.

A model of few weights that does not know a word writes another: "the flight of the
scholarship" for « le vol du bourdon ». Figures, names and negations all hold. But there
are English words that come from few French ones, as the pairs written for the press
show, and from nothing else; where none of those is there, the word is told. Human
translators write more freely, so this is no check of two texts but one of a model.
"""

from __future__ import annotations

from functools import lru_cache

from briefing import dictionary
from briefing.fidelity.spelling import family, root, whole_words, with_parts
from briefing.translation.senses import families_of

_SIGNS = {"%": "pourc", "€": "euros", "$": "dolla", "&": "et", "°": "degre"}
"""Roots of the words for which signs stand."""


@lru_cache(maxsize=4096)
def added_words(source: str, target: str) -> tuple[str, ...]:
    """The English words that come from none of the French ones.

    None with a capital, which may be a name, and none that stands in the French.
    """
    words = dict.fromkeys(w for w in whole_words(target) if w.islower())
    sure = {w: found for w in words if (found := dictionary.origins(w))}
    there = roots(source) if sure else frozenset()
    new = [
        word
        for word, found in sure.items()
        if there.isdisjoint(found) and root(word) not in there
    ]
    known = attested(source) if new else frozenset()
    return tuple(word for word in new if family(word) not in known)


def roots(text: str) -> frozenset[str]:
    """The roots of French words, of the parts of those with hyphens, and of signs."""
    signs = [name for sign, name in _SIGNS.items() if sign in text]
    return frozenset([*map(root, with_parts(text)), *signs])


def attested(source: str) -> frozenset[str]:
    """The families of all that the French words were ever translated as."""
    words = (word.lower() for word in with_parts(source))
    return frozenset().union(*(families_of(dictionary.attested(w)) for w in words))


def told(english: str) -> str:
    """The words in which a reader is told that some English comes from nowhere."""
    return f"not in the French: “{english}”"
