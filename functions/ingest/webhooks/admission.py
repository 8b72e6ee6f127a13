"""Taking an inquiry in: it becomes a lead, or joins one, together with the record of its delivery."""

from __future__ import annotations

from datetime import datetime

from functions.ingest.parsing.body import InquiryGiven
from functions.ingest.parsing.inquiries import inquiry
from shared.domain.intake.admit import Admission, admit
from shared.domain.intake.fetch import fetched
from shared.domain.intake.recognise import recognise
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.inquiry import Place, ToPool, place_of
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.messages import receive
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.store.admissions import AdmissionAttempt
from shared.store.deliveries import Kept
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put


class LeadAdmission:
    """Makes leads of inquiries, in one transaction each."""

    def __init__(self, table: Table, secret: MasterSecret, new_id: NewId) -> None:
        self._table, self._secret, self._new_id = table, secret, new_id

    def take(
        self, delivery: Delivery, given: InquiryGiven, source: Source, plan: Plan, now: datetime, *, unread: bool
    ) -> Kept:
        """Make a lead of the inquiry, or let it join one, and remember the delivery with it.

        What a known person writes as a message becomes one of their lead's.

        Args:
            delivery: of the inquiry, never stored; or as read, while it waits for these details.
            given: who asks for what.
            source: where it comes from.
            plan: as read.
            now: UTC, from the shell's clock.
            unread: nobody could be made out in it: it waits in the pool for a person.

        Raises:
            Busy: too many at once. Nothing was written.

        Source: docs/rules.md, "Entry" 1 and 8.
        """
        asked = inquiry(given, source, "provider", plan.settings.country, self._secret)
        place: Place = ToPool("routing_failed", cause="unreadable") if unread else place_of(source, plan)
        lead_id, audit_id, message_id = self._new_id("lead"), self._new_id("audit"), self._new_id("message")
        attempt = AdmissionAttempt(self._table, lead_id)

        def once() -> Kept:
            if attempt.delivery:
                return Kept(attempt.delivery, False)
            known = attempt.known()
            said = _message(given, recognise(asked, known), message_id, plan, now)
            admission = said or admit(asked, place, known, plan, now, lead_id=lead_id, audit_id=audit_id)
            done = fetched(delivery, admission.decision.lead.lead_id, repeat=admission.repeat)
            attempt.commit(admission, [put(done)])
            return Kept(done, True)

        return retry_on_conflict(self._table, once)


def _message(given: InquiryGiven, lead: Lead | None, message_id: str, plan: Plan, now: datetime) -> Admission | None:
    """What a known person wrote, added to the lead they are; None for an inquiry, and for who is not known."""
    if lead is None or given.writes is None:
        return None
    message = Message(message_id=message_id, lead_id=lead.lead_id, direction="in", channel=given.writes,
                      body=given.message, at=now, by="provider")  # fmt: skip
    return Admission(receive(lead, message, plan), cards=(), repeat=True)
