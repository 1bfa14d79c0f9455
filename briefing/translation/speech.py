"""A sentence in the stretches that are translated each by itself, and their English.

    « Nous irons au bout », a déclaré la ministre.
        Nous irons au bout.         →  We will go to the end.
        a déclaré la ministre.      →  said the Minister.
    “We will go to the end,” said the Minister.

Corpora have few quotations. A model that was trained on them loses its way at the
marks: it makes "There" of what opens a sentence behind one and leaves out the verb of
who speaks. Quoted words by themselves are a sentence like others, and their English is
that of the quotation, with nothing of the reporter's in it. Of a long sentence a small
model forgets a part; it is cut at commas with many words on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from briefing.fidelity.invented import english_tokens
from briefing.fidelity.words import common
from briefing.quotes.lexicon import verb_forms

FEWEST_QUOTED = 3
"""Words of a quotation from which on it is translated by itself; fewer are a part of
the sentence around them: « un accord "historique" »."""

FEWEST_IN_CLAUSE = 12
"""Words that there must be on either side of a comma where a sentence is cut."""

_SAYING = 4
"""Words behind a quotation among which the verb of who says it stands."""

_MARK = re.compile(r"[«»“”„\"]")
_INCHES = re.compile(r"(?<=\d)\"")
_OPENING, _CLOSING = re.compile(r"[«“„\"]"), re.compile(r"[»”\"]")
_INNER = str.maketrans("“”", "‘’")
_STOPS = ".!?…"
_POINT = re.compile(r"(?<!\.)\.$")
_LEAD = re.compile(r"[\s,;:.!?…–—-]+")
_TRAIL = re.compile(r"[\s,;:–—-]+$")
_CUT = re.compile(r"(?<=[;:,])\s+|\s[–—-]\s+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VERB = re.compile(r"(?:n['’])?(?:a|ont|avait|avaient|est|sont)\s")
_SUBJECT = re.compile(r"^(?:he|she|it|they)\s+(?=\w)", re.IGNORECASE)
_PERFECT = re.compile(r"^(?:has|have)\s+(?=\w)", re.IGNORECASE)


class Stretch(NamedTuple):
    """A part of a sentence: what somebody is quoted with, or a part of what is told."""

    text: str
    """For the model: without marks, with the point that a quotation may lack."""
    quoted: bool
    start: int
    end: int
    """Offsets in the sentence, without the marks, commas and spaces on either side."""


def stretches(source: str) -> tuple[Stretch, ...]:
    """The parts of a sentence in order, all that have words; one if it stays whole.

    Marks within a quotation, and around a word or two, stay in the text.
    """
    found: list[Stretch] = []
    at = 0
    for start, end in _quoted(source):
        found += _parts(source, at, max(at, start - 1), quoted=False)
        found += _parts(source, start, end, quoted=True)
        at = min(end + 1, len(source))
    found += _parts(source, at, len(source), quoted=False)
    if len(found) == 1 and not found[0].quoted:
        found = []
    return tuple(found) or (Stretch(source, False, 0, len(source)),)


def joined(english: Sequence[str], parts: Sequence[Stretch], source: str) -> str:
    """The English of a sentence from that of its stretches."""
    if (parts[0].start, parts[0].end) == (0, len(source)):
        return english[0]
    text = "“" if _OPENING.search(source[: parts[0].start]) else ""
    for i, (part, words) in enumerate(zip(parts, english, strict=True)):
        if i:
            text = _linked(text, parts[i - 1], part, source)
        tells = i > 0 and parts[i - 1].quoted and not part.quoted
        text += _fitted(words, part, source, tells=tells)
    return _ended(text, source[parts[-1].end :])


def _quoted(source: str) -> list[tuple[int, int]]:
    """Start and end of what stands between marks, for quotations of some words.

    Nothing where the marks do not tell: one closes that was not opened.
    """
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in _MARK.finditer(source):
        if not opened and _INCHES.match(source, mark.start()):
            continue
        if _opens(source, mark.start(), bool(opened)):
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            if not opened:
                found.append((start, mark.start()))
        elif not found and mark.start():  # opened in a sentence before
            found.append((0, mark.start()))
        else:
            return []
    if opened:
        found.append((opened[0], len(source)))
    if len(found) == 1 and _LETTER.search(source[slice(*found[0])]):
        start, end = found[0]
        if not _LETTER.search(source[:start] + source[end:]):
            return found
    return [f for f in found if len(source[slice(*f)].split()) >= FEWEST_QUOTED]


def _opens(source: str, at: int, inside: bool) -> bool:
    """Whether the mark at an offset opens a quotation."""
    mark = source[at]
    if mark != '"':
        return mark in "«“„"
    before, after = source[at - 1 : at], source[at + 1 : at + 2]
    left = not before.strip() or before in "([«“'’\""
    right = not after.strip() or after in ",.;:!?)…"
    return left if left != right else not inside


def _parts(source: str, start: int, end: int, *, quoted: bool) -> Iterator[Stretch]:
    """What is quoted, or told, between two offsets, cut where it is long."""
    for first, last in _clauses(source, start, end):
        lead = _LEAD.match(source, first, last)
        begin = lead.end() if lead else first
        text = source[begin:last].rstrip()
        bare = _TRAIL.sub("", text)
        if not _LETTER.search(bare):
            continue
        if quoted and last == end and bare[-1] not in _STOPS:
            text = f"{bare}."
        yield Stretch(text, quoted, begin, begin + len(bare))


def _clauses(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of the clauses between two offsets."""
    at = start
    for cut in _CUT.finditer(source, start, end):
        left, right = source[at : cut.start()], source[cut.end() : end]
        if min(len(left.split()), len(right.split())) < FEWEST_IN_CLAUSE:
            continue
        if left.count("(") == left.count(")") and len(_MARK.findall(left)) % 2 == 0:
            yield at, cut.end()
            at = cut.end()
    yield at, end


def _fitted(english: str, part: Stretch, source: str, *, tells: bool) -> str:
    """The English of a stretch as it stands within its sentence."""
    french = source[part.start : part.end]
    text = english.translate(_INNER) if part.quoted else english
    if part.start and _VERB.match(part.text):  # it needs no other subject
        text = _SUBJECT.sub("", text, count=1)
        if tells and _reports(part.text):  # "declared the mayor"
            text = _PERFECT.sub("", text, count=1)
    text = _TRAIL.sub("", _headed(text, french))
    return text if french[-1] in _STOPS else _POINT.sub("", text)


def _headed(english: str, french: str) -> str:
    """The English without the capital of a sentence where the French has none."""
    head, letters = _WORD.search(english), _WORD.search(french)
    if not head or not letters or not letters[0][0].islower():
        return english
    word = head[0].partition("’")[0]
    if not common(word.lower()) or _is_name(word, french):
        return english
    return english[: head.start()] + word[0].lower() + english[head.start() + 1 :]


def _is_name(word: str, french: str) -> bool:
    """Whether an English word has its capital anywhere: "I", "France", "Lyon"."""
    named = len(word) > 3 and word in english_tokens()
    return word == "I" or named or word in _WORD.findall(french)


def _linked(text: str, part: Stretch, following: Stretch, source: str) -> str:
    """`text` with the English of what stands between a stretch and the next one."""
    between = source[part.end : following.start]
    marked = bool(_MARK.search(between))
    closing, opening = marked and part.quoted, marked and following.quoted
    stop = next((c for c in between if c in ",;:–—-"), "")
    if closing:
        text = _POINT.sub("", text)
        sentence = source[part.start].isupper() and _reports(following.text)
        if (stop == "," or (sentence and not stop)) and text[-1:] not in "!?…":
            text += ","
        text += "”"
    stopped = closing or text.endswith((",”", ",’"))
    stop = "" if stopped and stop == "," else stop.replace("-", "–").replace("—", "–")
    return f"{text}{' ' if stop == '–' else ''}{stop} {'“' if opening else ''}"


def _reports(told: str) -> bool:
    """Whether what follows a quotation says whose it is: « a ajouté le maire »."""
    words = islice(_WORD.finditer(told), _SAYING)
    return told[:1].islower() and any(
        form.kind != "w" for word in words for form in verb_forms().get(word[0], ())
    )


def _ended(text: str, after: str) -> str:
    """`text` with the English of what stands behind the last stretch."""
    if not _CLOSING.search(after):
        return text
    stop = after.strip()[-1]
    if stop not in _STOPS or text[-1:] in _STOPS:
        stop = ""
    return f"{text}”{stop}"
