"""Operations on a lead's conversation: record and list messages, open and close it by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.domain import access
from shared.domain.kernel.contact import Channel
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.conversation import MAX_SAID, Direction, Message
from shared.domain.lead_records.decision import Decision
from shared.domain.leads.checks import check_reads_exchange
from shared.domain.leads.messages import record_message, switch_conversation
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.secrets import MasterSecret
from shared.store.lists import lead_timeline
from shared.store.table import Table
from shared.web.lead_schemas import LeadShown
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_SAID)]


class MessageBody(RequestModel):
    """A message from the person, or from a member to them, and its channel. It is recorded, not sent."""

    direction: Direction
    channel: Channel
    body: Said


class ConversationBody(RequestModel):
    """The new state of the conversation."""

    state: Literal["open", "closed"]


class MessageShown(Shown):
    """A message; `by` is who recorded it: a member's id, `agent` for another agent, or `provider`."""

    message_id: str
    lead_id: str
    direction: Direction
    channel: Channel
    body: str
    at: AwareDatetime
    by: str

    @classmethod
    def of(cls, message: Message, snapshot: Snapshot) -> MessageShown:
        """Return the message as the caller may see it."""
        return cls(
            **message.model_dump(exclude={"version", "by"}),
            by=access.visible_actor(snapshot.me, message.by, snapshot.plan),
        )


class Conversations:
    """Operations on a lead's conversation.

    Args:
        session: reads and changes the lead.
        table: stores the messages.
        secret: signs cursors.
        new_id: makes the ids of messages.
        most: how many records one page reads at most, of any kind.
    """

    def __init__(
        self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId, most: int = lead_timeline.READ
    ) -> None:
        self._session, self._table, self._secret, self._new_id, self._most = session, table, secret, new_id, most

    def list_messages(self, request: Request, lead_id: LeadId, query: PageQuery) -> Page[MessageShown]:
        """List the messages of a lead's conversation, the newest first. A page may hold fewer than `limit`."""
        snapshot = self._session.read(request, lead_id)
        check_reads_exchange(snapshot.lead, snapshot.me, snapshot.plan.settings)
        paging = Paging(self._secret.keys, f"messages {snapshot.me.agent_id} {lead_id}", query.cursor)
        found = lead_timeline.page(self._table, Message, snapshot.lead.all_ids, query.limit, paging.after, self._most)
        return paging.page((MessageShown.of(message, snapshot) for message in found.records), found.next)

    def record_message(self, request: Request, lead_id: LeadId, body: MessageBody) -> MessageShown:
        """Record a message that came in, or that a member sent with their own app. Nothing is sent.

        A message that came in reopens a closed lead.
        """

        def decide(snapshot: Snapshot) -> tuple[Decision, Message]:
            message = Message(
                message_id=self._new_id("message"), lead_id=lead_id, at=snapshot.now, by=snapshot.me.agent_id,
                **body.model_dump(),
            )  # fmt: skip
            audit_id = self._new_id("audit")
            return record_message(snapshot.lead, message, snapshot.me, snapshot.plan, audit_id=audit_id), message

        done = self._session.create(request, lead_id, "messages", decide)
        return MessageShown.of(done.record or self._session.record(Message, done.where), done.snapshot)

    def turn_conversation(self, request: Request, lead_id: LeadId, body: ConversationBody) -> LeadShown:
        """Open or close a lead's conversation by hand; if it is in that state already, nothing changes."""

        def decide(snapshot: Snapshot) -> Decision:
            return switch_conversation(snapshot.lead, body.state, snapshot.me, snapshot.plan.settings, snapshot.now)

        return self._session.change(request, lead_id, decide)
