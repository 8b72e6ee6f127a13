"""Reckon anew what was stored about the future of a lead, once the plan that it depends on has changed.

Open offers keep the deadline they showed. Which changes concern which leads is decided in `planning/concerned.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shared.domain.kernel.event_details import SentDetail
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import ResponseDeadline
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import ResponseRule, Route
from shared.domain.plan_records.settings import Settings
from shared.domain.routing.dispatch import Chance, Dispatched, NewId, dispatch
from shared.domain.routing.hold import is_held
from shared.domain.routing.response_deadline import accepted_actions, compute_deadline
from shared.domain.routing.turns import Rotations


def reckon_hold(
    lead: Lead, plan: Plan, turns: Rotations, now: datetime, new_id: NewId, chance: Chance
) -> Dispatched | None:
    """Route a held lead if the plan as it is now lets it; else hold it until the instant that follows from it.

    One that cannot be routed has no new event in its history: it is where it was. A lead without anything to wait for
    any more is no longer held.

    Args:
        lead: as read, any state.
        plan: as read.
        turns: the rotations and workloads read, with the changes by this batch.
        now: UTC.
        new_id: makes the id of an offer or a response.
        chance: called by rules that draw.

    Returns:
        The lead with its trace; None if it is not held, or nothing changes.

    Source: docs/rules.md, "Matching" 6.
    """
    if not is_held(lead, now):
        return None
    sent = lead.with_event(SentDetail(), at=now, by="route", state="unrouted", reason=None)
    found = dispatch(sent, plan, turns, now, new_id, chance)
    if found.lead.state != "pooled":
        return replace(found, lead=_wound(found.lead))
    reckoned = {name: getattr(found.lead, name) for name in ("reason", "routes_at", "held_until")}
    if all(getattr(lead, name) == value for name, value in reckoned.items()):
        return None
    return Dispatched(_wound(lead.updated(**reckoned)), found.trace)


def _wound(lead: Lead) -> Lead:
    """Return the lead with its clock left to the stream: who reckons it again after a crash finds nothing to do."""
    return lead.model_copy(update={"todo": "wind"}) if lead.clock else lead


def reckon_response(lead: Lead, plan: Plan, now: datetime, response_id: str) -> Decision:
    """Reckon the response that a lead's owner owes, by its route and the team's working hours as they are now.

    It counts from when the lead became theirs. A deadline that would come sooner than the one they were shown leaves
    them the route's whole time from now, but no more than they had. If the route asks for no response any more, none
    is owed; if the route is deleted, the deadline stays.

    Args:
        lead: as read, any state.
        plan: as read.
        now: UTC, from the shell's clock.
        response_id: for the new deadline, because its clock is another one.

    Source: docs/rules.md, "Response after the claim" 2.
    """
    owed = lead.response
    route = plan.routes_by_id.get(owed.route_id) if owed else None
    if owed is None or route is None or owed.due <= now:
        return unchanged(lead)
    rule = route.response
    if rule is None or not accepted_actions(rule.actions, lead.do_not_contact):
        return Decision(lead.updated(response=None))
    due = _due(owed, rule, route, plan.settings, now)
    if due == owed.due and rule.actions == owed.actions:
        return unchanged(lead)
    new = owed.model_copy(update={"response_id": response_id, "due": due, "actions": rule.actions})
    return Decision(lead.updated(response=new))


def _due(owed: ResponseDeadline, rule: ResponseRule, route: Route, settings: Settings, now: datetime) -> datetime:
    """Return when the response is due by the rule as it is. If that is sooner than shown, the whole time is left."""
    due = compute_deadline(owed.since, rule.within_seconds, rule.clock, settings, route)
    return max(due, min(owed.due, compute_deadline(now, rule.within_seconds, rule.clock, settings, route)))
