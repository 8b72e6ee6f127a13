"""Revising targets: making, changing and deleting them; and disabling one to which nothing can be delivered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from shared.domain.kernel.errors import Invalid, Missing
from shared.domain.kernel.outbound_url import check_url
from shared.domain.kernel.record import TargetId, Value
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.target import OutboundEvent, Target, Trouble
from shared.domain.planning.changes import Change, ChangeContext, audit, expect, unchanged

MAX_TARGETS = 10
DELIVER = "deliver"  # who disables a target by itself


def _each_once(events: tuple[OutboundEvent, ...]) -> tuple[OutboundEvent, ...]:
    return tuple(dict.fromkeys(events))


Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Events = Annotated[tuple[OutboundEvent, ...], Field(min_length=1, max_length=6), AfterValidator(_each_once)]


class TargetDraft(Value):
    """A target to make: where it is, and what it is told."""

    url: Url
    events: Events


class TargetPatch(Value):
    """What to change of a target: only fields that were sent."""

    # None of them can be reset, so null is refused. Defaults are never read: only what was sent is.
    url: Url = Field(default_factory=str)
    events: Events = Field(default_factory=tuple)
    status: Literal["active", "disabled"] = "active"


def create_target(
    plan: Plan, draft: TargetDraft, target_id: TargetId, stamp: ChangeContext, *, loopback: bool
) -> Change:
    """A new target, told of what happens from now on.

    Args:
        plan: as read.
        draft: what to make.
        target_id: of the target.
        stamp: who, when.
        loopback: whether it may be on this machine.

    Raises:
        Invalid: an address where no webhook may go, or one target too many.

    Source: docs/rules.md, "Supervision" 7.
    """
    check_url(draft.url, "url", loopback=loopback)
    if len(plan.targets) >= MAX_TARGETS:
        says = f"A team has at most {MAX_TARGETS} targets: delete one first."
        raise Invalid(("body",), "too_many_targets", says, most=MAX_TARGETS)
    target = Target(target_id=target_id, url=draft.url, events=draft.events, created_at=stamp.at)
    return Change(target_id, put=(target,), audit=audit("target.created", target_id, stamp, None, target))


def change_target(
    plan: Plan, target_id: TargetId, patch: TargetPatch, version: int | None, stamp: ChangeContext, *, loopback: bool
) -> Change:
    """Change what was sent. Made active again, it is told of what happens from then on.

    Raises:
        Missing: there is no such target.
        ChangedByOther: it is not at `version` any more.
        Invalid: an address where no webhook may go.
    """
    before = target_of(plan, target_id)
    expect(before, version)
    sent = patch.model_dump(exclude_unset=True)
    if "url" in sent:
        check_url(patch.url, "url", loopback=loopback)
    if sent.get("status", before.status) != before.status:
        off = sent["status"] == "disabled"
        sent |= {"disabled_at": stamp.at if off else None, "trouble": None}
    return _changed("target.changed", before, before.model_copy(update=sent), stamp)


def delete_target(plan: Plan, target_id: TargetId, version: int | None, stamp: ChangeContext) -> Change:
    """Delete a target: what is still on its way to it is not sent.

    Raises:
        Missing: there is no such target.
        ChangedByOther: it is not at `version` any more.
    """
    before = target_of(plan, target_id)
    expect(before, version)
    return Change(target_id, removed=(before,), audit=audit("target.deleted", target_id, stamp, before, None))


def disable_target(plan: Plan, target_id: TargetId, trouble: Trouble, stamp: ChangeContext) -> Change:
    """Disable a target by itself. One that is disabled or deleted already stays as it is.

    Source: docs/rules.md, "Supervision" 7.
    """
    before = plan.targets.get(target_id)
    if before is None or before.status == "disabled":
        return unchanged(target_id)
    after = before.model_copy(update={"status": "disabled", "disabled_at": stamp.at, "trouble": trouble})
    return _changed("target.disabled", before, after, stamp)


def target_of(plan: Plan, target_id: TargetId) -> Target:
    """The target. Raises Missing."""
    found = plan.targets.get(target_id)
    if found is None:
        raise Missing
    return found


def _changed(what: str, before: Target, after: Target, stamp: ChangeContext) -> Change:
    if after == before:
        return unchanged(before.target_id)
    return Change(before.target_id, put=(after,), audit=audit(what, before.target_id, stamp, before, after))
