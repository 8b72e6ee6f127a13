"""A lead: one person's wish to be called, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.contact import Contact
from shared.domain.record import AgentId, LeadId, OfferId, Record, RouteId, SourceId, Value

State = Literal["unrouted", "offered", "owned", "pooled", "closed"]
PoolReason = Literal[
    "no_source", "no_route", "nobody_eligible", "unclaimed", "by_hand", "released", "given_back",
    "member_removed", "routing_failed",
]  # fmt: skip
Reason = PoolReason | Literal["own_source"]
EventKind = Literal[
    "received", "repeated", "offered", "claimed", "passed", "expired", "assigned", "pooled", "released",
    "given_back", "handed_over", "closed", "reopened", "response_missed", "withdrawn",
]  # fmt: skip
By = str  # a member's id, or what acted on its own: "provider", "route", "clock", "sweep"
Detail = dict[str, Any] | None


class Event(Value):
    """One thing that happened to a lead: an entry of its history.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`.

    Source: docs/rules.md, "Supervision" 6.
    """

    at: AwareDatetime
    kind: EventKind
    by: By
    detail: dict[str, JsonValue] = {}


class Offer(Value):
    """A lead shown to one or more agents until `deadline` (exclusive, whole seconds, UTC).

    `turn` is the turn of the route's rotation that the lead took: the order of first recipients.

    Source: docs/rules.md, "Offers and deadlines".
    """

    offer_id: OfferId
    route_id: RouteId
    agent_ids: Annotated[tuple[AgentId, ...], Field(min_length=1)]
    made_at: AwareDatetime
    deadline: AwareDatetime
    turn: int

    def stands(self, now: datetime) -> bool:
        """Whether `now` is before the deadline."""
        return now < self.deadline


class Lead(Record):
    """One person's wish to be called.

    Attributes:
        state: unrouted, offered, owned, pooled or closed; exactly one.
        since: since when it is in that state.
        reason: why it is in the pool, or `own_source` for a lead that went straight to its source's owner.
        route_id, place: the route that has it, and where its latest recipient stood in that route's list.
        turns: the routes it was on since it entered routing, with the turn it took on each.
        tried: who had an offer of it since it entered routing; `passed`: those of them who passed.
        counted: whether it has been counted as received; a lead is, when routing first decides on it.
        attempts: how often the sweep had to send it to routing again.
        history: what happened, oldest first. The table keeps the last entries here, older ones beside it.
        todo: what `route` shall do next: find an agent (`route`), or stop the clock `stop_clock` (`stop`).
        tell: what just happened, for those who are told.

    Source: docs/rules.md, "Words", "Entry", "Matching" 7.
    """

    lead_id: LeadId
    state: State = "unrouted"
    since: AwareDatetime
    reason: Reason | None = None
    owner: AgentId | None = None
    offer: Offer | None = None
    route_id: RouteId | None = None
    place: int = -1
    turns: dict[RouteId, int] = {}
    tried: tuple[AgentId, ...] = ()
    passed: tuple[AgentId, ...] = ()
    counted: bool = False
    attempts: int = 0
    contact: Contact
    source_id: SourceId | None = None
    source_title: str = ""
    attributes: dict[str, JsonValue] = {}
    message: str | None = None
    created_at: AwareDatetime
    last_activity_at: AwareDatetime
    history: tuple[Event, ...] = ()
    spilled: int = 0
    todo: Literal["route", "stop"] | None = None
    stop_clock: OfferId | None = None
    tell: str | None = None

    def become(self, kind: EventKind, *, at: datetime, by: By, detail: Detail = None, **change: Any) -> Self:
        """The same lead after something happened to it: every change of a lead goes through here.

        An open offer that the change ends leaves its agents remembered as tried and, unless the clock
        itself ended it, its clock to be stopped. A lead that is unrouted asks to be routed.
        """
        state = change.get("state", self.state)
        over = self.offer if change.get("offer", self.offer) is None else None
        ended = over.offer_id if over and kind != "expired" else None
        event = Event(at=at, kind=kind, by=by, detail=detail or {})
        return self.model_copy(
            update={
                "since": at if state != self.state else self.since,
                "tried": (*self.tried, *over.agent_ids) if over else self.tried,
                "history": (*self.history, event),
                "todo": "route" if state == "unrouted" else "stop" if ended else None,
                "stop_clock": ended,
                "tell": kind,
                **change,
            }
        )

    def offered(self, offer: Offer, *, place: int) -> Self:
        """The lead, shown to the agents of `offer`."""
        return self.become(
            "offered",
            at=offer.made_at,
            by="route",
            detail={"offer_id": offer.offer_id, "route_id": offer.route_id, "agent_ids": list(offer.agent_ids),
                    "deadline": f"{offer.deadline:%Y-%m-%dT%H:%M:%SZ}"},
            state="offered", reason=None, owner=None, offer=offer, route_id=offer.route_id,
            place=place, turns={**self.turns, offer.route_id: offer.turn}, counted=True, attempts=0,
        )  # fmt: skip

    def owned(self, kind: EventKind, agent_id: AgentId, *, at: datetime, by: By, detail: Detail = None) -> Self:
        """The lead, now `agent_id`'s."""
        return self.become(kind, at=at, by=by, detail=detail, state="owned", reason=None, owner=agent_id, offer=None,
                           since=at)  # fmt: skip

    def pooled(
        self,
        reason: PoolReason,
        *,
        at: datetime,
        by: By,
        kind: EventKind = "pooled",
        detail: Detail = None,
    ) -> Self:
        """The lead, unassigned, for `reason`."""
        return self.become(kind, at=at, by=by, detail={"reason": reason, **(detail or {})}, state="pooled",
                           reason=reason, owner=None, offer=None, counted=self.counted or by == "route")  # fmt: skip

    def sent_on(self, kind: Literal["passed", "expired"], *, at: datetime, by: By, detail: Detail = None) -> Self:
        """The lead, back to routing after its offer ended without an owner."""
        agents = self.offer.agent_ids if self.offer else ()
        return self.become(kind, at=at, by=by, detail={"agent_ids": list(agents), **(detail or {})}, state="unrouted",
                           offer=None, passed=(*self.passed, *agents) if kind == "passed" else self.passed)  # fmt: skip

    def had_offer(self, agent_id: AgentId) -> bool:
        """Whether `agent_id` has, or had, an offer of this lead."""
        return agent_id in self.tried or (self.offer is not None and agent_id in self.offer.agent_ids)
