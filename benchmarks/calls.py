"""Count the DynamoDB calls of each step of a lead's way with a warm plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from math import ceil

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import Calls
from functions.route.chunk import PER_LEAD
from shared.store.table import MAX_WRITES
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, LEAD

LEADS = 100  # a batch of the stream
WRITE = "TransactWriteItems"


def measure() -> Iterable[Result]:
    """Measure ingest, route, a claim, and a claim that comes too late."""
    calls = Calls()
    with stage.stage() as there:
        calls.listen(there.client)
        table, lead_ids = there.table, [there.came_in(n) for n in range(LEADS)]
        calls.taken()
        lead_ids.append(there.came_in(LEADS))
        yield judged(
            "P4",
            "ingest of a new person",
            len(calls.taken()),
            "calls",
            "≤ 2",
            "a read of the plan's version, and a write",
        )

        first, *leads = [team.read(table, lead_id) for lead_id in lead_ids]
        there.route(team.stream(first), None)
        calls.taken()
        there.route(team.stream(*leads), None)
        made = calls.taken()
        commits = [len(given["TransactItems"]) for name, given in made if name == WRITE]
        chunks = ceil(sum(commits) / (MAX_WRITES - PER_LEAD))
        told = f"{sum(commits)} writes in chunks of {MAX_WRITES} at most"
        yield judged("P4", f"route of {LEADS} leads, reads", len(made) - len(commits), "calls", "≤ 3", "a batch")
        yield judged("P4", f"route of {LEADS} leads, commits", len(commits), "calls", f"≤ {chunks}", told)

        now = there.now()
        ball = make.offer(ANN, BOB, made_at=now, deadline=now + timedelta(minutes=5))
        team.store(table, make.offered(ANN, BOB, offer=ball))
        there.claimed(leads[0].lead_id, ANN)  # a warm function has read the plan
        calls.taken()
        stage.answered(there.claimed(LEAD, ANN))
        yield judged("P4", "claim", len(calls.taken()), "calls", "≤ 2", "a read and a write")
        answer = there.claimed(LEAD, BOB)
        writes = [name for name, _ in calls.taken() if name == WRITE]
        told = f"answered {answer['statusCode']}"
        yield judged("P4", "claim of a rival's lead", len(writes), "writes", "≤ 0", told)
