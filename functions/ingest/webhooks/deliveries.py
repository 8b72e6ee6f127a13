"""Store deliveries: each event of a provider becomes a lead exactly once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.providers import PROVIDERS
from functions.ingest.webhooks.admission import LeadAdmission
from functions.ingest.webhooks.raws import RawKeeper
from functions.ingest.webhooks.verified_request import VerifiedRequest
from shared.domain.intake.fetch import pending, tested
from shared.domain.intake.office import office_of
from shared.domain.intake.to_read import set_aside
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.delivery import Delivery, Outcome
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.deliveries import Kept, keep
from shared.store.table import Table
from shared.web.errors import FieldErrors
from shared.web.request import Request

if TYPE_CHECKING:
    from shared.store.preview_reader import Preview

NO_LEAD: tuple[Outcome, ...] = ("test", "to_read", "dismissed")
MAX_ERRORS = 5  # field errors that the record of an unreadable delivery holds
REFUSALS = (BodyMalformed, BodyTooLarge, FieldErrors)  # of what is authentic, but cannot be read
type Event = DeliveredEvent | Pointer
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}")


class Receipt(NamedTuple):
    """The result of a delivery.

    Attributes:
        kept: the records of its events, if it holds any.
        status: the HTTP status of the response.
        waits: whether it was put off, so that there are no records yet.
    """

    kept: tuple[Kept, ...]
    status: int
    waits: bool = False


class DeliveryWriter:
    """Read and store what providers deliver. Without `fetches`, none of it refers to details that are to be fetched."""

    def __init__(
        self, table: Table, secret: MasterSecret, admission: LeadAdmission, fetches: Queue | None, preview: Preview,
        raws: RawKeeper,
    ) -> None:  # fmt: skip
        self._table, self._secret, self._admission = table, secret, admission
        self._fetches, self._preview, self._raws = fetches, preview, raws

    def write(self, request: Request, plan: Plan, source: Source) -> Receipt:
        """Read, decide and store a delivery: one transaction for each event, and no read for an unknown person.

        Each of several events is stored by itself. If one cannot be, the provider sends the whole delivery again; the
        events that are stored already then change nothing.

        Args:
            request: an authentic one.
            plan: as read.
            source: that sent it.

        Raises:
            BodyMalformed, BodyTooLarge, FieldErrors: it cannot be read. It is kept, with the reason.
            Busy: too many concurrent writers.

        Source: docs/rules.md, "Entry" 1, 8 and 11.
        """
        verified = VerifiedRequest(request, plan, source, self._secret)
        try:
            events = read_events(verified)
        except REFUSALS as refusal:
            errors = refusal.mistakes[:MAX_ERRORS] if isinstance(refusal, FieldErrors) else ()
            self._keep_apart(verified, outcome="unreadable", reason=refusal.code, mistakes=errors)
            raise
        kept = self.store(verified, events, request.now)
        new = any(one.first and one.delivery.outcome not in NO_LEAD for one in kept)
        return Receipt(kept, PROVIDERS[source.kind].status if new else 200)

    def store(
        self, verified: VerifiedRequest, events: Sequence[Event], now: datetime, *, late: bool = False,
        but: Collection[int] = (),
    ) -> tuple[Kept, ...]:  # fmt: skip
        """Store the events of a delivery, which may have come before `now`; if it is `late`, leads are only pooled.

        The places that `but` holds are left out; the others keep their identity.
        """
        deliveries = [delivery_of(verified, one, place) for place, one in enumerate(events)]
        raw = self._raws.of(verified, deliveries)
        both = zip(events, deliveries, strict=True)
        kept = tuple(
            self._keep(verified, one, delivery, raw, now, late=late)
            for place, (one, delivery) in enumerate(both)
            if place not in but
        )
        self.request_details([one.delivery for one in kept if one.delivery.outcome == "pending"])
        return kept

    def make_leads(
        self, verified: VerifiedRequest, events: Sequence[Event], delivery: Delivery, raw: RawDelivery, now: datetime,
        *, by: AgentId,
    ) -> Kept:  # fmt: skip
        """Make the leads of a mail that was set aside, once: the first as what its stored record becomes, and last.

        So a mail of which not all could be made still waits to be read.

        Args:
            verified: the mail, as it was received.
            events: what it holds by the present reading.
            delivery: its stored record.
            raw: what is kept of it.
            now: when the leads are made.
            by: who read it.

        Source: docs/rules.md, "Entry" 14.
        """
        first, *others = (one for one in events if isinstance(one, DeliveredEvent))
        deliveries = [delivery_of(verified, one, place) for place, one in enumerate(events)]
        if others:
            theirs = tuple(part.model_copy(update={"shared": True}) for part in raw.parts)
            raw = raw.model_copy(update={"parts": self._raws.of(verified, deliveries).parts or theirs})
        unstored = raw.model_copy(update={"version": 0})  # the mail itself moves with the first
        for one, own in zip(others, deliveries[1:], strict=True):
            self._admission.admit(
                own, one.inquiry, verified.source, verified.plan, now, unstored, unidentified=one.unidentified,
                note=one.note, by=by, if_reused=_reused(verified, own),
            )  # fmt: skip
        return self._admission.admit(delivery, first.inquiry, verified.source, verified.plan, now, raw,
                                     unidentified=False, note=first.note, by=by)  # fmt: skip

    def store_apart(
        self, verified: VerifiedRequest, one: DeliveredEvent, joined: Delivery, raw: RawDelivery, now: datetime, *,
        late: bool,
    ) -> Kept:  # fmt: skip
        """Store an event that joined somebody else's lead as an event of its own.

        Args:
            verified: the request that held it.
            one: the event, as it is read now.
            joined: the delivery that it was.
            raw: what was received of it.
            now: UTC.
            late: it is too old to be offered to agents.

        Raises:
            Busy: too many concurrent writers. Nothing was written.
        """
        own = Delivery(
            source_id=joined.source_id, hash=verified.keyed_hash(f"{joined.hash}:apart"), at=joined.at,
            content=verified.content_hash(one), content_type=joined.content_type, size=joined.size,
        )  # fmt: skip
        return self._admission.admit(own, one.inquiry, verified.source, verified.plan, now, raw,
                                     unidentified=late, note=one.note, by_anybody=one.by_anybody)  # fmt: skip

    def keep_apart(self, request: Request, plan: Plan, source: Source, *, outcome: Outcome, **told: Any) -> None:
        """Store an authentic delivery of which no lead is made. The same body again is the same delivery.

        Args:
            request: an authentic one.
            plan: as read.
            source: that sent it.
            outcome: what became of it.
            told: further fields of its record.
        """
        self._keep_apart(VerifiedRequest(request, plan, source, self._secret), outcome=outcome, **told)

    def _keep_apart(self, verified: VerifiedRequest, *, outcome: Outcome, **told: Any) -> None:
        hashed = verified.keyed_hash(f"{outcome}:{hashlib.sha256(verified.request.raw).hexdigest()}")
        delivery = Delivery(
            source_id=verified.source.source_id, hash=hashed, at=verified.request.now, outcome=outcome,
            forget_at=verified.kept_until, **_received(verified), **told,
        )  # fmt: skip
        keep(self._table, delivery, self._raws.of(verified, [delivery]))

    def _keep(
        self, verified: VerifiedRequest, one: Event, delivery: Delivery, raw: RawDelivery,
        now: datetime, *, late: bool,
    ) -> Kept:  # fmt: skip
        source_id = verified.source.source_id
        if isinstance(one, Pointer):
            return keep(self._table, delivery, raw)
        if one.test:
            where = self._preview(verified.plan, source_id, one.inquiry.attributes, now)
            return keep(self._table, tested(delivery, where, verified.kept_until), raw)
        reused = _reused(verified, delivery)
        if one.to_read and raw.is_kept:
            return self._set_aside(delivery, reused, raw.model_copy(update={"said": one.said}))
        return self._admission.admit(
            delivery, one.inquiry, verified.source, verified.plan, now, raw,
            unidentified=one.unidentified or late, note=one.note, if_reused=reused, by_anybody=one.by_anybody,
        )  # fmt: skip

    def _set_aside(self, delivery: Delivery, reused: Delivery, raw: RawDelivery) -> Kept:
        """Store a mail for a person to read; under a hash of its own if its id was used for another event."""
        kept = keep(self._table, set_aside(delivery, raw.forget_at), raw)
        if kept.first or not kept.delivery.is_other_event(delivery):
            return kept
        return keep(self._table, set_aside(reused, raw.forget_at), raw)

    def request_details(self, waiting: Sequence[Delivery]) -> None:
        """Send messages to fetch the details. The sweep sends lost ones again."""
        if self._fetches:
            self._fetches.send([{"source_id": one.source_id, "hash": one.hash} for one in waiting])


def _identity(one: Event, raw: bytes, place: int) -> str:
    """Return what identifies the event: the provider's id, else its content and its place in the delivery."""
    content = f"content:{hashlib.sha256(raw).hexdigest()}" + (f":{place}" if place else "")
    identity = f"id:{one.event_id}" if one.event_id else content
    return f"test:{identity}" if isinstance(one, DeliveredEvent) and one.test else identity


def read_events(verified: VerifiedRequest) -> Sequence[Event]:
    """Return the events that a request holds by the present reading. Raises one of `REFUSALS`."""
    source, office = verified.source, office_of(verified.plan)
    return PROVIDERS[source.kind].parse(verified.request, office, FieldReadings(source.mapping))


def delivery_of(verified: VerifiedRequest, one: Event, place: int) -> Delivery:
    """Return the record of an event that is not stored yet."""
    now, source_id = verified.request.now, verified.source.source_id
    hashed = verified.keyed_hash(_identity(one, verified.request.raw, place))
    if isinstance(one, Pointer):
        return pending(source_id, hashed, one.event_id, one.attributes, now).model_copy(update=_received(verified))
    return Delivery(source_id=source_id, hash=hashed, at=now, content=verified.content_hash(one),
                    nobody_found=one.unidentified and not (one.test or one.to_read), **_received(verified))  # fmt: skip


def _reused(verified: VerifiedRequest, delivery: Delivery) -> Delivery:
    """Return the record of an event whose id was used for another one."""
    hashed = verified.keyed_hash(f"{delivery.hash}:{delivery.content}")
    return delivery.model_copy(update={"hash": hashed, "id_reused": True})


def _received(verified: VerifiedRequest) -> dict[str, Any]:
    """Return what the record of a delivery says of the whole request."""
    kind = verified.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return {"content_type": kind if _MEDIA_TYPE.fullmatch(kind) else "", "size": len(verified.request.raw)}
