"""Admit an inquiry: create a lead or add to one, together with the record of its delivery."""

from __future__ import annotations

from datetime import datetime

from functions.ingest.inquiries.body import InquiryGiven
from functions.ingest.inquiries.make_inquiry import make_inquiry
from shared.domain.intake.admit import Admission, admit, with_statements
from shared.domain.intake.fetch import fetched
from shared.domain.intake.forwarded_note import ForwardedNote, with_note
from shared.domain.intake.recognise import recognise
from shared.domain.kernel.event import By
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.inquiry import Inquiry, Place, ToPool, place_of
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.leads.messages import receive_message
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.store.admissions import AdmissionAttempt
from shared.store.deliveries import Kept, put_raw
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put


class LeadAdmission:
    """Make leads of inquiries, in one transaction each."""

    def __init__(self, table: Table, secret: MasterSecret, new_id: NewId) -> None:
        self._table, self._secret, self._new_id = table, secret, new_id

    def admit(
        self, delivery: Delivery, given: InquiryGiven, source: Source, plan: Plan, now: datetime, raw: RawDelivery, *,
        unidentified: bool, note: ForwardedNote | None = None, by: By = "provider", if_reused: Delivery | None = None,
        by_anybody: bool = False,
    ) -> Kept:  # fmt: skip
        """Create a lead for the inquiry, or add it to the person's lead, and store the delivery with it.

        A message of a known person is added to their lead.

        Args:
            delivery: a new one, not stored yet; or the stored one that waited for these details.
            given: who asks for what.
            source: that the delivery came from.
            plan: as read.
            now: UTC, from the shell's clock.
            raw: what was received; it is stored beside the lead.
            unidentified: no person was found: put the lead into the pool for somebody to read.
            note: what a colleague wrote about it.
            by_anybody: nothing proves who sent it.
            by: the member who read it and made a lead of it, if one did.
            if_reused: the delivery to store if its id was already used for another event.

        Raises:
            Busy: too many concurrent writers. Nothing was written.

        Source: docs/rules.md, "Entry" 1, 8 and 11.
        """
        country = plan.settings.country
        inquiry = make_inquiry(given, source, by, country, self._secret, by_anybody=by_anybody)
        place: Place = ToPool("unreadable") if unidentified else place_of(source, plan)
        lead_id, audit_id, message_id = self._new_id("lead"), self._new_id("audit"), self._new_id("message")
        comment_id = self._new_id("comment")
        attempt = AdmissionAttempt(self._table, lead_id, self._secret.part_hashes)

        def try_once() -> Kept:
            stored, own = attempt.delivery, delivery
            if stored and if_reused and stored.is_other_event(delivery):
                stored, own = attempt.delivery_of(if_reused.hash), if_reused
            if stored:
                return Kept(stored, False)
            known = attempt.known(inquiry)
            message = _message(given, inquiry, recognise(inquiry, known), message_id, plan, now)
            admission = message or admit(inquiry, place, known, plan, now, lead_id=lead_id, audit_id=audit_id)
            admission = with_note(admission, note, comment_id, plan, now) if note else admission
            done = fetched(own, admission.decision.lead.lead_id, repeat=admission.repeat)
            attempt.commit(admission, [put(done), *put_raw(raw, done)])
            return Kept(done, True)

        return retry_on_conflict(self._table, try_once)


def _message(
    given: InquiryGiven, inquiry: Inquiry, lead: Lead | None, message_id: str, plan: Plan, now: datetime
) -> Admission | None:
    """Add the message of a known person to their lead; return None for an inquiry, or an unknown person."""
    if lead is None or given.message_channel is None:
        return None
    message = Message(message_id=message_id, lead_id=lead.lead_id, direction="in", channel=given.message_channel,
                      body=given.message, at=now, by="provider")  # fmt: skip
    known = lead.model_copy(update={"consents": with_statements(lead.consents, inquiry, now)})
    return Admission(receive_message(known, message, plan), cards=(), repeat=True)
