"""Decide which audit entries are sensitive acts, and who is told of them at once.

A sensitive act is one by which somebody with a stolen account would stay, take data out, or cover up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self, get_args

from pydantic import JsonValue

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.record import AgentId
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.plan import Plan

ActCode = Literal[
    "target.created", "target.changed", "target.deleted", "target.secret_renewed",
    "source.secret_renewed", "member.invited",
    "member.role_changed", "member.removed", "member.signed_out", "member.second_factor_reset",
    "settings.export_allowed", "contact.exported", "contact.erased", "report.exported", "audit.exported",
    "leads.exported", "import.exported",
]  # fmt: skip
ACTS: tuple[ActCode, ...] = get_args(ActCode)
_SOMETIMES = frozenset({"member.invited", "member.removed", "member.signed_out"})
_MANAGES = ("manager", "rainmaker")


@dataclass(frozen=True, slots=True)
class SensitiveAct:
    """A sensitive act, told by ids, codes and an instant only.

    Attributes:
        code: what was done.
        by: a member's id, or `bootstrap`.
        subject: the id of the member, source, target or lead it is about.
        at: when, UTC.
    """

    code: ActCode
    by: str
    subject: str
    at: datetime

    @classmethod
    def of(cls, detail: Mapping[str, JsonValue], at: datetime) -> Self:
        """Return the act that the detail of a notification holds."""
        (code,) = (one for one in ACTS if one == detail["act"])
        return cls(code, str(detail["by"]), str(detail["subject"]), at)

    @property
    def detail(self) -> dict[str, JsonValue]:
        """Return what a notification holds of the act, beside its instant."""
        return {"act": self.code, "by": self.by, "subject": self.subject}

    @property
    def key(self) -> str:
        """Identify the act; the entries of one request share it, such as those of an export of many leads."""
        return f"{self.code}:{self.by}:{self.at.isoformat()}"


def act_of(entry: Audit, plan: Plan) -> SensitiveAct | None:
    """Return the sensitive act that an audit entry records; None if it records none.

    Args:
        entry: as it was written.
        plan: the plan after the change, which says what a removed member was.

    Source: docs/rules.md, "Restrictions" 8.
    """
    code = _code(entry, plan)
    return SensitiveAct(code, entry.by, entry.subject, entry.at) if code else None


def events_of_act(entry: Audit, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield a sensitive act for every active Rainmaker, for who did it, and for the member that it was done to.

    Unlike other notifications it is for who did it as well: their account may be in other hands.

    Source: docs/rules.md, "Restrictions" 8.
    """
    if act := act_of(entry, plan):
        for agent_id in _receivers(act, plan):
            yield NotificationEvent(agent_id, "sensitive_act", act.at, act.key, None, act.detail)


def _receivers(act: SensitiveAct, plan: Plan) -> list[AgentId]:
    concerned = (act.by, act.subject)
    active = (member for member in plan.members.values() if member.status == "active")
    return [one.agent_id for one in active if one.role == "rainmaker" or one.agent_id in concerned]


def _code(entry: Audit, plan: Plan) -> ActCode | None:
    before, after = entry.before or {}, entry.after or {}
    if entry.what == "member.changed":
        return "member.role_changed" if _role_is_sensitive(before.get("role"), after.get("role")) else None
    if entry.what == "settings.changed":
        allowed = after.get("managers_export") is True and before.get("managers_export") is False
        return "settings.export_allowed" if allowed else None
    if entry.what in _SOMETIMES and not _concerns_another_with_power(entry, plan):
        return None
    return next((code for code in ACTS if code == entry.what), None)


def _role_is_sensitive(before: JsonValue, after: JsonValue) -> bool:
    return before != after and ("rainmaker" in (before, after) or after == "manager")


def _concerns_another_with_power(entry: Audit, plan: Plan) -> bool:
    if entry.what == "member.signed_out":
        return entry.by != entry.subject
    member = plan.members.get(entry.subject)
    if entry.what == "member.removed":
        return member is not None and member.role == "rainmaker"
    return (entry.after or {}).get("role") in _MANAGES
