"""Operations on outbound deliveries: list them, and send one again."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.errors import Missing, TargetDisabled
from shared.domain.kernel.record import DeliveryId, LeadId, TargetId
from shared.domain.notifications.outbound import requeued
from shared.domain.plan_records.target import DeliveryAttempt, Failure, OutboundDelivery, SentEvent
from shared.domain.planning.change_target import find_target
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store import keys, outbound_deliveries
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class AttemptShown(Shown):
    """One attempt: the status that the target answered, or why there was none."""

    at: AwareDatetime
    status: int | None = None
    error: Failure | None = None
    milliseconds: int

    @classmethod
    def of(cls, attempt: DeliveryAttempt) -> AttemptShown:
        """Return the attempt."""
        return cls(**dict(attempt))


class SendingShown(Shown):
    """An outbound delivery: one event on its way to a target.

    `due` is when it is tried again; `attempts` are the last ten.
    """

    delivery_id: str
    event: SentEvent
    lead_id: LeadId
    at: AwareDatetime
    status: Literal["pending", "delivered", "failed"]
    tries: int
    attempts: tuple[AttemptShown, ...]
    due: AwareDatetime | None = None

    @classmethod
    def of(cls, one: OutboundDelivery) -> SendingShown:
        """Return the delivery without the lead's data."""
        return cls(
            delivery_id=one.delivery_id, event=one.type, lead_id=one.lead_id, at=one.at, status=one.state,
            tries=one.tries, attempts=tuple(map(AttemptShown.of, one.attempts)), due=one.due,
        )  # fmt: skip


class OutboundDeliveries:
    """Operations on outbound deliveries, for the Rainmaker."""

    def __init__(self, session: PlanSession, table: Table, secret: MasterSecret, outgoing: Queue) -> None:
        self._session, self._table, self._secret, self._outgoing = session, table, secret, outgoing

    def list_sendings(self, request: Request, target_id: str, query: PageQuery) -> Page[SendingShown]:
        """List a target's outbound deliveries of the last 30 days, newest first, with their outcomes."""
        me, plan = self._session.read(request)
        find_target(plan, target_id)
        paging = Paging(self._secret.keys, f"outbound {me.agent_id} {target_id}", query.cursor)
        found = outbound_deliveries.newest(self._table, target_id, query.limit, paging.after)
        return paging.page(map(SendingShown.of, found.records), found.next)

    def resend(self, request: Request, target_id: TargetId, delivery_id: DeliveryId) -> SendingShown:
        """Send an event again under the same id, whatever its outcome was, with retries for a day until it arrives."""

        def attempt() -> OutboundDelivery:
            _, plan = self._session.read(request)
            if find_target(plan, target_id).status == "disabled":
                raise TargetDisabled
            again = requeued(self._there(target_id, delivery_id), request.now)
            self._table.commit([put(again)])
            return again

        again = retry_on_conflict(self._table, attempt)
        self._outgoing.send([{"channel": "webhook", "target_id": target_id, "delivery_id": delivery_id}])
        return SendingShown.of(again)

    def _there(self, target_id: TargetId, delivery_id: DeliveryId) -> OutboundDelivery:
        found = self._table.get(OutboundDelivery, keys.outbound(target_id, delivery_id))
        if found is None:
            raise Missing
        return found
