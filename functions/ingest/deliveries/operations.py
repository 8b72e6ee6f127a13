"""Operations that show deliveries as they were received."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.ingest.deliveries.readable import MAX_TEXT, readable
from shared.domain import access
from shared.domain.kernel.errors import Missing, NotOwner
from shared.domain.kernel.record import LeadId, SourceId
from shared.domain.lead_records.delivery import Delivery, Outcome
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.plan_records.plan import Plan
from shared.lead_session import LeadSession
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, mail_names
from shared.store import codec, keys, record_keys
from shared.store.deliveries import place_of
from shared.store.table import Table
from shared.web.request import Request
from shared.web.schemas import Page, Shown

LISTED = 20  # deliveries of a lead
ALL_TEXT = 1_000_000  # letters of one answer
READ = 4 * MAX_TEXT  # bytes of a part
DeliveryId = Annotated[str, StringConstraints(max_length=100)]


class RawPartShown(Shown):
    """What was sent (`delivery`), or what was then fetched from the provider (`details`), as text.

    With `cut`, the text is only the beginning. Of files in it only name, type and size are told. Without `text` it is
    not kept: it could not be, or not any more; with `shared` it holds other events too, and is for Managers only.
    """

    name: Literal["delivery", "details"]
    content_type: str
    size: int
    shared: bool
    text: str | None = None
    cut: bool = False


class RawDeliveryShown(Shown):
    """A delivery as it was received, and what became of it; without `parts` it is not kept any more."""

    delivery_id: str
    source_id: str
    at: AwareDatetime
    outcome: Outcome
    repeat: bool
    reason: str | None = None
    lead_id: str | None = None
    id_reused: bool
    parts: tuple[RawPartShown, ...]


class RawDeliveries:
    """Show deliveries as they were received, to Managers, and those of a lead to its owner too.

    The address of an `email` source is its key: its names are hidden.

    Source: docs/rules.md, "Entry" 12 and 17.
    """

    def __init__(self, session: LeadSession, table: Table, files: RawFiles, secret: MasterSecret) -> None:
        self._session, self._table, self._files, self._secret = session, table, files, secret

    def show_delivery(self, request: Request, source_id: SourceId, delivery_id: DeliveryId) -> RawDeliveryShown:
        """Show a delivery of a source as it was received. Who sees that of a lead has seen its contact: it is recorded.

        Raises:
            Missing: no such source, or no such delivery of it.
        """
        _, plan = self._session.caller(request)
        plan.source(source_id)
        delivery = self._table.get(Delivery, keys.delivery(source_id, delivery_id))
        if delivery is None:
            raise Missing
        if delivery.lead_id:
            self._session.record_seen(self._session.see(request, delivery.lead_id))
        raw = place_of(delivery)
        stored = self._table.get(RawDelivery, record_keys.key(raw)) or raw
        return self._shown(delivery, stored, plan, request.now, all_of_it=True)

    def list_deliveries_of_lead(self, request: Request, lead_id: LeadId) -> Page[RawDeliveryShown]:
        """List what was delivered about a lead, as it was received, newest first: at most 20. `next` is always null.

        So are the deliveries of the leads that went into it.

        Raises:
            NotOwner: the caller sees the lead, but neither owns it nor supervises.
        """
        snapshot = self._session.see(request, lead_id)
        me, lead = snapshot.me, snapshot.lead
        if not access.may_see_exchange(me, lead):
            raise NotOwner
        self._session.record_seen(snapshot)
        each = (self._table.query(keys.lead(one).pk, keys.RAW, newest_first=True, limit=LISTED) for one in lead.all_ids)
        newest = heapq.merge(*each, key=lambda item: item["SK"]["S"], reverse=True)
        raws = [codec.from_item(RawDelivery, item) for item in islice(newest, LISTED)]
        records = self._table.items(keys.delivery(raw.source_id, raw.hash) for raw in raws) if raws else {}
        return Page(
            items=tuple(self._listed(raws, records.values(), snapshot.plan, request.now, all_of_it=me.supervises))
        )

    def _listed(
        self, raws: Iterable[RawDelivery], items: Iterable[codec.Item], plan: Plan, now: datetime, *, all_of_it: bool
    ) -> Iterable[RawDeliveryShown]:
        known = {one.hash: one for one in (codec.from_item(Delivery, item) for item in items)}
        left = ALL_TEXT
        for raw in raws:
            if raw.hash in known:
                shown = self._shown(known[raw.hash], raw, plan, now, all_of_it=all_of_it, most=min(left, MAX_TEXT))
                left = max(left - sum(len(part.text or "") for part in shown.parts), 0)
                yield shown

    def _shown(
        self, delivery: Delivery, raw: RawDelivery, plan: Plan, now: datetime, *, all_of_it: bool, most: int = MAX_TEXT
    ) -> RawDeliveryShown:
        told = delivery.model_dump(include={"source_id", "at", "outcome", "repeat", "reason", "lead_id", "id_reused"})
        source = plan.source(raw.source_id)
        names = mail_names(self._secret, source, now) if source.kind == "email" else None
        parts = tuple(self._part(part, most, names, withheld=part.shared and not all_of_it) for part in raw.parts)
        return RawDeliveryShown(delivery_id=delivery.hash, **told, parts=parts)

    def _part(self, part: RawPart, most: int, names: Sequence[str] | None, *, withheld: bool) -> RawPartShown:
        """Return a part as it is shown; `names`, those of its source's address, make it a mail."""
        told = part.model_dump(include={"name", "content_type", "size", "shared"})
        raw = None if withheld else self._files.read(part, READ)
        if raw is None:
            return RawPartShown(**told)
        shown = readable(raw, part, most, mail=names is not None, hidden=names or ())
        return RawPartShown(**told, **shown._asdict())
