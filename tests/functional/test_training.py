"""The recipe of the embedded model, from corpora to a released folder, on a toy."""

from __future__ import annotations

import dataclasses
import gzip
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

import sentencepiece  # noqa: E402

from models.training import align, arrays, batches, checkpoint, figures, native, softmax  # noqa: E402
from models.training.average import average, last_snapshots  # noqa: E402
from models.training.evaluate import MOST_TOKENS, Decoder  # noqa: E402
from models.training.export import unwritten  # noqa: E402
from models.training.links import link  # noqa: E402
from models.training.loss import cross_entropy  # noqa: E402
from models.training.memory import Memory  # noqa: E402
from models.training.network import Network, Shape  # noqa: E402
from models.training.optimizers import LIMIT, Muon  # noqa: E402
from models.training.precision import AUTO, named  # noqa: E402
from models.training.prepare import prepare  # noqa: E402
from models.training.quantization import fake_int8, spread_values  # noqa: E402
from models.training.recipe import Data, Rates, Recipe, Training, parse, read  # noqa: E402
from models.training.release import release  # noqa: E402
from models.training.schedule import Run  # noqa: E402
from models.training.train import DivergedError, train  # noqa: E402

pytestmark = pytest.mark.hf

ROOT = Path(__file__).parents[2]
PAIRS = 200
TOY = """
name = "toy"
[shape]
pieces = 300
width = 96
encoder_inner = 192
decoder_inner = 192
heads = 3
encoder_layers = 1
decoder_layers = 1
[data]
tokenizer = "toy.model"
[data.domains]
toy = ["toy"]
[data.shares]
toy = 1.0
[rates]
muon = 0.03
adam = 3e-3
embedding = 4e-3
warmup_steps = 10
[training]
step_tokens = 1000
batch_positions = 3000
pool_tokens = 20_000
smoothing = 0.0
guide_start = 0.5
guide_tokens = 200_000
precision = "float32"
"""


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return parse(TOY)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    made = figures.sentences(4 * PAIRS, seed=1)
    return sorted(made, key=lambda pair: (len(pair[0]), pair))[:PAIRS]


@pytest.fixture(scope="module")
def work(tmp_path_factory, recipe, pairs) -> Path:
    """A work folder with tokenizer, arrays, links and start."""
    work = tmp_path_factory.mktemp("work")
    lines = "".join(f"{french}\t{english}\n" for french, english in pairs)
    with gzip.open(work / "toy.tsv.gz", "wt", encoding="utf-8") as file:
        file.write(lines)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(itertools.chain.from_iterable(pairs)),
        model_prefix=str(work / "toy"),
        vocab_size=300,
        bos_id=-1,
        pad_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    prepare(recipe, work, work, press=None)
    link(recipe, work, use_c=False)
    return work


@pytest.fixture(scope="module")
def domains(work) -> dict[str, arrays.Pairs]:
    return {"toy": arrays.load(work / "arrays" / "toy")}


def run(recipe: Recipe, work: Path, folder: Path, **more: object) -> Run:
    start = work / "start.safetensors"
    return Run(recipe=recipe, folder=folder, start=start, log_steps=1, **more)


def curve(folder: Path) -> list[list[str]]:
    """Step, tokens, loss, guide and rate of each line."""
    rows = [
        line.split("\t") for line in (folder / "curve.tsv").read_text().splitlines()
    ]
    return [[*row[:2], *row[3:6]] for row in rows]


def test_unknown_key_in_a_recipe_is_an_error():
    with pytest.raises(ValueError, match="unknown key 'widht'"):
        parse(TOY.replace("width", "widht"))


@pytest.mark.parametrize(
    "name", ["small", "small_near", "small_press", "small_names", "base"]
)
def test_recipes_that_ship_can_be_read(name):
    recipe = read(ROOT / "models" / "training" / f"{name}.toml")
    made = {"clauses", "figures", "noise", "press", "quoted", "terms", "vocabulary"}
    made |= {"renamed", "written"}
    assert set(recipe.data.shares) - made == set(recipe.data.domains)
    assert sum(recipe.data.shares.values()) == pytest.approx(1)


def test_a_recipe_says_only_what_differs_from_the_one_it_extends(tmp_path):
    (tmp_path / "toy.toml").write_text(TOY)
    (tmp_path / "late.toml").write_text(
        'extends = "toy.toml"\n[rates]\nmuon = 0.001\n[training]\nseed = 7\n'
    )
    toy, late = read(tmp_path / "toy.toml"), read(tmp_path / "late.toml")
    assert (late.rates.muon, late.training.seed) == (0.001, 7)
    assert late.rates.adam == toy.rates.adam
    assert (late.shape, late.data) == (toy.shape, toy.data)


def test_made_sentences_carry_the_same_figures(pairs):
    french, english = zip(*pairs, strict=True)
    for left, right in zip(french, english, strict=True):
        assert "{" not in left + right
        years = {
            w for w in left.replace(".", "").split() if w.isdigit() and len(w) == 4
        }
        assert all(year in right for year in years), (left, right)


def test_billion_stands_for_milliard(pairs):
    for french, english in pairs:
        assert ("milliard" in french) == ("billion" in english), (french, english)


def test_aligner_in_c_and_in_numpy_agree(domains, recipe):
    if native.library("align") is None:
        pytest.skip("no C compiler")
    fast = align.align(domains["toy"], recipe.shape.rows)
    slow = align.align(domains["toy"], recipe.shape.rows, use_c=False)
    assert (fast.links == slow.links).mean() > 0.99
    assert np.allclose(fast.counts, slow.counts, atol=1e-2)


def test_a_pool_needs_nothing_before_it(domains, recipe):
    plan = batches.Plan(
        shares={"toy": 1.0}, pool_tokens=3000, step_tokens=1000, batch_positions=2000
    )
    rows = [tuple(r) for k in range(20) for r in batches.draw(domains, plan, k)]
    again = [tuple(r) for r in batches.draw(domains, plan, 7)]
    size = len(again)
    assert rows[7 * size : 8 * size] == again
    first_epoch = rows[: len(domains["toy"])]
    assert len(set(first_epoch)) == len(first_epoch)


def test_every_pair_of_a_pool_is_in_one_step(domains):
    plan = batches.Plan(
        shares={"toy": 1.0}, pool_tokens=3000, step_tokens=1000, batch_positions=2000
    )
    dealt = batches.steps(domains, plan, pool=0, longest=200)
    found = sorted(tuple(row) for step in dealt for batch in step for row in batch)
    assert found == sorted(map(tuple, batches.draw(domains, plan, 0)))


def test_chunked_cross_entropy_is_that_of_torch():
    torch.manual_seed(0)
    hidden = torch.randn(1100, 8, requires_grad=True)
    table = torch.randn(30, 8, requires_grad=True)
    wanted = torch.randint(0, 30, (1100,))
    ours = cross_entropy(hidden, table, wanted, 0.1)
    theirs = torch.nn.functional.cross_entropy(
        hidden @ table.t(), wanted, label_smoothing=0.1, reduction="sum"
    )
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-5)
    found = torch.autograd.grad(ours, (hidden, table))
    right = torch.autograd.grad(theirs, (hidden, table))
    for mine, other in zip(found, right, strict=True):
        assert torch.allclose(mine, other, atol=1e-3)


def both_ways(monkeypatch, compute):
    """What `compute` gives with the loops in C and with torch alone."""
    if native.library("loops") is None:
        pytest.skip("no C compiler")
    fast = compute()
    monkeypatch.setattr(native, "library", lambda *_: None)
    return fast, compute()


FORMATS = pytest.mark.parametrize("format_", [torch.float32, torch.bfloat16])


@FORMATS
def test_the_loss_in_c_and_in_torch_agree(monkeypatch, format_):
    torch.manual_seed(0)
    logits = (torch.randn(70, 300) * 5).to(format_)
    wanted = torch.randint(0, 300, (70,))

    def compute():
        gradient = logits.clone()
        return softmax.softmax_loss(gradient, wanted, 0.1), gradient

    (loss, gradient), (same, right) = both_ways(monkeypatch, compute)
    assert loss == pytest.approx(same, rel=1e-5)
    assert torch.allclose(gradient.float(), right.float(), atol=4e-3)


@FORMATS
@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("size", [1, 16, 21])
def test_attention_in_c_and_in_torch_agree(monkeypatch, causal, size, format_):
    torch.manual_seed(0)
    scores = (torch.randn(3, 2, size, size) * 9).to(format_).requires_grad_()
    onto = torch.randn(3, 2, size, size).to(format_)

    def compute():
        weights = softmax.attention_weights(scores, 0.5, causal=causal)
        (gradient,) = torch.autograd.grad(weights, scores, onto)
        return weights.detach().float(), gradient.float()

    fast, slow = both_ways(monkeypatch, compute)
    assert torch.allclose(fast[0], slow[0], atol=8e-3)
    assert torch.allclose(fast[1], slow[1], atol=2e-2)


def test_batches_have_few_shapes():
    rounded = sorted({batches.rounded(length) for length in range(1, 161)})
    assert len(rounded) < 24
    assert all(
        length <= batches.rounded(length) < length * 1.34 + 2 for length in (1, 5, 17)
    )


def test_no_format_is_taken_that_the_machine_emulates():
    assert named("float32", "cpu") is torch.float32
    assert named(AUTO, "cuda") is torch.bfloat16
    native = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    assert named(AUTO, "cpu") is (torch.bfloat16 if native else torch.float32)


def test_rounding_is_one_scale_a_row_and_lets_gradients_pass():
    x = torch.tensor([[127.0, 0.4, 0.6], [1.27, 0.004, 0.006]], requires_grad=True)
    rounded = fake_int8(x)
    assert torch.allclose(rounded, torch.tensor([[127, 0, 1], [1.27, 0, 0.01]]))
    rounded.sum().backward()
    assert torch.equal(x.grad, torch.ones(2, 3))


@FORMATS
def test_rounding_in_c_and_in_torch_agree(monkeypatch, format_):
    torch.manual_seed(0)
    x = torch.randn(7, 33).to(format_)
    fast, slow = both_ways(monkeypatch, lambda: fake_int8(x).float())
    assert torch.allclose(fast, slow, atol=0.04)  # a step, which bfloat16 may miss
    assert not torch.equal(fast, x.float())


def test_spreading_values_changes_no_output():
    torch.manual_seed(0)
    network = Network(
        Shape(pieces=60, width=32, encoder_inner=64, decoder_inner=64, heads=4)
    ).eval()
    source, target = torch.randint(0, 60, (2, 5)), torch.randint(0, 60, (2, 4))
    before, _ = network(source, target)
    network.load_state_dict(spread_values(network.state_dict(), 4))
    after, _ = network(source, target)
    assert torch.allclose(before, after, atol=1e-5)


def test_a_wider_network_goes_on_as_the_narrow_one():
    torch.manual_seed(0)
    narrow = Network(Shape(pieces=60, width=32, encoder_inner=64, heads=4)).eval()
    wide = Network(Shape(pieces=60, width=32, encoder_inner=96, heads=4)).eval()
    memory = Memory(wide, torch.float32, workers=1)
    memory.restore(Memory(narrow, torch.float32, workers=1).tensors())
    added = {name: tensor.clone() for name, tensor in memory.master.items()}
    wide.load_state_dict(added, strict=False)
    source, target = torch.randint(0, 60, (2, 5)), torch.randint(0, 60, (2, 4))
    assert torch.allclose(narrow(source, target)[0], wide(source, target)[0], atol=1e-6)
    assert added["encoder.layers.0.fc1.weight"][64:].any()  # what shall learn must read


def test_no_matrix_outgrows_the_stream_it_adds_to():
    gradient = torch.randn(24, 8, generator=torch.Generator().manual_seed(0))
    masters = {"m": torch.zeros(24, 8)}
    muon = Muon(masters, {"m": torch.zeros(24, 8)})
    for _ in range(400):
        muon.step({"m": gradient}, rate=0.05)
    sizes = torch.linalg.svdvals(masters["m"])
    assert (sizes > LIMIT / 2).all()
    assert (sizes < LIMIT * 1.25).all()


def test_one_bad_batch_does_not_steer():
    momentum = {"m": torch.full((4, 4), 1.0)}
    muon = Muon({"m": torch.zeros(4, 4)}, momentum, keep=0.95)
    muon.step({"m": torch.full((4, 4), 1000.0)}, rate=0.01)
    assert torch.allclose(momentum["m"], torch.full((4, 4), 1.95))


def test_a_run_that_falls_apart_is_stopped(
    recipe, work, domains, tmp_path, monkeypatch
):
    monkeypatch.setattr("models.training.train.JUMP", -100.0)
    broken = run(recipe, work, tmp_path / "run", steps=5)
    with pytest.raises(DivergedError, match=r"step 2: .* go on from it"):
        train(broken, domains, {})
    assert not (broken.folder / "checkpoint.safetensors").exists()


def test_same_curve_after_a_kill(recipe, work, domains, tmp_path):
    steps = 12
    (tmp_path / "toy.toml").write_text(TOY)
    options = f"--recipe {tmp_path / 'toy.toml'} --work {work} --log-steps 1"
    command = [sys.executable, "-m", "models.training", "train", *options.split()]
    whole, rest = (
        [*command, "--run", name, "--steps", str(steps)] for name in ("whole", "killed")
    )
    # Both curves come from processes of their own: what ran before in this one may
    # have changed how torch adds up.
    subprocess.run(whole, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    folder = work / "killed"
    more = ["--run", "killed", "--save-minutes", "0.001", "--steps", "1000"]
    process = subprocess.Popen([*command, *more], cwd=ROOT, stdout=subprocess.PIPE)
    for _ in range(5):
        assert process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    _, position = checkpoint.load(folder / "checkpoint.safetensors")
    assert 0 < position.step < steps, "killed too late to prove anything"
    subprocess.run(rest, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert curve(folder) == curve(work / "whole")


def test_two_workers_learn_what_one_does(recipe, work, domains, tmp_path):
    (tmp_path / "toy.toml").write_text(TOY)
    options = f"train --recipe {tmp_path / 'toy.toml'} --work {work} --log-steps 1"
    more = "--run two --workers 2 --steps 4"
    command = [sys.executable, "-m", "models.training", *options.split(), *more.split()]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    train(run(recipe, work, tmp_path / "one", steps=4), domains, {})
    for left, right in zip(
        curve(work / "two")[1:], curve(tmp_path / "one")[1:], strict=True
    ):
        assert left[:2] == right[:2]
        assert float(left[2]) == pytest.approx(float(right[2]), abs=2e-3)


def test_memorizes_and_both_engines_agree(recipe, work, domains, pairs, tmp_path):
    began = time.process_time()
    toy = run(
        recipe,
        work,
        tmp_path / "toy",
        decay_tokens=320_000,
        snapshot_tokens=20_000,
        int8=True,
    )
    toy = dataclasses.replace(toy, log_steps=50)
    train(toy, domains, {})
    assert time.process_time() - began < 60, "the toy takes too long"
    assert float(curve(toy.folder)[-1][2]) < 0.25
    average(last_snapshots(toy.folder, 2), tmp_path / "average.safetensors")
    words = tmp_path / "words.toml"
    words.write_text('name = "toy"\n[settings]\nbeam_size = 2\n')
    folder = tmp_path / "model"
    tokenizer = work / recipe.data.tokenizer
    unseen = unwritten([d.target for d in domains.values()], tokenizer, least=1)
    assert 0 < len(unseen) < recipe.shape.pieces / 2
    assert unwritten([], tokenizer) == []
    release(
        recipe,
        tmp_path / "average.safetensors",
        tokenizer,
        words,
        folder,
        unwritten=unseen,
    )
    assert (folder / "ctranslate2/vmap.txt").is_file()
    goes_on = run(recipe, work, tmp_path / "on", tokens=1)
    goes_on = dataclasses.replace(goes_on, start=folder)
    train(goes_on, domains, {})
    assert float(curve(goes_on.folder)[1][2]) < 0.4
    sources, references = map(list, zip(*pairs, strict=True))
    fast = Decoder(folder)(sources, beam_size=1)
    known = sum(a == b for a, b in zip(fast, references, strict=True))
    assert known >= 0.8 * PAIRS
    exact = Decoder(folder, engine="float32")(sources[:40], beam_size=1)
    assert reference_english(folder, sources[:40]) == exact


def reference_english(folder: Path, sources: list[str]) -> list[str]:
    """What `MarianMTModel.generate` makes of `sources`, greedily."""
    from transformers import MarianMTModel

    from briefing.tokenizer import Tokenizer

    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32)
    tokenizer = Tokenizer(folder)
    found = []
    most = MOST_TOKENS + 1  # the last one is forced to be the end
    for ids in tokenizer.encode(sources):
        out = model.generate(torch.tensor([ids]), num_beams=1, max_new_tokens=most)
        found.append(tokenizer.decode(out[0].tolist()))
    return found


def test_recipe_defaults_fit_together():
    plain = Recipe(name="x", shape=Shape(pieces=100), data=Data(tokenizer="x"))
    assert plain.rates == Rates()
    assert dataclasses.replace(plain.training, seed=1) != Training()
    assert plain.shape.rows % 64 == 0
    assert plain.shape.rows > plain.shape.pad
