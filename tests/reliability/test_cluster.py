"""Runs on a real Ray cluster of several nodes, all on this machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.program import ARTICLE, ROOT, ledger, outputs

ray = pytest.importorskip("ray", reason="--runner ray needs the extra [ray]")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # Ray's own
]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head without cores and two nodes with one each."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    small = {"object_store_memory": 80 << 20, "include_dashboard": False}
    found = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **small})
    found.nodes = [
        found.add_node(num_cpus=1, object_store_memory=80 << 20) for _ in range(2)
    ]
    found.wait_for_nodes()
    ray.init(address=found.address, log_to_driver=False)
    yield found
    ray.shutdown()
    found.shutdown()


def articles(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = ARTICLE.replace("Limoges", f"Port-{number}").replace("3,4", f"{number}")
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    (folder / "poison.txt").write_bytes(b"")
    return folder


def build(source: Path, out: Path, *options: str) -> int:
    from briefing.cli import main

    argv = ["build", str(source), "-o", str(out), "-f", "md,json", "--quiet"]
    return main([*argv, *options], os.environ)


def test_a_cluster_gives_the_bytes_of_one_machine_and_loses_nothing_with_a_node(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = articles(tmp_path / "in", 60)
    assert build(source, tmp_path / "here", "--jobs", "1") == 1  # the poison
    assert build(source, tmp_path / "whole", "--runner", "ray") == 1
    assert outputs(tmp_path / "whole") == outputs(tmp_path / "here")

    from briefing.batch import run as batch

    killed = []

    def kill_a_node(lines: Any, total: int) -> None:
        if not killed:
            killed.append(time.monotonic())
            cluster.remove_node(cluster.nodes[0], allow_graceful=False)

    run = batch.run
    monkeypatch.setattr(
        batch, "run", lambda t, c, o, show, limits: run(t, c, o, kill_a_node, limits)
    )
    assert build(source, tmp_path / "killed", "--runner", "ray") == 1
    assert killed
    assert outputs(tmp_path / "killed") == outputs(tmp_path / "here")
    lines, usual = ledger(tmp_path / "killed"), ledger(tmp_path / "here")
    assert list(lines) == list(usual)
    assert [x["status"] for x in lines.values()].count("failed") == 1
