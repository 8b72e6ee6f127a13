"""Operations on the caller's own profile: each reads, decides, commits and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from functions.supervise.me.schemas import MeShown
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import Record
from shared.domain.lead_records.sign_in import SignIns, record_sign_in
from shared.domain.lead_records.visit import Visit, record_visit
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.absences import (
    AbsenceDraft,
    AbsencePatch,
    add_absence,
    change_absence,
    get_absence,
    remove_absence,
)
from shared.domain.planning.change_member import MePatch, change_member
from shared.domain.planning.changes import Change, ChangeContext
from shared.domain.planning.first_sign_in import first_sign_in
from shared.domain.planning.pauses import PauseDraft, lift_pause, set_pause
from shared.doors import NewId
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.plan_writes import writes
from shared.store.plans import Plans, next_version, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put, put_whole
from shared.web import auth
from shared.web.absence_schemas import AbsenceList, AbsenceShown
from shared.web.request import Request
from shared.web.schemas import LiftQuery

type Decide = Callable[[Plan, Member, Workload, ChangeContext], Change]


@dataclass(frozen=True, slots=True)
class Reading:
    """The plan, the caller, and the items read beside them."""

    plan: Plan
    member: Member
    items: Mapping[Key, Item]

    def record[R: Record](self, kind: type[R], where: Key) -> R | None:
        """Return the record at a key, if it is there."""
        return codec.from_item(kind, self.items[where]) if where in self.items else None

    @property
    def load(self) -> Workload:
        """Return the caller's workload."""
        agent_id = self.member.agent_id
        return self.record(Workload, keys.workload(agent_id)) or Workload(agent_id=agent_id)


class Profile:
    """Operations on the caller's profile and pauses; the first sign-in activates an invited member."""

    def __init__(self, table: Table, plans: Plans, new_id: NewId) -> None:
        self._table, self._plans, self._new_id = table, plans, new_id

    def show_me(self, request: Request) -> MeShown:
        """Show the caller's profile and team, and whether they receive leads.

        The first request of an invited member makes them active; the first of a session records the sign-in.
        """

        def attempt() -> MeShown:
            reading = self._read(request)
            plan, member, load = reading.plan, reading.member, reading.load
            if member.status == "invited":
                welcomed = first_sign_in(member, load, request.now, audit_id=self._new_id("audit"))
                self._table.commit(
                    [
                        next_version(plan.version, ["held"]),
                        put(welcomed.member),
                        put(welcomed.workload),
                        put(welcomed.audit),
                    ]
                )
                member, load = welcomed.member, welcomed.workload
            self._note(request, reading)
            return MeShown.of(member, load, plan, request.now)

        return retry_on_conflict(self._table, attempt)

    def change_me(self, request: Request, body: MePatch) -> MeShown:
        """Change the fields of the caller's profile that are sent. Null resets a field."""

        def decide(plan: Plan, me: Member, _load: Workload, stamp: ChangeContext) -> Change:
            return change_member(plan, me.agent_id, body, None, stamp)

        return self._change(request, decide)

    def pause_me(self, request: Request, body: PauseDraft) -> MeShown:
        """Set the caller's own pause, on all routes or on one of theirs. Open offers stay."""

        def decide(plan: Plan, me: Member, _load: Workload, stamp: ChangeContext) -> Change:
            return set_pause(plan, me.agent_id, "own", body, stamp)

        return self._change(request, decide)

    def unpause_me(self, request: Request, query: LiftQuery) -> MeShown:
        """Lift the caller's own pauses, all of them or the one on a route; the team's stay.

        All of them includes the pause for offers missed in a row.
        """

        def decide(plan: Plan, me: Member, load: Workload, stamp: ChangeContext) -> Change:
            missed = load if query.route_id is None else None
            return lift_pause(plan, me.agent_id, "own", query.route_id, stamp, workload=missed)

        return self._change(request, decide)

    def list_my_absences(self, request: Request) -> AbsenceList:
        """List the caller's own absences."""
        return AbsenceList.of(self._read(request).member, request.now, "own")

    def add_my_absence(self, request: Request, body: AbsenceDraft) -> AbsenceShown:
        """Plan an absence of the caller's. The same again is the one that is there."""
        made: list[str] = []

        def decide(plan: Plan, me: Member, _load: Workload, stamp: ChangeContext) -> Change:
            change = add_absence(plan, me.agent_id, "own", body, self._new_id("absence"), stamp)
            made[:] = [change.subject]
            return change

        _, me, _ = self._commit(request, decide)
        return AbsenceShown.of(get_absence(me, "own", made[0]))

    def change_my_absence(self, request: Request, absence_id: str, body: AbsencePatch) -> AbsenceShown:
        """Change the fields of the caller's own absence that are sent. Null resets a field."""

        def decide(plan: Plan, me: Member, _load: Workload, stamp: ChangeContext) -> Change:
            return change_absence(plan, me.agent_id, "own", absence_id, body, stamp)

        _, me, _ = self._commit(request, decide)
        return AbsenceShown.of(get_absence(me, "own", absence_id))

    def remove_my_absence(self, request: Request, absence_id: str) -> None:
        """Remove the caller's own absence, or end it if it has begun."""

        def decide(plan: Plan, me: Member, _load: Workload, stamp: ChangeContext) -> Change:
            return remove_absence(plan, me.agent_id, "own", absence_id, stamp)

        self._commit(request, decide)

    def _change(self, request: Request, decide: Decide) -> MeShown:
        """Decide, commit, and return the caller's profile after the change."""
        plan, me, load = self._commit(request, decide)
        return MeShown.of(me, load, plan, request.now)

    def _commit(self, request: Request, decide: Decide) -> tuple[Plan, Member, Workload]:
        """Decide and commit; return the plan, the caller and their workload after the change.

        Raises:
            Forbidden: the caller is no active member.
            Busy: six tries conflicted with other writes.
        """

        def attempt() -> tuple[Plan, Member, Workload]:
            reading = self._read(request)
            plan, me, load = reading.plan, reading.member, reading.load
            change = decide(
                plan, me, load, ChangeContext(by=me.agent_id, at=request.now, audit_id=self._new_id("audit"))
            )
            self._table.commit(writes(plan.version, change))
            after = change.on(plan)
            load = next((record for record in change.put if isinstance(record, Workload)), load)
            return after, after.member(me.agent_id), load

        return retry_on_conflict(self._table, attempt)

    def _note(self, request: Request, reading: Reading) -> None:
        """Store a visit and a sign-in that are new; skip them if the table is busy, so that the answer need not wait.

        The sign-in is guarded: of two first requests of one session, the second tries again and finds it recorded.
        """
        agent_id = reading.member.agent_id
        visit = record_visit(reading.record(Visit, keys.visit(agent_id)), agent_id, request.now)
        known = reading.record(SignIns, keys.sign_ins(agent_id))
        signed_in = record_sign_in(known, agent_id, request.session, request.headers.get("user-agent", ""))
        entries = [put(signed_in), put(self._signed_in(signed_in, request))] if signed_in else []
        found = [*([put_whole(visit)] if visit else []), *entries]
        if found:
            with suppress(Busy):
                self._table.commit(found)

    def _signed_in(self, sign_ins: SignIns, request: Request) -> Audit:
        """Return the audit entry of the sign-in of this request's session."""
        (entry,) = (one for one in sign_ins.entries if one.session == request.session)
        return Audit(
            audit_id=self._new_id("audit"), at=request.now, by=sign_ins.agent_id, what="member.signed_in",
            subject=sign_ins.agent_id, after={"browser": entry.browser, "system": entry.system},
        )  # fmt: skip

    def _read(self, request: Request) -> Reading:
        """Read the plan, the caller, and what is beside them: in one read if the cached plan has the caller."""
        known = self._plans.warm().members_by_sub.get(request.sub or "")
        items = self._table.items([keys.VERSION, *(_beside(known) if known else ())])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        member = auth.caller(request, plan)
        if known is None:
            items |= self._table.items(_beside(member))
        return Reading(plan, member, items)


def _beside(member: Member) -> tuple[Key, ...]:
    """Return where a member's workload, last visit and sign-ins are."""
    return keys.workload(member.agent_id), keys.visit(member.agent_id), keys.sign_ins(member.agent_id)
