"""Define routing progress: the routes that a lead was on, and the agents who had an offer of it.

Which agent is next is decided in `routing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.lead_records.offer import Offer

ANEW = -1  # in place of a turn: the lead was on the route, and starts there again


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProgress:
    """The fields of a lead that only routing reads and writes.

    They are stored as fields of the lead: `Lead.progress` reads them, and `Lead.with_event` writes them.

    Attributes:
        route_id, place: the route that has the lead, and the position of its latest recipient in that route's list.
        turns: the routes it was on, with the turn it took on each, or `ANEW`.
        turn_of: whose turn the lead took on that route; None if the route's rule has no turns to give back.
        balls: the routes on which it was a jump ball, with the version of the route by then.
        tried: the agents who had an offer of it; `passed`: those of them who passed.
        skips: the routes that it skips, because it was handed over from there.
        rivals: the agents who lost the jump ball that the owner won, or won before they doubted that it is a lead.
        beaten: former rivals of a lead that its owner gave back, and whom a lead was offered that was then routed
            again: they had an offer, but do not count as tried, so they may get another.
        returned_by: former owners who sent it back to routing or missed the response deadline. A route's last resort
            does not give it to them again.
        attempts: how often the sweep sent it to routing again.

    Source: docs/rules.md, "Matching" 7, "Rules" 4.
    """

    route_id: RouteId | None = None
    place: int = -1
    turns: dict[RouteId, int] = field(default_factory=dict)
    balls: dict[RouteId, int] = field(default_factory=dict)
    tried: tuple[AgentId, ...] = ()
    passed: tuple[AgentId, ...] = ()
    skips: tuple[RouteId, ...] = ()
    rivals: tuple[AgentId, ...] = ()
    beaten: tuple[AgentId, ...] = ()
    returned_by: tuple[AgentId, ...] = ()
    attempts: int = 0
    turn_of: AgentId | None = None

    @property
    def stored(self) -> dict[str, Any]:
        """Return the fields as they are stored in the lead."""
        return {name: getattr(self, name) for name in STORED}

    def is_first_on(self, route_id: RouteId) -> bool:
        """Return whether the lead has had no recipient on this route, or starts there again."""
        return self.turns.get(route_id, ANEW) == ANEW

    def had_offer(self, agent_id: AgentId) -> bool:
        """Return whether an offer of the lead to this agent has ended."""
        return agent_id in (*self.tried, *self.beaten)

    def was_thrown(self, route_id: RouteId, edition: int) -> bool:
        """Return whether the lead was a jump ball of this route, and the route has not been edited since.

        A lead that had one in an earlier release has only its place to tell so.
        """
        thrown = self.balls.get(route_id)
        return self.place < 0 if thrown is None else thrown == edition

    def on_offer(self, offer: Offer, place: int, edition: int = 0, *, has_turns: bool = False) -> RoutingProgress:
        """Return the progress with an open offer.

        Args:
            offer: the new offer.
            place: of its one agent in the route's list.
            edition: the version of its route.
            has_turns: whether the route's rule has turns to give back.
        """
        turns = {**self.turns, offer.route_id: offer.turn}
        balls = {**self.balls, offer.route_id: edition} if offer.together else self.balls
        turn_of = self.turn_of
        if self.is_first_on(offer.route_id):
            turn_of = offer.agent_ids[0] if has_turns else None
        return replace(self, route_id=offer.route_id, place=place, turns=turns, balls=balls, attempts=0,
                       turn_of=turn_of)  # fmt: skip

    def on_assignment(self, agent_id: AgentId, route_id: RouteId, turn: int) -> RoutingProgress:
        """Return the progress once a route has assigned the lead to its only agent, or to its last resort."""
        turns, tried = {**self.turns, route_id: turn}, (*self.tried, agent_id)
        return replace(self, route_id=route_id, place=0, turns=turns, tried=tried, rivals=(), attempts=0,
                       turn_of=None)  # fmt: skip

    def after_offer(self, agent_ids: Iterable[AgentId]) -> RoutingProgress:
        """Return the progress once these agents' offer has ended: they count as tried."""
        return replace(self, tried=(*self.tried, *agent_ids))

    def after_pass(self, agent_ids: Iterable[AgentId]) -> RoutingProgress:
        """Return the progress once these agents have declined the offer."""
        declined = tuple(agent_ids)
        return replace(self.after_offer(declined), passed=(*self.passed, *declined))

    def on_claim(self, rivals: tuple[AgentId, ...]) -> RoutingProgress:
        """Return the progress once one agent has claimed a lead that was offered to these rivals too."""
        return replace(self, rivals=rivals)

    def on_rest(self, *, held: bool = False, doubted: bool = False) -> RoutingProgress:
        """Return the progress once the lead is in the pool, or was given to a member by hand.

        A lead that is `held` in the pool keeps the routes that it skips; one that waits there for a Manager's word
        keeps its rivals, who get another offer if it is a lead after all.
        """
        return replace(self, rivals=self.rivals if doubted else (), skips=self.skips if held else ())

    def on_return(self, owner: AgentId | None, via: RouteId | None, *, elsewhere: bool) -> RoutingProgress:
        """Return the progress once the lead is back in routing without its owner, who counts as tried.

        It continues on its route; if that is a jump ball, the rivals get another offer. A lead that goes `elsewhere`,
        because it was handed over, skips its former routes, and the rivals do not.
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

    def anew(self, last_owner: AgentId | None) -> RoutingProgress:
        """Return the progress of a lead that is routed as if it were new: only its last owner counts as tried.

        The others still had an offer, but may get another.
        """
        kept = (last_owner,) if last_owner else ()
        asked = (agent_id for agent_id in (*self.beaten, *self.tried) if agent_id != last_owner)
        return RoutingProgress(tried=kept, returned_by=kept, beaten=tuple(dict.fromkeys(asked)))

    def elsewhere(self) -> RoutingProgress:
        """Return the progress of a lead that skips the routes it has been on."""
        return replace(self, skips=tuple(dict.fromkeys((*self.skips, *self.turns))), route_id=None, place=-1)


STORED = tuple(one.name for one in fields(RoutingProgress))


def _with(agent_ids: tuple[AgentId, ...], one: AgentId | None) -> tuple[AgentId, ...]:
    return agent_ids if one is None or one in agent_ids else (*agent_ids, one)
