"""Operations on sample data: show it, make it, and remove it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import batched

from shared.domain.lead_records.samples import SAMPLE_IDS
from shared.domain.leads.samples import make_samples
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshots
from shared.store import decisions, keys
from shared.store.keys import Key
from shared.store.table import MAX_WRITES, Collision, Table, remove
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import Page


class Samples:
    """Operations on the sample data of the team, for the Rainmaker."""

    def __init__(self, session: LeadSession, table: Table) -> None:
        self._session, self._table = session, table

    def list_samples(self, request: Request) -> Page[LeadShown]:
        """List the team's sample leads, at most five; none if nobody has asked for them. `next` is always null."""
        return _page(self._read(request), request.now)

    def make_samples(self, request: Request) -> Page[LeadShown]:
        """Make sample leads in telling states, which count nowhere and tell nobody; or list those that are there.

        They are offered to the caller, belong to the caller, or to nobody. Repeating the request is safe.
        """
        known = self._read(request)
        if known.leads:
            return _page(known, request.now)
        made = make_samples(known.me, known.plan, request.now)
        try:
            self._table.commit([write for decision in made for write in decisions.writes(decision)])
        except Collision:  # another request was faster
            known = self._read(request)
        else:
            known = replace(known, leads={one.lead.lead_id: one.lead.stored() for one in made})
        return _page(known, request.now)

    def remove_samples(self, request: Request) -> None:
        """Remove the sample leads whole, with all that was written about them. Repeating the request is safe."""
        self._session.caller(request)
        items = [item for one in SAMPLE_IDS for item in self._table.query(keys.lead(one).pk)]
        for some in batched(items, MAX_WRITES, strict=False):
            self._table.commit([remove(Key(item["PK"]["S"], item["SK"]["S"])) for item in some])

    def _read(self, request: Request) -> Snapshots:
        return self._session.read_many(request, SAMPLE_IDS)


def _page(known: Snapshots, now: datetime) -> Page[LeadShown]:
    leads = (known.leads[one] for one in SAMPLE_IDS if one in known.leads)
    return Page(items=tuple(LeadShown.of(lead, known.me, known.plan, now) for lead in leads))
