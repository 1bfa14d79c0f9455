"""The values that flow from stage to stage, in the order of the flow.

    bytes -> Document -> Sentence*, Quote* -> Translation* -> Article
          -> Summary, KeyPoint* -> Briefing -> bytes

All of them are frozen: a stage takes values and returns new ones. Offsets are
code points into `Document.text`, half-open. Two promises of the product are kept
here, in constructors, so that no later stage can break them:

1. a quotation is an exact slice of the document's text (`Quote`);
2. every sentence of the source is accounted for, and every summary sentence and
   key point names source sentences that exist (`Article`, `Briefing`).
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import Literal

SentenceKind = Literal["prose", "heading", "item"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Status = Literal["translated", "kept", "skipped"]
QuoteMethod = Literal["sentences", "marks", "aligned", "alone", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The slice of `text` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read: the text that every offset points into."""

    id: str
    """Name of the outputs, unique in a run: letters, digits, `.`, `-`, `_`."""
    text: str
    """NFC, lines end with `\\n`; a title that stands in the file stands here too."""
    paragraphs: tuple[Span, ...]
    """In order, not overlapping, without the white space around them."""
    source: str
    """Where the text came from as the user named it; never a path of the machine."""
    sha256: str
    """Of the bytes that were read, in hexadecimal."""
    title: str | None = None
    title_span: Span | None = None
    """Where the title stands in `text`; `None` if it came from metadata."""
    headings: tuple[Span, ...] = ()
    """Paragraphs that the format marks as headings (the title among them)."""
    lang: str = "fr"
    date: str | None = None
    """Day of publication, ISO 8601 (`2025-06-24`), if the source states it."""
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    """What the reader left out or repaired, in words for the user."""

    def __post_init__(self) -> None:
        end = 0
        for paragraph in self.paragraphs:
            if paragraph.start < end or paragraph.end > len(self.text):
                raise ValueError(f"paragraph {paragraph} out of order or range")
            end = paragraph.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One unit of translation: a sentence, a heading or a list item."""

    index: int
    span: Span
    text: str
    """`document.text[span]`, without white space at either end."""
    paragraph: int
    """Index into `Document.paragraphs`."""
    kind: SentenceKind = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a quotation was given to a speaker: what a reader would check."""

    rule: str
    """Name of the rule that fired, as `CONTRIBUTING.md` lists them."""
    cue: Span | None = None
    """Where the reporting verb or other cue stands."""
    mention: Span | None = None
    """The words next to the cue that point at the speaker (« il », « Rutte »)."""
    chain: tuple[Span, ...] = ()
    """Steps from the mention to the name, each a mention in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said it, by the fullest name that the text gives."""

    name: str
    span: Span
    """Where `name` stands in the text."""
    confidence: float
    """Estimated probability of being right, 0 to 1."""
    role: str | None = None
    """Office or description that the text gives (« chef de l'OTAN »)."""
    anonymous: bool = False
    """A source the text does not name (« un diplomate européen »)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation, word for word.

    Raises:
        ValueError: `content` is not exactly `document.text[span]`.
    """

    document: InitVar[Document]
    index: int
    span: Span
    """The content without its outer marks."""
    content: str
    kind: QuoteKind
    sentences: tuple[int, ...]
    """Indices of the sentences it touches, ascending."""
    speaker: Speaker | None = None
    """`None` when not sure."""
    cue: str | None = None
    """The reporting words as they stand in the text (« a-t-il ajouté »)."""
    evidence: Evidence | None = None
    candidates: tuple[str, ...] = ()
    """Names that were considered when no speaker was given."""
    level: int = 0
    """Depth of nesting: 0 for a quotation that stands in no other."""

    def __post_init__(self, document: Document) -> None:
        if self.content != self.span.of(document.text) or not self.content:
            raise ValueError(f"quotation {self.index} is not a slice of the text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A doubt about the English of one sentence, in words for its reader."""

    kind: str
    """`quantity`, `name`, `negation`, `repetition`, `length`, `empty`, `unsure` …"""
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What became of one source sentence."""

    source: str
    target: str
    """English; the French itself where `status` is `kept`; empty where `skipped`."""
    status: Status
    reason: str | None = None
    """Why it was kept or skipped, or what had to be done to translate it."""
    flags: tuple[Flag, ...] = ()
    repairs: tuple[str, ...] = ()
    """Steps of the repair chain that were needed, in order."""
    certainty: float | None = None
    """How sure the model was of each token of its English, 0 to 1 (`certainty.py`);
    `None` where the English is not the model's."""

    def __post_init__(self) -> None:
        if (self.status == "skipped") == bool(self.target):
            raise ValueError(f"{self.status} with target {self.target!r}")
        if self.status != "translated" and not self.reason:
            raise ValueError(f"{self.status} without a reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTranslation:
    """The English of one quotation, in English marks' place but without marks."""

    quote: int
    """Index of the quotation."""
    english: str
    method: QuoteMethod
    """How it was found: the translations of whole `sentences`, the text between the
    `marks` of the translated sentence, word alignment (`aligned`), translated on its
    own (`alone`), or the French `kept`."""
    flags: tuple[Flag, ...] = ()
    certainty: float | None = None
    """How sure the model was of it; of a cut, of the sentence it was least sure of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document with all that was found in it: what summaries are made from.

    Raises:
        ValueError: a sentence without its translation, or a quotation without its
            English.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    translations: tuple[Translation, ...]
    """One for each sentence, same order."""
    quotes: tuple[Quote, ...]
    quote_translations: tuple[QuoteTranslation, ...]
    """One for each quotation, same order."""
    title: Translation | None = None

    def __post_init__(self) -> None:
        if [t.source for t in self.translations] != [s.text for s in self.sentences]:
            raise ValueError("sentences and translations do not match")
        if [q.quote for q in self.quote_translations] != [q.index for q in self.quotes]:
            raise ValueError("quotations and their translations do not match")


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """One English sentence of the summary and the source sentences it rests on."""

    text: str
    sources: tuple[int, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """One point of the briefing, with the quotations that carry it."""

    text: str
    sources: tuple[int, ...]
    quotes: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How the model searches for a translation."""

    beam_size: int = 2
    length_penalty: float = 1.0
    max_length: int = 256
    """Target tokens at most."""
    num_hypotheses: int = 1
    no_repeat_ngram_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What it takes to make the same briefing again."""

    briefing_version: str
    model_name: str
    model_sha256: str
    engine: str
    decoding: Decoding
    summarizer: str
    min_certainty: float = 0.0
    """The model's certainty below which a sentence is flagged as unsure."""
    glossary_sha256: str | None = None
    template_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """All that a page shows.

    Raises:
        ValueError: a reference to a sentence or quotation that does not exist, or a
            key point or summary sentence that rests on nothing.
    """

    article: Article
    summary: tuple[SummarySentence, ...]
    key_points: tuple[KeyPoint, ...]
    provenance: Provenance

    def __post_init__(self) -> None:
        sentences = range(len(self.article.sentences))
        quotes = range(len(self.article.quotes))
        parts: tuple[SummarySentence | KeyPoint, ...]
        parts = (*self.summary, *self.key_points)
        for part in parts:
            if not part.sources or any(i not in sentences for i in part.sources):
                raise ValueError(f"rests on no source sentence: {part.text!r}")
        for point in self.key_points:
            if any(i not in quotes for i in point.quotes):
                raise ValueError(f"names a quotation that is not there: {point.text!r}")
