"""What a message asks to tell, read fresh: the notice, whom it is for, the lead, and the plan."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.kernel.notification import Notification
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.channel_rules import may_send, send_at, visible_lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import Now
from shared.observe import count
from shared.queue import MAX_DELAY, Queue
from shared.store import codec, keys
from shared.store.plans import Plans, version_of
from shared.store.table import Table

type Message = Mapping[str, str]
"""Ids by name, and the channel."""


@dataclass(frozen=True, slots=True)
class LoadedMessage:
    """A notice that still holds; `lead` is the one it is about, if there is one and `me` may see it."""

    notice: Notification
    me: Member
    lead: Lead | None
    plan: Plan
    now: datetime


class MessageLoader:
    """Reads what a message is about, and whether it still holds."""

    def __init__(self, table: Table, plans: Plans, outgoing: Queue, now: Now) -> None:
        self._table, self._plans, self._outgoing, self._now = table, plans, outgoing, now

    def read(self, message: Message) -> LoadedMessage | None:
        """What is to be told now, in one call; None where nothing is, or not yet: then the message comes again."""
        where = keys.notice(message["agent_id"], message["notification_id"])
        about = keys.lead(message["lead_id"]) if "lead_id" in message else None
        items = self._table.items([where, keys.VERSION, *([about] if about else [])])
        plan, now = self._plans.current(version_of(items.get(keys.VERSION))), self._now()
        me = plan.members.get(message["agent_id"])
        if where not in items or me is None or (about is not None and about not in items):
            count("NothingToSend")
            return None
        notice = codec.from_item(Notification, items[where])
        lead = codec.from_item(Lead, items[about]) if about else None
        if not may_send(notice, lead, me, plan, now) or (at := send_at(notice, lead, plan, now)) is None:
            count("NothingToSend")
            return None
        if at > now:
            self._later(message, at - now)
            return None
        return LoadedMessage(notice, me, visible_lead(lead, me, plan), plan, now)

    def _later(self, message: Message, wait: timedelta) -> None:
        """Ask again when the team works. The queue waits a quarter of an hour at the most: so maybe many times."""
        self._outgoing.send([message], delay_seconds=min(MAX_DELAY, math.ceil(wait.total_seconds())))
        count("SentLater")
