"""What a rule decided about one lead: everything that lands together, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from shared.domain.audit import Audit
from shared.domain.lead import Lead
from shared.domain.load import LoadChange
from shared.domain.record import AgentId
from shared.domain.tally import Tally


@dataclass(frozen=True, slots=True)
class Decision:
    """A lead as it shall be, with the counts and the audit entry that belong to the change.

    `changed` is False where the rule changes nothing: a repeated request, a late clock.
    """

    lead: Lead
    loads: tuple[LoadChange, ...] = ()
    tallies: tuple[Tally, ...] = ()
    audit: Audit | None = None
    changed: bool = True


def unchanged(lead: Lead) -> Decision:
    """The rule changes nothing, and nothing is written."""
    return Decision(lead, changed=False)


def merged(changes: Iterable[LoadChange]) -> tuple[LoadChange, ...]:
    """One change per member: a transaction may touch a record only once. Changes that cancel out are dropped."""
    offers: Counter[AgentId] = Counter()
    leads: Counter[AgentId] = Counter()
    received: dict[AgentId, Counter[str]] = {}
    for change in changes:
        offers[change.agent_id] += change.open_offers
        leads[change.agent_id] += change.open_leads
        received.setdefault(change.agent_id, Counter()).update(change.received)
    return tuple(
        LoadChange(agent_id, offers[agent_id], leads[agent_id], dict(counts))
        for agent_id, counts in received.items()
        if offers[agent_id] or leads[agent_id] or counts
    )


def offer_ended(lead: Lead) -> tuple[LoadChange, ...]:
    """What the end of the lead's open offer takes off its agent; an offer to several counts for nobody."""
    if lead.offer is None or len(lead.offer.agent_ids) != 1:
        return ()
    return (LoadChange(lead.offer.agent_ids[0], open_offers=-1),)
