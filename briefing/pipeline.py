"""The composition: Document to Briefing. Touches no file, clock or environment.

    analyze    Document           -> Draft      sentences and quotations
    translate  Draft*             -> Article*   sentences of several articles at once
    compose    Article            -> Briefing   summary and key points

The steps are apart so that the sentences of many articles can share the model's
batches while every article fails alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from briefing.errors import CoverageError, DoubtError, EmptyError, LimitError
from briefing.protocols import Checker, QuoteFinder, Splitter, Summarizer, Translator
from briefing.translation.certainty import least_sure, overall, unsure
from briefing.translation.omissions import concerns
from briefing.types import (
    Article,
    Briefing,
    Document,
    KeyPoint,
    Provenance,
    Quote,
    QuoteTranslation,
    Sentence,
    SummarySentence,
    Translation,
)

QuoteCutter = Callable[
    [Sequence[Quote], Sequence[Sentence], Sequence[Translation]],
    Sequence[QuoteTranslation | None],
]


class KeyPointMaker(Protocol):
    """Makes the key points of an article."""

    def __call__(
        self, article: Article, /, *, summary: Sequence[SummarySentence]
    ) -> tuple[KeyPoint, ...]:
        """The points in the order of reading; they do not repeat the summary."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a document may be, and what must become of it."""

    max_characters: int
    max_sentences: int
    min_coverage: float
    """Share of the characters with words in them that must be translated."""
    strict: bool = False
    """Whether a flag on any sentence fails the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document with what was found in the French, before translation."""

    document: Document
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]

    @property
    def sources(self) -> list[str]:
        """All that has to be translated: the sentences, then a title from elsewhere."""
        title = self.document.title
        apart = [title] if title and self.document.title_span is None else []
        return [sentence.text for sentence in self.sentences] + apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The parts, by name, and how they are put together."""

    check_language: Callable[[Document], None]
    split: Splitter
    find_quotes: QuoteFinder
    translate_sources: Translator
    cut_quotes: QuoteCutter
    check: Checker
    """Applied to the English of quotations; sentences come checked."""
    min_certainty: float = 0.0
    """Certainty of the model below which the English of a quotation is flagged."""
    summarize: Summarizer
    make_key_points: KeyPointMaker
    provenance: Provenance
    limits: Limits

    def brief(self, document: Document) -> Briefing:
        """The briefing of one document.

        Raises:
            DocumentError: it is not French, too long, or could not be translated.
        """
        (article,) = self.translate([self.analyze(document)])
        return self.compose(article)

    def analyze(self, document: Document) -> Draft:
        """The document's sentences and quotations.

        Raises:
            EmptyError: there is not one word in it.
            LanguageError: it is not French.
            LimitError: it is longer than the limits allow.
        """
        _check_size(
            document, len(document.text), self.limits.max_characters, "character"
        )
        if not any(character.isalpha() for character in document.text):
            raise EmptyError(
                f"{document.source}: not one word in it; is it an article?"
            )
        self.check_language(document)
        sentences = self.split(document)
        _check_size(document, len(sentences), self.limits.max_sentences, "sentence")
        quotes = self.find_quotes(document, sentences)
        return Draft(document=document, sentences=sentences, quotes=quotes)

    def translate(self, drafts: Sequence[Draft]) -> list[Article]:
        """The articles, one for each draft, in the same order."""
        sources = [source for draft in drafts for source in draft.sources]
        results = iter(self.translate_sources(sources))
        translated = [[next(results) for _ in draft.sources] for draft in drafts]
        cut = [
            self._cut(draft, translations)
            for draft, translations in zip(drafts, translated, strict=True)
        ]
        self._translate_apart(drafts, cut)
        return [
            _article(draft, translations, quotes)
            for draft, translations, quotes in zip(drafts, translated, cut, strict=True)
        ]

    def compose(self, article: Article) -> Briefing:
        """The briefing of a translated article.

        Raises:
            CoverageError: too little of it could be translated.
            DoubtError: doubtful sentences, where the limits are strict.
        """
        _check_outcome(article, self.limits)
        summary = self.summarize(article)
        return Briefing(
            article=article,
            summary=summary,
            key_points=self.make_key_points(article, summary=summary),
            provenance=self.provenance,
        )

    def _cut(
        self, draft: Draft, translations: Sequence[Translation]
    ) -> list[QuoteTranslation | None]:
        """The English of each quotation that its sentences' translations hold."""
        found = self.cut_quotes(draft.quotes, draft.sentences, translations)
        return [
            english and self._checked(quote, english, translations)
            for quote, english in zip(draft.quotes, found, strict=True)
        ]

    def _checked(
        self,
        quote: Quote,
        english: QuoteTranslation,
        translations: Sequence[Translation],
    ) -> QuoteTranslation:
        """A cut with the doubts about it, and about the sentences it was cut from."""
        certainty = least_sure(translations[i].certainty for i in quote.sentences)
        flags = self.check(quote.content, english.english)
        told = (flag for i in quote.sentences for flag in translations[i].flags)
        own = (f for f in told if concerns(f, quote.content, english.english))
        return replace(
            english,
            flags=(*flags, *own, *unsure(certainty, self.min_certainty)),
            certainty=certainty,
        )

    def _translate_apart(
        self, drafts: Sequence[Draft], cut: Sequence[list[QuoteTranslation | None]]
    ) -> None:
        """Fill the gaps in `cut`: quotations that need a translation of their own."""
        gaps = [
            (d, q)
            for d, quotes in enumerate(cut)
            for q, found in enumerate(quotes)
            if found is None
        ]
        contents = [drafts[d].quotes[q].content for d, q in gaps]
        translations = self.translate_sources(contents) if contents else []
        for (d, q), translation in zip(gaps, translations, strict=True):
            cut[d][q] = QuoteTranslation(
                quote=drafts[d].quotes[q].index,
                english=translation.target,
                method="alone" if translation.status == "translated" else "kept",
                flags=translation.flags,
                certainty=translation.certainty,
            )


def coverage(article: Article) -> float:
    """Share of the text with words in it that was translated, by characters; 0 to 1."""
    rated = [t for t in article.translations if t.reason != "nothing to translate"]
    total = sum(len(t.source) for t in rated)
    done = sum(len(t.source) for t in rated if t.status == "translated")
    return done / total if total else 1.0


def _article(
    draft: Draft,
    translations: Sequence[Translation],
    quotes: Sequence[QuoteTranslation | None],
) -> Article:
    count = len(draft.sentences)
    apart = translations[count] if len(translations) > count else None
    return Article(
        document=draft.document,
        sentences=draft.sentences,
        translations=tuple(translations[:count]),
        quotes=draft.quotes,
        quote_translations=tuple(q for q in quotes if q is not None),
        title=_title_in(draft, translations) or apart,
    )


def _title_in(draft: Draft, translations: Sequence[Translation]) -> Translation | None:
    """The title where it stands in the text, its sentences as one."""
    span = draft.document.title_span
    pairs = zip(draft.sentences, translations, strict=False)
    parts = [t for s, t in pairs if span is not None and span.contains(s.span)]
    if span is None or len(parts) < 2:
        return parts[0] if parts else None
    done = [t for t in parts if t.status == "translated"]
    if not done:
        return None
    return Translation(
        source=span.of(draft.document.text),
        target=" ".join(t.target for t in parts if t.target),
        status="translated",
        flags=tuple(dict.fromkeys(flag for t in parts for flag in t.flags)),
        repairs=tuple(dict.fromkeys(step for t in parts for step in t.repairs)),
        certainty=overall((t.target, t.certainty) for t in done),
    )


def _check_size(document: Document, size: int, limit: int, unit: str) -> None:
    if size > limit:
        raise LimitError(
            f"{document.source}: {size} {unit}s, more than the limit of {limit}; "
            f"split the file, or raise max_{unit}s in the configuration"
        )


def _check_outcome(article: Article, limits: Limits) -> None:
    source = article.document.source
    share = coverage(article)
    if share < limits.min_coverage:
        raise CoverageError(
            f"{source}: only {share:.0%} of the text could be translated, less than "
            f"{limits.min_coverage:.0%}; is it French prose? (min_coverage)"
        )
    doubtful = sum(1 for t in article.translations if t.flags)
    if limits.strict and doubtful:
        raise DoubtError(
            f"{source}: {doubtful} doubtful sentences and --strict was given; "
            f"run without --strict to see them on the page"
        )
