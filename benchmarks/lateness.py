"""Measure how late offers end whose deadlines fall close together, beside sleeping workflows of DBOS in the same run.

`python -m benchmarks.lateness 2000` measures as many. On the embedded engine the functions share this machine's
processors. EventBridge Scheduler's schedules are exact to a minute only, so they are not run here.
"""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
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
DEADLINES = 200
SPREAD = timedelta(minutes=1)
STARTED_A_SECOND = 2  # clocks that this machine starts at least, until the deadline
PATIENCE = timedelta(minutes=10)
LOOK_SECONDS = 0.5


def measure(many: int = DEADLINES) -> Iterable[Result]:
    """Measure so many deadlines, spread over a minute and at once."""
    with running_stack() as told:
        spread, ours = of_clocks(told, many, SPREAD), of_clocks(told, many)
    theirs = of_dbos(many)
    dbos = f"DBOS {median(theirs):.2f} and {max(theirs):.2f} s" if theirs else "no PostgreSQL here to run DBOS on"
    told_of_them = f"{dbos}; load {os.getloadavg()[0] / (os.cpu_count() or 1):.1f} a processor"
    runs = (f"{many:,} deadlines of a minute", spread, None), (f"{many:,} deadlines at once", ours, DECISION)
    for what, late, decision in runs:
        yield judged("P10", f"{what}, median lateness", median(late), "s", "≤ 1", told_of_them, decision=decision)
        yield judged("P10", f"{what}, the latest", max(late), "s", "≤ 5", told_of_them, decision=decision)


def of_clocks(told: dict[str, Any], many: int, spread: timedelta = timedelta()) -> list[float]:
    """Return by how many seconds after its deadline each of so many offers expired; deadlines are spread evenly."""
    endpoint = told["aws_endpoint"]
    table = Table(embedded.client("dynamodb", endpoint), told["table"])
    clocks = Clocks(embedded.client("stepfunctions", endpoint), told["clock_arn"])
    agents = [user["agent_id"] for user in told["users"] if user["role"] == "agent"]
    first = datetime.now(UTC) + timedelta(seconds=10 + many / STARTED_A_SECOND)
    deadlines = [(first + spread * number / many).replace(microsecond=0) for number in range(many)]
    leads = [_offered(agents[number % len(agents)], at) for number, at in enumerate(deadlines)]
    for some in batched(leads, MAX_WRITES, strict=False):
        table.commit([put(lead) for lead in some])
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(partial(_start, clocks), leads))
    if (now := datetime.now(UTC)) >= first:
        raise RuntimeError(f"the clocks were started {now - first} after the first deadline")
    at = {lead.lead_id: deadline for lead, deadline in zip(leads, deadlines, strict=True)}
    return [(ended - at[lead_id]).total_seconds() for lead_id, ended in _ended(table, at, deadlines[-1])]


def _start(clocks: Clocks, lead: Lead) -> None:
    if lead.clock is not None:
        clocks.start(lead.lead_id, *lead.clock)


def _offered(agent_id: str, at: datetime) -> Lead:
    """Return a lead offered until `at` that stands apart from the team's figures."""
    offer = make.offer(agent_id, offer_id=f"offer_{uuid.uuid4().hex}", made_at=datetime.now(UTC), deadline=at)
    return make.offered(agent_id, lead_id=f"lead_{uuid.uuid4().hex}", offer=offer, version=0)


def _ended(table: Table, lead_ids: Iterable[str], last: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield when each lead's offer expired, by its history; wait for it."""
    waiting = {keys.lead(lead_id): lead_id for lead_id in lead_ids}
    while waiting:
        if datetime.now(UTC) > last + PATIENCE:
            raise RuntimeError(f"{len(waiting)} offers did not end within {PATIENCE}")
        time.sleep(LOOK_SECONDS)
        if datetime.now(UTC) < last:
            continue  # looking takes the processors that the clocks need
        for key, item in table.items(waiting).items():
            expired = [event.at for event in codec.from_item(Lead, item).history if event.kind == "expired"]
            if expired:
                yield waiting.pop(key), expired[0]


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
        until = time.time() + 10 + many / STARTED_A_SECOND
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
    for result in measure(int(sys.argv[1]) if len(sys.argv) > 1 else DEADLINES):
        print(result.sentence)
