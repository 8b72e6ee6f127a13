"""An inquiry: what somebody asked, and where it shall go if it makes a lead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import JsonValue

from shared.domain.kernel.contact import Contact
from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId, SourceId
from shared.domain.lead_records.lead import PoolReason
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source

MAX_MESSAGE = 4_000  # characters
MAX_ATTRIBUTES = 16 * 1024  # bytes, as JSON
MAX_DEPTH = 32  # levels: what is deeper can be written into a record that cannot be read any more
ARCHIVED_TAKES = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What somebody asked, with addresses normalised.

    Attributes:
        contact: who asks.
        emails, phones: keyed hashes of the contact's normal addresses, in the order they were given.
        source_id: where it counts as coming from; None where it has no source, or an archived one.
        source_title: what people read as its source.
        by: `provider`, or the member who entered it.
    """

    contact: Contact
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    attributes: Mapping[str, JsonValue]
    message: str | None
    source_id: SourceId | None
    source_title: str
    by: By


@dataclass(frozen=True, slots=True)
class ToRouting:
    """A route shall find who gets the lead."""


@dataclass(frozen=True, slots=True)
class ToPool:
    """The lead shall wait in the pool; `cause` is what its reason does not tell."""

    reason: PoolReason
    cause: Literal["unreadable"] | None = None


@dataclass(frozen=True, slots=True)
class ToMember:
    """The lead shall belong to a member at once: as their own source's, or by hand (None)."""

    agent_id: AgentId
    reason: Literal["own_source"] | None = None


Place = ToRouting | ToPool | ToMember


def accepts_deliveries(source: Source, now: datetime) -> bool:
    """Whether deliveries of this source are still taken: an archived one's are for 30 days.

    Source: docs/rules.md, "Entry" 2.
    """
    return source.status == "active" or (source.archived_at is not None and now < source.archived_at + ARCHIVED_TAKES)


def place_of(source: Source, plan: Plan) -> Place:
    """Where this source's leads go: to its owner, to routing, or, once it is archived, to the pool.

    Source: docs/rules.md, "Entry" 2-3.
    """
    if source.status != "active":
        return ToPool("no_source")
    if source.owner and is_active_member(plan, source.owner):
        return ToMember(source.owner, "own_source")
    return ToRouting()


def is_active_member(plan: Plan, agent_id: AgentId) -> bool:
    """Whether this is an active member."""
    member = plan.members.get(agent_id)
    return member is not None and member.status == "active"


def json_size(attributes: Mapping[str, JsonValue]) -> int:
    """How many bytes attributes take as JSON. Raises ValueError for numbers that JSON does not have."""
    return len(json.dumps(dict(attributes), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def json_depth(value: JsonValue) -> int:
    """How many levels of lists and maps `value` has; 0 for one that is neither."""
    if not isinstance(value, (dict, list)):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(json_depth, inner), default=0)
