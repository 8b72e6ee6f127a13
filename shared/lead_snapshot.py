"""What is read for an operation on a lead, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.kernel.record import LeadId, Record
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.web.lead_schemas import LeadShown


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A lead, the caller, and the plan, read together, and when they were read.

    Attributes:
        lead: the lead.
        me: the caller.
        plan: the plan.
        now: the instant of the read, UTC.
        other: the second lead that was asked for; None if it does not exist.
        items: all items that were read.
        workload: the caller's workload; None if it was not asked for.
    """

    lead: Lead
    me: Member
    plan: Plan
    now: datetime
    other: Lead | None = None
    items: Mapping[Key, Item] = field(default_factory=dict)
    workload: Workload | None = None

    @property
    def caller_workload(self) -> Workload:
        """Return the caller's workload. Raise LookupError if it was not read (`with_workload`)."""
        if self.workload is None:
            raise LookupError("the caller's workload was not read")
        return self.workload

    @property
    def offer_seen(self) -> OfferSeen | None:
        """Return what is known of the way of the caller's latest offer, if it was read with their workload."""
        item = self.items.get(keys.offer_seen(self.lead.lead_id, self.me.agent_id))
        return codec.from_item(OfferSeen, item) if item else None

    def answer(self, lead: Lead) -> LeadShown:
        """Return the lead as the caller may see it."""
        return LeadShown.of(lead, self.me, self.plan, self.now)


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Several leads, the caller, and the plan, read together; `items` are all that were read."""

    leads: Mapping[LeadId, Lead]
    me: Member
    plan: Plan
    items: Mapping[Key, Item] = field(default_factory=dict)

    def of(self, lead_id: LeadId, now: datetime) -> Snapshot | None:
        """Return a snapshot of one of the leads for a decision at `now`; None if the lead does not exist."""
        lead = self.leads.get(lead_id)
        return Snapshot(lead, self.me, self.plan, now) if lead else None


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision that was committed, unless it changes nothing, and the snapshot it was made from."""

    snapshot: Snapshot
    decision: Decision

    @property
    def lead(self) -> Lead:
        """Return the lead as stored after the decision."""
        return self.decision.lead.stored() if self.decision.changed else self.decision.lead


@dataclass(frozen=True, slots=True)
class Created[R: Record]:
    """A record that a request added to a lead, and its key.

    `record` and `decision` are None if an earlier request with the same Idempotency-Key created the record.
    """

    snapshot: Snapshot
    where: Key
    record: R | None = None
    decision: Decision | None = None
