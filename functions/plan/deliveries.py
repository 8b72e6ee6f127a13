"""Operations on a source's deliveries, and on test leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import AwareDatetime

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.errors import Missing, SourceArchived
from shared.domain.lead_records.delivery import Delivery, PreviewedPlace
from shared.domain.lead_records.lead import Reason
from shared.doors import Chance, NewId
from shared.secrets import MasterSecret
from shared.store import deliveries, keys
from shared.store.idempotency import IdempotentRequest
from shared.store.preview_reader import read_preview
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.web.attributes import Attributes
from shared.web.field_errors import MistakeShown
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown
from shared.web.trace_schema import Told

Became = Literal[
    "accepted", "repeat", "pending", "failed", "test", "unreadable", "to_read", "dismissed", "confirmation"
]


class ConfirmationShown(Shown):
    """Show what Gmail asks to confirm, before it forwards mail to the source's address: its code, and its link."""

    code: str | None = None
    link: str | None = None


class ForeseenShown(Shown):
    """Show where a test lead would have gone."""

    outcome: Literal["offered", "assigned", "pooled"]
    route_id: str | None = None
    agent_ids: tuple[str, ...]
    reason: Reason | None = None
    sentences: Told

    @classmethod
    def of(cls, foreseen: PreviewedPlace) -> ForeseenShown:
        """Return the preview that was made when the test lead was sent."""
        told = Told(es=foreseen.sentences["es"], en=foreseen.sentences["en"])
        return cls(**{**dict(foreseen), "sentences": told})


class DeliveryShown(Shown):
    """An authentic delivery, and its outcome. While its details could not be fetched, `due` is the next try.

    With `id_reused`, the sender used the id of another event for it; with `nobody_found`, nobody was found in it, and
    its lead is in the pool. `content_type` and `size`, in bytes, are those of what was received.
    """

    delivery_id: str
    at: AwareDatetime
    outcome: Became
    id_reused: bool
    nobody_found: bool
    content_type: str | None = None
    size: int | None = None
    reason: str | None = None
    errors: tuple[MistakeShown, ...] | None = None
    lead_id: str | None = None
    tries: int | None = None
    due: AwareDatetime | None = None
    preview: ForeseenShown | None = None
    confirmation: ConfirmationShown | None = None

    @classmethod
    def of(cls, delivery: Delivery) -> DeliveryShown:
        """Return the delivery with its outcome; `repeat` if it joined an existing lead."""
        return cls(
            delivery_id=delivery.hash,
            at=delivery.at,
            id_reused=delivery.id_reused,
            nobody_found=delivery.nobody_found,
            content_type=delivery.content_type or None,
            size=delivery.size,
            outcome="repeat" if delivery.repeat else delivery.outcome,
            reason=delivery.reason,
            errors=tuple(map(MistakeShown.of, delivery.mistakes)) or None,
            lead_id=delivery.lead_id,
            tries=delivery.tries or None,
            due=delivery.due,
            preview=ForeseenShown.of(delivery.foreseen) if delivery.foreseen else None,
            confirmation=ConfirmationShown(**dict(delivery.confirmation)) if delivery.confirmation else None,
        )


class TestBody(RequestModel):
    """The test lead's attributes."""

    attributes: Attributes = {}


class DeliveryOperations:
    """Operations on deliveries: Managers list them; the Rainmaker sends test leads."""

    def __init__(self, session: PlanSession, table: Table, secret: MasterSecret, new_id: NewId, chance: Chance) -> None:
        self._session, self._table, self._secret, self._new_id, self._chance = session, table, secret, new_id, chance

    def list_deliveries(self, request: Request, source_id: str) -> Page[DeliveryShown]:
        """List the source's last 100 authentic deliveries, newest first, with the outcome of each."""
        _, plan = self._session.read(request)
        plan.source(source_id)
        return Page(items=tuple(map(DeliveryShown.of, deliveries.newest(self._table, source_id))))

    def send_test(self, request: Request, source_id: str, body: TestBody) -> DeliveryShown:
        """Send a test lead: store it with a preview of where it would go, without making a lead, an offer or a turn."""
        me, plan = self._session.read(request)
        if plan.source(source_id).status == "archived":
            raise SourceArchived
        operation = f"POST test {source_id}"[:60]
        once = IdempotentRequest(self._table, self._secret.keyed_hashes, me.agent_id, operation, request)
        hashed = self._secret.keyed_hashes("delivery", f"{source_id}:test:{self._new_id('audit')}")[0]

        kept = timedelta(days=plan.settings.retention.deliveries_days)

        def attempt() -> DeliveryShown:
            if made := once.made():
                there = self._table.get(Delivery, keys.delivery(source_id, made))
                return DeliveryShown.of(_there(there))
            foreseen = read_preview(
                self._table, plan, source_id, body.attributes, request.now, new_id=self._new_id, chance=self._chance
            )
            delivery = Delivery(source_id=source_id, hash=hashed, at=request.now, outcome="test", foreseen=foreseen,
                                forget_at=request.now + kept)  # fmt: skip
            self._table.commit([put(delivery), *once.writes(hashed)])
            return DeliveryShown.of(delivery)

        return retry_on_conflict(self._table, attempt)


def _there(delivery: Delivery | None) -> Delivery:
    if delivery is None:
        raise Missing
    return delivery
