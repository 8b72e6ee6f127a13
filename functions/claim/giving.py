"""Give leads by hand, with what stands against it; and tell that before, for all who may be given one."""

from collections.abc import Callable

from pydantic import Field

from shared.domain import access
from shared.domain.kernel.errors import Forbidden, Missing
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.store import keys
from shared.store.rotations import workload_among
from shared.store.table import Table
from shared.web.assign_warnings import WarningShown, warnings_shown
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown

MOST = 1_000  # leads that are given together


class GivenShown(LeadShown):
    """A lead that was given by hand, and what stood against it; nothing of that forbids it."""

    warnings: tuple[WarningShown, ...]


class AssignableQuery(RequestModel):
    """The lead that is to be given, if it is one; else how many are."""

    lead_id: LeadId | None = None
    leads: int = Field(1, ge=1, le=MOST)


class AssignableShown(Shown):
    """A member who may be given a lead by hand, and what stands against it now."""

    agent_id: str
    name: str
    warnings: tuple[WarningShown, ...]


class Giving:
    """Gives leads by hand, for Managers, and for members who may hand over."""

    def __init__(self, session: LeadSession, table: Table) -> None:
        self._session, self._table = session, table

    def give(
        self, request: Request, lead_id: LeadId, to: AgentId | None, decide: Callable[[Snapshot], Decision]
    ) -> GivenShown:
        """Decide, commit, and return the lead with what stood against giving it to `to`; None is routing.

        Raises:
            Missing: there is no such lead.
            Busy: six tries conflicted with other writes.
        """
        also = [keys.workload(to)] if to else []
        settled = self._session.settle(lambda: self._session.read(request, lead_id, also=also), decide)
        shown, before = self._session.answer(settled), settled.snapshot
        member = before.plan.members.get(to or "")
        warned = (
            (
                warnings_shown(
                    member, workload_among(before.items, member.agent_id), before.plan, before.now, before.lead
                )
            )
            if member
            else ()
        )
        return GivenShown(**dict(shown), warnings=warned)

    def list_assignable(self, request: Request, query: AssignableQuery) -> Page[AssignableShown]:
        """List the active members who may be given a lead, or several, and what stands against each: nothing changes.

        For Managers, and for members who may hand over.
        """
        me, plan, lead = self._asked(request, query.lead_id)
        if not (me.supervises or me.may_hand_over):
            raise Forbidden
        members = [one for one in plan.members.values() if one.status == "active"]
        items = self._table.items(keys.workload(one.agent_id) for one in members)
        return Page(
            items=tuple(
                AssignableShown(
                    agent_id=one.agent_id, name=one.name,
                    warnings=warnings_shown(
                        one, workload_among(items, one.agent_id), plan, request.now, lead, query.leads
                    ),
                )
                for one in sorted(members, key=lambda member: (member.name.casefold(), member.agent_id))
            )
        )  # fmt: skip

    def _asked(self, request: Request, lead_id: LeadId | None) -> tuple[Member, Plan, Lead | None]:
        if lead_id is None:
            return (*self._session.caller(request), None)
        snapshot = self._session.read(request, lead_id)
        if not access.may_see(snapshot.me, snapshot.lead, snapshot.plan.settings):
            raise Missing
        return snapshot.me, snapshot.plan, snapshot.lead
