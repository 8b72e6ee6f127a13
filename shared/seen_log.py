"""Record who saw a lead's contact in full: once for each member, lead and day."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from shared.domain import access
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.seen import Seen
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.store import record_keys
from shared.store.keys import Key
from shared.store.table import Collision, Table, put

REMEMBERED = 5_000  # entries that a process knows are written


class SeenLog:
    """Writes who saw what, and remembers what is written, so that a lead that is opened again costs nothing."""

    def __init__(self, table: Table, remembered: int = REMEMBERED) -> None:
        self._table, self._remembered = table, remembered
        self._written: set[Key] = set()

    def record(self, me: Member, lead: Lead, settings: Settings, now: datetime) -> None:
        """Record that the caller sees the lead, unless its contact is masked, erased, nobody's, or was recorded today.

        To be called before the lead is answered: nobody sees what could not be recorded.

        Raises:
            Busy: it could not be recorded.

        Source: docs/rules.md, "Restrictions" 4.
        """
        if lead.erased_at is not None or not lead.is_real or not access.may_see_contact(me, lead, settings):
            return
        day = now.astimezone(settings.zone).date()
        entry = Seen(agent_id=me.agent_id, lead_id=lead.lead_id, day=day, at=now)
        where = record_keys.key(entry)
        if where in self._written:
            return
        with suppress(Collision):  # another process has recorded it
            self._table.commit([put(entry)])
        if len(self._written) >= self._remembered:
            self._written.clear()
        self._written.add(where)
