"""The pieces of an article that a summary can take: sentences, or a few tied together.

A quotation that runs over several sentences cannot be cut: its sentences form one
passage. Headings are no passages. What is said again word for word is told: a lead that
is the first sentence too, a quotation in large letters beside the one in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from briefing.summary.leaning import Leaning, Stance, is_bare, stance
from briefing.types import Document, Quote, Sentence, Span
from briefing.words import stems, stems_of, tokens

MAX_PASSAGES = 400
"""Passages of one article that are compared with each other; the rest of a longer
text is not considered, which keeps time and memory bounded."""

MAX_TIED = 3
"""Sentences in one passage; halves of a longer quotation are not taken at all."""


FEWEST_REPEATED = 4
"""Words of what may be said again on purpose: « Il a tort. »"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence, or the sentences that share a quotation."""

    indices: tuple[int, ...]
    """Of its sentences in the article, ascending, without gaps."""
    text: str
    """The slice of the document from the first to the last of them."""
    words: tuple[str, ...]
    """Words and figures of `text`."""
    stems: tuple[str, ...]
    """Of its content words, in order."""
    paragraph: int
    quoted: tuple[Span, ...]
    """Ranges of quotations in `text`, in its own offsets, outermost only."""
    quotes: tuple[int, ...]
    """Indices of the quotations that lie in it whole."""
    attributed: bool
    """Whether a quotation in it has a speaker."""
    cut: bool
    """Whether a quotation runs out of it, so that it must not stand alone."""
    stance: Stance


def passages(
    document: Document, sentences: Sequence[Sentence], quotes: Sequence[Quote]
) -> list[Passage]:
    """The passages of the article in order of reading, the first `MAX_PASSAGES`."""
    title = stems(document.title or "")
    by_sentence: dict[int, list[Quote]] = {}
    for quote in quotes:
        for index in quote.sentences:
            by_sentence.setdefault(index, []).append(quote)
    body = (s for s in sentences if not _is_heading(s, document, title))
    head = list(islice(body, MAX_PASSAGES * MAX_TIED))
    groups = _tied(head, by_sentence)[:MAX_PASSAGES]
    found = [_passage(document, group, by_sentence) for group in groups]
    return _said_once(found[:1] + [_behind(*pair) for pair in pairwise(found)])


def _behind(before: Passage, item: Passage) -> Passage:
    """`item`, which leans on the one `before` it in its paragraph if it is bare."""
    if before.paragraph != item.paragraph or not is_bare(item.text):
        return item
    return _leaning(item, "bare")


def _said_once(items: Sequence[Passage]) -> list[Passage]:
    """`items`, told of each that a longer one holds it, or an earlier one says it."""
    texts = [f" {' '.join(p.words).lower()} " for p in items]
    whole = "\n".join(texts)
    return [
        _leaning(item, "repeated")
        if len(item.words) >= FEWEST_REPEATED
        and whole.find(text) != whole.rfind(text)
        and _is_held(i, texts)
        else item
        for i, (item, text) in enumerate(zip(items, texts, strict=True))
    ]


def _leaning(item: Passage, leaning: Leaning) -> Passage:
    """`item` with one leaning more, which only its place in the article shows."""
    leanings = item.stance.leanings | {leaning}
    return replace(item, stance=replace(item.stance, leanings=leanings))


def _is_held(place: int, texts: Sequence[str]) -> bool:
    """Whether a longer one of `texts` holds this one, or an earlier one is the same."""
    mine = texts[place]
    longer = any(len(text) > len(mine) and mine in text for text in texts)
    return longer or mine in texts[:place]


def _is_heading(sentence: Sentence, document: Document, title: list[str]) -> bool:
    if sentence.kind == "heading":
        return True
    if document.title_span and document.title_span.overlaps(sentence.span):
        return True
    return bool(title) and stems(sentence.text) == title


def _tied(
    body: Sequence[Sentence], by_sentence: dict[int, list[Quote]]
) -> list[list[Sentence]]:
    """Sentences joined where a short quotation runs from one to the next."""
    groups: list[list[Sentence]] = []
    for sentence in body:
        last = groups[-1] if groups else []
        if last and len(last) < MAX_TIED and _share(last[-1], sentence, by_sentence):
            last.append(sentence)
        else:
            groups.append([sentence])
    return groups


def _share(a: Sentence, b: Sentence, by_sentence: dict[int, list[Quote]]) -> bool:
    return (
        a.paragraph == b.paragraph
        and a.index + 1 == b.index
        and any(
            b.index in q.sentences and len(q.sentences) <= MAX_TIED
            for q in by_sentence.get(a.index, ())
        )
    )


def _passage(
    document: Document, group: Sequence[Sentence], by_sentence: dict[int, list[Quote]]
) -> Passage:
    whole = Span(start=group[0].span.start, end=group[-1].span.end)
    text = whole.of(document.text)
    indices = tuple(s.index for s in group)
    found = {q.index: q for i in indices for q in by_sentence.get(i, ())}
    quotes = [found[i] for i in sorted(found) if found[i].kind != "indirect"]
    quoted = tuple(_ranges(quotes, whole))
    words = tokens(text)
    return Passage(
        indices=indices,
        text=text,
        words=tuple(words),
        stems=tuple(stems_of(words)),
        paragraph=group[0].paragraph,
        quoted=quoted,
        quotes=tuple(q.index for q in quotes if whole.contains(q.span)),
        attributed=any(q.speaker for q in quotes),
        cut=any(not whole.contains(q.span) for q in quotes) or not balanced(text),
        stance=stance(text, quoted),
    )


def balanced(text: str) -> bool:
    """Whether every quotation mark in `text` has its partner there."""
    text = text.replace("''", '"')
    return (
        text.count("«") == text.count("»")
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
    )


def _ranges(quotes: Iterable[Quote], whole: Span) -> Iterable[Span]:
    for quote in quotes:
        if quote.level == 0 and quote.span.overlaps(whole):
            start = max(quote.span.start, whole.start) - whole.start
            end = min(quote.span.end, whole.end) - whole.start
            yield Span(start=start, end=end)
