"""Step `translate`: French of the press with the program's own English.

No free corpus is press in both languages, so the model learns from what the whole
program makes of French news: parts of sentences, terms and names put right, words
exchanged by the dictionary. Kept is what no check doubts and the model was sure of;
where the program itself changed words less certainty will do, since that is the lesson.
After He et al. 2020, https://arxiv.org/abs/1909.13788. The phrases of the glossary that
ships come with it, each as a pair of its own.
"""

from __future__ import annotations

import gzip
import random
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from briefing import sentences
from briefing.glossary import shipped
from briefing.translation.speech import stretches
from briefing.types import Document, Span, Translation
from models.training.corpora import Pair

SURE = 0.55
"""Certainty from which an answer is kept."""
SURE_ENOUGH = 0.45
"""The same for one in which the program changed words."""
CHANGED = frozenset(("terms exchanged", "terms placed", "words exchanged", "glossary"))
WORDS = range(5, 61)
"""Words of the sentences that are taken."""
RATIO = (0.6, 1.5)
"""English words for a French one: less leaves something out, more repeats."""
TOGETHER = 400
"""Sentences translated at once."""
PHRASES = 3
"""Times that each phrase of the glossary comes."""

Translate = Callable[[Sequence[str]], Sequence[Translation]]


def sentences_of(lines: Iterable[str]) -> Iterator[str]:
    """The sentences of lines that each hold a paragraph; each once."""
    seen: set[str] = set()
    for line in lines:
        text = unicodedata.normalize("NFC", line.strip())
        document = Document(
            id="press",
            text=text,
            paragraphs=(Span(start=0, end=len(text)),) if text else (),
            source="press",
            sha256="",
        )
        for sentence in sentences.split(document):
            if sentence.text not in seen and len(sentence.text.split()) in WORDS:
                seen.add(sentence.text)
                yield sentence.text


def parts_of(sentence: str) -> list[str]:
    """The sentence, and its parts where the program translates it in parts."""
    parts = [stretch.text for stretch in stretches(sentence)]
    return [sentence, *parts] if len(parts) > 1 else [sentence]


def worth(translation: Translation) -> bool:
    """Whether a model should learn it."""
    if translation.status != "translated" or translation.certainty is None:
        return False
    changed = not CHANGED.isdisjoint(translation.repairs)
    doubts = {flag.kind for flag in translation.flags}
    if doubts - {"unsure"} or (doubts and not changed):
        return False
    low, high = RATIO
    ratio = len(translation.target.split()) / len(translation.source.split())
    sure = translation.certainty >= (SURE_ENOUGH if changed else SURE)
    return sure and low <= ratio <= high


def pairs(found: Sequence[str], translate: Translate) -> Iterator[Pair]:
    """Sentences and their parts with English that is worth learning."""
    sources = list(dict.fromkeys(part for s in found for part in parts_of(s)))
    for translation in translate(sources):
        if worth(translation):
            yield translation.source, translation.target


def phrases() -> list[Pair]:
    """The terms of the glossary that ships, in both languages."""
    return [(term.source, term.target) for term in shipped().terms] * PHRASES


def translated(lines: Sequence[str], folder: Path, minutes: float, seed: int) -> int:
    """Writes phrases, and pairs of `lines` in random order; how many files there are.

    Each file is of so many sentences, whole or not there; those that are there are
    left as they are, and the next sentences follow.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "phrases.tsv.gz", phrases())
    drawn = list(lines)
    random.Random(seed).shuffle(drawn)  # noqa: S311
    done = len(list(folder.glob("[0-9]*.tsv.gz")))
    left = islice(sentences_of(drawn), done * TOGETHER, None)
    translate, end = _translator(), time.monotonic() + 60 * minutes
    while time.monotonic() < end and (some := list(islice(left, TOGETHER))):
        write(folder / f"{done:06d}.tsv.gz", pairs(some, translate))
        done += 1
    return done


def write(path: Path, found: Iterable[Pair]) -> None:
    """A file of pairs, at its place when it is whole."""
    part = path.with_suffix(".part")
    with gzip.open(part, "wt", encoding="utf-8") as out:
        out.writelines(f"{source}\t{target}\n" for source, target in found)
    part.replace(path)


def _translator() -> Translate:
    from briefing.config import Config
    from briefing.models import find_model
    from briefing.parts import build_translator

    config = Config()
    return build_translator(config, find_model(config.model), threads=1)
