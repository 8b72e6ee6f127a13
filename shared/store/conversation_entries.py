"""Entries of open conversations in the index `conversation`, in two partitions, so that no list reads the others.

`WAITING` holds those in which somebody is to act: first where the person waits for an answer, by since when, then where
only a new owner has done nothing yet. `OPEN` holds all others, by since when they are open. Sort keys hold what lists
are filtered by; those that release 0.1 wrote to `OPEN` hold less, and the sweep writes them anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.domain.kernel.record import AgentId, LeadId, SourceId
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.lead import Lead
from shared.store import indexes, keys

ANSWERED = "~"  # begins the sort keys of WAITING in which nobody waits for an answer: they sort after all instants
LAST = "~~"  # sorts after every sort key of both partitions
OF_WAITING = indexes.CONVERSATION.sk, indexes.CONVERSATION.includes[0]
"""Name the attributes that `read_waiting` takes: half of an entry is half the work to parse it."""
_OWNER = OF_WAITING[1]
_NONE = "-"


class ConversationEntry(NamedTuple):
    """An open conversation as its entry tells of it. Instants are texts that sort by time.

    `whole` is false for an entry of release 0.1, which does not tell the source, nor whether the owner has acted.
    """

    pk: str
    sk: str
    lead_id: LeadId
    opened: str
    owner: AgentId | None
    waiting: str | None = None
    idle: str | None = None
    source: SourceId | None = None
    whole: bool = True

    @property
    def by_opening(self) -> tuple[str, LeadId]:
        """Return its place among all open conversations, the longest open first."""
        return self.opened, self.lead_id


def key_of(lead: Lead, talk: Conversation) -> tuple[str, str]:
    """Return the partition and the sort key of a lead with an open conversation."""
    opened, source = keys.instant(talk.opened_at), lead.source_id or _NONE
    idle = keys.instant(lead.idle_since) if lead.idle_since else None
    if talk.waiting_since:
        return indexes.WAITING, "#".join(
            (keys.instant(talk.waiting_since), opened, source, idle or _NONE, lead.lead_id)
        )
    if idle:  # a conversation that was opened by hand may be younger; so no entry sorts before it was opened
        return indexes.WAITING, "#".join((f"{ANSWERED}{max(idle, opened)}", opened, source, idle, lead.lead_id))
    return indexes.OPEN, "#".join((opened, source, lead.lead_id))


def read(entry: Mapping[str, Any]) -> ConversationEntry:
    """Return what an entry tells."""
    if (pk := entry[indexes.CONVERSATION.pk]["S"]) == indexes.WAITING:
        return read_waiting(entry)
    owner, waiting = (entry.get(name, {}).get("S") for name in indexes.CONVERSATION.includes)
    *parts, lead_id = (sk := entry[indexes.CONVERSATION.sk]["S"]).split("#")
    if len(parts) == 1:
        return ConversationEntry(pk, sk, lead_id, parts[0], owner, waiting, whole=False)
    opened, source = parts
    return ConversationEntry(pk, sk, lead_id, opened, owner, source=_given(source))


def read_waiting(entry: Mapping[str, Any]) -> ConversationEntry:
    """Return what an entry of the partition `WAITING` tells: its sort key says all but the owner."""
    sk = entry[indexes.CONVERSATION.sk]["S"]
    since, opened, source, idle, lead_id = sk.split("#")
    owner, waiting = entry.get(_OWNER, {}).get("S"), None if since.startswith(ANSWERED) else since
    return ConversationEntry(indexes.WAITING, sk, lead_id, opened, owner, waiting, _given(idle), _given(source))


def at(text: str) -> datetime:
    """Return the instant that a text of an entry tells."""
    return datetime.fromisoformat(text)


def _given(part: str) -> str | None:
    return None if part == _NONE else part
