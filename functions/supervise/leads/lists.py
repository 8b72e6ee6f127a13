"""Operations that list leads: by filters, by the longest waiting person, and by search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from functions.supervise.leads import waiting
from functions.supervise.leads.agent_lists import AgentLists
from functions.supervise.leads.filters import LeadListing, LeadsQuery, resume
from functions.supervise.leads.search import CURSOR_ROOM, SearchBody, to_person_query
from shared.domain.kernel.contact import AddressKind, Card
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.rates import SEARCHES
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.search import PersonQuery
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.cached_plan import CachedPlanReader, with_cached_plan
from shared.store.caller_rates import CallerRate
from shared.store.lists import lead_lists, person_search
from shared.store.lists.lead_lists import Partition
from shared.store.lists.paging import Position, Slice
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.lead_schemas import LeadShown
from shared.web.paging import Paging
from shared.web.request import Request
from shared.web.schemas import Page


class LeadLists:
    """Operations that list leads, each read consistently and shown as the caller may see it.

    Args:
        table: stores the leads.
        plans: reads the plan.
        secret: signs cursors, and hashes addresses to search for.
        most: how many leads one page reads at most, however few of them it shows.
    """

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, most: int = lead_lists.READ) -> None:
        self._table, self._plans, self._secret, self._most = table, plans, secret, most

    def list_leads(self, request: Request, query: LeadsQuery) -> Page[LeadShown]:
        """List the leads the caller may see, newest first.

        The order is by when they came in; with `owner`, or with `state` unrouted, pooled or closed, by `since`. All
        filters must hold. With `sort=waiting` and an `owner`, leads whose person has waited longest for an answer are
        first, then those with the latest activity. A page may hold fewer leads than `limit`, even none; the list ends
        where `next` is null.
        """

        def answer(plan: Plan, reader: CachedPlanReader) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            listing = LeadListing.of(query, me, plan.settings)
            paging = Paging(self._secret.keys, f"{listing.bound_to} {query.sort}", query.cursor)
            if query.sort == "waiting":
                found = self._waiting(listing, reader, query.limit, paging.after)
            elif listing.may_hold_any and listing.scattered:
                found = self._agents(listing, reader).newest(paging.after, query.limit)
            else:
                partitions = listing.partitions(request.now)
                found = self._newest(partitions, paging.after, query.limit, listing.shows, reader)
            return paging.page((LeadShown.of(lead, me, plan, request.now) for lead in found.records), found.next)

        return with_cached_plan(self._plans, self._table, answer)

    def search_leads(self, request: Request, body: SearchBody) -> Page[LeadShown]:
        """Find leads by the beginnings of words of the name, ignoring case and accents, by an e-mail, or by a phone.

        Of an e-mail the beginning will do, of a phone the end, four characters or more. Only what the caller may see
        of a person can match. A page may hold fewer leads than `limit`, even none; the list ends where `next` is null.
        """
        self._count(request)

        def answer(plan: Plan, reader: CachedPlanReader) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            listing, person = LeadListing.of(body, me, plan.settings), to_person_query(body.q, plan.settings.country)
            searched = self._secret.keyed_hash("search", person.text, version=0)  # as in cursors of release 0.1
            bound_to = f"search person {searched} {listing.bound_to}"
            paging = Paging(self._secret.keys, bound_to, body.cursor, room=CURSOR_ROOM)
            found = self._found(person, listing, reader, body.limit, paging.after)
            return paging.page((LeadShown.of(lead, me, plan, request.now) for lead in found.records), found.next)

        return with_cached_plan(self._plans, self._table, answer)

    def _count(self, request: Request) -> None:
        """Count the search, if the caller is an Agent by the cached plan.

        Raises:
            TooManyRequests: they search more often than one may.
        """
        me = self._plans.warm().members_by_sub.get(request.sub or "")
        if me is not None:
            CallerRate(self._table, SEARCHES, me, request.now).commit()

    def _found(
        self, person: PersonQuery, listing: LeadListing, reader: CachedPlanReader, limit: int, after: Position | None
    ) -> Slice[Lead]:
        """Return a page of the leads whose person is found, as far as the caller is shown them."""
        if not listing.may_hold_any:
            return Slice[Lead]((), None)
        if not listing.me.supervises:
            return self._agents(listing, reader).search(person, after, limit)
        wanted = listing.finds(person)
        if person.whole and after is None:
            ids = self._with_address(*person.whole, reader)
            if found := tuple(filter(wanted, reader.leads(ids)))[:limit]:
                return Slice(found, None)
        shelves = person_search.shelves(person, self._secret.part_hashes)
        return person_search.page(self._table, shelves, after, limit, wanted, reader.leads, most=self._most)

    def _agents(self, listing: LeadListing, reader: CachedPlanReader) -> AgentLists:
        return AgentLists(self._table, listing, reader, self._most)

    def _newest(
        self,
        partitions: Sequence[Partition],
        after: Position | None,
        limit: int,
        wanted: Callable[[Lead], bool],
        reader: CachedPlanReader,
    ) -> Slice[Lead]:
        """Return a page of the wanted leads in these partitions."""
        left = resume(partitions, after)
        return lead_lists.newest(self._table, left, after, limit, wanted, reader.leads, most=self._most)

    def _waiting(
        self, listing: LeadListing, reader: CachedPlanReader, limit: int, after: Position | None
    ) -> Slice[Lead]:
        """Return a page of one member's open leads; all of them are read and sorted."""
        if listing.owner is None or listing.state != "owned":
            raise Invalid(
                ("query", "sort"), "waiting_needs_owner", "`waiting` needs an `owner`, and is for the leads they own."
            )
        mine = lead_lists.owned_by(self._table, listing.owner, waiting.MOST) if listing.may_hold_any else []
        last = waiting.Rank(**after) if after else None
        left = waiting.after(filter(listing.shows, reader.leads(mine)), last)
        shown = tuple(left[:limit])
        return Slice(shown, waiting.rank(shown[-1])._asdict() if len(left) > limit else None)

    def _with_address(self, kind: AddressKind, normal: str, reader: CachedPlanReader) -> list[LeadId]:
        """Return the latest leads with this e-mail or phone, newest first."""
        items = reader.items(map(keys.card, self._secret.contact_hashes(kind, normal)))
        cards = [codec.from_item(Card, item) for item in items.values()]
        return sorted({lead_id for card in cards for lead_id in card.all_leads}, reverse=True)
