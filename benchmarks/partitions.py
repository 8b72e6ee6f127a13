"""Find the partition of the table or an index that a flood of leads fills first, and what happens beyond.

DynamoDB writes at most 1,000 units a second to a partition; those whose keys ascend with time cannot be split.
Each lead of a team that is as busy as this is offered once, and claimed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from benchmarks import stage
from benchmarks.result import Result, judged
from shared.store.backoff import longest
from shared.store.table import TRIES
from tests.functions import team

LEADS = 100  # a batch of the stream
UNITS = 1_000  # a second, of one partition
SECONDS = 20
BURST = 1_000

type Partition = tuple[str, str]
type Transaction = Counter[Partition]


class Flood(NamedTuple):
    """What became of simulated transactions: how many were refused after all tries, and when the last ended."""

    refused: int
    ended: float


def measure() -> Iterable[Result]:
    """Measure where a flood of leads binds, by arithmetic, and by a simulation with the product's own retries."""
    received, rest = _transactions()
    everything = sum((Counter(one) for one in received + rest), Counter[Partition]())
    (index, key), units = everything.most_common(1)[0]
    rate, first = UNITS / (units / LEADS), f"first full: {key.partition('#')[0]} of the {index or 'table'}"
    yield judged("P13", "leads a second that one partition carries", rate, "leads", "≥ 100", first)
    yield judged("P9", "leads a second of one team", rate, "leads", "≥ 1000", first, decision=44)
    slow, fast = flood(received + rest, rate / 2), flood(received + rest, rate * 2)
    told = f"{SECONDS} s; at twice the rate {fast.refused:,}"
    yield judged("P13", "refused at half that rate", slow.refused, "transactions", "≤ 0", told)
    burst = flood(received, BURST, seconds=1)
    told = f"the last after {burst.ended:.1f} s; what is refused is put off, and not lost"
    yield judged("P9", f"of a burst of {BURST:,} leads in a second, refused", burst.refused, "deliveries", "≤ 0", told)


def _transactions() -> tuple[list[Transaction], list[Transaction]]:
    """Return what LEADS leads take by partition: as they are received, and routed and claimed."""
    with stage.metered() as (there, meter):
        there.stopped = there.now()  # so that no offer ends while a slow machine gets to its claim
        lead_ids = [there.came_in(number) for number in range(LEADS)]
        received = list(meter.transactions)
        there.route(team.stream(*(team.read(there.table, lead_id) for lead_id in lead_ids)), None)
        for lead_id in lead_ids:
            stage.answered(there.claimed(lead_id, team.read(there.table, lead_id).offer.agent_ids[0]))
    return received, meter.transactions[len(received) :]


def flood(transactions: list[Transaction], rate: float, seconds: int = SECONDS) -> Flood:
    """Simulate partitions under these transactions, which come from LEADS leads, at so many leads a second.

    A partition has its units of a second and saves none; a transaction that finds too few in any is throttled whole,
    and tried again as the product does.
    """
    chance, number, refused, ended = random.Random(0), count(), 0, 0.0
    left: dict[Partition, tuple[float, float]] = {}
    waiting: list[tuple[float, int, int, Transaction]] = []
    for turn in range(int(rate * seconds * len(transactions) / LEADS)):
        at = turn * LEADS / len(transactions) / rate
        heappush(waiting, (at, next(number), 1, transactions[turn % len(transactions)]))
    while waiting:
        now, _, attempt, wanted = heappop(waiting)
        for one in wanted:
            units, since = left.get(one, (float(UNITS), now))
            left[one] = (min(UNITS, units + (now - since) * UNITS), now)
        if all(left[one][0] >= units for one, units in wanted.items()):
            for one, units in wanted.items():
                left[one] = (left[one][0] - units, now)
            ended = max(ended, now)
        elif attempt == TRIES:
            refused += 1
        else:
            heappush(waiting, (now + chance.uniform(0.01, longest(attempt)), next(number), attempt + 1, wanted))
    return Flood(refused, ended)
