"""Load what a queue message is about: the notification, its member, the lead, and the plan."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.kernel.notification import Notification
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.channel_rules import may_send, send_at, visible_lead
from shared.domain.notifications.grouping import is_new
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import Now
from shared.observe import count
from shared.queue import MAX_DELAY, Queue
from shared.store import codec, inboxes, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.plans import Plans, version_of
from shared.store.table import Table

type Message = Mapping[str, str]
"""A message of the queue: its channel, and ids by name."""


@dataclass(frozen=True, slots=True)
class LoadedMessage:
    """A notification that is still worth sending.

    `lead` is the lead it is about, if `me` may see it, and `beside` the item that the channel asked for with it.
    """

    notification: Notification
    me: Member
    lead: Lead | None
    plan: Plan
    now: datetime
    beside: Item | None = None


class MessageLoader:
    """Load what messages are about, and decide whether they are still worth sending."""

    def __init__(
        self, table: Table, plans: Plans, outgoing: Queue, now: Now, beside: Callable[[AgentId], Key] | None = None
    ) -> None:
        self._table, self._plans, self._outgoing, self._now, self._beside = table, plans, outgoing, now, beside

    def load(self, message: Message) -> LoadedMessage | None:
        """Return what to send now, read in one call; None if nothing, or if it is too early: then send it later.

        A message that had to wait (`not_before`) is sent only while its notification is new.
        """
        waited = datetime.fromisoformat(message["not_before"]) if "not_before" in message else None
        if waited is not None and waited > (early := self._now()):
            self._defer(message, waited - early)
            return None
        notification_key = keys.notification(message["agent_id"], message["notification_id"])
        lead_key = keys.lead(message["lead_id"]) if "lead_id" in message else None
        inbox_key = keys.inbox(message["agent_id"])
        beside_key = self._beside(message["agent_id"]) if self._beside else None
        others = [one for one in (lead_key, inbox_key if waited else None, beside_key) if one]
        items = self._table.items([notification_key, keys.VERSION, *others])
        plan, now = self._plans.current(version_of(items.get(keys.VERSION))), self._now()
        me = plan.members.get(message["agent_id"])
        if notification_key not in items or me is None or (lead_key is not None and lead_key not in items):
            count("NothingToSend")
            return None
        notification = codec.from_item(Notification, items[notification_key])
        lead = codec.from_item(Lead, items[lead_key]) if lead_key else None
        answered = waited is not None and not _is_new(notification, items.get(inbox_key), now)
        sends = not answered and may_send(notification, lead, me, plan, now)
        if not sends or (at := send_at(notification, lead, plan, now)) is None:
            count("NothingToSend")
            return None
        if at > now:
            self._defer(message, at - now)
            return None
        beside = items.get(beside_key) if beside_key else None
        return LoadedMessage(notification, me, visible_lead(lead, me, plan), plan, now, beside)

    def plan(self) -> Plan:
        """Return the current plan, for what is about no notification."""
        return self._plans.current()

    def _defer(self, message: Message, wait: timedelta) -> None:
        """Send the message again when the team works. A queue delays 15 minutes at most, so this may repeat."""
        self._outgoing.send([message], delay_seconds=min(MAX_DELAY, math.ceil(wait.total_seconds())))
        count("SentLater")


def _is_new(notification: Notification, inbox: Item | None, now: datetime) -> bool:
    return is_new(notification, inboxes.from_item(inbox, notification.agent_id), now)
