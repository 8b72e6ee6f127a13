"""Record when offers reached their agents, and when these saw them: each once for an offer and an agent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import batched
from typing import Literal

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer_seen import OfferSeen, mark_offer
from shared.store import codec, keys
from shared.store.retry import retry_on_conflict
from shared.store.table import MAX_WRITES, Table, put

REMEMBERED = 5_000  # offers that a process knows are marked


class OfferSeenLog:
    """Marks offers, and remembers what is marked, so that who looks again writes nothing and reads nothing more."""

    def __init__(self, table: Table, remembered: int = REMEMBERED) -> None:
        self._table, self._remembered = table, remembered
        self._marked: set[tuple[str, AgentId, str]] = set()

    def mark(self, leads: Iterable[Lead], agent_id: AgentId, what: Literal["delivered", "seen"], now: datetime) -> None:
        """Mark the open offers of these leads to the agent, unless the table is busy: nobody waits for a figure."""
        for some in batched(self._unmarked(leads, agent_id, what), MAX_WRITES, strict=False):
            with suppress(Busy):
                self._mark(some, agent_id, what, now)

    def _unmarked(self, leads: Iterable[Lead], agent_id: AgentId, what: str) -> list[Lead]:
        return [lead for lead in leads if lead.offer and (lead.offer.offer_id, agent_id, what) not in self._marked]

    def _mark(
        self, leads: Sequence[Lead], agent_id: AgentId, what: Literal["delivered", "seen"], now: datetime
    ) -> None:
        """Mark these offers together, by one reading and one transaction however many they are."""
        offers = {keys.offer_seen(lead.lead_id, agent_id): (lead.lead_id, lead.offer) for lead in leads if lead.offer}

        def attempt() -> None:
            items = self._table.items(list(offers))
            known = {key: codec.from_item(OfferSeen, item) for key, item in items.items()}
            marked = [
                mark_offer(known.get(key), lead_id, offer, agent_id, what, now)
                for key, (lead_id, offer) in offers.items()
            ]
            if changed := [put(one) for one in marked if one is not None]:
                self._table.commit(changed)

        retry_on_conflict(self._table, attempt)
        for _, offer in offers.values():
            self._remember(offer.offer_id, agent_id, what)

    def _remember(self, offer_id: str, agent_id: AgentId, what: str) -> None:
        if len(self._marked) >= self._remembered:
            self._marked.clear()
        self._marked.add((offer_id, agent_id, what))


def offers_seen(table: Table, lead_id: str) -> dict[AgentId, OfferSeen]:
    """Return what is known of the way of each agent's latest offer of the lead."""
    found = (codec.from_item(OfferSeen, item) for item in table.query(keys.offer_seen(lead_id, "").pk))
    return {one.agent_id: one for one in found}
