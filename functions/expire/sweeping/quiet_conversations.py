"""Close conversations in which the team spoke last and that have been quiet for long; some with each sweep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.domain.lead_records.lead import Lead
from shared.domain.leads.quiet import close_quiet, closes_at
from shared.domain.plan_records.settings import Settings
from shared.doors import Now
from shared.observe import error_code, logger
from shared.store import conversation_entries, decisions, indexes, keys
from shared.store.codec import Item
from shared.store.conversation_entries import ConversationEntry
from shared.store.lists import inactive_leads, lead_lists
from shared.store.table import Table, Write

AT_ONCE = 50  # conversations that one sweep looks at
REST = timedelta(hours=1)  # at least, between two walks
PLACE = ("PK", "SK", indexes.CONVERSATION.pk, indexes.CONVERSATION.sk)


class _Walk(NamedTuple):
    """Remember how far a walk is: after which entry it goes on, and when, as it saw, a conversation is first due."""

    days: int
    first_due: datetime
    after: Item | None = None

    @classmethod
    def read(cls, item: Item) -> _Walk:
        """Return what is kept."""
        due, after = conversation_entries.at(item["first_due"]["S"]), item["after"]["M"]
        return cls(int(item["days"]["N"]), due, after or None)

    def write(self) -> Write:
        """Return the write that keeps it."""
        key = keys.QUIET_CLOSED
        kept = {"days": {"N": str(self.days)}, "first_due": {"S": keys.instant(self.first_due)},
                "after": {"M": self.after or {}}}  # fmt: skip
        return Write(key, "Put", {"Item": {"PK": {"S": key.pk}, "SK": {"S": key.sk}, **kept}})


class QuietConversations:
    """Walk through the conversations that are open for the team's days, the longest open first.

    Those in which somebody waits, or whose owner has never answered, are in another partition, and are not read. At its
    end a walk knows when first another conversation can come due; until then nothing is read.

    Source: docs/rules.md, "Supervision" 4.
    """

    def __init__(self, table: Table, now: Now, at_once: int = AT_ONCE) -> None:
        self._table, self._now, self._at_once = table, now, at_once
        self._rests: tuple[int, datetime] | None = None  # with which setting, until when

    def close_next(self, settings: Settings) -> int:
        """Close some more; return how many. A failure ends no other part of the sweep."""
        days, now = settings.close_quiet_after_days, self._now()
        if days == 0 or (self._rests and self._rests[0] == days and now < self._rests[1]):
            return 0
        try:
            return self._close(days, now)
        except Exception as error:
            # The next sweep tries again.
            logger.warning("quiet_conversations_not_closed", extra={"error": error_code(error)})
            return 0

    def _close(self, days: int, now: datetime) -> int:
        walk = self._begun(days, now)
        if walk is None:
            return 0
        found = self._table.query(indexes.OPEN, index=indexes.CONVERSATION, limit=self._at_once, after=walk.after)
        items = list(found)
        entries = [conversation_entries.read(item) for item in items]
        before = keys.instant(now - timedelta(days=days))
        old = [entry for entry in entries if entry.opened <= before]
        closed, due = self._close_of(old, days, now)
        first_due = min(due, walk.first_due, *_due_by_opening(entries[len(old) :], days))
        if len(old) == self._at_once:
            self._table.commit([_Walk(days, first_due, {name: items[-1][name] for name in PLACE}).write()])
            return closed
        over = _Walk(days, max(first_due, now + REST))
        self._table.commit([over.write()])
        self._rests = (days, over.first_due)
        return closed

    def _begun(self, days: int, now: datetime) -> _Walk | None:
        """Return the walk to go on with, or a new one; None while nothing can be due. A changed setting begins anew."""
        item = self._table.items([keys.QUIET_CLOSED]).get(keys.QUIET_CLOSED)
        walk = _Walk.read(item) if item else None
        if walk is not None and walk.days == days:
            if walk.after is not None:
                return walk
            if now < walk.first_due:
                self._rests = (days, walk.first_due)
                return None
        return _Walk(days, now + timedelta(days=days))  # whatever is not looked at now was done something about later

    def _close_of(self, entries: Sequence[ConversationEntry], days: int, now: datetime) -> tuple[int, datetime]:
        """Close those that are due; return how many, and when the first of the others is."""
        closed, first_due = 0, now + timedelta(days=days)
        for lead in lead_lists.leads(self._table, [entry.lead_id for entry in entries]) if entries else ():
            due = closes_at(lead, days)
            if due is None:
                continue
            if due <= now and self._close_one(lead, days, now):
                closed += 1
            else:
                first_due = min(first_due, due)
        return closed, first_due

    def _close_one(self, lead: Lead, days: int, now: datetime) -> bool:
        """Close the lead's conversation; return False if it could not be, or if more was done than the lead tells."""
        try:
            if inactive_leads.noted_since(self._table, lead, now - timedelta(days=days)):
                return False
            self._table.commit(decisions.writes(close_quiet(lead, days, now)))
        except Exception as error:
            # Somebody else changed the lead: a later walk looks again.
            logger.warning("quiet_conversation_not_closed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
            return False
        return True


def _due_by_opening(entries: Sequence[ConversationEntry], days: int) -> list[datetime]:
    """Return when the first of these conversations, in order, can be due, which are not open for long enough yet."""
    return [conversation_entries.at(entry.opened) + timedelta(days=days) for entry in entries[:1]]
