"""Notice sources that have been silent for too long, or have begun to fail."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.intake.watch import KNOWN, LOOKED_AT, watch, watched_deliveries
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.source_watch import SourceWatch, WatchedSources
from shared.domain.plan_records.plan import Plan
from shared.doors import Now
from shared.observe import error_code, logger
from shared.store import deliveries, keys
from shared.store.table import Table, put

EVERY, SOON = timedelta(hours=1), timedelta(minutes=5)  # the latter while it is silent or failing
AT_ONCE = 10  # sources that one sweep looks at


class SourceWatching:
    """Look at some sources with each sweep, and write what is known of them if it has changed.

    Source: docs/rules.md, "Entry" 19.
    """

    def __init__(self, table: Table, now: Now) -> None:
        self._table, self._now = table, now
        self._due: dict[SourceId, datetime] = {}  # when this process looks at a source next

    def watch_next(self, plan: Plan) -> int:
        """Look at the sources whose hour is over; return how many. A failure ends no other part of the sweep."""
        now = self._now()
        watched = [one for one in plan.sources.values() if one.status == "active" and one.kind != "manual"]
        active = sorted(one.source_id for one in watched)
        due = [one for one in active if one not in self._due or self._due[one] <= now][:AT_ONCE]
        try:
            if due:
                self._watch(due, set(active), now)
        except Exception as error:
            # The next sweep tries again.
            logger.warning("sources_not_watched", extra={"error": error_code(error)})
            return 0
        return len(due)

    def _watch(self, due: list[SourceId], active: set[SourceId], now: datetime) -> None:
        before = self._table.get(WatchedSources, keys.WATCHED) or WatchedSources()
        sources = {one: known for one, known in before.sources.items() if one in active}
        for source_id in due:
            found = self._look_at(source_id, sources.get(source_id), now)
            if found is not None:
                sources[source_id] = found
        if sources != before.sources:
            self._table.commit([put(before.model_copy(update={"sources": sources, "was_told": before.any_told}))])
        for source_id in due:
            self._due[source_id] = now + (SOON if source_id in sources and sources[source_id].told else EVERY)

    def _look_at(self, source_id: SourceId, known: SourceWatch | None, now: datetime) -> SourceWatch | None:
        """Return what is known of a source, by its deliveries since, and the results of its last ones."""
        newest = deliveries.newest(self._table, source_id, LOOKED_AT)
        tests = {one.at for one in newest if one.outcome == "test"}
        since = known.last_at if known else now - timedelta(hours=KNOWN)
        came = [at for at in deliveries.instants(self._table, source_id, since, now) if at not in tests]
        return watch(known, came, watched_deliveries(newest), now)
