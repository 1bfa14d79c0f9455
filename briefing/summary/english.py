"""The English of a chosen passage, made to stand alone.

Only three things are done to a translation: a label of the paper and a connective at
its head go, and a name that is surely known is put in brackets behind the pronoun that
stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing.resources import rows
from briefing.summary.leaning import plain

# French subject pronouns and what an English translation makes of them.
_PRONOUNS = {
    "il": "he|it",
    "elle": "she|it|he",
    "ils": "they",
    "elles": "they",
    "lui": "he|him",
    "ce dernier": "the latter|he",
    "cette dernière": "the latter|she",
    "l'intéressé": "he",
    "l'intéressée": "she",
}

_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?")


@cache
def _connective() -> re.Pattern[str]:
    found = [row[1] for row in rows(__package__, "connectives.tsv")]
    phrases = sorted(
        {p for row in found for p in row.split("|")}, key=lambda p: (-len(p), p)
    )
    alternatives = "|".join(re.escape(p) for p in phrases)
    # « and », « but » need no comma; longer ones without one are no connectives.
    return re.compile(
        rf"(?:(?:{alternatives})\s*[,:]\s*|(?:and|but|so|yet|then)\s+(?=\w))",
        re.IGNORECASE,
    )


def without_connective(text: str) -> str:
    """`text` without the English connectives at its head, capitalized again."""
    end = 0
    while match := _connective().match(text, end):
        end = match.end()
    rest = text[end:].lstrip()
    return rest[:1].upper() + rest[1:] if rest else text


# « VIDÉO. », « LE SCAN POLITIQUE - », « PARIS (AFP) – »; the English may be in small
# letters, so only its first words up to the same mark are looked at.
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+"
_LABEL = re.compile(
    rf"{_CAPITALS}(?:\s{_CAPITALS}){{0,5}}\s?(?:\([^()]{{2,20}}\)\s?)?"
    r"(?P<mark>[-–—.:|])\s+(?=[\w«“\"])"
)
_MARKS = {".": r"\.", ":": ":", "|": r"\|"}


def without_label(text: str, french: str) -> str:
    """`text` without the label or dateline that stands at the head of `french`."""
    label = _LABEL.match(french)
    if not label:
        return text
    mark = _MARKS.get(label["mark"], "[-–—]")
    before = rf"[^.:|–—]{{1,60}}?\s?{mark}\s+(?=[\w“\"])"
    found = re.match(before, text)
    rest = text[found.end() :] if found else ""
    return rest[:1].upper() + rest[1:] or text


def starts_with_connective(text: str) -> bool:
    """Whether a connective stands at the head of the English `text`."""
    return bool(_connective().match(text))


def with_name(text: str, pronoun: str, name: str) -> str | None:
    """`text` with `[name]` behind the pronoun that stands for `pronoun`.

    `None` where no such pronoun stands outside quotation marks.

    Args:
        text: the English of a passage.
        pronoun: the French one (« Il »), as it stands in the source.
        name: whom it means.
    """
    forms = _PRONOUNS.get(plain(pronoun).lower())
    if forms is None:
        return None
    hidden = _QUOTED.sub(lambda m: "\0" * len(m.group()), text)
    match = re.search(rf"\b(?:{forms})\b", hidden, re.IGNORECASE)
    if not match:
        return None
    return f"{text[: match.end()]} [{name}]{text[match.end() :]}"


def join(parts: Sequence[str]) -> str:
    """The English of tied sentences as one text, without bullets and dashes around."""
    text = " ".join(part.strip() for part in parts if part.strip())
    return _FRAME.sub("", text.lstrip("-–—•*▪►· "))


_FRAME = re.compile(r"(?<=[.!?…\"”])\s[-–—]$")
