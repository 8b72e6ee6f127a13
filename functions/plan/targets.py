"""Operations on targets: the team's programs that are sent outbound webhooks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from functions.plan.plan_session import PlanSession
from functions.plan.schemas import newer_fields
from shared.domain.kernel.record import TargetId
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.target import OutboundEvent, Target, Trouble
from shared.domain.planning.change_target import (
    TargetDraft,
    TargetPatch,
    TargetSecretRenewal,
    change_target,
    create_target,
    delete_target,
    find_target,
    renew_target_secret,
    revoke_former_target_secret,
)
from shared.domain.planning.changes import Change, ChangeContext
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class TargetShown(Shown):
    """A target of outbound webhooks.

    `trouble` is why Relevo disabled it: it was `unreachable` for a day, or answered that it is `gone`. Until
    `previous_until`, if it is there, what is sent is signed with the former secret too. `newer_fields` is there if a
    newer release made the target: what it is to get waits.
    """

    target_id: str
    url: str
    events: tuple[OutboundEvent, ...]
    status: Literal["active", "disabled"]
    disabled_at: AwareDatetime | None = None
    trouble: Trouble | None = None
    previous_until: AwareDatetime | None = None
    created_at: AwareDatetime
    version: int
    newer_fields: tuple[str, ...] | None = None

    @classmethod
    def of(cls, target: Target, now: datetime) -> TargetShown:
        """Return the target, which holds no secret."""
        return cls(**_fields(target, now))


class TargetMade(TargetShown):
    """A target with the secret that signs its webhooks, which is shown only this once."""

    secret: str

    @classmethod
    def with_secret(cls, target: Target, now: datetime, secret: str) -> TargetMade:
        """Return the target with its secret."""
        return cls(**_fields(target, now), secret=secret)


def _fields(target: Target, now: datetime) -> dict[str, object]:
    former = target.valid_former(now)
    shown = {name: value for name, value in target if name not in ("secret_version", "master_version", "former")}
    return {**shown, "previous_until": former.until if former else None, "newer_fields": newer_fields(target)}


class Targets:
    """Operations on targets, for the Rainmaker."""

    def __init__(self, session: PlanSession, secret: MasterSecret, new_id: NewId, *, loopback: bool) -> None:
        self._session, self._secret, self._new_id, self._loopback = session, secret, new_id, loopback

    def list_targets(self, request: Request) -> Page[TargetShown]:
        """List the targets, including disabled ones, in the order they were created."""
        _, plan = self._session.read(request)
        targets = sorted(plan.targets.values(), key=lambda target: target.target_id)
        return Page(items=tuple(TargetShown.of(target, request.now) for target in targets))

    def create_target(self, request: Request, body: TargetDraft) -> TargetMade:
        """Create a target; only this answer holds its secret. It is sent events from now on."""
        target_id = self._new_id("target")

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            version = self._secret.version
            return create_target(plan, body, target_id, stamp, loopback=self._loopback, master_version=version)

        return self._with_secret(*self._session.create(request, "POST /outbound", decide), request)

    def change_target(self, request: Request, target_id: str, body: TargetPatch) -> TargetShown:
        """Change the fields of a target that are sent. If it is made active again, it is sent events from then on."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return change_target(plan, target_id, body, request.if_match, stamp, loopback=self._loopback)

        return TargetShown.of(find_target(self._session.change(request, decide), target_id), request.now)

    def renew_target_secret(self, request: Request, target_id: str, body: TargetSecretRenewal) -> TargetMade:
        """Give a target a new secret, shown only this once; for 24 hours the former one signs what is sent, too.

        With `revoke_former` it ends at once, as when it has leaked.
        """
        version = request.if_match  # read first, so that a malformed header is refused for repeated requests too

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            master_version = self._secret.version
            return renew_target_secret(plan, target_id, body, version, stamp, master_version=master_version)

        operation = f"POST secret {target_id}"[:60]
        return self._with_secret(*self._session.create(request, operation, decide), request)

    def revoke_former_target_secret(self, request: Request, target_id: str) -> None:
        """End the former secret of a target now: from the next delivery on, the present one signs alone."""
        version = request.if_match
        self._session.change(request, lambda plan, stamp: revoke_former_target_secret(plan, target_id, version, stamp))

    def delete_target(self, request: Request, target_id: str) -> None:
        """Delete a target. Events that are still on their way to it are not sent."""
        self._session.change(request, lambda plan, stamp: delete_target(plan, target_id, request.if_match, stamp))

    def _with_secret(self, plan: Plan, target_id: TargetId, request: Request) -> TargetMade:
        target = find_target(plan, target_id)
        secret = self._secret.target_secret(target_id, target.secret_version, target.master_version)
        return TargetMade.with_secret(target, request.now, secret)
