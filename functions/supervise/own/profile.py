"""One way through everything the caller does to their own profile: read, decide, commit, answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from functions.supervise.own.me import MeShown, newcomer
from shared import ids
from shared.domain.errors import Busy
from shared.domain.load import Load
from shared.domain.member import Member
from shared.domain.plan import Plan
from shared.domain.revise import Change, Stamp
from shared.domain.visit import Visit, visited
from shared.domain.welcome import welcome
from shared.store import codec, keys
from shared.store.plan_writes import writes
from shared.store.plans import Plans, next_version, version_of
from shared.store.settle import settle
from shared.store.table import Table, put, put_whole
from shared.web import auth
from shared.web.call import Call

type Decide = Callable[[Plan, Member, Load, Stamp], Change]


class Profile:
    """Shows members themselves, welcomes them, and lets them change what is theirs."""

    def __init__(self, table: Table, plans: Plans) -> None:
        self._table, self._plans = table, plans

    def show(self, call: Call) -> MeShown:
        """The caller. The first call turns an invited member active; each notes that they were here, once a while."""

        def attempt() -> MeShown:
            plan, member, load, before = self._read(call)
            if member.status == "invited":
                welcomed = welcome(member, load, call.now, audit_id=ids.new("audit"))
                self._table.commit(
                    [next_version(plan.version), put(welcomed.member), put(welcomed.load), put(welcomed.audit)]
                )
                member, load = welcomed.member, welcomed.load
            self._note(visited(before, member.agent_id, call.now))
            return MeShown.of(member, load, plan, call.now)

        return settle(self._table, attempt)

    def change(self, call: Call, decide: Decide) -> MeShown:
        """Decide on what the caller changes of themself, and commit; the caller as they are then.

        Raises:
            Forbidden: not an active member.
            Busy: others were faster six times.
        """

        def attempt() -> MeShown:
            plan, _, load, _ = self._read(call)
            me = auth.caller(call, plan)
            change = decide(plan, me, load, Stamp(by=me.agent_id, at=call.now, audit_id=ids.new("audit")))
            self._table.commit(writes(plan.version, change))
            after = change.on(plan)
            load = next((record for record in change.put if isinstance(record, Load)), load)
            return MeShown.of(after.member(me.agent_id), load, after, call.now)

        return settle(self._table, attempt)

    def _note(self, visit: Visit | None) -> None:
        """Note a visit; where the table is too busy for that, nobody has to wait for it."""
        if visit is not None:
            with suppress(Busy):
                self._table.commit([put_whole(visit)])

    def _read(self, call: Call) -> tuple[Plan, Member, Load, Visit | None]:
        """The plan, the caller's counts and last visit, in one reading if this process knows the caller already."""
        known = self._plans.warm().members_by_sub.get(call.sub or "")
        beside = [keys.load(known.agent_id), keys.visit(known.agent_id)] if known else []
        items = self._table.items([keys.VERSION, *beside])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        member = newcomer(plan, call.sub)
        where = keys.load(member.agent_id)
        load = codec.from_item(Load, items[where]) if where in items else self._table.get(Load, where)
        seen = items.get(keys.visit(member.agent_id))
        visit = codec.from_item(Visit, seen) if seen else None
        return plan, member, load or Load(agent_id=member.agent_id), visit
