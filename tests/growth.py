"""How the time of a call grows, told apart from what else the machine does."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TURNS = 3


def seconds(call: Callable[[], object]) -> float:
    """CPU seconds that a call takes, the least of a few turns.

    No garbage is collected meanwhile: a collection walks through all that the other
    tests have left behind.
    """
    gc.disable()
    try:
        return min(_once(call) for _ in range(TURNS))
    finally:
        gc.enable()


def _once(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
