"""Lists and searches of an Agent, made of leads that they may see and of nothing else.

What is read, how long it takes and where a page ends depend on no hidden lead, and on nothing that is masked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from functions.supervise.leads.filters import LeadListing
from functions.supervise.leads.search import masked_partition
from shared.domain import access
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.search import PersonQuery
from shared.store.cached_plan import CachedPlanReader
from shared.store.lists import agent_leads, lead_lists
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

type Wanted = Callable[[Lead], bool]


@dataclass(frozen=True, slots=True)
class AgentLists:
    """The lists of one Agent.

    Attributes:
        table: stores the leads.
        listing: the caller, and their filters.
        reader: reads leads.
        most: how many leads one page reads at most.
    """

    table: Table
    listing: LeadListing
    reader: CachedPlanReader
    most: int

    def newest(self, after: Position | None, limit: int) -> Slice[Lead]:
        """Return a page of all leads that the Agent may see, or only of the offered ones."""
        offers_only = self.listing.state == "offered"
        return self._page((self._offered(),) if offers_only else self._visible(), after, limit, self.listing.shows)

    def search(self, person: PersonQuery, after: Position | None, limit: int) -> Slice[Lead]:
        """Return a page of the persons found.

        An Agent who sees the team's leads finds first those whom they see in full, then the masked ones by name.
        """
        if not access.sees_team(self.listing.me, self.listing.settings):
            return self._page(self._visible(), after, limit, self.listing.finds(person))
        if after is not None and "pk" in after:
            return self._masked(person, after, limit)
        full = self._page(self._in_full(), after, limit, self.listing.finds(person))
        if full.next is not None or not person.may_match_masked:
            return full
        if len(full.records) == limit:
            return Slice(full.records, {"lead_id": full.records[-1].lead_id})
        rest = self._masked(person, None, limit - len(full.records))
        return Slice(full.records + rest.records, rest.next)

    def _page(
        self, parts: Iterable[Iterable[LeadId]], after: Position | None, limit: int, wanted: Wanted
    ) -> Slice[Lead]:
        return agent_leads.page(parts, after, limit, wanted, self.reader.leads, most=self.most)

    def _masked(self, person: PersonQuery, after: Position | None, limit: int) -> Slice[Lead]:
        """Return a page of those found by their masked names; who is seen in full was found before."""
        me, settings = self.listing.me, self.listing.settings
        finds = self.listing.finds(person)
        return lead_lists.newest(
            self.table,
            (masked_partition(person.text),),
            after,
            limit,
            lambda lead: finds(lead) and not access.may_see_contact(me, lead, settings),
            self.reader.leads,
            most=self.most,
        )

    def _visible(self) -> Iterator[Iterable[LeadId]]:
        """Yield the ids of all leads that an Agent may see who does not see the team's."""
        yield agent_leads.owned(self.table, self.listing.me.agent_id)
        yield self._offered()
        if access.may_see_pool(self.listing.me, self.listing.settings):
            yield agent_leads.pooled(self.table)

    def _in_full(self) -> Iterator[Iterable[LeadId]]:
        """Yield the ids of all leads whose contact the Agent may see."""
        yield agent_leads.owned(self.table, self.listing.me.agent_id)
        if not self.listing.settings.hide_contact_until_claimed:
            yield self._offered()
            yield agent_leads.pooled(self.table)

    def _offered(self) -> Iterator[LeadId]:
        return agent_leads.offered(self.table, self.listing.me.agent_id, self.reader.leads)
