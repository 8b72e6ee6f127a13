"""Measure how far apart the agents of a jump ball are told of it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Barrier
from typing import Any

from benchmarks.result import Result, judged
from benchmarks.running import running_stack
from tests.e2e.live import LiveConnection, connected
from tests.e2e.stack import HOURS, Stack

CONSOLES = 50
SETTLE_SECONDS = 3
ROUNDS = 10


def measure() -> Iterable[Result]:
    """Measure rounds of jump balls told to fifty consoles."""
    with running_stack() as told:
        spreads = sorted(_spreads(Stack(told)))
    what, worst = f"a jump ball told to {CONSOLES} consoles", f"median of {ROUNDS} {median(spreads):.0f} ms"
    yield judged("P14", f"{what}, first to last", spreads[-1], "ms", "≤ 300", f"the worst; {worst}")


def _spreads(stack: Stack) -> Iterable[float]:
    """Yield the milliseconds between the first and the last console that is told, for each round."""
    source = stack.source()
    stack.route(stack.agents, HOURS, source, rule="jump_ball")
    each = CONSOLES // len(stack.agents)
    connections = [connected(stack, agent) for agent in stack.agents for _ in range(each)]
    with ThreadPoolExecutor(len(connections)) as pool:
        for _ in range(ROUNDS):
            yield _spread(stack, source, connections, pool)
    for connection in connections:
        connection.close()


def _spread(stack: Stack, source: Any, connections: list[LiveConnection], pool: ThreadPoolExecutor) -> float:
    """Post a lead once nothing else is being told; return how far apart its offer is told."""
    time.sleep(SETTLE_SECONDS)
    for connection in connections:
        connection.drop()
    waiting = Barrier(len(connections) + 1)

    def heard(connection: LiveConnection) -> float:
        waiting.wait()
        _, at = connection.read()
        return float(at)

    reads = [pool.submit(heard, connection) for connection in connections]
    waiting.wait()
    stack.lead(source)
    times = [read.result() for read in reads]
    return (max(times) - min(times)) * 1000
