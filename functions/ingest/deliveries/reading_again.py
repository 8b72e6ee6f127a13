"""The operation that reads a kept delivery again, by the present reading of its source."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from functions.ingest.deliveries.kept_request import KeptRequests
from functions.ingest.deliveries.operations import DeliveryId
from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.make_inquiry import make_inquiry
from functions.ingest.webhooks.deliveries import REFUSALS, DeliveryWriter, Event, read_events
from functions.ingest.webhooks.verified_request import VerifiedRequest
from shared.domain.intake.fetch import fetch_again
from shared.domain.intake.read_again import ReadAgainInquiry, correct, is_late, is_somebody_else
from shared.domain.intake.recognise import objects
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.record import LeadId, SourceId
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.inquiry import place_of
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.plan_records.member import Member
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.secrets import MasterSecret
from shared.store import decisions, keys, record_keys, search_keys
from shared.store.admissions import known_of
from shared.store.cards import cards_of
from shared.store.lists import lead_lists
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, delete, put, put_whole
from shared.web.request import Request
from shared.web.schemas import Shown

Outcome = Literal["made", "joined", "routed", "corrected", "pending", "unchanged", "unreadable", "objected", "not_kept"]


class ReadAgain(Shown):
    """What came of reading a delivery again.

    It `made` a lead, or `joined` one; `corrected` the `fields` of the lead that it had made or joined, or `routed` that
    lead too; its details are being fetched (`pending`); or it is `unchanged`: `unreadable` still, `objected` to by its
    person, or `not_kept` any more.
    """

    outcome: Outcome
    lead_id: LeadId | None = None
    fields: tuple[str, ...] = ()


class ReadingAgain:
    """Read kept deliveries again: what could not be read makes its leads, what could corrects them.

    Source: docs/rules.md, "Entry" 18.
    """

    def __init__(
        self, session: LeadSession, table: Table, secret: MasterSecret, kept: KeptRequests, writer: DeliveryWriter,
        new_id: NewId,
    ) -> None:  # fmt: skip
        self._session, self._table, self._secret = session, table, secret
        self._kept, self._writer, self._new_id = kept, writer, new_id

    def read_again(self, request: Request, source_id: SourceId, delivery_id: DeliveryId) -> ReadAgain:
        """Read a kept delivery again, as its source is read now. The second time nothing changes.

        Raises:
            Missing: no such source, or no such delivery of it.
            Busy: six tries conflicted with other writes. Nothing was written.
        """
        me, plan = self._session.caller(request)
        source = plan.source(source_id)

        def attempt() -> ReadAgain:
            delivery = self._delivery(source_id, delivery_id)
            if delivery.is_harmful:
                return ReadAgain(outcome="unreadable")
            if delivery.outcome == "failed":
                return self._fetch(fetch_again(delivery, request.now))
            raw = self._raw(delivery)
            verified = self._kept.request_of(raw, plan, source)
            if verified is None:
                return ReadAgain(outcome="not_kept", lead_id=delivery.lead_id)
            try:
                if delivery.outcome == "unreadable":
                    return self._make(delivery, raw, verified, request.now)
                if delivery.lead_id is None:  # such as a test, or one whose details are fetched
                    return ReadAgain(outcome="unchanged")
                event = self._kept.event_of(delivery, raw, verified)
            except REFUSALS:
                return ReadAgain(outcome="unreadable", lead_id=delivery.lead_id)
            if event is None or event.test or (event.inquiry.message_channel and delivery.repeat):
                return ReadAgain(outcome="unchanged", lead_id=delivery.lead_id)
            if event.unidentified:
                return ReadAgain(outcome="unreadable", lead_id=delivery.lead_id)
            if self._is_somebody_else(delivery, delivery.lead_id, event, verified):
                return self._part(delivery, raw, event, verified, request.now)
            return self._correct(delivery, delivery.lead_id, event, verified, me, request.now)

        return retry_on_conflict(self._table, attempt)

    def _delivery(self, source_id: SourceId, hashed: str) -> Delivery:
        """Return the delivery; if it was read later than it came, as what it was read."""
        found = self._table.get(Delivery, keys.delivery(source_id, hashed))
        if found is not None and found.read_as:
            found = self._table.get(Delivery, keys.delivery(source_id, found.read_as))
        if found is None:
            raise Missing
        return found

    def _raw(self, delivery: Delivery) -> RawDelivery:
        place = RawDelivery(source_id=delivery.source_id, hash="", at=delivery.at, forget_at=delivery.at).of(delivery)
        return self._table.get(RawDelivery, record_keys.key(place)) or place

    def _fetch(self, delivery: Delivery) -> ReadAgain:
        self._table.commit([put(delivery)])
        self._writer.request_details([delivery])
        return ReadAgain(outcome="pending")

    def _make(self, delivery: Delivery, raw: RawDelivery, verified: VerifiedRequest, now: datetime) -> ReadAgain:
        """Make the leads of a delivery that could not be read when it came; one that is late goes to the pool."""
        events = read_events(verified)
        objecting = [place for place, event in enumerate(events) if self._objected(event, verified)]
        if events and len(objecting) == len(events):
            return ReadAgain(outcome="objected")
        kept = self._writer.store(verified, events, now, late=is_late(delivery.at, now), but=objecting)
        return self._read_as(kept[0].delivery, delivery, raw) if kept else ReadAgain(outcome="unchanged")

    def _part(
        self, delivery: Delivery, raw: RawDelivery, event: DeliveredEvent, verified: VerifiedRequest, now: datetime
    ) -> ReadAgain:
        """Make a lead of its own of a delivery that joined somebody else's by what it was misread as."""
        if self._objected(event, verified):
            return ReadAgain(outcome="objected")
        kept = self._writer.store_apart(verified, event, delivery, raw, now, late=is_late(delivery.at, now))
        return self._read_as(kept.delivery, delivery, raw)

    def _read_as(self, became: Delivery, delivery: Delivery, raw: RawDelivery) -> ReadAgain:
        """Note what a delivery was read as; what was received of it is kept there now."""
        read = delivery.model_copy(update={"read_as": became.hash})
        self._table.commit([put(read), put_whole(raw.emptied)])
        if became.lead_id is None:
            return ReadAgain(outcome="pending" if became.outcome == "pending" else "unchanged")
        return ReadAgain(outcome="joined" if became.repeat else "made", lead_id=became.lead_id)

    def _is_somebody_else(
        self, delivery: Delivery, lead_id: LeadId, event: DeliveredEvent, verified: VerifiedRequest
    ) -> bool:
        """Return whether a delivery joined a lead by what it was misread as: by now it names another person."""
        lead = self._table.get(Lead, keys.lead(lead_id)) if delivery.repeat else None
        if lead is None:
            return False
        inquiry = make_inquiry(event.inquiry, verified.source, "provider", verified.plan.settings.country, self._secret)
        return is_somebody_else(lead, inquiry, lead_lists.history(self._table, lead))

    def _objected(self, event: Event, verified: VerifiedRequest) -> bool:
        if isinstance(event, Pointer) or event.test:
            return False
        country = verified.plan.settings.country
        inquiry = make_inquiry(event.inquiry, verified.source, "provider", country, self._secret)
        return objects(inquiry, known_of(self._table, inquiry.every_hash))

    def _correct(
        self, delivery: Delivery, lead_id: LeadId, event: DeliveredEvent, verified: VerifiedRequest, me: Member,
        now: datetime,
    ) -> ReadAgain:  # fmt: skip
        plan, source = verified.plan, verified.source
        lead = self._table.get(Lead, keys.lead(lead_id))
        if lead is None:
            return ReadAgain(outcome="not_kept")
        country, by_anybody = plan.settings.country, event.by_anybody
        inquiry = make_inquiry(event.inquiry, source, "provider", country, self._secret, by_anybody=by_anybody)
        hashes = self._secret.hashes_of(lead.contact, inquiry.contact)
        cards = cards_of(self._table, {hashed for several in hashes.values() for hashed in several})
        reading = ReadAgainInquiry(inquiry, place_of(source, plan), delivery.at, joined=delivery.repeat)
        history = lead_lists.history(self._table, lead)
        became = correct(lead, reading, history, hashes, cards, plan, me.agent_id, now, audit_id=self._new_id("audit"))
        edit = became.edit
        found = [put(delivery.model_copy(update={"nobody_found": False}))] if delivery.nobody_found else []
        if edit.decision.changed:
            found_by = search_keys.writes(self._secret.part_hashes, edit.decision.lead, lead)
            self._table.commit([*decisions.writes(edit.decision), *map(put, edit.cards), *map(delete, edit.gone),
                                *found_by, *found])  # fmt: skip
        elif found and became.became != "objected":
            self._table.commit(found)
        return ReadAgain(outcome=became.became, lead_id=lead_id, fields=became.fields)
