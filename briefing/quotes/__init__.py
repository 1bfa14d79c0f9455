"""A document's quotations, word for word, with who said them where that is sure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from briefing.quotes.attribution import attribute
from briefing.quotes.dialogue import find_turns
from briefing.quotes.lexicon import any_of, verb_forms
from briefing.quotes.marks import Marked, find_marked, leveled
from briefing.quotes.names import Entity
from briefing.quotes.reading import Finding
from briefing.quotes.resolution import Resolution
from briefing.quotes.scenes import Lead
from briefing.quotes.shorts import is_reported
from briefing.quotes.terms import LONGEST_TERM
from briefing.types import Document, Evidence, Quote, Sentence, Span, Speaker

MIN_WORDS = 3
"""Shorter marked spans are terms and names, unless a reporting verb follows."""
MIN_CONFIDENCE = 0.6
"""Below it no speaker is given. Chosen on development sets; see docs/quotations.md."""

_FOLLOWED = re.compile(r"\s*(,)?\s*(?:s['’]|se )?([^\W\d_]+)")
_SUBJECT = re.compile(
    r"[»”\"]\s*,?\s*((?:[^\W\d_]+(?:['’]\s*|\s+)){1,4}?)\b(?:les|des|le|la|l['’])\s*$"
)
_REACH = 60
"""Characters before a name in which the verb stands of which it is the subject."""
_LAST_WORD = re.compile(r"[^\W\d_]+\s$")
_WORD = re.compile(r"[^\W_]+")


def find_quotes(
    document: Document,
    sentences: Sequence[Sentence],
    min_confidence: float = MIN_CONFIDENCE,
    indirect: bool = False,
) -> tuple[Quote, ...]:
    """The quotations of `document` by position, a nested one after the outer one.

    Args:
        document: what to search.
        sentences: its sentences, to say which of them a quotation touches.
        min_confidence: below it no speaker is given; the names that were
            considered stand in `Quote.candidates`.
        indirect: whether to give speech without marks too (« X affirme que … »),
            where its speaker is sure.
    """
    marked, terms = _quotations(document)
    findings, reported = attribute(document, marked, terms)
    pairs = zip(marked, findings, strict=True)
    found = [(m.inner, m.level, f) for m, f in pairs if not f.name]
    if indirect:
        known = (r for r in reported if r.finding.confidence >= min_confidence)
        found += [(r.span, 0, r.finding) for r in known]
        found.sort(key=lambda one: (one[0].start, one[1]))
    starts = [s.span.start for s in sentences]
    quotes: list[Quote] = []
    for index, (span, level, finding) in enumerate(found):
        touched = _touched(span, sentences, starts)
        sure = finding.confidence >= min_confidence
        quotes.append(_quote(document, (index, level), span, finding, touched, sure))
    return tuple(quotes)


def read_findings(document: Document) -> list[Finding]:
    """What was found out about each quotation of `document`, before any threshold."""
    return attribute(document, *_quotations(document))[0]


def _quotations(document: Document) -> tuple[list[Marked], list[Span]]:
    """The quotations, in marks or after a dash, and what else stands in marks."""
    found = find_marked(document)
    marked = [m for m in found if _is_quotation(document.text, m)]
    terms = [m.outer for m in found if not _is_quotation(document.text, m)]
    return leveled([*marked, *find_turns(document, found)]), terms


def _is_quotation(text: str, marked: Marked) -> bool:
    """Whether a marked span is long enough, or said with a verb beside it."""
    content = marked.inner.of(text)
    if _names_body(text, marked, content):
        return False
    count = len(content.split(None, MIN_WORDS))
    if count >= MIN_WORDS:
        return True
    if count > 1 and content[0].isupper() and content[-1] in ".!?…":
        return True
    if is_reported(text, marked):
        return True
    if not (content[0].isupper() or content[-1] in "!?…"):
        return False
    before = text[max(0, marked.outer.start - 3) : marked.outer.start].rstrip()
    if content[-1] in ".!?…" and before.endswith(":"):
        return True
    after = _FOLLOWED.match(text, marked.outer.end)
    if after is None or _WORD.search(content) is None:
        return False
    if after[1] is None and content[-1] not in "!?…":
        return False
    return after[2].lower() in verb_forms() or after[2].lower() in ("a", "ont")


def _names_body(text: str, marked: Marked, content: str) -> bool:
    """Whether it is a body's name: « l'association « Terre » », « …, crie « X » »."""
    if content[-1] in ".!?…":
        return False
    start = max(0, marked.outer.start - _REACH)
    cue = _SUBJECT.search(text, start, marked.outer.start)
    if cue is not None and len(content.split()) <= LONGEST_TERM:
        return any(w.lower() in verb_forms() for w in _WORD.findall(cue[1]))
    if not content[0].isupper():
        return False
    before = _LAST_WORD.search(
        text, max(0, marked.outer.start - 40), marked.outer.start
    )
    return before is not None and before[0].lower().rstrip() in any_of(
        "generic_body", "medium"
    )


def _touched(
    span: Span, sentences: Sequence[Sentence], starts: Sequence[int]
) -> tuple[int, ...]:
    """Indices of the sentences that overlap `span`."""
    first = max(0, bisect_right(starts, span.start) - 1)
    touched: list[int] = []
    for sentence in sentences[first:]:
        if sentence.span.start >= span.end:
            break
        if sentence.span.overlaps(span):
            touched.append(sentence.index)
    return tuple(touched)


def _quote(
    document: Document,
    place: tuple[int, int],
    span: Span,
    finding: Finding,
    touched: tuple[int, ...],
    sure: bool,
) -> Quote:
    """The quotation at `span`; `place` is its index and its level."""
    lead, resolution = finding.lead, finding.resolution
    entity = resolution.entity if resolution and sure else None
    cue = lead.cue if lead and entity else None
    return Quote(
        document=document,
        index=place[0],
        span=span,
        content=span.of(document.text),
        kind=finding.kind,
        sentences=touched,
        speaker=_speaker(document.text, entity, finding) if entity else None,
        cue=cue.of(document.text) if cue else None,
        evidence=_evidence(lead, resolution) if entity else None,
        candidates=() if entity else _candidates(document.text, resolution),
        level=place[1],
    )


def _speaker(text: str, entity: Entity, finding: Finding) -> Speaker:
    role = next((_shown(r.span, text) for r in entity.roles if r.span), None)
    return Speaker(
        name=_shown(entity.span, text),
        span=entity.span,
        confidence=round(finding.confidence, 3),
        role=role,
        anonymous=entity.anonymous,
    )


def _evidence(lead: Lead | None, resolution: Resolution | None) -> Evidence | None:
    if lead is None:
        return None
    return Evidence(
        rule=lead.rule,
        cue=lead.cue,
        mention=lead.phrase.span if lead.phrase else None,
        chain=resolution.chain if resolution else (),
    )


def _candidates(text: str, resolution: Resolution | None) -> tuple[str, ...]:
    if resolution is None:
        return ()
    entities = (resolution.entity, *resolution.rivals)
    names = (_shown(e.span, text) for e in entities if e is not None)
    return tuple(dict.fromkeys(names))


def _shown(span: Span, text: str) -> str:
    """The words at `span` on one line, without soft hyphens."""
    return " ".join(span.of(text).replace("\u00ad", "").split())


__all__ = ["MIN_CONFIDENCE", "find_quotes", "read_findings"]
