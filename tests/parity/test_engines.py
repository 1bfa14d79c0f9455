"""The fast engine against the reference, on the same weights in full precision."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.engine import EngineOptions, load_engine
from briefing.engine.convert import convert
from briefing.models import find_model, hash_files, read_card, sha256_of
from briefing.tokenizer import Tokenizer
from briefing.types import Decoding

pytestmark = pytest.mark.hf
ROOT = Path(__file__).parents[2]


def french_sentences(count: int) -> list[str]:
    """French sentences of all lengths, written for the repository."""
    lines = (
        (ROOT / "tests/data/challenge/challenge.tsv").read_text("utf-8").splitlines()
    )
    column = lines[0].split("\t").index("french")
    sentences = [line.split("\t")[column] for line in lines[1:]]
    for path in sorted((ROOT / "tests/data/quantities").glob("fr_*.tsv")):
        sentences += [
            line.split("\t")[0] for line in path.read_text("utf-8").splitlines()
        ]
    wanted = [s for s in dict.fromkeys(sentences) if s and not s.startswith("#")]
    assert len(wanted) >= count
    return wanted[:count]


def both_engines(folder, converted):
    """Both engines with the weights of `folder`, the fast one converted to fp32."""
    from ctranslate2 import Translator

    from briefing.engine.ctranslate2 import CTranslate2Engine

    card = read_card(folder)
    tokenizer = Tokenizer(folder)
    convert(folder, converted, quantization=None)
    fast = CTranslate2Engine(
        Translator(str(converted), compute_type="float32"),
        tokenizer,
        card.bad_token_ids,
        card.suppressed_ids,
    )
    card = replace(card, files=hash_files(folder))
    reference = load_engine("transformers", card, tokenizer, EngineOptions())
    return tokenizer, fast, reference


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Both engines with the embedded weights."""
    folder = tmp_path_factory.mktemp("fp32") / "model"
    return both_engines(find_model("fr-en-small").folder, folder)


def test_greedy_search_gives_identical_ids_on_200_sentences(pair):
    tokenizer, fast, reference = pair
    ids = tokenizer.encode(french_sentences(200))
    greedy = Decoding(beam_size=1, max_length=128)
    ours = [h[0].token_ids for h in fast.generate(ids, greedy)]
    theirs = [h[0].token_ids for h in reference.generate(ids, greedy)]
    assert ours == theirs


def test_completions_are_the_same_and_see_the_same(pair):
    tokenizer, fast, reference = pair
    ids = tokenizer.encode(french_sentences(16))
    greedy = Decoding(beam_size=1, max_length=128)
    whole = fast.complete(ids, [[] for _ in ids], greedy)
    begun = [c.token_ids[: len(c.token_ids) // 2] for c in whole]
    for beginnings in ([[] for _ in ids], begun, [c.token_ids for c in whole]):
        ours = fast.complete(ids, beginnings, greedy)
        theirs = reference.complete(ids, beginnings, greedy)
        assert [c.token_ids for c in ours] == [c.token_ids for c in theirs]
        # What a first token looks at, the fast engine does not say.
        assert [c.alignment[1:] for c in ours] == [c.alignment[1:] for c in theirs]


def test_a_beginning_may_fill_all_the_room_there_is(pair):
    tokenizer, *engines = pair
    ids = tokenizer.encode(["Le maire est parti."])
    beginning = tokenizer.encode_target("The mayor of the town has left")
    full = Decoding(beam_size=1, max_length=len(beginning))
    for engine in engines:
        (found,) = engine.complete(ids, [beginning], full)
        assert list(found.token_ids[: len(beginning)]) == beginning
        assert len(found.alignment) == len(found.token_ids)


def test_translations_are_scored_alike(pair):
    tokenizer, fast, reference = pair
    ids = tokenizer.encode(french_sentences(20))
    found = fast.generate(ids, Decoding(beam_size=2, num_hypotheses=2))
    # of different lengths, so that a batch has to be filled up
    targets = [[h.token_ids for h in both] + [both[0].token_ids[:3]] for both in found]
    both = zip(fast.score(ids, targets), reference.score(ids, targets), strict=True)
    assert all(ours == pytest.approx(theirs, abs=1e-3) for ours, theirs in both)


def test_tokens_are_those_of_the_reference_tokenizer():
    transformers = pytest.importorskip("transformers")
    card = find_model("fr-en-small")
    with pytest.warns(UserWarning, match="sacremoses"):
        theirs = transformers.MarianTokenizer.from_pretrained(card.folder)
    ours = Tokenizer(card.folder)
    sentences = french_sentences(200)
    assert ours.encode(sentences) == theirs(sentences).input_ids
    for line in ours.encode(sentences):
        assert (
            ours.decode(line) == theirs.decode(line, skip_special_tokens=True).strip()
        )


def test_the_shipped_fast_model_is_what_the_weights_convert_to(tmp_path):
    card = find_model("fr-en-small")
    convert(card.folder, tmp_path / "again")
    for path in (tmp_path / "again").iterdir():
        assert sha256_of(path) == card.files[f"ctranslate2/{path.name}"], path.name


def test_a_folder_of_the_users_is_converted_into_the_cache(tiny_model, tmp_path):
    card = read_card(tiny_model)
    tokenizer = Tokenizer(card.folder)
    options = EngineOptions(cache=tmp_path)
    ids = tokenizer.encode(["Bonjour à tous.", "Le sommet a lieu mardi."])
    decoding = Decoding(max_length=card.max_target_tokens)

    def generate():
        return load_engine("ctranslate2", card, tokenizer, options).generate(
            ids, decoding
        )

    first = generate()
    (model,) = tmp_path.glob("ctranslate2/*/model.bin")
    stamp = model.stat().st_mtime_ns
    assert generate() == first
    assert model.stat().st_mtime_ns == stamp


def test_the_pad_token_is_never_generated(tiny_model):
    card = read_card(tiny_model)
    tokenizer = Tokenizer(card.folder)
    pad = tokenizer.target_tokens.index("<pad>")
    engine = load_engine("transformers", card, tokenizer, EngineOptions())
    ids = tokenizer.encode(french_sentences(20))
    for hypotheses in engine.generate(ids, Decoding(beam_size=2, max_length=32)):
        assert pad not in hypotheses[0].token_ids


def test_suppressed_tokens_are_not_weighed(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    for path in find_model("fr-en-small").folder.iterdir():
        if path.name != "generation_config.json":
            (folder / path.name).symlink_to(path)
    generation = find_model("fr-en-small").folder / "generation_config.json"
    config = json.loads(generation.read_text("utf-8"))
    tokenizer = Tokenizer(folder)
    common = tokenizer.encode_target("the of a said is was government")
    suppressed = sorted({*common, *config.get("suppress_tokens", ())})
    config |= {"suppress_tokens": suppressed, "renormalize_logits": True}
    (folder / "generation_config.json").write_text(json.dumps(config), "utf-8")
    _, fast, reference = both_engines(folder, tmp_path / "converted")
    ids = tokenizer.encode(french_sentences(20))
    greedy = Decoding(beam_size=1, max_length=64)
    # The second begins with what is suppressed: names are put in so.
    for beginnings in ([[] for _ in ids], [common for _ in ids]):
        ours = fast.complete(ids, beginnings, greedy)
        theirs = reference.complete(ids, beginnings, greedy)
        assert [c.token_ids for c in ours] == [c.token_ids for c in theirs]
        begun = len(beginnings[0])
        if not begun:
            scores = [c.score for c in theirs]
            assert [c.score for c in ours] == pytest.approx(scores, abs=1e-3)
        assert all(list(c.token_ids[:begun]) == beginnings[0] for c in ours)
        searched = {i for c in ours for i in c.token_ids[begun:]}
        assert searched
        assert not searched & (set(suppressed) - set(beginnings[0]))
    # What one begins with is nothing to its neighbors.
    first = list(range(len(ids)))[::2]
    mixed = fast.complete(ids, [common[: 7 * (i % 2)] for i in range(len(ids))], greedy)
    alone = fast.complete([ids[i] for i in first], [[] for _ in first], greedy)
    assert [mixed[i] for i in first] == alone


def test_more_target_than_a_model_has_positions_for_is_no_accident(tiny_model):
    card = read_card(tiny_model)
    tokenizer = Tokenizer(card.folder)
    engine = load_engine("transformers", card, tokenizer, EngineOptions())
    ids = tokenizer.encode(["Bonjour à tous."])
    target = [5] * (2 * card.max_target_tokens)
    (found,) = engine.complete(ids, [target], Decoding(max_length=32))
    assert list(found.token_ids) == target
    assert 0 < len(found.alignment) < len(target)
    ((score,),) = engine.score(ids, [[target]])
    assert score < 0
