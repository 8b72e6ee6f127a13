"""Responding: what an owner owes a lead that came through a route, and what happens when it does not come."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime

from shared.domain.kernel import hours
from shared.domain.kernel.contact import Channel, DoNotContact
from shared.domain.kernel.errors import TooEarly
from shared.domain.kernel.event_details import ResponseMissedDetail
from shared.domain.kernel.record import ClockId
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
    """What whoever becomes owner of `lead` through `route` now owes it.

    None if the route asks for nothing, or only for what goes by channels on which the person shall not be contacted.

    Source: docs/rules.md, "Response after the claim" 1, "Entry" 9.
    """
    if route is None or route.response is None or not accepted_actions(route.response.actions, lead.do_not_contact):
        return None
    rule = route.response
    due = compute_deadline(now, rule.within_seconds, rule.clock, settings)
    return ResponseDeadline(response_id=response_id, route_id=route.route_id, since=now, due=due, actions=rule.actions)


def accepted_actions(actions: Iterable[Action], mark: DoNotContact | None) -> tuple[Action, ...]:
    """Those of `actions` that count as a response to a person with this mark."""
    return tuple(action for action in actions if mark is None or not mark.forbids(action))


def compute_deadline(now: datetime, seconds: int, clock: WorkingClock, settings: Settings) -> datetime:
    """The end of `seconds` from `now`: whole seconds, rounded up, so that nobody gets less than promised.

    With the clock `working` only the team's working hours count, if it has set any.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """
    windows = settings.working_hours if clock == "working" else ()
    end = hours.add_open_time(windows, settings.zone, now, seconds)
    return datetime.fromtimestamp(math.ceil(end.timestamp()), UTC)


def record_response(lead: Lead, me: Member, kind: NoteKind | Channel, now: datetime) -> Lead:
    """The lead after `me` recorded an interaction, or a message sent: one that is accepted, in time, ends what is owed.

    The owner owes it, so only what the owner records counts; the instant it is recorded decides. What goes by a
    channel on which the person shall not be contacted does not count; WhatsApp counts as a text.

    Source: docs/rules.md, "Response after the claim" 1, "Entry" 9.
    """
    owes = lead.response
    if owes is None or me.agent_id != lead.owner or owes.due <= now:
        return lead.updated()
    mark, action = lead.do_not_contact, "text" if kind == "whatsapp" else kind
    if action not in owes.actions or (mark is not None and mark.forbids(kind)):
        return lead.updated()
    return lead.updated(response=None)


def remind_owner(lead: Lead, reminder_id: ClockId, now: datetime) -> Decision:
    """Mark that half of the time for the response is over, so that its owner is told; once, and not past its end.

    Args:
        lead: as read, any state.
        reminder_id: what the clock was started for.
        now: UTC, from the shell's clock.

    Raises:
        TooEarly: `now` is before half time.

    Source: docs/rules.md, "Response after the claim" 1.
    """
    owes = lead.response
    if owes is None or owes.reminder_id != reminder_id or owes.reminded or owes.due <= now:
        return unchanged(lead)
    if now < owes.half:
        raise TooEarly
    return Decision(lead.updated(response=owes.model_copy(update={"reminded": True}), tell="reminded"))


def miss_response(lead: Lead, response_id: ClockId, now: datetime, by: str = "clock") -> Decision:
    """Take the lead from an owner who owes it a response past its time; it goes on as after a pass.

    If the person has asked again since, the lead stays, and nothing is owed any more. A clock that fires late,
    twice, or for a response that is not owed now, changes nothing.

    Args:
        lead: as read, any state.
        response_id: the response the clock was started for.
        now: UTC, from the shell's clock.
        by: `clock`, or `sweep` where a clock was lost.

    Raises:
        TooEarly: `now` is before it is due.

    Source: docs/rules.md, "Response after the claim" 1.
    """
    owes, owner = lead.response, lead.owner
    if owes is None or owner is None or owes.response_id != response_id:
        return unchanged(lead)
    if now < owes.due:
        raise TooEarly
    if lead.last_activity_at > owes.since:
        stays = ResponseMissedDetail(agent_id=owner, stays=True)
        return Decision(lead.with_event(stays, at=now, by=by, response=None))
    return Decision(
        lead.returned_to_routing(ResponseMissedDetail(agent_id=owner), at=now, by=by),
        workload_changes=(WorkloadChange(owner, open_leads=-1),),
    )
