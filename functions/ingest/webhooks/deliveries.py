"""Deliveries: a provider's events become leads, each once for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pydantic import JsonValue

from functions.ingest.parsing.delivered_event import DeliveredEvent, Pointer
from functions.ingest.providers import PROVIDERS
from functions.ingest.webhooks.admission import LeadAdmission
from functions.ingest.webhooks.gate import Gate
from shared.domain.intake.fetch import pending
from shared.domain.kernel.errors import BodyMalformed, Refusal
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.delivery import REMEMBERED, Delivery, PreviewedPlace
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.deliveries import Kept, keep
from shared.store.table import Table
from shared.web.errors import FieldErrors
from shared.web.request import Request

type Foresee = Callable[[Plan, SourceId, Mapping[str, JsonValue], datetime], PreviewedPlace]
"""Tells where a lead of a source with these attributes would go if it came in now."""

MAX_MISTAKES = 5  # that the record of an unreadable delivery tells


class Receipt(NamedTuple):
    """What became of a delivery: the records of its events, none where there was nothing to make of it.

    `status` is what its provider is answered.
    """

    taken: tuple[Kept, ...]
    status: int


@dataclass(frozen=True, slots=True)
class _Post:
    """One authentic request, with the source that sent it and the plan it stands in."""

    request: Request
    plan: Plan
    source: Source
    keyed_hash: Callable[[str], str]


class DeliveryWriter:
    """Takes what providers deliver."""

    def __init__(
        self, table: Table, gate: Gate, secret: MasterSecret, taking: LeadAdmission, fetches: Queue, foresee: Foresee
    ) -> None:
        self._table, self._gate, self._secret, self._taking = table, gate, secret, taking
        self._fetches, self._foresee = fetches, foresee

    def take(self, request: Request, source_id: str) -> Receipt:
        """Check, read, decide and store a delivery: one transaction an event, and no read, for a person nobody knows.

        Of several events each is stored by itself; when one cannot be, the provider sends all again, and those that
        are there already change nothing.

        Raises:
            Missing, SignatureInvalid, TooManyDeliveries: it was not let in.
            BodyMalformed, FieldErrors: it cannot be read. Only that it came is noted.
            Busy: too many at once.

        Source: docs/rules.md, "Entry" 1 and 8.
        """
        plan, source = self._gate.admit(request, source_id)
        post = _Post(
            request, plan, source, lambda known_by: self._secret.keyed_hash("delivery", f"{source_id}:{known_by}")
        )
        provider = PROVIDERS[source.kind]
        try:
            events = provider.parse(request)
        except (BodyMalformed, FieldErrors) as refusal:
            keep(self._table, _unreadable(post, refusal))
            raise
        taken = tuple(self._take(post, one, place) for place, one in enumerate(events))
        self._nudge([one.delivery for one in taken if one.delivery.outcome == "pending"])
        new = any(one.first and one.delivery.outcome != "test" for one in taken)
        return Receipt(taken, provider.status if new else 200)

    def _take(self, post: _Post, one: DeliveredEvent | Pointer, place: int) -> Kept:
        now, source_id = post.request.now, post.source.source_id
        hashed = post.keyed_hash(_identity(one, post.request.raw, place))
        if isinstance(one, Pointer):
            return keep(self._table, pending(source_id, hashed, one.event_id, one.attributes, now))
        delivery = Delivery(source_id=source_id, hash=hashed, at=now)
        if one.test:
            foreseen = self._foresee(post.plan, source_id, one.inquiry.attributes, now)
            told = {"outcome": "test", "foreseen": foreseen, "forget_at": now + REMEMBERED}
            return keep(self._table, delivery.model_copy(update=told))
        return self._taking.take(delivery, one.inquiry, post.source, post.plan, now, unread=one.unread)

    def _nudge(self, waiting: Sequence[Delivery]) -> None:
        """Ask for the details now; a request that is lost is made good by the sweep."""
        self._fetches.send([{"source_id": one.source_id, "hash": one.hash} for one in waiting])


def _identity(one: DeliveredEvent | Pointer, raw: bytes, place: int) -> str:
    """What the event is known by: the provider's id for it, else its content, and its place among others in it."""
    content = f"content:{hashlib.sha256(raw).hexdigest()}" + (f":{place}" if place else "")
    known_by = f"id:{one.event_id}" if one.event_id else content
    return f"test:{known_by}" if isinstance(one, DeliveredEvent) and one.test else known_by


def _unreadable(post: _Post, refusal: Refusal) -> Delivery:
    """That an authentic delivery came, and where it was wrong; the same body again is the same delivery."""
    found = refusal.mistakes[:MAX_MISTAKES] if isinstance(refusal, FieldErrors) else ()
    hashed = post.keyed_hash(f"unreadable:{hashlib.sha256(post.request.raw).hexdigest()}")
    return Delivery(
        source_id=post.source.source_id, hash=hashed, at=post.request.now, outcome="unreadable", reason=refusal.code,
        mistakes=found, forget_at=post.request.now + REMEMBERED,
    )  # fmt: skip
