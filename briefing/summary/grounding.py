"""What a sentence that a model wrote rests on in the source, if anything.

A claim is supported as far as its words stand in a few source sentences; figures and
names count more, and each must stand there. This compares words, not meanings: it
catches what was invented or mixed up from several places, not a « not » left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.fidelity.quantities import Quantity, english, french
from briefing.types import Flag
from briefing.words import fold, stem, stems, tokens

MOST_SOURCES = 3
"""Source sentences that one claim may be put together from."""

LEAST_GAIN = 0.1
"""Share of a claim that a further source sentence must add."""

DROPPED = 0.4
"""Support below which a claim is not shown. Of 364 sentences of human
summaries of 50 English articles, 7 % fall below it against their own article, and of
the same sentences beside another article 2 % reach it; 0.5 gives 13 % and 0.5 %."""

DOUBTED = 0.6
"""Support below which a claim is shown with a doubt."""

RELATED = 2
"""Words that a source shares with a claim whose figure it is to vouch for: a figure
must not come from a sentence about something else."""

_QUANTITIES = {"en": english, "fr": french}
_NAME = re.compile(r"[A-ZÀ-ÝŒ][\w-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source sentence that claims are compared with."""

    index: int
    text: str
    """In the language of the claims."""
    original: str
    """In French: names and figures may also be taken from here."""
    terms: frozenset[str]
    """Stems and figures of both."""


def read_source(index: int, text: str, original: str, lang: str) -> Source:
    """One source sentence, read for comparison with claims in `lang`."""
    quantities = (*_QUANTITIES[lang](text), *french(original))
    terms = (*stems(text, lang), *stems(original, lang), *map(_figure, quantities))
    return Source(index=index, text=text, original=original, terms=frozenset(terms))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """What was found for one claim."""

    sources: tuple[int, ...]
    """Indices of the source sentences, ascending; empty if none has a word of it."""
    support: float
    """Share of the claim's words that stand there, 0 to 1."""
    flags: tuple[Flag, ...]

    @property
    def shown(self) -> bool:
        """Whether there is enough support to show the claim at all."""
        return bool(self.sources) and self.support >= DROPPED


def ground(claim: str, sources: Sequence[Source], lang: str = "en") -> Grounding:
    """The source sentences that cover `claim` best, and what they leave uncovered."""
    wanted = _weights(claim, lang)
    total = sum(wanted.values())
    chosen: list[Source] = []
    missing = dict(wanted)
    while sources and missing and len(chosen) < MOST_SOURCES:
        gain, best = max(
            ((_worth(missing, s.terms), s) for s in sources),
            key=lambda pair: (pair[0], -pair[1].index),
        )
        if gain <= LEAST_GAIN * total:
            break
        chosen.append(best)
        missing = {t: w for t, w in missing.items() if t not in best.terms}
    support = 1 - sum(missing.values()) / total if total else 0.0
    return Grounding(
        sources=tuple(sorted(s.index for s in chosen)),
        support=support,
        flags=_flags(claim, chosen, support, lang),
    )


def _worth(missing: dict[str, float], present: frozenset[str]) -> float:
    return sum(weight for term, weight in missing.items() if term in present)


def _weights(claim: str, lang: str) -> dict[str, float]:
    """The claim's terms; figures and names count twice."""
    weights = dict.fromkeys(stems(claim, lang), 1.0)
    for name in names(claim, lang):
        weights[stem(name, lang)] = 2.0
    for quantity in _QUANTITIES[lang](claim):
        weights[_figure(quantity)] = 2.0
    return weights


def _figure(quantity: Quantity) -> str:
    return f"#{quantity.value}"


def names(claim: str, lang: str) -> list[str]:
    """Words with a capital that are no function words, that of the first too."""
    return [w for w in tokens(claim) if _NAME.fullmatch(w) and stem(w, lang)]


def _flags(
    claim: str, chosen: Sequence[Source], support: float, lang: str
) -> tuple[Flag, ...]:
    """Doubts for the reader: figures and names that the sources do not have."""
    flags = [
        Flag(kind="quantity", detail=f"{q.span.of(claim)}: not in the source")
        for q in _QUANTITIES[lang](claim)
        if not any(_figure(q) in s.terms and _related(claim, s, lang) for s in chosen)
    ]
    spoken = {fold(w) for s in chosen for w in tokens(f"{s.text} {s.original}")}
    # The first word has its capital anyway: enough if some form of it stands there.
    spoken |= {fold(w) for w in tokens(claim)[:1] if _stands(w, chosen, lang)}
    flags += [
        Flag(kind="name", detail=f"{name}: not in the source")
        for name in dict.fromkeys(names(claim, lang))
        if fold(name) not in spoken
    ]
    if support < DOUBTED:
        detail = f"only {support:.0%} of its words stand in the source"
        flags.append(Flag(kind="support", detail=detail))
    return tuple(flags)


def _stands(word: str, chosen: Sequence[Source], lang: str) -> bool:
    return any(stem(word, lang) in source.terms for source in chosen)


def _related(claim: str, source: Source, lang: str) -> bool:
    """Whether a source has words of the claim besides figures: `RELATED` of them."""
    words = {s for s in stems(claim, lang) if not s[0].isdigit()}
    return len(words & source.terms) >= min(RELATED, len(words))
