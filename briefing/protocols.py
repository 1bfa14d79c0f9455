"""What each swappable part promises. A part is a Protocol here and a row in a dict.

Readers: `read.READERS`. Engines: `engine.ENGINES`. Renderers: `render.RENDERERS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.types import (
    Article,
    Briefing,
    Decoding,
    Document,
    Flag,
    Quote,
    Sentence,
    SummarySentence,
    Translation,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """The bytes of one input and what is known about them before reading."""

    id: str
    source: str
    data: bytes
    text_field: str | None = None
    """Where JSON records have their text, if not under a usual name."""
    id_field: str | None = None
    """Where they have their ids, if not under a usual name."""


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, source: Input, /) -> Document:
        """The document in `source`.

        Raises:
            DocumentError: the bytes are not of this format, or hold no text.
        """
        ...


class Splitter(Protocol):
    """Cuts a document into sentences."""

    def __call__(self, document: Document, /) -> tuple[Sentence, ...]:
        """The sentences in order; between them there is only white space."""
        ...


class QuoteFinder(Protocol):
    """Finds quotations and their speakers."""

    def __call__(
        self, document: Document, sentences: Sequence[Sentence], /
    ) -> tuple[Quote, ...]:
        """The quotations by position; a nested one after the one it stands in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One candidate translation as the engine sees it."""

    token_ids: tuple[int, ...]
    """Without start and end tokens."""
    score: float
    """Log-probability, normalized by length as the engine does."""
    alignment: tuple[int, ...] = ()
    """For each token the source position that the model attended to most; empty where
    the engine does not tell."""


class Engine(Protocol):
    """Token ids in, token ids out; knows nothing about text."""

    name: str

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """Hypotheses for each input, best first, in the order of the inputs.

        Args:
            token_ids: source ids, each list ending with the end-of-sentence id.
                *Shape:* ragged `(batch, source length)`.
            decoding: how to search; `num_hypotheses` of them come back.
        """
        ...

    def complete(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Hypothesis]:
        """The best translation of each input among those with its beginning, aligned.

        What the first token attended to need not be told: 0 will do.

        Their scores are those of what follows the beginnings.

        Args:
            token_ids: as for `generate`.
            beginnings: target ids, empty ones allowed. *Shape:* ragged
                `(batch, length of the beginning)`.
            decoding: how to search for the rest.
        """
        ...

    def score(
        self,
        token_ids: Sequence[Sequence[int]],
        target_ids: Sequence[Sequence[Sequence[int]]],
    ) -> list[list[float]]:
        """The mean log-probability of the tokens of each target, an end token added.

        Args:
            token_ids: as for `generate`.
            target_ids: translations of each, without end tokens.
        """
        ...


class Checker(Protocol):
    """Compares a translation with its source."""

    def __call__(self, source: str, target: str, /) -> tuple[Flag, ...]:
        """The doubts about `target`, none if it may stand."""
        ...


class Translator(Protocol):
    """Translates sentences."""

    def __call__(self, sources: Sequence[str], /) -> list[Translation]:
        """One translation for each source, in the same order."""
        ...


class Summarizer(Protocol):
    """Makes the summary of an article."""

    name: str

    def __call__(self, article: Article, /) -> tuple[SummarySentence, ...]:
        """English sentences in the order of reading, each with its sources."""
        ...


class Renderer(Protocol):
    """Turns a briefing into the bytes of one file."""

    suffix: str

    def __call__(self, briefing: Briefing, /) -> bytes:
        """The file's content; the same briefing gives the same bytes."""
        ...
