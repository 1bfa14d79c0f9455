"""Sentences to Translations: same length, same order, nothing lost in silence.

One source sentence is one unit. What cannot be translated stays French with a reason;
what is too long for the model is split at clauses and joined again; what comes out
doubtful is decoded again in other ways, and another answer is taken only if its
verdict is better. Every such step is written into the Translation.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from briefing.finishing import finished
from briefing.glossary import Glossary, TermFailure, Use
from briefing.protocols import Checker, Engine, Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.additions import added_words
from briefing.translation.additions import told as told_added
from briefing.translation.certainty import certainty_of, overall, probability, unsure
from briefing.translation.cuts import put_back, shows_cut
from briefing.translation.marking import Wanted, insert, unmarked
from briefing.translation.omissions import left_out, lost_words, told
from briefing.translation.placing import Draft, exchanged, placed, stands
from briefing.translation.repairs import (
    Repair,
    among,
    doubted,
    n_best,
    repairs,
    strange_words,
)
from briefing.translation.rewording import reworded
from briefing.translation.speech import Stretch, joined, stretches
from briefing.translation.supplying import Lacking, supplied
from briefing.translation.traces import Traces
from briefing.translation.units import (
    given,
    prepared,
    split_clauses,
    split_once,
    uncontracted,
    why_kept,
    with_cuts,
)
from briefing.types import Decoding, Flag, Translation
from briefing.typography import english

UNUSABLE = frozenset({"empty", "invented", "repetition", "untranslated"})
"""Flags after which the French is worth more to a reader than the English."""

_WORD = 24
"""Tokens of the longest word that is put in: one letter each, in small vocabularies."""

UNTOLD = frozenset({"addition", "glossary", "omission"})
"""Flags of a part that no comparison of whole sentences gives."""

Severity = Callable[[Sequence[Flag]], float]
"""Orders verdicts: 0 for none, more is worse."""

Finder = Callable[[str], Sequence[Wanted]]
"""Finds the names, figures and terms of a source whose English is known."""


def _nothing_wanted(source: str) -> Sequence[Wanted]:
    """No term whose English is known."""
    return ()


Pick = Callable[[str, Sequence[Wanted]], list[Wanted]]
"""Picks those of a source's terms that shall be put in."""


class _Answer(NamedTuple):
    """What the model gave for a source, its punctuation English."""

    text: str
    certainty: float | None
    """`None` where the model did not write all of it."""


class _Termed(NamedTuple):
    """A draft and the terms of the glossary that it misses."""

    draft: Translation
    missed: tuple[TermFailure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceTranslator:
    """Translates sentences with an engine and checks what comes back."""

    tokenizer: Tokenizer
    engine: Engine
    decoding: Decoding
    max_source_tokens: int
    check: Checker
    severity: Severity
    repair: bool = True
    glossary: Glossary | None = None
    wanted: Finder = _nothing_wanted
    marks: bool = False
    """Whether the model was trained on marked terms."""
    required_terms: frozenset[str] = frozenset()
    """Terms of the glossary that are flagged where they could not be honored."""
    min_certainty: float = 0.0
    """Certainty of the model below which its English is flagged; no repair follows:
    the other checks tell a reader, and a repair, what may be wrong."""

    def __call__(self, sources: Sequence[str], /) -> list[Translation]:
        """One translation for each source, in the same order; equal ones are shared."""
        reasons = {source: why_kept(source) for source in sources}
        parts = {s: self._stretches(s) for s in sources if not reasons[s]}
        done = self._all([part.text for one in parts.values() for part in one])
        made = {s: self._spoken(s, one, done) for s, one in parts.items()}
        # Where a part of it failed, a sentence may do better in one piece.
        failed = [s for s, one in made.items() if one is None]
        whole = self._all(failed)
        given = {s: kept(s, why) for s, why in reasons.items() if why}
        given |= {s: one or whole[s] for s, one in made.items()}
        return [given[source] for source in sources]

    def _all(self, texts: Iterable[str]) -> dict[str, Translation]:
        """The translation of each text, equal ones shared."""
        different = list(dict.fromkeys(texts))
        return dict(zip(different, self._translate(different), strict=True))

    def _stretches(self, source: str) -> tuple[Stretch, ...]:
        """What a sentence quotes and tells, or all of it if a part is too small."""
        parts = stretches(source)
        whole = Stretch(source, False, 0, len(source))
        return (whole,) if any(why_kept(part.text) for part in parts) else parts

    def _spoken(
        self, source: str, cut: Sequence[Stretch], done: Mapping[str, Translation]
    ) -> Translation | None:
        """The translation of a sentence from those of its parts, if all have one."""
        parts = [done[stretch.text] for stretch in cut]
        if parts[0].source == source:
            return parts[0]
        if any(part.status == "kept" for part in parts):
            return None
        target = joined([part.target for part in parts], cut, source)
        sure = overall((part.target, part.certainty) for part in parts)
        of_parts = (f for part in parts for f in part.flags if f.kind in UNTOLD)
        return replace(
            parts[0],
            source=source,
            target=target,
            flags=(
                *self.check(source, target),
                *dict.fromkeys(of_parts),
                *unsure(sure, self.min_certainty),
            ),
            repairs=tuple(dict.fromkeys(r for part in parts for r in part.repairs)),
            certainty=sure,
        )

    def _translate(self, sources: Sequence[str]) -> list[Translation]:
        parts = self._fitting([given(source) for source in sources])
        # The other hypotheses of the beam cost nothing more.
        all_of_beam = n_best(self.decoding, self.decoding.beam_size)
        decoding = all_of_beam if self.repair else self.decoding
        traces = Traces()
        candidates = self._candidates(parts, decoding, traces)
        drafts = [
            self._first(source, found, _preparation(source, cut))
            for source, cut, found in zip(sources, parts, candidates, strict=True)
        ]
        if self.repair:
            for step in repairs(self.decoding):
                if step.reword:
                    drafts = [self._reworded(one, step.name, traces) for one in drafts]
                else:
                    drafts = self._repair(drafts, step, traces)
        drafts = self._with_terms(drafts, traces)
        if self.repair:
            drafts = self._supplied(drafts, traces)
        drafts = self._with_cuts([self._told(draft, traces) for draft in drafts])
        accounted = [_account(draft) for draft in self._measured(drafts)]
        return [
            replace(t, flags=(*t.flags, *unsure(t.certainty, self.min_certainty)))
            for t in accounted
        ]

    def _with_terms(
        self, drafts: list[Translation], traces: Traces
    ) -> list[Translation]:
        """The drafts with the terms of the glossary as they are wanted.

        Where one is missing, it takes the place of the words written for it. A name, or
        a term of the user's own, is put in even where no word was, and after that the
        model is asked again with its English in the French: models copy such words.
        """
        if not self.glossary:
            return drafts
        done = [self._honored(draft) for draft in drafts]
        if self.repair:
            exchange, place = "terms exchanged", "terms placed"
            done = self._termed(done, exchange, partial(self._exchanged, traces=traces))
            put = partial(self._placed, traces=traces)
            done = self._termed(done, place, put)
            must = self.required_terms | self.glossary.names
            done = self._termed(done, place, partial(put, insist=True), must)
            done = self._termed(done, "terms in the French", self._terms_marked, must)
        return [self._flagged(one) for one in done]

    def _termed(
        self,
        done: list[_Termed],
        step: str,
        ask: Callable[
            [Sequence[Translation], Sequence[Pick]], Iterable[Iterable[_Answer]]
        ],
        only: Collection[str] | None = None,
    ) -> list[_Termed]:
        """The drafts; where terms are missing, what misses fewer of the answers.

        Args:
            done: the drafts and what they miss.
            step: its name.
            ask: gives answers to drafts in which what is picked shall stand.
            only: terms for which the step is taken; `None` for all.
        """
        lacking = [
            i
            for i, one in enumerate(done)
            if any(only is None or failure.source in only for failure in one.missed)
        ]
        better = list(done)
        found = ask(*_missed([done[i] for i in lacking]))
        for i, answers in zip(lacking, found, strict=True):
            draft = done[i].draft
            steps = (*draft.repairs, step)
            verdicts = (self._verdict(draft.source, answer) for answer in answers)
            others = [self._honored(replace(v, repairs=steps)) for v in verdicts]
            better[i] = self._best_termed(done[i], others)
        return better

    def _terms_marked(
        self, drafts: Sequence[Translation], _: Sequence[Pick]
    ) -> Iterator[Iterator[_Answer]]:
        """Answers to the French with the English of its terms in it."""
        assert self.glossary is not None  # noqa: S101 - nothing lacks a term without
        mark = self._marked if self.marks else self.glossary.mark
        marked = [mark(given(draft.source)) for draft in drafts]
        all_of_beam = n_best(self.decoding, self.decoding.beam_size)
        return self._candidates(self._fitting(marked), all_of_beam)

    def _honored(self, draft: Translation) -> _Termed:
        """The draft with those terms put in that its English can take."""
        if not self.glossary or not draft.target:
            return _Termed(draft, ())
        applied = self.glossary.apply(uncontracted(draft.source), draft.target)
        if applied.target != draft.target:
            steps = (*draft.repairs, "glossary")
            answer = _Answer(english(applied.target), draft.certainty)
            draft = replace(self._verdict(draft.source, answer), repairs=steps)
        return _Termed(draft, applied.failures)

    def _best_termed(self, first: _Termed, others: Sequence[_Termed]) -> _Termed:
        """The one that misses the fewest terms among those no more doubtful."""
        doubt = self.severity(first.draft.flags)
        may = [one for one in others if self.severity(one.draft.flags) <= doubt]
        return min([first, *may], key=lambda one: len(one.missed))

    def _flagged(self, one: _Termed) -> Translation:
        """The draft with a flag for each required term that it misses."""
        missed = tuple(
            Flag(kind="glossary", detail=f"{f.surface} → {f.target}: {f.reason}")
            for f in one.missed
            if f.source in self.required_terms
        )
        return replace(one.draft, flags=(*one.draft.flags, *missed))

    def _first(
        self, source: str, candidates: Iterator[_Answer], done: tuple[str, ...]
    ) -> Translation:
        """The best candidate, or another where that one is in doubt and it is not."""
        draft = replace(self._verdict(source, next(candidates)), repairs=done)
        return self._better(draft, candidates, "another hypothesis")

    def _better(
        self, draft: Translation, candidates: Iterable[_Answer], step: str
    ) -> Translation:
        """The draft, or the first candidate with the best verdict if that is better."""
        doubt = self.severity(draft.flags)
        if not doubt:
            return draft
        best = draft
        for answer in candidates:
            verdict = self._verdict(draft.source, answer)
            found = self.severity(verdict.flags)
            if found < doubt:
                best, doubt = replace(verdict, repairs=(*draft.repairs, step)), found
            if not doubt:  # nothing can be better: the others need no verdict
                break
        return best

    def _repair(
        self, drafts: list[Translation], step: Repair, traces: Traces
    ) -> list[Translation]:
        """The drafts, those in doubt replaced where `step` finds something better."""
        doubtful = [
            i
            for i, draft in enumerate(drafts)
            if any(flag.kind in step.kinds for flag in draft.flags)
        ]
        better = list(drafts)
        found = self._asked_again([drafts[i] for i in doubtful], step, traces)
        for i, candidates in zip(doubtful, found, strict=True):
            better[i] = self._better(drafts[i], candidates, step.name)
        return better

    def _asked_again(
        self, drafts: Sequence[Translation], step: Repair, traces: Traces
    ) -> Iterable[Iterable[_Answer]]:
        """Answers to each source, asked for as `step` wants it."""
        picks: list[Pick] = [partial(doubted, flags=one.flags) for one in drafts]
        if step.exchange:
            return self._exchanged(drafts, picks, traces)
        if step.place:
            return self._placed(drafts, picks, traces)
        if step.cut:
            # A model that stutters has lost its way: nothing of it is sure.
            return [[_Answer(step.cut(draft.target), 0.0)] for draft in drafts]
        parts = self._parts([given(draft.source) for draft in drafts], step)
        return self._candidates(parts, step.decoding)

    def _exchanged(
        self, drafts: Sequence[Translation], picks: Sequence[Pick], traces: Traces
    ) -> list[list[_Answer]]:
        """Answers in which the terms picked stand for the words written for them."""
        lacking = self._lacking(drafts, picks, traces)
        answers: list[list[_Answer]] = [[] for _ in drafts]
        for i, draft in lacking.items():
            found = exchanged(self.tokenizer, draft)
            if found:
                # All else is still the model's own, and it was as sure of that.
                sure = drafts[i].certainty
                answers[i] = [self._edited(drafts[i].source, found, sure, traces)]
        return answers

    def _reworded(self, draft: Translation, step: str, traces: Traces) -> Translation:
        """The draft, words exchanged that are none or not what the French says.

        If that makes it no more doubtful: that a word means something else is no doubt
        that a check of two texts could have.
        """
        source, trace = self._traced(draft, traces)
        strange = strange_words(draft.flags)
        found = reworded(self.tokenizer, source, trace, strange) if trace else None
        if found is None:
            return draft
        answer = self._edited(draft.source, found, draft.certainty, traces)
        return self._no_worse(draft, answer, step)

    @staticmethod
    def _traced(draft: Translation, traces: Traces) -> tuple[str, Hypothesis | None]:
        """A draft's source as the model was given it, and its trace if at hand."""
        source = given(draft.source)
        return source, traces.of(source, draft.target)

    def _edited(
        self, source: str, found: Hypothesis, certainty: float | None, traces: Traces
    ) -> _Answer:
        """A draft of which the model did not write all; later steps find its trace."""
        text = english(self.tokenizer.decode(found.token_ids))
        traces.keep(given(source), text, found)
        return _Answer(text, certainty)

    def _placed(
        self,
        drafts: Sequence[Translation],
        picks: Sequence[Pick],
        traces: Traces,
        *,
        insist: bool = False,
    ) -> list[list[_Answer]]:
        """Answers in which the terms picked for each draft stand in their places."""
        lacking = self._lacking(drafts, picks, traces)
        found = placed(
            self.engine,
            self.tokenizer,
            list(lacking.values()),
            self.decoding,
            insist=insist,
        )
        answers: list[list[_Answer]] = [[] for _ in drafts]
        for i, completions in zip(lacking, found, strict=True):
            source = drafts[i].source
            answers[i] = [self._edited(source, c, None, traces) for c in completions]
        return answers

    def _lacking(
        self, drafts: Sequence[Translation], picks: Sequence[Pick], traces: Traces
    ) -> dict[int, Draft]:
        """The drafts that lack a term picked for them, by their places."""
        lacking: dict[int, Draft] = {}
        for i, (draft, pick) in enumerate(zip(drafts, picks, strict=True)):
            source = given(draft.source)
            wanted = self.wanted(source)
            terms = pick(source, wanted)
            if terms and self._fits(source):
                there = (w for w in wanted if stands(w.english, draft.target))
                lacking[i] = Draft(
                    source=source,
                    target=draft.target,
                    terms=(*terms, *there),
                    trace=traces.of(source, draft.target),
                )
        return lacking

    def _supplied(
        self, drafts: Sequence[Translation], traces: Traces
    ) -> list[Translation]:
        """The drafts, words put in that they leave out, wherever the model takes them.

        Only sure words: the answers that leave out less of the others are no better on
        the whole.
        """
        better = list(drafts)
        lost = [self._lost(draft) for draft in drafts]
        for rank in range(max(map(len, lost), default=0)):
            lacking: dict[int, Lacking] = {}
            for i in (i for i, words in enumerate(lost) if rank < len(words)):
                source, trace = self._traced(better[i], traces)
                if trace and trace.alignment and self._has_room(trace):
                    lacking[i] = Lacking(source, trace, lost[i][rank])
            found = supplied(self.engine, self.tokenizer, list(lacking.values()))
            for i, filled in zip(lacking, found, strict=True):
                if filled:
                    answer = self._edited(drafts[i].source, filled, None, traces)
                    better[i] = self._no_worse(better[i], answer, "word put in")
        return better

    def _has_room(self, trace: Hypothesis) -> bool:
        """Whether the model has positions for a word more, and the end."""
        return len(trace.token_ids) + _WORD < self.decoding.max_length

    def _no_worse(self, draft: Translation, answer: _Answer, step: str) -> Translation:
        """What a draft becomes by an answer, if that makes it no more doubtful."""
        verdict = self._verdict(draft.source, answer)
        if self.severity(verdict.flags) > self.severity(draft.flags):
            return draft
        return replace(verdict, repairs=(*draft.repairs, step))

    def _lost(self, draft: Translation) -> tuple[str, ...]:
        """The sure words that a draft leaves out, without those of terms it honors."""
        words = lost_words(draft.source, draft.target)
        of_terms = {w for use in self._uses(draft, words) for w in _words(use.surface)}
        return tuple(word for word in words if word not in of_terms)

    def _added(self, draft: Translation) -> tuple[str, ...]:
        """The words of a draft that come from nowhere, without those of terms."""
        words = added_words(given(draft.source), draft.target)
        of_terms = {w for use in self._uses(draft, words) for w in _words(use.target)}
        return tuple(word for word in words if word not in of_terms)

    def _uses(self, draft: Translation, words: Sequence[str]) -> tuple[Use, ...]:
        """The terms that a draft honors, if some of its words may be theirs."""
        if not words or not self.glossary:
            return ()
        return self.glossary.apply(uncontracted(draft.source), draft.target).uses

    def _told(self, draft: Translation, traces: Traces) -> Translation:
        """The draft with flags for what it leaves out or puts in, as far as known."""
        source, trace = self._traced(draft, traces)
        runs = left_out(self.tokenizer, source, trace) if trace else ()
        within = " ".join(flag.detail for flag in runs).split()
        words = [word for word in self._lost(draft) if word not in within]
        alone = [Flag(kind="omission", detail=told(word)) for word in words]
        added = [
            Flag(kind="addition", detail=told_added(word))
            for word in self._added(draft)
        ]
        return replace(draft, flags=(*draft.flags, *runs, *alone, *added))

    def _with_cuts(self, drafts: Sequence[Translation]) -> list[Translation]:
        """The drafts with the cuts that their French shows."""
        cut = [i for i, d in enumerate(drafts) if d.target and shows_cut(d.source)]
        found = put_back(
            self.engine,
            self.tokenizer,
            [with_cuts(drafts[i].source) for i in cut],
            [drafts[i].target for i in cut],
            replace(self.decoding, beam_size=1),
        )
        shown = list(drafts)
        for i, target in zip(cut, found, strict=True):
            shown[i] = replace(drafts[i], target=target)
        return shown

    def _measured(self, drafts: Sequence[Translation]) -> list[Translation]:
        """The drafts, with the certainty of English the model was told a part of."""
        edited = [i for i, d in enumerate(drafts) if d.certainty is None and d.target]
        scores = self.engine.score(
            self.tokenizer.encode([given(drafts[i].source) for i in edited]),
            [[self._scorable(drafts[i].target)] for i in edited],
        )
        measured = list(drafts)
        for i, (score,) in zip(edited, scores, strict=True):
            measured[i] = replace(drafts[i], certainty=probability(score))
        return measured

    def _scorable(self, target: str) -> list[int]:
        """The tokens of a text, as far as the model has positions for them."""
        return self.tokenizer.encode_target(target)[: self.decoding.max_length - 1]

    def _parts(self, sources: Sequence[str], step: Repair) -> list[list[str]]:
        """Each source in parts as `step` wants them."""
        if step.split:
            halves = [self._fitting(split_once(source)) for source in sources]
            return [[part for half in both for part in half] for both in halves]
        return self._fitting(sources)

    def _marked(self, source: str) -> str:
        """The source with all marked whose English is known."""
        return insert(source, self.wanted(source))

    def _candidates(
        self,
        parts: Sequence[Sequence[str]],
        decoding: Decoding,
        traces: Traces | None = None,
    ) -> Iterator[Iterator[_Answer]]:
        """Answers for each source given in parts, best first; parts joined again.

        Each is made when it is taken: most that are not the best never are.

        Args:
            parts: of each source.
            decoding: how to search.
            traces: where those of whole sources are kept.
        """
        flat = self.tokenizer.encode([text for source in parts for text in source])
        results = iter(self.engine.generate(flat, decoding)) if flat else iter(())
        for source in parts:
            hypotheses = [next(results) for _ in source]
            keep = traces if len(source) == 1 else None
            yield self._ranked(source[0], hypotheses, decoding, keep)

    def _ranked(
        self,
        source: str,
        hypotheses: Sequence[Sequence[Hypothesis]],
        decoding: Decoding,
        traces: Traces | None,
    ) -> Iterator[_Answer]:
        """The answers that the hypotheses for all parts of a source come to."""
        for parts in zip(*hypotheses, strict=False):
            answer = self._answer(parts, decoding.length_penalty)
            if traces is not None and parts[0].alignment:
                traces.keep(source, answer.text, parts[0])
            yield answer

    def _answer(self, parts: Sequence[Hypothesis], length_penalty: float) -> _Answer:
        """The parts of one translation as one text."""
        text = " ".join(self.tokenizer.decode(part.token_ids) for part in parts)
        return _Answer(english(unmarked(text)), certainty_of(parts, length_penalty))

    def _verdict(self, source: str, answer: _Answer) -> Translation:
        text = finished(source, answer.text)
        # An empty answer is no translation; `_account` keeps the French instead.
        return Translation(
            source=source,
            target=text or source,
            status="translated",
            flags=self.check(source, text),
            certainty=answer.certainty,
        )

    def _fitting(self, sources: Sequence[str]) -> list[list[str]]:
        """Each source in parts that the model can take."""
        lengths = map(len, self.tokenizer.encode(sources))
        return [
            [source]
            if length <= self.max_source_tokens
            else list(split_clauses(source, self._fits))
            for source, length in zip(sources, lengths, strict=True)
        ]

    def _fits(self, text: str) -> bool:
        return len(self.tokenizer.encode([text])[0]) <= self.max_source_tokens


def _missed(lacking: Sequence[_Termed]) -> tuple[list[Translation], list[Pick]]:
    """The drafts, and what picks the terms that each of them misses."""
    picks: list[Pick] = [
        partial(among, surfaces={failure.surface for failure in one.missed})
        for one in lacking
    ]
    return [one.draft for one in lacking], picks


def _words(text: str) -> list[str]:
    """The words of a term in small letters."""
    return text.lower().split()


def kept(source: str, reason: str) -> Translation:
    """The French itself, with the reason."""
    return Translation(source=source, target=source, status="kept", reason=reason)


def _preparation(source: str, parts: Sequence[str]) -> tuple[str, ...]:
    """What was done to a source before the model saw it."""
    steps = prepared(source)
    return (*steps, "split: too long for the model") if len(parts) > 1 else steps


def _account(draft: Translation) -> Translation:
    """The draft, or the French kept where the English is of no use to a reader."""
    useless = [flag for flag in draft.flags if flag.kind in UNUSABLE]
    if not useless:
        return draft
    reason = f"the model failed: {useless[0].detail}"
    return replace(kept(draft.source, reason), flags=draft.flags, repairs=draft.repairs)
