"""The audit: who changed what, for the Rainmaker."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.audit import Audit
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store.lists import audits
from shared.store.lists.audits import READ
from shared.store.table import Table
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class AuditQuery(PageQuery):
    """Select the changes to list, and the page."""

    subject: Annotated[
        str | None,
        StringConstraints(max_length=60),
        Field(description="Only changes of this: the id of a route, member, source or lead; `order`, `settings`."),
    ] = None


class AuditShown(Shown):
    """One change: who made it, when, and the values before and after.

    `by` is a member's id, or `bootstrap`; `by_name` is there for members. `before` and `after` hold the fields that
    differ.
    """

    audit_id: str
    at: AwareDatetime
    by: str
    by_name: str | None = None
    what: str
    subject: str
    before: dict[str, JsonValue] | None = None
    after: dict[str, JsonValue] | None = None

    @classmethod
    def of(cls, entry: Audit, plan: Plan) -> AuditShown:
        """Return the entry with the name of the member who made the change."""
        member = plan.members.get(entry.by)
        return cls(**entry.model_dump(exclude={"version"}), by_name=member.name if member else None)


class Audits:
    """Operations on the audit, for the Rainmaker."""

    def __init__(self, session: PlanSession, table: Table, secret: MasterSecret, *, most: int = READ) -> None:
        self._session, self._table, self._secret, self._most = session, table, secret, most

    def list_audit(self, request: Request, query: AuditQuery) -> Page[AuditShown]:
        """List changes of the plan, of members, settings and owners, newest first.

        A page may hold fewer changes than `limit`, even none; the list ends where `next` is null.
        """
        me, plan = self._session.read(request)
        paging = Paging(self._secret.keys, f"audit {me.agent_id} {query.subject or '-'}", query.cursor)
        since, subject = plan.settings.created_at, query.subject
        found = audits.newest(self._table, since, request.now, subject, query.limit, paging.after, most=self._most)
        return paging.page((AuditShown.of(entry, plan) for entry in found.records), found.next)
