"""Revising the plan: what one change writes, and what its audit entry tells. Its subjects have modules of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import JsonValue

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import ChangedByOther, Missing
from shared.domain.kernel.record import Record
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order, Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.workload import Workload


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """Who changes the plan, when (UTC), and the id of the audit entry.

    `by` is a member's id, `bootstrap`, `schedule` or `deliver`.
    """

    by: str
    at: datetime
    audit_id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the plan: everything that lands together, or not at all.

    Attributes:
        subject: the id of what was made or changed.
        put: records as they shall be, each holding the version that was read.
        removed: records that shall be gone.
        audit: what it was and what it became; None where nothing changes, and nothing is written.
    """

    subject: str
    put: tuple[Route | Order | Member | Source | Target | Workload | Settings, ...] = ()
    removed: tuple[Route | Target, ...] = ()
    audit: Audit | None = None

    def on(self, plan: Plan) -> Plan:
        """The plan as it reads after this change has landed on it."""
        if self.audit is None:
            return plan
        stored = [record.stored() for record in self.put]
        gone = {record.route_id if isinstance(record, Route) else record.target_id for record in self.removed}
        routes = {**plan.routes_by_id, **{r.route_id: r for r in stored if isinstance(r, Route)}}
        targets = {**plan.targets, **{r.target_id: r for r in stored if isinstance(r, Target)}}
        return replace(
            plan,
            version=plan.version + 1,
            settings=next((r for r in stored if isinstance(r, Settings)), plan.settings),
            order=next((r for r in stored if isinstance(r, Order)), plan.order),
            routes_by_id={route_id: route for route_id, route in routes.items() if route_id not in gone},
            members={**plan.members, **{r.agent_id: r for r in stored if isinstance(r, Member)}},
            sources={**plan.sources, **{r.source_id: r for r in stored if isinstance(r, Source)}},
            targets={target_id: target for target_id, target in targets.items() if target_id not in gone},
        )


def unchanged(subject: str) -> Change:
    """What was asked for is so already."""
    return Change(subject)


def expect(record: Record, version: int | None) -> None:
    """Raises ChangedByOther if the caller read another version than `record` is; None means they did not say."""
    if version is not None and version != record.version:
        raise ChangedByOther


def in_team(plan: Plan, agent_id: str) -> Member:
    """The member, unless they were removed: then they are not there any more. Raises Missing."""
    member = plan.member(agent_id)
    if member.status == "removed":
        raise Missing
    return member


def audit(what: str, subject: str, stamp: ChangeContext, before: Record | None, after: Record | None) -> Audit:
    """The entry for a change of one record: the fields that differ, as they were and as they are.

    Source: docs/rules.md, "Restrictions" 4.
    """
    was, now = _fields(before), _fields(after)
    differs = [name for name in was | now if was.get(name) != now.get(name)]
    return Audit(
        audit_id=stamp.audit_id,
        at=stamp.at,
        by=stamp.by,
        what=what,
        subject=subject,
        before={name: was.get(name) for name in differs} if before else None,
        after={name: now.get(name) for name in differs} if after else None,
    )


def _fields(record: Record | None) -> dict[str, JsonValue]:
    """No record of the plan holds a secret: sources' are derived, members' are the user pool's."""
    return record.model_dump(mode="json", by_alias=True, exclude={"version"}) if record else {}
