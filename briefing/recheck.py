"""One JSON briefing against itself, its source and the rules it was made by.

All that needs no model is made again from the document's text and compared: the
sentences, the quotations and their speakers, the pieces of English cut for them, the
doubts about every translation, the texts that claim to rest on sentences.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from briefing import __version__
from briefing.translation.certainty import least_sure, unsure
from briefing.types import Document, Quote, Sentence, Span, Translation

Record = Mapping[str, Any]

_TOKEN = re.compile(r"[^\W_]+")
_INSERTED = re.compile(r"\s*\[[^\]]*\]")
_HEAD = 8
"""Words that a connective taken off the head of a passage has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A record with what was made again from its document's text."""

    record: Record
    document: Document
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    same_version: bool
    """Whether this program made the record, so that its rules must agree."""


def rebuild(record: Record) -> Rebuilt:
    """What the document's text gives when it is read again.

    Raises:
        KeyError, TypeError, ValueError: the record is malformed.
    """
    from briefing.quotes import find_quotes
    from briefing.sentences import split

    document = rebuild_document(record["document"])
    sentences = split(document)
    return Rebuilt(
        record=record,
        document=document,
        sentences=tuple(sentences),
        quotes=find_quotes(document, sentences, 0.0),
        same_version=record["provenance"]["briefing_version"] == __version__,
    )


def rebuild_document(value: Record) -> Document:
    """The document that the record tells of."""
    title_span = value["title_span"]
    return Document(
        id=value["id"],
        text=value["text"],
        paragraphs=tuple(Span(start=a, end=b) for a, b in value["paragraphs"]),
        source=value["source"],
        sha256=value["sha256"],
        title=value["title"],
        title_span=Span(start=title_span[0], end=title_span[1]) if title_span else None,
        headings=tuple(Span(start=a, end=b) for a, b in value["headings"]),
        lang=value["lang"],
        date=value["date"],
    )


def schema_faults(record: Record) -> list[str]:
    """What the record breaks of the schema."""
    from briefing.schema import faults

    return faults(record, schema(), schema())


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of `briefing/1`."""
    from briefing.resources import resource

    text = resource("schema/briefing-1.schema.json").read_text(encoding="utf-8")
    value: Mapping[str, Any] = json.loads(text)
    return value


def sentence_faults(made: Rebuilt) -> Iterator[str]:
    """Sentences that are not slices of the text in order, or not all of it."""
    text, found = made.document.text, made.record["sentences"]
    end = 0
    for i, s in enumerate(found):
        if s["index"] != i:
            yield f"sentence {i} says it is {s['index']}"
        if s["source"] != text[s["start"] : s["end"]]:
            yield f"sentence {i} is not the text at {s['start']}..{s['end']}"
        if text[end : s["start"]].strip():
            yield f"text before sentence {i} is in no sentence"
        end = s["end"]
    if text[end:].strip():
        yield "text at the end is in no sentence"
    spans = [(s.span.start, s.span.end, s.paragraph, s.kind) for s in made.sentences]
    told = [(s["start"], s["end"], s["paragraph"], s["kind"]) for s in found]
    if made.same_version and told != spans:
        yield "sentences are cut otherwise than the text asks for"


def account_faults(made: Rebuilt) -> Iterator[str]:
    """Sentences that are neither translated nor kept with a reason."""
    for s in made.record["sentences"]:
        if s["status"] == "kept" and (s["target"] != s["source"] or not s["reason"]):
            yield f"sentence {s['index']} is kept, but not in French with a reason"
        if s["status"] == "skipped" and (s["target"] or not s["reason"]):
            yield f"sentence {s['index']} is skipped, but has English or no reason"
        if s["status"] == "translated" and not s["target"]:
            yield f"sentence {s['index']} is translated, but has no English"


def flag_faults(made: Rebuilt) -> Iterator[str]:
    """Doubts about the English that the record does not tell."""
    from briefing import fidelity

    least = made.record["provenance"]["min_certainty"]
    for one in told_english(made.record):
        told = Counter((f["kind"], f["detail"]) for f in one.flags)
        flags = fidelity.check(one.source, one.target)
        found = Counter(
            (f.kind, f.detail) for f in (*flags, *unsure(one.certainty, least))
        )
        for kind, detail in sorted(found - told):
            yield f"{one.name}: {kind}: {detail}"


class English(NamedTuple):
    """A piece of English in a record, with what is told about it."""

    name: str
    source: str
    target: str
    flags: Sequence[Record]
    certainty: float | None


def told_english(record: Record) -> Iterator[English]:
    """All English of the record that a model gave: sentences, quotations, title."""
    for s in record["sentences"]:
        if s["status"] == "translated":
            name = f"sentence {s['index']}"
            yield English(name, s["source"], s["target"], s["flags"], s["certainty"])
    for q in record["quotes"]:
        if q["english_method"] != "kept":
            name = f"quotation {q['index']}"
            yield English(name, q["content"], q["english"], q["flags"], q["certainty"])
    title = record["document"]
    if title["title"] and title["title_en"]:
        yield English(
            "title",
            title["title"],
            title["title_en"],
            title["title_flags"],
            title["title_certainty"],
        )


def quote_faults(made: Rebuilt) -> Iterator[str]:
    """Quotations that are not word for word, or not those of the text."""
    text, found = made.document.text, made.record["quotes"]
    for i, q in enumerate(found):
        if q["index"] != i:
            yield f"quotation {i} says it is {q['index']}"
        if q["content"] != text[q["start"] : q["end"]]:
            yield f"quotation {i} is not the text at {q['start']}..{q['end']}"
        if q["cue"] and q["cue"] not in text:
            yield f"quotation {i}: “{q['cue']}” is not in the text"
    told = [
        (q["start"], q["end"], q["kind"], q["level"], q["sentences"]) for q in found
    ]
    again = [
        (q.span.start, q.span.end, q.kind, q.level, [*q.sentences]) for q in made.quotes
    ]
    if made.same_version and told != again:
        yield "quotations are not those that the text has"


def speaker_faults(made: Rebuilt) -> Iterator[str]:
    """Speakers that do not stand in the text, or are not those it gives."""
    text, found = made.document.text, made.record["quotes"]
    given = [q["speaker"]["confidence"] for q in found if q["speaker"]]
    sure = min(given, default=1.0)
    for q, again in zip(found, made.quotes, strict=False):
        told, speaker = q["speaker"], again.speaker
        if told and told["name"] != text[told["start"] : told["end"]]:
            yield f"quotation {q['index']}: “{told['name']}” does not stand there"
        if not made.same_version:
            continue
        if told and (speaker is None or told != speaker_record(again)):
            yield f"quotation {q['index']} is not given to {told['name']}"
        if not told and speaker and speaker.confidence > sure:
            yield f"quotation {q['index']} lacks its speaker"
        # A speaker who was too unsure to be named took the cue along.
        if q["cue"] != (again.cue if told else None):
            yield f"quotation {q['index']} has another cue"


def speaker_record(quote: Quote) -> Record | None:
    """The speaker as JSON tells of one."""
    from briefing.render.json import quote_value

    value: Record | None = quote_value(quote)["speaker"]
    return value


def english_faults(made: Rebuilt) -> Iterator[str]:
    """English of quotations that is not what was cut from the translations."""
    from briefing.quotes.english import cut

    found = made.record["quotes"]
    for q in found:
        if q["english_method"] == "kept" and q["english"] != q["content"]:
            yield f"quotation {q['index']} is kept, but not in French"
    if not made.same_version or len(found) != len(made.quotes):
        return
    translations = [translation(s) for s in made.record["sentences"]]
    for q, again in zip(
        found, cut(made.quotes, made.sentences, translations), strict=True
    ):
        if again and (q["english"], q["english_method"]) != (
            again.english,
            again.method,
        ):
            yield f"quotation {q['index']}: the English is not that of its sentences"
        certainty = least_sure(translations[i].certainty for i in q["sentences"])
        if again and q["certainty"] != certainty:
            yield f"quotation {q['index']}: the model was not {q['certainty']} sure"
        if not again and q["english_method"] not in ("alone", "kept"):
            yield f"quotation {q['index']}: no English can be cut for it"


def translation(s: Record) -> Translation:
    """The translation that a sentence record tells of."""
    return Translation(
        source=s["source"],
        target=s["target"],
        status=s["status"],
        reason=s["reason"],
        certainty=s["certainty"],
    )


def claim_faults(made: Rebuilt, name: str) -> Iterator[str]:
    """Summary sentences or key points that do not rest on what they name."""
    sentences, quotes = made.record["sentences"], made.record["quotes"]
    literal = (
        name == "key_points" or made.record["provenance"]["summarizer"] == "extractive"
    )
    for i, part in enumerate(made.record[name]):
        sources = part["sources"]
        if not sources or any(k not in range(len(sentences)) for k in sources):
            yield f"{name}[{i}] rests on sentences that are not there"
            continue
        targets = [sentences[k]["target"] for k in sources]
        if literal and not says(part["text"], targets):
            yield f"{name}[{i}] does not say what its sentences say"
        yield from figure_faults(f"{name}[{i}]", part["text"], targets)
        yield from inserted_faults(f"{name}[{i}]", part["text"], targets, made.document)
        missing = {f["detail"] for k in sources for f in sentences[k]["flags"]}
        missing -= {f["detail"] for f in part["flags"]}
        if missing:
            yield f"{name}[{i}] hides a doubt: {min(missing)}"
        yield from carried(f"{name}[{i}]", part.get("quotes", ()), set(sources), quotes)


def carried(
    name: str, wanted: Sequence[int], sources: set[int], quotes: Sequence[Record]
) -> Iterator[str]:
    """Quotations of a key point that its sentences do not hold."""
    for q in wanted:
        if q not in range(len(quotes)):
            yield f"{name} names a quotation that is not there"
        elif not sources & set(quotes[q]["sentences"]):
            yield f"{name} does not hold quotation {q}"
    held = {
        q["index"] for q in quotes if q["level"] == 0 and set(q["sentences"]) <= sources
    }
    if name.startswith("key_points") and held - set(wanted):
        yield f"{name} holds a quotation it does not name"


def says(text: str, targets: Sequence[str]) -> bool:
    """Whether `text` is the targets in a row, but for a connective at the head."""
    words = tokens(_INSERTED.sub("", text))
    whole = tokens(_INSERTED.sub("", " ".join(targets)))
    lost = len(whole) - len(words)
    return 0 <= lost <= _HEAD and whole[lost:] == words


def tokens(text: str) -> list[str]:
    """The words of `text` in lower case."""
    return [word.casefold() for word in _TOKEN.findall(text)]


def figure_faults(name: str, text: str, targets: Sequence[str]) -> Iterator[str]:
    """Figures of an English text that its sentences do not have."""
    from briefing.fidelity.quantities import english

    plain = [_INSERTED.sub("", target) for target in targets]
    there = {(q.kind, q.value) for target in plain for q in english(target)}
    for q in english(_INSERTED.sub("", text)):
        if (q.kind, q.value) not in there:
            yield f"{name}: {q.span.of(text)} stands in none of its sentences"


def inserted_faults(
    name: str, text: str, targets: Sequence[str], document: Document
) -> Iterator[str]:
    """Brackets that hold neither a name of the text nor a day near the article's."""
    for match in _INSERTED.finditer(text):
        inside = match.group().strip(" []")
        known = inside in document.text or any(inside in target for target in targets)
        if not known and not near_date(inside, document.date):
            yield f"{name}: [{inside}] is neither in the text nor a day near its date"


def near_date(text: str, published: str | None) -> bool:
    """Whether `text` is one date, at most two weeks from the day of publication."""
    from briefing.fidelity.quantities import english

    try:
        (found,) = english(text)
        days = date.fromisoformat(found.value) - date.fromisoformat(published or "")
    except ValueError:
        return False
    return abs(days.days) <= 14


def order_faults(made: Rebuilt) -> Iterator[str]:
    """Key points and summary sentences that are not in the order of reading."""
    for name in ("summary", "key_points"):
        firsts = [part["sources"][0] for part in made.record[name]]
        if any(a > b for a, b in pairwise(firsts)):
            yield f"{name} is not in the order of reading"


CHECKS: dict[str, Callable[[Rebuilt], Iterator[str]]] = {
    "every sentence is a slice of the text, and none is missing": sentence_faults,
    "every sentence is translated or kept with a reason": account_faults,
    "every doubt about the English is told": flag_faults,
    "quotations are word for word": quote_faults,
    "speakers are those that the text gives": speaker_faults,
    "English of quotations is that of their sentences": english_faults,
    "the summary rests on its sentences": lambda made: claim_faults(made, "summary"),
    "key points rest on their sentences": lambda made: claim_faults(made, "key_points"),
    "points stand in the order of reading": order_faults,
}
