"""Telling: news go into the inboxes, each once, and what goes out is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched

from shared.domain.kernel.notification import Inbox, Notification
from shared.domain.kernel.record import AgentId, NotificationId
from shared.domain.notifications.channels import channels_for
from shared.domain.notifications.grouping import group_events, is_new, notification_id
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.plan import Plan
from shared.store import inboxes
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write

AT_ONCE = 45  # notices of one transaction, which may need as many inboxes
type Pile = dict[tuple[AgentId, NotificationId], list[NotificationEvent]]


def piled(news: Iterable[NotificationEvent]) -> Pile:
    """The news by the notice that they belong to."""
    pile: Pile = {}
    for one in news:
        pile.setdefault((one.agent_id, notification_id(one)), []).append(one)
    return pile


def write_inboxes(table: Table, pile: Pile) -> None:
    """Put the news into the inboxes. Those that are there already change nothing, so a batch may come again.

    Raises:
        Busy: others were faster six times.
    """
    for part in batched(pile.items(), AT_ONCE, strict=False):
        retry_on_conflict(table, lambda part=part: _land(table, dict(part)))  # type: ignore[misc]


def messages(pile: Pile, plan: Plan, now: datetime) -> Iterator[dict[str, str]]:
    """What deliver is asked for: for each notice, and each way its member is told by, one message of ids."""
    for (agent_id, notice), news in pile.items():
        last = news[-1]
        about = {"lead_id": last.lead_id} if last.lead_id else {}
        for way in channels_for(plan.members[agent_id], last, plan, now):
            yield {"channel": way, "agent_id": agent_id, "notification_id": notice, **about}


def _land(table: Table, pile: Pile) -> None:
    wanted: dict[AgentId, list[NotificationId]] = {}
    for agent_id, notice in pile:
        wanted.setdefault(agent_id, []).append(notice)
    writes: list[Write] = []
    for agent_id, opened in inboxes.read(table, wanted).items():
        inbox, notices = opened.inbox, list[Notification]()
        for one in wanted[agent_id]:
            inbox, told = _told(inbox, opened.notices.get(one), pile[agent_id, one])
            notices += [told] if told else []
        writes += inboxes.writes(opened.inbox, inbox, notices) if notices else []
    table.commit(writes)


def _told(
    inbox: Inbox, before: Notification | None, news: Sequence[NotificationEvent]
) -> tuple[Inbox, Notification | None]:
    """The inbox with what these news add to it, and their notice, if it has anything new to tell."""
    fresh = [one for one in news if not _limit_known(inbox, one)]
    notice = group_events(before, fresh, inbox) if fresh else None
    if notice is None:
        return inbox, None
    limits = {str(one.detail["limit"]): str(one.detail["period"]) for one in fresh if one.kind == "limit_reached"}
    counted = inbox.unread + int(not is_new(before, inbox))
    return inbox.model_copy(update={"unread": counted, "limits": inbox.limits | limits}), notice


def _limit_known(inbox: Inbox, news: NotificationEvent) -> bool:
    """Whether the member was told already that this limit is reached in this period."""
    return news.kind == "limit_reached" and inbox.limits.get(str(news.detail["limit"])) == news.detail["period"]
