"""Compute the counters anew from a lead's history."""

from shared.domain.lead_records.counters import TAKEN, bucket, day_of, hour_of_week
from tests.make import NIGHT


def recount(lead, zone, balls=(NIGHT,)):
    """Return each count of the lead's history: its row, then its name, as often as it counts.

    Args:
        lead: with all of its history.
        zone: the team's.
        balls: the routes that are jump balls.
    """
    route, asked, made_at, owner, via, received = None, set(), None, None, None, False
    before, undone = (None, None), sum(event.kind == "separated" and "out_of" in event.detail for event in lead.history)
    for event in lead.history:
        detail, kind = event.detail, event.kind

        def row(agent_id, route_id, name, at=event.at):
            return day_of(at, zone), agent_id or "-", route_id or "-", lead.source_id or "-", name

        def alone(route=route, asked=asked):
            return None if route in balls else next(iter(asked))

        if not received and event.by == "route":
            yield row(None, detail.get("route_id"), "received")
            yield row(None, detail.get("route_id"), f"h{hour_of_week(event.at, zone)}")
            received = True
        if kind == "offered":
            route, asked, made_at = detail["route_id"], set(detail["agent_ids"]), event.at
        elif kind == "claimed" and detail.get("from") == "pool":
            yield row(event.by, None, "pool_claimed")
            owner, via = event.by, None
        elif kind == "claimed":
            yield row(event.by, route, "claimed")
            yield row(event.by, route, f"t{bucket(event.at - made_at)}")
            yield from (row(None, route, TAKEN + other) for other in asked - {event.by})
            owner, via, asked = event.by, route, set()
        elif kind == "passed":
            yield row(event.by, route, "passed")
            asked = asked - {event.by}
        elif kind == "expired":
            yield row(alone(), route, "expired")
            asked = set()
        elif kind == "withdrawn" and "agent_ids" in detail:
            if not asked - set(detail["agent_ids"]):
                yield row(alone(), route, "withdrawn")
            asked = asked - set(detail["agent_ids"])
        elif kind == "assigned" and event.by == "route":
            yield row(detail["agent_id"], detail["route_id"], "assigned")
            owner, via = detail["agent_id"], detail["route_id"]
        elif kind == "merged" and "into" in detail:
            before, undone = (owner, via), undone - 1
            if undone < 0:
                yield row(None, None, "merged")
        elif kind == "merged" and "took" in detail:
            owner, via = detail["agent_id"], detail.get("route_id")
        elif kind == "separated" and "agent_id" in detail:
            owner, via = before
        elif kind == "separated" and "reason" in detail:
            owner, via = None, None
        elif kind in ("assigned", "handed_over", "reopened") and "agent_id" in detail:
            if kind != "reopened":
                yield row(detail["agent_id"], None, "hand_assigned")
            owner, via = detail["agent_id"], None
        elif kind == "closed":
            if detail["outcome"] == "won":
                yield row(owner, via, "won")
            via = None
        elif not (
            kind in ("repeated", "attempted", "merged", "separated", "consent", "objection", "do_not_contact")
            or detail.get("stays")
        ):
            owner, via = None, None
