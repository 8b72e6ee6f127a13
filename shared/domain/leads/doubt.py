"""Decide what follows when an owner says that a lead is none: a Manager confirms it, or refuses it."""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.event_details import JudgedDetail
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_judge
from shared.domain.leads.claim import audit_transfer
from shared.domain.leads.close import mark_closed
from shared.domain.leads.credit import count_credit, credit, with_judgement
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


def judge(lead: Lead, me: Member, settings: Settings, now: datetime, *, confirmed: bool, audit_id: str) -> Decision:
    """Confirm or refuse the doubt whether this is a lead. Without a doubt nothing changes.

    Confirmed, it is closed as `not_a_lead`, and its owner gets back their turn and what their limits counted. Refused,
    it goes on as after being given back.

    Args:
        lead: as read, any state.
        me: a Manager or the Rainmaker.
        settings: the team's.
        now: UTC, from the shell's clock.
        confirmed: whether it is no lead.
        audit_id: of the audit entry.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers judge.
        LeadMerged: the lead was merged into another.

    Source: docs/rules.md, "Claiming" 9.
    """
    if not check_judge(lead, me, settings, now) or lead.doubt is None:
        return unchanged(lead)
    doubt = lead.doubt
    audit = audit_transfer("lead.judged", lead, me, now, audit_id, owner=None)
    audit = audit.model_copy(update={"after": {"confirmed": confirmed, "agent_id": doubt.by}})
    if not confirmed:
        return Decision(_go_on(lead, doubt, me, now), audit=audit)
    judged = with_judgement(lead, doubt, me, now)
    closed = judged if lead.state == "closed" else mark_closed(judged, "not_a_lead", me, now)
    return Decision(
        closed, workload_changes=credit(doubt, now, settings.zone),
        counters=count_credit(doubt, lead, now, settings.zone), audit=audit,
    )  # fmt: skip


def _go_on(lead: Lead, doubt: Doubt, me: Member, now: datetime) -> Lead:
    detail = JudgedDetail(agent_id=doubt.by, route_id=doubt.route_id)
    if doubt.route_id is None:
        return lead.pooled("given_back", at=now, by=me.agent_id, detail=detail)
    back = lead.progress.on_return(doubt.by, doubt.route_id, elsewhere=False)
    return lead.with_event(detail, at=now, by=me.agent_id, progress=back, state="unrouted", reason=None, owner=None)
