"""Every minute: do what a lost clock, or a lost event of the table's stream, left undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from functions.expire import asking, leaving, nudging, switching
from functions.expire.folding import Folding
from shared import aws
from shared.domain.expire import FORGOTTEN, GRACE, sweep
from shared.domain.fetch import NUDGED
from shared.domain.imported import FORGOTTEN as STALLED
from shared.domain.lead import Lead
from shared.domain.outbound import NUDGED as UNSENT
from shared.domain.record import LeadId
from shared.observe import count, logger, named
from shared.queue import Queue
from shared.settings import SweepSettings
from shared.store import decisions, keys, views
from shared.store.plans import Plans, Unseeded
from shared.store.table import Table

settings = SweepSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
plans = Plans(table)
fetches = Queue(aws.sqs, settings.FETCHES_URL)
imports = Queue(aws.sqs, settings.IMPORTS_URL)
outgoing = Queue(aws.sqs, settings.OUTGOING_URL)
folding = Folding()

PAGE = 100


def handler(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Lambda's entry, called by the schedule. One lead's failure never holds up another."""
    now, done = datetime.now(UTC), {"swept": 0, "failed": 0}
    try:
        plan = plans.current()
    except Unseeded:
        return done
    team = plan.settings
    for lead in _late(now):
        try:
            decision = sweep(lead, team.zone, now)
            if decision.changed:
                table.commit(decisions.writes(decision))
                done["swept"] += 1
        except Exception as error:
            # Whatever moved this lead on, or breaks it, the next minute looks again.
            logger.warning("not swept", extra={"lead_id": lead.lead_id, "error": named(error)})
            done["failed"] += 1
    asking.ask_again(table, fetches, keys.FETCH, now - NUDGED, ("source_id", "hash"))
    asking.ask_again(table, imports, keys.IMPORT, now - STALLED, ("import_id",))
    unsent = ("target_id", "delivery_id")
    asking.ask_again(table, outgoing, keys.OUTBOUND, now - UNSENT, unsent, {"channel": "webhook"})
    left, special = leaving.finish(table, plans, now), switching.repair(table, plans, now)
    nudges = nudging.nudge_all(table, plan, now)
    done = {
        "swept": done["swept"] + left.moved + special.switched,
        "failed": done["failed"] + left.failed + special.failed + nudges.failed,
    }
    folding.fold(table, team, now)
    if done["swept"]:
        count("Swept", done["swept"])
    logger.info("swept", extra={**done, "nudged": nudges.nudged})
    return done


def _late(now: datetime) -> Iterator[Lead]:
    """Leads that look late in the queue, as they are now, a page at a time."""
    page: list[LeadId] = []
    for lead_id in _late_ids(now):
        page.append(lead_id)
        if len(page) == PAGE:
            yield from _read(page)
            page = []
    yield from _read(page)


def _late_ids(now: datetime) -> Iterator[LeadId]:
    """Offered leads by the deadline, unrouted ones by since when they are; responses and held leads by when due."""
    for state, age in (("OFFERED", GRACE), ("UNROUTED", FORGOTTEN)):
        limit = keys.instant(now - age)
        for entry in table.query(state, index=keys.QUEUE):
            if entry[keys.QUEUE.sk]["S"].rpartition("#")[2] <= limit:
                yield from views.lead_ids([entry])
    for partition in (keys.RESPONSE, keys.HELD):
        yield from views.lead_ids(table.query(partition, index=keys.DUE, until=keys.past(now - GRACE)))


def _read(page: list[LeadId]) -> list[Lead]:
    return views.leads(table, page) if page else []
