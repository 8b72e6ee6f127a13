"""Send held leads to routing when their time comes, the oldest first."""

from __future__ import annotations

from datetime import datetime
from itertools import batched

from shared.domain.lead_records.lead import Lead
from shared.domain.routing.hold import end_hold
from shared.store import decisions, indexes
from shared.store.lists import lead_lists
from shared.store.table import Table


def route_held_leads(table: Table, now: datetime) -> int:
    """Send every held lead whose time has come to routing; return how many there were.

    Commit many leads in one transaction, so that routing dispatches them together and in order.

    Source: docs/rules.md, "Matching" 6.
    """
    entries = table.query(indexes.HELD, index=indexes.DUE, until=indexes.due_by(now))
    pages = batched(entries, decisions.AT_ONCE, strict=False)
    return sum(_release(table, lead_lists.leads(table, lead_lists.lead_ids(page)), now) for page in pages)


def _release(table: Table, leads: list[Lead], now: datetime) -> int:
    return decisions.commit_many(table, [ended for lead in leads if (ended := end_hold(lead, now)).changed])
