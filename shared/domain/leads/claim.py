"""Decide claims: an agent claims a lead or passes it; a Manager assigns or releases it.

Who is offered the lead next is decided in `routing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import AgentUnknown, LimitReached, NotActive
from shared.domain.kernel.event_details import (
    AssignedDetail,
    ClaimedDetail,
    PassedDetail,
    ReleasedDetail,
    WithdrawnDetail,
)
from shared.domain.lead_records.counters import (
    CounterRow,
    Timed,
    Times,
    count_event,
    count_lost_jump_ball,
    in_time,
    measure,
)
from shared.domain.lead_records.decision import (
    Decision,
    combine_changes,
    count_withdrawn_offer,
    free_offer_workload,
    free_withdrawn_offer,
    unchanged,
)
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.lead_records.offer_seen import OfferSeen, steps_of
from shared.domain.leads.checks import check_assign, check_claim, check_pass, check_release, open_offer
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload, WorkloadChange, periods
from shared.domain.routing.eligible import limits_by_period, reached_limit, usage_by_period
from shared.domain.routing.response_deadline import start_response


def claim(
    lead: Lead, me: Member, plan: Plan, now: datetime, *, workload: Workload, response_id: str,
    seen: OfferSeen | None = None,
) -> Decision:  # fmt: skip
    """Make `me` the owner of a lead that is offered to them or is in the pool.

    Claiming twice changes nothing, so a retried request is safe.

    Args:
        lead: as read, any state.
        me: who claims.
        plan: the current plan: what `me` may see, and the response the lead's route requires.
        now: UTC, from the shell's clock.
        workload: of `me`, read together with the lead.
        response_id: for the response deadline, if the route requires a response.
        seen: what is known of the way of the offer to `me`.

    Raises:
        Missing: `me` may not see the lead and never had an offer of it.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.
        AlreadyClaimed: another agent owns the lead.
        OfferExpired: the offer to `me` has ended, or `now` is at or after its deadline.
        NotOffered: `me` sees the lead, but never had an offer of it.
        LimitReached: a limit of `me` is reached. An offer to `me` alone was counted against it when it was made.

    Source: docs/rules.md, "Claiming" 1-4, "Eligible agents" 3.
    """
    settings = plan.settings
    if not check_claim(lead, me, settings, now):
        return unchanged(lead)
    if lead.state == "pooled":
        return _claim_from_pool(lead, me, settings, now, workload)
    offer = open_offer(lead, me, now)
    if offer.together and reached_limit(me, workload, now, settings.zone):
        raise LimitReached
    return _claim_offer(lead, offer, me, plan, now, workload, response_id, steps_of(seen, offer, now))


def pass_offer(lead: Lead, me: Member, settings: Settings, now: datetime, reason: str | None = None) -> Decision:
    """Decline the offer; the lead returns to routing at once. Passing twice changes nothing.

    A jump ball stays offered to the other agents until the last one passes.

    Raises:
        Missing: `me` may not see the lead and never had an offer of it.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.
        AlreadyClaimed: the lead has an owner.
        OfferExpired: the offer to `me` has ended.
        NotOffered: `me` sees the lead, but never had an offer of it.

    Source: docs/rules.md, "Offers and deadlines" 3, "Claiming" 3.
    """
    if not check_pass(lead, me, settings, now):
        return unchanged(lead)
    offer = open_offer(lead, me, now)
    return Decision(
        _after_pass(lead, offer, me, now, reason or None),
        workload_changes=combine_changes((*free_offer_workload(lead), WorkloadChange(me.agent_id, resets_missed=True))),
        counters=(
            count_event("passed", now, settings.zone, agent_id=me.agent_id, route_id=offer.route_id,
                  source_id=lead.source_id),
        ),
    )  # fmt: skip


def assign(
    lead: Lead,
    to: Member | None,
    me: Member,
    settings: Settings,
    now: datetime,
    *,
    audit_id: str,
    note: str | None = None,
) -> Decision:
    """Assign the lead to `to` by hand: withdraw an open offer, replace an owner.

    Assigning a lead to its owner changes nothing.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers assign.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.
        AgentUnknown: `to` is not in the team.
        NotActive: `to` is not an active member.

    Source: docs/rules.md, "Claiming" 4.
    """
    check_assign(lead, me, settings, now)
    to = check_recipient(to)
    if lead.owner == to.agent_id:
        return unchanged(lead)
    detail = AssignedDetail(agent_id=to.agent_id, from_agent=lead.owner, note=note or None)
    return Decision(
        withdraw_offer(lead, me, now).owned(detail, to.agent_id, at=now, by=me.agent_id),
        workload_changes=combine_changes(
            (
                *free_withdrawn_offer(lead, taker=to.agent_id),
                *free_owner_workload(lead),
                WorkloadChange(to.agent_id, open_leads=1),
            )
        ),
        counters=(
            *count_withdrawn_offer(lead, now, settings.zone),
            count_event("hand_assigned", now, settings.zone, agent_id=to.agent_id, source_id=lead.source_id),
        ),
        audit=audit_transfer("lead.assigned", lead, me, now, audit_id, owner=to.agent_id),
    )


def release(
    lead: Lead, me: Member, settings: Settings, now: datetime, *, audit_id: str, note: str | None = None
) -> Decision:
    """Return the lead to the pool. A lead that is already there stays unchanged.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers release.
        LeadMerged: the lead was merged into another.
        LeadClosed: the lead is closed.

    Source: docs/rules.md, "Claiming" 4.
    """
    if not check_release(lead, me, settings, now):
        return unchanged(lead)
    detail = ReleasedDetail(reason="released", from_agent=lead.owner, note=note or None)
    return Decision(
        withdraw_offer(lead, me, now).pooled("released", at=now, by=me.agent_id, detail=detail),
        workload_changes=combine_changes((*free_withdrawn_offer(lead), *free_owner_workload(lead))),
        counters=count_withdrawn_offer(lead, now, settings.zone),
        audit=audit_transfer("lead.released", lead, me, now, audit_id, owner=None),
    )


def _claim_offer(
    lead: Lead, offer: Offer, me: Member, plan: Plan, now: datetime, workload: Workload, response_id: str,
    steps: Mapping[Timed, Times],
) -> Decision:  # fmt: skip
    settings, route = plan.settings, plan.routes_by_id.get(offer.route_id)
    working = route.working_time(settings, offer.made_at) if route else settings.working_time
    took = measure(working, offer.made_at, now)
    change = WorkloadChange(
        me.agent_id, open_leads=1, received=dict.fromkeys(periods(now, settings.zone), 1), resets_missed=True
    )
    mine = lead.owned(
        ClaimedDetail(seconds=int(took.wall.total_seconds())), me.agent_id, at=now, by=me.agent_id,
        via=offer.route_id, routed=None,
        response=start_response(lead, route, settings, now, response_id),
        progress=lead.progress.after_offer(offer.agent_ids).on_claim(
            tuple(agent_id for agent_id in offer.agent_ids if agent_id != me.agent_id)
        ),
    )  # fmt: skip
    counted = count_event("claimed", now, settings.zone, agent_id=me.agent_id, route_id=offer.route_id,
                    source_id=lead.source_id, also=in_time(took, settings), times={"t": took, **steps})  # fmt: skip
    lost = count_lost_jump_ball(mine.rivals, now, settings.zone, route_id=offer.route_id, source_id=lead.source_id)
    if offer.together:
        # Past periods are removed when an agent is offered a lead alone. An agent who only gets jump balls never
        # is, so remove them here.
        current_workload = workload.without_past_periods(now, settings.zone)
        return _with_counts(
            mine, (counted, *lost), current_workload, change, held=me.limits.any or current_workload != workload
        )
    return Decision(mine, workload_changes=combine_changes((*free_offer_workload(lead), change)), counters=(counted,))


def _claim_from_pool(lead: Lead, me: Member, settings: Settings, now: datetime, workload: Workload) -> Decision:
    limit = limits_by_period(me).get("open")
    if limit is not None and usage_by_period(workload, now, settings.zone)["open"] >= limit:
        raise LimitReached
    mine = lead.owned(ClaimedDetail(from_where="pool"), me.agent_id, at=now, by=me.agent_id)
    counted = count_event("pool_claimed", now, settings.zone, agent_id=me.agent_id, source_id=lead.source_id)
    change = WorkloadChange(me.agent_id, open_leads=1, resets_missed=True)
    return _with_counts(mine, (counted,), workload, change, held=limit is not None)


def _with_counts(
    mine: Lead, counted: tuple[CounterRow, ...], workload: Workload, change: WorkloadChange, *, held: bool
) -> Decision:
    """Return the claim with its counts, guarded by the workload's version if a limit depends on it."""
    if held:
        return Decision(mine, guarded_workloads=(workload.with_change(change),), counters=counted)
    return Decision(mine, workload_changes=(change,), counters=counted)


def _after_pass(lead: Lead, offer: Offer, me: Member, now: datetime, reason: str | None) -> Lead:
    """Return the lead after `me` passed: back in routing, unless others still have the offer."""
    others = tuple(agent_id for agent_id in offer.agent_ids if agent_id != me.agent_id)
    if not others:
        return lead.sent_to_next_agent(PassedDetail(agent_ids=offer.agent_ids, reason=reason), at=now, by=me.agent_id)
    return lead.with_event(
        PassedDetail(agent_ids=(me.agent_id,), reason=reason), at=now, by=me.agent_id,
        offer=offer.model_copy(update={"agent_ids": others}), progress=lead.progress.after_pass((me.agent_id,)),
    )  # fmt: skip


def withdraw_offer(lead: Lead, me: Member, now: datetime) -> Lead:
    """Record the end of an open offer in the lead's history first, so that its agents are notified."""
    if lead.offer is None:
        return lead
    return lead.with_event(WithdrawnDetail(agent_ids=lead.offer.agent_ids), at=now, by=me.agent_id)


def check_recipient(to: Member | None, *where: str) -> Member:
    """Return the recipient of a lead given by hand, who must be an active member.

    Args:
        to: None if there is no such member.
        where: the path in the request body of the field that names them.

    Raises:
        AgentUnknown: `to` is None.
        NotActive: `to` is not an active member.
    """
    if to is None:
        raise AgentUnknown(("body", *where, "agent_id"))
    if to.status != "active":
        raise NotActive
    return to


def free_owner_workload(lead: Lead) -> tuple[WorkloadChange, ...]:
    """Subtract the lead from its owner's workload, if it has an owner."""
    return (WorkloadChange(lead.owner, open_leads=-1),) if lead.owner else ()


def audit_transfer(what: str, lead: Lead, me: Member, now: datetime, audit_id: str, *, owner: str | None) -> Audit:
    """Return the audit entry of a change of owner by hand."""
    return Audit(audit_id=audit_id, at=now, by=me.agent_id, what=what, subject=lead.lead_id,
                 before={"state": lead.state, "owner": lead.owner}, after={"owner": owner})  # fmt: skip
