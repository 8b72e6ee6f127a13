"""Lists of leads: by filters, by who waits longest, and by whom one looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from functions.supervise.leads import waiting
from functions.supervise.leads.filters import LeadListing, LeadsQuery, resume
from functions.supervise.leads.search import SearchBody, shelf, to_person_query
from shared.domain.kernel.contact import Card
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.search import PersonQuery, matches_person
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import codec, keys, lead_lists
from shared.store.cached_plan import CachedPlanAnswer, with_cached_plan
from shared.store.lead_lists import Place, Shelf
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth, cursor
from shared.web.request import Request
from shared.web.schemas import LeadShown, Page


class _Found(NamedTuple):
    """A page, and where the next one begins; None at the end."""

    leads: Iterable[Lead]
    on: dict[str, Any] | None


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

        def answer(plan: Plan, fresh: CachedPlanAnswer) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            listing = LeadListing.of(query, me, plan.settings)
            bound_to = f"{listing.bound_to} {query.sort}"
            before = self._before(bound_to, query.cursor)
            if query.sort == "waiting":
                found = self._waiting(listing, fresh, query.limit, before)
            else:
                shelves, start = resume(listing.shelves(request.now), before)
                found = self._newest(shelves, start, query.limit, listing.shows, fresh)
            return self._page(found, bound_to, me, plan)

        return with_cached_plan(self._plans, self._table, answer)

    def search_leads(self, request: Request, body: SearchBody) -> Page[LeadShown]:
        """Find leads by a whole e-mail or phone, or by how the name begins, without regard to case and accents.

        Only what the caller is shown of a person can match. A page may hold fewer leads than `limit`, even none; only
        `next: null` is the end.
        """

        def answer(plan: Plan, fresh: CachedPlanAnswer) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            listing, whom = LeadListing.of(body, me, plan.settings), to_person_query(body.q, plan.settings.country)
            bound_to = f"search {whom.by} {self._secret.keyed_hash('search', whom.text)} {listing.bound_to}"
            before = self._before(bound_to, body.cursor)

            def wanted(lead: Lead) -> bool:
                return listing.shows(lead) and matches_person(lead, whom, me, plan.settings)

            if not listing.may_hold_any:
                found = _Found((), None)
            elif whom.by == "name":
                shelves, start = resume((shelf(whom.text),), before)
                found = self._newest(shelves, start, body.limit, wanted, fresh)
            else:
                there = fresh.leads(self._with_address(whom, fresh))
                found = _Found([lead for lead in there if wanted(lead)][: body.limit], None)
            return self._page(found, bound_to, me, plan)

        return with_cached_plan(self._plans, self._table, answer)

    def _newest(
        self,
        shelves: Sequence[Shelf],
        start: Place | None,
        limit: int,
        wanted: Callable[[Lead], bool],
        fresh: CachedPlanAnswer,
    ) -> _Found:
        """A page of what stands on the shelves, and is wanted."""
        page = lead_lists.newest(self._table, shelves, start, limit, wanted, fresh.leads, most=self._most)
        return _Found(page.leads, page.on._asdict() if page.on else None)

    def _waiting(
        self, listing: LeadListing, fresh: CachedPlanAnswer, limit: int, before: dict[str, Any] | None
    ) -> _Found:
        """One member's open leads, put in order whole."""
        if listing.owner is None or listing.state != "owned":
            raise Invalid(
                ("query", "sort"), "waiting_needs_owner", "`waiting` needs an `owner`, and is for the leads they own."
            )
        mine = lead_lists.owned_by(self._table, listing.owner, waiting.MOST) if listing.may_hold_any else []
        last = waiting.Rank(**before) if before else None
        left = waiting.after(filter(listing.shows, fresh.leads(mine)), last)
        page = left[:limit]
        return _Found(page, waiting.rank(page[-1])._asdict() if len(left) > limit else None)

    def _with_address(self, whom: PersonQuery, fresh: CachedPlanAnswer) -> list[LeadId]:
        """The latest leads that had this e-mail or phone, newest first."""
        where = keys.card(self._secret.keyed_hash("contact", f"{whom.by}:{whom.text}"))
        item = fresh.items([where]).get(where)
        card = codec.from_item(Card, item) if item else None
        return sorted({card.current, *card.leads}, reverse=True) if card else []

    def _before(self, bound_to: str, given: str | None) -> dict[str, Any] | None:
        return cursor.read(self._secret.derive("cursor"), bound_to, given) if given else None

    def _page(self, found: _Found, bound_to: str, me: Member, plan: Plan) -> Page[LeadShown]:
        return Page(
            items=tuple(LeadShown.of(lead, me, plan) for lead in found.leads),
            next=cursor.write(self._secret.derive("cursor"), bound_to, found.on) if found.on else None,
        )
