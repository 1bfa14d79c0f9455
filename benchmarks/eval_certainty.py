"""Whether the model knows when it is wrong.

    python -m benchmarks.eval_certainty [--sentences N] [--documents N]

Sentences of each test set, translated as they are for a briefing: chrF against the
human English by fifths of the model's certainty, and what the flag `unsure` adds to the
checks that compare with the French: how many more sentences carry a doubt, how good
their English is, and how much of the poor English has a doubt at all. The threshold of
a new model (`min_certainty` on its card) is chosen by the fifths. Then whole documents:
how good the sentences are that summary and key points take, beside all of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from statistics import mean

from benchmarks.eval_fidelity import SHARED, pairs
from briefing.pipeline import Pipeline
from briefing.types import Document, Span, Translation

SETS = ("flores-dev", "newstest2009", "wmt12")
POOR = 35.0
"""chrF below which next to nothing of a sentence came over."""
FIFTHS = 5
NEWS = "wmt12"
"""The set whose documents are read as articles."""
LENGTHS = range(12, 46)
"""Lines of a document that is like an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One sentence that the model translated."""

    certainty: float
    chrf: float
    unsure: bool
    doubtful: bool
    """Whether any other check has a doubt."""


def rated(made: Translation, reference: str) -> Rated:
    """What became of a sentence, beside its human English."""
    import sacrebleu

    kinds = {flag.kind for flag in made.flags}
    return Rated(
        certainty=made.certainty or 0.0,
        chrf=sacrebleu.sentence_chrf(made.target, [reference]).score,
        unsure="unsure" in kinds,
        doubtful=bool(kinds - {"unsure"}),
    )


def fifths(found: Sequence[Rated]) -> list[Sequence[Rated]]:
    """Parts of equal size, the least certain first."""
    ordered = sorted(found, key=lambda one: one.certainty)
    cuts = [round(i * len(ordered) / FIFTHS) for i in range(FIFTHS + 1)]
    return [ordered[a:b] for a, b in pairwise(cuts)]


def chrf(found: Sequence[Rated]) -> float:
    """The mean of the sentences' chrF, 0 of none."""
    return mean(one.chrf for one in found) if found else 0.0


def share(count: int, found: Sequence[Rated]) -> float:
    """In percent."""
    return 100 * count / max(1, len(found))


def report(name: str, found: Sequence[Rated]) -> None:
    """Print the figures of one set."""
    parts = fifths(found)
    tops = " ".join(f"{part[-1].certainty:6.2f}" for part in parts)
    means = " ".join(f"{chrf(part):6.1f}" for part in parts)
    print(f"\n{name}, {len(found)} sentences")
    print(f"certainty up to           {tops}")
    print(f"chrF of that fifth        {means}")
    plain = [one for one in found if not one.doubtful]
    poor = [one for one in found if one.chrf < POOR]
    with_other = sum(one.doubtful for one in poor)
    with_any = sum(one.doubtful or one.unsure for one in poor)
    unsure = [one for one in plain if one.unsure]
    print(
        f"unsure                    {share(sum(o.unsure for o in found), found):6.1f} %"
    )
    print(f"unsure, no other doubt    {share(len(unsure), found):6.1f} %")
    print(f"chrF of these             {chrf(unsure):6.1f}")
    print(f"chrF without any doubt    {chrf([o for o in plain if not o.unsure]):6.1f}")
    print(f"poor ones with other doubt{share(with_other, poor):6.1f} %, with any "
          f"{share(with_any, poor):.1f} %")  # fmt: skip


def documents(name: str) -> list[tuple[Document, list[str]]]:
    """The documents of a set, first line as title, with the human English by line."""
    file = SHARED / "testsets" / f"{name}.docids"
    if not file.is_file():
        return []
    lines = zip(file.read_text("utf-8").splitlines(), pairs(name), strict=True)
    parts = (list(group) for _, group in groupby(lines, key=lambda line: line[0]))
    return [
        (document_of([f for _, (f, _) in part]), [e for _, (_, e) in part])
        for part in parts
        if len(part) in LENGTHS
    ]


def document_of(lines: Sequence[str]) -> Document:
    """Lines as the paragraphs of an article."""
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    spans = tuple(
        Span(start=start, end=start + len(line))
        for start, line in zip(starts, lines, strict=True)
    )
    return Document(
        id="d",
        text="\n".join(lines),
        paragraphs=spans,
        source="",
        sha256="",
        title=lines[0],
        title_span=spans[0],
        headings=spans[:1],
    )


def chosen(
    pipeline: Pipeline, document: Document, references: Sequence[str]
) -> dict[str, list[Rated]]:
    """The sentences of one document, all and those that are shown."""
    briefing = pipeline.brief(document)
    article = briefing.article
    every = [
        rated(made, references[sentence.paragraph])
        for sentence, made in zip(article.sentences, article.translations, strict=True)
    ]
    shown = {"summary": briefing.summary, "key points": briefing.key_points}
    return {"all sentences": every} | {
        name: [every[i] for part in parts for i in part.sources]
        for name, parts in shown.items()
    }


def report_choice(pipeline: Pipeline, count: int) -> None:
    """Print how good the English is that a briefing shows first."""
    found = documents(NEWS)
    some = found[:: max(1, len(found) // max(1, count))][:count]
    tables = [chosen(pipeline, *one) for one in some]
    print(f"\n{len(some)} documents of {NEWS}      chrF  under {POOR:.0f}")
    for name in tables[0] if tables else ():
        taken = [one for table in tables for one in table[name]]
        poor = share(sum(one.chrf < POOR for one in taken), taken)
        print(f"{name:24} {chrf(taken):6.1f} {poor:8.1f} %")


def main() -> None:
    """Print the figures of all sets at hand."""
    from briefing.config import Config
    from briefing.models import find_model
    from briefing.parts import build_pipeline, build_translator

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=300, metavar="N")
    parser.add_argument("--documents", type=int, default=40, metavar="N")
    options = parser.parse_args()
    count = options.sentences
    config = Config()
    translator = build_translator(config, find_model(config.model))
    for name in SETS:
        whole = pairs(name)
        some = whole[:: max(1, len(whole) // count)]
        made = translator([source for source, _ in some])
        found = [
            rated(translation, reference)
            for translation, (_, reference) in zip(made, some, strict=True)
            if translation.status == "translated"
        ]
        if found:
            report(name, found)
    report_choice(build_pipeline(config), options.documents)


if __name__ == "__main__":
    main()
