"""Define leads, and the changes of state that every rule builds on.

When a change is allowed is decided in `leads` and `routing`.
"""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.kernel.closing import Closing, Outcome
from shared.domain.kernel.contact import Contact, DoNotContact, Objection
from shared.domain.kernel.event import RELEVO, By, Event
from shared.domain.kernel.event_details import (
    AssignedDetail,
    EventDetail,
    ExpiredDetail,
    GivenBackDetail,
    HandedOverDetail,
    OfferedDetail,
    PassedDetail,
    PooledDetail,
    ResponseMissedDetail,
    WithdrawnDetail,
)
from shared.domain.kernel.record import (
    AgentId,
    ClockId,
    LeadId,
    NewerRule,
    Record,
    RouteId,
    SourceId,
    is_unset,
)
from shared.domain.lead_records.bulk_act import BulkAct
from shared.domain.lead_records.consent import Consent
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.merging import MergedLead, MergeRecord
from shared.domain.lead_records.offer import Clock, Offer, ResponseDeadline
from shared.domain.lead_records.owner_reminder import OwnerReminder
from shared.domain.lead_records.routed import Routed, Win
from shared.domain.lead_records.routing_progress import STORED, RoutingProgress
from shared.domain.lead_records.task import Task

State = Literal["unrouted", "offered", "owned", "pooled", "closed"]
PoolReason = Literal[
    "no_source", "no_route", "nobody_eligible", "unclaimed", "by_hand", "released", "given_back",
    "member_removed", "routing_failed", "unreadable",
]  # fmt: skip
Reason = PoolReason | Literal["own_source"]
Origin = Literal["sample", "synthetic"]


class Lead(Record, defer_build=False):
    """A lead: one person's inquiry, on its way to an owner.

    Attributes:
        state: unrouted, offered, owned, pooled or closed; exactly one.
        since: when it entered that state.
        reason: why it is in the pool, or `own_source` for a lead that went straight to its source's owner.
        route_id, place, turns, balls, tried, passed, skips, rivals, beaten, returned_by, turn_of, attempts: its routing
            progress, see `RoutingProgress`.
        outcome: why a closed lead was closed; its `owner` is then its last owner, if it had one.
        closing: what else was said when it was closed; None while it is open, or if nothing was.
        won_at: when it was last closed as won, if it was opened again or merged since; see `last_won_at`.
        merged_into, merge: the lead that a closed lead was merged into, and what is needed to undo that.
        merged_from: the leads that went into this one, the latest last; those that came with another stand before it.
        also_named: words of their names that this lead's has not, by which the person is found too.
        erased_at: when its person was erased; only ids, states and instants are left of it.
        possible_duplicates, do_not_contact: leads that may be the same person's; the mark not to contact them, if any.
        consents, objection: what the person agreed to or refused, the oldest first; what they object to.
        asked_again_at: when the person asked again.
        attempted: who tried to enter the person by hand without being allowed to see the lead, on the latest day.
        via: the route through which its owner received it; None after a pool claim or a change by hand.
        routed, win: for whom its results are counted, see `routed_last`; for whom it was counted as won, if it is.
        response: the open response deadline of its owner, if that route has one.
        routes_at: when a held lead goes through routing again, because a route opens or an agent is back.
        held_until: until when a pooled lead is routed as soon as the plan lets it, also without such an instant.
        conversation: the open conversation with the person; None while it is closed.
        answered_at: when its present owner first answered the person.
        contacted_at, appointment_at: when a member first reached out, and first recorded an appointment: its stage.
        last_message_at: when the person last sent a message after the inquiry.
        tasks: its open follow-up tasks.
        noted_at: when a member last recorded a comment, an interaction, a message or a finished task.
        entries: how many comments, interactions and messages by hand it has, as far as they were counted.
        photos: how many were uploaded to it, or were to be. `uploads_until`: until when one may still be.
        pool_told: whether Managers have been notified that it has been in the pool for long.
        counted: whether it has been counted as received, by the first decision of routing.
        bulk: the bulk act that changed it last, with what it was before, until a member or the person does more to it.
        sent_at: when it was last sent through routing by hand, or left its owner for it; a hold counts from then.
        re_routed: whether it was sent through routing again, which the next decision of routing counts.
        doubt: the last owner's word that it is no lead, while it waits for a Manager's.
        origin: what made a lead that no person stands behind: sample data, or what watches the way of leads.
        reminder: the last time a Manager reminded its owner of it.
        history: its events, oldest first. The table keeps the latest here, and older ones on pages.
        spilled: how many pages of older events there are.
        todo: the next work of `route`: `route` it, `wind` its clock, `stop` the clock `stop_clock`, or let it `follow`
            the plan.
        tell: the kind of the latest change, for notifications.

    Source: docs/rules.md, "Words", "Entry", "Matching" 7.
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(
        fields=frozenset({"reason", "outcome", "closing", "reminder", "todo"}), decisive=frozenset()
    )
    lead_id: LeadId
    state: State = "unrouted"
    since: AwareDatetime
    reason: Reason | None = None
    owner: AgentId | None = None
    offer: Offer | None = None
    route_id: RouteId | None = None
    place: int = -1
    turns: dict[RouteId, int] = {}
    balls: Annotated[dict[RouteId, int], Field(exclude_if=is_unset)] = {}
    tried: tuple[AgentId, ...] = ()
    passed: tuple[AgentId, ...] = ()
    skips: tuple[RouteId, ...] = ()
    rivals: tuple[AgentId, ...] = ()
    beaten: tuple[AgentId, ...] = ()
    returned_by: tuple[AgentId, ...] = ()
    turn_of: Annotated[AgentId | None, Field(exclude_if=is_unset)] = None
    via: RouteId | None = None
    routed: Annotated[Routed | None, Field(exclude_if=is_unset)] = None
    response: ResponseDeadline | None = None
    routes_at: AwareDatetime | None = None
    held_until: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    conversation: Conversation | None = None
    answered_at: AwareDatetime | None = None
    contacted_at: AwareDatetime | None = None
    appointment_at: AwareDatetime | None = None
    last_message_at: AwareDatetime | None = None
    tasks: tuple[Task, ...] = ()
    noted_at: AwareDatetime | None = None
    entries: int = 0
    photos: Annotated[int, Field(ge=0, exclude_if=is_unset)] = 0
    uploads_until: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    pool_told: bool = False
    counted: bool = False
    bulk: Annotated[BulkAct | None, Field(exclude_if=is_unset)] = None
    sent_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    re_routed: Annotated[bool, Field(exclude_if=is_unset)] = False
    doubt: Annotated[Doubt | None, Field(exclude_if=is_unset)] = None
    origin: Annotated[Origin | None, Field(exclude_if=is_unset)] = None
    attempts: int = 0
    outcome: Outcome | None = None
    closing: Annotated[Closing | None, Field(exclude_if=is_unset)] = None
    won_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    win: Annotated[Win | None, Field(exclude_if=is_unset)] = None
    merged_into: LeadId | None = None
    merge: Annotated[MergeRecord | None, Field(exclude_if=is_unset)] = None
    merged_from: Annotated[tuple[MergedLead, ...], Field(exclude_if=is_unset)] = ()
    also_named: Annotated[tuple[str, ...], Field(exclude_if=is_unset)] = ()
    erased_at: AwareDatetime | None = None
    possible_duplicates: tuple[LeadId, ...] = ()
    do_not_contact: DoNotContact | None = None
    consents: tuple[Consent, ...] = ()
    objection: Objection | None = None
    asked_again_at: AwareDatetime | None = None
    attempted: dict[AgentId, date] = {}
    contact: Contact
    source_id: SourceId | None = None
    source_title: str = ""
    attributes: dict[str, JsonValue] = {}
    message: str | None = None
    created_at: AwareDatetime
    last_activity_at: AwareDatetime
    history: tuple[Event, ...] = ()
    spilled: int = 0
    reminder: Annotated[OwnerReminder | None, Field(exclude_if=is_unset)] = None
    todo: Literal["route", "wind", "stop", "follow"] | None = None
    stop_clock: ClockId | None = None
    tell: str | None = None

    @property
    def is_real(self) -> bool:
        """Return whether a person stands behind the lead.

        One that is not real is in no list, search, figure, limit, turn, notification, webhook or export, and nobody is
        recognised by it. Whatever counts, lists or tells asks this, or reads an index, where it has no entry.

        Source: docs/rules.md, "Sample data".
        """
        return self.origin is None

    @property
    def clock(self) -> Clock | None:
        """Return the clock that must run for the lead now. Leads held until the same instant share one."""
        if self.offer is not None:
            return Clock(self.offer.offer_id, self.offer.deadline)
        if self.response is not None:
            return Clock(self.response.response_id, self.response.due)
        if self.routes_at is not None:
            return Clock(f"hold_{self.routes_at:%Y%m%dT%H%M%SZ}", self.routes_at)
        return None

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Return all clocks that must run: its own, and the reminder of a response deadline unless it was sent."""
        owes = self.response
        reminder = (Clock(owes.reminder_id, owes.half),) if owes and not self.offer and not owes.reminded else ()
        return (*((self.clock,) if self.clock else ()), *reminder)

    @property
    def progress(self) -> RoutingProgress:
        """Return the lead's routing progress."""
        return RoutingProgress(**{name: getattr(self, name) for name in STORED})

    def with_event(
        self, detail: EventDetail, *, at: datetime, by: By, progress: RoutingProgress | None = None, **change: Any
    ) -> Self:
        """Return the lead with an event added to its history and the fields in `change` set.

        Every change of state goes through here. Fields that belong to the former owner, pool stay or outcome are
        reset, unless `change` sets them. `todo` and `stop_clock` are set to the clocks to start or stop; an unrouted
        lead is to be routed.

        Args:
            detail: of the event.
            at: when it happened, UTC.
            by: who did it.
            progress: the new routing progress. By default the agents of an offer that ends are remembered as tried.
            change: other fields to set.
        """
        state, owner = change.get("state", self.state), change.get("owner", self.owner)
        over = self.offer if change.get("offer", self.offer) is None else None
        kept = {} if state == "owned" and owner == self.owner else {"via": None, "response": None, "answered_at": None}
        open_ = {"conversation": None} if state == "closed" else self._opened
        became = self.model_copy(
            update={
                "since": at if state != self.state else self.since,
                "pool_told": self.pool_told and state == "pooled",
                **(progress or self.progress.after_offer(over.agent_ids if over else ())).stored,
                "history": (*self.history, Event.of(detail, at=at, by=by)),
                "tell": detail.kind,
                "routes_at": self.routes_at if state == self.state == "pooled" else None,
                "held_until": self.held_until if state == self.state == "pooled" else None,
                "bulk": self.bulk if by in RELEVO else None,
                "re_routed": self.re_routed and state == "unrouted",
                "doubt": self.doubt if state == self.state else None,
                **kept,
                **open_,
                **change,
            }
        )
        routed = change.get("routed", self.routed_last)
        became = became.model_copy(update={"routed": None if routed == became._routed_now else routed})
        fired = isinstance(detail, ExpiredDetail | ResponseMissedDetail)
        return became.model_copy(update=self._work_left(became, fired=fired))

    @property
    def last_won_at(self) -> datetime | None:
        """Return when the lead was last closed as won, whatever became of it since; None if it never was."""
        return self.since if self.outcome == "won" else self.won_at

    @property
    def is_joined(self) -> bool:
        """Return whether the lead is read as one with the lead that it went into, and so is in no list of its own.

        Earlier releases merged without that.
        """
        return self.merge is not None

    @property
    def all_ids(self) -> tuple[LeadId, ...]:
        """Return the lead's id, and the ids of the leads that are read as one with it."""
        return (self.lead_id, *(one.lead_id for one in self.merged_from))

    @property
    def idle_since(self) -> datetime | None:
        """Return since when its owner has it without having answered the person; None once they did.

        Closing the conversation is an answer as well.

        Source: docs/rules.md, "Supervision" 1.
        """
        idle = self.state == "owned" and self.conversation is not None and self.answered_at is None
        return self.since if idle else None

    @property
    def neglected_since(self) -> datetime | None:
        """Return since when the person waits for an answer, or else its owner has done nothing; None if neither."""
        waiting = self.conversation.waiting_since if self.conversation else None
        return waiting or self.idle_since

    @property
    def routed_last(self) -> Routed | None:
        """Return the route that last offered or assigned the lead, and to whom it brought the lead; None if none did.

        It is stored only where the lead does not tell it otherwise, because a lead is written often.
        """
        return self.routed or self._routed_now

    @property
    def _routed_now(self) -> Routed | None:
        """Return what its present route and owner tell of it."""
        known = self.via or self.route_id
        return Routed(route_id=known, agent_id=self.owner if self.via else None) if known else None

    @property
    def _opened(self) -> dict[str, Any]:
        """Return what a lead is that is not closed, or not any more."""
        return {"outcome": None, "closing": None, "merged_into": None, "merge": None,
                "won_at": self.last_won_at, "win": None}  # fmt: skip

    def _work_left(self, became: "Lead", *, fired: bool) -> dict[str, Any]:
        """Return the work left for the function `route`: a lead to route, a clock to start, a clock to stop."""
        before, after = self.offer or self.response, became.offer or became.response
        was, now = self.clock if before else None, became.clock if after else None
        ended = was.clock_id if was and not fired and (now is None or now.clock_id != was.clock_id) else None
        started = now is not None and now != was
        todo = "route" if became.state == "unrouted" else "wind" if started else "stop" if ended else None
        return {"todo": todo, "stop_clock": ended}

    def offered(self, offer: Offer, *, place: int, edition: int = 0, has_turns: bool = False) -> Self:
        """Return the lead, offered by `offer`. Its clock is started by the caller, so `todo` stays empty.

        Args:
            offer: the new offer.
            place: the position of its one agent in the route's list; -1 for a jump ball.
            edition: the version of the route.
            has_turns: whether its rule has turns to give back.
        """
        offered = self.with_event(
            OfferedDetail(offer_id=offer.offer_id, route_id=offer.route_id, agent_ids=offer.agent_ids,
                    deadline=f"{offer.deadline:%Y-%m-%dT%H:%M:%SZ}"),
            at=offer.made_at,
            by="route",
            progress=self.progress.on_offer(offer, place, edition, has_turns=has_turns),
            state="offered", reason=None, owner=None, offer=offer, counted=True,
            routed=None,
        )  # fmt: skip
        return offered.model_copy(update={"todo": None})

    def owned(
        self, detail: EventDetail, agent_id: AgentId, *, at: datetime, by: By, progress: RoutingProgress | None = None,
        **change: Any,
    ) -> Self:  # fmt: skip
        """Return the lead, owned by `agent_id`."""
        return self.with_event(
            detail, at=at, by=by, progress=progress or self.progress_after_offer.on_rest(),
            **{"state": "owned", "reason": None, "owner": agent_id, "offer": None, "since": at, "via": None,
               "response": None, **change},
        )  # fmt: skip

    def assigned(
        self, agent_id: AgentId, *, at: datetime, route_id: RouteId, turn: int, response: ResponseDeadline | None
    ) -> Self:
        """Return the lead, assigned to `agent_id` by a route. The clock of the response is started by the caller."""
        assigned = self.owned(
            AssignedDetail(agent_id=agent_id, route_id=route_id), agent_id, at=at, by="route",
            progress=self.progress.on_assignment(agent_id, route_id, turn), via=route_id, response=response,
            counted=True, routed=None,
        )  # fmt: skip
        return assigned.model_copy(update={"todo": None})

    def pooled(
        self, reason: PoolReason, *, at: datetime, by: By, detail: EventDetail | None = None,
        routes_at: datetime | None = None, held_until: datetime | None = None, doubt: Doubt | None = None,
    ) -> Self:  # fmt: skip
        """Return the lead, in the pool for `reason`; held if it is routed again, at `routes_at` or by `held_until`."""
        rested = self.progress_after_offer.on_rest(held=bool(routes_at or held_until), doubted=doubt is not None)
        return self.with_event(detail or PooledDetail(reason=reason), at=at, by=by, progress=rested, state="pooled",
                           reason=reason, owner=None, offer=None, routes_at=routes_at, held_until=held_until,
                           doubt=doubt, counted=self.counted or by == "route")  # fmt: skip

    def sent_to_next_agent(self, detail: PassedDetail | ExpiredDetail, *, at: datetime, by: By) -> Self:
        """Return the lead, back in routing after its agents passed or its offer expired."""
        declined = self.progress.after_pass(detail.agent_ids) if isinstance(detail, PassedDetail) else None
        return self.with_event(detail, at=at, by=by, progress=declined, state="unrouted", offer=None)

    def returned_to_routing(
        self, detail: GivenBackDetail | HandedOverDetail | ResponseMissedDetail | WithdrawnDetail,
        *, at: datetime, by: By, **change: Any,
    ) -> Self:  # fmt: skip
        """Return the lead, back in routing without its owner. A lead that was handed over skips its former routes."""
        back = self.progress.on_return(self.owner, self.via, elsewhere=isinstance(detail, HandedOverDetail))
        returned = {"reason": None, "owner": None, "sent_at": at}
        return self.with_event(detail, at=at, by=by, progress=back, state="unrouted", **returned, **change)

    @property
    def last_owner(self) -> AgentId | None:
        """Return who owns the lead, or who did last; None if nobody did, as far as its latest events tell."""
        if self.owner is not None:
            return self.owner
        for event in reversed(self.history):
            if event.kind == "claimed":
                return event.by
            given = event.kind in ("assigned", "handed_over", "reopened", "separated") or event.detail.get("took")
            if given and "agent_id" in event.detail:
                return str(event.detail["agent_id"])
        return self.returned_by[-1] if self.returned_by else None

    def with_routing_reset(self) -> Self:
        """Return the lead as if no route had had it, so that it can be routed once more."""
        return self.model_copy(update={**RoutingProgress().stored, "routed": self.routed_last})

    @property
    def progress_after_offer(self) -> RoutingProgress:
        """Return the routing progress once an open offer has ended."""
        return self.progress.after_offer(self.offer.agent_ids if self.offer else ())

    def updated(self, **change: Any) -> Self:
        """Return the lead with fields set that its history does not record.

        `tell` defaults to `noted`: consoles that show the lead are refreshed, and nobody is notified.
        """
        noted = self.model_copy(update={"tell": "noted", **change})
        return noted.model_copy(update=self._work_left(noted, fired=False))

    def events_since(self, before: "Lead | None") -> tuple[Event, ...]:
        """Return the events that `before` did not have; older events may have moved to separate items meanwhile."""
        had, has = before.history if before else (), self.history
        for count in range(len(has)):
            known = has[: len(has) - count]
            if had[-len(known) :] == known:
                return has[len(known) :]
        return has

    def had_offer(self, agent_id: AgentId) -> bool:
        """Return whether `agent_id` has, or had, an offer of this lead."""
        offered = self.offer.agent_ids if self.offer else ()
        return agent_id in offered or self.progress.had_offer(agent_id)
