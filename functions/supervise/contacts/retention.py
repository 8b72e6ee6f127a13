"""The operation that shows which leads are going to be erased because nobody was active on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from functions.supervise.contacts.schemas import AnnouncementShown, InactiveLead, RetentionPreview, RetentionQuery
from shared.domain.lead_records.activity import last_activity
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.retention_progress import NOTICE_PERIOD, Announcement, RetentionProgress
from shared.domain.privacy.retention import erased_from, horizon, is_inactive, valid_announcements
from shared.lead_session import LeadSession
from shared.secrets import MasterSecret
from shared.store import keys
from shared.store.lists import inactive_leads, lead_lists
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table
from shared.web.lead_schemas import LeadShown
from shared.web.paging import Paging
from shared.web.request import Request

AT_ONCE = 100


class RetentionOperations:
    """Show what the settings, or proposed ones, will erase; for the Rainmaker.

    Args:
        session: reads the caller and the plan.
        table: stores the leads.
        secret: signs cursors.
        most: how many leads one page reads at most; for the count on the first page five times as many.
    """

    def __init__(self, session: LeadSession, table: Table, secret: MasterSecret, most: int) -> None:
        self._session, self._table, self._secret, self._most = session, table, secret, most

    def preview_retention(self, request: Request, query: RetentionQuery) -> RetentionPreview:
        """Show which inactive leads will be erased within three weeks, and when at the earliest.

        `leads_months` tries another setting. A page may hold fewer leads than `limit`, even none; the list ends where
        `next` is null.
        """
        me, plan = self._session.caller(request)
        months = query.leads_months or plan.settings.retention.leads_months
        paging = Paging(self._secret.keys, f"retention {me.agent_id} {months}", query.cursor)
        progress = self._table.get(RetentionProgress, keys.RETENTION) or RetentionProgress()
        if months is None:
            return RetentionPreview(count=0, more=False, items=(), announcements=(), next=None)
        announcements = valid_announcements(progress.announcements, months, request.now)
        before = horizon(months, request.now)
        page = self._page(before, paging.after, query.limit)
        count, more = self._count(before) if paging.after is None else (None, False)
        return RetentionPreview(
            leads_months=months,
            count=count,
            more=more,
            items=tuple(
                InactiveLead(
                    lead=LeadShown.of(lead, me, plan, request.now),
                    last_activity_at=last_activity(lead),
                    erased_from=erased_from(lead, announcements, months, request.now),
                )
                for lead in page.records
            ),
            announcements=tuple(map(_shown, announcements)),
            next=paging.cursor(page.next),
        )

    def _page(self, before: datetime, after: Position | None, limit: int) -> Slice[Lead]:
        found: list[Lead] = []
        read = 0
        while True:
            asked = limit - len(found)
            some = inactive_leads.candidates(self._table, before, after, asked)
            inactive = self._inactive(some, before)
            found += [lead for lead in inactive if not inactive_leads.noted_since(self._table, lead, before)]
            read, after = read + len(some.records), some.next
            rare = len(some.records) < asked  # it read thousands of entries for so few: the next page goes on
            if after is None or len(found) == limit or read >= self._most or rare:
                return Slice(tuple(found), after)

    def _count(self, before: datetime) -> tuple[int, bool]:
        """Return how many leads there are at most, as far as they are counted, and whether there are more.

        What release 0.1 recorded beside a lead is not looked up here: that would be a query for each.
        """
        after: Position | None = None
        count = 0
        for _ in range(max(5 * self._most // AT_ONCE, 1)):
            some = inactive_leads.candidates(self._table, before, after, AT_ONCE)
            count += sum(1 for _ in self._inactive(some, before))
            after = some.next
            if after is None:
                break
        return count, after is not None

    def _inactive(self, some: Slice[str], before: datetime) -> Iterator[Lead]:
        leads = lead_lists.leads(self._table, some.records) if some.records else []
        return (lead for lead in leads if is_inactive(lead, before))


def _shown(announcement: Announcement) -> AnnouncementShown:
    return AnnouncementShown(at=announcement.at, leads=announcement.leads, erased_from=announcement.at + NOTICE_PERIOD)
