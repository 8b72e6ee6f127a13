"""Decide the response deadline of a lead's owner: when it starts, what fulfils it, and what follows if it is missed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.domain.kernel.contact import Channel, DoNotContact
from shared.domain.kernel.errors import TooEarly
from shared.domain.kernel.event_details import ResponseMissedDetail
from shared.domain.kernel.record import ClockId
from shared.domain.lead_records.counters import Counted, CounterRow, count_event
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.note import NoteKind
from shared.domain.lead_records.offer import ResponseDeadline
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.route import Action, Route, WorkingClock
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange


def start_response(
    lead: Lead, route: Route | None, settings: Settings, now: datetime, response_id: str
) -> ResponseDeadline | None:
    """Return the response deadline of whoever becomes owner of `lead` through `route` now.

    None if the route requires no response, or if the person must not be contacted by any accepted action.

    Source: docs/rules.md, "Response after the claim" 1, "Entry" 9.
    """
    if route is None or route.response is None or not accepted_actions(route.response.actions, lead.do_not_contact):
        return None
    rule = route.response
    due = compute_deadline(now, rule.within_seconds, rule.clock, settings, route)
    return ResponseDeadline(response_id=response_id, route_id=route.route_id, since=now, due=due, actions=rule.actions)


def accepted_actions(actions: Iterable[Action], mark: DoNotContact | None) -> tuple[Action, ...]:
    """Return the actions that may count as a response to a person with this do-not-contact mark."""
    return tuple(action for action in actions if mark is None or not mark.forbids(action))


def compute_deadline(now: datetime, seconds: int, clock: WorkingClock, settings: Settings, route: Route) -> datetime:
    """Return the instant `seconds` after `now`, rounded up to whole seconds so that nobody gets too little time.

    With the clock `working`, only the team's working time counts; while `route` is an active special route, its time
    counts too.

    Source: docs/rules.md, "Offers and deadlines" 1 and 7.
    """
    always = clock == "always"
    end = now + timedelta(seconds=seconds) if always else route.working_time(settings, now).add(now, seconds)
    return datetime.fromtimestamp(math.ceil(end.timestamp()), UTC)


def record_response(lead: Lead, me: Member, kind: NoteKind | Channel, now: datetime) -> Lead:
    """Return the lead after `me` recorded an interaction or a sent message, which may fulfil the response deadline.

    Only an accepted action counts, recorded by the owner before the deadline. A channel on which the person must not be
    contacted does not count. WhatsApp counts as a text.

    Source: docs/rules.md, "Response after the claim" 1, "Entry" 9.
    """
    response = lead.response
    if response is None or me.agent_id != lead.owner or response.due <= now:
        return lead.updated()
    mark, action = lead.do_not_contact, "text" if kind == "whatsapp" else kind
    if action not in response.actions or (mark is not None and mark.forbids(kind)):
        return lead.updated()
    return lead.updated(response=None)


def remind_owner(lead: Lead, reminder_id: ClockId, now: datetime) -> Decision:
    """Mark that half of the response time is over, so that the owner is reminded: once, and not after the deadline.

    Args:
        lead: as read, any state.
        reminder_id: of the response deadline that the clock was started for.
        now: UTC, from the shell's clock.

    Raises:
        TooEarly: `now` is before half time.

    Source: docs/rules.md, "Response after the claim" 1.
    """
    response = lead.response
    if response is None or response.reminder_id != reminder_id or response.reminded or response.due <= now:
        return unchanged(lead)
    if now < response.half:
        raise TooEarly
    return Decision(lead.updated(response=response.model_copy(update={"reminded": True}), tell="reminded"))


def count_response(
    what: Counted, lead: Lead, response: ResponseDeadline, now: datetime, zone: ZoneInfo
) -> tuple[CounterRow, ...]:
    """Count how a response that was owed ended, for the owner and the route that obliged them.

    Source: docs/rules.md, "Supervision" 2.
    """
    agent_id, route_id = lead.owner, response.route_id
    return (count_event(what, now, zone, agent_id=agent_id, route_id=route_id, source_id=lead.source_id),)


def miss_response(lead: Lead, response_id: ClockId, zone: ZoneInfo, now: datetime, by: str = "clock") -> Decision:
    """Take the lead from an owner who missed the response deadline; it returns to routing as after a pass.

    If the person has asked again meanwhile, the owner keeps the lead without a deadline. A clock that fires late,
    twice, or for another response deadline changes nothing.

    Args:
        lead: as read, any state.
        response_id: of the response deadline that the clock was started for.
        zone: the team's, which decides the day it is counted on.
        now: UTC, from the shell's clock.
        by: `clock`, or `sweep` if the clock was lost.

    Raises:
        TooEarly: `now` is before the deadline.

    Source: docs/rules.md, "Response after the claim" 1.
    """
    response, owner = lead.response, lead.owner
    if response is None or owner is None or response.response_id != response_id:
        return unchanged(lead)
    if now < response.due:
        raise TooEarly
    missed = count_response("response_missed", lead, response, now, zone)
    if lead.last_activity_at > response.since:
        stays = ResponseMissedDetail(agent_id=owner, stays=True)
        return Decision(lead.with_event(stays, at=now, by=by, response=None), counters=missed)
    return Decision(
        lead.returned_to_routing(ResponseMissedDetail(agent_id=owner), at=now, by=by),
        workload_changes=(WorkloadChange(owner, open_leads=-1),),
        counters=missed,
    )
