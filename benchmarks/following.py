"""Measure how soon held leads follow a plan that lets them go."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any

from benchmarks.result import Result, judged
from benchmarks.running import running_stack
from shared.domain.lead_records.lead import Lead
from shared.store import decisions, keys
from shared.store.table import Table
from tests import make
from tests.e2e.stack import HOURS, Stack

FEW, MANY = 100, 1000
LONG_SECONDS = 300  # after which something is broken
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def measure() -> Iterable[Result]:
    """Measure from a route's edit to the last offer, of few leads and of many."""
    with running_stack() as told:
        stack = Stack(told)
        stack.rainmaker.ask("PATCH", "/settings", {"hold_hours": 48})
        few, many = (_seconds(stack, count) for count in (FEW, MANY))
    yield judged("P15", f"{FEW} held leads follow the plan", few, "s", "≤ 5", "from the edit to the last offer")
    yield judged("P15", f"{MANY} held leads follow the plan", MANY / many, "leads/s", "≥ 50", f"{many:.1f} s")


def _seconds(stack: Stack, count: int) -> float:
    """Return the seconds until `count` held leads are offered, once their route opens."""
    source, table = stack.source(), Table(stack.client("dynamodb"), stack.told["table"])
    opens = datetime.now(UTC) + timedelta(days=1)
    window = {"days": [DAYS[opens.weekday()]], "from": "00:00", "to": "23:59"}
    route = stack.route(stack.agents, HOURS, source, windows=[window])
    ids = _held(table, source, count, opens)
    began = time.monotonic()
    stack.open(route)
    while time.monotonic() - began < LONG_SECONDS:
        if table.get(Lead, keys.lead(ids[-1])).state == "offered":  # type: ignore[union-attr]  # the youngest
            break
    return time.monotonic() - began


def _held(table: Table, source: dict[str, Any], count: int, opens: datetime) -> list[str]:
    """Store held leads; return their ids, the oldest first."""
    now = datetime.now(UTC)
    leads = [
        make.pooled(
            lead_id=make.id_of("lead", f"{time.time_ns() % 10**8:08}{n:04}"), source_id=source["source_id"],
            reason="no_route", created_at=now + timedelta(milliseconds=n), since=now, last_activity_at=now,
            routes_at=opens.replace(microsecond=0), held_until=now + timedelta(hours=48), counted=True, version=0,
        )
        for n in range(count)
    ]  # fmt: skip
    for some in batched(leads, 50, strict=False):
        table.commit([write for lead in some for write in decisions.put_lead(lead)])
    return [lead.lead_id for lead in leads]
