"""What the checks find, miss and cry wolf about, before and after repair.

    python -m benchmarks.eval_fidelity [--sentences N] [--no-model]

Five tables. Quantity grammars on the test sets of the repository. False alarms: flags
on human translations, by kind. Catches: flags on human translations spoilt in one
place. The model: sentences of the sets with a figure, translated without and with the
repair chain; a figure is silently wrong if our English and the
human English disagree about it, although the human English agrees with the French, and
no flag says so. The same of a hundred press articles, where no human English tells.
The shipped glossary: terms that stand as wanted, and what it costs.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from briefing import fidelity
from briefing.fidelity import compare
from briefing.fidelity.negation import denials
from briefing.fidelity.quantities import english, french
from briefing.protocols import Translator
from briefing.types import Translation

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
QUANTITIES = ROOT / "tests" / "data" / "quantities"
SETS = ("flores-dev", "newstest2009", "wmt10", "wmt11", "wmt12")
MEASURED = ("flores-dev", "newstest2009")
KINDS = (
    *("quantity", "name", "negation", "modality"),
    *("repetition", "echo", "length", "copied", "garbled", "word", "marks"),
)

Pair = tuple[str, str]


def pairs(name: str) -> list[Pair]:
    """French and human English of a test set, line by line; empty if not at hand."""
    files = [SHARED / "testsets" / f"{name}.{lang}" for lang in ("fr", "en")]
    if not all(file.is_file() for file in files):
        return []
    sides = [file.read_text("utf-8").splitlines() for file in files]
    return list(zip(*sides, strict=True))


def grammar_scores(name: str) -> tuple[float, float]:
    """Precision and recall of whole items on one quantity test set."""
    reader = french if name.startswith("fr") else english
    right = found = wanted = 0
    for line in (QUANTITIES / f"{name}.tsv").read_text("utf-8").splitlines():
        sentence, _, items = line.partition("\t")
        want = Counter(item.strip() for item in items.split("; ") if item.strip())
        got = Counter(map(str, reader(sentence)))
        right += (want & got).total()
        found += got.total()
        wanted += want.total()
    return right / found, right / wanted


def false_alarms(found: Sequence[Pair]) -> dict[str, float]:
    """Share of human translations with a flag, by kind and in all."""
    count: Counter[str] = Counter()
    for source, target in found:
        kinds = {flag.kind for flag in fidelity.check(source, target)}
        count.update([*kinds, *(["any"] if kinds else [])])
    return {kind: n / len(found) for kind, n in count.items()}


def thousandfold(source: str, text: str, rng: random.Random) -> str:
    """A million for a billion, or the other way round."""
    other = {"million": "billion", "billion": "million"}
    return re.sub(r"\b([mb]illion)", lambda m: other[m[1]], text, count=1)


def swapped(source: str, text: str, rng: random.Random) -> str:
    """Two neighboring digits change places."""
    return re.sub(r"(\d)(?!\1)(\d)", r"\2\1", text, count=1)


def other_number(source: str, text: str, rng: random.Random) -> str:
    """Another number for one in digits."""
    return re.sub(
        r"\d+", lambda m: str(int(m[0]) + rng.randint(1, 9) * 7), text, count=1
    )


def other_name(source: str, text: str, rng: random.Random) -> str:
    """An invented name for a capitalized word inside the sentence."""
    return re.sub(r"(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])", "Zorbek", text, count=1)


def without_not(source: str, text: str, rng: random.Random) -> str:
    """A negation is gone."""
    return re.sub(r"\s+not\b|n['’]t\b", "", text, count=1)


_TURNED = {
    "without": "with",
    "no": "some",
    "never": "always",
    "none": "all",
    "nothing": "everything",
    "nobody": "everybody",
    "neither": "both",
    "cannot": "can",
}


def turned(source: str, text: str, rng: random.Random) -> str:
    """A word that denies has become its opposite."""
    words = "|".join(_TURNED)
    return re.sub(rf"\b({words})\b", lambda m: _TURNED[m[1]], text, count=1)


def with_not(source: str, text: str, rng: random.Random) -> str:
    """A negation appears."""
    return re.sub(r"\b(is|are|was|were|will|would|can)\b", r"\1 not", text, count=1)


def cut_short(source: str, text: str, rng: random.Random) -> str:
    """Only the first third is left."""
    words = text.split()
    return " ".join(words[: len(words) // 3]) if len(words) > 9 else text


def looping(source: str, text: str, rng: random.Random) -> str:
    """Three words in the middle stand twice more."""
    words = text.split()
    middle = len(words) // 2
    loop = words[middle : middle + 3]
    return " ".join([*words[:middle], *loop * 3, *words[middle + 3 :]])


def echoing(source: str, text: str, rng: random.Random) -> str:
    """A longer word stands twice: "the war of the war"."""
    found = list(re.finditer(r"(?<=[a-z] )[a-z]{6,}(?![\w'’-])", text))
    if not found:
        return text
    word = rng.choice(found)
    return f"{text[: word.end()]} of the {text[word.start() :]}"


def mangled(source: str, text: str, rng: random.Random) -> str:
    """A letter inside a longer word is gone, doubled or another."""
    found = list(re.finditer(r"(?<![\w'’-])[a-z]{7,}(?![\w'’-])", text))
    if not found:
        return text
    word = rng.choice(found)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    letter = rng.choice(["", text[at] * 2, rng.choice("aeioulnrst")])
    return text[:at] + letter + text[at + 1 :]


def left_french(source: str, text: str, rng: random.Random) -> str:
    """A longer word of the French stands in the middle of the English."""
    there = set(re.findall(r"\w+", text))
    words = re.findall(r"(?<![\w'’-])[a-zà-ÿœ]{6,}(?![\w'’-])", source)
    strange = [word for word in words if word not in there]
    if not strange:
        return text
    english = text.split(" ")
    english[len(english) // 2] = rng.choice(strange)
    return " ".join(english)


SPOILS: dict[str, tuple[str, Callable[[str, str, random.Random], str]]] = {
    "million for billion": ("quantity", thousandfold),
    "digits swapped": ("quantity", swapped),
    "another number": ("quantity", other_number),
    "another name": ("name", other_name),
    "negation dropped": ("negation", without_not),
    "negation turned": ("negation", turned),
    "negation put in": ("negation", with_not),
    "two thirds dropped": ("length", cut_short),
    "words looping": ("repetition", looping),
    "word echoed": ("echo", echoing),
    "letter wrong": ("word", mangled),
    "word left in French": ("word", left_french),
}
"""What is spoilt, the kind of flag that should say so, and how."""


def catches(found: Sequence[Pair], name: str) -> tuple[int, int, int]:
    """Spoilt sentences, those flagged as they should be, those flagged at all.

    Only sentences that are clean before they are spoilt.
    """
    kind, spoil = SPOILS[name]
    rng = random.Random(name)  # noqa: S311 - seeded, so that figures can be compared
    tried = caught = flagged = 0
    for source, target in found:
        changed = spoil(source, target, rng)
        if changed == target or fidelity.check(source, target):
            continue
        kinds = {flag.kind for flag in fidelity.check(source, changed)}
        tried += 1
        caught += kind in kinds
        flagged += bool(kinds)
    return tried, caught, flagged


def disagree(reference: str, target: str) -> bool:
    """Whether two English sentences state different figures."""
    missing, extra = compare.unpaired(
        list(compare.facets(english(reference), reference)),
        list(compare.facets(english(target), target)),
    )
    missing = [f for f in missing if not compare.written(f, target)]
    extra = [f for f in extra if not compare.written(f, reference)]
    strong = [f for f in (*missing, *extra) if f.strong]
    return bool(strong) or any(
        compare.rivals(a, b) for a in missing for b in extra
    )  # fmt: skip


def with_figures(count: int) -> list[Pair]:
    """Sentences with a figure on which French and human English agree.

    Taken at equal steps from all sets.
    """
    found = [pair for name in SETS for pair in pairs(name)]
    kept = [
        (source, reference)
        for source, reference in found
        if any(f.strong for f in compare.facets(french(source), source))
        and not any(compare.check_quantities(source, reference))
    ]
    step = max(1, len(kept) // count)
    return kept[::step][:count]


def report_grammars() -> None:
    """Print the table of the quantity grammars."""
    print("quantities          P       R")
    for name in ("fr_dev", "fr_holdout", "en_dev", "en_holdout"):
        precision, recall = grammar_scores(name)
        print(f"{name:14}  {precision:6.4f}  {recall:6.4f}")


def report_alarms() -> None:
    """Print the table of false alarms, in percent of the human translations."""
    print("\nflags on human translations, %")
    print(f"{'set':14}", *(f"{kind[:10]:>10}" for kind in (*KINDS, "any")))
    for name in SETS:
        found = pairs(name)
        if not found:
            continue
        shares = false_alarms(found)
        row = (f"{100 * shares.get(kind, 0):10.2f}" for kind in (*KINDS, "any"))
        print(f"{name:14}", *row)


def denies(source: str) -> bool:
    """Whether the French denies outright; « ignorer » is "not know" without that."""
    return any(not denial.soft for denial in denials(source.lower()))


def report_catches() -> None:
    """Print the table of spoilt sentences, in percent caught."""
    found = [pair for name in MEASURED for pair in pairs(name)]
    print("\nspoilt human translations      tried  right kind %  any %")
    for name in SPOILS:
        tried, caught, flagged = catches(found, name)
        if tried:
            right, any_kind = 100 * caught / tried, 100 * flagged / tried
            print(f"{name:28} {tried:7} {right:13.1f} {any_kind:6.1f}")
    denying = [pair for pair in found if denies(pair[0])]
    for name in ("negation dropped", "negation turned"):
        tried, caught, _ = catches(denying, name)
        right = 100 * caught / max(tried, 1)
        print(f"  {name}, French denies {tried:4} {right:12.1f}")


def press_with_figures(count: int) -> list[str]:
    """Sentences with a figure from a hundred press articles, at equal steps."""
    from benchmarks.eval_quotes import document_of
    from briefing.sentences import split

    file = SHARED / "articles" / "articles_dev.jsonl.gz"
    if not file.is_file():
        return []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in itertools.islice(lines, 100)]
    found = [s.text for a in articles for s in split(document_of(a["text"]))]
    kept = [s for s in found if any(f.strong for f in compare.facets(french(s), s))]
    return kept[:: max(1, len(kept) // count)][:count]


def report_model(count: int) -> None:
    """Print what the model makes of sentences with figures."""
    report_figures(with_figures(count), "with a figure and human English")
    press = [(source, None) for source in press_with_figures(count)]
    report_figures(press, "of the press with a figure")


def translator_with(**settings: bool) -> Translator:
    """The translator with the shipped model and these settings of the configuration."""
    from briefing.config import Config
    from briefing.models import find_model
    from briefing.parts import build_translator

    config = Config(**settings)  # type: ignore[arg-type]
    return build_translator(config, find_model(config.model))


def report_figures(found: Sequence[tuple[str, str | None]], about: str) -> None:
    """Print one table: the sentences translated without and with repairs."""
    if not found:
        return
    sources = [source for source, _ in found]
    print(f"\n{f'{len(found)} sentences {about}':44} before  after repair")
    columns: list[Counter[str]] = []
    for repair in (False, True):
        translator = translator_with(repair=repair)
        start = time.process_time()
        translations = translator(sources)
        seconds = time.process_time() - start
        columns.append(tally(found, translations, seconds))
    for name in columns[1]:
        print(f"{name:44} {columns[0][name]:6} {columns[1][name]:13}")


def tally(
    found: Sequence[tuple[str, str | None]],
    translations: Sequence[Translation],
    seconds: float,
) -> Counter[str]:
    """The figures of one run, by name; what is wrong only where human English is."""
    count: Counter[str] = Counter()
    start = time.process_time()
    for source, _ in found:
        fidelity.check(source, source)
    cost = time.process_time() - start
    for (_, reference), made in zip(found, translations, strict=True):
        kinds = [flag.kind for flag in made.flags]
        flagged = "quantity" in kinds
        wrong = reference is not None and disagree(reference, made.target)
        count["right, no flag about figures"] += not (wrong or flagged)
        count["flagged: figure in doubt"] += flagged
        count["kept in French"] += made.status == "kept"
        if reference is not None:
            silent = wrong and not flagged and made.status != "kept"
            count["silently wrong"] += silent
            count["… of them with another flag"] += silent and bool(kinds)
        for step in made.repairs:
            count[f"repaired by: {step}"] += 1
    count["seconds of processor time"] = round(seconds)
    count["cost of one check of all, % of it"] = round(100 * cost / seconds)
    return count


def report_glossary(count: int) -> None:
    """Print how many terms of the shipped glossary stand as wanted, and what it costs.

    Sentences with a term, translated without a glossary, before and after it.
    """
    import sacrebleu

    from briefing.glossary import DEFAULT, Glossary
    from briefing.glossary.matching import find_terms

    glossary = Glossary.load(DEFAULT)
    found = [
        pair
        for name in SETS
        for pair in pairs(name)
        if any(find_terms(pair[0], glossary.index))
    ][:count]
    translator = translator_with(repair=False, default_glossary=False)
    before = [made.target for made in translator([source for source, _ in found])]
    applied = [
        glossary.apply(source, target)
        for (source, _), target in zip(found, before, strict=True)
    ]
    uses = [use for one in applied for use in one.uses]
    failed = sum(len(one.failures) for one in applied)
    put_in = sum(use.replaced is not None for use in uses)
    references = [[reference for _, reference in found]]
    scores = [
        sacrebleu.corpus_bleu(texts, references).score
        for texts in (before, [one.target for one in applied])
    ]
    total = len(uses) + failed
    print(f"\nglossary: {total} occurrences of terms in {len(found)} sentences")
    print(f"stood as wanted {100 * (len(uses) - put_in) / total:6.1f} %")
    print(f"put in          {100 * put_in / total:6.1f} %")
    print(f"not honored     {100 * failed / total:6.1f} %")
    print(f"BLEU of these   {scores[0]:6.2f} → {scores[1]:.2f}")
    whole = translator_with()
    made = [one.target for one in whole([source for source, _ in found])]
    missed = sum(
        len(glossary.apply(source, target).failures)
        for (source, _), target in zip(found, made, strict=True)
    )
    print(f"not honored, with repairs {100 * missed / total:6.1f} %")
    print(f"BLEU, with repairs  {sacrebleu.corpus_bleu(made, references).score:6.2f}")
    report_glossary_cost(sacrebleu.corpus_bleu)


def report_glossary_cost(bleu: Callable[..., Any]) -> None:
    """Print the BLEU of flores-dev, all of it, without and with the glossary."""
    found = pairs("flores-dev")
    sources, references = [s for s, _ in found], [[r for _, r in found]]
    scores: list[float] = []
    for chosen in (False, True):
        translator = translator_with(default_glossary=chosen)
        made = [one.target for one in translator(sources)]
        scores.append(bleu(made, references).score)
    print(f"flores-dev, without and with it {scores[0]:.2f} → {scores[1]:.2f} BLEU")


def main() -> None:
    """Print all tables; those whose texts are missing are left out."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=300, metavar="N")
    parser.add_argument("--no-model", action="store_true")
    options = parser.parse_args()
    report_grammars()
    if not any(pairs(name) for name in SETS):
        print("\nleft out, not at hand: test sets with human English")
        return
    report_alarms()
    report_catches()
    if not options.no_model:
        report_model(options.sentences)
        report_glossary(options.sentences)


if __name__ == "__main__":
    main()
