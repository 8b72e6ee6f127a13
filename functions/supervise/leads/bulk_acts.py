"""The operation that lists the bulk acts that can still be undone."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import AwareDatetime

from shared.domain.kernel.audit import Audit, AuditSelection
from shared.domain.leads.bulk import UNDONE, UNDONE_WITHIN
from shared.domain.plan_records.plan import Plan
from shared.lead_session import LeadSession
from shared.store.lists import audits
from shared.store.table import Table
from shared.web.request import Request
from shared.web.schemas import Page, Shown

MOST = 1_000  # audit entries that are looked through for them


class BulkActShown(Shown):
    """A bulk act of the last 24 hours, and the leads on which it was not undone.

    `what` is what was done, as in the audit.
    """

    bulk_id: str
    at: AwareDatetime
    by: str
    by_name: str | None = None
    what: str
    lead_ids: tuple[str, ...]


class BulkActs:
    """The operation that lists bulk acts, for Managers and the Rainmaker."""

    def __init__(self, session: LeadSession, table: Table) -> None:
        self._session, self._table = session, table

    def list_bulk_acts(self, request: Request) -> Page[BulkActShown]:
        """List the bulk acts of the last 24 hours, the latest first: the caller's own; to the Rainmaker, everybody's.

        Of more than a thousand changes within that time, the latest are looked through.
        """
        me, plan = self._session.caller(request)
        since = request.now - UNDONE_WITHIN
        wanted = AuditSelection(by=None if me.role == "rainmaker" else me.agent_id, what="lead", since=since)
        found = audits.newest(self._table, since, request.now, wanted, MOST, None, most=MOST)
        return Page(items=tuple(_acts(found.records, plan)))


def _acts(newest_first: Iterable[Audit], plan: Plan) -> list[BulkActShown]:
    acts: dict[str, list[Audit]] = {}
    undone: set[tuple[str, str]] = set()
    for entry in newest_first:
        if entry.bulk_id is None:
            continue
        if entry.what == UNDONE:
            undone.add((entry.bulk_id, entry.subject))
        elif (entry.bulk_id, entry.subject) not in undone:
            acts.setdefault(entry.bulk_id, []).append(entry)
    return [_shown(entries, plan) for entries in acts.values()]


def _shown(entries: list[Audit], plan: Plan) -> BulkActShown:
    latest = entries[0]
    member = plan.members.get(latest.by)
    return BulkActShown(
        bulk_id=latest.bulk_id or "", at=latest.at, by=latest.by, by_name=member.name if member else None,
        what=latest.what, lead_ids=tuple(entry.subject for entry in reversed(entries)),
    )  # fmt: skip
