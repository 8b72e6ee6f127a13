"""Operations on the caller's notifications: list and archive them."""

from typing import Any, Literal

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain import access
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.notification import Inbox, Notification, NotificationKind, OfferEnd
from shared.domain.kernel.record import LeadId, NotificationId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.grouping import is_archived, is_new, set_archived
from shared.domain.notifications.lead_summary import task_of
from shared.domain.notifications.snooze import SnoozeUntil, archive_all, displaced, returns_at, snooze, unread
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import inboxes
from shared.store.lists import lead_lists
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table
from shared.web import auth
from shared.web.app import Response
from shared.web.not_modified import not_modified
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown

Tab = Literal["new", "snoozed", "archived", "all"]


class NotificationsQuery(PageQuery):
    """Select the notifications to list, and the page."""

    tab: Tab = Field("new", description="Those that are new, are snoozed, were archived, or all.")


class NoticeTask(Shown):
    """The task that a notification is about, as it is now."""

    text: str
    due_at: AwareDatetime


class NoticeShown(Shown):
    """A notification; `count` events of one kind within a minute are grouped into one.

    `lead_ids` are the leads it is about, the latest last, at most 20. `lead_name` is the name of the latest lead's
    person, as the caller may see it. `detail` depends on the kind: see docs/api.md. `ended` tells how an offer ended
    for the caller; then the notification was archived. `snoozed_until` is when it comes back, or came back.
    `task` is the open task that it is about.
    """

    notification_id: str
    kind: NotificationKind
    at: AwareDatetime
    archived: bool
    count: int
    lead_ids: tuple[str, ...]
    lead_name: str | None = None
    detail: dict[str, JsonValue]
    ended: OfferEnd | None = None
    task: NoticeTask | None = None
    snoozed_until: AwareDatetime | None = None


class Notices(Page[NoticeShown]):
    """A page of notifications, the latest first, and how many are new in all."""

    unread: int


class NoticeFiled(Shown):
    """A notification's state after the request, and how many are new in all."""

    notification_id: str
    archived: bool
    unread: int


class SnoozeBody(RequestModel):
    """When it comes back: in three hours, tomorrow at 9:00, or next Monday at 9:00, by the team's time zone."""

    until: SnoozeUntil


class NoticeSnoozed(Shown):
    """When the notification comes back, and how many are new in all."""

    notification_id: str
    snoozed_until: AwareDatetime
    unread: int


class Unread(Shown):
    """Count the new notifications."""

    unread: int


class NotificationCentre:
    """Operations on the caller's notifications."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret) -> None:
        self._table, self._plans, self._secret = table, plans, secret

    def list_notifications(self, request: Request, query: NotificationsQuery) -> Response:
        """List the caller's notifications, the latest first.

        A page may hold fewer than `limit`, even none; the list ends where `next` is null.
        """
        me, plan = self._caller(request)
        paging = Paging(self._secret.keys, f"notifications {query.tab} {me.agent_id}", query.cursor)
        inbox = inboxes.read(self._table, {me.agent_id: ()})[me.agent_id].inbox
        found = inboxes.page(self._table, inbox, query.tab, query.limit, paging.after, request.now)
        leads = self._leads(found.records, me, plan)
        page = Notices(
            items=tuple(_shown(one, inbox, leads, me, plan) for one in found.records),
            next=paging.cursor(found.next),
            unread=unread(inbox, request.now),
        )
        return not_modified(request, page)

    def archive_notification(self, request: Request, notification_id: NotificationId) -> NoticeFiled:
        """Archive a notification; an archived one stays as it is."""
        return self._file(request, notification_id, archived=True)

    def unarchive_notification(self, request: Request, notification_id: NotificationId) -> NoticeFiled:
        """Mark an archived notification as new again."""
        return self._file(request, notification_id, archived=False)

    def archive_all_notifications(self, request: Request) -> Unread:
        """Archive all new notifications."""

        def attempt() -> Unread:
            me, _ = self._caller(request)
            before = inboxes.read(self._table, {me.agent_id: ()})[me.agent_id].inbox
            if unread(before, request.now):
                self._table.commit(inboxes.writes(before, archive_all(before, request.now), ()))
            return Unread(unread=0)

        return retry_on_conflict(self._table, attempt)

    def snooze_notification(self, request: Request, notification_id: NotificationId, body: SnoozeBody) -> NoticeSnoozed:
        """Take a notification from the new ones; it comes back as new at its time.

        Up to 50 are snoozed at once: of one more, what would come back first comes back now.
        """

        def attempt() -> NoticeSnoozed:
            me, plan = self._caller(request)
            opened = inboxes.read(self._table, {me.agent_id: (notification_id,)})[me.agent_id]
            notification = opened.notifications.get(notification_id)
            if notification is None:
                raise Missing
            at = returns_at(body.until, me.zone(plan.settings.zone), request.now)
            after = opened.inbox
            if after.snoozed.get(notification_id) != at:
                inbox, woken = self._make_room(after, notification_id)
                snoozed, after = snooze(notification, inbox, at)
                self._table.commit(inboxes.writes(opened.inbox, after, (snoozed, *woken)))
            return NoticeSnoozed(
                notification_id=notification_id, snoozed_until=at, unread=unread(after, request.now)
            )  # fmt: skip

        return retry_on_conflict(self._table, attempt)

    def _make_room(self, inbox: Inbox, notification_id: NotificationId) -> tuple[Inbox, tuple[Notification, ...]]:
        """Return the inbox with room for one more snoozed notification, and what is new again for that."""
        first = displaced(inbox, notification_id)
        if first is None:
            return inbox, ()
        found = inboxes.read(self._table, {inbox.agent_id: (first,)})[inbox.agent_id].notifications.get(first)
        if found is None:
            rest = {one: at for one, at in inbox.snoozed.items() if one != first}
            return inbox.model_copy(update={"snoozed": rest}), ()
        woken, after = set_archived(found, inbox, archived=False)
        return after, (woken,)

    def _file(self, request: Request, notification_id: NotificationId, *, archived: bool) -> NoticeFiled:
        def attempt() -> NoticeFiled:
            me, _ = self._caller(request)
            opened = inboxes.read(self._table, {me.agent_id: (notification_id,)})[me.agent_id]
            before = opened.notifications.get(notification_id)
            if before is None:
                raise Missing
            inbox = opened.inbox
            stays = is_archived(before, inbox) if archived else is_new(before, inbox, request.now)
            if not stays:
                notification, after = set_archived(before, inbox, archived=archived)
                self._table.commit(inboxes.writes(inbox, after, (notification,)))
                inbox = after
            return NoticeFiled(notification_id=notification_id, archived=archived, unread=unread(inbox, request.now))

        return retry_on_conflict(self._table, attempt)

    def _caller(self, request: Request) -> tuple[Member, Plan]:
        plan = self._plans.current()
        return auth.caller(request, plan), plan

    def _leads(self, notifications: tuple[Notification, ...], me: Member, plan: Plan) -> dict[LeadId, Lead]:
        """Return the latest lead of each notification, if the caller may see it now."""
        wanted = dict.fromkeys(one.lead_ids[-1] for one in notifications if one.lead_ids)
        leads = lead_lists.leads(self._table, wanted) if wanted else []
        return {lead.lead_id: lead for lead in leads if access.may_see(me, lead, plan.settings)}


def _shown(
    notification: Notification, inbox: Inbox, leads: dict[LeadId, Lead], me: Member, plan: Plan
) -> NoticeShown:  # fmt: skip
    fields: dict[str, Any] = notification.model_dump(
        include={"notification_id", "kind", "at", "count", "lead_ids", "detail", "ended"}
    )
    lead = leads.get(notification.lead_ids[-1]) if notification.lead_ids else None
    return NoticeShown(
        **fields,
        archived=is_archived(notification, inbox),
        lead_name=(access.visible_contact(me, lead, plan.settings).name or None) if lead else None,
        task=_task(notification, lead, me, plan) if lead else None,
        snoozed_until=inbox.snoozed.get(notification.notification_id),
    )


def _task(notification: Notification, lead: Lead, me: Member, plan: Plan) -> NoticeTask | None:
    task = task_of(notification, lead, me, plan)
    return NoticeTask(text=task.text, due_at=task.due_at) if task and task.text else None
