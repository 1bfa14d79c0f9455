"""Step `train`: batches in, checkpoints and a learning curve out.

Warm-up, then a constant rate for as long as one likes (the *stable* run), and for
each release a *branch* whose rate falls to zero. The curve after a kill is the curve
without it: data follow from the position in the checkpoint, and lines of the curve
that are younger than the checkpoint are written anew.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BrokenBarrierError

import torch
from torch import Tensor

from models.training import batches, checkpoint
from models.training.arrays import Pairs
from models.training.checkpoint import Position
from models.training.loss import cross_entropy, guide
from models.training.memory import Memory, is_matrix
from models.training.network import Network
from models.training.optimizers import Adam, Muon
from models.training.recipe import Recipe

PATIENCE = 600
"""Seconds a worker waits for another before it takes it for dead."""
LOG_EVERY = 25
"""Steps between two lines of the curve."""
HEADER = "step\ttokens\tminutes\tloss\tguide\trate\ttokens_per_second\tdev_loss\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one call of `train` shall do."""

    recipe: Recipe
    folder: Path
    """Gets `checkpoint.safetensors`, `curve.tsv` and `snapshots/`."""
    start: Path | None = None
    """Checkpoint to start from where the folder has none."""
    steps: int | None = None
    """Stops at this step, counted from the very beginning."""
    tokens: float = float("inf")
    """Target tokens of this call at most."""
    minutes: float = float("inf")
    """Wall time of this call at most."""
    decay_tokens: float = 0
    """Tokens over which the rate falls to zero, from this call's start; then stop."""
    decay_minutes: float = 0
    """The same by the clock, for releases that have a deadline: not repeatable."""
    int8: bool = False
    """Rehearse the rounding of the int8 engine."""
    save_minutes: float = 10
    snapshot_tokens: float = 0
    """Keeps the weights every so many tokens, for averaging; 0 for never."""
    workers: int = 1
    device: str = "cpu"


@dataclass(slots=True, kw_only=True)
class Tally:
    """Sums between two lines of the curve."""

    loss: float = 0.0
    guide: float = 0.0
    tokens: int = 0


@dataclass(slots=True, kw_only=True)
class Shared:
    """What the workers of a run have in common."""

    memory: Memory
    barrier: multiprocessing.synchronize.Barrier | None
    ticket: multiprocessing.sharedctypes.Synchronized | None
    sums: Tensor
    """Loss, guide and tokens of the current step, by worker."""
    stop: Tensor
    """One if the run ends after this step; decided by worker 0."""
    factor: Tensor
    """Factor of all rates in this step; decided by worker 0."""

    def wait(self) -> None:
        """Returns when all workers have come here."""
        if self.barrier:
            self.barrier.wait(PATIENCE)

    def take(self, taken: list[int]) -> int:
        """The number of the next batch of the step that nobody has taken."""
        if self.ticket is None:
            taken.append(len(taken))
            return taken[-1]
        with self.ticket.get_lock():
            self.ticket.value += 1
            return self.ticket.value - 1


def share_out(memory: Memory, worker: int, workers: int) -> tuple[Muon, Adam]:
    """The optimizers of one worker: each moves every n-th matrix of a shape."""
    seen: dict[torch.Size, int] = {}
    mine: dict[str, Tensor] = {}
    for name, master in memory.master.items():
        if is_matrix(name, master):
            seen[master.shape] = seen.get(master.shape, -1) + 1
            if seen[master.shape] % workers == worker:
                mine[name] = master
    rest = {n: m for n, m in memory.master.items() if not is_matrix(n, m)}
    rest = rest if worker == workers - 1 else {}
    state = memory.state
    return Muon(mine, state["muon"]), Adam(rest, state["mean"], state["square"])


class Worker:
    """One process of a run: computes gradients, moves its share of the masters."""

    def __init__(
        self,
        run: Run,
        network: Network,
        domains: Mapping[str, Pairs],
        shared: Shared,
        number: int,
    ) -> None:
        self.run, self.network, self.domains = run, network, domains
        self.shared, self.number = shared, number
        self.muon, self.adam = share_out(shared.memory, number, run.workers)
        self.names = [*self.muon.masters, *self.adam.masters]
        shared.memory.publish(self.names, int8=run.int8)
        shared.memory.bind(network, number)
        shared.memory.clear(number)
        network.rehearse_int8(run.int8)
        network.train()
        shared.wait()

    def step(self, dealt: list, position: Position) -> None:
        """One optimizer step over the batches `dealt`."""
        taken: list[int] = []
        self.shared.sums[self.number].zero_()
        while (k := self.shared.take(taken)) < len(dealt):
            self._gradients(dealt[k], position)
        self.shared.wait()
        self._move(position)
        self.shared.wait()
        self.shared.memory.clear(self.number)

    def _gradients(self, rows: object, position: Position) -> None:
        training = self.run.recipe.training
        batch = batches.collate(self.domains, rows, self.network.shape.pad)
        batch = batch.to(self.network.shared.device)
        hidden, weights = self.network(batch.source, batch.given)
        real = batch.wanted.ne(batches.IGNORED)
        wanted = batch.wanted[real]
        entropy = cross_entropy(
            hidden[real], self.network.shared, wanted, training.smoothing
        )
        led = guide(weights, batch.links)
        share = guide_weight(self.run.recipe, position.tokens)
        ((entropy + share * led) / training.step_tokens).backward()
        sums = torch.tensor([entropy.item(), led.item(), len(wanted)])
        self.shared.sums[self.number] += sums

    def _move(self, position: Position) -> None:
        rates, factor = self.run.recipe.rates, self.shared.factor.item()
        gradients = self.shared.memory.gradients(self.names)
        adam = dict.fromkeys(self.adam.masters, rates.adam * factor)
        if "shared" in adam:
            adam["shared"] = rates.embedding * factor
        with torch.no_grad():
            self.muon.step(gradients, rates.muon * factor)
            self.adam.step(gradients, adam, position.step - position.warm_from + 1)
            if "shared" in adam:
                self.shared.memory.master["shared"][self.network.shape.pad :].zero_()
            self.shared.memory.publish(self.names, int8=self.run.int8)

    def advance(self, position: Position) -> None:
        """Steps until the run ends; worker 0 decides when, in `Chief.decide`."""
        training = self.run.recipe.training
        while True:
            dealt = batches.steps(
                self.domains,
                plan(self.run.recipe),
                position.pool,
                longest(self.run.recipe, position.tokens),
            )
            for here in dealt[position.inside :]:
                self.decide(position)
                self.shared.wait()
                if self.shared.stop.item():
                    return
                torch.manual_seed(hash((training.seed, position.step, self.number)))
                self.step(here, position)
                position.step += 1
                position.inside += 1
                position.tokens += int(self.shared.sums[:, 2].sum().item())
                self.report(position)
            position.pool += 1
            position.inside = 0

    def decide(self, position: Position) -> None:
        """Nothing: worker 0 decides."""

    def report(self, position: Position) -> None:
        """Nothing: worker 0 reports."""


class Chief(Worker):
    """Worker 0: decides rate and end, writes the curve and the checkpoints."""

    def __init__(
        self, *args: object, dev: Mapping[str, Pairs], position: Position
    ) -> None:
        super().__init__(*args)
        self.dev = dev
        self.began = self.saved = self.logged = time.monotonic()
        self.first = position.tokens
        self.snapped = position.tokens
        self.tally = Tally()

    def decide(self, position: Position) -> None:
        """Sets the rate's factor and whether the run ends before this step."""
        run, shared = self.run, self.shared
        minutes = (time.monotonic() - self.began) / 60
        seen = position.tokens - self.first
        left = falling(run, minutes, seen)
        warm = (position.step - position.warm_from + 1) / run.recipe.rates.warmup_steps
        shared.factor.fill_(min(1.0, warm) * left)
        done = (
            left <= 0
            or minutes >= run.minutes
            or seen >= run.tokens
            or (run.steps is not None and position.step >= run.steps)
        )
        shared.stop.fill_(float(done))
        if shared.ticket is not None:
            shared.ticket.value = 0

    def report(self, position: Position) -> None:
        """Adds to the curve; saves when it is time."""
        sums = self.shared.sums.sum(0).tolist()
        self.tally.loss += sums[0]
        self.tally.guide += sums[1]
        self.tally.tokens += int(sums[2])
        now, dev = time.monotonic(), ""
        if now - self.saved >= self.run.save_minutes * 60:
            self.save(position)
            dev = self.measure()
        if self.run.snapshot_tokens and (
            position.tokens - self.snapped >= self.run.snapshot_tokens
        ):
            self.snap(position)
        if dev or position.step % LOG_EVERY == 0:
            self.log(position, dev)

    def log(self, position: Position, dev: str) -> None:
        """Writes one line of the curve and starts the next."""
        now, tally = time.monotonic(), self.tally
        values = (
            position.step,
            position.tokens,
            f"{(now - self.began) / 60:.1f}",
            f"{tally.loss / tally.tokens:.4f}",
            f"{tally.guide / tally.tokens:.3f}",
            f"{self.shared.factor.item():.4f}",
            f"{tally.tokens / (now - self.logged):.0f}",
            dev,
        )
        line = "\t".join(map(str, values))
        with (self.run.folder / "curve.tsv").open("a") as curve:
            curve.write(line + "\n")
        print(line, flush=True)
        self.tally, self.logged = Tally(), now

    def measure(self) -> str:
        """Loss a token on the development pairs, without smoothing."""
        if not self.dev:
            return ""
        return f"{dev_loss(self.network, self.dev, self.run.recipe):.4f}"

    def save(self, position: Position) -> None:
        """Writes the checkpoint from which this run goes on."""
        path = self.run.folder / "checkpoint.safetensors"
        checkpoint.save(path, self.shared.memory.tensors(), position)
        self.saved = time.monotonic()

    def snap(self, position: Position) -> None:
        """Keeps the weights of this moment, for averaging."""
        path = self.run.folder / "snapshots" / f"{position.tokens:012d}.safetensors"
        masters = self.shared.memory.master.items()
        half = {checkpoint.MODEL + name: t.bfloat16() for name, t in masters}
        checkpoint.save(path, half, position)
        self.snapped = position.tokens


def plan(recipe: Recipe) -> batches.Plan:
    """How the recipe cuts its data."""
    training = recipe.training
    return batches.Plan(
        shares=recipe.data.shares,
        pool_tokens=training.pool_tokens,
        step_tokens=training.step_tokens,
        batch_positions=training.batch_positions,
        seed=training.seed,
    )


def longest(recipe: Recipe, tokens: int) -> int:
    """Pieces of the longest pair allowed after `tokens` target tokens."""
    grown = min(1.0, tokens / recipe.training.growth_tokens) ** 1.5
    first = recipe.training.first_longest
    return round(first + (recipe.data.longest - first) * grown)


def guide_weight(recipe: Recipe, tokens: int) -> float:
    """Weight of the attention's guide after `tokens` target tokens."""
    training = recipe.training
    left = max(0.0, 1 - tokens / training.guide_tokens)
    return training.guide + (training.guide_start - training.guide) * left


def falling(run: Run, minutes: float, tokens: float) -> float:
    """What is left of the rate, 1 to 0; 1 where it does not fall."""
    left = 1.0
    if run.decay_minutes:
        left = min(left, 1 - minutes / run.decay_minutes)
    if run.decay_tokens:
        left = min(left, 1 - tokens / run.decay_tokens)
    return max(0.0, left)


@torch.no_grad()
def dev_loss(network: Network, dev: Mapping[str, Pairs], recipe: Recipe) -> float:
    """Cross entropy a target token over all of `dev`."""
    network.eval()
    total = count = 0.0
    for batch in batches.whole(dev, plan(recipe), network.shape.pad):
        batch = batch.to(network.shared.device)
        hidden, _ = network(batch.source, batch.given)
        real = batch.wanted.ne(batches.IGNORED)
        wanted = batch.wanted[real]
        total += cross_entropy(hidden[real], network.shared, wanted, 0.0).item()
        count += len(wanted)
    network.train()
    return total / count


def trim(curve: Path, step: int) -> None:
    """Drops lines of the curve that are younger than `step`."""
    lines = curve.read_text().splitlines(keepends=True) if curve.exists() else [HEADER]
    kept = [line for line in lines[1:] if int(line.split("\t")[0]) <= step]
    curve.write_text("".join([HEADER, *kept]))


def restore(run: Run, memory: Memory) -> Position:
    """Loads the run's checkpoint, or the one it starts from; the position in it."""
    own = run.folder / "checkpoint.safetensors"
    path = own if own.exists() else run.start
    position = Position()
    if path:
        tensors, position = checkpoint.load(path)
        if not memory.restore(tensors):
            position.warm_from = position.step
    return position


def prepare_run(run: Run) -> tuple[Network, Shared, Position]:
    """Network, shared memory and position at which the run goes on."""
    torch.manual_seed(run.recipe.training.seed)
    network = Network(run.recipe.shape, run.recipe.training.dropout).to(run.device)
    precision = getattr(torch, run.recipe.training.precision)
    memory = Memory(network, precision, run.workers)
    run.folder.mkdir(parents=True, exist_ok=True)
    position = restore(run, memory)
    trim(run.folder / "curve.tsv", position.step)
    context = multiprocessing.get_context("fork")
    several = run.workers > 1
    shared = Shared(
        memory=memory,
        barrier=context.Barrier(run.workers) if several else None,
        ticket=context.Value("i", 0) if several else None,
        sums=torch.zeros(run.workers, 3, dtype=torch.float64).share_memory_(),
        stop=torch.zeros(()).share_memory_(),
        factor=torch.zeros(()).share_memory_(),
    )
    return network, shared, position


def _help_out(
    run: Run,
    network: Network,
    domains: Mapping[str, Pairs],
    shared: Shared,
    number: int,
    position: Position,
) -> None:
    torch.set_num_threads(1)
    try:
        Worker(run, network, domains, shared, number).advance(position)
    except BrokenBarrierError:
        os._exit(1)  # worker 0 is gone, and with it the run


def train(run: Run, domains: Mapping[str, Pairs], dev: Mapping[str, Pairs]) -> Position:
    """Trains until the run's budget is spent; the position reached."""
    if run.workers > 1:
        torch.set_num_threads(1)
    network, shared, position = prepare_run(run)
    context = multiprocessing.get_context("fork")
    helpers = [
        context.Process(
            target=_help_out,
            args=(run, network, domains, shared, number, position),
            daemon=True,
        )
        for number in range(1, run.workers)
    ]
    for helper in helpers:
        helper.start()
    chief = Chief(run, network, domains, shared, 0, dev=dev, position=position)
    chief.advance(position)
    for helper in helpers:
        helper.join(PATIENCE)
    chief.save(position)
    chief.log(position, chief.measure()) if chief.tally.tokens else None
    return position
