"""The actors' order of work, with a cluster that is none."""

import sys
from types import SimpleNamespace

import pytest

from briefing.batch.cluster import Actor, run_on_cluster
from briefing.errors import DependencyError, ModelError
from tests.unit.test_local import FakeWorker, no_worker, outcome, tasks


class Ref:
    """An answer to come."""

    def __init__(self, value):
        self.value = value


class DiedError(Exception):
    """The actor is gone."""


class FakeRay:
    """Does at once what it is asked; actors die of tasks called so."""

    exceptions = SimpleNamespace(RayError=DiedError)

    def __init__(self):
        self.actors = 0

    def cluster_resources(self):
        return {"CPU": 2.0}

    def remote(self, **_):
        return lambda cls: Remote(self, cls)

    def wait(self, refs, timeout):
        return refs[:1], refs[1:]

    def get(self, ref):
        if isinstance(ref.value, DiedError):
            raise ref.value
        return ref.value

    def kill(self, actor):
        self.actors -= 1


class Remote:
    """A class whose methods answer later."""

    def __init__(self, ray, cls):
        self._ray, self._cls = ray, cls

    def remote(self, *args):
        self._ray.actors += 1
        return Handle(self._ray, self._cls(*args))


class Handle:
    def __init__(self, ray, actor):
        self._ray, self._actor = ray, actor

    @property
    def prepare(self):
        return Method(lambda: self._actor.prepare())

    @property
    def run(self):
        def run(given):
            if any(task.id.startswith("die") for task in given):
                self._ray.actors -= 1
                return DiedError("gone")
            return self._actor.run(given)

        return Method(run)


class Method:
    def __init__(self, function):
        self._function = function

    def remote(self, *args):
        return Ref(self._function(*args))


@pytest.fixture
def ray(monkeypatch):
    fake = FakeRay()
    monkeypatch.setattr("briefing.batch.cluster._connected", lambda: fake)
    return fake


def test_all_is_done_and_no_actor_left(ray):
    names = [str(i) for i in range(100)]
    done = outcome(run_on_cluster(tasks(*names), FakeWorker, 0))
    assert done == dict.fromkeys(names)
    assert ray.actors == 0


def test_a_task_that_kills_its_actor_fails_alone(ray):
    done = outcome(run_on_cluster(tasks("a", "die", "b", "c"), FakeWorker, 1))
    assert done == {"a": None, "die": "crash", "b": None, "c": None}
    assert ray.actors == 0


def test_a_worker_that_cannot_be_made_ends_the_run(ray):
    with pytest.raises(ModelError, match="no such model"):
        list(run_on_cluster(tasks("a"), no_worker, 1))
    assert Actor(FakeWorker, 0).prepare() is None


def test_without_ray_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(DependencyError, match=r"briefing\[ray\]"):
        list(run_on_cluster(tasks("a"), FakeWorker, 1))
