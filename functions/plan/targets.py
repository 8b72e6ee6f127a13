"""Operations on targets: the team's programs that are sent outbound webhooks."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from functions.plan.plan_session import PlanSession
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.target import OutboundEvent, Target, Trouble
from shared.domain.planning.change_target import (
    TargetDraft,
    TargetPatch,
    change_target,
    create_target,
    delete_target,
    find_target,
)
from shared.domain.planning.changes import Change, ChangeContext
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class TargetShown(Shown):
    """A target of outbound webhooks.

    `trouble` is why Relevo disabled it: it was `unreachable` for a day, or answered that it is `gone`.
    """

    target_id: str
    url: str
    events: tuple[OutboundEvent, ...]
    status: Literal["active", "disabled"]
    disabled_at: AwareDatetime | None = None
    trouble: Trouble | None = None
    created_at: AwareDatetime
    version: int

    @classmethod
    def of(cls, target: Target) -> TargetShown:
        """Return the target, which holds no secret."""
        return cls(**_fields(target))


class TargetMade(TargetShown):
    """A target with the secret that signs its webhooks, which is shown only this once."""

    secret: str

    @classmethod
    def with_secret(cls, target: Target, secret: str) -> TargetMade:
        """Return the target with its secret."""
        return cls(**_fields(target), secret=secret)


def _fields(target: Target) -> dict[str, object]:
    return {name: value for name, value in target if name not in ("secret_version", "master_version")}


class Targets:
    """Operations on targets, for the Rainmaker."""

    def __init__(self, session: PlanSession, secret: MasterSecret, new_id: NewId, *, loopback: bool) -> None:
        self._session, self._secret, self._new_id, self._loopback = session, secret, new_id, loopback

    def list_targets(self, request: Request) -> Page[TargetShown]:
        """List the targets, including disabled ones, in the order they were created."""
        _, plan = self._session.read(request)
        targets = sorted(plan.targets.values(), key=lambda target: target.target_id)
        return Page(items=tuple(map(TargetShown.of, targets)))

    def create_target(self, request: Request, body: TargetDraft) -> TargetMade:
        """Create a target; only this answer holds its secret. It is sent events from now on."""
        target_id = self._new_id("target")

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            version = self._secret.version
            return create_target(plan, body, target_id, stamp, loopback=self._loopback, master_version=version)

        plan, made = self._session.create(request, "POST /outbound", decide)
        target = find_target(plan, made)
        return TargetMade.with_secret(
            target, self._secret.target_secret(made, target.secret_version, target.master_version)
        )

    def change_target(self, request: Request, target_id: str, body: TargetPatch) -> TargetShown:
        """Change the fields of a target that are sent. If it is made active again, it is sent events from then on."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return change_target(plan, target_id, body, request.if_match, stamp, loopback=self._loopback)

        return TargetShown.of(find_target(self._session.change(request, decide), target_id))

    def delete_target(self, request: Request, target_id: str) -> None:
        """Delete a target. Events that are still on their way to it are not sent."""
        self._session.change(request, lambda plan, stamp: delete_target(plan, target_id, request.if_match, stamp))
