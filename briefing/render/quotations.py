"""Quotations as a page shows them: both languages, who said it, how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.render.passages import View, doubts
from briefing.types import (
    Article,
    Quote,
    QuoteTranslation,
    Speaker,
)

PROBABLE = 0.8
"""Below this confidence a speaker is shown as probable only."""

HIGHLIGHTS = 3
"""Quotations that a short page shows."""

_AND = re.compile("(?<=[a-zà-öø-ÿ]) et (?=[A-ZÀ-ÖØ-Þ])")
_PARTICLES = frozenset({"al", "ben", "bin", "da", "de", "di", "el", "van", "von"})
"""Small words with which a person's name may begin."""


def french_marks(text: str) -> str:
    """`text` in French quotation marks."""
    return f"«\u00a0{text}\u00a0»"


def english_marks(text: str) -> str:
    """`text` in English quotation marks, double ones inside made single."""
    inside = text.replace("“", "‘").replace("”", "’")
    return f"“{inside}”"


def quote_views(article: Article) -> list[View]:
    """All quotations of the article."""
    pairs = zip(article.quotes, article.quote_translations, strict=True)
    return [_quote(quote, english) for quote, english in pairs]


def _quote(quote: Quote, english: QuoteTranslation) -> View:
    """One quotation, in both languages and marks, with who said it."""
    kept = english.method == "kept" or not english.english
    return {
        "number": quote.index + 1,
        "french": french_marks(quote.content),
        "english": "" if kept else english_marks(english.english),
        "speaker": _speaker(quote.speaker, quote.candidates),
        "cue": quote.cue or "",
        "kind": quote.kind,
        "nested": quote.level > 0,
        "apart": english.method == "alone",
        "doubts": doubts(english.flags),
        "sentences": [index + 1 for index in quote.sentences],
    }


def _speaker(speaker: Speaker | None, candidates: Sequence[str]) -> View:
    """Who said it, in the words of the text, with how sure that is."""
    if speaker is None:
        perhaps = " or ".join(map(_candidate, candidates))
        note = f"perhaps {perhaps}" if candidates else ""
        name = "not attributed"
        return {
            "name": name,
            "english": "",
            "known": False,
            "lang": "en",
            "role": "",
            "role_english": "",
            "note": note,
        }
    shown = name_view(speaker.name, anonymous=speaker.anonymous)
    probable = speaker.confidence < PROBABLE
    notes = [_unnamed(speaker, shown["english"]), "probable" * probable]
    return {
        **shown,
        "known": True,
        **role_view(speaker.role or ""),
        "note": ", ".join(filter(None, notes)),
    }


def _unnamed(speaker: Speaker, english: str) -> str:
    """That a source has no name, and that it stands in French where it does."""
    if is_description(speaker.name) and not english:
        source = "source" if speaker.anonymous else "source or document"
        return f"unnamed {source}, in French"
    return "unnamed source" if speaker.anonymous else ""


def _candidate(name: str) -> str:
    """Who may have said it, in English where it is no name."""
    from briefing.roles import english_name

    english = english_name(name)
    return english or (name if is_description(name) else _AND.sub(" and ", name))


def is_description(name: str) -> bool:
    """Whether `name` is words of the text: « le journal satirique », « un élu »."""
    first = name.partition(" ")[0]
    return first.islower() and first not in _PARTICLES


def name_view(name: str, *, anonymous: bool = False) -> View:
    """A speaker's name, its English if it is a body's, and the language of the name."""
    from briefing.roles import english_name

    english = english_name(name) or ""
    french = anonymous or english or is_description(name)
    return {"name": name, "english": english, "lang": "fr" if french else "en"}


def role_view(role: str) -> View:
    """A speaker's role and its English, both empty if there is none."""
    from briefing.roles import english_role

    return {"role": role, "role_english": (english_role(role) or "") if role else ""}


def highlights(quotes: Sequence[View]) -> list[View]:
    """The quotations to show where there is room for a few: sure and with a name."""
    sure = [q for q in quotes if q["speaker"]["known"] and not q["nested"]]
    return sorted(sure, key=lambda quote: bool(quote["doubts"]))[:HIGHLIGHTS]


def speaker_views(quotes: Sequence[View]) -> list[View]:
    """Each speaker once, in order of first quotation, with the numbers of theirs.

    They stand over what they said, with the capital of a heading.
    """
    groups: dict[tuple[str, str, str], list[int]] = {}
    for quote in quotes:
        speaker = quote["speaker"]
        who = (speaker["name"], speaker["english"], speaker["lang"])
        groups.setdefault(who, []).append(quote["number"])
    return [
        {
            "name": name if english else _capital(name),
            "english": _capital(english),
            "lang": language,
            "quotes": numbers,
        }
        for (name, english, language), numbers in groups.items()
    ]


def _capital(text: str) -> str:
    """`text` as a heading, but for "iTélé"."""
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text


def by_doubts(quotes: Iterable[View]) -> list[View]:
    """The doubts about quotations, each told once with the numbers that it is about."""
    groups: dict[tuple[str, ...], View] = {}
    for quote in quotes:
        if quote["doubts"]:
            told = tuple(str(doubt["detail"]) for doubt in quote["doubts"])
            group = {"numbers": [], "doubts": quote["doubts"]}
            groups.setdefault(told, group)["numbers"].append(quote["number"])
    return list(groups.values())
