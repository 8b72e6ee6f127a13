"""Lists of leads: by filters, by who waits longest, and by whom one looks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from functions.supervise.leads import waiting
from functions.supervise.leads.filters import LeadListing, LeadsQuery, resume
from functions.supervise.leads.search import SearchBody, shelf, to_person_query
from shared.domain.kernel.contact import AddressKind, Card
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.search import matches_person
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import codec, keys, lead_lists
from shared.store.cached_plan import CachedPlanReader, with_cached_plan
from shared.store.lead_lists import Partition
from shared.store.paging import Position, Slice
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.paging import Paging
from shared.web.request import Request
from shared.web.schemas import LeadShown, Page


class LeadLists:
    """The lists of leads, each lead as it is now and as the caller may see it.

    Args:
        table: holds the leads.
        plans: the plan, which says who may see what.
        secret: seals cursors, and hashes what is searched for.
        most: leads that one page reads at the most, however few of them it shows.
    """

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, most: int = lead_lists.READ) -> None:
        self._table, self._plans, self._secret, self._most = table, plans, secret, most

    def list_leads(self, request: Request, query: LeadsQuery) -> Page[LeadShown]:
        """List the leads the caller may see, newest first.

        Newest by when they came; with `owner`, or with `state` unrouted, pooled or closed, by `since`. All filters
        must hold. With `sort=waiting` and an `owner`, whoever waits longest for an answer is first, then who was
        active last. A page may hold fewer leads than `limit`, even none; only `next: null` is the end.
        """

        def answer(plan: Plan, fresh: CachedPlanReader) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            listing = LeadListing.of(query, me, plan.settings)
            paging = Paging(self._secret.derive, f"{listing.bound_to} {query.sort}", query.cursor)
            if query.sort == "waiting":
                found = self._waiting(listing, fresh, query.limit, paging.after)
            else:
                shelves = listing.shelves(request.now)
                found = self._newest(shelves, paging.after, query.limit, listing.shows, fresh)
            return paging.page((LeadShown.of(lead, me, plan, request.now) for lead in found.records), found.next)

        return with_cached_plan(self._plans, self._table, answer)

    def search_leads(self, request: Request, body: SearchBody) -> Page[LeadShown]:
        """Find leads by a whole e-mail or phone, or by how the name begins, without regard to case and accents.

        Only what the caller is shown of a person can match. A page may hold fewer leads than `limit`, even none; only
        `next: null` is the end.
        """

        def answer(plan: Plan, fresh: CachedPlanReader) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            listing, whom = LeadListing.of(body, me, plan.settings), to_person_query(body.q, plan.settings.country)
            bound_to = f"search {whom.by} {self._secret.keyed_hash('search', whom.text)} {listing.bound_to}"
            paging = Paging(self._secret.derive, bound_to, body.cursor)

            def wanted(lead: Lead) -> bool:
                return listing.shows(lead) and matches_person(lead, whom, me, plan.settings)

            if not listing.may_hold_any:
                found = Slice[Lead]((), None)
            elif whom.by == "name":
                found = self._newest((shelf(whom.text),), paging.after, body.limit, wanted, fresh)
            else:
                there = fresh.leads(self._with_address(whom.by, whom.text, fresh))
                found = Slice(tuple(filter(wanted, there))[: body.limit], None)
            return paging.page((LeadShown.of(lead, me, plan, request.now) for lead in found.records), found.next)

        return with_cached_plan(self._plans, self._table, answer)

    def _newest(
        self,
        shelves: Sequence[Partition],
        after: Position | None,
        limit: int,
        wanted: Callable[[Lead], bool],
        fresh: CachedPlanReader,
    ) -> Slice[Lead]:
        """A page of what stands on the shelves, and is wanted."""
        left = resume(shelves, after)
        return lead_lists.newest(self._table, left, after, limit, wanted, fresh.leads, most=self._most)

    def _waiting(
        self, listing: LeadListing, fresh: CachedPlanReader, limit: int, after: Position | None
    ) -> Slice[Lead]:
        """One member's open leads, put in order whole."""
        if listing.owner is None or listing.state != "owned":
            raise Invalid(
                ("query", "sort"), "waiting_needs_owner", "`waiting` needs an `owner`, and is for the leads they own."
            )
        mine = lead_lists.owned_by(self._table, listing.owner, waiting.MOST) if listing.may_hold_any else []
        last = waiting.Rank(**after) if after else None
        left = waiting.after(filter(listing.shows, fresh.leads(mine)), last)
        shown = tuple(left[:limit])
        return Slice(shown, waiting.rank(shown[-1])._asdict() if len(left) > limit else None)

    def _with_address(self, kind: AddressKind, normal: str, fresh: CachedPlanReader) -> list[LeadId]:
        """The latest leads that had this e-mail or phone, newest first."""
        where = keys.card(self._secret.contact_hash(kind, normal))
        item = fresh.items([where]).get(where)
        card = codec.from_item(Card, item) if item else None
        return sorted({card.current, *card.leads}, reverse=True) if card else []
