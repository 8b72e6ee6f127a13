"""Record when offers reached their agents, and when these saw them: each once for an offer and an agent."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Literal

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer_seen import OfferSeen, mark_offer
from shared.store import codec, keys
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put

REMEMBERED = 5_000  # offers that a process knows are marked


class OfferSeenLog:
    """Marks offers, and remembers what is marked, so that who looks again writes nothing and reads nothing more."""

    def __init__(self, table: Table, remembered: int = REMEMBERED) -> None:
        self._table, self._remembered = table, remembered
        self._marked: set[tuple[str, AgentId, str]] = set()

    def mark(self, leads: Iterable[Lead], agent_id: AgentId, what: Literal["delivered", "seen"], now: datetime) -> None:
        """Mark the open offers of these leads to the agent, unless the table is busy: nobody waits for a figure."""
        for lead in self._unmarked(leads, agent_id, what):
            with suppress(Busy):
                self._mark(lead, agent_id, what, now)

    def _unmarked(self, leads: Iterable[Lead], agent_id: AgentId, what: str) -> list[Lead]:
        return [lead for lead in leads if lead.offer and (lead.offer.offer_id, agent_id, what) not in self._marked]

    def _mark(self, lead: Lead, agent_id: AgentId, what: Literal["delivered", "seen"], now: datetime) -> None:
        assert lead.offer is not None  # noqa: S101  # it was chosen by that
        offer = lead.offer

        def attempt() -> None:
            known = self._table.get(OfferSeen, keys.offer_seen(lead.lead_id, agent_id))
            marked = mark_offer(known, lead.lead_id, offer, agent_id, what, now)
            if marked is not None:
                self._table.commit([put(marked)])

        retry_on_conflict(self._table, attempt)
        self._remember(offer.offer_id, agent_id, what)

    def _remember(self, offer_id: str, agent_id: AgentId, what: str) -> None:
        if len(self._marked) >= self._remembered:
            self._marked.clear()
        self._marked.add((offer_id, agent_id, what))


def offers_seen(table: Table, lead_id: str) -> dict[AgentId, OfferSeen]:
    """Return what is known of the way of each agent's latest offer of the lead."""
    found = (codec.from_item(OfferSeen, item) for item in table.query(keys.offer_seen(lead_id, "").pk))
    return {one.agent_id: one for one in found}
