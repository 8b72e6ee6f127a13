"""Decide how a lead is closed with an outcome, and how a closed lead is reopened."""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.closing import NOTHING_SAID, Closing, DealValue, Outcome
from shared.domain.kernel.event import By
from shared.domain.kernel.event_details import ClosedDetail, ReopenedDetail
from shared.domain.kernel.record import BulkId
from shared.domain.lead_records.attribution import count_wins, is_taken_over
from shared.domain.lead_records.decision import (
    Decision,
    combine_changes,
    count_withdrawn_offer,
    free_withdrawn_offer,
    unchanged,
)
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.inquiry import is_active_member
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.routed import Win
from shared.domain.leads.checks import check_close, check_reopen
from shared.domain.leads.claim import audit_transfer, free_owner_workload, withdraw_offer
from shared.domain.leads.credit import count_credit, credit, doubt_of, with_judgement
from shared.domain.plan_records.close_reason import with_reason
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange


def close(
    lead: Lead, outcome: Outcome, me: Member, settings: Settings, now: datetime, *,
    audit_id: str, closing: Closing = NOTHING_SAID,
) -> Decision:  # fmt: skip
    """Close the lead: end its open offer, stop its clocks, and take it off its owner's workload.

    The lead keeps its last owner. Closing a closed lead never changes its outcome; with the same outcome, what is said
    now takes the place of what was said, if anything is. That it is no lead
    credits its owner if a Manager says so; from the owner it waits for a Manager's word.

    Args:
        lead: as read, any state.
        outcome: why it is closed.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.
        closing: what else is said of it: a reason of the team's, the value of the deal, a note.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        Invalid: the outcome has no such reason, or the lead has a value though it is not won.

    Source: docs/rules.md, "What each verb does, by the lead's state", "Offers and deadlines" 5.
    """
    if not check_close(lead, me, settings, now):
        return _correct(lead, outcome, closing, me, settings, now)
    said = with_reason(closing, outcome, settings.close_reasons)
    doubt = doubt_of(lead, now) if outcome == "not_a_lead" else None
    told = withdraw_offer(lead, me, now)
    if doubt is not None and me.supervises:
        told = with_judgement(told, doubt, me, now)
    closed = mark_closed(told, outcome, me, now, doubt=None if me.supervises else doubt, closing=said)
    credited = doubt if me.supervises else None
    return Decision(
        closed,
        workload_changes=combine_changes(
            (*free_workload(lead), *(credit(credited, now, settings.zone) if credited else ()))
        ),
        counters=(
            *count_withdrawn_offer(lead, now, settings.zone),
            *count_wins(lead, closed, now, settings.zone),
            *(count_credit(credited, lead, now, settings.zone) if credited else ()),
        ),
        audit=_audit_outcome("lead.closed", lead, closed, me, now, audit_id),
    )


def _correct(lead: Lead, outcome: Outcome, closing: Closing, me: Member, settings: Settings, now: datetime) -> Decision:
    """Put what is said in the place of what was, of a lead that is closed with this outcome; the sums of values follow.

    A reason that was chosen then may be kept, even if it is archived by now.
    """
    before = lead.closing or NOTHING_SAID
    if outcome != lead.outcome or closing == NOTHING_SAID:
        return unchanged(lead)
    if closing.reason_id is not None and closing.reason_id == before.reason_id:
        with_reason(closing.model_copy(update={"reason_id": None}), outcome, ())
        said = closing.model_copy(update={"reason": before.reason})
    else:
        said = with_reason(closing, outcome, settings.close_reasons)
    if said == before:
        return unchanged(lead)
    corrected = lead.with_event(
        closed_detail(outcome, said), at=now, by=me.agent_id, closing=said, tell="noted",
        win=lead.win.model_copy(update={"value": said.value}) if lead.win else None,
    )  # fmt: skip
    return Decision(corrected, counters=count_wins(lead, corrected, now, settings.zone))


def reopen(lead: Lead, me: Member, plan: Plan, now: datetime, *, audit_id: str) -> Decision:
    """Reopen a closed lead for its last owner, or in the pool if they are not active. It may be routed once more.

    Args:
        lead: as read, any state.
        me: its last owner, a Manager or the Rainmaker.
        plan: the current plan: who is active.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owned it nor supervises.
        NotClosed: the lead is open.
        LeadMerged: the lead was merged into another.

    Source: docs/rules.md, "What each verb does, by the lead's state", "Entry" 5.
    """
    check_reopen(lead, me, plan.settings, now)
    open_, workloads = mark_reopened(lead, plan, now, me.agent_id)
    counters = count_wins(lead, open_, now, plan.settings.zone)
    return Decision(
        open_, workloads, counters=counters, audit=_audit_outcome("lead.reopened", lead, open_, me, now, audit_id)
    )


def mark_reopened(lead: Lead, plan: Plan, now: datetime, by: By) -> tuple[Lead, tuple[WorkloadChange, ...]]:
    """Return the reopened lead with its workload changes: owned by its last owner if active, else in the pool."""
    if lead.owner and is_active_member(plan, lead.owner):
        detail = ReopenedDetail(agent_id=lead.owner)
        owned = lead.with_routing_reset().with_event(detail, at=now, by=by, state="owned")
        return owned, (WorkloadChange(lead.owner, open_leads=1),)
    return lead.with_routing_reset().pooled("released", at=now, by=by, detail=ReopenedDetail(reason="released")), ()


def mark_closed(
    lead: Lead, outcome: Outcome, me: Member, now: datetime, *,
    doubt: Doubt | None = None, closing: Closing = NOTHING_SAID,
) -> Lead:  # fmt: skip
    """Return the lead, closed with `outcome`. Whether it is won, and for whom, is counted with the decision.

    A `doubt` waits for a Manager's word.
    """
    return lead.with_event(
        closed_detail(outcome, closing), at=now, by=me.agent_id,
        state="closed", reason=None, offer=None, outcome=outcome, rivals=lead.rivals if doubt else (), doubt=doubt,
        closing=closing if closing != NOTHING_SAID else None,
        win=_win(lead, closing.value) if outcome == "won" else None,
    )  # fmt: skip


def closed_detail(outcome: str, closing: Closing | None, undoes: BulkId | None = None) -> ClosedDetail:
    """Return what the history tells of a lead that is closed."""
    said = closing or NOTHING_SAID
    return ClosedDetail(
        outcome=outcome, reason_id=said.reason_id, reason=said.reason, value=said.value, note=said.note, undoes=undoes
    )


def free_workload(lead: Lead) -> tuple[WorkloadChange, ...]:
    """Subtract the lead's open offer, or the lead itself, from the workload of its agent."""
    return () if lead.state == "closed" else combine_changes((*free_withdrawn_offer(lead), *free_owner_workload(lead)))


def _win(lead: Lead, value: DealValue | None) -> Win:
    """Return for whom the win of the lead counts: its owner, the route that last had it, and its source."""
    routed = lead.routed_last
    return Win(agent_id=lead.owner, route_id=routed.route_id if routed else None, source_id=lead.source_id,
               taken_over=is_taken_over(lead, lead.owner), value=value)  # fmt: skip


def _audit_outcome(what: str, before: Lead, after: Lead, me: Member, now: datetime, audit_id: str) -> Audit:
    entry = audit_transfer(what, before, me, now, audit_id, owner=after.owner)
    outcome_before = {"outcome": before.outcome} if before.outcome else {}
    outcome_after = {"outcome": after.outcome} if after.outcome else {}
    return entry.model_copy(
        update={
            "before": {**(entry.before or {}), **outcome_before},
            "after": {"state": after.state, "owner": after.owner, **outcome_after},
        }
    )
