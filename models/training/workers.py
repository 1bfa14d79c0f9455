"""One process of a run: gradients of batches, and its share of each step.

Two processes with one thread each do 1.3 times the work of one with two threads on
two cores, and lose less when others use the machine: they meet twice a step, not at
every operation. With one worker all results are the same bits again; with more, the
order in which gradients are summed varies.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from models.training import batches
from models.training.arrays import Pairs
from models.training.checkpoint import Position
from models.training.loss import cross_entropy, guide
from models.training.memory import Memory, is_matrix
from models.training.network import Network
from models.training.optimizers import Adam, Muon
from models.training.schedule import Run, guide_weight, longest, plan

PATIENCE = 600
"""Seconds a worker waits for another before it takes it for dead."""


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

    def step(self, dealt: Sequence[np.ndarray], position: Position) -> None:
        """One optimizer step over the batches `dealt`."""
        taken: list[int] = []
        self.shared.sums[self.number].zero_()
        while (k := self.shared.take(taken)) < len(dealt):
            self._gradients(dealt[k], position)
        self.shared.wait()
        self._move(position)
        self.shared.wait()
        self.shared.memory.clear(self.number)

    def _gradients(self, rows: np.ndarray, position: Position) -> None:
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
            if position.inside == 0:
                position.pool_start = position.tokens
            dealt = batches.steps(
                self.domains,
                plan(self.run.recipe),
                position.pool,
                longest(self.run.recipe, position.pool_start),
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
