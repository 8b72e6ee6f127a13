"""Create, change and delete targets of outbound webhooks, and disable one that nothing can be delivered to."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.outbound_url import check_url
from shared.domain.kernel.record import TargetId, Value
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import FormerSecret
from shared.domain.plan_records.target import OutboundEvent, Target, Trouble
from shared.domain.planning.change_source import FORMER_SECRET_VALID
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, no_change

DELIVER = "deliver"  # `by` in the audit entry of a target that Relevo disabled


def _unique(events: tuple[OutboundEvent, ...]) -> tuple[OutboundEvent, ...]:
    return tuple(dict.fromkeys(events))


Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Events = Annotated[tuple[OutboundEvent, ...], Field(min_length=1, max_length=6), AfterValidator(_unique)]


class TargetDraft(Value):
    """A requested target: its URL, and the types of events it gets."""

    url: Url
    events: Events


class TargetPatch(Value):
    """Changes to a target: only fields that were sent."""

    # None of them can be reset, so null is refused. The defaults are never used: only fields that were sent are read.
    url: Url = Field(default_factory=str)
    events: Events = Field(default_factory=tuple)
    status: Literal["active", "disabled"] = "active"


class TargetSecretRenewal(Value):
    """Ask for a new secret of a target. With `revoke_former` nothing is signed with the former one any more."""

    revoke_former: StrictBool = False


def create_target(
    plan: Plan,
    draft: TargetDraft,
    target_id: TargetId,
    context: ChangeContext,
    *,
    loopback: bool,
    master_version: int = 0,
) -> Change:
    """Create a target; it gets events from now on.

    Args:
        plan: as read.
        draft: the requested target.
        target_id: for the new target.
        context: who changes the plan, and when.
        loopback: whether its URL may be on this machine.
        master_version: of the master secret, with which its secret is derived.

    Raises:
        Invalid: nothing may be sent to the URL, or the team has too many targets.

    Source: docs/rules.md, "Supervision" 7.
    """
    check_url(draft.url, "url", loopback=loopback)
    limits.TARGETS.check(len(plan.targets))
    target = Target(
        target_id=target_id, url=draft.url, events=draft.events, master_version=master_version, created_at=context.at
    )
    return Change(target_id, put=(target,), audit=audit("target.created", target_id, context, None, target))


def change_target(
    plan: Plan, target_id: TargetId, patch: TargetPatch, version: int | None, context: ChangeContext, *, loopback: bool
) -> Change:
    """Change the fields of a target that were sent. A target made active again gets events from then on.

    Raises:
        Missing: there is no such target.
        ChangedByOther: its version is not `version` any more.
        Invalid: nothing may be sent to the URL.
    """
    before = find_target(plan, target_id)
    check_version(before, version)
    sent = patch.model_dump(exclude_unset=True)
    if "url" in sent:
        check_url(patch.url, "url", loopback=loopback)
    if sent.get("status", before.status) != before.status:
        sent |= {"disabled_at": context.at if sent["status"] == "disabled" else None, "trouble": None}
    return _target_change("target.changed", before, before.model_copy(update=sent), context)


def renew_target_secret(
    plan: Plan, target_id: TargetId, renewal: TargetSecretRenewal, version: int | None, context: ChangeContext, *,
    master_version: int = 0,
) -> Change:  # fmt: skip
    """Give a target a new secret. The former one signs too for 24 hours, unless it is revoked; no older one does.

    Raises:
        Missing: there is no such target.
        ChangedByOther: its version is not `version` any more.

    Source: docs/rules.md, "Supervision" 7.
    """
    before = find_target(plan, target_id)
    check_version(before, version)
    replaced = FormerSecret(
        version=before.secret_version, master_version=before.master_version, until=context.at + FORMER_SECRET_VALID
    )
    after = before.model_copy(update={
        "secret_version": before.secret_version + 1, "master_version": master_version,
        "former": None if renewal.revoke_former else replaced,
    })  # fmt: skip
    return _target_change("target.secret_renewed", before, after, context)


def revoke_former_target_secret(
    plan: Plan, target_id: TargetId, version: int | None, context: ChangeContext
) -> Change:  # fmt: skip
    """Sign nothing with the former secret of a target any more. Revoking it again changes nothing.

    Raises:
        Missing: there is no such target.
        ChangedByOther: its version is not `version` any more.
    """
    before = find_target(plan, target_id)
    if before.former is None:
        return no_change(target_id)
    check_version(before, version)
    return _target_change("target.secret_revoked", before, before.model_copy(update={"former": None}), context)


def delete_target(plan: Plan, target_id: TargetId, version: int | None, context: ChangeContext) -> Change:
    """Delete a target; its pending deliveries are not sent.

    Raises:
        Missing: there is no such target.
        ChangedByOther: its version is not `version` any more.
    """
    before = find_target(plan, target_id)
    check_version(before, version)
    return Change(target_id, removed=(before,), audit=audit("target.deleted", target_id, context, before, None))


def disable_target(plan: Plan, target_id: TargetId, trouble: Trouble, context: ChangeContext) -> Change:
    """Disable a target because deliveries to it fail. If it is disabled or deleted already, nothing changes.

    Source: docs/rules.md, "Supervision" 7.
    """
    before = plan.targets.get(target_id)
    if before is None or before.status == "disabled":
        return no_change(target_id)
    after = before.model_copy(update={"status": "disabled", "disabled_at": context.at, "trouble": trouble})
    return _target_change("target.disabled", before, after, context)


def find_target(plan: Plan, target_id: TargetId) -> Target:
    """Return the target.

    Raises:
        Missing: there is no such target.
    """
    found = plan.targets.get(target_id)
    if found is None:
        raise Missing
    return found


def _target_change(what: str, before: Target, after: Target, context: ChangeContext) -> Change:
    if after == before:
        return no_change(before.target_id)
    return Change(before.target_id, put=(after,), audit=audit(what, before.target_id, context, before, after))
