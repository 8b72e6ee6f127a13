"""How far routing has come with a lead: the routes it was on, and who was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.lead_records.offer import Offer

ANEW = -1  # in place of a turn: the lead was on the route, and begins there from the beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProgress:
    """What routing alone reads and writes of a lead, since the lead entered it.

    A lead is stored with these fields beside its others: `Lead.progress` reads them, and `Lead.with_event` writes them.

    Attributes:
        route_id, place: the route that has the lead, and where its latest recipient stood in that route's list.
        turns: the routes it was on, with the turn it took on each, or `ANEW`.
        tried: who had an offer of it; `passed`: those of them who passed.
        skips: the routes it shall not go to again, because it was handed over from there.
        rivals: who had the offer that another claimed; they may be asked again if it is given back. `beaten`: those
            of them who may, because it was: they had an offer, and do not count as tried.
        returned_by: who owned it and sent it back to routing, or was too late with a response; a route that gives
            what nobody takes to one of them does not do so again.
        attempts: how often the sweep had to send it to routing again.

    Source: docs/rules.md, "Matching" 7, "Rules" 4.
    """

    route_id: RouteId | None = None
    place: int = -1
    turns: dict[RouteId, int] = field(default_factory=dict)
    tried: tuple[AgentId, ...] = ()
    passed: tuple[AgentId, ...] = ()
    skips: tuple[RouteId, ...] = ()
    rivals: tuple[AgentId, ...] = ()
    beaten: tuple[AgentId, ...] = ()
    returned_by: tuple[AgentId, ...] = ()
    attempts: int = 0

    @property
    def stored(self) -> dict[str, Any]:
        """Return the fields as the lead has them."""
        return {name: getattr(self, name) for name in STORED}

    def is_first_on(self, route_id: RouteId) -> bool:
        """Whether nobody had the lead on this route yet, or it begins there anew."""
        return self.turns.get(route_id, ANEW) == ANEW

    def had_offer(self, agent_id: AgentId) -> bool:
        """Whether an offer of the lead to this agent is over."""
        return agent_id in (*self.tried, *self.beaten)

    def on_offer(self, offer: Offer, place: int) -> RoutingProgress:
        """Return the progress with an open offer."""
        turns = {**self.turns, offer.route_id: offer.turn}
        return replace(self, route_id=offer.route_id, place=place, turns=turns, attempts=0)

    def on_assignment(self, agent_id: AgentId, route_id: RouteId, turn: int) -> RoutingProgress:
        """Return the progress once a route has given the lead to an agent at once."""
        turns, tried = {**self.turns, route_id: turn}, (*self.tried, agent_id)
        return replace(self, route_id=route_id, turns=turns, tried=tried, rivals=(), attempts=0)

    def after_offer(self, agent_ids: Iterable[AgentId]) -> RoutingProgress:
        """Return the progress once these agents have the offer no more: they are remembered as tried."""
        return replace(self, tried=(*self.tried, *agent_ids))

    def after_pass(self, agent_ids: Iterable[AgentId]) -> RoutingProgress:
        """Return the progress once these agents have declined the offer."""
        declined = tuple(agent_ids)
        return replace(self.after_offer(declined), passed=(*self.passed, *declined))

    def on_claim(self, rivals: tuple[AgentId, ...]) -> RoutingProgress:
        """Return the progress once one agent has claimed what was offered to these others, too."""
        return replace(self, rivals=rivals)

    def on_rest(self, *, held: bool = False) -> RoutingProgress:
        """Return the progress once someone has the lead by hand, or the pool has it; `held`, it comes back."""
        return replace(self, rivals=(), skips=self.skips if held else ())

    def on_return(self, owner: AgentId | None, via: RouteId | None, *, elsewhere: bool) -> RoutingProgress:
        """Return the progress once the lead comes back to routing without its owner, who counts as tried.

        It goes on on its route. Where that was a jump ball, those whom the owner was faster than are asked again;
        handed over, it goes `elsewhere`, and they are not.
        """
        again = () if elsewhere else self.rivals
        back = replace(
            self,
            tried=_with(tuple(agent_id for agent_id in self.tried if agent_id not in again), owner),
            returned_by=_with(self.returned_by, owner),
            beaten=tuple(dict.fromkeys((*self.beaten, *again))),
            turns={**self.turns, via: ANEW} if again and via else self.turns,
            rivals=(),
            attempts=0,
        )
        return back.elsewhere() if elsewhere else back

    def elsewhere(self) -> RoutingProgress:
        """Return the progress of a lead that goes past the routes it has been on."""
        return replace(self, skips=tuple(dict.fromkeys((*self.skips, *self.turns))), route_id=None, place=-1)


STORED = tuple(one.name for one in fields(RoutingProgress))


def _with(agent_ids: tuple[AgentId, ...], one: AgentId | None) -> tuple[AgentId, ...]:
    return agent_ids if one is None or one in agent_ids else (*agent_ids, one)
