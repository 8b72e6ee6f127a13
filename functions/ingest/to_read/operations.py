"""Operations on mails that wait to be read: they name nobody who asks."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.ingest.deliveries.kept_request import KeptRequests
from functions.ingest.deliveries.operations import DeliveryId
from functions.ingest.to_read.mails import text_of
from functions.ingest.webhooks.deliveries import DeliveryWriter, read_events
from functions.ingest.webhooks.operations import ReceivedLead
from shared.domain.intake.to_read import dismiss, may_become_lead
from shared.domain.kernel.errors import ChangedByOther, Missing
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.delivery import Delivery, Outcome
from shared.domain.plan_records.plan import Plan
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, mail_names
from shared.store.lists import to_read
from shared.store.lists.to_read import Received
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.web import auth
from shared.web.app import Response
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class ToReadQuery(PageQuery):
    """A page of mails to read."""

    limit: Annotated[int, Field(ge=1, le=25, description="How many items at the most.")] = 20


class ToReadEntry(Shown):
    """A mail that names nobody who asks: who it is from, its subject, and its text as plain text.

    With `cut`, `text` is only its beginning. Without `text`, what was received is not kept any more.
    """

    delivery_id: str
    source_id: str
    source_title: str
    at: AwareDatetime
    sender: str = ""
    subject: str = ""
    text: str | None = None
    cut: bool = False


class ToReadWaiting(Shown):
    """How many mails wait to be read, counted up to 100."""

    count: int


class ToReadResult(Shown):
    """A mail, and what became of it: `dismissed`, or `to_read` again."""

    delivery_id: str
    source_id: str
    outcome: Outcome


class ToRead:
    """Operations on mails that wait to be read, for Managers and the Rainmaker.

    Source: docs/rules.md, "Entry" 14.
    """

    def __init__(
        self,
        table: Table,
        plans: Plans,
        secret: MasterSecret,
        files: RawFiles,
        kept: KeptRequests,
        writer: DeliveryWriter,
    ) -> None:
        self._table, self._plans, self._secret = table, plans, secret
        self._files, self._kept, self._writer = files, kept, writer

    def list_to_read(self, request: Request, query: ToReadQuery) -> Page[ToReadEntry]:
        """List the mails that wait to be read, newest first. A page may hold fewer than `limit`."""
        plan = self._plans.current()
        me = auth.caller(request, plan)
        paging = Paging(self._secret.keys, f"to read {me.agent_id}", query.cursor)
        found = to_read.page(self._table, query.limit, paging.after)
        return paging.page((self._shown(one, plan, request.now) for one in found.records), found.next)

    def count_to_read(self, request: Request) -> ToReadWaiting:  # noqa: ARG002  # every operation takes the request
        """Count the mails that wait to be read, up to 100."""
        return ToReadWaiting(count=to_read.count(self._table))

    def make_lead_of_mail(self, request: Request, source_id: SourceId, delivery_id: DeliveryId) -> Response:
        """Make a lead of a mail with what is read in it; it goes where its source's leads go. Again, the same answer.

        Where several people are read in it by now, each is a lead; the answer tells the first.

        Raises:
            Missing: no such mail, or it is not kept any more.
            ChangedByOther: it is no mail to read.
        """
        plan = self._plans.current()
        me, source = auth.caller(request, plan), plan.source(source_id)
        delivery, raw = self._read(source_id, delivery_id)
        if delivery.lead_id:
            return Response(_lead_of(delivery), 200)
        if not may_become_lead(delivery):
            raise ChangedByOther
        verified = self._kept.request_of(raw, plan, source) if raw else None
        if raw is None or verified is None:
            raise Missing
        kept = self._writer.make_leads(verified, read_events(verified), delivery, raw, request.now, by=me.agent_id)
        return Response(_lead_of(kept.delivery), 201 if kept.first else 200)

    def dismiss_to_read(
        self,
        request: Request,  # noqa: ARG002  # every operation takes the request
        source_id: SourceId,
        delivery_id: DeliveryId,
    ) -> ToReadResult:
        """Say that there is nothing to do about a mail; it leaves the list. Again, it changes nothing.

        Raises:
            Missing: no such mail.
            ChangedByOther: a lead was made of it meanwhile.
        """
        return self._dismiss(source_id, delivery_id, back=False)

    def restore_to_read(
        self,
        request: Request,  # noqa: ARG002  # every operation takes the request
        source_id: SourceId,
        delivery_id: DeliveryId,
    ) -> ToReadResult:
        """Put a dismissed mail back among those that wait to be read. Again, it changes nothing.

        Raises:
            Missing: no such mail.
            ChangedByOther: a lead was made of it meanwhile.
        """
        return self._dismiss(source_id, delivery_id, back=True)

    def _dismiss(self, source_id: SourceId, delivery_id: DeliveryId, *, back: bool) -> ToReadResult:
        def attempt() -> Delivery:
            delivery, _ = self._read(source_id, delivery_id)
            after = dismiss(delivery, back=back)
            if after != delivery:
                self._table.commit([put(after)])
            return after

        done = retry_on_conflict(self._table, attempt)
        return ToReadResult(delivery_id=done.hash, source_id=done.source_id, outcome=done.outcome)

    def _read(self, source_id: SourceId, delivery_id: DeliveryId) -> Received:
        found = to_read.read(self._table, source_id, delivery_id)
        if found is None:
            raise Missing
        return found

    def _shown(self, received: Received, plan: Plan, now: datetime) -> ToReadEntry:
        delivery, raw = received
        source = plan.sources.get(delivery.source_id)
        names = mail_names(self._secret, source, now) if source else []
        said = text_of(raw, self._files, names)
        return ToReadEntry(
            delivery_id=delivery.hash,
            source_id=delivery.source_id,
            source_title=source.title if source else "",
            at=delivery.at,
            **(said.model_dump() if said else {}),
        )


def _lead_of(delivery: Delivery) -> ReceivedLead:
    """Return the lead that was made. Raise ChangedByOther if somebody else changed the delivery meanwhile."""
    if delivery.lead_id is None:
        raise ChangedByOther
    return ReceivedLead(lead_id=delivery.lead_id, repeat=delivery.repeat)
