"""Decide how a statement of consent is recorded by hand."""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.event_details import ConsentDetail
from shared.domain.lead_records.consent import Consent, Statement, add_consents
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_record
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


def record_consent(
    lead: Lead, statement: Statement, me: Member, settings: Settings, now: datetime, *, source: str, note: str
) -> Decision:
    """Add what the person agreed to, or withdrew. Stating again what counts already changes nothing.

    The history names purpose and channel only: the words are with the statement.

    Args:
        lead: as read, any state.
        statement: what they said, and when.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.
        source: how `me` knows.
        note: what `me` adds.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.

    Source: docs/rules.md, "Consent and objections" 3.
    """
    check_record(lead, me, settings, now)
    one = Consent.of(statement, source=source, by=me.agent_id, now=now, note=note)
    consents = add_consents(lead.consents, [one])
    if consents == lead.consents:
        return unchanged(lead)
    detail = ConsentDetail(purpose=one.purpose, channel=one.channel, given=one.given)
    return Decision(lead.with_event(detail, at=now, by=me.agent_id, consents=consents))
