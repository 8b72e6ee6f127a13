"""Measure how late offers end whose deadlines fall on one instant: 200, 2,000 or more of them.

They end by their clocks, as the product has it, and by a schedule of EventBridge Scheduler for each offer. In the same
run workflows of DBOS wake up that only sleep. `RELEVO_DEADLINES=20000 make bench PART=lateness` measures as many. On
the embedded engine everything shares this machine's processors, and its scheduler looks each second; AWS's is exact to
a minute.
"""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import batched
from statistics import median
from typing import Any

from benchmarks.postgres import running_postgres
from benchmarks.result import Result, judged
from benchmarks.running import running_stack
from local import embedded
from shared.clocks import Clocks
from shared.domain.lead_records.lead import Lead
from shared.store import codec, keys
from shared.store.table import MAX_WRITES, Table, put
from tests import make

DECISION = 41
FEWEST = 200
MOST = int(os.environ.get("RELEVO_DEADLINES", "2000"))
SPREAD = timedelta(minutes=1)
SCHEDULES = 2_000  # at most: the engine calls for one after the other
TRIED = 100  # clocks that tell how many this machine starts in a second
DBOS_STARTED_A_SECOND = 100  # workflows, at least
PATIENCE = timedelta(minutes=10)
LOOKED_AT = 100  # offers at once: one batch read
LOOK_SECONDS = 0.5

type Lateness = list[float]


def measure(most: int = MOST) -> Iterable[Result]:
    """Measure 200 deadlines spread over a minute, then 200 at once, and ten times as many, up to `most`."""
    sizes = [FEWEST]
    while sizes[-1] < most:
        sizes.append(min(sizes[-1] * 10, most))
    with running_stack() as told:
        stack = Stack(told)
        yield from _judged(f"{FEWEST} deadlines of a minute", stack.late(stack.start_clock, FEWEST, SPREAD), "", None)
        for many in sizes:
            by_clocks = stack.late(stack.start_clock, many)
            by_schedules = stack.late(stack.start_schedule, many) if many <= SCHEDULES else []
            beside = f"schedules {_told(by_schedules)}; DBOS {_told(of_dbos(many))}"
            what = f"{many:,} deadlines at once"
            if len(by_clocks) == many:
                yield from _judged(what, by_clocks, beside, DECISION)
            else:
                left = many - len(by_clocks)
                yield judged("P10", f"{what}, not ended within {PATIENCE}", left, "offers", "≤ 0", beside)


def _judged(what: str, late: Lateness, beside: str, decision: int | None) -> Iterator[Result]:
    told = f"{beside}; load {os.getloadavg()[0] / (os.cpu_count() or 1):.1f} a processor".removeprefix("; ")
    yield judged("P10", f"{what}, median lateness", median(late), "s", "≤ 1", told, decision=decision)
    yield judged("P10", f"{what}, the latest", max(late), "s", "≤ 5", told, decision=decision)


def _told(late: Lateness) -> str:
    return f"{median(late):.2f} and {max(late):.2f} s" if late else "not run"


class Stack:
    """End offers of a running stack."""

    def __init__(self, told: dict[str, Any]) -> None:
        endpoint, self._clock = told["aws_endpoint"], told["clock_arn"]
        self._table = Table(embedded.client("dynamodb", endpoint), told["table"])
        self._functions = embedded.client("stepfunctions", endpoint)
        self._scheduler = embedded.client("scheduler", endpoint)
        self._clocks = Clocks(self._functions, self._clock)
        self._agents = [user["agent_id"] for user in told["users"] if user["role"] == "agent"]
        machine = self._functions.describe_state_machine(stateMachineArn=self._clock)
        self._target = {
            "Arn": json.loads(machine["definition"])["States"]["Expire"]["Resource"], "RoleArn": machine["roleArn"],
        }  # fmt: skip

    def start_clock(self, lead: Lead) -> None:
        """Start the clock of a lead's offer."""
        if lead.clock is not None:
            self._clocks.start(lead.lead_id, *lead.clock)

    def start_schedule(self, lead: Lead) -> None:
        """Make a schedule that calls `expire` once, with what a clock would give it."""
        if lead.clock is None:
            return
        clock_id, at = lead.clock
        self._scheduler.create_schedule(
            Name=clock_id,
            ScheduleExpression=f"at({at:%Y-%m-%dT%H:%M:%S})",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            Target={
                **self._target,
                "Input": json.dumps({"lead_id": lead.lead_id, "clock_id": clock_id, "at": f"{at:%Y-%m-%dT%H:%M:%SZ}"}),
            },
        )

    def late(self, start: Callable[[Lead], None], many: int, spread: timedelta = timedelta()) -> Lateness:
        """Return by how many seconds after its deadline each of so many offers expired; deadlines are spread evenly."""
        patience = timedelta(seconds=10 + many / self._started_a_second(start))
        first = datetime.now(UTC) + patience
        deadlines = [(first + spread * number / many).replace(microsecond=0) for number in range(many)]
        leads = self._offered(deadlines)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(start, leads))
        if (now := datetime.now(UTC)) >= first:
            raise RuntimeError(f"the clocks were started {now - first} after the first deadline")
        at = {lead.lead_id: deadline for lead, deadline in zip(leads, deadlines, strict=True)}
        return [(ended - at[lead_id]).total_seconds() for lead_id, ended in _ended(self._table, at, deadlines[-1])]

    def _started_a_second(self, start: Callable[[Lead], None]) -> float:
        """Return a fifth of how many clocks this machine puts and starts a second, while they are few."""
        begun = time.monotonic()
        later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(start, self._offered([later] * TRIED)))
        return TRIED / (time.monotonic() - begun) / 5

    def _offered(self, deadlines: Iterable[datetime]) -> list[Lead]:
        """Put leads that are offered until these instants; return them."""
        leads = [_offered(self._agents[n % len(self._agents)], at) for n, at in enumerate(deadlines)]
        for some in batched(leads, MAX_WRITES, strict=False):
            self._table.commit([put(lead) for lead in some])
        return leads


def _offered(agent_id: str, at: datetime) -> Lead:
    """Return a lead offered until `at` that stands apart from the team's figures."""
    offer = make.offer(agent_id, offer_id=f"offer_{uuid.uuid4().hex}", made_at=datetime.now(UTC), deadline=at)
    lead: Lead = make.offered(agent_id, lead_id=f"lead_{uuid.uuid4().hex}", offer=offer, version=0)
    return lead


def _ended(table: Table, lead_ids: Iterable[str], last: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield when each lead's offer expired, by its history; wait for it as long as `PATIENCE`.

    Looking takes the processors that the clocks need: so it begins after the last deadline, a batch at a time.
    """
    waiting = list(lead_ids)
    time.sleep(max(0.0, (last - datetime.now(UTC)).total_seconds()))
    while waiting and datetime.now(UTC) < last + PATIENCE:
        ended = _looked_at(table, waiting[:LOOKED_AT])
        yield from ended.items()
        if len(ended) < min(LOOKED_AT, len(waiting)):
            time.sleep(LOOK_SECONDS)
        waiting = [lead_id for lead_id in waiting if lead_id not in ended]
    for some in batched(waiting, LOOKED_AT, strict=False):
        yield from _looked_at(table, some).items()


def _looked_at(table: Table, lead_ids: Sequence[str]) -> dict[str, datetime]:
    """Return when the offers of these leads expired, of those that have."""
    items = table.items(map(keys.lead, lead_ids))
    return {lead_id: at for lead_id in lead_ids if (at := _expired(items[keys.lead(lead_id)]))}


def _expired(item: codec.Item) -> datetime | None:
    """Return when the first offer of a lead expired."""
    return next((event.at for event in codec.from_item(Lead, item).history if event.kind == "expired"), None)


def of_dbos(many: int) -> list[float]:
    """Return by how many seconds after one instant each of so many sleeping workflows of DBOS went on."""
    with _dbos(many) as there:
        if not there:
            return []
        from dbos import DBOS  # here: only the environment of benchmarks has it

        @DBOS.workflow()
        def wait(until: float) -> float:
            DBOS.sleep(max(0.0, until - time.time()))
            return time.time() - until

        DBOS.launch()
        until = time.time() + 10 + many / DBOS_STARTED_A_SECOND
        running = [DBOS.start_workflow(wait, until) for _ in range(many)]
        return [one.get_result() for one in running]


@contextmanager
def _dbos(threads: int) -> Iterator[bool]:
    """Yield whether DBOS is set up, on a PostgreSQL of its own."""
    with running_postgres() as place:
        if place is None:
            yield False
            return
        from dbos import DBOS

        told = dict(part.split("=") for part in place.split())
        url = f"postgresql+psycopg://{told['user']}@/{told['dbname']}?host={told['host']}"
        DBOS(
            config={
                "name": "lateness",
                "system_database_url": url,
                "log_level": "ERROR",
                "max_executor_threads": threads,
            }
        )
        try:
            yield True
        finally:
            DBOS.destroy()


if __name__ == "__main__":
    for result in measure(int(sys.argv[1]) if len(sys.argv) > 1 else MOST):
        print(result.sentence)
