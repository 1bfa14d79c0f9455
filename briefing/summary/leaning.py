"""What a French sentence leans on: whether it can be read without its neighbors.

A summary takes sentences out of their place. One that opens with a pronoun, a
demonstrative or « Son », that is half of a quotation, or that only makes sense as
an answer, would mislead there. The words are data (`data/leaning.tsv`,
`connectives.tsv`, `boilerplate.txt`); this reads the surface only, and does not
know whether a definite noun (« le texte ») was introduced before: such a leaning is
soft, a reason to prefer another sentence, none to forbid this one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefing.dictionary.verbs import has_own_verb
from briefing.quotes.lexicon import verb_forms
from briefing.resources import lines, rows
from briefing.types import Span
from briefing.words import stem

Leaning = Literal[
    "pronoun",
    "reference",
    "possessive",
    "noun",
    "inner",
    "quoted",
    "inverted",
    "person",
    "unattributed",
    "question",
    "short",
    "bare",
    "verbless",
    "fragment",
    "repeated",
    "boilerplate",
]

SOFT: frozenset[str] = frozenset({"noun", "inner"})
"""Leanings that lower a sentence but do not forbid it."""

READ = 400
"""Characters of a sentence that are looked at: leanings stand at its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a sentence stands when it is taken out of its text."""

    leanings: frozenset[str] = frozenset()
    connective: int = 0
    """Length of the connective at its head, with the comma and white space."""

    @property
    def alone(self) -> bool:
        """Whether the sentence can be read alone, a connective at its head aside."""
        return self.leanings <= SOFT


def _any_of(phrases: Sequence[str]) -> str:
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(
        re.escape(p) + ("" if p.endswith("'") else r"(?![\w'])") for p in longest_first
    )


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, phrase in rows(__package__, "leaning.tsv"):
        kinds.setdefault(kind, []).append(phrase)
    return {k: re.compile(_any_of(p), re.IGNORECASE) for k, p in kinds.items()}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads("\n".join(lines(__package__, "leaning.toml")))
    return {k: re.compile(v, re.IGNORECASE | re.VERBOSE) for k, v in data.items()}


@cache
def _connective() -> re.Pattern[str]:
    phrases = [row[0] for row in rows(__package__, "connectives.tsv")]
    return re.compile(rf"(?:{_any_of(phrases)})\s*[,:]?\s*", re.IGNORECASE)


@cache
def _boilerplate() -> tuple[re.Pattern[str], tuple[str, ...]]:
    found = lines(__package__, "boilerplate.txt")
    heads = "|".join(x for x in found if x.startswith("^"))
    return re.compile(heads), tuple(x for x in found if not x.startswith("^"))


def plain(text: str) -> str:
    """`text` with straight apostrophes and simple spaces, length unchanged."""
    for space in "\u00a0\u202f\u2009":
        text = text.replace(space, " ")
    return text.replace("’", "'")


def without_quotations(text: str, quoted: Sequence[Span]) -> str:
    """`text` with `…` in the place of each quotation; `quoted` in its offsets."""
    parts, end = [], 0
    for span in sorted(quoted):
        if span.start >= end:
            parts += [text[end : span.start], "…"]
        end = max(end, span.end)
    return "".join(parts) + text[end:]


def is_boilerplate(text: str) -> bool:
    """Whether `text` is about the page (subscriptions, credits), not the news."""
    head = plain(text[:READ]).lower()
    pattern, phrases = _boilerplate()
    return any(p in head for p in phrases) or bool(pattern.match(head))


def connective_length(text: str) -> int:
    """Characters at the head of `text` that only tie it to the sentence before."""
    head = plain(text[:READ])
    end = 0
    while match := _connective().match(head, end):
        if match.end() in (end, len(head)) or _goes_on(match, head):
            break
        end = match.end()
    return end


def _goes_on(connective: re.Match[str], head: str) -> bool:
    """Whether it is the beginning of a phrase: « Dans la foulée des attentats, … »."""
    words = connective[0].split()
    return (
        len(words) > 1
        and words[-1][-1] not in ",:"
        and bool(_OF.match(head, connective.end()))
    )


_OF = re.compile(r"(?:de|des|du)\s|d'", re.IGNORECASE)


_DEMONSTRATED = re.compile(
    r"\W*(?:(?:à|de|dans|pour|sur|avec)\s)?(?:ce|cet|cette|ces)\s(\w+)", re.IGNORECASE
)


def demonstrated(text: str) -> str:
    """The stem of the noun that a demonstrative at the head points at, or nothing."""
    found = _DEMONSTRATED.match(plain(text[:READ]))
    return stem(found[1]) if found else ""


def stance(text: str, quoted: Sequence[Span] = ()) -> Stance:
    """How the sentence `text` stands alone.

    Args:
        text: one French sentence.
        quoted: the ranges of quotations in it, in offsets of `text`.
    """
    outside = plain(without_quotations(text, quoted))
    connective = connective_length(outside)
    head = outside[connective : connective + READ].lstrip(' \t\n-–—•*"“”«»')
    leanings = {*_head_leanings(head), *_form_leanings(text, outside)}
    leanings |= set(_quote_leanings(text, quoted)) | set(_inner_leanings(outside))
    if not has_own_verb(plain(text)[connective:]):
        leanings.add("verbless")
    if is_boilerplate(text):
        leanings.add("boilerplate")
    return Stance(leanings=frozenset(leanings), connective=connective)


def is_bare(text: str) -> bool:
    """Whether a short sentence tells of « le pilote » and names nobody and nothing."""
    words = text.split(maxsplit=BARE_WORDS)
    return len(words) < BARE_WORDS and bool(_patterns()["bare"].match(plain(text)))


BARE_WORDS = 10
"""Fewer words than this seldom say which pilot."""


def _head_leanings(head: str) -> list[str]:
    patterns = _patterns()
    if patterns["time"].match(head):
        head = re.sub(r"^[^,]{0,80},\s*", "", head)
    if patterns["impersonal"].match(head) or patterns["cleft"].match(head):
        return []
    found = [kind for kind, pattern in _heads().items() if pattern.match(head)]
    clause = patterns["clause"].match(head)
    if clause and not _tells(head[: clause.start("rest")]):
        verbs = _FINITE.findall(clause["rest"] or "")
        found.append("verbless" if len(verbs) < 2 else "noun")
    if patterns["then"].match(head) or patterns["ordinal"].match(head):
        found.append("reference")
    if patterns["opener_reference"].match(head) or _counts_unnamed(head):
        found.append("reference")
    opener = patterns["opener_pronoun"].match(head)
    if opener and not _opener_settles(opener, head):
        found.append("pronoun")
    apposed = patterns["apposed"].match(head)
    if apposed and not _apposed_settles(apposed, head):
        found.append("pronoun")
    return found


def _counts_unnamed(head: str) -> bool:
    """Whether it opens with how many, and what they are was told before."""
    if _patterns()["counted"].match(head):
        return True
    return bool(_patterns()["counted_thing"].match(head) and not _NAME.search(head))


_NAME = re.compile(r"(?<!^)\b[A-ZÀ-Ý]")


def _apposed_settles(apposed: re.Match[str], head: str) -> bool:
    """Whether what stands before the pronoun is a clause, or the pronoun impersonal."""
    if _patterns()["impersonal"].match(head, apposed.start("pronoun")):
        return True
    opener = apposed["opener"]
    return has_own_verb(opener) or bool(_SUBJECT.search(opener))


_FINITE = re.compile(
    r"\b(?:a|ont|est|sont|fut|va|vont|peut|peuvent|doit|doivent|veut|fait|"
    r"\w+(?:ait|aient|era|eront|ra|ront))\b(?!-)"
)
"""Verbs that can be told by their form: two of them in a sentence that opens with a
noun and its clause, and one is the sentence's own."""


def _tells(opening: str) -> bool:
    """Whether a verb stands before the last word: « Le maire estime que »."""
    words = opening.lower().split()
    return len(words) > 2 and words[-2] in verb_forms() and words[-3] not in _ARTICLES


_ARTICLES = frozenset({"un", "une", "le", "la", "les", "des"})


def _opener_settles(opener: re.Match[str], head: str) -> bool:
    """Whether the pronoun after an opening phrase is impersonal or named there."""
    if opener.group("opener") is None:
        return False
    phrase = head[: opener.end("opener")]
    between = head[opener.end("opener") : opener.end()]
    pronoun = between.split()[-1] + head[opener.end() :]
    # A noun between the commas is the subject: « À Lyon, le maire dit que, lundi, il ».
    if _patterns()["impersonal"].match(pronoun) or _SUBJECT.search(between):
        return True
    if re.match(r"\S+\s?(?:il|elle)s?\b", phrase):
        return False
    clause = _patterns()["naming_opener"].match(phrase)
    named = re.search(r"\s(?:[dl]')?[A-ZÀ-Ý]\w", phrase)
    return bool(clause and named and has_own_verb(phrase))


_SUBJECT = re.compile(r",\s(?:les?\s|la\s|l'|une?\s|des\s|[A-ZÀ-Ý])")


def _quote_leanings(text: str, quoted: Sequence[Span]) -> list[str]:
    """`quoted` where the sentence starts with a quotation that leans itself."""
    first = min(quoted, default=None)
    if first is None or re.search(r"\w", text[: first.start]):
        return []
    content = plain(first.of(text)[:READ])
    leans = _patterns()["quoted"].match(content)
    return ["quoted"] if leans and not _patterns()["impersonal"].match(content) else []


def _inner_leanings(outside: str) -> list[str]:
    patterns = _patterns()
    head = outside[:READ]
    if patterns["clitic"].search(head) or patterns["unnamed"].match(head):
        return ["inner"]
    for match in patterns["inner"].finditer(head):
        if not patterns["time"].match(outside, match.start("noun")):
            return ["inner"]
    return []


def _form_leanings(text: str, outside: str) -> list[str]:
    patterns = _patterns()
    found = []
    inverted = patterns["inverted"].search(outside)
    if inverted and not _names_before(outside[: inverted.start()]):
        found.append("inverted")
    if patterns["person"].search(outside):
        found.append("person")
    if not re.search(r"\w\w", outside):
        found.append("unattributed")
    if text.rstrip(' »”"').endswith("?"):
        found.append("question")
    if _is_fragment(text):
        found.append("fragment")
    if len(text.split(maxsplit=MIN_WORDS)) < MIN_WORDS:
        found.append("short")
    return found


def _names_before(text: str) -> bool:
    """Whether `text` names somebody, or opens with what calls for inversion."""
    if re.match(
        r"(?:aussi|peut-être|sans doute|encore|à peine)\b", text, re.IGNORECASE
    ):
        return True
    return any(
        m["where"] is None and (m["of"] is None or " " in m["name"])
        for m in _NAMED.finditer(text)
    )


# « Au Québec, a-t-il dit », « les trains d'Île-de-France, a-t-il dit »: no speakers.
_NAMED = re.compile(
    r"(?P<where>(?i:\b(?:à|au|aux|en|dans|depuis|vers|près de))\s(?:l[ae']s?\s?)?)?"
    r"(?P<of>(?i:\b(?:d[eu]\s|d'|des\s|de\sla\s|de\sl')))?"
    r"(?<=\W)(?P<name>[A-ZÀ-Ý]\w+(?:-\w+)*(?:\s[A-ZÀ-Ý][\w-]+)*)"
)


# No full stop, not even before a last bracket: a heading, a caption, or cut off. A dash
# behind the full stop is a frame that papers set around the lead: « - Le mur cède. - ».
_OPEN_END = re.compile(
    r"[\w:,;%](?:\s?\([^()]*\)|\s?[\"»”])?$|[(\[]\.\.\.[)\]]$"
    r"|(?<![.!?…])(?<![.!?…][\"»”])(?<![.!?…]\s»)\s[-–—]$"
)
# The full stop of a title: « le maire, M. ».
_TITLE_END = re.compile(r"(?:^|\W)(?:M|MM|Mme|Mmes|Me|Dr|Pr|St|Ste|Mgr)\.$")


def _is_fragment(text: str) -> bool:
    if _patterns()["dateline"].fullmatch(plain(text)):
        return True
    end = text[-READ:].rstrip()
    # Most sentences end so, and the longer search need not look at them.
    is_open = _TITLE_END.search(end[-6:]) if end[-1:] == "." else _OPEN_END.search(end)
    return bool(is_open) or not re.match(
        r"\W{0,4}(?:[A-ZÀ-ÝŒ\d]|l'[A-Z]|d'[A-Z])", text
    )


MIN_WORDS = 6
"""Fewer words than this say too little to stand alone."""
