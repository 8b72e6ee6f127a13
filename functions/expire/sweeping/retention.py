"""Announce the erasure of inactive leads, and have them erased two weeks later; some leads with each sweep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import batched

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.activity import last_activity
from shared.domain.lead_records.erasure import MAX_LEADS, Erasure
from shared.domain.lead_records.retention_progress import Announcement, RetentionProgress, RetentionWalk
from shared.domain.plan_records.settings import Settings
from shared.domain.privacy.retention import (
    advance,
    announced_before,
    is_inactive,
    next_walk,
    valid_announcements,
)
from shared.doors import NewId, Now
from shared.observe import count, error_code, logger
from shared.store import erasures, keys
from shared.store.lists import inactive_leads, lead_lists
from shared.store.table import Table, put

AT_ONCE = 100  # leads that one sweep looks at
IDLE = timedelta(hours=1)  # how long nothing is read where there was nothing to do


class RetentionPass:
    """Go on with the walk through inactive leads that is under way, or begin the next one.

    Each step is one transaction with how far the walk is: an interrupted one is taken again, and counts and erases
    nothing twice.

    Source: docs/rules.md, "People's data" 5.
    """

    def __init__(self, table: Table, new_id: NewId, now: Now, at_once: int = AT_ONCE) -> None:
        self._table, self._new_id, self._now, self._at_once = table, new_id, now, at_once
        self._idle: tuple[int | None, datetime] | None = None  # for which setting, until when

    def work(self, settings: Settings) -> int:
        """Take a step; return how many leads it found. A failure ends no other part of the sweep."""
        months, now = settings.retention.leads_months, self._now()
        if self._idle and self._idle[0] == months and now < self._idle[1]:
            return 0
        try:
            return self._work(months, now)
        except Exception as error:
            # The next sweep tries again.
            logger.warning("retention_failed", extra={"error": error_code(error)})
            count("RetentionFailed")
            return 0

    def _work(self, months: int | None, now: datetime) -> int:
        progress = self._table.get(RetentionProgress, keys.RETENTION) or RetentionProgress()
        walk = next_walk(progress, months, now)
        if walk is None or months is None:
            if months is None and (progress.announcements or progress.walk):
                self._table.commit([put(progress.model_copy(update={"announcements": (), "walk": None}))])
            self._idle = (months, now + IDLE)
            return 0
        if walk.kind == "erase" and erasures.due(self._table, now):
            return 0  # one that somebody asked for never waits behind many of these
        return self._step(progress, walk, months, now)

    def _step(self, progress: RetentionProgress, walk: RetentionWalk, months: int, now: datetime) -> int:
        some = inactive_leads.candidates(self._table, walk.before, walk.place, self._at_once)
        found = self._inactive(some.records, walk, valid_announcements(progress.announcements, months, now))
        further = walk.model_copy(update={"place": some.next})
        after = advance(progress, further, months, now, found=len(found), more=some.next is not None)
        begun = list(self._erasures(found, walk, now)) if walk.kind == "erase" else []
        self._table.commit([put(after), *map(put, begun)])
        if after.walk is None:
            logger.info("retention_walked", extra={"kind": walk.kind, "leads": further.counted + len(found)})
        return len(found)

    def _inactive(
        self, lead_ids: Sequence[LeadId], walk: RetentionWalk, announcements: Sequence[Announcement]
    ) -> list[LeadId]:
        """Return the leads that the walk is about; to announce only those that are not yet."""
        told = announced_before(announcements) if walk.kind == "announce" else None
        return [
            lead.lead_id
            for lead in (lead_lists.leads(self._table, lead_ids) if lead_ids else ())
            if is_inactive(lead, walk.before)
            and (told is None or last_activity(lead) >= told)
            and not inactive_leads.noted_since(self._table, lead, walk.before)
        ]

    def _erasures(self, lead_ids: Sequence[LeadId], walk: RetentionWalk, now: datetime) -> Iterator[Erasure]:
        """Yield erasures of these leads. Files to import stay: what is in them is younger."""
        for some in batched(lead_ids, MAX_LEADS, strict=False):
            yield Erasure(
                erasure_id=self._new_id("erasure"), at=now, by="sweep", reason="retention", lead_ids=some,
                inactive_since=walk.before, files_deleted=True, due=now,
            )  # fmt: skip
