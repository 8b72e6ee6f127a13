"""The audit: who changed what, for the Rainmaker."""

import datetime as dt
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.audit import Audit, AuditSelection
from shared.domain.kernel.errors import Invalid
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store.lists import audits
from shared.store.lists.audits import READ
from shared.store.table import Table
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown

YEARS = range(2000, 2101)  # that may be asked for: no team is older, and every day of them has an instant
Word = Annotated[str, StringConstraints(max_length=60)]


class AuditFilters(RequestModel):
    """Select the changes: all filters given must hold."""

    subject: Word | None = Field(
        None, description="Only changes of this: the id of a route, member, source or lead; `order`, `settings`."
    )
    by: Word | None = Field(None, description="Only what this member did, or `bootstrap`, `schedule`, `deliver`.")
    what: Word | None = Field(
        None, description="Only this, such as `member.invited`; or all that begins with this word, such as `member`."
    )
    since: dt.date | None = Field(None, alias="from", description="The first day, in the team's time zone.")
    to: dt.date | None = Field(None, description="The last day, in the team's time zone.")

    def selected(self, zone: ZoneInfo) -> AuditSelection:
        """Return the filter, with the days as instants.

        Raises:
            Invalid: the last day is before the first, or a day is in another century.
        """
        for name, day in (("from", self.since), ("to", self.to)):
            if day and not YEARS[0] <= day.year <= YEARS[-1]:
                first, last = YEARS[0], YEARS[-1]
                says = f"There is no such date in the years from {first} to {last}."
                raise Invalid(("query", name), "date_out_of_years", says, first=first, last=last)
        if self.since and self.to and self.to < self.since:
            raise Invalid(("query", "to"), "to_before_from", "The last day is before the first.")
        since = dt.datetime.combine(self.since, dt.time(), zone) if self.since else None
        until = dt.datetime.combine(self.to, dt.time(), zone) + dt.timedelta(days=1) if self.to else None
        return AuditSelection(self.subject, self.by, self.what, since, until)


class AuditQuery(PageQuery, AuditFilters):
    """Select the changes to list, and the page."""


class AuditShown(Shown):
    """One change: who made it, when, and the values before and after.

    `by` is a member's id, or `bootstrap`; `by_name` is there for members. `before` and `after` hold the fields that
    differ. `bulk_id` names the bulk act that the change is part of, or undoes.
    """

    audit_id: str
    at: AwareDatetime
    by: str
    by_name: str | None = None
    what: str
    subject: str
    before: dict[str, JsonValue] | None = None
    after: dict[str, JsonValue] | None = None
    bulk_id: str | None = None

    @classmethod
    def of(cls, entry: Audit, plan: Plan) -> "AuditShown":
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
        paging = Paging(self._secret.keys, f"audit {me.agent_id} {query.subject or '-'}{_further(query)}", query.cursor)
        since, wanted = plan.settings.created_at, query.selected(plan.settings.zone)
        found = audits.newest(self._table, since, request.now, wanted, query.limit, paging.after, most=self._most)
        return paging.page((AuditShown.of(entry, plan) for entry in found.records), found.next)


def _further(query: AuditQuery) -> str:
    """Return the filters that release 0.1 did not have, which cursors are bound to; empty without any."""
    given = query.model_dump_json(include={"by", "what", "since", "to"}, exclude_none=True)
    return "" if given == "{}" else f" {given}"
