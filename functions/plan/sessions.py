"""Operations on how members sign in: they end sessions, and confirm and reset second factors."""

from pydantic import Field, StrictBool

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.errors import Busy, Missing
from shared.domain.planning.changes import current_member
from shared.domain.planning.second_factors import confirm_second_factor, reset_second_factor
from shared.domain.planning.sessions import sign_out, sign_out_member
from shared.identity import UserPool, UserPoolFailed
from shared.web.request import Request
from shared.web.schemas import RequestModel
from shared.web.second_factor_schema import SecondFactorShown


class SignOutBody(RequestModel):
    """Which sessions of the caller's to end."""

    everywhere: StrictBool = Field(
        False, description="All sessions of the caller, on every device, and not only this one."
    )


class Sessions:
    """Operations on sessions and second factors: members have their own, the Rainmaker helps any member."""

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

    def confirm_second_factor(self, request: Request) -> SecondFactorShown:
        """Ask the user pool whether the caller has a second factor, and record it.

        Call it after setting one up or switching it off at the user pool, and after each sign-in.
        """
        if self._session.read(request)[1].settings.second_factor is None:
            raise Missing
        try:
            has_one = self._identity.has_second_factor(request.sub or "")
        except UserPoolFailed as error:
            raise Busy from error
        plan = self._session.change(
            request, lambda plan, stamp: confirm_second_factor(plan, stamp.by, stamp, has_one=has_one)
        )
        shown = SecondFactorShown.of(plan.members_by_sub[request.sub or ""], plan)
        if shown is None:  # a deployment has just switched it off
            raise Missing
        return shown

    def reset_second_factor(self, request: Request, agent_id: str) -> None:
        """Take a lost second factor from a member, and end all their sessions."""
        _, plan = self._session.read(request)
        member = current_member(plan, agent_id)
        try:
            if member.sub:
                self._identity.reset_second_factor(member.sub)
        except UserPoolFailed as error:
            raise Busy from error
        self._session.change(request, lambda plan, stamp: reset_second_factor(plan, agent_id, stamp))
