"""Recount from the stored leads what is stored beside them: states, owners, workloads, turns and counters.

`tests/domain/test_model.py` checks the same of the rules alone, after each step.
"""

from collections import Counter
from datetime import datetime

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.workload import Workload
from shared.store import codec, keys
from shared.store.partitions import PartitionKey
from tests import make
from tests.domain.recount import recount

TOLD = {
    *("received", "claimed", "passed", "expired", "withdrawn", "assigned", "won", "pool_claimed", "hand_assigned"),
    *("re_routed", "credited", "won_taken_over", "response_missed", *(f"h{hour}" for hour in range(168))),
}
"""Name the counters that a lead's history tells; others come from messages and calls."""


def hold(items, zone, *, balls=()):
    """Check every invariant of a table.

    Args:
        items: the whole table. All its leads began as received ones, and no history has pages.
        zone: the team's.
        balls: the routes that are jump balls.
    """
    leads = [codec.from_item(Lead, item) for item in items if is_lead(item)]
    for lead in leads:
        one_state(lead)
        one_winner(lead)
    loads_equal_leads(leads, workloads(items))
    told = Counter()
    for lead in leads:
        told.update(told_counters(lead, zone, balls))
    assert stored_counters(items) == told
    return leads


def is_lead(item):
    return item["PK"]["S"].startswith(PartitionKey.LEADS) and item["SK"]["S"] == "LEAD"


def workloads(items):
    """Return the workloads among the items."""
    return [
        codec.from_item(Workload, item) for item in items if is_workload(keys.Key(item["PK"]["S"], item["SK"]["S"]))
    ]


def is_workload(key):
    return key.pk == keys.WORKLOADS and key.sk.startswith("MEMBER#")


def one_state(lead):
    """A lead is in one state, and has what belongs to it and nothing else."""
    assert (lead.offer is not None) == (lead.state == "offered"), lead.lead_id
    assert lead.state == "closed" or (lead.owner is not None) == (lead.state == "owned"), lead.lead_id
    assert (lead.outcome is not None) == (lead.state == "closed"), lead.lead_id
    assert (lead.reason is not None) == (lead.state == "pooled"), lead.lead_id
    assert (lead.todo == "route") == (lead.state == "unrouted"), lead.lead_id
    assert lead.via is None or lead.state == "owned", lead.lead_id


def one_winner(lead):
    """Nobody claims what another owns, nor at or after the deadline; each offer ends once, and is one of its own."""
    owner, deadline, offers = None, None, []
    for event in lead.history:
        if event.kind == "received":
            assert event is lead.history[0], lead.lead_id
        elif event.kind == "offered":
            assert deadline is None, f"{lead.lead_id}: two open offers"
            deadline = datetime.fromisoformat(event.detail["deadline"])
            offers.append(event.detail["offer_id"])
        elif event.kind == "claimed":
            assert owner is None, f"{lead.lead_id}: two owners"
            assert deadline is None or event.at < deadline, lead.lead_id
            owner, deadline = event.by, None
        elif event.kind == "expired" or (event.kind == "passed" and not lead.rivals):
            assert deadline is not None, f"{lead.lead_id}: no open offer ended"
            deadline = None
        elif event.kind not in ("repeated", "attempted"):
            owner = event.detail.get("agent_id")
            deadline = None
    assert len(offers) == len(set(offers)), lead.lead_id


def loads_equal_leads(leads, loads):
    """A workload counts exactly the leads that it describes."""
    open_counts_equal_leads(leads, loads)
    got = Counter(
        event.by
        for lead in leads
        for event in lead.history
        if event.kind == "claimed" and event.detail.get("from") != "pool"
    )
    for load in loads:
        received = sum(number for period, number in load.received.items() if period.count("-") == 2)
        assert received == got[load.agent_id], load.agent_id


def open_counts_equal_leads(leads, loads):
    """A workload counts the open offers and the owned leads that there are now."""
    offers = Counter(lead.offer.agent_ids[0] for lead in leads if lead.offer and not lead.offer.together)
    owned = Counter(lead.owner for lead in leads if lead.state == "owned")
    for load in loads:
        assert (load.open_offers, load.open_leads) == (offers[load.agent_id], owned[load.agent_id]), load.agent_id


def stored_counters(items):
    """Return each count of the table's counter rows that histories tell: its row, then its name."""
    found = Counter()
    for item in items:
        if item["PK"]["S"].startswith("TALLY#"):
            month, (day, *rest) = item["PK"]["S"].removeprefix("TALLY#"), item["SK"]["S"].split("#")
            for name, value in item.items():
                if name in TOLD:
                    found[f"{month}-{day}", *rest, name] += int(value["N"])
    return found


def told_counters(lead, zone, balls):
    """Return each count that the lead's history tells."""
    found = recount(lead, make.settings(time_zone=zone.key), balls)
    return {row: number for row, number in found.items() if row[-1] in TOLD}
