"""Go on with erasures: one lead after another, in steps that a crash between them does no harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import batched
from typing import NamedTuple

from shared.blocked import BlockedStore
from shared.domain.kernel.contact import AddressKind
from shared.domain.kernel.record import ErasureId, LeadId
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.lead_import import Import
from shared.domain.plan_records.settings import Settings
from shared.domain.privacy.erase import erase_lead, merged_leads, next_lead, with_leads
from shared.domain.privacy.kept_deal import kept_deal
from shared.domain.privacy.retention import stays
from shared.doors import NewId, Now
from shared.ledger import Ledger
from shared.observe import count, error_code, logger
from shared.photos import Photos
from shared.raw_files import RawFiles
from shared.store import codec, decisions, erasures, keys
from shared.store.lists import lead_lists
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.uploads import Uploads

TIME = timedelta(seconds=10)  # of one sweep; the next one goes on
RE_ERASED = 100  # leads of one erasure after a restore
UPLOADS = "imports/"


class ErasureCounts(NamedTuple):
    """The numbers of erasures that were finished, and of those that failed in this sweep."""

    finished: int
    failed: int


class Erasures:
    """Go on with erasures, and begin those that a restored table needs.

    Args:
        table: stores leads and erasures.
        uploads: the bucket of files to import.
        photos: the bucket of photos of notes.
        raws: the files of large deliveries.
        ledger: outlives the table.
        blocked: keeps what the law asks to keep.
        contact_hashes: hashes an address, by every version of the key (`MasterSecret.contact_hashes`).
        new_id: makes ids.
        now: returns the current time.
    """

    def __init__(
        self,
        table: Table,
        uploads: Uploads,
        photos: Photos,
        raws: RawFiles,
        ledger: Ledger,
        blocked: BlockedStore,
        contact_hashes: Callable[[AddressKind, str], tuple[str, ...]],
        new_id: NewId,
        now: Now,
    ) -> None:
        self._table, self._uploads, self._photos, self._raws = table, uploads, photos, raws
        self._ledger, self._blocked = ledger, blocked
        self._contact_hashes, self._new_id, self._now = contact_hashes, new_id, now

    def work(self, settings: Settings) -> ErasureCounts:
        """Go on with every erasure that is due, as far as time allows. A failure holds up no other.

        Source: docs/rules.md, "People's data" 2.
        """
        until, finished, failed = self._now() + TIME, 0, 0
        for erasure_id in erasures.due(self._table, self._now()):
            try:
                finished += self._go_on(erasure_id, settings, until)
            except Exception as error:
                # What was done is stored; the next sweep goes on from there.
                logger.warning("erasure_failed", extra={"erasure_id": erasure_id, "error": error_code(error)})
                count("ErasureFailed")
                failed += 1
        return ErasureCounts(finished, failed)

    def begin_again(self) -> int:
        """Begin to erase the leads of the ledger that a restored table has again; return how many there are.

        Source: docs/rules.md, "People's data" 3.
        """
        begun = 0
        for some in batched(self._ledger.lead_ids(), RE_ERASED, strict=False):
            back = tuple(lead.lead_id for lead in lead_lists.leads(self._table, some) if lead.erased_at is None)
            if back:
                now = self._now()
                erasure_id = self._new_id("erasure")
                erasure = Erasure(erasure_id=erasure_id, at=now, by="sweep", reason="restore", lead_ids=back, due=now)
                self._table.commit([put(erasure)])
                begun += len(back)
        logger.info("re_erasure_begun", extra={"leads": begun})
        return begun

    def _go_on(self, erasure_id: ErasureId, settings: Settings, until: datetime) -> bool:
        """Take steps until the erasure is finished, has to wait, or time is over; return whether it is finished."""
        waits = False
        while not waits:
            erasure = self._table.get(Erasure, keys.erasure(erasure_id))
            if erasure is None or erasure.finished_at is not None:
                return erasure is not None
            waits = self._now() >= until or not self._step(erasure, settings)
        return False

    def _step(self, erasure: Erasure, settings: Settings) -> bool:
        """Take one step, in one transaction with the erasure's progress; return False if it has to wait."""
        if not erasure.files_deleted:
            return self._delete_files(erasure)
        lead_id = erasure.lead_ids[erasure.done]
        lead = self._table.get(Lead, keys.lead(lead_id))
        if lead is None or (lead.erased_at is None and self._stays(lead, erasure, settings)):
            self._table.commit([put(next_lead(erasure, self._now()))])
        elif lead.erased_at is None:
            if erasure.inactive_since is None:
                # First, since nothing can keep this lead: what is erased must be known after a restore.
                self._ledger.enter(lead_id, erasure.erasure_id)
            retry_on_conflict(self._table, lambda: self._close(erasure.erasure_id, lead_id, settings))
        else:
            if erasure.inactive_since is not None and not erasure.after:
                # Only now: activity could keep it until it was erased, and nobody who stays may be in the ledger.
                self._ledger.enter(lead_id, erasure.erasure_id)
            return self._erase_records(erasure, lead)
        return True

    def _delete_files(self, erasure: Erasure) -> bool:
        """Delete all files to import that were uploaded before, since one person cannot be taken out of a file.

        Wait while one of them is being imported: its rows may be the person's.
        """
        files = list(self._uploads.before(UPLOADS, erasure.at))
        items = self._table.items(keys.imported(file.removeprefix(UPLOADS)) for file in files) if files else {}
        if any(codec.from_item(Import, item).under_way for item in items.values()):
            return False
        for file in files:
            self._uploads.delete(file)
        self._table.commit([put(erasure.model_copy(update={"files_deleted": True}))])
        return True

    def _close(self, erasure_id: ErasureId, lead_id: LeadId, settings: Settings) -> None:
        """Erase the lead itself, and take it off the cards of its addresses."""
        found = self._table.items([keys.lead(lead_id), keys.erasure(erasure_id)])
        lead = codec.from_item(Lead, found[keys.lead(lead_id)])
        erasure = codec.from_item(Erasure, found[keys.erasure(erasure_id)])
        if self._stays(lead, erasure, settings):
            return  # somebody was active just now: the next step leaves it out
        decision = erase_lead(lead, erasure, settings.zone, self._now(), audit_id=self._new_id("audit"))
        if not decision.changed:
            return
        self._keep_deal(lead, settings)
        hashes = [one for kind, _, normal in lead.contact.normals for one in self._contact_hashes(kind, normal)]
        cards = erasures.remove_from_cards(self._table, hashes, lead_id) if hashes else []
        grown = with_leads(erasure, merged_leads(lead, lead.history))
        self._table.commit([*decisions.writes(decision), *cards, *([put(grown)] if grown != erasure else [])])

    def _stays(self, lead: Lead, erasure: Erasure, settings: Settings) -> bool:
        return stays(lead, erasure, settings.retention.leads_months, self._now())

    def _keep_deal(self, lead: Lead, settings: Settings) -> None:
        """Put the lead into the blocked store if it was won."""
        years = settings.retention.keep_won_years
        if years is None:
            return
        spilled = lead.spilled and lead.outcome != "won"
        events = lead_lists.history(self._table, lead) if spilled else ()
        if deal := kept_deal(lead, years, self._now(), events):
            self._blocked.put(deal)

    def _erase_records(self, erasure: Erasure, lead: Lead) -> bool:
        """Erase some records of a lead that is erased itself; after the last one its photos, then go to the next lead.

        Return False if it has to wait, because a photo may still be uploaded.
        """
        some = erasures.erase_records(self._table, lead.lead_id, erasure.after)
        grown = with_leads(erasure, merged_leads(lead, some.events))
        if some.after == erasure.after:
            if lead.photos:
                self._photos.delete_all(lead.lead_id)
            if lead.uploads_until is not None and self._now() < lead.uploads_until:
                return False
            further = next_lead(grown, self._now())
        else:
            further = grown.model_copy(update={"after": some.after})
        for file in some.files:
            self._raws.delete(file)
        self._table.commit([*some.writes, put(further)])
        return True
