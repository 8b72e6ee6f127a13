"""Operations that end sessions of members."""

from __future__ import annotations

from pydantic import Field

from functions.plan.plan_session import PlanSession
from shared.domain.planning.sessions import sign_out, sign_out_member
from shared.identity import UserPool
from shared.web.request import Request
from shared.web.schemas import RequestModel


class SignOutBody(RequestModel):
    """Which sessions of the caller's to end."""

    everywhere: bool = Field(False, description="All sessions of the caller, on every device, and not only this one.")


class Sessions:
    """Operations that end sessions: members end their own, the Rainmaker those of any member."""

    def __init__(self, session: PlanSession, identity: UserPool) -> None:
        self._session, self._identity = session, identity

    def sign_out(self, request: Request, body: SignOutBody) -> None:
        """End the caller's session, or all sessions of theirs: their tokens are refused from now on.

        The refresh token of a single session is the client's to revoke, since only the client has it.
        """
        self._session.change(
            request, lambda plan, stamp: sign_out(plan, stamp.by, request.session, stamp, everywhere=body.everywhere)
        )
        if body.everywhere and request.sub:
            self._identity.sign_out(request.sub)

    def sign_out_agent(self, request: Request, agent_id: str) -> None:
        """End all sessions of a member: their tokens are refused from now on."""
        plan = self._session.change(request, lambda plan, stamp: sign_out_member(plan, agent_id, stamp))
        member = plan.member(agent_id)
        if member.sub:
            self._identity.sign_out(member.sub)
