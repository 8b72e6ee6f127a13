"""Operations on members. The API calls them agents, whatever their role."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.plan.plan_session import PlanSession
from functions.plan.schemas import MemberShown
from shared.domain.kernel.errors import ChangedByOther, InvitationPending
from shared.domain.plan_records.member import Limits, Member
from shared.domain.plan_records.plan import Plan
from shared.domain.planning.absences import (
    AbsenceDraft,
    AbsencePatch,
    add_absence,
    change_absence,
    get_absence,
    remove_absence,
)
from shared.domain.planning.change_member import MemberDraft, MemberPatch, change_member, invite, set_limits
from shared.domain.planning.changes import Change, ChangeContext, current_member
from shared.domain.planning.enrol import (
    ExistingUserAction,
    PoolUser,
    decide_existing_user,
    enrol,
    invite_again,
    may_be_invited_again,
    may_delete_user,
)
from shared.domain.planning.pauses import PauseDraft, lift_pause, set_pause
from shared.domain.planning.remove_member import remove_member
from shared.doors import NewId
from shared.identity import UserPool, UserPoolFailed
from shared.store.member_removal import MemberRemoval
from shared.web.absence_schemas import AbsenceList, AbsenceShown
from shared.web.request import Request
from shared.web.schemas import LiftQuery, Page, RequestModel

MOVING = timedelta(seconds=5)  # time for moving a removed member's leads in the request; the sweep moves the rest

LeadsTo = Annotated[str, StringConstraints(pattern=r"^(route|pool|agent_[0-9a-f]{32})$")]


class RemovalQuery(RequestModel):
    """Where the leads of a removed member go."""

    leads_to: LeadsTo | None = Field(None, description="`route`, `pool`, or the id of a member who gets them.")


class Members:
    """Operations on members: Managers read and pause them; the Rainmaker changes them."""

    def __init__(self, session: PlanSession, identity: UserPool, leaving: MemberRemoval, new_id: NewId) -> None:
        self._session, self._identity, self._leaving, self._new_id = session, identity, leaving, new_id

    def list_agents(self, request: Request) -> Page[MemberShown]:
        """List the members, in the order they were invited."""
        me, plan = self._session.read(request)
        members = sorted(plan.members.values(), key=lambda member: member.agent_id)
        there = (member for member in members if member.status != "removed")
        return Page(items=tuple(MemberShown.of(member, plan, me, request.now) for member in there))

    def get_agent(self, request: Request, agent_id: str) -> MemberShown:
        """Read a member."""
        _, plan = self._session.read(request)
        return _shown(request, plan, agent_id)

    def invite_agent(self, request: Request, body: MemberDraft) -> MemberShown:
        """Invite a member: store the record first, then let the user pool send the invitation.

        If a crash or the user pool interrupted it, repeating the request finishes it.
        """
        agent_id = self._new_id("agent")
        plan, made = self._session.create(
            request, "POST /agents", lambda plan, stamp: invite(plan, body, agent_id, stamp)
        )
        member = plan.member(made)
        return _shown(request, plan if member.sub else self._enrol(request, member), made)

    def invite_again(self, request: Request, agent_id: str) -> MemberShown:
        """Send the invitation of a member who has not signed in yet again, with a new temporary password.

        Within ten minutes of the one before nothing is sent.
        """
        _, plan = self._session.read(request)
        member = current_member(plan, agent_id)
        if member.status != "invited":
            raise ChangedByOther
        if member.sub is None:
            return _shown(request, self._enrol(request, member), agent_id)
        if not may_be_invited_again(member, request.now):
            return _shown(request, plan, agent_id)
        try:
            self._identity.invite_again(member.email)
        except UserPoolFailed as error:
            raise InvitationPending from error
        plan = self._session.change(request, lambda plan, stamp: invite_again(plan, agent_id, stamp))
        return _shown(request, plan, agent_id)

    def change_agent(self, request: Request, agent_id: str, body: MemberPatch) -> MemberShown:
        """Change the fields of a member that are sent.

        Null resets `phone`, `language`, `time_zone`, `quiet_hours`, `sees` and `pause_after_missed`.
        """
        plan = self._session.change(
            request, lambda plan, stamp: change_member(plan, agent_id, body, request.if_match, stamp)
        )
        member = plan.member(agent_id)
        if member.sub and "role" in body.model_fields_set:
            self._identity.sync_group(member.sub, member.role)
        return _shown(request, plan, agent_id)

    def limit_agent(self, request: Request, agent_id: str, body: Limits) -> MemberShown:
        """Set a member's limits; a period that is null or not sent has no limit."""
        plan = self._session.change(
            request, lambda plan, stamp: set_limits(plan, agent_id, body, request.if_match, stamp)
        )
        return _shown(request, plan, agent_id)

    def pause_agent(self, request: Request, agent_id: str, body: PauseDraft) -> MemberShown:
        """Set the team's pause of a member, on all routes or on one; their own pauses stay."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return set_pause(plan, agent_id, "team", body, stamp, request.if_match)

        return _shown(request, self._session.change(request, decide), agent_id)

    def unpause_agent(self, request: Request, agent_id: str, query: LiftQuery) -> MemberShown:
        """Lift the team's pauses of a member, all of them or the one on a route; their own pauses stay."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return lift_pause(plan, agent_id, "team", query.route_id, stamp, request.if_match)

        return _shown(request, self._session.change(request, decide), agent_id)

    def list_absences(self, request: Request, agent_id: str) -> AbsenceList:
        """List a member's absences, their own and the team's."""
        _, plan = self._session.read(request)
        return AbsenceList.of(plan.member(agent_id), request.now, "own", "team")

    def add_absence(self, request: Request, agent_id: str, body: AbsenceDraft) -> AbsenceShown:
        """Plan an absence of a member, made by the team. The same again is the one that is there."""
        made: list[str] = []

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            change = add_absence(plan, agent_id, "team", body, self._new_id("absence"), stamp)
            made[:] = [change.subject]
            return change

        plan = self._session.change(request, decide)
        return AbsenceShown.of(get_absence(plan.member(agent_id), "team", made[0]))

    def change_absence(self, request: Request, agent_id: str, absence_id: str, body: AbsencePatch) -> AbsenceShown:
        """Change the fields of the team's absence that are sent. Null resets a field."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return change_absence(plan, agent_id, "team", absence_id, body, stamp)

        plan = self._session.change(request, decide)
        return AbsenceShown.of(get_absence(plan.member(agent_id), "team", absence_id))

    def remove_absence(self, request: Request, agent_id: str, absence_id: str) -> None:
        """Remove the team's absence, or end it if it has begun."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return remove_absence(plan, agent_id, "team", absence_id, stamp)

        self._session.change(request, decide)

    def remove_agent(self, request: Request, agent_id: str, query: RemovalQuery) -> None:
        """Remove a member. Open offers to them end, and their leads go where `leads_to` says.

        If not all leads were moved in time, the sweep moves the rest, and so does the same request again.
        """

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return remove_member(plan, agent_id, query.leads_to, self._session.load(agent_id), request.if_match, stamp)

        me, plan = self._session.read(request)
        while plan.member(agent_id).status != "removed":
            plan = self._session.change(request, decide)
        self._forget(plan, plan.member(agent_id))
        self._leaving.move(agent_id, me.agent_id, request.now + MOVING)

    def _forget(self, plan: Plan, member: Member) -> None:
        """Delete the removed member's pool user, unless it belongs to another member."""
        user = self._identity.find(member.sub or member.email)
        if user is not None and may_delete_user(plan.members.values(), member, user):
            self._identity.delete(user.sub)

    def _enrol(self, request: Request, member: Member) -> Plan:
        def claim(user: PoolUser) -> ExistingUserAction:
            # Read the plan again: a repeated request may have enrolled the member meanwhile.
            members = self._session.read(request)[1].members
            return decide_existing_user(members.values(), member.agent_id, user)

        try:
            sub = self._identity.invite(member.email, member.first_name, member.last_name, member.role, claim)
        except UserPoolFailed as error:
            raise InvitationPending from error
        return self._session.change(request, lambda plan, stamp: enrol(plan, member.agent_id, sub, stamp))


def _shown(request: Request, plan: Plan, agent_id: str) -> MemberShown:
    """Return the member as the caller may see them.

    The guard has let the caller in; this request may have changed their own role, so it is not checked again.
    """
    me = plan.members_by_sub[request.sub or ""]
    return MemberShown.of(plan.member(agent_id), plan, me, request.now)
