"""Operations on members: people know them as agents, whatever their role."""

from __future__ import annotations

from functions.plan.desk import Desk
from functions.plan.shown import MemberShown
from shared import ids
from shared.domain.errors import InvitationPending
from shared.domain.member import Member
from shared.domain.revise_member import MemberDraft, MemberPatch, change_member, enrol, invite
from shared.identity import Identity, PoolFailed
from shared.web.auth import SUPERVISORS
from shared.web.call import Call
from shared.web.shown import Page


class Members:
    """Managers read; the Rainmaker writes."""

    def __init__(self, desk: Desk, identity: Identity) -> None:
        self._desk, self._identity = desk, identity

    def list_agents(self, call: Call) -> Page[MemberShown]:
        """List the members, in the order they were invited."""
        _, plan = self._desk.read(call, *SUPERVISORS)
        members = sorted(plan.members.values(), key=lambda member: member.agent_id)
        return Page(items=tuple(MemberShown.of(member) for member in members if member.status != "removed"))

    def get_agent(self, call: Call, agent_id: str) -> MemberShown:
        """Read a member."""
        _, plan = self._desk.read(call, *SUPERVISORS)
        return MemberShown.of(plan.member(agent_id))

    def invite_agent(self, call: Call, body: MemberDraft) -> MemberShown:
        """Invite somebody: first the record, then the user pool's invitation.

        What a crash or the pool left unfinished, the same request finishes.
        """
        agent_id = ids.new("agent")
        plan, made = self._desk.create(call, "POST /agents", lambda plan, stamp: invite(plan, body, agent_id, stamp))
        member = plan.member(made)
        return MemberShown.of(member if member.sub else self._enrol(call, member))

    def change_agent(self, call: Call, agent_id: str, body: MemberPatch) -> MemberShown:
        """Change what is sent of a member. Null resets `phone`, `language` and `sees`."""
        plan = self._desk.change(call, lambda plan, stamp: change_member(plan, agent_id, body, call.if_match, stamp))
        member = plan.member(agent_id)
        if member.sub and "role" in body.model_fields_set:
            self._identity.mirror(member.email, member.role)
        return MemberShown.of(member)

    def _enrol(self, call: Call, member: Member) -> Member:
        try:
            sub = self._identity.invite(member.email, member.first_name, member.last_name, member.role)
        except PoolFailed as error:
            raise InvitationPending from error
        plan = self._desk.change(call, lambda plan, stamp: enrol(plan, member.agent_id, sub, stamp))
        return plan.member(member.agent_id)
