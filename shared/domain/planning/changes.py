"""The parts that all changes of the plan share: context, result, version check and audit entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import JsonValue

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import ChangedByOther, MadeByNewerRelease, Missing
from shared.domain.kernel.record import Record
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order, Plan
from shared.domain.plan_records.rota import Rota
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Logo, Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.template import Template
from shared.domain.plan_records.workload import Workload


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """Hold who changes the plan, when (UTC), and the id for the audit entry.

    `by` is a member's id, `bootstrap`, `schedule` or `deliver`.
    """

    by: str
    at: datetime
    audit_id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the plan: the records to write in one transaction.

    Attributes:
        subject: the id of what is created or changed.
        put: records in their new state, each with the version that was read.
        removed: records to delete.
        audit: the audit entry; None if nothing changes and nothing is to be written.
    """

    subject: str
    put: tuple[Route | Rota | Order | Member | Source | Target | Template | Workload | Settings | Logo, ...] = ()
    removed: tuple[Route | Rota | Target, ...] = ()
    audit: Audit | None = None

    def on(self, plan: Plan) -> Plan:
        """Return the plan as it will read once this change is written."""
        if self.audit is None:
            return plan
        stored = [record.stored() for record in self.put]
        gone = {record.target_id if isinstance(record, Target) else record.route_id for record in self.removed}
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
            rotas={
                **{route_id: rota for route_id, rota in plan.rotas.items() if route_id not in gone},
                **{r.route_id: r for r in stored if isinstance(r, Rota)},
            },
            templates={**plan.templates, **{r.template_id: r for r in stored if isinstance(r, Template)}},
        )


def no_change(subject: str) -> Change:
    """Return an empty change: everything is as requested already."""
    return Change(subject)


def check_version(record: Record, version: int | None) -> None:
    """Check that a record may be changed, and that the caller read its current version; None skips the latter.

    Raises:
        MadeByNewerRelease: this release cannot read it whole.
        ChangedByOther: the caller read another version.
    """
    check_readable(record)
    if version is not None and version != record.version:
        raise ChangedByOther


def check_readable(record: Record) -> None:
    """Raise MadeByNewerRelease if this release cannot read a record whole.

    Source: docs/rules.md, "Newer releases" 2.
    """
    if record.is_newer:
        raise MadeByNewerRelease


def check_patched(before: Record, after: Record) -> None:
    """Raise MadeByNewerRelease if a change sets a field whose value a newer release made.

    Source: docs/rules.md, "Newer releases" 3.
    """
    if before.newer_fields - after.newer_fields:
        raise MadeByNewerRelease


def current_member(plan: Plan, agent_id: str) -> Member:
    """Return a member of the team.

    Raises:
        Missing: there is no such member, or they were removed.
        MadeByNewerRelease: this release cannot read what decides what they may do and get.
    """
    member = plan.member(agent_id)
    if member.status == "removed":
        raise Missing
    check_readable(member)
    return member


def audit(what: str, subject: str, context: ChangeContext, before: Record | None, after: Record | None) -> Audit:
    """Return the audit entry for a change of one record, with the old and new values of the fields that differ.

    Source: docs/rules.md, "Restrictions" 4.
    """
    was, now = _fields(before), _fields(after)
    differs = [name for name in was | now if was.get(name) != now.get(name)]
    return Audit(
        audit_id=context.audit_id,
        at=context.at,
        by=context.by,
        what=what,
        subject=subject,
        before={name: was.get(name) for name in differs} if before else None,
        after={name: now.get(name) for name in differs} if after else None,
    )


_NOT_TOLD: dict[str, bool | set[str]] = {"version": True, "calendar": {"hash"}}


def _fields(record: Record | None) -> dict[str, JsonValue]:
    # Safe to log whole: records of the plan hold no secrets, and the hash of one tells nobody anything.
    return record.model_dump(mode="json", by_alias=True, exclude=_NOT_TOLD) if record else {}
