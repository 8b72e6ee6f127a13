"""Define inquiries, and decide where the lead of an inquiry goes at first.

Whether an inquiry makes a new lead is decided in `intake`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from pydantic import JsonValue

from shared.domain.kernel.contact import Contact
from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId, SourceId
from shared.domain.lead_records.consent import Statement
from shared.domain.lead_records.lead import PoolReason
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source

MAX_MESSAGE = 4_000  # characters
MAX_ATTRIBUTES = 16 * 1024  # bytes, as JSON
MAX_DEPTH = 32  # levels: deeper JSON could be stored, but not read again
ARCHIVED_TAKES = timedelta(days=30)  # how long an archived source still takes deliveries


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An inquiry of a person, with normalised addresses.

    Attributes:
        contact: the person.
        emails, phones: keyed hashes of the contact's normalised addresses, in the order given.
        source_id: its source; None if it has none, or an archived one.
        source_title: the name of the source that people are shown.
        by: `provider`, or the member who entered it.
        earlier: by each of these hashes, those of the same address under which an earlier card may be stored.
        consents: what the person agreed to with it, or did not.
        by_anybody: nothing proves who sent it, so it changes nothing that is known of a person.
    """

    contact: Contact
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    attributes: Mapping[str, JsonValue]
    message: str | None
    source_id: SourceId | None
    source_title: str
    by: By
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    consents: tuple[Statement, ...] = ()
    by_anybody: bool = False

    @property
    def every_hash(self) -> tuple[str, ...]:
        """Return every hash under which one of its addresses may be stored."""
        return tuple(hashed for one in (*self.emails, *self.phones) for hashed in self.all_hashes(one))

    def all_hashes(self, hashed: str) -> tuple[str, ...]:
        """Return the hash of an address, and its earlier ones."""
        return (hashed, *self.earlier.get(hashed, ()))


@dataclass(frozen=True, slots=True)
class ToRouting:
    """The lead goes to routing."""


@dataclass(frozen=True, slots=True)
class ToPool:
    """The lead goes to the pool."""

    reason: PoolReason


@dataclass(frozen=True, slots=True)
class ToMember:
    """The lead is owned by a member at once: because their own source delivered it, or by hand (None)."""

    agent_id: AgentId
    reason: Literal["own_source"] | None = None


Place = ToRouting | ToPool | ToMember


def accepts_deliveries(source: Source, now: datetime) -> bool:
    """Return whether the source takes deliveries. An archived source still does for 30 days.

    Source: docs/rules.md, "Entry" 2.
    """
    return source.status == "active" or (source.archived_at is not None and now < source.archived_at + ARCHIVED_TAKES)


def place_of(source: Source, plan: Plan) -> Place:
    """Return where the source's leads go: to its owner, to routing, or, if it is archived, to the pool.

    Source: docs/rules.md, "Entry" 2-3.
    """
    if source.status != "active":
        return ToPool("no_source")
    if source.owner and is_active_member(plan, source.owner):
        return ToMember(source.owner, "own_source")
    return ToRouting()


def is_active_member(plan: Plan, agent_id: AgentId) -> bool:
    """Return whether `agent_id` is an active member."""
    member = plan.members.get(agent_id)
    return member is not None and member.status == "active"


def json_size(attributes: Mapping[str, JsonValue]) -> int:
    """Return the size of the attributes as JSON, in bytes. Raise ValueError for infinity and NaN."""
    return len(json.dumps(dict(attributes), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def fitting(values: Mapping[str, JsonValue], limit: int) -> dict[str, JsonValue]:
    """Leave out values that would exceed `limit` bytes in all, since a stored item is limited in size."""
    kept: dict[str, JsonValue] = {}
    for name, value in values.items():
        if json_size({**kept, name: value}) <= limit:
            kept[name] = value
    return kept


def json_depth(value: JsonValue) -> int:
    """Return how deeply lists and objects are nested in `value`; 0 for a value that is neither."""
    if not isinstance(value, (dict, list)):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(json_depth, inner), default=0)
