"""Which leads a list shows: the caller's filters, and the shelves of the table they are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.domain import access
from shared.domain.kernel.errors import CursorInvalid
from shared.domain.kernel.record import AgentId, RouteId, SourceId
from shared.domain.lead_records.lead import Lead, State
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.store import keys, lead_lists
from shared.store.lead_lists import Partition
from shared.store.paging import Position
from shared.web.paging import PageQuery
from shared.web.schemas import RequestModel

Owner = Annotated[str, StringConstraints(pattern=r"^(me|agent_[0-9a-f]{32})$")]


class LeadFilters(RequestModel):
    """Which leads: all filters given must hold."""

    state: State | None = Field(None, description="Only leads in this state.")
    owner: Owner | None = Field(None, description="Only open leads of this member; `me` is the caller.")
    source: SourceId | None = Field(None, description="Only leads of this source.")
    route: RouteId | None = Field(None, description="Only leads that this route has, or had last.")


class LeadsQuery(PageQuery, LeadFilters):
    """Filters of a list of leads, its order, and its page. All filters given must hold."""

    sort: Literal["newest", "waiting"] = Field(
        "newest", description="`waiting`, with an `owner`: who waits longest for an answer first."
    )


@dataclass(frozen=True, slots=True)
class LeadListing:
    """A list as one caller asked for it: what belongs on it, and where to look."""

    me: Member
    settings: Settings
    state: State | None
    owner: AgentId | None
    source: SourceId | None
    route: RouteId | None

    @classmethod
    def of(cls, query: LeadFilters, me: Member, settings: Settings) -> LeadListing:
        """The list. An owner without a state asks for the leads they own now."""
        owner = me.agent_id if query.owner == "me" else query.owner
        state = query.state or ("owned" if owner else None)
        if state == "owned" and not access.sees_team(me, settings):
            owner = owner or me.agent_id
        return cls(me, settings, state, owner, query.source, query.route)

    def shows(self, lead: Lead) -> bool:
        """Whether the lead, as it is now, belongs on the list: `see` decides before any filter."""
        return access.may_see(self.me, lead, self.settings) and all(
            asked is None or asked == found
            for asked, found in (
                (self.state, lead.state),
                (self.owner, lead.owner),
                (self.source, lead.source_id),
                (self.route, lead.route_id),
            )
        )

    def shelves(self, now: datetime) -> tuple[Partition, ...]:
        """Where the list's leads stand, newest first; none where the caller can see nothing of the kind.

        The narrowest index is chosen: by state, or by state and owner; else all leads month by month.
        """
        if not self.may_hold_any:
            return ()
        match self.state:
            case "owned" if self.owner:
                return (Partition(keys.QUEUE, "OWNED", (f"{self.owner}#",)),)
            case "offered":
                team = access.sees_team(self.me, self.settings)
                return (Partition(keys.QUEUE, "OFFERED", ("",) if team else (f"{self.me.agent_id}#", "*#"), few=True),)
            case "unrouted" | "pooled" | "closed":
                return (Partition(keys.QUEUE, self.state.upper()),)
        return lead_lists.months(self.settings.created_at, now)

    @property
    def may_hold_any(self) -> bool:
        """Whether there can be leads on the list that the caller may see."""
        if self.owner and self.state not in ("owned", "closed"):
            return False
        if access.sees_team(self.me, self.settings):
            return True
        if self.owner and self.owner != self.me.agent_id:
            return False
        return self.state != "unrouted" and (self.state != "pooled" or access.may_see_pool(self.me, self.settings))

    @property
    def bound_to(self) -> str:
        """What a cursor of this list is bound to: the caller and the filters."""
        asked = (self.state, self.owner, self.source, self.route)
        return " ".join(("leads", self.me.agent_id, *(value or "-" for value in asked)))


def resume(shelves: Sequence[Partition], after: Position | None) -> Sequence[Partition]:
    """The shelves that are left to read.

    Args:
        shelves: all of the list's.
        after: where the page before stopped; None for the first page.

    Raises:
        CursorInvalid: the caller has come to see other shelves meanwhile.
    """
    if after is None:
        return shelves
    names = [shelf.pk for shelf in shelves]
    if after["pk"] not in names:
        raise CursorInvalid
    return shelves[names.index(after["pk"]) :]
