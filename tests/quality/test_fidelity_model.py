"""What the embedded model makes of figures and terms once the repairs are through.

On French sentences of the repository; on news with human English it is measured by
`benchmarks/eval_fidelity.py`. Bounds stand in fidelity_floors.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.eval_quotes import document_of
from briefing.config import Config
from briefing.glossary import DEFAULT, Glossary
from briefing.glossary.matching import find_terms
from briefing.models import find_model
from briefing.parts import build_translator
from briefing.sentences import split
from briefing.translation.sentences import SentenceTranslator

DATA = Path(__file__).parents[1] / "data"
BOUNDS = json.loads((Path(__file__).parent / "fidelity_floors.json").read_text("utf-8"))
STEP = 3
"""Of the sentences with a figure every third is translated."""


@pytest.fixture(scope="module")
def translator() -> SentenceTranslator:
    config = Config()
    return build_translator(config, find_model(config.model))


def sentences_with_figures() -> list[str]:
    lines = (DATA / "quantities" / "fr_dev.tsv").read_text("utf-8").splitlines()
    sources = [line.partition("\t")[0] for line in lines if not line.startswith("#")]
    return [s for s in sources if any(c.isdigit() for c in s)][::STEP]


def own_sentences() -> Iterator[str]:
    for name in ("dev", "later"):
        passages = (DATA / "quotes" / f"gold_{name}.jsonl").read_text("utf-8")
        for line in passages.splitlines():
            yield from (s.text for s in split(document_of(json.loads(line)["text"])))


def test_few_figures_stay_in_doubt_and_no_sentence_french(translator):
    made = translator(sentences_with_figures())
    assert len(made) > 150
    doubtful = sum(any(f.kind == "quantity" for f in m.flags) for m in made)
    kept = sum(m.status == "kept" for m in made)
    bound = BOUNDS["model"]
    assert 100 * doubtful / len(made) <= bound["figures in doubt"]
    assert 100 * kept / len(made) <= bound["kept in French"]


def test_the_terms_of_the_glossary_that_ships_are_obeyed(translator):
    glossary = Glossary.load(DEFAULT)
    sources = [s for s in own_sentences() if any(find_terms(s, glossary.index))]
    terms = sum(len(list(find_terms(s, glossary.index))) for s in sources)
    assert terms >= 20
    missed = sum(
        len(glossary.apply(made.source, made.target).failures)
        for made in translator(sources)
    )
    assert 100 * (1 - missed / terms) >= BOUNDS["model"]["terms obeyed"]
