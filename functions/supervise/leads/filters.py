"""Filters of lists of leads, and the index partitions that a filtered list is read from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.domain import access
from shared.domain.kernel.errors import CursorInvalid
from shared.domain.kernel.record import AgentId, RouteId, SourceId
from shared.domain.lead_records.lead import Lead, State
from shared.domain.leads.search import PersonQuery, matches_person
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.store import indexes
from shared.store.lists import agent_leads, lead_lists
from shared.store.lists.lead_lists import Partition
from shared.store.lists.paging import Position
from shared.web.paging import PageQuery
from shared.web.schemas import RequestModel

Owner = Annotated[str, StringConstraints(pattern=r"^(me|agent_[0-9a-f]{32})$")]


class LeadFilters(RequestModel):
    """Select leads: all filters given must hold."""

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
    """A filtered list of leads for one caller: which leads belong on it, and which partitions hold them."""

    me: Member
    settings: Settings
    state: State | None
    owner: AgentId | None
    source: SourceId | None
    route: RouteId | None

    @classmethod
    def of(cls, query: LeadFilters, me: Member, settings: Settings) -> "LeadListing":
        """Return the list for a query. `owner` without `state` means the leads that they own now."""
        owner = me.agent_id if query.owner == "me" else query.owner
        state = query.state or ("owned" if owner else None)
        if state == "owned" and not access.sees_team(me, settings):
            owner = owner or me.agent_id
        return cls(me, settings, state, owner, query.source, query.route)

    def shows(self, lead: Lead) -> bool:
        """Return whether the lead belongs on the list: the caller may see it, and it matches all filters.

        One that is read as one with another is no entry of its own.
        """
        return (
            not lead.is_joined
            and access.may_see(self.me, lead, self.settings)
            and all(
                asked is None or asked == found
                for asked, found in (
                    (self.state, lead.state),
                    (self.owner, lead.owner),
                    (self.source, lead.source_id),
                    (self.route, lead.route_id),
                )
            )
        )

    def finds(self, person: PersonQuery) -> Callable[[Lead], bool]:
        """Return the predicate of the leads on the list whose person is found, as far as the caller is shown them."""
        return lambda lead: self.shows(lead) and matches_person(lead, person, self.me, self.settings)

    def partitions(self, now: datetime) -> tuple[Partition, ...]:
        """Return the partitions that hold the list's leads, newest first; none if the caller can see no such leads.

        Not for a list that is `scattered`.

        Chooses the narrowest index: by state, or by state and owner; else all leads month by month.
        """
        if not self.may_hold_any:
            return ()
        match self.state:
            case "owned" if self.owner:
                return (Partition(indexes.QUEUE, "OWNED", (f"{self.owner}#",)),)
            case "closed" if not access.sees_team(self.me, self.settings):
                return (agent_leads.closed_leads(self.me.agent_id),)
            case "offered":
                return (Partition(indexes.QUEUE, "OFFERED", few=True),)
            case "unrouted" | "pooled" | "closed":
                return (Partition(indexes.QUEUE, self.state.upper()),)
        return lead_lists.months(self.settings.created_at, now)

    @property
    def scattered(self) -> bool:
        """Return whether no partition holds the list's leads alone: a page of one would pass hidden leads over."""
        return not access.sees_team(self.me, self.settings) and self.state in (None, "offered")

    @property
    def may_hold_any(self) -> bool:
        """Return whether the list can hold leads that the caller may see."""
        if self.owner and self.state not in ("owned", "closed"):
            return False
        if access.sees_team(self.me, self.settings):
            return True
        if self.owner and self.owner != self.me.agent_id:
            return False
        return self.state != "unrouted" and (self.state != "pooled" or access.may_see_pool(self.me, self.settings))

    @property
    def bound_to(self) -> str:
        """Return the text that binds a cursor to the caller and the filters."""
        asked = (self.state, self.owner, self.source, self.route)
        return " ".join((self._kind, self.me.agent_id, *(value or "-" for value in asked)))

    @property
    def _kind(self) -> str:
        """Return which way the list is read: a cursor is worth nothing once the caller sees more, or less."""
        if self.me.supervises:
            return "leads"
        return "team's leads" if access.sees_team(self.me, self.settings) else "own leads"


def resume(partitions: Sequence[Partition], after: Position | None) -> Sequence[Partition]:
    """Return the partitions that are left to read.

    Args:
        partitions: all of the list.
        after: where the previous page ended; None for the first page.

    Raises:
        CursorInvalid: the list no longer includes the cursor's partition, because the caller's permissions changed.
    """
    if after is None:
        return partitions
    names = [partition.pk for partition in partitions]
    if after["pk"] not in names:
        raise CursorInvalid
    return partitions[names.index(after["pk"]) :]
