"""A document as attribution reads it: tokens, with each quotation as one of them.

A `Frame` is a reporter's sentence: quotations stand in it as single tokens, so that
« … », a déclaré X. » reads Q , a déclaré X . whatever the quotation holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.quotes.marks import Marked
from briefing.types import Document, Span

_TOKEN = re.compile(
    r"""aujourd['’]hui|d['’]après(?![-‐‑])
    |(?:jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr|qu|[ldnsmtjc])['’](?=[\w«"“]|$)
    |(?:MM?|Mme|Mmes|Mlle|Me|Mgr|Dr|Pr)\.(?=\s)
    |(?:[A-ZÀ-Ý]\.-?)+(?=\s?[A-ZÀ-Ý])
    |(?:[A-Z]\.){2,}
    |[^\W\d_]{1,4}\d+\b
    |(?-i:\d{1,3}[A-ZÀ-Ý][a-zà-ÿ]+[^\W\d_]*)
    |[^\W\d_]+(?:['’][^\W\d_]+)?(?:[-‐‑–][^\W_]+(?:['’][^\W\d_]+)?)*(?-i:\.(?:com|fr|be|ch|org|net)\b)?
    |\d+(?:[.,\u202f\u00a0]\d+)*
    |\.\.\.|[^\w\s]""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"^(?:\W+ )*(?:à )?(?:re)?(?:lire|voir|écouter) (?:également|aussi|:)"
)
_SAME_SENTENCE = re.compile(r"\s?,?\s?[a-zà-ÿ]")
_TIED = re.compile(r"(?:al|el|as|ad|an|ar|at|az|ech|ach)[-‐‑][A-Z]")
"""The article that a name begins with: « al-Amine »."""
_INVERTED = re.compile(r"(-t)?-(il|elle|ils|elles|on|je|nous|vous)$", re.IGNORECASE)
OF = frozenset(("de", "du", "d'", "des"))
"""« de » in all its forms."""
PARTICIPLE = ("é", "ée", "és", "ées")
"""Endings of past participles: most of them."""
LONGEST_FRAME = 250
"""Tokens after which a sentence is cut, so that time stays linear on any text."""
_MARKS = frozenset('«»‹›“”„‟"‘<>')
_ENDS = frozenset(".!?…") | {"..."}


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation."""

    text: str
    low: str
    """In lower case."""
    start: int
    end: int
    kind: str
    """`w` word, `c` capitalized word, `n` number, `p` punctuation, `q` quotation."""
    quote: int = -1
    """Rank of the quotation among those of level 0, -1 if it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sentence of the reporter, with its quotations folded up."""

    index: int
    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def quotes(self) -> list[int]:
        """Ranks of its quotations."""
        return [t.quote for t in self.tokens if t.kind == "q"]


def tokenize(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of `text[start:end]`; quotation marks are left out."""
    for match in _TOKEN.finditer(text, start, end):
        word, at = match[0], match.start()
        if not word[0].isalnum():
            if word not in _MARKS and word != "\xad":
                yield Token(word, word, at, at + len(word), "p")
        elif "-" in word:
            yield from _split(word, at)
        else:
            yield _word(word, at)


def _split(word: str, start: int) -> Iterator[Token]:
    """`word` as tokens: « a-t-il » is two, « Jean-Luc » one."""
    tail = _INVERTED.search(word)
    if tail and word.lower() not in ("rendez-vous", "garde-vous"):
        if word[: tail.start()].lower() != "t":  # « déclare t-elle », misspelt
            yield _word(word[: tail.start()], start)
        yield _word(tail[2], start + tail.start(2))
    else:
        yield _word(word, start)


def _word(word: str, start: int) -> Token:
    capital = (
        (word[0].isupper() or _TIED.match(word) is not None)
        and word[-1] not in "'’"
        and not (len(word) > 1 and word[1:].startswith(("'a", "’a")) and word[0] == "D")
    )
    called = word[0].isdigit() and word[-1].isalpha()  # « 12Heures »
    called = called or (word[0].isalpha() and "." in word[:-1])  # « meteo.fr »
    kind = "c" if capital or called else "n" if word[0].isdigit() else "w"
    low = word.lower()
    if "’" in low:
        low = low.replace("’", "'")
    elif word == "A":
        low = "à"
    return Token(word, low, start, start + len(word), kind)


def read_frames(document: Document, marked: Sequence[Marked]) -> list[Frame]:
    """The frames of `document`; `marked` are its quotations of level 0 in order."""
    frames: list[Frame] = []
    homes = [_home(document.text, m) for m in marked]
    rank = 0
    for number, paragraph in enumerate(document.paragraphs):
        last = rank
        while last < len(marked) and homes[last] < paragraph.end:
            last += 1
        tokens = _paragraph(document.text, paragraph, marked, range(rank, last))
        rank = last
        for part in _sentences(document.text, tokens, marked):
            frames.append(
                Frame(index=len(frames), paragraph=number, tokens=tuple(part))
            )
    return frames


def _home(text: str, marked: Marked) -> int:
    """An offset in the paragraph where a quotation is read.

    The one where it ends, if what follows there is still the same sentence, as a
    cue is: « … / « … », a dit X.
    """
    after = _SAME_SENTENCE.match(text, marked.outer.end)
    return marked.outer.start if after is None else marked.outer.end - 1


def is_reference(frame: Frame) -> bool:
    """Whether a frame points to another article: « » LIRE AUSSI - X: « … » »."""
    opening = " ".join(t.low for t in frame.tokens[:4])
    return _REFERENCE.search(opening) is not None


def read_span(text: str, span: Span, marked: Marked) -> list[Frame]:
    """The frames of `span`, where `marked` stands as the only quotation."""
    tokens = [*tokenize(text, span.start, marked.outer.start)]
    tokens.append(Token("«»", "«»", marked.outer.start, marked.outer.end, "q", 0))
    tokens += tokenize(text, marked.outer.end, span.end)
    parts = _sentences(text, tokens, (marked,))
    return [
        Frame(index=number, paragraph=0, tokens=tuple(part))
        for number, part in enumerate(parts)
    ]


def _paragraph(
    text: str, paragraph: Span, marked: Sequence[Marked], ranks: range
) -> list[Token]:
    tokens: list[Token] = []
    at = paragraph.start
    if ranks.start and marked[ranks.start - 1].outer.end > at:
        at = min(marked[ranks.start - 1].outer.end, paragraph.end)
    for rank in ranks:
        outer = marked[rank].outer
        tokens += tokenize(text, at, outer.start)
        tokens.append(Token("«»", "«»", outer.start, outer.end, "q", rank))
        at = min(outer.end, paragraph.end)
    later = ranks.stop < len(marked)  # one that begins here may be read further down
    end = min(paragraph.end, marked[ranks.stop].outer.start) if later else paragraph.end
    return [*tokens, *tokenize(text, at, end)]


def _sentences(
    text: str, tokens: list[Token], marked: Sequence[Marked]
) -> Iterator[list[Token]]:
    part: list[Token] = []
    for place, token in enumerate(tokens):
        part.append(token)
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        full = len(part) >= LONGEST_FRAME
        if following is None or full or _breaks(text, token, following, marked):
            yield part
            part = []


_CLOSING = "»”’›\"' \u00a0\u202f"
_FULL = (".", "!", "?", "…")
"""Ends of a sentence, over the marks of a quotation in it that closes there too."""


def _breaks(
    text: str, token: Token, following: Token, marked: Sequence[Marked]
) -> bool:
    """Whether a sentence of the reporter ends between two tokens."""
    capital = following.text[0].isupper() or following.kind in "qn"
    if not capital and following.text not in "-–—•":
        return False
    if token.kind == "p":
        return token.text in _ENDS or token.text == ";"
    if token.kind == "q" and following.kind in "cqw":
        inner = marked[token.quote].inner
        gap = text[token.end : following.start]
        ended = text[inner.start : inner.end].rstrip(_CLOSING).endswith(_FULL)
        return ended or (following.kind == "q" and not gap.strip() and bool(gap))
    return False
