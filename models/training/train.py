"""Step `train`: batches in, checkpoints and a learning curve out.

Warm-up, then a constant rate for as long as one likes (the *stable* run), and for
each release a *branch* whose rate falls to zero. The curve after a kill is the curve
without it: data follow from the position in the checkpoint, and lines of the curve
that are younger than the checkpoint are written anew.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import BrokenBarrierError

import torch

from models.training import batches, checkpoint
from models.training.arrays import Pairs
from models.training.checkpoint import Position
from models.training.export import released
from models.training.loss import cross_entropy
from models.training.memory import Memory
from models.training.network import Network
from models.training.precision import named
from models.training.recipe import Recipe
from models.training.schedule import Run, falling, longest, plan
from models.training.workers import PATIENCE, Shared, Worker

JUMP = 0.5
"""Nats a token by which the loss may stand above the lowest line of this call."""
KERNELS = "100000"
"""oneDNN keeps so many compiled kernels; with its 1,024 they are compiled again and
again, a quarter of all time."""
HEADER = "step\ttokens\tminutes\tloss\tguide\trate\ttokens_per_second\tdev_loss\n"


class DivergedError(RuntimeError):
    """The loss jumped; what was learnt is gone."""


class Chief(Worker):
    """Worker 0: decides rate and end, writes the curve and the checkpoints."""

    def __init__(
        self, *args: object, dev: Mapping[str, Pairs], position: Position
    ) -> None:
        super().__init__(*args)
        self.dev = dev
        self.began = self.saved = self.logged = self.measured = time.monotonic()
        self.first = position.tokens
        self.fallen = position.decay_minutes
        if self.run.decays and position.decay_start is None:
            position.decay_start = position.tokens
        self.snapped = position.tokens
        self.lowest = math.inf

    def decide(self, position: Position) -> None:
        """Sets the rate's factor and whether the run ends before this step."""
        run, shared = self.run, self.shared
        minutes = (time.monotonic() - self.began) / 60
        seen = position.tokens - self.first
        position.decay_minutes = self.fallen + minutes
        left = falling(run, position)
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
        position.loss += sums[0]
        position.guide += sums[1]
        position.counted += int(sums[2])
        if position.step % self.run.log_steps == 0:
            self.watch(position)
            self.log(position)
            if time.monotonic() - self.saved >= self.run.save_minutes * 60:
                self.save(position)
        fresh = position.tokens - self.snapped
        if self.run.snapshot_tokens and fresh >= self.run.snapshot_tokens:
            self.snap(position)

    def watch(self, position: Position) -> None:
        """Stops a run that falls apart, before it is saved over a sound one.

        Raises:
            DivergedError: the loss jumped since the last lines of the curve.
        """
        recipe = self.run.recipe
        if longest(recipe, position.pool_start) < recipe.data.longest:
            return  # the loss still rises with the length of the pairs
        loss = position.loss / position.counted
        if not loss <= self.lowest + JUMP:
            raise DivergedError(
                f"step {position.step}: loss {loss:.2f} after {self.lowest:.2f};"
                " the last checkpoint is sound: go on from it with lower [rates]"
            )
        self.lowest = min(self.lowest, loss)

    def log(self, position: Position) -> None:
        """Writes one line of the curve and starts the next.

        The loss on the development pairs is measured once after each saving.
        """
        dev = self.measure() if self.measured < self.saved else ""
        now, count = time.monotonic(), position.counted
        values = (
            position.step,
            position.tokens,
            f"{(now - self.began) / 60:.1f}",
            f"{position.loss / count:.4f}",
            f"{position.guide / count:.3f}",
            f"{self.shared.factor.item():.4f}",
            f"{count / (now - self.logged):.0f}",
            dev,
        )
        line = "\t".join(map(str, values))
        with (self.run.folder / "curve.tsv").open("a") as curve:
            curve.write(line + "\n")
        print(line, flush=True)
        position.loss, position.guide, position.counted = 0.0, 0.0, 0
        self.logged = now

    def measure(self) -> str:
        """Loss a token on the development pairs, without smoothing."""
        self.measured = time.monotonic()
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
    if path is None:
        return Position()
    if path.is_dir():
        tensors, position = released(path, run.recipe.training.pool_tokens)
    else:
        tensors, position = checkpoint.load(path)
    if not memory.restore(tensors):
        position.warm_from = position.step
    if path != own:
        position.decay_start, position.decay_minutes = None, 0.0
    return position


def prepare_run(run: Run) -> tuple[Network, Shared, Position]:
    """Network, shared memory and position at which the run goes on."""
    torch.manual_seed(run.recipe.training.seed)
    network = Network(run.recipe.shape, run.recipe.training.dropout).to(run.device)
    precision = named(run.recipe.training.precision, run.device)
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


@contextmanager
def own_core(number: int) -> Iterator[None]:
    """Gives worker `number` one core and one thread for itself.

    Workers that wait for each other end up on one core where something else keeps the
    other busy: a third of the speed.
    """
    torch.set_num_threads(1)
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(cores)[number % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _help_out(
    run: Run,
    network: Network,
    domains: Mapping[str, Pairs],
    shared: Shared,
    number: int,
    position: Position,
) -> None:
    try:
        with own_core(number):
            Worker(run, network, domains, shared, number).advance(position)
    except BrokenBarrierError:
        os._exit(1)  # worker 0 is gone, and with it the run


def train(run: Run, domains: Mapping[str, Pairs], dev: Mapping[str, Pairs]) -> Position:
    """Trains until the run's budget is spent; the position reached."""
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", KERNELS)
    if run.workers > 1:
        torch.set_num_threads(1)  # a pool of threads does not survive the fork
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
    with own_core(0) if helpers else nullcontext():
        chief.advance(position)
    for helper in helpers:
        helper.join(PATIENCE)
    if position.counted:
        chief.log(position)
    chief.save(position)
    return position
