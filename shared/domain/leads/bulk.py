"""Decide what a bulk act leaves on each of its leads, and how it is undone, lead by lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from shared.domain.kernel.errors import Forbidden, NotActive, TouchedSince, UndoOver
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import (
    AssignedDetail,
    BulkDetail,
    ReleasedDetail,
    ReopenedDetail,
    SentDetail,
)
from shared.domain.kernel.record import BulkId
from shared.domain.lead_records.attribution import count_wins
from shared.domain.lead_records.bulk_act import BulkAct
from shared.domain.lead_records.counters import CounterRow, count_event, negative
from shared.domain.lead_records.decision import Decision, combine_changes, count_withdrawn_offer, unchanged
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.inquiry import is_active_member
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.routing_progress import STORED
from shared.domain.leads.checks import check_not_merged, check_supervisor
from shared.domain.leads.claim import audit_transfer, withdraw_offer
from shared.domain.leads.close import closed_detail, free_workload
from shared.domain.leads.credit import count_credit, credit, doubt_of
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange, reversed_change

UNDONE = "lead.undone"  # in the audit
UNDONE_WITHIN = timedelta(hours=24)
_FIELDS = frozenset({
    *STORED, "state", "since", "reason", "owner", "via", "response", "routes_at", "held_until", "conversation",
    "answered_at", "pool_told", "outcome", "closing", "won_at", "win", "sent_at", "re_routed", "doubt", "routed",
})  # fmt: skip


def with_bulk_act(decision: Decision, before: Lead, bulk_id: BulkId, me: Member, now: datetime) -> Decision:
    """Return the decision as part of a bulk act: its history and audit say so, and the lead keeps what it was.

    Args:
        decision: on this lead alone; one that changes nothing stays as it is.
        before: the lead as read.
        bulk_id: of the act.
        me: who acts.
        now: UTC, from the shell's clock.
    """
    if not decision.changed:
        return decision
    *earlier, last = decision.lead.history
    told = last.model_copy(update={"detail": {**last.detail, "bulk_id": bulk_id}})
    kept = before.model_dump(mode="json", include={*_FIELDS, "offer"}, exclude_defaults=True)
    act = BulkAct(bulk_id=bulk_id, by=me.agent_id, at=now, before=kept)
    lead = decision.lead.model_copy(update={"history": (*earlier, told), "bulk": act})
    audit = decision.audit.model_copy(update={"bulk_id": bulk_id}) if decision.audit else None
    return replace(decision, lead=lead, audit=audit)


def undo(
    lead: Lead, bulk_id: BulkId, me: Member, plan: Plan, now: datetime, *, audit_id: str, response_id: str
) -> Decision:
    """Make the lead what it was before a bulk act, if neither a member nor its person has done anything to it since.

    An offer that the act withdrew is over, so the lead goes on in routing, past whom it was offered to; so does one
    whose hold has ended meanwhile.
    A response is owed again until its former deadline, if that is still to come. Undoing twice changes nothing.

    Args:
        lead: as read, any state.
        bulk_id: of the act.
        me: who acted, or a Rainmaker.
        plan: the current plan: who is active.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.
        response_id: for the response deadline, if one is owed again.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: somebody else acted, and `me` is no Rainmaker.
        LeadErased: the lead's person was erased.
        LeadMerged: the lead was merged into another since.
        TouchedSince: the lead was changed since, or the act did not change it.
        UndoOver: the act is more than 24 hours ago.
        NotActive: the former owner is not an active member any more.

    Source: docs/rules.md, "What each verb does, by the lead's state".
    """
    check_supervisor(lead, me, plan.settings)
    check_not_merged(lead)
    if any(event.detail.get("undoes") == bulk_id for event in lead.history):
        return unchanged(lead)
    act = lead.bulk
    if act is None or act.bulk_id != bulk_id or _is_touched(lead, act):
        raise TouchedSince
    if me.agent_id != act.by and me.role != "rainmaker":
        raise Forbidden
    if now > act.at + UNDONE_WITHIN:
        raise UndoOver
    was = _former(lead, act, now, response_id)
    if was.state == "owned" and not is_active_member(plan, was.owner or ""):
        raise NotActive
    change = {name: getattr(was, name) for name in _FIELDS - set(STORED)} | {"offer": None}
    progress = was.progress.after_offer(was.offer.agent_ids if was.offer else ())
    back = withdraw_offer(lead, me, now).with_event(
        _detail(lead, was, bulk_id), at=now, by=me.agent_id, progress=progress, **change
    )
    if back.state == "pooled" and back.held_until:
        back = back.model_copy(update={"todo": "follow"})  # it was held by the plan of then
    regained = (WorkloadChange(back.owner, open_leads=1),) if back.state == "owned" and back.owner else ()
    credited = _credited(lead, act, was)
    lost = [reversed_change(one) for one in credit(credited, act.at, plan.settings.zone)] if credited else []
    audit = audit_transfer(UNDONE, lead, me, now, audit_id, owner=back.owner)
    return Decision(
        back,
        workload_changes=combine_changes((*free_workload(lead), *regained, *lost)),
        counters=(
            *count_withdrawn_offer(lead, now, plan.settings.zone),
            *_uncount(lead, act, back, plan.settings),
            *(map(negative, count_credit(credited, lead, act.at, plan.settings.zone)) if credited else ()),
        ),
        audit=audit.model_copy(update={"bulk_id": bulk_id, "after": {"state": back.state, "owner": back.owner}}),
    )


def _is_touched(lead: Lead, act: BulkAct) -> bool:
    """Return whether something was recorded since that is not in the history: a comment, call, message or task."""
    return any(at is not None and at > act.at for at in (lead.noted_at, lead.last_message_at))


def _former(lead: Lead, act: BulkAct, now: datetime, response_id: str) -> Lead:
    """Return the lead as it was, with what cannot come back: an offer, a hold that has ended, a missed deadline."""
    was = Lead.model_validate({**lead.model_dump(exclude={*_FIELDS, "offer"}), **act.before})
    change: dict[str, object] = {}
    if was.response is not None:
        stands = now < was.response.due
        change["response"] = was.response.model_copy(update={"response_id": response_id}) if stands else None
    if was.state == "offered" or (was.routes_at is not None and was.routes_at <= now):
        change |= {"state": "unrouted", "since": now, "reason": None, "routes_at": None, "held_until": None}
    if lead.state != "closed" and was.state != "closed":
        change["conversation"] = lead.conversation
    return was.model_copy(update=change)


def _detail(lead: Lead, was: Lead, bulk_id: BulkId) -> BulkDetail:
    if was.state == "closed":
        return closed_detail(was.outcome or "", was.closing, bulk_id)
    if lead.state == "closed":
        owner = was.owner if was.state == "owned" else None
        return ReopenedDetail(agent_id=owner, reason=was.reason if was.state == "pooled" else None, undoes=bulk_id)
    if was.state == "owned" and was.owner:
        return AssignedDetail(agent_id=was.owner, from_agent=lead.owner, undoes=bulk_id)
    if was.state == "pooled":
        return ReleasedDetail(reason=was.reason or "released", from_agent=lead.owner, undoes=bulk_id)
    return SentDetail(from_agent=lead.owner, undoes=bulk_id)


def _uncount(lead: Lead, act: BulkAct, back: Lead, settings: Settings) -> tuple[CounterRow, ...]:
    """Take back what the act counted, on the day of the act; routing counted a lead that it sent there again."""
    wins = count_wins(lead, back, act.at, settings.zone)
    place = next((n for n, one in enumerate(lead.history) if one.detail.get("bulk_id") == act.bulk_id), None)
    if place is None:
        return wins
    acted, row = lead.history[place], None
    if acted.kind == "assigned":
        row = count_event("hand_assigned", act.at, settings.zone, agent_id=str(acted.detail["agent_id"]),
                          source_id=lead.source_id)  # fmt: skip
    elif acted.kind == "sent" and acted.detail.get("again"):
        row = _re_routed(lead, lead.history[place + 1 :], settings)
    return (*wins, negative(row)) if row else wins


def _credited(lead: Lead, act: BulkAct, was: Lead) -> Doubt | None:
    """Return what the act credited, by which a Manager said that this is no lead; None if it was another."""
    said = any(event.kind == "judged" and event.at == act.at and event.by == act.by for event in lead.history)
    return doubt_of(was, act.at) if said else None


def _re_routed(lead: Lead, since: tuple[Event, ...], settings: Settings) -> CounterRow | None:
    """Return what the first decision of routing since then counted, if there was one."""
    decided = next((event for event in since if event.by == "route"), None)
    if decided is None:
        return None
    route_id = decided.detail.get("route_id")
    return count_event("re_routed", decided.at, settings.zone, source_id=lead.source_id,
                       route_id=str(route_id) if route_id else None)  # fmt: skip
