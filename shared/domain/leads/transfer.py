"""Decide transfers: an owner gives a lead back or hands it over; a Manager sends a pooled lead to routing.

Where routing sends the lead next is decided in `routing`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from shared.domain.kernel.errors import AlreadyRouted, Invalid
from shared.domain.kernel.event import RELEVO
from shared.domain.kernel.event_details import GivenBackDetail, HandedOverDetail, SentDetail
from shared.domain.lead_records.counters import count_event
from shared.domain.lead_records.decision import (
    Decision,
    combine_changes,
    count_withdrawn_offer,
    free_withdrawn_offer,
    unchanged,
)
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import NO_SOURCE, check_give_back, check_hand_over, check_route, has_been_routed
from shared.domain.leads.claim import audit_transfer, check_recipient, free_owner_workload, withdraw_offer
from shared.domain.leads.credit import doubt_of
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange

GiveBackReason = Literal["by_mistake", "not_my_area", "no_time", "not_a_lead"]
REPEATED = timedelta(minutes=1)  # a request for the same within this time is the same request, sent again


def give_back(
    lead: Lead, me: Member, settings: Settings, now: datetime, *, reason: GiveBackReason, note: str | None = None
) -> Decision:
    """Give the lead back: to routing, as after a pass, or to the pool if it did not come from a route.

    One that is said to be no lead waits in the pool for a Manager's word.

    Raises:
        Missing: `me` may not see the lead and never had an offer of it.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.
        NotOwner: the lead is not `me`'s.

    Source: docs/rules.md, "Claiming" 5 and 9.
    """
    check_give_back(lead, me, settings, now)
    detail = GivenBackDetail(reason=reason, note=note or None)
    if reason == "not_a_lead":
        gone = lead.pooled("given_back", at=now, by=me.agent_id, detail=detail, doubt=doubt_of(lead, now))
    elif lead.via is None:
        gone = lead.pooled("given_back", at=now, by=me.agent_id, detail=detail)
    else:
        gone = lead.returned_to_routing(detail, at=now, by=me.agent_id)
    return Decision(gone, workload_changes=free_owner_workload(lead))


def hand_over(
    lead: Lead,
    to: Member | Literal["route"] | None,
    me: Member,
    settings: Settings,
    now: datetime,
    *,
    audit_id: str,
    note: str | None = None,
) -> Decision:
    """Hand the lead over to `to`, or to routing again, which skips the routes it has been on.

    Handing it over to oneself changes nothing.

    Raises:
        Missing: `me` may not see the lead and never had an offer of it.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.
        NotOwner: the lead is not `me`'s.
        Forbidden: `me` is an Agent who may not hand over leads.
        Invalid: the lead has no source, so it cannot be routed.
        AgentUnknown: `to` is not in the team.
        NotActive: `to` is not an active member.

    Source: docs/rules.md, "Claiming" 6.
    """
    check_hand_over(lead, me, settings, now)
    if to == "route":
        return _to_routing(lead, me, now, audit_id, note)
    to = check_recipient(to, "to")
    if to.agent_id == lead.owner:
        return unchanged(lead)
    detail = HandedOverDetail(agent_id=to.agent_id, from_agent=lead.owner, note=note or None)
    return Decision(
        lead.owned(detail, to.agent_id, at=now, by=me.agent_id),
        workload_changes=combine_changes((*free_owner_workload(lead), WorkloadChange(to.agent_id, open_leads=1))),
        counters=(count_event("hand_assigned", now, settings.zone, agent_id=to.agent_id, source_id=lead.source_id),),
        audit=audit_transfer("lead.handed_over", lead, me, now, audit_id, owner=to.agent_id),
    )


def send_to_routing(
    lead: Lead, me: Member, settings: Settings, now: datetime, *, audit_id: str, note: str | None = None
) -> Decision:
    """Send an open lead to routing: a pooled one that no route has had, or any other once more, saying why.

    Sent once more, it is routed as if it were new: it has no owner at once, an open offer is withdrawn, and everybody
    may be offered it but its last owner. The next decision of routing counts it as re-routed. The same request within a
    minute changes nothing, if only routing has done anything meanwhile.

    Args:
        lead: as read, any state.
        me: a Manager or the Rainmaker.
        settings: the team's.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.
        note: why; needed if a route has had it.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers send leads.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.
        AlreadyRouted: it is not pooled, or a route has had it, and nothing says why it is routed again.
        Invalid: it has no source, so it cannot be routed.

    Source: docs/rules.md, "Entry" 5, "Claiming" 7.
    """
    check_route(lead, me, settings, now)
    if has_been_routed(lead):
        return _route_again(lead, me, settings, now, audit_id, note or None)
    detail = SentDetail(note=note or None)
    return Decision(
        lead.with_event(detail, at=now, by=me.agent_id, state="unrouted", reason=None, attempts=0, sent_at=now),
        audit=audit_transfer("lead.sent", lead, me, now, audit_id, owner=None),
    )


def _route_again(
    lead: Lead, me: Member, settings: Settings, now: datetime, audit_id: str, note: str | None
) -> Decision:
    if note is None:
        raise AlreadyRouted
    if _is_repeated(lead, me, note, now):
        return unchanged(lead)
    detail = SentDetail(from_agent=lead.owner, note=note, again=lead.counted)
    anew = lead.progress_after_offer.anew(lead.last_owner)
    again = withdraw_offer(lead, me, now).with_event(
        detail, at=now, by=me.agent_id, progress=anew,
        state="unrouted", since=now, reason=None, owner=None, offer=None, sent_at=now, re_routed=lead.counted,
    )  # fmt: skip
    return Decision(
        again,
        workload_changes=combine_changes((*free_withdrawn_offer(lead), *free_owner_workload(lead))),
        counters=count_withdrawn_offer(lead, now, settings.zone),
        audit=audit_transfer("lead.rerouted", lead, me, now, audit_id, owner=None),
    )


def _is_repeated(lead: Lead, me: Member, note: str, now: datetime) -> bool:
    """Return whether `me` has just sent the lead, for the same reason, and only routing has done anything since."""
    last = next((event for event in reversed(lead.history) if event.by not in RELEVO), None)
    if last is None or last.by != me.agent_id or now - last.at > REPEATED:
        return False
    detail = last.typed_detail
    return isinstance(detail, SentDetail) and detail.note == note


def _to_routing(lead: Lead, me: Member, now: datetime, audit_id: str, note: str | None) -> Decision:
    if lead.source_id is None:
        raise Invalid(("body", "to"), "source_needed", NO_SOURCE)
    detail = HandedOverDetail(from_agent=lead.owner, note=note or None)
    handed = lead.returned_to_routing(detail, at=now, by=me.agent_id)
    return Decision(
        handed,
        workload_changes=free_owner_workload(lead),
        audit=audit_transfer("lead.handed_over", lead, me, now, audit_id, owner=None),
    )
