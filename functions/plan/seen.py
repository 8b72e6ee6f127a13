"""The operation that lists who saw leads' contacts, for the Rainmaker."""

import datetime as dt
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from functions.plan.plan_session import PlanSession
from shared.domain.lead_records.seen import Seen
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store.lists import seen
from shared.store.table import Table
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class SeenQuery(PageQuery):
    """Whose entries to list, and the page."""

    of: Annotated[
        str,
        StringConstraints(pattern=r"^(lead|agent)_[0-9a-f]{32}$"),
        Field(description="The id of a lead: who saw it; or of a member: which leads they saw."),
    ]


class SeenShown(Shown):
    """A member saw a lead's contact in full, for the first time on this day of the team's. `name` is the member's."""

    agent_id: str
    name: str | None = None
    lead_id: str
    day: dt.date
    at: AwareDatetime

    @classmethod
    def of(cls, entry: Seen, plan: Plan) -> "SeenShown":
        """Return the entry with the member's name."""
        member = plan.members.get(entry.agent_id)
        name = member.name if member else None
        return cls(agent_id=entry.agent_id, name=name, lead_id=entry.lead_id, day=entry.day, at=entry.at)


class SeenOperations:
    """The operation on who saw leads' contacts."""

    def __init__(self, session: PlanSession, table: Table, secret: MasterSecret) -> None:
        self._session, self._table, self._secret = session, table, secret

    def list_seen(self, request: Request, query: SeenQuery) -> Page[SeenShown]:
        """List who opened a lead and saw its contact in full, or which leads a member saw; the latest first.

        There is one entry for each member, lead and day. Lists of leads are no entry, and entries are kept for two
        years.
        """
        me, plan = self._session.read(request)
        paging = Paging(self._secret.keys, f"seen {me.agent_id} {query.of}", query.cursor, room=512)
        listed = seen.of_lead if query.of.startswith("lead_") else seen.of_member
        found = listed(self._table, query.of, query.limit, paging.after)
        return paging.page((SeenShown.of(entry, plan) for entry in found.records), found.next)
