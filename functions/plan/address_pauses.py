"""Operations on paused addresses: who has one, and how it is used again."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.errors import Forbidden
from shared.domain.notifications.address_pause import AddressPause, PauseCause, may_use_again, use_again
from shared.domain.plan_records.member import Member
from shared.domain.planning.changes import ChangeContext, audit, current_member
from shared.doors import NewId
from shared.store import codec, keys
from shared.store.partitions import PartitionKey
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class AddressPauseShown(Shown):
    """No mail goes to this member's address, since then and why, and what the caller may do about it."""

    agent_id: str
    at: AwareDatetime
    cause: PauseCause
    may: tuple[Literal["use_again"], ...]

    @classmethod
    def of(cls, pause: AddressPause, me: Member) -> AddressPauseShown:
        """Return the pause as `me` sees it."""
        may: tuple[Literal["use_again"], ...] = ("use_again",) if may_use_again(pause.agent_id, me) else ()
        return cls(agent_id=pause.agent_id, at=pause.at, cause=pause.cause, may=may)


class AddressPauses:
    """Operations on paused addresses: members see their own, Managers and the Rainmaker all."""

    def __init__(self, session: PlanSession, table: Table, new_id: NewId) -> None:
        self._session, self._table, self._new_id = session, table, new_id

    def list_address_pauses(self, request: Request) -> Page[AddressPauseShown]:
        """List the members to whose address no mail goes; Agents see whether theirs is one."""
        me, plan = self._session.read(request)
        stored = (codec.from_item(AddressPause, item) for item in self._table.query(PartitionKey.ADDRESSES.of()))
        there = (one for one in stored if one.stands and one.agent_id in plan.members)
        shown = (one for one in there if plan.members[one.agent_id].status != "removed")
        return Page(
            items=tuple(AddressPauseShown.of(one, me) for one in shown if me.supervises or one.agent_id == me.agent_id)
        )

    def use_address_again(self, request: Request, agent_id: str) -> None:
        """Use a paused address again: the member's own, or as the Rainmaker anybody's. One that is not paused stays so.

        What SES tells later of a mail that was sent before pauses it no more.
        """
        me, plan = self._session.read(request)
        if not may_use_again(agent_id, me):
            raise Forbidden
        current_member(plan, agent_id)

        def attempt() -> None:
            before = self._table.get(AddressPause, keys.address_pause(agent_id))
            after = use_again(before, request.now)
            if before is not None and after is not None:
                stamp = ChangeContext(by=me.agent_id, at=request.now, audit_id=self._new_id("audit"))
                entry = audit("member.address_used_again", agent_id, stamp, before, after)
                self._table.commit([put(after), put(entry)])

        retry_on_conflict(self._table, attempt)
