"""Tickets and connections of members' consoles: a ticket opens one connection, once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import batched

from shared.domain.notifications.live_connection import LiveConnection, LiveTicket
from shared.store import codec, keys
from shared.store.partitions import PartitionKey
from shared.store.table import MAX_WRITES, Table, delete, put, remove


def ticket_hash(text: str) -> str:
    """Return the hash under which a ticket is stored. It needs no key: a ticket holds 256 unpredictable bits."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def find_ticket(table: Table, text: str) -> LiveTicket | None:
    """Return a ticket; None if there is none, or it was used."""
    return table.get(LiveTicket, keys.live_ticket(ticket_hash(text)))


def connections(table: Table) -> list[LiveConnection]:
    """Return every stored connection, those whose end was not reported too: one query, of few items."""
    return [codec.from_item(LiveConnection, item) for item in table.query(PartitionKey.CONNECTIONS.of())]


def open_by(table: Table, ticket: LiveTicket, connection: LiveConnection) -> None:
    """Store a connection and use up its ticket, in one transaction.

    Raises:
        Collision: the ticket was used meanwhile.
    """
    table.commit([delete(ticket), put(connection)])


def forget(table: Table, connection_ids: Iterable[str]) -> None:
    """Delete connections that ended."""
    for some in batched(map(keys.live_connection, connection_ids), MAX_WRITES, strict=False):
        table.commit([remove(key) for key in some])
